"""Somebody who is wanted in two sittings at once costs by the minute."""

from typing import Any

import pytest

from scheduler.problem import Problem
from scheduler.verifier.rules import attendee_clash
from tests.conftest import At, Priced, Tiny


def both(tiny: Tiny, first: dict[str, Any], second: dict[str, Any], **changes: Any) -> Problem:
    sessions = [
        {"id": "wg1", "minutes": 25, **first},
        {"id": "wg2", "minutes": 20, **second},
    ]
    return tiny(sessions=sessions, **changes)


@pytest.mark.parametrize(
    ("first", "second", "amount"),
    [
        ({"attendees": ["bo"]}, {"attendees": ["bo"]}, 15),
        ({"chairs": ["bo"]}, {"attendees": ["bo"]}, 15),
        ({"chairs": ["bo"]}, {"chairs": ["bo"]}, 0),
        ({"chairs": ["bo"], "attendees": ["bo"]}, {"chairs": ["bo"]}, 0),
        ({"attendees": ["bo"]}, {"attendees": ["ada"]}, 0),
    ],
)
def test_five_minutes_at_the_weight_of_three(
    tiny: Tiny, at: At, priced: Priced, first: dict[str, Any], second: dict[str, Any], amount: int
) -> None:
    problem = both(tiny, first, second, weights={"attendee_clash": 3})
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:20", "10:40")
    charges = priced(attendee_clash, problem, *sittings)
    assert sum(c.amount for c in charges) == amount
    for charge in charges:
        assert charge.tier == "preferences"
        assert charge.message == "bo is wanted in wg1 and wg2 at once for 5 minutes."


def test_one_after_the_other_costs_nothing(tiny: Tiny, at: At, priced: Priced) -> None:
    problem = both(tiny, {"attendees": ["bo"]}, {"attendees": ["bo"]})
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:25", "10:45")
    assert priced(attendee_clash, problem, *sittings) == []


def test_each_person_and_each_two_of_three_sessions_are_paid(
    tiny: Tiny, at: At, priced: Priced
) -> None:
    sessions = [{"id": f"wg{k}", "minutes": 20, "attendees": ["ada", "bo"]} for k in (1, 2, 3)]
    sittings = [at(f"wg{k}", room, "10:00", "10:20") for k, room in ((1, "A"), (2, "B"), (3, "C"))]
    charges = priced(attendee_clash, tiny(sessions=sessions), *sittings)
    assert [c.amount for c in charges] == 6 * [20]


def test_parts_add_up(tiny: Tiny, at: At, priced: Priced) -> None:
    problem = both(tiny, {"attendees": ["bo"]}, {"attendees": ["bo"]})
    sittings = [at("wg1", "A", "10:00", "11:00"), at("wg1", "A", "14:00", "14:20")]
    sittings += [at("wg2", "B", "10:50", "11:00"), at("wg2", "B", "14:00", "14:05")]
    [charge] = priced(attendee_clash, problem, *sittings)
    assert charge.amount == 15


def test_who_acts_is_wanted_and_the_vacant_office_is_not(
    tiny: Tiny, at: At, priced: Priced
) -> None:
    people = [{"id": "ada", "state": "vacant", "acting": "bo"}, {"id": "bo"}]
    problem = both(tiny, {"chairs": ["ada"]}, {"attendees": ["bo"]}, people=people)
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:20", "10:40")
    assert [c.amount for c in priced(attendee_clash, problem, *sittings)] == [5]
