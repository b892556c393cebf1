"""A timetable as a file: one table of formats, each a function from a record to bytes."""

from collections.abc import Callable, Mapping
from importlib import import_module

from scheduler.errors import did_you_mean
from scheduler.problem import Problem
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.wanted import ALL, Wanted, laid_out
from scheduler.timetable import Record

Export = Callable[[Problem, Record, Wanted], bytes]


def export(format: str, problem: Problem, record: Record, wanted: Wanted = ALL) -> bytes:
    """
    The timetable of a record in one of ``FORMATS``; equal input gives equal bytes.

    JSON is the whole timetable with its own list of changes, whatever is wanted.

    Raises
    ------
    ValueError
        If there is no such format, or what is wanted is not there.
    """
    if format not in FORMATS:
        hint = did_you_mean(format, FORMATS)
        raise ValueError(f"there is no format {format!r}{hint} (formats: {', '.join(FORMATS)})")
    return FORMATS[format](problem, record, wanted)


def _annex(module: str) -> Export:
    """An annex written by ``module.write``, loaded only when asked for: Word alone costs 0.2 s."""

    def written(problem: Problem, record: Record, wanted: Wanted) -> bytes:
        write: Callable[[Layout], bytes] = import_module(f"scheduler.render.{module}").write
        return write(laid_out(problem, record, wanted))

    return written


def _html(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    """The page asks for people by their offices, which a layout does not know."""
    from scheduler.render.html.annex import write
    from scheduler.render.layout.printing import printing

    made = laid_out(problem, record, wanted)
    return write(made, printing(problem, made.language, compared=False).titles)


def _json(_problem: Problem, record: Record, _wanted: Wanted) -> bytes:
    from scheduler.timetable.files import to_bytes

    return to_bytes(record)


def _xlsx(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    from scheduler.render import workbook

    return workbook.write(problem, record, wanted)


FORMATS: Mapping[str, Export] = {
    "docx": _annex("docx.annex"),
    "html": _html,
    "json": _json,
    "md": _annex("markdown"),
    "pdf": _annex("pdf.annex"),
    "xlsx": _xlsx,
}
