"""A timetable and what was reported since, and how the meeting then goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.commands.inputs.inputs import Inputs, Pair
from scheduler.commands.inputs.orders import orders_of
from scheduler.errors import FactError, Infeasible, Interrupted, NoTimetable, UsageError
from scheduler.interface.plan import Plan, plan_of
from scheduler.problem import Place
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.timetable import Record


@dataclass(frozen=True, slots=True)
class Reported:
    """A timetable, and what was reported since."""

    pair: Pair
    facts: tuple[str, ...]
    undone: tuple[str, ...] = ()
    pins: tuple[Place, ...] = ()


def read_reported(inputs: Inputs, timetable: Path | None, facts: Sequence[str]) -> Reported:
    """A timetable, with the facts of its store, or, of a file, those that are given."""
    pair = inputs.pair(timetable)
    recorded = pair.record.facts
    if pair.revision is None:
        return Reported(pair, tuple(fact for fact in facts if fact not in recorded))
    if facts:
        raise UsageError("with a store, report facts with 'rollgrid report'")
    from scheduler.commands.inputs.stores import stored_meeting  # SQLAlchemy

    in_force = stored_meeting(inputs.store).facts
    return Reported(
        pair,
        facts=tuple(fact for fact in in_force if fact not in recorded),
        undone=tuple(fact for fact in recorded if fact not in in_force),
        pins=orders_of(inputs.store, pair.record.zone).standing,
    )


def expect(reported: Reported, at: datetime) -> tuple[Record, str | None]:
    """What follows from these facts under the scenario's policy; as published if there are none."""
    problem, record = reported.pair.scenario.problem, reported.pair.record
    if not reported.facts and not reported.undone:
        return record, None
    # OR-Tools: only where something happened
    from scheduler.replanning.answering import record_prediction
    from scheduler.replanning.replan import predict

    request = ReplanRequest(
        problem,
        record,
        reported.facts,
        reported.undone,
        reported.pins,
        now=at,
        budget=Budget(seconds=5.0, workers=1),
    )
    try:
        outcome = predict(request, replay=True)
    except (Infeasible, NoTimetable):
        remark = (
            f"the facts leave no timetable under policy {problem.usual_policy}; shown as published"
        )
        return record, remark
    except FactError as error:  # reported for another moment than this
        return record, f"{error}; shown as published"
    except Interrupted:
        raise KeyboardInterrupt from None
    if outcome.interrupted:
        raise KeyboardInterrupt
    return record_prediction(outcome, request), None


def plan_as_expected(pair: Pair, record: Record) -> Plan:
    """The plan of what is expected; that of the pair, if that is what is published."""
    return pair if record is pair.record else plan_of(pair.scenario, record, name=pair.name)
