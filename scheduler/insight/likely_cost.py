"""
The likely cost of a place: minutes for which people, delegations or bodies clash there.

A guess by the commonest soft rules, so that the most promising places are looked at first. Prices
that are shown come from the verifier.
"""

from scheduler.insight.occupancy import Occupancy, Occupied
from scheduler.instance.records import Span
from scheduler.problem import Session


def likely_cost(occupancy: Occupancy, session: Session, span: Span) -> int:
    """Minutes of this span, person by person; the same in every room, so worked out once."""
    key = (session.id, *span)
    if key not in occupancy.likely_costs:
        occupancy.likely_costs[key] = (
            _of_people(occupancy, session, span)
            + _of_delegations(occupancy, session, span)
            + _of_conflicts(occupancy, session, span)
        )
    return occupancy.likely_costs[key]


def _shared(span: Span, other: Occupied) -> int:
    return max(0, min(span[1], other.end) - max(span[0], other.start))


def _of_people(occupancy: Occupancy, session: Session, span: Span) -> int:
    """Who presides over both is not counted: that is not allowed at all."""
    presiding = occupancy.presiding[session.id]
    minutes = 0
    for person in occupancy.precomputed.present[session.id]:
        for other in occupancy.by_person.get(person, ()):
            both = person in presiding and person in occupancy.presiding.get(other.session, ())
            if other.session != session.id and not both:
                minutes += _shared(span, other)
    return minutes * occupancy.problem.weights.attendee_clash


def _of_delegations(occupancy: Occupancy, session: Session, span: Span) -> int:
    """Minutes in which all people of a delegation are in other sittings already."""
    minutes = 0
    for follower in occupancy.precomputed.followers.get(session.id, ()):
        busy = [
            (max(span[0], t.start), min(span[1], t.end))
            for t in occupancy.by_delegation[follower.id]
            if t.session != session.id and t.start < span[1] and span[0] < t.end
        ]
        minutes += _crowded(busy, follower.people)
    return minutes


def _crowded(spans: list[Span], people: int) -> int:
    """Minutes in which at least so many of the spans overlap."""
    turns = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    minutes = on = last = 0
    for moment, step in turns:
        if on >= people:
            minutes += moment - last
        on, last = on + step, moment
    return minutes


def _of_conflicts(occupancy: Occupancy, session: Session, span: Span) -> int:
    costs = occupancy.precomputed.minute_prices.get(session.id)
    if costs is None:
        return 0
    beside = (other for other in occupancy.during(*span) if other.session in costs)
    return sum(costs[other.session] * _shared(span, other) for other in beside)
