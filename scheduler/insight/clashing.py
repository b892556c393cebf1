"""
What a place would likely cost: minutes for which people, delegations or bodies clash there.

A guess by the commonest soft rules, to look at the most promising places first; prices that are
told come from the verifier.
"""

from scheduler.insight.minutes import Span
from scheduler.insight.occupancy import Board, Taken
from scheduler.problem import Session


def clashes(board: Board, session: Session, span: Span) -> int:
    """Minutes of this span, person by person; the same in every room, so worked out once."""
    key = (session.id, *span)
    if key not in board.guessed:
        board.guessed[key] = (
            _of_people(board, session, span)
            + _of_delegations(board, session, span)
            + _of_conflicts(board, session, span)
        )
    return board.guessed[key]


def _shared(span: Span, taken: Taken) -> int:
    return max(0, min(span[1], taken.end) - max(span[0], taken.start))


def _of_people(board: Board, session: Session, span: Span) -> int:
    """Who presides over both is not counted: that is not allowed at all."""
    presiding = board.presiding[session.id]
    found = 0
    for person in board.frame.present[session.id]:
        for taken in board.by_person.get(person, ()):
            both = person in presiding and person in board.presiding.get(taken.session, ())
            if taken.session != session.id and not both:
                found += _shared(span, taken)
    return found * board.frame.problem.weights.attendee_clash


def _of_delegations(board: Board, session: Session, span: Span) -> int:
    """Minutes in which all people of a delegation are in other sittings already."""
    found = 0
    for follower in board.frame.followers.get(session.id, ()):
        busy = [
            (max(span[0], t.start), min(span[1], t.end))
            for t in board.by_delegation[follower.id]
            if t.session != session.id and t.start < span[1] and span[0] < t.end
        ]
        found += _crowded(busy, follower.people)
    return found


def _crowded(spans: list[Span], people: int) -> int:
    """Minutes in which at least so many of the spans overlap."""
    if len(spans) < people:
        return 0
    turns = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    found = on = last = 0
    for moment, step in turns:
        if on >= people:
            found += moment - last
        on, last = on + step, moment
    return found


def _of_conflicts(board: Board, session: Session, span: Span) -> int:
    costs = board.frame.strained.get(session.id)
    if costs is None:
        return 0
    beside = (taken for taken in board.during(*span) if taken.session in costs)
    return sum(costs[taken.session] * _shared(span, taken) for taken in beside)
