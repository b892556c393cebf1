"""A board made by hand, the largest bodies first."""

from scheduler.instance.compile import compile
from scheduler.search.cells.greedy import placed
from scheduler.search.cells.room_slots import board_of
from tests.twins import tiny


def test_each_body_has_the_cells_that_it_fills_best() -> None:
    """Two of G fill the longer slot, the third has the other one; H is left the second room."""
    rows = tiny.sessions(
        {"group": "G"}, {"group": "G"}, {"group": "G"}, {"minutes": 10, "group": "H"}
    )
    rules = [{"rule": "exclusive"}]
    instance = compile(tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows, rules=rules))
    board = board_of(instance)
    assert board is not None
    assert placed(board) == {0: (1, 0), 1: (1, 0), 2: (0, 0), 3: (0, 1)}
    narrow = board_of(compile(tiny.problem(sessions=rows, rules=rules)))
    assert narrow is not None
    assert placed(narrow) is None
