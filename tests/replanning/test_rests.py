"""Who went on until its slot closed, and where the rest was held; who comes behind waits."""

from typing import Any

import pytest

from scheduler.problem import Policy
from tests.replanning.test_printed_hours import Hours, basis, played, problem
from tests.twins import tiny

SLOTS = [
    {"id": "am", "start": "00:00", "end": "00:30"},
    {"id": "pm", "start": "03:00", "end": "03:40"},
]
ON = ("00:00", "00:30")


def held(*facts: str, now: str, policy: Policy = "roll", **of_a: Any) -> dict[str, Hours]:
    """When a, which may be split, and b behind it were held; c is printed at three outside."""
    of = problem(
        slots=SLOTS,
        sessions=tiny.sessions({"minutes": 30, "split": {}} | of_a, {}, {}),
        rolling=[{"room": "A", "order": ["a", "b"]}],
        groups=[{"id": "G", "unavailable": [away("03:10", "03:20")]}],
        rooms=[{"id": "A"}, {"id": "B"}],
    )
    published = (tiny.sitting("a", *ON), tiny.sitting("b", "03:00", "03:20"))
    return played(basis(of, published, *facts), now, policy)


def away(start: str, end: str) -> dict[str, str]:
    return {"from": f"{tiny.DAY} {start}", "to": f"{tiny.DAY} {end}"}


def test_the_rest_goes_on_in_the_next_slot_and_who_comes_behind_begins_after_it() -> None:
    found = held("overrun a 3m", now="03:11")
    assert (found["a"], found["b"]) == ([ON, ("03:00", "03:03")], [("03:10", "03:30")])


@pytest.mark.parametrize(
    "rule",
    [{"slots": ["am"]}, {"deadline": f"{tiny.DAY} 00:30"}, {"group": "G"}],
    ids=lambda rule: next(iter(rule)),
)
def test_what_a_rule_forbids_in_later_slots_is_not_held_there(rule: dict[str, Any]) -> None:
    """Nor is what comes behind: it waits for the rest."""
    found = held("overrun a 13m", now="03:11", **rule)
    assert (found["a"], found.get("b", [])) == ([ON], [])


def test_whatever_would_have_ended_it_does_not_until_its_slot_closes() -> None:
    found = held("overrun a 3m", "late a 7m", now="00:29", deadline=f"{tiny.DAY} 00:20")
    assert found["a"] == [("00:07", "00:30")]


@pytest.mark.parametrize("behind", [True, False])
def test_who_is_told_to_begin_begins_also_if_its_rest_has_no_place(behind: bool) -> None:
    """c, in no rolling order, is printed where the rest would be."""
    order = ["a", "b"] if behind else ["a"]
    of = problem(
        slots=[SLOTS[0], {"id": "pm", "start": "03:00", "end": "03:20"}],
        sessions=tiny.sessions({"minutes": 30, "split": {}}, {}, {})[:: 1 if behind else 2],
        rolling=[{"room": "A", "order": order}],
        rooms=[{"id": "A"}],
    )
    published = (tiny.sitting("a", *ON), tiny.sitting("c", "03:00", "03:20"))
    found = played(basis(of, published, "late a 7m"), "03:11")
    assert (found["a"], found["c"]) == ([("00:07", "00:30")], [("03:00", "03:20")])
