"""Places that were found meanwhile are taken if they are still free and cheaper, or not at all."""

from typing import Any

from scheduler.instance.compile import compile
from scheduler.search.cpsat.limits import Limits
from scheduler.search.decomposed.improving import _Search, _take, charged
from scheduler.search.decomposed.masks import frame_of
from scheduler.search.decomposed.partial_timetable import Board
from tests.twins import tiny


def test_what_is_taken_by_now_or_no_cheaper_leaves_all_where_they_are() -> None:
    rules: list[dict[str, Any]] = [{"rule": "prefer", "of": ["a"], "slots": ["pm"], "weight": 1}]
    problem = tiny.problem(sessions=tiny.sessions({}, {}, {"minutes": 10}), rules=rules)
    board = Board(frame_of(compile(problem)))
    pm = board.frame.instance.slots[1].start
    length = board.frame.lengths[1]
    for i, t in enumerate((0, pm, length)):
        board.place(i, 0, t)
    before = board.places()
    search = _Search(board, Limits(60, 1, 1), 0, board.cost(), charged(board))
    _take(search, {2: (0, length), 0: (0, pm)})  # where b is
    assert board.places() == before
    _take(search, {2: (0, pm + length)})  # free, and no cheaper
    assert board.places() == before
    assert search.cost == board.cost() == 1
    _take(search, {0: (0, pm + length)})
    assert board.places() == [(0, pm + length), *before[1:]]
    assert search.cost == board.cost() == 0
