"""What a planner should know of a timetable that breaks no rule."""

from collections.abc import Iterator
from datetime import timedelta

from scheduler.grid import MINUTE, day_slots
from scheduler.problem import Problem
from scheduler.timetable import Timetable, Warning_


def warnings(problem: Problem, timetable: Timetable) -> tuple[Warning_, ...]:
    """Warnings, in a fixed order; codes are explained by ``check --explain``."""
    return (*_no_slack(problem, timetable), *_longer_than_most(problem))


def _no_slack(problem: Problem, timetable: Timetable) -> Iterator[Warning_]:
    """W201: every minute of a room with a rolling order is taken."""
    regular = [slot for slot in day_slots(problem) if slot.template.serves("session")]
    offered = sum(((slot.end - slot.start) for slot in regular), timedelta()) // MINUTE
    for order in problem.rolling:
        held = sum(
            (sitting.end - sitting.start) // MINUTE
            for sitting in timetable.sittings
            if sitting.session in order.order
        )
        if held >= offered:
            yield Warning_(
                code="W201",
                message=f"{order.room}: {held:,} of {offered:,} minutes are taken, there is no "
                "slack; an overrun must trim, extend a slot or run past the last close",
            )


def _longer_than_most(problem: Problem) -> Iterator[Warning_]:
    """W202: a fact makes a session longer than the most that was thought possible."""
    situation = problem.situation
    for session in problem.held if situation is not None else ():
        minutes = situation.minutes.get(session.id, 0) if situation is not None else 0
        if minutes > session.minutes.most:
            yield Warning_(
                code="W202",
                message=f"{session.id} now takes {minutes} minutes, more than its most "
                f"({session.minutes.most})",
            )
