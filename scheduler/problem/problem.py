"""What the planner writes down: days, slots, rooms, people, sessions, rules, in human units.

All clock times are local to the meeting's IANA time zone unless a window names another one.
Durations are whole minutes of elapsed time, so a slot over the night of a clock change is as
long as it really is. Spans are half-open.
"""

from collections.abc import Iterable
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from scheduler.problem.amounts import Amount
from scheduler.problem.catalogue import Rule
from scheduler.problem.fields import Overtime, Strict, Text, Window
from scheduler.problem.given_rules import Leveled, Waiver
from scheduler.problem.meeting import (
    Annex,
    Meeting,
    Notice,
    Person,
    RollingOrder,
    Room,
    Session,
    Slot,
    Weights,
)
from scheduler.problem.names import by_name, united
from scheduler.problem.provisions import (
    Deadline,
    Delegation,
    Document,
    Group,
    Interpretation,
    Quorum,
    Travel,
)
from scheduler.problem.situation import Situation
from scheduler.problem.spreads import Risk
from scheduler.problem.statements.statement import Pool
from scheduler.problem.times import Day
from scheduler.vocabulary.moments import MeetingCalendar
from scheduler.vocabulary.policies import MEANS, Means, Policy


class Scenario(Strict):
    """
    A scenario file as the planner writes it.

    ``include``: files and folders that add to its lists. ``attendance``: how many are expected, by
    session or group, where the session itself does not say. ``busy``: windows in which people,
    rooms and groups are not available, besides their own; they are read as if they stood there.
    """

    # true is no version, though Python takes it for 1
    format: Annotated[Literal[1], BeforeValidator(lambda v: None if isinstance(v, bool) else v)] = 1
    include: Annotated[
        tuple[Text, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)
    ] = ()
    meeting: Meeting
    days: Annotated[tuple[Day, ...], Field(min_length=1, max_length=400)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]
    last_close: Overtime | None = None
    rooms: Annotated[tuple[Room, ...], Field(min_length=1)]
    travel: Travel = Travel.model_construct()
    groups: tuple[Group, ...] = ()
    people: tuple[Person, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    interpretation: Interpretation | None = None
    documents: tuple[Document, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quorum: Quorum | None = None
    sessions: Annotated[tuple[Session, ...], Field(min_length=1)]
    attendance: dict[Text, Amount] = Field(default_factory=dict)
    busy: dict[Text, tuple[Window, ...]] = Field(default_factory=dict)
    rolling: tuple[RollingOrder, ...] = ()
    rules: tuple[Rule, ...] = ()
    levels: tuple[Leveled, ...] = ()
    waive: tuple[Waiver, ...] = ()
    policy: Policy | None = None
    # model_construct: as Notice() and so on, but without building three validators at import
    notice: Notice = Notice.model_construct()
    weights: Weights = Weights.model_construct()
    risk: Risk = Risk.model_construct()
    annex: Annex = Annex.model_construct()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the meeting's clock times."""
        return ZoneInfo(self.meeting.timezone)

    @property
    def calendar(self) -> MeetingCalendar:
        """What days, slots and moments are read by where people write them."""
        slots = tuple((slot.id, slot.start, slot.end) for slot in self.slots)
        return MeetingCalendar(self.zone, tuple(sorted(set(self.days))), slots)

    @property
    def usual_policy(self) -> Policy:
        """
        The policy of a replan that names none: what the scenario says.

        Where it says nothing, ``roll`` on a rolling basis; else each printed time is a promise of
        its own, and as few of them as can be are broken.
        """
        return self.policy or ("roll" if self.rolling else "stay")


class Problem(Scenario):
    """
    A scenario with what is in force: the policy to keep to, and the situation of a replan.

    ``in_force`` None allows every means that the scenario prices: overtime and trimming.
    """

    in_force: Policy | None = None
    situation: Situation | None = None

    @property
    def means(self) -> Means:
        """What the policy in force may use."""
        return MEANS[self.in_force]

    @property
    def held(self) -> tuple[Session, ...]:
        """The sessions to be held: all but the cancelled ones, in the planner's order."""
        gone = self.situation.cancelled if self.situation else frozenset()
        return tuple(s for s in self.sessions if s.id not in gone)

    def chosen(self, names: Iterable[str]) -> tuple[str, ...]:
        """
        Ids of the held sessions that the names of a statement stand for, in the planner's order.

        A session's id, a group, ``kind:x``, ``session:x``, ``group:x`` or ``all``; what is called
        neither is nobody.
        """
        # not a cached property: copies of a model share those
        if not _LAST or _LAST[0][0] is not self:
            _LAST[:] = [(self, by_name(self.held), {})]
        _, named, chosen_before = _LAST[0]
        wanted = tuple(names)
        if wanted not in chosen_before:
            chosen_before[wanted] = united(named.get(name, ()) for name in wanted)
        return chosen_before[wanted]

    def bodies(self, pool: Pool) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(name, ids of held sessions) of each body that a rule about bodies means."""
        if pool.of is not None:
            return ((" and ".join(pool.of), self.chosen(pool.of)),)
        names = pool.each
        if names is None:
            groups = dict.fromkeys(g for s in self.held for g in s.groups)
            names = tuple(f"group:{name}" for name in groups)
        return tuple((n.removeprefix("group:"), self.chosen((n,))) for n in names)

    def session(self, id: str) -> Session:
        return next(s for s in self.sessions if s.id == id)


_LAST: list[
    tuple[Problem, dict[str, tuple[tuple[int, str], ...]], dict[tuple[str, ...], tuple[str, ...]]]
] = []
"""The names of one problem, and those asked of it last: thousands of rules ask for the same few."""
