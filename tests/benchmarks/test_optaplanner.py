"""OptaPlanner's meetings: our charges against a count of theirs, over timetables at random."""

import random
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable
from scheduler.verifier.rules import overtime
from tests.benchmarks.adapters import optaplanner
from tests.benchmarks.data import instance
from tests.benchmarks.scorers.optaplanner import score

INSTANCES = (
    "50meetings-160timegrains-5rooms",
    "100meetings-320timegrains-5rooms",
    "400meetings-1280timegrains-5rooms",
)
every_instance = pytest.mark.parametrize("name", INSTANCES)


@cache
def built(name: str, *, hard: bool = True) -> tuple[dict[str, Any], Problem]:
    data = instance(f"optaplanner/{name}")
    return data, optaplanner.problem(data, hard=hard)


def placed(problem: Problem, m: int, *, room: int, day: int, grain: int) -> Sitting:
    """A meeting from a grain of a day on."""
    opens = datetime.combine(problem.days[day], time(8), tzinfo=UTC)
    start = opens + timedelta(minutes=15 * grain)
    session = problem.sessions[m]
    end = start + timedelta(minutes=session.minutes.likely)
    return Sitting(session=session.id, room=problem.rooms[room].id, start=start, end=end)


def at_random(name: str, seed: int) -> Timetable:
    """Every meeting somewhere within a day, in any room, whoever is in it."""
    data, problem = built(name)
    draw = random.Random(seed)
    grains = [sum(g["day"] == d for g in data["grains"]) for d in range(len(problem.days))]
    sittings = []
    for m, meeting in enumerate(data["meetings"]):
        day = draw.randrange(len(problem.days))
        grain = draw.randint(0, grains[day] - meeting["dur"])
        room = draw.randrange(len(problem.rooms))
        sittings.append(placed(problem, m, room=room, day=day, grain=grain))
    return Timetable.of(sittings)


@every_instance
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clashes_of_rooms_and_people_are_charged_as_they_count_them(name: str, seed: int) -> None:
    data, problem = built(name, hard=False)
    timetable = at_random(name, seed)
    theirs, ours = score(data, timetable), optaplanner.charged(problem, timetable)
    assert min(ours.values()) > 0
    assert ours == {term: theirs[term] for term in optaplanner.TERMS}


@every_instance
def test_rooms_are_too_small_for_the_same_meetings(name: str) -> None:
    data, problem = built(name, hard=False)
    for seed in (1, 2):
        timetable = at_random(name, seed)
        for sitting in timetable.sittings:
            alone = Timetable.of([sitting])
            charges = [
                c
                for c in verifier.charges(problem, alone)
                if c.rule == optaplanner.FORBIDDEN["seats"]
            ]
            assert (score(data, alone)["seats"] > 0) == (len(charges) == 1)


@every_instance
def test_what_is_hard_for_them_is_all_that_breaks_our_rules(name: str) -> None:
    data, problem = built(name)
    broken = {v.rule for v in verifier.violations(problem, at_random(name, 1))}
    theirs = score(data, at_random(name, 1))
    assert broken == {"room_clash", "person_clash", "room_fit"}
    assert min(theirs["room"], theirs["required"], theirs["seats"]) > 0
    assert theirs["overtime"] == theirs["one_day"] == 0


def test_a_meeting_that_goes_on_the_next_day_is_against_the_rules_of_both() -> None:
    data, problem = built(INSTANCES[0])
    longest = max(range(50), key=lambda m: data["meetings"][m]["dur"])
    for grain, allowed in ((36 - 16, True), (36 - 15, False)):
        timetable = Timetable.of([placed(problem, longest, room=0, day=0, grain=grain)])
        broken = {v.rule for v in verifier.violations(problem, timetable, [overtime])}
        assert score(data, timetable)["one_day"] == (0 if allowed else 1)
        assert broken == (set() if allowed else {optaplanner.FORBIDDEN["one_day"]})


def test_a_meeting_that_goes_on_after_the_last_grain_is_against_the_rules_of_both() -> None:
    data, problem = built(INSTANCES[0])
    longest = max(range(50), key=lambda m: data["meetings"][m]["dur"])
    timetable = Timetable.of([placed(problem, longest, room=0, day=4, grain=1)])
    broken = {v.rule for v in verifier.violations(problem, timetable, [overtime])}
    assert score(data, timetable)["overtime"] == 144 + 1 + 16 - 1
    assert broken == {optaplanner.FORBIDDEN["overtime"]}


def test_lunch_is_left_out_of_the_clock() -> None:
    data, problem = built(INSTANCES[0])
    assert [(s.id, f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in problem.slots] == [
        ("16-grains", "08:00", "12:00"),
        ("36-grains", "08:00", "17:00"),
    ]
    assert {g["minute"] for g in data["grains"]}.isdisjoint(range(720, 780))


def test_the_soft_score_of_two_meetings_is_counted_by_hand() -> None:
    """The second starts as the first ends, next door, with one person in both."""
    data = {
        "grains": [{"day": 0, "minute": 480 + 15 * g} for g in range(8)],
        "days": ["2022-01-01"],
        "rooms": [{"name": "R 1", "capacity": 30}, {"name": "R 2", "capacity": 20}],
        "meetings": [
            {"topic": "A", "dur": 2, "required": [0], "preferred": [1]},
            {"topic": "B", "dur": 3, "required": [1], "preferred": []},
        ],
    }
    quarter, opens = timedelta(minutes=15), datetime(2022, 1, 1, 8, tzinfo=UTC)
    a = Sitting(session="0", room="R-1", start=opens, end=opens + 2 * quarter)
    b = Sitting(session="1", room="R-2", start=a.end, end=a.end + 3 * quarter)
    found = score(data, Timetable.of([a, b]))
    terms = ("early", "no_break", "at_once", "larger_rooms", "room_changes", "soft")
    assert [found[t] for t in terms] == [1 + 4, 100, 0, 10, 1, 116]
    assert (found["hard"], found["medium"]) == (0, 0)
