"""The distance from the published timetable: eight families, each with its exact price."""

from types import ModuleType
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable, Unplaced
from scheduler.verifier.rules import cells, days, freeze, moves, order, rooms, shifts, unplaced
from tests.conftest import TUESDAY, At, Priced, Stand, Tiny

FAMILIES = (unplaced, freeze, days, cells, moves, order, rooms, shifts)


@pytest.fixture
def published(at: At) -> list[Sitting]:
    return [at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")]


@pytest.fixture
def replan(tiny: Tiny, stand: Stand, published: list[Sitting]) -> Any:
    """Published wg1, wg2 on Monday morning in A; now is Sunday noon, before any notice period."""

    def build(now: str = "2030-03-03T12:00", *, situation: Any = None, **changes: Any) -> Problem:
        told = {"published": tuple(published), **(situation or {})}
        return tiny(situation=stand(now, **told), **changes)

    return build


@pytest.mark.parametrize("family", FAMILIES)
def test_a_timetable_that_stays_costs_nothing(
    replan: Any, published: list[Sitting], priced: Priced, family: ModuleType
) -> None:
    assert priced(family, replan(), *published) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_without_a_situation_nothing_can_change(
    tiny: Tiny, at: At, priced: Priced, family: ModuleType
) -> None:
    assert priced(family, tiny(), at("wg1", "B", "14:00", "14:25", day=TUESDAY)) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_what_was_cancelled_costs_nothing_and_its_history_neither(
    replan: Any, at: At, priced: Priced, family: ModuleType
) -> None:
    second = at("wg2", "A", "10:30", "10:50")
    problem = replan(situation={"cancelled": {"wg1"}})
    assert priced(family, problem, second) == []
    begun = at("wg1", "A", "10:07", "10:15")
    late = {"cancelled": {"wg1"}, "history": (begun,)}
    assert priced(family, replan("10:20", situation=late), begun, second) == []


@pytest.mark.parametrize(
    ("now", "attendance", "weight"),
    [
        ("2030-03-03T17:59", 0, 1),
        ("2030-03-03T18:00", 0, 2),
        ("2030-03-03T17:59", 99, 1),
        ("2030-03-03T17:59", 100, 2),
        ("2030-03-04T09:00", 250, 4),
    ],
)
def test_a_change_weighs_more_inside_the_notice_period_and_before_a_larger_audience(
    replan: Any, at: At, priced: Priced, now: str, attendance: int, weight: int
) -> None:
    sessions = [
        {"id": "wg1", "minutes": 25},
        {"id": "wg2", "minutes": 20, "attendance": attendance},
    ]
    moved = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:00", "10:20", day=TUESDAY)
    problem = replan(now, sessions=sessions)
    [day], [room], [shift] = (priced(f, problem, *moved) for f in (days, rooms, shifts))
    assert (day.amount, room.amount, shift.amount) == (weight, weight, weight * 1410)
    [left] = priced(unplaced, problem, moved[0], unplaced=["wg2"])
    assert (left.amount, left.tier, left.message) == (weight, "unplaced", "wg2 is unplaced.")


def test_a_session_added_since_weighs_by_its_audience_alone(
    replan: Any, published: list[Sitting], priced: Priced
) -> None:
    sessions = [{"id": id, "minutes": 20, "attendance": 300} for id in ("wg1", "wg2", "wg3")]
    problem = replan("2030-03-04T09:00", sessions=sessions)
    [charge] = priced(unplaced, problem, *published, unplaced=["wg3"])
    assert charge.amount == 4


def test_what_starts_inside_the_freeze_keeps_room_and_start(
    replan: Any, at: At, priced: Priced
) -> None:
    situation = {"freeze_until": "2030-03-04T10:31+01:00"}
    first = at("wg1", "A", "10:00", "10:25")
    problem = replan("2030-03-04T10:00", situation=situation)
    [charge] = priced(freeze, problem, first, at("wg2", "A", "10:40", "11:00"))
    assert (charge.amount, charge.tier, charge.sessions) == (2, "freeze", ("wg2",))
    assert charge.message == (
        "wg2 (Mon 2030-03-04 10:30-10:50, A) is published to start before "
        "Mon 2030-03-04 10:31, and does not."
    )
    assert len(priced(freeze, problem, first, at("wg2", "B", "10:30", "10:50"))) == 1
    assert len(priced(freeze, problem, first, unplaced=["wg2"])) == 1
    assert priced(freeze, problem, first, at("wg2", "A", "10:30", "10:45")) == []


def test_the_freeze_begins_now_and_ends_before_its_end(replan: Any, priced: Priced) -> None:
    moments = (("10:31", "11:00", 0), ("10:01", "10:30", 0), ("10:30", "10:30", 1))
    for now, until, charges in moments:
        situation = {"freeze_until": f"2030-03-04T{until}+01:00"}
        found = priced(freeze, replan(f"2030-03-04T{now}", situation=situation))
        assert len(found) == charges, (now, until)
    assert found[0].message.endswith("is published to start now, and does not.")


def test_a_change_of_day_is_told_but_not_one_of_the_hour(
    replan: Any, at: At, priced: Priced
) -> None:
    first = at("wg1", "A", "10:00", "10:25")
    assert priced(days, replan(), first, at("wg2", "A", "14:00", "14:20")) == []
    [charge] = priced(days, replan(), first, at("wg2", "A", "10:00", "10:20", day=TUESDAY))
    assert charge.tier == "days"
    assert charge.message == (
        "wg2 starts Tue 2030-03-05 10:00, on another day than Mon 2030-03-04 10:30 as published."
    )


def test_both_the_cell_left_and_the_cell_entered_change(
    replan: Any, at: At, priced: Priced
) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "14:00", "14:20")
    left, entered = sorted(
        priced(cells, replan(), *sittings), key=lambda c: c.message, reverse=True
    )
    assert (left.sessions, left.amount, entered.sessions, entered.amount) == (
        ("wg1", "wg2"),
        1,
        ("wg2",),
        1,
    )
    assert left.message == "A on 2030-03-04/morning is published with wg1, wg2, and now has wg1."
    assert (
        entered.message == "A on 2030-03-04/afternoon is published with nothing, and now has wg2."
    )


def test_minutes_inside_a_cell_are_nobodys_promise_and_the_order_is(
    replan: Any, at: At, priced: Priced
) -> None:
    later = at("wg1", "A", "10:10", "10:35"), at("wg2", "A", "10:40", "11:00")
    assert priced(cells, replan(), *later) == []
    swapped = at("wg2", "A", "10:00", "10:20"), at("wg1", "A", "10:20", "10:45")
    [charge] = priced(cells, replan(), *swapped)
    assert charge.amount == 1


def test_a_cell_weighs_by_its_own_day_and_its_largest_session(
    replan: Any, at: At, priced: Priced
) -> None:
    sessions = [
        {"id": "wg1", "minutes": 25, "attendance": 200},
        {"id": "wg2", "minutes": 20},
    ]
    problem = replan("2030-03-04T09:00", sessions=sessions)
    moved = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:00", "10:20", day=TUESDAY)
    amounts = {c.sessions: c.amount for c in priced(cells, problem, *moved)}
    assert amounts == {("wg1", "wg2"): 4, ("wg2",): 1}


def test_a_sitting_after_the_wall_is_printed_in_the_slot_before(
    replan: Any, at: At, priced: Priced
) -> None:
    late = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "11:05", "11:25")
    assert priced(cells, replan(), *late) == []


def test_each_pair_that_starts_the_other_way_round_costs_its_weight(
    tiny: Tiny, at: At, stand: Stand, priced: Priced
) -> None:
    sessions = [{"id": f"wg{k}", "minutes": 10} for k in (1, 2, 3)]
    starts = ("10:00", "10:10", "10:20")
    was = tuple(at(f"wg{k}", "A", t, "11:00") for k, t in zip((1, 2, 3), starts, strict=True))
    stands = stand("2030-03-03T17:59", published=was)
    problem = tiny(sessions=sessions, situation=stands)
    back = [at(f"wg{k}", "A", t, "11:00") for k, t in zip((3, 2, 1), starts, strict=True)]
    charges = priced(order, problem, *back)
    assert [c.amount for c in charges] == [1, 1, 1]
    assert charges[0].message == (
        "wg2 starts Mon 2030-03-04 10:10, before wg1 at Mon 2030-03-04 10:20; "
        "they are published the other way round."
    )
    assert len(priced(order, problem, *back[1:], unplaced=["wg3"])) == 1


def test_no_order_was_published_between_two_rooms_or_is_lost_by_starting_at_once(
    tiny: Tiny, at: At, stand: Stand, replan: Any, priced: Priced
) -> None:
    at_once = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:00", "10:20")
    assert priced(order, replan(), *at_once) == []
    apart = (at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:30", "10:50"))
    problem = tiny(situation=stand("09:00", published=apart))
    swapped = at("wg1", "A", "10:30", "10:55"), at("wg2", "B", "10:00", "10:20")
    assert priced(order, problem, *swapped) == []


def test_a_room_change_is_told_once_for_all_parts(replan: Any, at: At, priced: Priced) -> None:
    sittings = [at("wg1", "B", "10:00", "10:15"), at("wg1", "B", "14:00", "14:10")]
    [charge] = priced(rooms, replan(), *sittings)
    assert (charge.amount, charge.tier) == (1, "rooms")
    assert charge.message == "wg1 sits in B; it is published in A."


def test_a_shift_is_counted_in_elapsed_minutes_either_way(
    replan: Any, at: At, priced: Priced
) -> None:
    sittings = at("wg1", "A", "10:10", "10:35"), at("wg2", "A", "10:00", "10:20")
    later, earlier = priced(shifts, replan(), *sittings)
    assert (later.amount, earlier.amount) == (10, 30)
    assert later.message == "wg1 starts 10 minutes later than published, Mon 2030-03-04 10:10."
    assert earlier.message == "wg2 starts 30 minutes earlier than published, Mon 2030-03-04 10:00."


@pytest.mark.parametrize(("day", "minutes"), [("2025-10-26", 180), ("2025-03-30", 60)])
def test_a_shift_over_the_clock_change_is_as_long_as_it_is(
    tiny: Tiny, at: At, stand: Stand, priced: Priced, day: str, minutes: int
) -> None:
    was = at("wg1", "A", "01:00", "01:25", day=day)
    situation = stand(f"{day}T00:00", published=(was,))
    problem = tiny(days=[day], situation=situation, notice={"weight": 1})
    [charge] = priced(shifts, problem, at("wg1", "A", "03:00", "03:25", day=day))
    assert charge.amount == minutes


def test_the_tiers_of_a_first_timetable_and_of_a_replan(tiny: Tiny, replan: Any) -> None:
    assert verifier.tiers_of(tiny()) == ("unplaced", "preferences")
    assert verifier.tiers_of(replan()) == (
        "unplaced",
        "freeze",
        "days",
        "cells",
        "moves",
        "order",
        "rooms",
        "minutes",
        "shifts",
        "served",
        "preferences",
    )


def test_every_charge_belongs_to_a_tier_in_force(replan: Any, at: At) -> None:
    moved = at("wg1", "B", "10:50", "11:05", day=TUESDAY)
    timetable = Timetable.of([moved], [Unplaced(session="wg2", reason="no room")])
    problem = replan("2030-03-04T09:00", situation={"freeze_until": "2030-03-04T11:00+01:00"})
    found = verifier.charges(problem, timetable)
    assert {c.rule for c in found} == {
        "overtime",
        "trimming",
        "unplaced",
        "freeze",
        "days",
        "cells",
        "moves",
        "rooms",
        "shifts",
    }
    assert {c.tier for c in found} <= set(verifier.tiers_of(problem))
