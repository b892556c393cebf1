"""A session that is to be held and finds no place costs what a change to it weighs."""

from collections.abc import Iterator

from scheduler.problem import Problem, Session
from scheduler.timetable import Charge
from scheduler.verifier.published import compare
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    comparison = compare(reading)
    for session in reading.names.held:
        if session.id not in reading.unplaced:
            continue
        amount = 1 + session.attendance // reading.problem.notice.audience
        if session.id in comparison.published_of:
            amount = comparison.weight_of(session.id)
        amount *= _importance(reading.problem, session)
        yield Charge(
            rule="unplaced",
            tier="unplaced",
            sessions=(session.id,),
            amount=amount,
            message=f"{session.id} is unplaced.",
        )


def _importance(problem: Problem, session: Session) -> int:
    """By rank, the last one 1; without a rank, more than all ranked sessions together."""
    ranks = [s.rank for s in problem.sessions if s.rank is not None]
    if session.rank is not None:
        return max(ranks) - session.rank + 1
    return 1 + sum(max(ranks) - rank + 1 for rank in ranks)
