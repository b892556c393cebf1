"""Durations as people write them: ``90``, ``90m``, ``6h``, ``1h30``, ``2 hours``."""

import re

DURATION = (
    r"[0-9]{1,5}( ?([mM]|[mM][iI][nN]|[mM]inutes?))?"
    r"|[0-9]{1,3} ?([hH]|[hH]ours?)( ?[0-5]?[0-9]( ?([mM]|[mM][iI][nN]|[mM]inutes?))?)?"
)
"""The same as a regular expression, from end to end."""
SPREAD = rf"({DURATION}) ?\( ?({DURATION}) to ({DURATION}) ?\)"
"""``90 (60 to 180)``: likely, least and most, as a regular expression from end to end."""
_PARTS = re.compile(r"(?:([0-9]+) ?h[a-z]*)? ?(?:([0-9]+)[a-z ]*)?")


def minutes_in(text: str) -> int | None:
    """Minutes that the words say; None if they say no duration."""
    word = text.strip()
    parts = _PARTS.fullmatch(word.lower()) if re.fullmatch(DURATION, word) else None
    return int(parts[1] or 0) * 60 + int(parts[2] or 0) if parts is not None else None


def spread_in(text: str) -> tuple[int, int, int] | None:
    """(least, likely, most) minutes of ``90 (60 to 180)``; None if the words say none."""
    if re.fullmatch(SPREAD, text.strip()) is None:
        return None
    likely, _, others = text.strip().rstrip(")").partition("(")
    least, _, most = others.partition(" to ")
    read = (minutes_in(least), minutes_in(likely), minutes_in(most))
    if read[0] is None or read[1] is None or read[2] is None:
        return None
    return read[0], read[1], read[2]
