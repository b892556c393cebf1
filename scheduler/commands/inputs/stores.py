"""
What the store holds: its revisions by their names, their scenarios, and how the meeting stands.

``r2`` is a draft by its own number, ``Rev.1`` what was published under it, ``head`` what is
published now.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scheduler import files
from scheduler import store as stores
from scheduler.commands.arguments import REVISION
from scheduler.commands.inputs.store_location import SCENARIOS, locate_store
from scheduler.errors import ScenarioError, UsageError
from scheduler.files.recognition import LARGEST
from scheduler.interface.plan import problem_as_recorded
from scheduler.problem import Problem
from scheduler.problem.day_slots import all_dates, last_date
from scheduler.timetable.wording import Wording, wording_of
from scheduler.vocabulary.clock import utc_now
from scheduler.vocabulary.command_lines import on_store
from scheduler.vocabulary.moments import MeetingCalendar

if TYPE_CHECKING:  # YAML takes 0.1 s, and what lists a store reads no scenario
    from scheduler.scenario import Loaded


@contextmanager
def opened_at(where: str | None, *, to_read: bool = False) -> Iterator[stores.Store]:
    """The store to use, open; StoreError if it is not there or cannot be used."""
    with stores.opened(locate_store(where), create=False, reads_only=to_read) as store:
        yield store


def named(store: stores.Store, name: str | None = None) -> stores.Revision:
    """
    A revision by its name; without one what is published, or the newest draft if nothing is.

    StoreError if there is no such revision; UsageError if there is none at all.
    """
    if name is None or name.lower() == "head":
        revision = stores.head(store)
        if revision is None and name is None:
            revision = next(reversed(stores.revisions(store)), None)
        if revision is None:
            message = (
                "nothing is published yet" if name else "there is no timetable yet: solve first"
            )
            raise UsageError(f"{store.name}: {message}")
        return revision
    match = REVISION.fullmatch(name)
    if match is None:
        raise UsageError(
            f"{name!r} is not a revision: expected r2 for a draft, Rev.1 for a published one"
        )
    if match["draft"] is not None:
        return stores.revision(store, int(match["draft"]))
    return stores.published(store, int(match["published"]))


def latest(store: stores.Store) -> stores.Revision:
    """The newest draft that may still be published; what is published, if there is none."""
    head = named(store)
    number = head.published.number if head.published is not None else None
    drafts = [r for r in stores.revisions(store) if r.parent == number and r.published is None]
    return drafts[-1] if drafts else head


def called(revision: stores.Revision) -> str:
    """``Rev.1 (r2)`` or, of a draft, ``r2``."""
    own = f"r{revision.draft}"
    return own if revision.published is None else f"Rev.{revision.published.number} ({own})"


def scenario_name(store: stores.Store, revision: stores.Revision) -> Path:
    """What the scenario of a revision is called: beside the file, or by the meeting."""
    if store.path is None:
        return Path(f"{revision.meeting}.yaml")
    beside = Path(store.name)
    paths = [beside.with_suffix(suffix) for suffix in SCENARIOS]
    return next((path for path in paths if path.exists()), paths[0])


def loaded_of(store: stores.Store, revision: stores.Revision) -> "Loaded":
    """The scenario from which a revision was made, as it was then."""
    return _loaded(scenario_name(store, revision), stores.scenario_of(store, revision.scenario))


@lru_cache(maxsize=2)
def _loaded(name: Path, data: bytes) -> "Loaded":
    """One text is read once: a draft is mostly made from that of what is published."""
    from scheduler import scenario  # YAML

    return scenario.load_bytes(name, data)


def problem_of(store: stores.Store, revision: stores.Revision) -> Problem:
    """The problem that a revision solves: with its policy, facts and situation."""
    name = f"{store.name}: {called(revision)}"
    return problem_as_recorded(name, loaded_of(store, revision).problem, revision.record)


def is_of_scenario(store: stores.Store, revision: stores.Revision) -> bool:
    """Whether a revision was made from the scenario as it is; true where none lies beside."""
    return not scenario_edited(store, revision)


def _fingerprint(path: Path) -> str | None:
    """The fingerprint of a scenario with what it includes; None while it cannot be read."""
    from scheduler import scenario  # YAML

    try:
        return scenario.load(path).sha256
    except ScenarioError:
        return None


def scenario_edited(store: stores.Store, revision: stores.Revision) -> list[str]:
    """
    The warning that the scenario beside the store is not the one of the revision, and what to do.
    """
    path = scenario_name(store, revision)
    if store.path is None or not path.is_file():
        return []
    now = hashlib.sha256(files.read(path, LARGEST, "the scenario")).hexdigest()
    if now == revision.scenario or _fingerprint(path) == revision.scenario:
        return []
    return [
        f"warning: {path} has changed since {called(revision)} was made "
        f"({revision.scenario[:12]} then, {now[:12]} now); the old text is used. To use "
        f"the new text: {on_store('replan', path)}"
    ]


def present(problem: Problem, clock: datetime) -> datetime | None:
    """
    Now, local, by the clock of the wall if the meeting is on: from the day before it to its end.

    None at any other time: who tries something out in advance says what time it is.
    """
    local = clock.astimezone(problem.zone).replace(tzinfo=None)
    first, last = min(problem.days), last_date(problem)
    on = first - timedelta(days=1) <= local.date() <= last
    return local.replace(second=0, microsecond=0) if on else None


def today(problem: Problem, clock: datetime | None = None) -> MeetingCalendar:
    """
    The calendar of the meeting, with the day of a clock time that stands alone.

    ``clock``: of a store; else that of the wall.
    """
    day = (clock or utc_now()).astimezone(problem.zone).date()
    return replace(problem.calendar, today=day if day in all_dates(problem) else None)


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    """
    How a stored meeting stands: what is published, and what was reported since.

    Attributes
    ----------
    base
        What is published; the newest draft if nothing is.
    problem
        That of its scenario, as written: facts and situation are not in it yet.
    facts
        All in force, in canonical words, in the order reported.
    undone
        Facts that ``base`` contains and that were taken back since.
    """

    base: stores.Revision
    loaded: "Loaded"
    facts: tuple[str, ...]
    undone: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        return self.loaded.problem

    @property
    def new(self) -> tuple[str, ...]:
        """Facts that ``base`` does not contain."""
        return tuple(fact for fact in self.facts if fact not in self.base.record.facts)


def stored_meeting(store: stores.Store) -> StoredMeeting:
    """How the meeting stands; UsageError if no timetable is kept yet."""
    base = named(store)
    facts = tuple(fact.text for fact in stores.facts(store))
    undone = tuple(fact for fact in base.record.facts if fact not in facts)
    return StoredMeeting(base, loaded_of(store, base), facts, undone)


def last_wording(store: stores.Store) -> Wording:
    """The titles of the newest scenario; none while there is none, or where it cannot be read."""
    try:
        return wording_of(stored_meeting(store).problem)
    except (ScenarioError, UsageError):
        return wording_of(None)


def last_timezone(revisions: Sequence[stores.Revision]) -> ZoneInfo:
    """The time zone of the newest timetable; UTC while there is none."""
    return revisions[-1].record.zone if revisions else ZoneInfo("UTC")
