"""
A session without any place, in the midst of every rule: it is left out, and nothing breaks.

The same with a session of one minute over which nobody presides.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from scheduler.errors import Infeasible
from scheduler.problem import KINDS, Problem
from scheduler.problem.given_rules import GIVEN
from scheduler.search.budget import Budget
from scheduler.search.solve import solve
from tests.draws import sampled
from tests.twins import tiny
from tests.twins.tiny import DAY, SPLIT, replanned, sitting

Raw = dict[str, Any]
BODIES: Raw = {"each": ["a", "z"]}
HOURS: Raw = {"hours": ["00:00", "00:50"]}
STATEMENTS: dict[str, list[Raw]] = {
    "precedence": [
        {"first": "z", "then": "a", "slots": 1},
        {"first": "a", "then": "z", "days": 1},
    ],
    "adjacency": [
        {"first": "z", "then": "a"},
        {"first": "a", "then": "z", "same_room": True, "either_order": True},
    ],
    "opening": [{"session": "z"}, {"session": "a"}],
    "closing": [{"session": "z", "reserve": 10}, {"session": "a", "reserve": 10}],
    "position": [{"session": "z", "at": 1, "of": "all"}, {"session": "a", "at": 1, "of": "all"}],
    "conflict": [{"of": ["a", "z"], "count": count} for count in ("minutes", "pairs", "slots")],
    "concurrency": [{"most": 1}],
    "together": [{"of": ["a", "z"], "same": same} for same in ("day", "slot", "room")],
    "days_apart": [{"sessions": ["a", "z"], "least": 0}],
    "spread": [BODIES],
    "frequency": [BODIES | {"most": 1, "days": 1}],
    "room_stability": [BODIES, BODIES | {"per": "day"}],
    "fairness": [BODIES | {"slots": ["am"]}, BODIES | {"share": "lost-minutes"}],
    "exclusive": [BODIES],
    "contiguous": [BODIES],
    "parallel": [BODIES],
    "prefer": [
        {"of": "all"} | HOURS,
        {"of": "z", "rooms": ["A"]},
        {"of": "all", "slots": ["am"], "count": "room-slots"},
    ],
    "avoid": [
        {"of": "all"} | HOURS,
        {"of": "z", "rooms": ["A"]},
        {"of": "all", "rooms": ["A"], "count": "room-slots"} | HOURS,
    ],
    "nothing_after": [{"after": "00:25"}],
    "reserve": [{"rooms": 1}],
}
NOWHERE: dict[str, Raw] = {
    "no room": {"attendance": 900},
    "no room, split": {"attendance": 900, "split": SPLIT},
    "no slot": {"slots": ["never"]},
    "no start": {"pin": {"exact": f"{DAY} 00:05"}},
    "no start, split": {"pin": {"exact": f"{DAY} 00:05"}, "split": SPLIT},
    "nobody to preside": {"chairs": ["eve"]},
}
SHORT: Raw = {"minutes": 1, "chairs": []}


def _rules() -> Iterator[tuple[str, list[Raw], list[Raw]]]:
    """(name, rules, levels): each rule of the catalogue at each level."""
    for level in ("hard", "soft", "warn"):
        for code, forms in STATEMENTS.items():
            for n, form in enumerate(forms):
                yield f"{code}-{n}-{level}", [{"rule": code, "level": level} | form], []
        for code in GIVEN:
            yield f"{code}-{level}", [], [{"rule": code, "level": level}]


RULES = {name: (rules, levels) for name, rules, levels in _rules()}


def _problem(session: Raw, rules: list[Raw], levels: list[Raw]) -> Problem:
    """Everything that a rule can be about: z has it all, a has most of it."""
    full = {"group": "G", "languages": ["en"], "attendees": ["cy"]}
    return tiny.problem(
        rooms=[{"id": "A", "seats": 50}, {"id": "B", "seats": 50}],
        last_close={"minutes": 5, "price": 1},
        people=[
            {
                "id": "ada",
                "remote": True,
                "comfort": ["00:10", "00:45"],
                "unavailable": [{"from": f"{DAY} 00:00", "to": f"{DAY} 00:10"}],
                "deputies": [{"id": "cy", "price": 1}],
            },
            {"id": "bo", "deputies": [{"id": "cy"}]},
            {"id": "cy"},
            {"id": "eve", "state": "vacant"},
        ],
        groups=[{"id": "G", "unavailable": [{"from": f"{DAY} 01:00", "to": f"{DAY} 01:10"}]}],
        documents=[{"id": "d", "sessions": ["z"], "out": DAY}],
        quorum={"needed": 2, "registered": [{"at": f"{DAY} 00:10", "delegations": 2}]},
        delegations=[{"id": "one", "people": 1, "follows": ["all"]}],
        interpretation={
            "teams": [{"id": "t", "languages": ["en"]}, {"id": "u", "languages": ["en"]}],
            "minutes": 20,
            "between": 10,
            "per_day": 1,
        },
        travel={"minutes": 5},
        sessions=[
            {"id": "a", "minutes": 20, "chairs": ["bo"]} | full,
            {"id": "b", "minutes": 10},
            {"id": "z", "minutes": 20, "chairs": ["ada", "bo"], "decides": True, "rank": 1}
            | full
            | session,
        ],
        rules=rules,
        levels=levels,
    )


def test_every_rule_of_the_catalogue_is_tried() -> None:
    assert STATEMENTS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", NOWHERE)
@pytest.mark.parametrize("rule", sampled(list(RULES)[::10], 0))
def test_without_a_place_it_is_left_out(rule: str, kind: str) -> None:
    _is_left_out(rule, kind)


@pytest.mark.long
@pytest.mark.parametrize("kind", NOWHERE)
@pytest.mark.parametrize("rule", RULES)
def test_without_a_place_it_is_left_out_by_every_rule(rule: str, kind: str) -> None:
    _is_left_out(rule, kind)


@pytest.mark.parametrize("n", range(0, len(RULES), 40))
def test_some_rules_and_kinds_in_every_run(n: int) -> None:
    _is_left_out(list(RULES)[n], list(NOWHERE)[n // 20 % len(NOWHERE)])


def _is_left_out(rule: str, kind: str) -> None:
    before = _problem(NOWHERE[kind], *RULES[rule])
    levels = {entry.rule for entry in before.levels if entry.level != "hard"}
    if levels & {"room_fit", "window", "office_holder"}:
        pytest.skip("then it has a place, at a price")
    again = replanned("00:05", [sitting("a", "00:30", "00:50")], before, minutes={"z": 20})
    for problem in (before, again):
        if rule == "fairness-1-hard" and problem is before:  # all lose as much, so nobody does
            with pytest.raises(Infeasible):
                solve(problem, Budget(20))
            continue
        outcome = solve(problem, Budget(20))
        assert "z" in {u.session for u in outcome.timetable.unplaced}


@pytest.mark.parametrize("rule", sampled(list(RULES)[::3], 0))
def test_a_session_of_one_minute_over_which_nobody_presides(rule: str) -> None:
    solve(_problem(SHORT, *RULES[rule]), Budget(20))


@pytest.mark.parametrize("split", [None, SPLIT])
@pytest.mark.parametrize(("start", "aligned"), [("00:00", True), ("00:02", False)])
def test_nothing_starts_off_the_grid_nor_late_in_an_aligned_slot(
    start: str, aligned: bool, split: Raw | None
) -> None:
    """What is added while the only slot is on, and no start is left in it, has no place."""
    end = "00:30" if aligned else "00:10"
    slot = {"id": "am", "start": start, "end": end, "aligned": aligned}
    sessions = tiny.sessions({}, {"split": split, "minutes": 5})
    base = tiny.problem(slots=[slot], sessions=sessions)
    problem = replanned("00:05", [], base, minutes={"b": 5})
    outcome = solve(problem, Budget(20))
    assert [u.session for u in outcome.timetable.unplaced] == ["a", "b"]
