"""
How a proof of a model becomes a claim about the whole problem, and why it may.

Nothing else in the search makes a ``Tier`` with a bound, or says that there is no timetable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from scheduler.errors import Infeasible
from scheduler.insight.capacity import Shortage
from scheduler.search.cpsat.solutions import Found, ModelTier, NoSolution
from scheduler.timetable import Certificate, Tier, Timetable


class Reason(Enum):
    """Why what was proved of a model holds for the whole problem."""

    EVERYTHING = (
        "the model contains every timetable of the problem, except some that cost more than the "
        "incumbent: they leave out a session that weighs more than all sessions together that it "
        "leaves out, or change days for more than a timetable that was known before"
    )
    WITHOUT_ROOMS = (
        "without its rooms, every timetable of the problem is one of the model, and costs no more "
        "there"
    )
    CELLS = (
        "reduced to slots and the rooms of bodies, every timetable of the problem is one of the "
        "model, and costs no more there"
    )
    PATTERNS = (
        "every session has a place, each body has a pattern of room slots, no two bodies share a "
        "room slot, and a pattern costs at most what the verifier charges its body"
    )
    ROOM_KINDS = (
        "if every session has a place, each body uses some kinds of rooms; the model counts these "
        "alone, and other charges are never negative"
    )
    OVERLAPS = (
        "at each moment a set of sessions is on, and that set alone is charged; the tiers before "
        "cost nothing, so every session has a place"
    )
    COUNTS = (
        "of two sessions that exclude one another, one ends before the other begins; so each "
        "timetable is in a leaf of a tree of such orders. There the number of sessions that are on "
        "bounds the cost of overlaps; the tiers before cost nothing, so every session has a place"
    )
    NEARBY = (
        "every timetable of the problem belongs to one of the parts: a session that is not free "
        "stays as published, or leaves at the least cost of any change of place; a timetable that "
        "leaves out a session which a part may not leave out pays more in the first tier"
    )
    SEQUENCE = (
        "a timetable that costs nothing in the tiers before has the same sequence: all sessions of "
        "the orders were published, and no pair of them changes places free of charge"
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """
    A timetable with its price, and what is proved of the whole problem.

    Attributes
    ----------
    tiers
        Cost and proved bound per tier, in order.
    reasons
        Why bounds that are more than nothing hold.
    free
        Ids of the sessions that could be anywhere, where the others were held in place.
    certificates
        Prices that prove bounds once more, to be kept with the timetable.
    """

    tiers: tuple[Tier, ...]
    timetable: Timetable
    reasons: frozenset[Reason]
    free: frozenset[str] | None = None
    certificates: tuple[Certificate, ...] = ()

    @property
    def proved(self) -> bool:
        return all(tier.cost == tier.bound for tier in self.tiers)

    @property
    def costs(self) -> list[int]:
        return [tier.cost for tier in self.tiers]


def claim(found: Found, reason: Reason) -> Answer:
    """What was found, with all that was proved of it; ``reason``: why that holds of the whole."""
    costs = {tier.name: tier.cost for tier in found.tiers}
    return claim_of(costs, found.timetable, found.tiers, reason)


def claim_of(
    costs: Mapping[str, int],
    timetable: Timetable,
    proved: Sequence[ModelTier],
    reason: Reason,
) -> Answer:
    """
    A timetable, with bounds that were proved of another model, and no others.

    The bound of a tier holds for timetables that cost no more in the tiers before it, so it is
    taken over only as long as those cost no more than they cost there.
    """
    elsewhere = {tier.name: tier for tier in proved}
    tiers: list[Tier] = []
    within = True
    for name, cost in costs.items():
        other = elsewhere.get(name)
        bound = other.bound if within and other is not None else 0
        tiers.append(Tier(name=name, cost=cost, bound=min(bound, cost)))
        within = within and other is not None and cost <= other.cost
    return Answer(tuple(tiers), timetable, frozenset((reason,)))


def claim_nothing(costs: Mapping[str, int], timetable: Timetable) -> Answer:
    """A timetable with its price; a tier that costs nothing is at its least all the same."""
    tiers = (Tier(name=name, cost=cost, bound=0) for name, cost in costs.items())
    return Answer(tuple(tiers), timetable, frozenset())


def join(answer: Answer, *others: Answer) -> Answer:
    """
    An answer with the best bounds of all of them; all are of the same problem.

    The bound of a tier is taken over as far as the tiers before it cost no more.
    """
    tiers: list[Tier] = []
    for n, tier in enumerate(answer.tiers):
        within = [
            other
            for other in others
            if all(a <= b for a, b in zip(answer.costs[:n], other.costs[:n], strict=True))
        ]
        best = max([tier.bound, *(other.tiers[n].bound for other in within)])
        tiers.append(tier.model_copy(update={"bound": min(best, tier.cost)}))
    reasons = answer.reasons.union(*(other.reasons for other in others))
    certificates = dict.fromkeys(c for one in (answer, *others) for c in one.certificates)
    return replace(answer, tiers=tuple(tiers), reasons=reasons, certificates=tuple(certificates))


def too_short(shortages: Sequence[Shortage], rules: tuple[str, ...]) -> Infeasible:
    """
    The error that says the problem has no timetable at all, known without a search.

    ``shortages``: of the problem as it is asked, at least one (``insight.capacity.shortages``).
    ``rules``: those on which they rest, if anybody asked.
    """
    first, *others = (shortage.message for shortage in shortages)
    more = f" (and {len(others)} more)" if others else ""
    message = f"no timetable satisfies every hard rule, by count: {first}{more}"
    places = tuple((s.loc, f"{s.code} {s.message}") for s in shortages)
    return Infeasible(message, rules, places)


def no_timetable(found: NoSolution) -> Infeasible:
    """
    The error that says the problem has no timetable at all.

    ``found``: of the model of everything, in which whoever may be left out can be.
    """
    assert found.confirmed, "what a single run says is not believed"
    message = "no timetable satisfies every hard rule (confirmed by a second run)"
    return Infeasible(message)
