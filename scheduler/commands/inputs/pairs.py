"""A timetable and the scenario it belongs to, each from a file or from the store."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.inputs.loading import belongs, doubts_of, judged, load_pair, load_scenario
from scheduler.commands.inputs.stores import called, loaded_of, named, opened_at
from scheduler.commands.options import UsageError, is_revision
from scheduler.errors import FactError, TimetableError
from scheduler.problem import Problem
from scheduler.render.terminal.answer import NO, Answer
from scheduler.replanning.next_problem import as_recorded
from scheduler.timetable import Record
from scheduler.timetable.files import read

if TYPE_CHECKING:
    from scheduler.scenario import Loaded
    from scheduler.store import Revision


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A timetable with all that it takes to judge it.

    Attributes
    ----------
    problem
        The problem that the timetable solves: with its policy, facts and situation.
    name
        What messages call the timetable: a file, ``r2``, ``Rev.1 (r2)``.
    revision
        As the store keeps it, if it is from there.
    """

    loaded: "Loaded"
    record: Record
    problem: Problem
    name: str
    doubts: list[str]
    revision: "Revision | None" = None


def pair_of(scenario: Path | None, timetable: Path | None, *, store: str | None = None) -> Pair:
    """
    A timetable file with its scenario file, or a revision (None: what is published).

    A revision is judged by the scenario that the store keeps with it, unless one is named.
    """
    if timetable is None or is_revision(str(timetable)):
        return _from_store(scenario, None if timetable is None else str(timetable), store)
    if scenario is None:
        raise UsageError(f"which scenario is {timetable} of? name it with --scenario")
    loaded, record, problem = load_pair(scenario, timetable)
    return Pair(loaded, record, problem, str(timetable), doubts_of(loaded, record, timetable))


def _from_store(scenario: Path | None, name: str | None, where: str | None) -> Pair:
    with opened_at(where, scenario) as store:
        revision = named(store, name)
        kept = loaded_of(store, revision) if scenario is None else None
    loaded = kept if kept is not None else load_scenario(scenario or Path())
    record, title = revision.record, called(revision)
    belongs(Path(title), record, loaded.problem.meeting.id)
    try:
        problem = as_recorded(loaded.problem, record)
    except FactError as error:
        raise TimetableError(f"{title}: {error}") from error
    doubts = doubts_of(loaded, record, Path(title))
    return Pair(loaded, record, problem, title, doubts, revision)


def record_of(
    word: Path, scenario: Path | None = None, *, store: str | None = None
) -> tuple[Record, str]:
    """A timetable alone, with what it is called."""
    if not is_revision(str(word)):
        return read(word), str(word)
    with opened_at(store, scenario) as found:
        revision = named(found, str(word))
        return revision.record, called(revision)


def refusal_of(pair: Pair) -> Answer | None:
    """No timetable is shown that breaks a rule of the problem that it solves."""
    broken, _ = judged(pair.problem, pair.record)
    if not broken:
        return None
    complaints = [f"{pair.name}: {v.rule}: {v.message}" for v in broken]
    said = f"{pair.name} breaks rules of {pair.loaded.path}: not shown"
    return Answer(NO, (), [*complaints, said])
