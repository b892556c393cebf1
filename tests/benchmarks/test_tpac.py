"""TPAC 2023: our charges against the instance's own words, by hand and over random timetables."""

import random
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable
from tests.benchmarks.adapters import tpac
from tests.benchmarks.data import instance
from tests.benchmarks.scorers.tpac import Sittings, impossible, score

ZONE = ZoneInfo("UTC")
SEEDS = (0, 1, 2, 3)
Switches = Literal["meeting", "slot"]


@cache
def built(switches: Switches = "meeting") -> tuple[Any, Problem]:
    data = instance("w3c/tpac2023")
    return data, tpac.problem(data, switches=switches)


def sitting(id: str, room: str, day: str, start: str) -> Sitting:
    """A meeting from a local time of a day on."""
    _, problem = built()
    begins = datetime.fromisoformat(f"{day} {start}").replace(tzinfo=ZONE).astimezone(UTC)
    ends = begins + timedelta(minutes=problem.session(id).minutes.likely)
    return Sitting(session=id, room=room.replace(" ", "-"), start=begins, end=ends)


def as_asked(*places: tuple[str, str]) -> Timetable:
    """Meetings in these rooms, at the times asked for; all others have no place."""
    data, _ = built()
    times = {
        f"{request['number']}.{n}": time
        for request in data["sessions"]
        for n, time in enumerate(request["times"], start=1)
    }
    return Timetable.of(sitting(i, r, times[i]["day"], times[i]["slot"]) for i, r in places)


def in_any_room(seed: int) -> Timetable:
    data, problem = built()
    draw = random.Random(seed)
    return as_asked(*((s.id, draw.choice(data["rooms"])["name"]) for s in problem.sessions))


def anywhere(seed: int) -> Timetable:
    """Every meeting in a random room and slot."""
    data, problem = built()
    draw = random.Random(seed)
    sittings = []
    for session in problem.sessions:
        slot, room = draw.choice(data["slots"]), draw.choice(data["rooms"])
        sittings.append(sitting(session.id, room["name"], slot["date"], slot["start"]))
    return Timetable.of(sittings)


def placed(timetable: Timetable) -> Sittings:
    return [(s.session, s.room, s.start) for s in timetable.sittings]


def broken(problem: Problem, timetable: Timetable) -> dict[str, set[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for violation in verifier.violations(problem, timetable):
        found.setdefault(violation.rule, set()).add(tuple(sorted(violation.sessions)))
    return found


def test_every_meeting_asked_for_is_there() -> None:
    data, problem = built()
    assert len(problem.sessions) == 223
    assert len(problem.rooms) == 17
    assert len(problem.slots) * len(problem.days) == len(data["slots"]) == 16
    assert len({s.id.partition(".")[0] for s in problem.sessions if s.joint}) == 5


@pytest.mark.parametrize("seed", SEEDS)
def test_rooms_too_small_and_rooms_changed_are_charged_as_they_are_counted(seed: int) -> None:
    data, problem = built()
    for timetable in (in_any_room(seed), anywhere(seed)):
        ours, theirs = tpac.charged(problem, timetable), score(data, placed(timetable))
        assert min(ours.values()) > 0
        assert ours == {term: theirs[term] for term in ("small", "rooms")}


@pytest.mark.parametrize("seed", SEEDS)
def test_switches_from_slot_to_slot_are_charged_as_the_peer_counts_them(seed: int) -> None:
    data, problem = built("slot")
    timetable = in_any_room(seed)
    ours, theirs = tpac.charged(problem, timetable), score(data, placed(timetable))
    assert min(ours.values()) > 0
    assert ours == {term: theirs[term] for term in ("small", "switches")}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_cannot_be_breaks_our_rules_and_nothing_else_does(seed: int) -> None:
    data, problem = built()
    timetable = in_any_room(seed)
    theirs, ours = impossible(data, placed(timetable)), broken(problem, timetable)
    assert theirs["room"] != set()
    assert theirs["group"] == set()
    assert ours == {"room_clash": theirs["room"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_meeting_at_another_time_breaks_its_window(seed: int) -> None:
    data, problem = built()
    timetable = anywhere(seed)
    ours = broken(problem, timetable)
    late = len(timetable.sittings) - score(data, placed(timetable))["placed"]
    assert late > 0
    assert len(ours["window"]) == late
    assert ours["conflict"] == impossible(data, placed(timetable))["group"]


def test_a_group_is_not_in_its_joint_meeting_and_in_another_at_once() -> None:
    """56 is held by both Web of Things groups, 7 by one of them and the Autonomous Agents."""
    data, problem = built()
    day = "2023-09-11"
    timetable = Timetable.of(
        [sitting("7.1", "Giralda I", day, "11:30"), sitting("56.1", "Prado", day, "11:30")]
    )
    assert impossible(data, placed(timetable))["group"] == {("56.1", "7.1")}
    assert broken(problem, timetable)["conflict"] == {("56.1", "7.1")}


def test_a_joint_meeting_may_be_in_another_room_than_those_of_its_groups() -> None:
    data, problem = built()
    timetable = as_asked(("56.1", "Prado"), ("7.1", "Giralda I"))
    assert score(data, placed(timetable))["rooms"] == 0
    assert tpac.charged(problem, timetable) == {"small": 0, "rooms": 0}


def test_a_room_left_and_taken_again_is_two_switches_and_one_room_more() -> None:
    data, problem = built("slot")
    timetable = as_asked(("1.1", "Prado"), ("1.2", "Triana"), ("1.3", "Prado"))
    found = score(data, placed(timetable))
    assert (found["switches"], found["rooms"]) == (2, 1)
    assert tpac.charged(problem, timetable) == {"small": 0, "switches": 2}
    assert tpac.charged(built()[1], timetable) == {"small": 0, "rooms": 1}


def test_another_room_after_a_slot_without_a_meeting_or_a_night_is_no_switch() -> None:
    data, problem = built("slot")
    timetable = as_asked(("1.1", "Prado"), ("1.3", "Triana"), ("1.5", "Prado"))
    assert score(data, placed(timetable))["switches"] == 0
    assert tpac.charged(problem, timetable) == {"small": 0, "switches": 0}
    assert tpac.charged(built()[1], timetable) == {"small": 0, "rooms": 1}


def test_it_comes_out_as_asked_with_three_rooms_too_small_if_rooms_may_change_overnight() -> None:
    data, problem = built("slot")
    outcome = solve.solve(problem, Budget(seconds=60))
    found = score(data, placed(outcome.timetable))
    assert (found["placed"], found["switches"], found["small"]) == (223, 0, 3)
    assert outcome.status == "optimal"
    assert impossible(data, placed(outcome.timetable)) == {"room": set(), "group": set()}


def test_it_comes_out_as_asked_with_one_room_for_each_and_at_most_four_too_small() -> None:
    data, problem = built()
    outcome = solve.solve(problem, Budget(seconds=60))
    found = score(data, placed(outcome.timetable))
    assert (found["placed"], found["switches"], found["rooms"]) == (223, 0, 0)
    assert found["small"] <= 4
    assert len([w for w in outcome.warnings if w.code == "W110"]) == found["small"]
    assert outcome.status == "optimal"
    assert impossible(data, placed(outcome.timetable)) == {"room": set(), "group": set()}
