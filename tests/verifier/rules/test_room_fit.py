"""The room seats those expected, has what is wanted, and is one that the session may have."""

from typing import Any

import pytest

from scheduler.verifier.rules import room_fit
from tests.conftest import At, Broken, Stand, Tiny

ROOMS = [
    {"id": "A", "seats": 50, "features": ["livestream"]},
    {"id": "B", "seats": 20},
    {"id": "C"},
]
LONG = {"id": "wg1", "minutes": 80, "split": {}}


@pytest.mark.parametrize(
    ("room", "wish", "why"),
    [
        ("B", {"attendance": 20}, None),
        ("B", {"attendance": 21}, "B seats 20, but 21 people are expected"),
        ("C", {"attendance": 100_000}, None),
        ("A", {"features": ["livestream"]}, None),
        ("C", {"features": ["livestream", "booths"]}, "C has no booths, livestream"),
        ("A", {"rooms": ["A", "C"]}, None),
        ("B", {"rooms": ["A", "C"]}, "it may only use A, C"),
        ("B", {"pin": {"room": "B"}}, None),
        ("A", {"pin": {"room": "B"}}, "it is pinned to B"),
        ("Z", {}, "no room is called Z"),
    ],
)
def test_a_room_suits_or_the_reason_is_told(
    tiny: Tiny, at: At, broken: Broken, room: str, wish: dict[str, Any], why: str | None
) -> None:
    problem = tiny(rooms=ROOMS, sessions=[{"id": "wg1", "minutes": 25, **wish}])
    found = broken(room_fit, problem, at("wg1", room, "10:00", "10:25"))
    where = f"wg1 (Mon 2030-03-04 10:00-10:25, {room})"
    assert found == ([] if why is None else [f"{where} cannot sit there: {why}."])


def test_all_three_parts_keep_one_room(tiny: Tiny, at: At, broken: Broken) -> None:
    problem = tiny(sessions=[LONG])
    spans = ("A", "10:00", "11:00"), ("A", "14:00", "15:00")
    first, second = (at("wg1", *span) for span in spans)
    third = at("wg1", "B", "10:00", "10:20", day="2030-03-05")
    assert broken(room_fit, problem, first, second) == []
    assert broken(room_fit, problem, first, second, third) == [
        "wg1 (Tue 2030-03-05 10:00-10:20, B) cannot sit there: the part before is in A."
    ]


def test_a_substitute_takes_over_only_while_the_room_is_away(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    away = {"from": "2030-03-04 14:50", "to": "2030-03-04 15:00"}
    problem = tiny(
        rooms=[{"id": "A", "unavailable": [away]}, {"id": "B"}, {"id": "C"}],
        rolling=[{"room": "A", "order": ["wg1"], "substitutes": ["B"]}],
    )
    for room in ("A", "B"):
        assert broken(room_fit, problem, at("wg1", room, "14:00", "14:25")) == []
    assert broken(room_fit, problem, at("wg1", "C", "14:00", "14:25")) == [
        "wg1 (Mon 2030-03-04 14:00-14:25, C) cannot sit there: its rolling order is held in A."
    ]
    assert broken(room_fit, problem, at("wg1", "B", "10:00", "10:25")) == [
        "wg1 (Mon 2030-03-04 10:00-10:25, B) cannot sit there: "
        "its rolling order is held in A, which is available then."
    ]


def test_what_has_begun_stays_where_it_is(tiny: Tiny, at: At, stand: Stand, broken: Broken) -> None:
    sitting = at("wg1", "B", "10:00", "10:25")
    sessions = [{"id": "wg1", "minutes": 25, "attendance": 21}]
    problem = tiny(sessions=sessions, situation=stand("10:10", running=(sitting,)))
    assert broken(room_fit, problem, sitting) == []


def test_a_part_that_has_begun_elsewhere_stays_and_the_third_keeps_its_room(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    first, second = at("wg1", "A", "10:00", "11:00"), at("wg1", "B", "14:00", "15:00")
    third = at("wg1", "B", "10:00", "10:20", day="2030-03-05")
    situation = stand("14:10", history=(first,), running=(second,))
    problem = tiny(sessions=[LONG], situation=situation)
    assert broken(room_fit, problem, first, second, third) == []
    assert len(broken(room_fit, tiny(sessions=[LONG]), first, second, third)) == 1
