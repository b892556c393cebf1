"""
What a planner could do about a replan that leaves somebody out or fails: one remedy at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from scheduler.problem import Overtime, Place, Policy, Problem, Room, Session, Split, Waiver
from scheduler.replanning.amend import BOUND, with_waived
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import Fact
from scheduler.replanning.held import slot_of
from scheduler.replanning.request import ReplanRequest

STANDING = (*BOUND, "documents", "quorum-missed", "interpretation-cut")
"""Kinds of fact that bar something also after they were published."""
WAIVED = {
    "absent": "availability",
    "interpretation-lost": "interpretation",
    "interpretation-cut": "interpretation",
    "documents": "documents",
    "quorum-missed": "quorum",
}
"""The rule that a fact bars a session by, where somebody could let it pass."""
LONGER = (30, 60, 120)
"""Minutes by which a slot may run over for longer; the first amount that helps is shown."""
ASKED = 6
"""Sessions for which more freedom is tried as a help."""
Edit = Callable[[Problem], Problem]


@dataclass(frozen=True, slots=True)
class Loosened:
    """The scenario with something changed; ``says``: what to do, in words."""

    says: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Remedy:
    """
    What could be done, all of it together.

    Attributes
    ----------
    pins, facts
        Lifted, and taken back.
    waiver
        Of what a fact bars; its reason is the fact.
    policy
        Another one.
    loosened
        A change of the scenario.
    """

    pins: tuple[Place, ...] = ()
    facts: tuple[Fact, ...] = ()
    waiver: Waiver | None = None
    policy: Policy | None = None
    loosened: Loosened | None = None

    def carried_out(self, request: ReplanRequest, basis: PublishedBasis) -> ReplanRequest:
        """The request as it would be then."""
        problem = request.problem
        if self.waiver is not None:
            problem = with_waived(problem, [self.waiver])
        if self.loosened is not None:
            problem = self.loosened.edit(problem)
        gone = (str(fact) for fact in basis.old if fact in self.facts)
        return replace(
            request,
            problem=problem,
            facts=tuple(str(fact) for fact in basis.new if fact not in self.facts),
            undone=(*request.undone, *gone),
            pins=tuple(pin for pin in request.pins if pin not in self.pins),
            policy=self.policy or request.chosen_policy,
        )


def in_the_way(request: ReplanRequest, basis: PublishedBasis) -> list[Remedy]:
    """Each pin and each fact by itself, but facts that only say what was held before a revision."""
    barring = [f for f in basis.facts if f.kind in STANDING]
    barring += [f for f in basis.new if f not in barring]
    return [
        *(Remedy(pins=(pin,)) for pin in request.pins),
        *(Remedy(facts=(fact,)) for fact in basis.facts if fact in barring),
    ]


def other_ways(
    request: ReplanRequest, basis: PublishedBasis, lost: Sequence[str]
) -> Iterator[list[Remedy]]:
    """Policies, waivers, changes of the scenario: of each list the first that helps is enough."""
    yield from ([Remedy(policy=policy)] for policy in _policies(request.chosen_policy))
    for fact in basis.facts:
        rule = WAIVED.get(fact.kind)
        people = (fact.subject,) if fact.kind in ("absent", "interpretation-lost") else None
        if rule is not None:
            waiver = Waiver(rule=rule, reason=str(fact), people=people)
            yield [Remedy(waiver=waiver)]
    for choices in (*_longer(basis), *_freer(basis, lost), *_more_rooms(basis)):
        yield [Remedy(loosened=each) for each in choices]


def _policies(policy: Policy) -> list[Policy]:
    """Policies with other means; ``stay`` has those of ``roll``."""
    means: Policy = "roll" if policy == "stay" else policy
    return [other for other in get_args(Policy) if other not in (means, "stay")]


def _longer(basis: PublishedBasis) -> Iterator[list[Loosened]]:
    """The slot in which a session overran runs over for longer."""
    subjects = dict.fromkeys(f.subject for f in basis.facts if f.kind == "overrun")
    slots = {}
    for subject in subjects:
        sittings = basis.published.of_session(subject)
        slot = slot_of(basis.problem, sittings[-1]) if sittings else None
        if slot is not None:
            slots[slot.id] = slot
    for slot in slots.values():
        limits = [slot.limit + minutes for minutes in LONGER]
        # what is tried changes the slot on every day; the last close has an overtime of its own
        which = slot.id if slot.last else f"{slot.template.id} on every day"
        says = f"let {which} run over by up to {{}} minutes"
        edits = (_overtime(slot.template.id, slot.last, minutes) for minutes in limits)
        yield [Loosened(says.format(m), edit) for m, edit in zip(limits, edits, strict=True)]


def _overtime(slot: str, last: bool, minutes: int) -> Edit:
    longer = Overtime(minutes=minutes, price=1)

    def edit(problem: Problem) -> Problem:
        if last:
            return problem.model_copy(update={"last_close": longer})
        slots = tuple(
            s.model_copy(update={"overtime": longer}) if s.id == slot else s for s in problem.slots
        )
        return problem.model_copy(update={"slots": slots})

    return edit


def _freer(basis: PublishedBasis, lost: Sequence[str]) -> Iterator[list[Loosened]]:
    """Sessions without a place, or that facts are about: split, on other days, in other rooms."""
    about = [fact.subject for fact in basis.facts if fact.kind not in BOUND]
    rooms = {fact.subject for fact in basis.facts if fact.kind == "room-lost"}
    about += [s.session for s in basis.published.sittings if s.room in rooms]
    sessions = {session.id: session for session in basis.problem.sessions}
    asked = [id for id in dict.fromkeys((*lost, *about)) if id in sessions][:ASKED]
    for id in asked:
        for ways in _freedoms(sessions[id]):
            yield [Loosened(says, _session(id, changes)) for says, changes in ways]


def _freedoms(session: Session) -> Iterator[list[tuple[str, dict[str, object]]]]:
    if session.split != Split():
        how = "be split" if session.split is None else "be split in any way"
        yield [(f"let {session.id} {how}", {"split": Split()})]
    yield _elsewhen(session)
    if session.rooms is not None:
        yield [(f"let {session.id} use any suitable room", {"rooms": None})]
    if session.pin is not None:
        yield [(f"remove the pin of {session.id}", {"pin": None})]


def _elsewhen(session: Session) -> list[tuple[str, dict[str, object]]]:
    """In other slots or on other days; past its deadline too where that does not do."""
    held_to = [name for name in ("slots", "days") if getattr(session, name) is not None]
    other = f"allow {session.id} on another day or in another slot"
    ways: list[tuple[str, dict[str, object]]] = []
    if held_to:
        ways.append((other, dict.fromkeys(held_to)))
    if session.deadline is not None:
        past = f"past its deadline ({session.deadline:%Y-%m-%d %H:%M})"
        says = f"{other}, and {past}" if held_to else f"let {session.id} go on {past}"
        ways.append((says, dict.fromkeys([*held_to, "deadline"])))
    return ways


def _session(id: str, changes: dict[str, object]) -> Edit:
    def edit(problem: Problem) -> Problem:
        sessions = tuple(
            s.model_copy(update=changes) if s.id == id else s for s in problem.sessions
        )
        return problem.model_copy(update={"sessions": sessions})

    return edit


def _more_rooms(basis: PublishedBasis) -> Iterator[list[Loosened]]:
    """A room more, with all that rooms have; it may stand in for what was lost."""
    rooms = tuple(dict.fromkeys(f.subject for f in basis.facts if f.kind == "room-lost"))
    if not rooms:
        return
    names = {room.id for room in basis.problem.rooms}
    name = next(f"room-{n}" for n in range(1, len(names) + 2) if f"room-{n}" not in names)

    def edit(problem: Problem) -> Problem:
        features: dict[str, int] = {}
        for room in problem.rooms:
            for feature, many in room.features.items():
                features[feature] = max(many, features.get(feature, 0))
        orders = tuple(
            order.model_copy(update={"substitutes": (*order.substitutes, name)})
            if order.room in rooms
            else order
            for order in problem.rolling
        )
        more = Room(id=name, features=features)
        return problem.model_copy(update={"rooms": (*problem.rooms, more), "rolling": orders})

    stands_in = any(order.room in rooms for order in basis.problem.rolling)
    says = f"add a room that stands in for {' and '.join(rooms)}" if stands_in else "add a room"
    yield [Loosened(says, edit)]
