"""A command that failed, as the JSON object that a script reads."""

from collections.abc import Mapping, Sequence

from scheduler.render.terminal.answer import (
    BUG,
    INFEASIBLE,
    INTERRUPTED,
    INVALID,
    NO,
    STALE,
    TIMEOUT,
    USAGE,
    to_json,
)

KINDS: Mapping[int, str] = {
    NO: "no",
    USAGE: "usage",
    INVALID: "invalid",
    INFEASIBLE: "infeasible",
    TIMEOUT: "no_timetable",
    STALE: "stale",
    BUG: "bug",
    INTERRUPTED: "interrupted",
}
"""What each exit code is called; the reference lists them."""


def failure_as_json(
    code: int, message: str, *, rules: Sequence[str] = (), kept: Sequence[str] = ()
) -> bytes:
    """
    ``{"format_version": 1, "error": {...}}``

    Parameters
    ----------
    code
        The exit code.
    message
        What stands on stderr, lines as they are.
    rules
        Rules that cannot all hold, where there is no timetable.
    kept
        Files and stores that had been written to by then.
    """
    content = {
        "exit_code": code,
        "kind": KINDS.get(code, "usage"),
        "message": message,
        "rules": [*rules],
        "kept": [*kept],
    }
    return to_json({"error": content})
