"""IETF 106: our charges against its generator's cost, by hand and over timetables at random."""

import random
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable
from scheduler.verifier.rules import availability, overtime
from tests.benchmarks.adapters import ietf
from tests.benchmarks.data import instance
from tests.benchmarks.scorers.ietf import Placed, fixed, impossible, score

ZONE = ZoneInfo("UTC")
SEEDS = (0, 3, 4, 5)
"""Timetables in which every term costs something."""


@cache
def built() -> tuple[Any, Problem]:
    data = instance("ietf/ietf106")
    return data, ietf.problem(data)


def sitting(id: str, room: str, start: str) -> Sitting:
    """A session from a local time such as ``18 10:00`` (November 2019) on."""
    _, problem = built()
    begins = datetime.fromisoformat(f"2019-11-{start}").replace(tzinfo=ZONE).astimezone(UTC)
    ends = begins + timedelta(minutes=problem.session(id).minutes.likely)
    return Sitting(session=id, room=room, start=begins, end=ends)


def timetable(*places: str) -> Timetable:
    """Sessions at ``session room day hh:mm``; all others have no place."""
    return Timetable.of(
        sitting(id, room, f"{day} {clock}") for id, room, day, clock in map(str.split, places)
    )


def placed(timetable: Timetable) -> Placed:
    return {s.session: (s.room, s.start, s.end) for s in timetable.sittings}


def cost(*places: str, data: Any = None) -> dict[str, int]:
    """What is charged for these sessions, if it is what they count; terms of no cost left out."""
    original, problem = built()
    if data is not None:
        problem = ietf.problem(data)
    held = timetable(*places)
    theirs = score(original if data is None else data, placed(held))
    ours = ietf.charged(problem, held)
    assert {**ours, "short": theirs["short"]} == theirs
    return {term: amount for term, amount in theirs.items() if amount > 0}


def drawn(seed: int, *, fitting: bool) -> Timetable:
    """Every session in a random room and block, whether or not the room is open then."""
    data, problem = built()
    draw = random.Random(seed)
    blocks = sorted({(slot["start"], slot["minutes"]) for slot in ietf.regular(data)})
    sittings = []
    for session in problem.sessions:
        wide = [start for start, m in blocks if not fitting or m >= session.minutes.likely]
        start = draw.choice(wide).removeprefix("2019-11-").replace("T", " ")
        sittings.append(sitting(session.id, draw.choice(problem.rooms).id, start))
    return Timetable.of(sittings)


def strewn(seed: int) -> Timetable:
    """Every session somewhere in the week on the grid, within slots or not, and half apart."""
    _, problem = built()
    draw = random.Random(seed)
    return Timetable.of(
        sitting(
            session.id,
            draw.choice(problem.rooms).id,
            f"{draw.randint(18, 22)} {draw.randint(9, 18):02}:{draw.randrange(0, 60, 10):02}",
        )
        for session in problem.sessions
    )


def test_all_sessions_and_room_slots_are_there() -> None:
    data, problem = built()
    assert [session.id for session in problem.sessions] == [str(s["id"]) for s in data["sessions"]]
    assert len(problem.sessions) == 126
    assert sum(len(room.available) for room in problem.rooms) == 134
    assert sum(len(slot.days or ()) for slot in problem.slots) == 17
    assert fixed(data) == 200_000


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fitting", [True, False])
def test_every_term_is_charged_as_it_is_counted(seed: int, fitting: bool) -> None:
    data, problem = built()
    held = drawn(seed, fitting=fitting)
    ours, theirs = ietf.charged(problem, held), score(data, placed(held))
    assert min(ours.values()) > 0
    assert (theirs.pop("short") == 0) == fitting
    assert ours == theirs


@pytest.mark.parametrize("seed", SEEDS)
def test_together_the_terms_are_all_that_is_charged(seed: int) -> None:
    _, problem = built()
    held = drawn(seed, fitting=False)
    charges = [c for c in verifier.charges(problem, held) if c.rule != ietf.FORBIDDEN["short"]]
    assert sum(ietf.charged(problem, held).values()) == sum(charge.amount for charge in charges)


@pytest.mark.parametrize("seed", SEEDS)
def test_sessions_that_overlap_in_part_clash_as_well(seed: int) -> None:
    """Off the slots only time ranges differ: there theirs go by the start, ours by the slot."""
    data, problem = built()
    held = strewn(seed)
    ours, theirs = ietf.charged(problem, held), score(data, placed(held))
    del ours["timerange"], theirs["timerange"], theirs["short"]
    assert ours == theirs


@pytest.mark.parametrize("seed", SEEDS)
def test_what_cannot_be_breaks_our_rules_and_nothing_else_does(seed: int) -> None:
    data, problem = built()
    whole = drawn(seed, fitting=True)
    held = Timetable.of(whole.sittings[3:])
    broken: dict[str, set[Any]] = {}
    for violation in verifier.violations(problem, held):
        found = violation.sessions
        broken.setdefault(violation.rule, set()).add(
            tuple(sorted(found)) if len(found) > 1 else found[0]
        )
    theirs = impossible(data, placed(held))
    assert len(theirs["missing"]) == 3
    assert theirs == {
        "nowhere": broken.pop("availability", set()),
        "room": broken.pop("room_clash"),
        "group": broken.pop("conflict"),
        "missing": broken.pop("placement"),
    }
    assert broken == {}


def test_a_session_is_not_put_into_a_slot_that_is_too_short() -> None:
    data, problem = built()
    held = timetable("3 Padang 18 18:10")
    assert score(data, placed(held))["short"] == 100_000
    assert verifier.violations(problem, held, (overtime,)) != []


def test_a_room_is_not_used_while_it_is_closed() -> None:
    data, problem = built()
    held = timetable("33 Padang 20 15:20", "16 Padang 20 10:00")
    closed = {v.sessions for v in verifier.violations(problem, held, (availability,))}
    assert impossible(data, placed(held))["nowhere"] == {"33"}
    assert closed == {("33",)}


def test_a_room_too_small_costs_once_a_session() -> None:
    assert cost("3 Olivia 18 10:00") == {"room": 100_000}
    assert cost("3 Sophia 18 10:00") == {}


def test_a_conflict_declared_by_one_group_costs_once_and_by_both_twice() -> None:
    assert cost("2 Olivia 18 10:00", "16 Sophia 18 10:00") == {"chair_conflict": 100_000}
    assert cost("1 Olivia 18 10:00", "73 Sophia 18 10:00") == {"chair_conflict": 200_000}
    assert cost("1 Olivia 18 10:00", "73 Sophia 18 13:30") == {}


def test_a_conflict_declared_twice_by_one_group_costs_twice() -> None:
    found = cost("25 Sophia 18 10:00", "118 Padang 18 10:00")
    assert found == {"key_participant": 200_000, "tech_overlap": 10_000}


def test_a_joint_session_has_the_conflicts_of_both_its_groups() -> None:
    assert cost("36 Sophia 18 10:00", "61 Padang 18 10:00") == {"chair_conflict": 200_000}


def test_a_person_who_must_be_in_both_is_missed_from_each_side() -> None:
    assert cost("1 Sophia 18 10:00", "3 Padang 18 10:00") == {"bethere": 20_000}
    assert cost("43 Sophia 18 10:00", "86 Padang 18 10:00") == {"bethere": 40_000}


def test_a_time_range_costs_whatever_starts_in_it() -> None:
    assert cost("73 Sophia 22 10:00") == {"timerange": 1_000_000}
    assert cost("73 Sophia 21 17:40") == {}


def test_a_joint_session_pays_once_when_two_of_its_groups_are_not_free() -> None:
    data, _ = built()
    busy = deepcopy(data)
    ranges = ["friday-morning", "thursday-morning"]
    busy["constraints"] += [{"type": "timerange", "source": "bess", "timeranges": ranges}]
    assert cost("74 Sophia 22 10:00", data=busy) == {"timerange": 1_000_000}
    assert cost("74 Sophia 21 10:00", data=busy) == {"timerange": 1_000_000}
    assert cost("74 Sophia 21 13:30", data=busy) == {}


def test_both_sessions_pay_for_the_wrong_order() -> None:
    assert cost("3 Padang 19 10:00", "4 Padang 18 10:00") == {"order": 200_000}
    assert cost("3 Padang 18 10:00", "4 Padang 19 10:00") == {}


def test_both_sessions_pay_for_the_wrong_days() -> None:
    assert cost("8 Padang 18 10:00", "9 Padang 19 10:00") == {}
    assert cost("8 Padang 18 10:00", "9 Padang 18 13:30") == {"time_relation": 2_000}
    assert cost("10 Padang 18 10:00", "11 Padang 19 10:00") == {"time_relation": 2_000}
    assert cost("10 Padang 18 10:00", "11 Padang 18 13:30") == {}


def test_adjacent_groups_sit_in_one_room_within_half_an_hour_either_way_round() -> None:
    assert cost("16 Olivia 18 13:30", "33 Olivia 18 15:50") == {}
    assert cost("33 Olivia 19 13:30", "16 Olivia 19 15:20") == {"short": 100_000}
    assert cost("16 Olivia 22 10:00", "33 Olivia 22 12:20") == {}
    assert cost("16 Olivia 18 13:30", "33 Sophia 18 15:50") == {"wg_adjacent": 2_000}
    assert cost("16 Olivia 18 10:00", "33 Olivia 18 13:30") == {"wg_adjacent": 2_000}


def test_the_half_hour_is_counted_from_the_end_of_the_session_not_of_its_slot() -> None:
    """33 leaves half an hour of its slot unused: 50 minutes pass, 20 of them between slots."""
    assert cost("33 Olivia 18 13:30", "16 Olivia 18 15:50") == {"wg_adjacent": 2_000}
