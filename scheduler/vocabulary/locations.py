"""Where something stands in a scenario or a timetable file, as steps from its top."""

Loc = tuple[str | int, ...]
"""``("sessions", 4, "chairs", 0)``."""


def dotted(loc: Loc) -> str:
    """``sessions[4].chairs[0]``, as messages write it."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return "".join(steps).removeprefix(".")
