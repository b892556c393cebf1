"""What the quick look at places says, against the verifier; and what is suggested from it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scheduler import verifier
from scheduler.insight.costs import charged, difference
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace, move, places
from scheduler.insight.precomputed import precompute
from scheduler.insight.suggesting import suggest
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.conftest import At, Tiny
from tests.draws import sampled
from tests.search.conferences import conference, filled

QUICK = {
    "room_clash",
    "person_clash",
    "availability",
    "room_fit",
    "window",
    "office_holder",
    "side_event",
    "placement",
    "overtime",
    "concurrency",
    "precedence",
    "opening",
    "nothing_after",
    "avoid",
    "prefer",
    "conflict",
    "documents",
    "quorum",
}


def plain(problem: Problem) -> dict[str, Any]:
    return problem.model_dump(mode="json", exclude_none=True, exclude_defaults=True, by_alias=True)


def small(seed: int) -> Problem:
    """Fourteen sessions in three rooms, three days; some with a day, a deadline or a pin."""
    problem = conference(seed, sessions=14, rooms=3, days=3)
    days = problem.days
    changes: dict[int, dict[str, Any]] = {
        0: {"days": days[:1]},
        1: {"deadline": f"{days[1]} 12:00"},
        2: {"slots": ["morning"]},
        3: {"pin": {"not_before": f"{days[1]} 10:30"}},
        4: {"attendance": 250},
        5: {"kind": "side-event"},
        7: {"chairs": ["p08"]},
    }
    raw = plain(problem)
    raw["slots"].append({"id": "lunch", "start": "13:15", "end": "16:00", "only": ["side-event"]})
    for n, change in changes.items():
        raw["sessions"][n] |= change
    return Problem.model_validate(raw)


def ruled(seed: int) -> Problem:
    """The same with hard rules of each kind that the quick look knows."""
    raw = plain(small(seed))
    days = raw["days"]
    hard: dict[str, Any] = {"level": "hard"}
    raw["rules"] = [
        {"rule": "concurrency", "of": ["kind:session"], "most": 2},
        {"rule": "precedence", "first": "s006", "then": "s007", "days": 1},
        {"rule": "precedence", "first": ["s008", "s009"], "then": "s010", "slots": 1, "lag": 30},
        {"rule": "opening", "session": "s006"},
        {"rule": "nothing_after", "of": ["s011", "s012"], "after": "17:00"},
        {"rule": "avoid", "of": ["s011"], "days": days[:1], "hours": ["10:00", "11:30"], **hard},
        {"rule": "prefer", "of": ["s012"], "rooms": ["r0", "r1"], **hard},
        {"rule": "conflict", "of": ["s008", "s013", "s009"], **hard},
    ]
    raw["documents"] = [{"id": "d", "sessions": ["s009"], "out": days[0], "reading_days": 1}]
    raw["levels"] = [{"rule": "documents", "level": "hard"}]
    raw["quorum"] = {"needed": 9, "registered": [{"at": f"{days[1]} 11:00", "delegations": 9}]}
    raw["sessions"][13]["decides"] = True
    return Problem.model_validate(raw)


def all_places(occupancy: Occupancy) -> Iterator[CandidatePlace]:
    rooms = tuple(room.id for room in occupancy.problem.rooms)
    for session in occupancy.problem.sessions:
        yield from places(occupancy, session, rooms=rooms)


@pytest.mark.parametrize("make", sampled([ruled, small], 1))
@pytest.mark.parametrize("seed", sampled(range(3), 1))
def test_a_place_is_free_exactly_where_the_verifier_finds_nothing_broken(
    seed: int, make: Callable[[int], Problem]
) -> None:
    problem = make(seed)
    timetable = filled(problem)
    occupancy = Occupancy(precompute(problem), timetable)
    free = seen = 0
    for place in list(all_places(occupancy))[::5]:
        after = move(occupancy, place)
        own = [v for v in verifier.violations(problem, after) if place.session in v.sessions]
        rules = {v.rule for v in own}
        assert rules <= QUICK
        assert {o.rule for o in place.obstacles} == rules, place
        free += not place.obstacles
        seen += 1
    assert 0 < free < seen


def test_the_sessions_in_the_way_are_those_that_the_verifier_names() -> None:
    problem = small(1)
    occupancy = Occupancy(precompute(problem), filled(problem))
    blocked = [p for p in all_places(occupancy) if p.movers][::7]
    assert blocked
    for place in blocked:
        broken = verifier.violations(problem, move(occupancy, place))
        broken = [v for v in broken if place.session in v.sessions]
        named = {id for v in broken for id in v.sessions} - {place.session}
        assert {id for obstacle in place.obstacles for id in obstacle.sessions} == named


def test_a_long_session_is_cut_at_the_wall_and_goes_on_where_it_may(tiny: Tiny) -> None:
    problem = tiny(
        sessions=[{"id": "wg1", "minutes": 80, "chairs": ["ada"], "split": {"least_part": 20}}]
    )
    occupancy = Occupancy(precompute(problem), Timetable(sittings=()))
    first = next(places(occupancy, problem.sessions[0]))
    assert (first.slot, first.room, first.obstacles) == ("2030-03-04/morning", "A", ())
    assert [end - start for start, end in first.spans] == [60, 20]
    assert verifier.violations(problem, move(occupancy, first)) == []


def test_every_suggestion_holds_and_costs_what_it_says() -> None:
    problem = conference(3, sessions=30, rooms=4, days=6)
    timetable = filled(problem)
    assert verifier.violations(problem, timetable) == []
    found = suggest(problem, timetable, "s007", top=4).found
    assert len(found) == 4
    before = charged(problem, timetable)
    for suggestion in found:
        assert verifier.violations(problem, suggestion.timetable) == []
        paid = difference(problem, before, charged(problem, suggestion.timetable))
        assert paid == suggestion.difference
    assert [s.rank for s in found] == sorted(s.rank for s in found)
    assert len({s.place.slot for s in found}) == 4


def test_only_the_session_and_its_followers_move() -> None:
    problem = conference(3, sessions=30, rooms=4, days=6)
    timetable = filled(problem)
    for suggestion in suggest(problem, timetable, "s007", top=4).found:
        moving = {s.session for s in set(timetable.sittings) ^ set(suggestion.timetable.sittings)}
        assert moving == {"s007", *suggestion.followers}


def test_who_is_in_the_way_makes_room(tiny: Tiny, at: At) -> None:
    """ada has both: on Monday morning wg2 is possible only once wg1 is elsewhere."""
    problem = tiny(
        sessions=[
            {"id": "wg1", "minutes": 60, "chairs": ["ada"]},
            {"id": "wg2", "minutes": 60, "chairs": ["ada"], "slots": ["morning"]},
        ]
    )
    timetable = Timetable.of(
        [
            at("wg1", "A", "10:00", "11:00"),
            at("wg2", "A", "10:00", "11:00", day="2030-03-05"),
        ]
    )
    same_slot, swapped = suggest(problem, timetable, "wg2").found
    assert (same_slot.place.room, same_slot.followers) == ("B", ())
    assert (swapped.place.slot, swapped.followers) == ("2030-03-04/morning", ("wg1",))
    assert swapped.timetable.of_session("wg1") == (at("wg1", "A", "14:00", "15:00"),)


def test_a_session_without_a_place_is_offered_one(tiny: Tiny, at: At) -> None:
    problem = tiny()
    timetable = Timetable.of([at("wg1", "A", "10:00", "10:25")])
    found = suggest(problem, timetable, "wg2", top=9)
    assert [s.place.slot for s in found.found] == [
        "2030-03-04/morning",
        "2030-03-04/afternoon",
        "2030-03-05/morning",
        "2030-03-05/afternoon",
    ]
    assert found.found[0].timetable.of_session("wg2")[0].start.minute == 30
    assert found.found[1].also == ("B",)
