"""The cheapest place of a session among those that the board leaves it."""

from typing import Any

from scheduler.instance.compile import compile
from scheduler.search.decomposed.masks import frame_of
from scheduler.search.decomposed.moving import cheapest
from scheduler.search.decomposed.partial_timetable import Board, Wastes
from tests.twins import tiny


def test_where_every_start_costs_something_it_is_the_one_that_costs_least() -> None:
    rules: list[dict[str, Any]] = [
        {"rule": "avoid", "of": ["a"], "slots": ["am"], "weight": 5},
        {"rule": "avoid", "of": ["a"], "slots": ["pm"], "weight": 2},
    ]
    board = Board(frame_of(compile(tiny.problem(sessions=tiny.sessions({}), rules=rules))))
    pm, wastes = board.frame.instance.slots[1].start, Wastes(board.frame.lengths)
    assert cheapest(board, 0, wastes) == (2, 0, pm)
    assert cheapest(board, 0, wastes, below=3) == (2, 0, pm)
    assert cheapest(board, 0, wastes, below=2) is None
