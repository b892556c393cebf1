"""What bodies pay by the verifier's rules is what the search takes them to pay."""

import pytest

from scheduler.problem import Problem
from scheduler.search.cells import patterns
from scheduler.search.cells.patterns import NEVER as SEARCHED_NEVER
from scheduler.verifier.bounds.body_prices import Body, bodies_of, doubt_of_patterns
from scheduler.verifier.bounds.ground import ground_of
from tests.draws import sampled
from tests.search.cells.test_cells import board
from tests.search.cells.test_pattern_bound import DEAR, papers
from tests.twins import tiny


def priced(problem: Problem) -> list[Body]:
    assert doubt_of_patterns(problem) is None
    bodies = bodies_of(ground_of(problem))
    assert not isinstance(bodies, str)
    return bodies


@pytest.mark.parametrize("seed", sampled(range(30), 3))
def test_both_voices_say_the_same(seed: int) -> None:
    problem = papers(seed)
    own, instance = board(problem), board(problem).instance
    rooms = instance.rooms
    by_sessions = {body.sessions: body for body in priced(problem)}
    for b, theirs in enumerate(patterns.bodies_of(own, DEAR)):
        ids = [instance.sessions[i].id for i in own.bodies[b]]
        mine = by_sessions.pop(frozenset(ids))
        cells = {
            (instance.slots[k].id, rooms[r]): int(theirs.cell[s, r])
            for s, k in enumerate(theirs.slots)
            for r in range(len(rooms))
            if theirs.cell[s, r] < SEARCHED_NEVER
        }
        assert mine.cells == cells
        for i, id in enumerate(ids):
            away = {
                instance.slots[k].id: int(theirs.away[i, s])
                for s, k in enumerate(theirs.slots)
                if theirs.away[i, s] < SEARCHED_NEVER
            }
            assert mine.away[id] == away
        assert (mine.rooms, mine.parallel, mine.gap) == (theirs.rooms, theirs.parallel, theirs.gap)
    assert not by_sessions


def test_rooms_that_are_kept_free_cost_where_all_of_them_are() -> None:
    problem = papers(3)
    for rooms, cost in ((2, 6), (1, 0)):
        rule = {"rule": "reserve", "rooms": rooms, "slots": ["am"], "weight": 6}
        kept = Problem.model_validate(
            problem.model_dump(exclude_none=True) | {"rules": [{"rule": "exclusive"}, rule]}
        )
        for body in priced(kept):
            for (slot, _), price in body.cells.items():
                assert price == (cost if slot.endswith("/am") else 0)


def test_where_cells_are_not_of_one_body_nothing_is_said() -> None:
    shared = papers(1).model_copy(update={"rules": ()})
    assert bodies_of(ground_of(shared)) == "no rule gives each room slot to one body"
    two = [
        {"id": "am", "start": "09:00", "end": "10:00"},
        {"id": "pm", "start": "09:30", "end": "11:00"},
    ]
    assert bodies_of(ground_of(tiny.problem(slots=two))) == "slots overlap"
