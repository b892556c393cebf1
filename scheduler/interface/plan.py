"""A timetable with the scenario that it belongs to: what the interface takes and returns."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import FactError, Infeasible, TimetableError
from scheduler.files import write
from scheduler.problem import Problem
from scheduler.replanning.next_problem import as_recorded
from scheduler.timetable import Change, Charge, Record, Tier, Timetable, Unplaced, Warning_, files
from scheduler.timetable.wording import wording_of

if TYPE_CHECKING:  # YAML takes 0.1 s, and what compares two timetables needs none
    from scheduler.scenario import Loaded

MOST_SHORTAGES = 8
"""Shortages of which it is told where they stand."""


@dataclass(frozen=True, slots=True)
class Plan:
    """
    A timetable with all that it takes to judge, show and change it.

    A notebook shows it as a grid.

    Attributes
    ----------
    scenario
        The scenario as it was read.
    problem
        The problem that the timetable solves: the scenario with its policy, facts and situation.
    record
        The timetable with tiers, charges and all that a timetable file holds.
    interrupted
        Whether Ctrl-C ended the search: it is the best timetable found until then.
    """

    scenario: "Loaded"
    problem: Problem
    record: Record
    interrupted: bool = field(default=False, kw_only=True)

    @property
    def timetable(self) -> Timetable:
        """Sittings and unplaced sessions."""
        return self.record.timetable

    @property
    def status(self) -> str:
        """``optimal`` if every tier's bound equals its cost, else ``feasible``."""
        return self.record.status or "unknown"

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The levels of the objective, most important first, each with cost and bound."""
        return self.record.tiers

    @property
    def charges(self) -> tuple[Charge, ...]:
        """What each cost is for."""
        return self.record.charges

    @property
    def changes(self) -> tuple[Change, ...]:
        """What moved against the timetable that this one was replanned from."""
        return self.record.changes

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """Sessions without a place, each with the reason."""
        return self.record.unplaced

    @property
    def warnings(self) -> tuple[Warning_, ...]:
        """What a planner should know before she publishes."""
        return self.record.warnings

    def grid(self, width: int = 120, *, ascii: bool = False) -> str:
        """The grid in plain text, at most ``width`` columns wide."""
        from scheduler.render.terminal.answer import View, adapt
        from scheduler.render.terminal.screen import draw_timetable

        view = View(width, ascii, False)
        lines = adapt(draw_timetable(self.problem, self.record, view), view)
        return "\n".join(line.plain.rstrip() for line in lines)

    def save(self, path: Path | str) -> Path:
        """
        Write the timetable file (JSON), whole or not at all.

        Raises
        ------
        SchedulerError
            It is a store, a scenario, write-protected, a folder: nothing is written.
        OSError
            The disk is full, or the like.
        """
        target = Path(path)
        write(target, files.to_bytes(self.record), private=bool(self.record.facts))
        return target

    def __str__(self) -> str:
        return self.grid()

    def _repr_html_(self) -> str:
        from scheduler.render.html.annex_html import fragment
        from scheduler.render.layout.layout import lay_out

        return fragment(lay_out(self.problem, self.record))


def plan_of(scenario: "Loaded", record: Record, *, name: str) -> Plan:
    """
    A plan of what was read; ``name`` is how messages call the timetable.

    Raises
    ------
    TimetableError
        The timetable is of another meeting, or its facts do not fit the scenario.
    """
    require_meeting(name, record, scenario.problem.meeting.id)
    return Plan(scenario, problem_as_recorded(name, scenario.problem, record), record)


def problem_as_recorded(name: str, problem: Problem, record: Record) -> Problem:
    """The problem that a timetable solves; TimetableError if its facts do not fit the scenario."""
    try:
        return as_recorded(problem, record)
    except FactError as error:
        raise TimetableError(f"{name}: {error}") from error


def require_meeting(name: str, record: Record, meeting: str) -> None:
    """TimetableError if a timetable is of another meeting."""
    if record.meeting != meeting:
        raise TimetableError(f"{name}: is of meeting {record.meeting!r}, not of {meeting!r}")


def scenario_warnings(scenario: "Loaded") -> tuple[Warning_, ...]:
    """The warnings of a scenario, as a timetable made from it carries them."""
    return tuple(
        Warning_(code=d.code, message=f"{d.message} ({scenario.path.name}:{d.line})")
        for d in scenario.diagnostics
    )


def locate_shortages(scenario: "Loaded", error: Infeasible) -> None:
    """Say in an error where in the file what arithmetic finds short is stated, one a line."""
    shown = error.shortages[:MOST_SHORTAGES]
    if shown:  # what the error says itself of the first one stands in its line
        error.args = ("no timetable satisfies every hard rule, by arithmetic alone",)
    word = wording_of(scenario.problem).word
    for loc, sentence in shown:
        error.add_note(f"{scenario.locate(loc)}: {word(sentence)}")
    if len(error.shortages) > len(shown):
        error.add_note(f"and {len(error.shortages) - len(shown)} more")
