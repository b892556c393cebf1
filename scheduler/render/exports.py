"""A timetable as a file: one table of formats, each a function from a record to bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from importlib import import_module

from scheduler.problem import Language, Problem
from scheduler.render.layout import Layout, layout
from scheduler.render.shape import ViewName
from scheduler.timetable import Record, Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What of a timetable is to be printed, and how.

    Attributes
    ----------
    before
        The timetable to compare with: cells that differ are marked.
    view, of, day, rooms
        What the pages show, of whom, and of which day and rooms only.
    language
        None is that of the scenario.
    draft
        Whether every page is marked as a draft.
    """

    before: Timetable | None = None
    view: ViewName = "days"
    of: str | None = None
    day: date | None = None
    rooms: tuple[str, ...] | None = None
    language: Language | None = None
    draft: bool = False


Export = Callable[[Problem, Record, Wanted], bytes]
ALL = Wanted()


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
        near = get_close_matches(format.lower(), FORMATS, n=1)
        hint = f" - did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"there is no format {format!r}{hint} (formats: {', '.join(FORMATS)})")
    return FORMATS[format](problem, record, wanted)


def laid_out(problem: Problem, record: Record, wanted: Wanted) -> Layout:
    """What is wanted as rows and columns."""
    return layout(
        problem,
        record,
        before=wanted.before,
        view=wanted.view,
        of=wanted.of,
        day=wanted.day,
        rooms=wanted.rooms,
        language=wanted.language,
        draft=wanted.draft,
    )


def _annex(module: str) -> Export:
    """An annex written by ``module.write``, loaded only when asked for: Word alone costs 0.2 s."""

    def written(problem: Problem, record: Record, wanted: Wanted) -> bytes:
        write: Callable[[Layout], bytes] = import_module(f"scheduler.render.{module}").write
        return write(laid_out(problem, record, wanted))

    return written


def _html(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    """The page asks for people by their offices, which a layout does not know."""
    from scheduler.render.annex_html import write
    from scheduler.render.printing import printing

    made = laid_out(problem, record, wanted)
    return write(made, printing(problem, made.tongue, compared=False).titles)


def _json(_problem: Problem, record: Record, _wanted: Wanted) -> bytes:
    from scheduler.records import to_bytes

    return to_bytes(record)


def _xlsx(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    from scheduler.render import workbook

    return workbook.write(problem, record, wanted)


FORMATS: Mapping[str, Export] = {
    "docx": _annex("annex_docx"),
    "html": _html,
    "json": _json,
    "md": _annex("annex_md"),
    "pdf": _annex("annex_pdf"),
    "xlsx": _xlsx,
}
