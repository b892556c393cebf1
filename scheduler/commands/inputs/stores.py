"""
The store behind the commands: where it is, what a revision is called, how the meeting stands.

A store is named with ``--store`` or ROLLGRID_STORE; else it is the file beside the scenario, or
the only one in the current folder. ``r2`` is a draft by its own number, ``Rev.1`` what was
published under it, ``head`` what is published now.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.options import REVISION, UsageError
from scheduler.errors import FactError, TimetableError
from scheduler.problem import Problem
from scheduler.replanning.next_problem import as_recorded

if TYPE_CHECKING:
    from scheduler.scenario import Loaded
    from scheduler.store import Revision, Store

STORE = "ROLLGRID_STORE"
"""The variable that names a store, a file or a URL."""
SCENARIOS = (".yaml", ".yml")
NOWHERE = (
    "there is no store here: 'rollgrid solve meeting.yaml --save' makes meeting.db beside the "
    f"scenario; one elsewhere is named with --store or {STORE}"
)


def known_store(asked: str | None, scenario: Path | None = None) -> str | Path | None:
    """The store that was named or is beside the scenario; None if there is none yet."""
    named = asked or os.environ.get(STORE)
    if named:
        return named
    if scenario is None:
        return None
    beside = scenario.with_suffix(".db")  # scheduler.store.beside, which would load SQLAlchemy
    return beside if beside.is_file() else None


def located(asked: str | None, scenario: Path | None = None) -> str | Path:
    """The store that is meant; UsageError with what to do if that cannot be told."""
    known = known_store(asked, scenario)
    if known is not None:
        return known
    if scenario is not None:
        raise UsageError(
            f"there is no store beside {scenario}: name a timetable file after it, or make the "
            f"store with 'rollgrid solve {scenario} --save'"
        )
    here = sorted(path for path in Path().glob("*.db") if path.is_file())
    with_scenario = [db for db in here if any(db.with_suffix(s).exists() for s in SCENARIOS)]
    found = here if len(here) == 1 else with_scenario
    if len(found) == 1:
        return found[0]
    if not here:
        raise UsageError(NOWHERE)
    names = ", ".join(str(path) for path in found or here)
    raise UsageError(f"several stores are here ({names}): say which, with --store")


@contextmanager
def opened_at(asked: str | None, scenario: Path | None = None) -> "Iterator[Store]":
    """The store that is meant, open; StoreError if it is not there or cannot be used."""
    where = located(asked, scenario)
    from scheduler import store as stores

    with stores.opened(where, create=False) as found:
        yield found


def named(store: "Store", name: str | None = None) -> "Revision":
    """
    A revision by its name; without one what is published, or the newest draft if nothing is.

    Raises
    ------
    StoreError, UsageError
        There is no such revision; or none at all.
    """
    from scheduler import store as stores

    if name is None or name.lower() == "head":
        found = stores.head(store)
        if found is None and name is None:
            found = next(reversed(stores.revisions(store)), None)
        if found is None:
            said = (
                "nothing is published yet"
                if name is not None
                else "nothing is kept yet: solve first"
            )
            raise UsageError(f"{store.name}: {said}")
        return found
    match = REVISION.fullmatch(name)
    if match is None:
        raise UsageError(f"{name!r} is no revision; write r2 for a draft, Rev.1 for what came out")
    if match["draft"] is not None:
        return stores.revision(store, int(match["draft"]))
    return stores.published(store, int(match["published"]))


def called(revision: "Revision") -> str:
    """``Rev.1 (r2)`` or, of a draft, ``r2``."""
    own = f"r{revision.draft}"
    return own if revision.published is None else f"Rev.{revision.published.number} ({own})"


def scenario_name(store: "Store", revision: "Revision") -> Path:
    """What the scenario of a revision is called: beside the file, or by the meeting."""
    if store.path is None:
        return Path(f"{revision.meeting}.yaml")
    beside = Path(store.name)
    found = [beside.with_suffix(suffix) for suffix in SCENARIOS]
    return next((path for path in found if path.exists()), found[0])


def loaded_of(store: "Store", revision: "Revision") -> "Loaded":
    """The scenario from which a revision was made, as it was then."""
    from scheduler import store as stores

    return _loaded(scenario_name(store, revision), stores.scenario_of(store, revision.scenario))


@lru_cache(maxsize=2)
def _loaded(name: Path, data: bytes) -> "Loaded":
    """One text is read once: a draft is mostly made from that of what is published."""
    from scheduler.scenario import load_bytes

    return load_bytes(name, data)


def problem_of(store: "Store", revision: "Revision") -> Problem:
    """The problem that a revision solves: with its policy, facts and situation."""
    try:
        return as_recorded(loaded_of(store, revision).problem, revision.record)
    except FactError as error:
        raise TimetableError(f"{store.name}: {called(revision)}: {error}") from error


def present(problem: Problem, clock: datetime) -> datetime | None:
    """
    Now, local, by the clock of the wall if the meeting is on: from the day before it to its end.

    None at any other time: who tries something out in advance says what time it is.
    """
    local = clock.astimezone(problem.zone).replace(tzinfo=None)
    first, last = min(problem.days), max(problem.days)
    on = first - timedelta(days=1) <= local.date() <= last
    return local.replace(second=0, microsecond=0) if on else None


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How a stored meeting stands: what is published, and what was told since.

    Attributes
    ----------
    base
        What is published; the newest draft if nothing is.
    problem
        That of its scenario, as written: facts and situation are not in it yet.
    facts
        All in force, in canonical words, in the order told.
    undone
        Facts that ``base`` contains and that were taken back since.
    """

    base: "Revision"
    loaded: "Loaded"
    problem: Problem
    facts: tuple[str, ...]
    undone: tuple[str, ...]

    @property
    def new(self) -> tuple[str, ...]:
        """Facts that ``base`` does not contain."""
        return tuple(fact for fact in self.facts if fact not in self.base.record.facts)


def standing(store: "Store") -> Standing:
    """How the meeting stands; UsageError if no timetable is kept yet."""
    from scheduler import store as stores

    base = named(store)
    told = tuple(fact.text for fact in stores.facts(store))
    loaded = loaded_of(store, base)
    gone = tuple(fact for fact in base.record.facts if fact not in told)
    return Standing(base, loaded, loaded.problem, told, gone)
