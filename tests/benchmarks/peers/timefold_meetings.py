"""
OptaPlanner's meetings in Timefold for Python: the same constraints, in a model of our own writing.

The score is that of the instance, term by term, so that what Timefold reports is what the scorer
counts (a test compares them). Pairs of meetings that share people are facts, with how many they
share: that is cheaper to follow than joining attendances. Solved as Timefold does by default:
construction heuristic, then late acceptance, one thread. It needs a Java runtime, 17 or later.
"""

import os
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from itertools import combinations
from platform import python_version
from typing import Annotated, Any

from timefold.solver import BestSolutionChangedEvent, SolverFactory
from timefold.solver.config import (
    Duration,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    TerminationConfig,
)
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
    constraint_provider,
)

from scheduler.problem import Sitting
from scheduler.timetable import Record, Timetable
from tests.benchmarks.adapters.optaplanner import grain_of, opens_of, places
from tests.benchmarks.catalogue import Asked
from tests.benchmarks.data import read
from tests.benchmarks.running import How, Run, begun, failed, peak, stored
from tests.benchmarks.scorers.optaplanner import score

NAME = "timefold"


@dataclass
class Grain:
    """``last``: the number of the last grain of its day."""

    number: int
    last: int


@dataclass
class Room:
    """``larger``: how many seats all larger rooms have more than this one, summed up."""

    number: int
    seats: int
    larger: int


@dataclass
class Shared:
    """Two meetings and how many people are required in both, wanted in both, and all of these."""

    a: int
    b: int
    required: int
    preferred: int
    people: int


@planning_entity
@dataclass
class Meeting:
    """``total``: grains of the whole instance."""

    number: Annotated[int, PlanningId]
    lasting: int
    seats: int
    total: int
    grain: Annotated[Grain | None, PlanningVariable] = field(default=None)
    room: Annotated[Room | None, PlanningVariable] = field(default=None)

    def start(self) -> int:
        return self.grain.number  # type: ignore[union-attr]  # set by then

    def end(self) -> int:
        return self.grain.number + self.lasting  # type: ignore[union-attr]  # set by then

    def next_day(self) -> bool:
        return min(self.end(), self.total) - 1 > self.grain.last  # type: ignore[union-attr]  # set by then

    def overlap(self, other: "Meeting") -> int:
        return max(0, min(self.end(), other.end()) - max(self.start(), other.start()))


@planning_solution
@dataclass
class Plan:
    grains: Annotated[list[Grain], ProblemFactCollectionProperty, ValueRangeProvider]
    rooms: Annotated[list[Room], ProblemFactCollectionProperty, ValueRangeProvider]
    shared: Annotated[list[Shared], ProblemFactCollectionProperty]
    meetings: Annotated[list[Meeting], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    hard, medium = HardMediumSoftScore.ONE_HARD, HardMediumSoftScore.ONE_MEDIUM
    soft, one = HardMediumSoftScore.ONE_SOFT, factory.for_each(Meeting)
    then = Joiners.overlapping(lambda m: m.start(), lambda m: m.end())
    at_once = factory.for_each_unique_pair(Meeting, then)
    room = Joiners.equal(lambda m: m.room.number)
    in_room = factory.for_each_unique_pair(Meeting, room, then)
    shared = (
        factory.for_each(Shared)
        .join(Meeting, Joiners.equal(lambda s: s.a, lambda m: m.number))
        .join(Meeting, Joiners.equal(lambda s, a: s.b, lambda m: m.number))
    )
    clash = shared.filter(lambda s, a, b: a.overlap(b) > 0)
    following = factory.for_each(Meeting).join(
        Meeting, Joiners.equal(lambda m: m.end(), lambda m: m.start())
    )
    return [
        in_room.penalize(hard, lambda a, b: a.overlap(b)).as_constraint("room"),
        one.filter(lambda m: m.end() > m.total)
        .penalize(hard, lambda m: m.end() - 1)
        .as_constraint("overtime"),
        clash.filter(lambda s, a, b: s.required > 0)
        .penalize(hard, lambda s, a, b: s.required * a.overlap(b))
        .as_constraint("required"),
        one.filter(lambda m: m.seats > m.room.seats)
        .penalize(hard, lambda m: m.seats - m.room.seats)
        .as_constraint("seats"),
        one.filter(lambda m: m.next_day()).penalize(hard).as_constraint("one_day"),
        clash.filter(lambda s, a, b: s.preferred > 0)
        .penalize(medium, lambda s, a, b: s.preferred * a.overlap(b))
        .as_constraint("preferred"),
        one.penalize(soft, lambda m: m.end() - 1).as_constraint("early"),
        following.penalize(soft, lambda a, b: 100).as_constraint("no_break"),
        at_once.penalize(soft, lambda a, b: 10 * a.overlap(b)).as_constraint("at_once"),
        one.filter(lambda m: m.room.larger > 0)
        .penalize(soft, lambda m: m.room.larger)
        .as_constraint("larger_rooms"),
        shared.filter(lambda s, a, b: a.room.number != b.room.number)
        .filter(
            lambda s, a, b: (
                (a.start() < b.start() and b.start() - a.end() <= 2)
                or (b.start() < a.start() and a.start() - b.end() <= 2)
            )
        )
        .penalize(soft, lambda s, a, b: s.people)
        .as_constraint("room_changes"),
    ]


def plan_of(data: Any) -> Plan:
    """The instance, with nothing placed."""
    days = [grain["day"] for grain in data["grains"]]
    last = {day: n for n, day in enumerate(days)}
    seats = [room["capacity"] for room in data["rooms"]]
    return Plan(
        [Grain(n, last[day]) for n, day in enumerate(days)],
        [Room(r, own, sum(max(0, s - own) for s in seats)) for r, own in enumerate(seats)],
        list(_shared(data["meetings"])),
        [
            Meeting(n, m["dur"], len(m["required"]) + len(m["preferred"]), len(days))
            for n, m in enumerate(data["meetings"])
        ],
    )


def _shared(meetings: list[Any]) -> Any:
    for (a, one), (b, other) in combinations(enumerate(meetings), 2):
        required = set(one["required"]) & set(other["required"])
        people = {*one["required"], *one["preferred"]} & {*other["required"], *other["preferred"]}
        if people:
            yield Shared(a, b, len(required), len(people - required), len(people))


def timetable(data: Any, plan: Plan) -> Timetable:
    """What Timefold has found, in our words; it need not hold."""
    first: dict[int, int] = {}
    for n, grain in enumerate(data["grains"]):
        first.setdefault(grain["day"], n)
    sittings = []
    opens, lasting, rooms = opens_of(data), grain_of(data), places(data)
    for meeting in plan.meetings:
        if meeting.grain is None or meeting.room is None:
            continue
        day = data["grains"][meeting.grain.number]["day"]
        minutes = opens + lasting * (meeting.grain.number - first[day])
        midnight = datetime.combine(
            date.fromisoformat(data["days"][day]), datetime.min.time(), tzinfo=UTC
        )
        start = midnight + timedelta(minutes=minutes)
        end = start + timedelta(minutes=lasting * meeting.lasting)
        room = rooms[meeting.room.number]
        sittings.append(Sitting(session=str(meeting.number), room=room, start=start, end=end))
    return Timetable.of(sittings)


def solve(data: Any, how: How, heard: list[tuple[float, bool]]) -> Plan:
    """``heard``: the seconds of each new best, and whether it breaks no hard constraint."""
    began = time.perf_counter()

    def hear(event: "BestSolutionChangedEvent[Plan]") -> None:
        feasible = event.is_new_best_solution_initialized and event.new_best_score.is_feasible
        heard.append((time.perf_counter() - began, bool(feasible)))

    config = SolverConfig(
        solution_class=Plan,
        entity_class_list=[Meeting],
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=rules
        ),
        termination_config=TerminationConfig(
            spent_limit=Duration(milliseconds=round(1_000 * how.seconds))
        ),
        random_seed=how.seed,
    )
    solver = SolverFactory.create(config).build_solver()
    solver.add_event_listener(hear)
    found: Plan = solver.solve(plan_of(data))
    return found


def run(asked: Asked, how: How) -> list[Run]:
    """Its limit is for the search alone: starting Java is counted in ``total`` and not in it."""
    assert asked.path is not None
    data, load = read(asked.path), os.getloadavg()[0]
    began, cpu = time.perf_counter(), time.process_time()
    heard: list[tuple[float, bool]] = []
    plan = solve(data, how, heard)
    total, cpu = time.perf_counter() - began, time.process_time() - cpu
    found = timetable(data, plan)
    figures = score(data, found)
    held = figures["hard"] == figures["unplaced"] == 0
    if not found.sittings:  # nothing costs nothing: that is no score
        empty = failed(asked, how, "no meeting was placed")
        about = {"total": round(total, 2), "cpu": round(cpu, 2), "peak_mb": peak()}
        return [{**empty, **about, **_by(), "error": empty["error"]}]
    record = Record(
        meeting=data["name"], scenario_sha256="", timezone="UTC", sittings=found.sittings
    )
    return [
        {
            **begun(asked, how, load),
            "score": {"total": figures["medium"], **figures},
            "status": "feasible" if held else "broken",
            "first": next((round(s, 2) for s, feasible in heard if feasible), None),
            "best": round(heard[-1][0], 2) if heard else None,
            "total": round(total, 2),
            "cpu": round(cpu, 2),
            "peak_mb": peak(),
            **_by(),
            "timetable": stored(asked.name, how, record, by=f"-{NAME}"),
        }
    ]


def _by() -> Run:
    """Who it was, and with what."""
    versions = {"python": python_version(), NAME: version(NAME)}
    return {"strategy": f"peer: {NAME}", "versions": versions}
