"""What a command reads, once: its scenario, its store, and timetables of either."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from scheduler.commands.arguments import is_revision
from scheduler.commands.inputs.store_location import locate_store
from scheduler.errors import UsageError
from scheduler.interface.plan import Plan, plan_of, require_meeting
from scheduler.problem import Problem
from scheduler.render.formats import Draft
from scheduler.render.terminal.answer import NO, Answer
from scheduler.render.terminal.console import working
from scheduler.timetable import Record, Timetable
from scheduler.timetable.files import read
from scheduler.timetable.wording import wording_of

if TYPE_CHECKING:  # SQLAlchemy and YAML, which a command loads only if it reads a store or scenario
    from scheduler.scenario import Loaded
    from scheduler.store import Revision, Store


NO_STUBS = "note: no stubs, because there is no earlier issue; give one with --before"
OTHER_TEXT = (
    "note: the scenario has changed since {name} was made; other titles than then are not marked, "
    "for a file does not have them (revisions of a store do)"
)


@dataclass(frozen=True, slots=True)
class Pair(Plan):
    """
    A plan as a command line names it.

    Attributes
    ----------
    name
        What messages call the timetable: a file, ``r2``, ``Rev.1 (r2)``.
    doubts
        Warnings: that the scenario was edited since, that facts stand without a situation.
    revision
        As the store keeps it, if it is from there.
    """

    name: str
    doubts: list[str]
    revision: "Revision | None" = None


@dataclass(frozen=True, slots=True)
class Compared:
    """
    What changes are marked against; nothing if none are.

    ``problem``: whose names it was printed with, if they may be others. ``doubt``: that these are
    not known.
    """

    timetable: Timetable | None = None
    problem: Problem | None = None
    doubt: str | None = None


class Inputs:
    """
    The scenario and the store that a command line means, each read when it is first needed.

    Used as a context, at the end of which the store is closed. When the store is first needed,
    UsageError or StoreError if there is none, several are here, or it cannot be used.
    """

    def __init__(self, scenario: Path | None, store: str | None) -> None:
        self.scenario = scenario
        self._store_named = store
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    @cached_property
    def loaded(self) -> "Loaded":
        """The scenario file."""
        from scheduler.scenario import load

        path = self.scenario or Path()
        with working(f"reading {path.name}"):
            return load(path)

    @cached_property
    def store_location(self) -> str | Path:
        return locate_store(self._store_named, self.scenario)

    @cached_property
    def store(self) -> "Store":
        """The store, open."""
        from scheduler import store as stores  # SQLAlchemy takes 0.2 s to load

        return self._open.enter_context(stores.opened(self.store_location, reads_only=True))

    def pair(self, timetable: Path | None) -> Pair:
        """
        A timetable file with the scenario, or a revision (None: what is published).

        A revision is judged by the scenario that the store keeps with it, unless one is named.
        """
        if timetable is None or is_revision(str(timetable)):
            return self._stored_pair(None if timetable is None else str(timetable))
        if self.scenario is None:
            raise UsageError(f"{timetable} needs its scenario: add --scenario FILE")
        return self.pair_of_file(timetable)

    def pair_of_file(self, timetable: Path) -> Pair:
        """A timetable file with the scenario file."""
        return _pair(self.loaded, read(timetable), str(timetable))

    def record(self, timetable: Path) -> tuple[Record, str]:
        """A timetable alone, a file or a revision, with what messages call it."""
        if not is_revision(str(timetable)):
            return read(timetable), str(timetable)
        from scheduler.commands.inputs.stores import called, named  # SQLAlchemy

        revision = named(self.store, str(timetable))
        return revision.record, called(revision)

    def compared(self, before: Path | None, pair: Pair, *, clean: bool) -> Compared:
        """
        What changes are marked against: what is named, else what a revision was made from.

        Nothing if there is nothing to compare with, or ``clean``. UsageError if it is of
        another meeting, or both are said.
        """
        if before is not None:
            if clean:
                raise UsageError("--clean marks no changes: leave out --before")
            return self._compared_with(before, pair)
        revision = pair.revision
        if clean or revision is None or revision.parent is None:
            return Compared()
        from scheduler import store as stores  # SQLAlchemy

        return self._as_stored(stores.published(self.store, revision.parent), pair)

    def _compared_with(self, before: Path, pair: Pair) -> Compared:
        """The timetable that is named; of a file nobody knows by which names it was printed."""
        if is_revision(str(before)):
            from scheduler.commands.inputs.stores import named  # SQLAlchemy

            old = named(self.store, str(before))
            require_meeting(str(before), old.record, pair.record.meeting)
            return self._as_stored(old, pair)
        record = read(before)
        require_meeting(str(before), record, pair.record.meeting)
        texts = {record.scenario_sha256, pair.record.scenario_sha256} - {""}
        doubt = OTHER_TEXT.format(name=before) if len(texts) > 1 else None
        return Compared(record.timetable, doubt=doubt)

    def _as_stored(self, old: "Revision", pair: Pair) -> Compared:
        """With the names that it was printed with, if they may be others."""
        from scheduler.commands.inputs.stores import problem_of  # SQLAlchemy

        same = old.scenario == pair.scenario.sha256 and old.record.facts == pair.record.facts
        return Compared(old.record.timetable, None if same else problem_of(self.store, old))

    def draft(self, pair: Pair) -> Draft | None:
        """How a revision that is not published says so; None of one that is, and of a file."""
        revision = pair.revision
        if revision is None or revision.published is not None:
            return None
        from scheduler import store as stores  # SQLAlchemy

        head = stores.head(self.store)
        number = head.published.number if head is not None and head.published is not None else None
        return Draft(f"r{revision.draft}", number if number != revision.parent else None)

    def problem_of(self, revision: Path) -> Problem:
        """The problem that a revision solves, by the scenario that the store keeps with it."""
        from scheduler.commands.inputs.stores import named, problem_of  # SQLAlchemy

        return problem_of(self.store, named(self.store, str(revision)))

    def _stored_pair(self, name: str | None) -> Pair:
        from scheduler.commands.inputs.stores import called, loaded_of, named  # SQLAlchemy

        revision = named(self.store, name)
        loaded = loaded_of(self.store, revision) if self.scenario is None else self.loaded
        return _pair(loaded, revision.record, called(revision), revision)


def _pair(loaded: "Loaded", record: Record, name: str, revision: "Revision | None" = None) -> Pair:
    plan = plan_of(loaded, record, name=name)
    return Pair(loaded, plan.problem, record, name, _doubts_of(loaded, record, name), revision)


def _doubts_of(loaded: "Loaded", record: Record, name: str) -> list[str]:
    """Warnings about a timetable beside its scenario."""
    doubts = []
    if record.scenario_sha256 not in ("", loaded.sha256):
        doubts.append(f"warning: {loaded.path} has changed since {name} was made")
    if record.facts and record.situation is None:
        doubts.append(
            f"warning: {name} lists facts ({'; '.join(record.facts)}) but has no "
            "situation; it is checked as if nothing had happened"
        )
    return doubts


def told_waived(pair: Pair) -> Record:
    """The timetable with all that is waived in it, also if the file does not tell that itself."""
    from scheduler.interface.verdict import verify

    told = (f"{f.rule}: {f.message} Waived: {f.reason}" for f in verify(pair).waived)
    return pair.record.model_copy(update={"waived": tuple(told)})


def refusal_of(pair: Pair) -> Answer | None:
    """No timetable is shown that breaks a rule of the problem that it solves, or claims falsely."""
    from scheduler.interface.verdict import verify  # the verifier: not to compare two files

    verdict = verify(pair)
    if verdict.valid:
        return None
    wording = wording_of(pair.problem)
    complaints = [f"{pair.name}: {wording.word(complaint)}" for complaint in verdict.complaints]
    broken = f"breaks rules of {pair.scenario.path}" if verdict.violations else "makes false claims"
    message = f"{pair.name} {broken}: not shown"
    return Answer(NO, (), [*complaints, message])
