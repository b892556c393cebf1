"""A sitting lies within the hours of its room and of each of its chairs."""

from typing import Any

import pytest

from scheduler.verifier.rules import availability
from tests.conftest import At, Broken, Stand, Tiny


def window(start: str, end: str, **more: str) -> dict[str, str]:
    return {"from": f"2030-03-04 {start}", "to": f"2030-03-04 {end}", **more}


@pytest.mark.parametrize(
    ("hours", "fits"),
    [
        ({}, True),
        ({"unavailable": [window("09:00", "10:00")]}, True),
        ({"unavailable": [window("09:00", "10:01")]}, False),
        ({"unavailable": [window("10:25", "11:00")]}, True),
        ({"unavailable": [window("10:24", "11:00")]}, False),
        ({"available": [window("10:00", "10:25")]}, True),
        ({"available": [window("10:01", "11:00")]}, False),
        ({"available": [window("10:00", "10:10"), window("10:10", "10:25")]}, True),
        ({"available": [window("10:00", "10:10"), window("10:11", "10:25")]}, False),
        ({"available": [window("10:00", "10:20"), window("10:05", "10:25")]}, True),
        (
            {"available": [window("09:00", "11:00")], "unavailable": [window("10:24", "11:00")]},
            False,
        ),
        ({"available": [{"daily": ["10:00", "11:00"]}]}, True),
        ({"unavailable": [{"daily": ["10:20", "10:30"]}]}, False),
        ({"unavailable": [window("04:00", "05:00", timezone="America/New_York")]}, False),
        ({"unavailable": [window("10:00", "11:00", timezone="America/New_York")]}, True),
        ({"available": [{"daily": ["09:00", "09:30"], "timezone": "Europe/London"}]}, True),
    ],
)
def test_rooms_and_chairs_are_there_throughout(
    tiny: Tiny, at: At, broken: Broken, hours: dict[str, Any], fits: bool
) -> None:
    sitting = at("wg1", "A", "10:00", "10:25")
    who = "is not available throughout wg1 (Mon 2030-03-04 10:00-10:25, A)."
    chair = broken(availability, tiny(people=[{"id": "ada", **hours}, {"id": "bo"}]), sitting)
    assert chair == ([] if fits else [f"ada {who}"])
    room = broken(availability, tiny(rooms=[{"id": "A", **hours}]), sitting)
    assert room == ([] if fits else [f"A {who}"])


def test_a_window_is_read_in_the_time_zone_of_its_person(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    ada = {"id": "ada", "timezone": "Asia/Tokyo", "unavailable": [{"daily": ["18:10", "18:20"]}]}
    problem = tiny(people=[ada])
    assert len(broken(availability, problem, at("wg1", "A", "10:00", "10:25"))) == 1
    assert broken(availability, problem, at("wg1", "A", "10:20", "10:45")) == []


def test_a_daily_window_follows_the_clock_over_its_change(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    problem = tiny(people=[{"id": "ada", "available": [{"daily": ["10:00", "10:30"]}]}])
    for day in ("2025-10-25", "2025-10-26", "2025-03-29", "2025-03-30"):
        assert broken(availability, problem, at("wg1", "A", "10:00", "10:25", day=day)) == []
        assert broken(availability, problem, at("wg1", "A", "10:10", "10:35", day=day)) != []


def test_who_acts_must_be_there_and_the_vacant_office_need_not(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    away = {"unavailable": [window("10:00", "11:00")]}
    sitting = at("wg1", "A", "10:00", "10:25")
    vacant = {"id": "ada", "state": "vacant", "acting": "bo"}
    assert broken(availability, tiny(people=[{**vacant, **away}, {"id": "bo"}]), sitting) == []
    assert broken(availability, tiny(people=[vacant, {"id": "bo", **away}]), sitting) == [
        "bo is not available throughout wg1 (Mon 2030-03-04 10:00-10:25, A)."
    ]


def test_of_what_has_begun_the_minutes_to_come_are_judged(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    whole, stopped = at("wg1", "A", "10:00", "10:25"), at("wg1", "A", "10:00", "10:10")
    for away, sitting, complaints in (
        (("10:00", "10:10"), whole, 0),
        (("10:00", "10:11"), whole, 1),
        (("10:20", "11:00"), whole, 1),
        (("10:25", "11:00"), whole, 0),
        (("10:00", "11:00"), stopped, 0),
    ):
        people = [{"id": "ada", "unavailable": [window(*away)]}]
        problem = tiny(people=people, situation=stand("10:10", running=(whole,)))
        assert len(broken(availability, problem, sitting)) == complaints, away
        problem = tiny(people=people, situation=stand("10:30", history=(whole,)))
        assert broken(availability, problem, whole) == [], "what is over is not undone"


def test_a_sitting_of_a_thousand_years_is_judged_at_once(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    sitting = at("wg1", "A", "1500-01-01T10:00", "2500-01-01T10:00")
    for hours in (
        {"available": [{"daily": ["00:00", "23:59"]}]},
        {"unavailable": [{"daily": ["10:00", "11:00"]}]},
    ):
        assert len(broken(availability, tiny(people=[{"id": "ada", **hours}]), sitting)) == 1
