"""A timetable as a file: one table of formats, each a function from a record to bytes."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module

from scheduler.problem import Problem
from scheduler.render.layout import Layout, layout
from scheduler.timetable import Record, Timetable

Export = Callable[[Problem, Record, Timetable | None], bytes]


def export(
    format: str, problem: Problem, record: Record, *, before: Timetable | None = None
) -> bytes:
    """
    The timetable of a record in one of ``FORMATS``; equal input gives equal bytes.

    Parameters
    ----------
    before
        The timetable to compare with: cells that differ are marked. JSON has its own list of
        changes and ignores it.

    Raises
    ------
    ValueError
        If there is no such format.
    """
    if format not in FORMATS:
        near = get_close_matches(format.lower(), FORMATS, n=1)
        hint = f" - did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"there is no format {format!r}{hint} (formats: {', '.join(FORMATS)})")
    return FORMATS[format](problem, record, before)


def _annex(module: str) -> Export:
    """An annex written by ``module.write``, loaded only when asked for: Word alone costs 0.2 s."""

    def written(problem: Problem, record: Record, before: Timetable | None) -> bytes:
        write: Callable[[Layout], bytes] = import_module(f"scheduler.render.{module}").write
        return write(layout(problem, record, before=before))

    return written


def _json(_problem: Problem, record: Record, _before: Timetable | None) -> bytes:
    from scheduler.records import to_bytes

    return to_bytes(record)


FORMATS: Mapping[str, Export] = {
    "docx": _annex("annex_docx"),
    "html": _annex("annex_html"),
    "json": _json,
    "md": _annex("annex_md"),
}
