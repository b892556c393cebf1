"""What of a timetable is to be printed, and how."""

from dataclasses import dataclass
from datetime import date

from scheduler.problem import Problem
from scheduler.render.layout.layout import layout
from scheduler.render.layout.shape import Layout
from scheduler.timetable import Record, Timetable
from scheduler.vocabulary.printing import LanguageCode, ViewName


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
    language: LanguageCode | None = None
    draft: bool = False


ALL = Wanted()


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
