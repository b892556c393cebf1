"""Nothing runs past its slot for longer than the policy allows, and what does costs."""

from typing import Any

import pytest

from scheduler.verifier.rules import overtime
from tests.conftest import TUESDAY, At, Broken, Priced, Stand, Tiny

SLOTS: list[dict[str, Any]] = [
    {"id": "morning", "start": "10:00", "end": "11:00", "overtime": {"minutes": 10, "price": 4}},
    {"id": "afternoon", "start": "14:00", "end": "15:00"},
]
CLOSE = {"minutes": 30, "price": 7}


def test_overtime_within_the_limit_is_allowed_and_one_minute_more_is_not(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    problem = tiny(slots=SLOTS)
    assert broken(overtime, problem, at("wg1", "A", "10:45", "11:10")) == []
    assert broken(overtime, problem, at("wg1", "A", "10:46", "11:11")) == [
        "wg1 in A ends Mon 2030-03-04 11:11, 11 minutes past the end of 2030-03-04/morning; "
        "only 10 are allowed."
    ]


@pytest.mark.parametrize(
    ("policy", "morning", "close"),
    [(None, True, True), ("extend", True, True), ("roll", False, True), ("hold", False, False)],
)
def test_a_policy_grants_overtime_or_withholds_it(
    tiny: Tiny, at: At, broken: Broken, policy: str | None, morning: bool, close: bool
) -> None:
    problem = tiny(slots=SLOTS, last_close=CLOSE, in_force=policy)
    early = broken(overtime, problem, at("wg1", "A", "10:40", "11:05"))
    late = broken(overtime, problem, at("wg1", "A", "14:50", "15:15", day=TUESDAY))
    assert (early == [], late == []) == (morning, close)


def test_the_last_close_is_hard_unless_the_scenario_says_otherwise(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    slots = [SLOTS[0], {**SLOTS[1], "overtime": {"minutes": 60}}]
    assert broken(overtime, tiny(slots=slots), at("wg1", "A", "14:40", "15:05", day=TUESDAY)) == [
        "wg1 in A ends Tue 2030-03-05 15:05, 5 minutes past the end of 2030-03-05/afternoon; "
        "none is allowed."
    ]


def test_a_side_event_slot_is_not_the_last_close(tiny: Tiny, at: At, broken: Broken) -> None:
    evening = {"id": "evening", "start": "18:00", "end": "19:00", "only": ["side-event"]}
    problem = tiny(slots=[*SLOTS, evening], last_close=CLOSE)
    assert broken(overtime, problem, at("wg1", "A", "14:50", "15:15", day=TUESDAY)) == []


def test_what_was_agreed_is_not_taken_back_and_only_what_is_over_has_no_limit(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    agreed = stand("09:00", overtime={"2030-03-04/morning": 20})
    problem = tiny(slots=SLOTS, in_force="hold", situation=agreed)
    assert broken(overtime, problem, at("wg1", "A", "10:50", "11:20")) == []
    assert broken(overtime, problem, at("wg1", "A", "10:50", "11:21")) != []
    late = at("wg1", "A", "10:10", "12:00")
    over = tiny(slots=SLOTS, in_force="hold", situation=stand("12:30", history=(late,)))
    assert broken(overtime, over, late) == []
    runs = tiny(slots=SLOTS, in_force="hold", situation=stand("10:30", running=(late,)))
    assert broken(overtime, runs, late) == [
        "wg1 in A ends Mon 2030-03-04 12:00, 60 minutes past the end of 2030-03-04/morning; "
        "none is allowed."
    ]


def test_what_began_in_the_overtime_of_a_slot_is_held_to_its_limit_and_charged(
    tiny: Tiny, at: At, stand: Stand, broken: Broken, priced: Priced
) -> None:
    for end, allowed in (("11:10", True), ("11:11", False)):
        late = at("wg1", "A", "11:03", end)
        problem = tiny(slots=SLOTS, in_force="extend", situation=stand("11:05", running=(late,)))
        assert (broken(overtime, problem, late) == []) is allowed
        assert [c.amount for c in priced(overtime, problem, late)] == [40 if allowed else 44]


@pytest.mark.parametrize(
    ("room", "amounts"), [("A", [40]), ("B", [40, 20])], ids=["latest end", "each room"]
)
def test_the_latest_end_in_a_slot_and_room_is_paid(
    tiny: Tiny, at: At, priced: Priced, room: str, amounts: list[int]
) -> None:
    sittings = at("wg1", "A", "10:45", "11:10"), at("wg2", room, "10:45", "11:05")
    charges = priced(overtime, tiny(slots=SLOTS), *sittings)
    assert [c.amount for c in charges] == amounts
    assert charges[0].tier == "preferences"
    assert charges[0].message == (
        "2030-03-04/morning runs over by 10 minutes in A, until Mon 2030-03-04 11:10 (wg1)."
    )


def test_the_last_close_has_its_own_price_and_a_slot_without_limit_costs_one(
    tiny: Tiny, at: At, priced: Priced
) -> None:
    problem = tiny(slots=SLOTS, last_close=CLOSE)
    sittings = at("wg1", "A", "14:40", "15:05"), at("wg2", "A", "14:50", "15:10", day=TUESDAY)
    assert [c.amount for c in priced(overtime, problem, *sittings)] == [5, 70]


def test_agreed_minutes_and_history_cost_nothing_but_what_runs_does(
    tiny: Tiny, at: At, stand: Stand, priced: Priced
) -> None:
    sitting = at("wg1", "A", "10:30", "11:15")

    def amounts(**situation: Any) -> list[tuple[int, str]]:
        problem = tiny(slots=SLOTS, situation=stand("11:10", **situation))
        return [(c.amount, c.tier) for c in priced(overtime, problem, sitting)]

    assert amounts(running=(sitting,)) == [(60, "minutes")]
    assert amounts(running=(sitting,), overtime={"2030-03-04/morning": 12}) == [(12, "minutes")]
    assert amounts(running=(sitting,), overtime={"2030-03-04/morning": 15}) == []
    assert amounts(history=(sitting,)) == []


def test_an_end_at_the_wall_costs_nothing(tiny: Tiny, at: At, priced: Priced) -> None:
    assert priced(overtime, tiny(slots=SLOTS), at("wg1", "A", "10:35", "11:00")) == []
