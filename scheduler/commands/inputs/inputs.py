"""What a command reads, once: its scenario, its store, and timetables of either."""

from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from scheduler.commands.inputs.loading import doubts_of, load_scenario
from scheduler.commands.inputs.pairs import Pair
from scheduler.commands.inputs.store_location import locate_store
from scheduler.commands.options import UsageError, is_revision
from scheduler.interface.plan import plan_of
from scheduler.problem import Problem
from scheduler.timetable import Record
from scheduler.timetable.files import read

if TYPE_CHECKING:  # SQLAlchemy and YAML, which a command loads only if it reads a store or scenario
    from scheduler.scenario import Loaded
    from scheduler.store import Revision, Store


class Inputs:
    """
    The scenario and the store that a command line means, each read when it is first needed.

    Used as a context, at the end of which the store is closed.

    Raises
    ------
    UsageError, StoreError
        When the store is first needed: there is none, several are here, or it cannot be used.
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
        return load_scenario(self.scenario or Path())

    @cached_property
    def store_location(self) -> str | Path:
        return locate_store(self._store_named, self.scenario)

    @cached_property
    def store(self) -> "Store":
        """The store, open."""
        from scheduler import store as stores  # SQLAlchemy takes 0.2 s to load

        return self._open.enter_context(stores.opened(self.store_location, create=False))

    def pair(self, timetable: Path | None) -> Pair:
        """
        A timetable file with the scenario, or a revision (None: what is published).

        A revision is judged by the scenario that the store keeps with it, unless one is named.
        """
        if timetable is None or is_revision(str(timetable)):
            return self._stored_pair(None if timetable is None else str(timetable))
        if self.scenario is None:
            raise UsageError(f"which scenario is {timetable} of? name it with --scenario")
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
    return Pair(loaded, plan.problem, record, name, doubts_of(loaded, record, name), revision)
