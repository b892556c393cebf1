"""Answers as the JSON objects that scripts read, where a command makes none itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.render.terminal.answer import (
    BUG,
    INFEASIBLE,
    INTERRUPTED,
    INVALID,
    NO,
    OK,
    STALE,
    TIMEOUT,
    USAGE,
    Answer,
    Body,
    Line,
    to_json,
)
from scheduler.render.terminal.manner import without_steps

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


def with_object(answer: Answer, kept: Sequence[str] = ()) -> Answer:
    """
    The answer with one JSON object as its body; as it is, if it has one.

    What failed says why; a document is ``content``, in base64 where it is no text; beside it stand
    the ``files`` that are written, and the ``remarks``.
    """
    if isinstance(answer.body, bytes) and answer.body.startswith(b"{"):
        return answer
    if answer.code != OK and not answer.body:
        message = without_steps("\n".join(answer.remarks))
        return replace(answer, body=failure_as_json(answer.code, message, kept=kept))
    content = {
        **_content(answer.body),
        "files": [str(path) for path, _ in answer.files],
        "remarks": [*answer.remarks],
    }
    return replace(answer, body=to_json(content))


def _content(body: Body) -> dict[str, object]:
    if isinstance(body, bytes) and body:
        try:
            return {"content": body.decode(), "encoding": "utf-8"}
        except UnicodeDecodeError:
            import base64  # few documents are no text

            return {"content": base64.b64encode(body).decode(), "encoding": "base64"}
    lines = [line.plain.strip() for line in body if isinstance(line, Line)]
    return {"lines": lines} if lines else {}
