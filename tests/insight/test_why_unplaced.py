"""Why a session has no place, in one sentence."""

from collections.abc import Sequence

import pytest

from scheduler.insight.why_unplaced import reasons
from scheduler.problem import Sitting
from scheduler.timetable import Timetable, Unplaced
from tests.conftest import MONDAY, TUESDAY, At, Tiny

WHOLE = {"id": "wg9", "minutes": 60}


def waiting(sittings: Sequence[Sitting]) -> Timetable:
    return Timetable.of(sittings, [Unplaced(session="wg9", reason="?")])


@pytest.fixture
def full(at: At) -> list[Sitting]:
    """Every slot of room A taken, on both days."""
    return [
        at(f"x{d}{n}", "A", start, end, day=day)
        for d, day in enumerate((MONDAY, TUESDAY))
        for n, (start, end) in enumerate((("10:00", "11:00"), ("14:00", "15:00")))
    ]


def others(chair: str = "bo") -> list[dict[str, object]]:
    return [{"id": f"x{d}{n}", "minutes": 60, "chairs": [chair]} for d in "01" for n in "01"]


def test_every_room_that_fits_is_taken(tiny: Tiny, full: list[Sitting]) -> None:
    problem = tiny(sessions=[*others(), {**WHOLE, "rooms": ["A"]}])
    assert reasons(problem, waiting(full)) == {
        "wg9": "no place in any of 4 slots: every suitable room is taken"
    }


def test_an_absence_is_told_apart_from_taken_rooms(tiny: Tiny, full: list[Sitting]) -> None:
    away = {"from": f"{TUESDAY} 12:00", "to": f"{TUESDAY} 16:00"}
    people = [{"id": "ada", "unavailable": [away]}, {"id": "bo"}]
    problem = tiny(
        people=people, sessions=[*others(), {**WHOLE, "rooms": ["A"], "chairs": ["ada"]}]
    )
    assert reasons(problem, waiting(full)) == {
        "wg9": "no place in 4 slots: every suitable room is taken in 3, ada is away in 1"
    }


def test_a_chair_who_presides_elsewhere_is_named(tiny: Tiny, full: list[Sitting]) -> None:
    problem = tiny(sessions=[*others("ada"), {**WHOLE, "chairs": ["ada"]}])
    assert reasons(problem, waiting(full)) == {
        "wg9": "no place in any of 4 slots: ada presides elsewhere"
    }


def test_no_room_fits(tiny: Tiny) -> None:
    problem = tiny(sessions=[{**WHOLE, "attendance": 51}])
    assert reasons(problem, waiting([])) == {"wg9": "no room is suitable"}


def test_an_order_is_told_with_the_other_session(tiny: Tiny, at: At) -> None:
    problem = tiny(
        sessions=[{**WHOLE, "days": [MONDAY]}, {"id": "x", "minutes": 60}],
        rules=[{"rule": "precedence", "first": "x", "then": "wg9"}],
    )
    timetable = waiting([at("x", "A", "14:00", "15:00", day=TUESDAY)])
    assert reasons(problem, timetable) == {
        "wg9": "no place in any of 2 slots: precedence with x forbids it"
    }


def test_what_only_the_verifier_knows_is_told_in_its_words(tiny: Tiny, at: At) -> None:
    problem = tiny(
        sessions=[{**WHOLE, "days": [MONDAY]}, {"id": "x", "minutes": 60}],
        rules=[{"rule": "spread", "of": ["all"], "level": "hard"}],
    )
    timetable = waiting([at("x", "A", "10:00", "11:00")])
    (told,) = reasons(problem, timetable).values()
    assert told == (
        "no place in any of 2 slots: spread forbids it (all has 2 sittings on Monday 4 March, "
        "but at most 1 are wanted)"
    )


def test_a_full_house_is_told_as_such(tiny: Tiny, full: list[Sitting]) -> None:
    rule = {"rule": "concurrency", "most": 1}
    problem = tiny(sessions=[*others(), WHOLE], rules=[rule])
    assert reasons(problem, waiting(full)) == {
        "wg9": "no place in any of 4 slots: the limit of parallel sittings is reached"
    }


def test_a_free_place_is_told_with_its_price(tiny: Tiny, at: At) -> None:
    problem = tiny(
        days=[MONDAY],
        slots=[{"id": "morning", "start": "10:00", "end": "11:00"}],
        sessions=[
            {**WHOLE, "attendees": ["bo"]},
            {"id": "x", "minutes": 60, "attendees": ["bo"]},
        ],
    )
    timetable = waiting([at("x", "A", "10:00", "11:00")])
    assert reasons(problem, timetable) == {
        "wg9": "Monday 4 March, morning in B is free, at a price: attendee_clash +60"
    }


def test_a_timetable_with_everybody_placed_needs_no_reasons(tiny: Tiny) -> None:
    assert reasons(tiny(), Timetable(sittings=())) == {}
