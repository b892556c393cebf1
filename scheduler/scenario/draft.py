"""
The parts of a scenario that can be judged while other parts are wrong.

One misspelt field must not hide the other mistakes, and must not invent any: a check that needs all
slots is left out while one of them is unreadable.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from scheduler import problem
from scheduler.problem.day_slots import MINUTE
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.yaml.tree import Node, find, plain
from scheduler.vocabulary.locations import Loc

LONGEST_NIGHT = 18 * 60
"""Minutes of a slot that ends after midnight; in a longer one, start and end were exchanged."""


def _rule(written: dict[str, Any]) -> problem.Statement:
    return problem.KINDS[written["rule"]].model_validate(written)


COLLECTIONS: dict[str, Callable[[Any], Any]] = {
    "days": date.fromisoformat,
    "slots": problem.Slot.model_validate,
    "rooms": problem.Room.model_validate,
    "people": problem.Person.model_validate,
    "sessions": problem.Session.model_validate,
    "rolling": problem.RollingOrder.model_validate,
    "rules": _rule,
    "groups": problem.Group.model_validate,
    "documents": problem.Document.model_validate,
    "levels": problem.Leveled.model_validate,
    "waive": problem.Waiver.model_validate,
}
SINGLES: dict[str, type[problem.Strict]] = {
    "meeting": problem.Meeting,
    "last_close": problem.Overtime,
    "interpretation": problem.Interpretation,
    "quorum": problem.Quorum,
    "annex": problem.Annex,
    "risk": problem.Risk,
}
ODD_ZONES = ("posix/", "right/")


@dataclass(frozen=True)
class DaySpan:
    """
    A slot on one day, in UTC, with the most overtime any policy may give it, in minutes.

    ``closes``: it is the last of the meeting, whose overtime ``last_close`` says.
    """

    id: str
    day: date
    slot: problem.Slot
    start: datetime
    end: datetime
    overtime: int
    closes: bool = False

    @property
    def close(self) -> datetime:
        """The end of the overtime."""
        return self.end + self.overtime * MINUTE


@dataclass(frozen=True)
class Draft:
    """
    The parts of a scenario that hold, each with its index in the file.

    ``whole``: names of the top fields in which nothing is wrong.
    """

    whole: frozenset[str]
    meeting: problem.Meeting | None
    days: tuple[tuple[int, date], ...]
    last_close: problem.Overtime | None
    slots: tuple[tuple[int, problem.Slot], ...]
    rooms: tuple[tuple[int, problem.Room], ...]
    people: tuple[tuple[int, problem.Person], ...]
    sessions: tuple[tuple[int, problem.Session], ...]
    rolling: tuple[tuple[int, problem.RollingOrder], ...]
    rules: tuple[tuple[int, problem.Rule], ...]
    groups: tuple[tuple[int, problem.Group], ...]
    documents: tuple[tuple[int, problem.Document], ...]
    levels: tuple[tuple[int, problem.Leveled], ...]
    waive: tuple[tuple[int, problem.Waiver], ...]
    interpretation: problem.Interpretation | None
    quorum: problem.Quorum | None
    annex: problem.Annex | None
    risk: problem.Risk | None

    def chosen(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the sessions that names stand for; thousands of rules ask for the same few."""
        if names not in self._chosen:
            self._chosen[names] = problem.united(self._named.get(name, ()) for name in names)
        return self._chosen[names]

    @cached_property
    def _chosen(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _named(self) -> dict[str, tuple[tuple[int, str], ...]]:
        return problem.by_name(session for _, session in self.sessions)

    def bodies(self, pool: problem.Pool) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(name, sessions) of the bodies of a statement."""
        if pool.of is not None:
            yield " and ".join(pool.of), self.chosen(pool.of)
            return
        groups = dict.fromkeys(g for _, session in self.sessions for g in session.groups)
        for name in pool.each if pool.each is not None else groups:
            yield name, self.chosen((name if pool.each is not None else f"group:{name}",))

    def is_waived(self, rule: str) -> bool:
        """Whether any occurrence of a rule may be waived."""
        return any(entry.rule == rule for _, entry in self.waive)

    def is_softened(self, rule: str, session: str | None = None) -> bool:
        """Whether a rule, of that session, may not be asked for as strictly as it stands."""
        for _, entry in (*self.waive, *self.levels):
            if entry.rule == rule and not (
                isinstance(entry, problem.Leveled) and entry.level == "hard"
            ):
                if session is None or entry.sessions is None:
                    return True
                if session in self.chosen((*entry.sessions, *(entry.against or ()))):
                    return True
        return False

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The time zone of the meeting, if there is one of that name."""
        return zone_of(self.meeting.timezone) if self.meeting is not None else None

    @cached_property
    def calendar(self) -> tuple[DaySpan, ...]:
        """Every slot on every day, in order of start; empty without a time zone."""
        spans = sorted(self._spans(), key=lambda span: (span.start, span.end, span.id))
        regular = [span for span in spans if span.slot.serves("session")]
        last = max(regular, key=lambda span: (span.end, span.start), default=None)
        if last is None:
            return tuple(spans)
        minutes = self.last_close.minutes if self.last_close is not None else 0
        close = replace(last, overtime=minutes, closes=True)
        return tuple(close if span is last else span for span in spans)

    def _spans(self) -> Iterator[DaySpan]:
        for _, day in self.days if self.zone is not None else ():
            for _, slot in self.slots:
                if not ends_before_it_starts(slot) and (slot.days is None or day in slot.days):
                    start = datetime.combine(day, slot.start, self.zone).astimezone(UTC)
                    end = slot.closes(day).replace(tzinfo=self.zone).astimezone(UTC)
                    limit = slot.overtime.minutes if slot.overtime is not None else 0
                    yield DaySpan(f"{day}/{slot.id}", day, slot, start, end, limit)

    def moment(self, local: datetime) -> datetime:
        """A local time of the meeting as a moment in UTC."""
        return local.replace(tzinfo=self.zone or UTC).astimezone(UTC)

    @cached_property
    def orders(self) -> dict[str, problem.RollingOrder]:
        """The rolling order of each session that is in one (the first, if in several)."""
        pairs = [(name, order) for _, order in self.rolling for name in order.order]
        return dict(reversed(pairs))


def ends_before_it_starts(slot: problem.Slot) -> bool:
    """Whether so long a night was hardly meant: its start and end were exchanged."""
    return slot.over_midnight and slot.minutes > LONGEST_NIGHT


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo | None:
    """The IANA time zone of that name, or None."""
    if name.startswith(ODD_ZONES) or ("/" not in name and name.islower()):
        return None  # what lies beside the IANA zones on some systems only: localtime, posixrules
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def draft_of(scenario: problem.Scenario) -> Draft:
    """A scenario in which every field holds."""
    parts: dict[str, Any] = {name: getattr(scenario, name) for name in SINGLES}
    parts |= {name: tuple(enumerate(getattr(scenario, name))) for name in COLLECTIONS}
    return Draft(whole=frozenset(problem.Scenario.model_fields), **parts)


def salvage(root: Node, findings: tuple[Finding, ...]) -> Draft:
    """The parts of a faulty scenario that hold."""
    faulty = frozenset(finding.loc[:2] for finding in findings)
    parts: dict[str, Any] = {name: _single(root, name, model) for name, model in SINGLES.items()}
    parts |= {name: tuple(_elements(root, name, faulty)) for name in COLLECTIONS}
    whole = frozenset(problem.Scenario.model_fields) - {str(loc[0]) for loc in faulty if loc}
    return Draft(whole=whole, **parts)


def _elements(root: Node, name: str, faulty: frozenset[Loc]) -> Iterator[tuple[int, Any]]:
    node = find(root, (name,))
    for i, child in enumerate(node.value if node and isinstance(node.value, tuple) else ()):
        if (name, i) not in faulty:
            yield i, COLLECTIONS[name](plain(child))


def _single(root: Node, name: str, model: type[problem.Strict]) -> problem.Strict | None:
    node = find(root, (name,))
    try:
        return model.model_validate(plain(node)) if node is not None else None
    except ValidationError:
        return None
