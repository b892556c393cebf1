"""A few sessions set free come to what is cheaper, and to nothing else."""

from scheduler.instance.compile import compile
from scheduler.search.cpsat.running import new_solver
from scheduler.search.decomposed.few_sessions import Few
from scheduler.search.decomposed.masks import frame_of
from scheduler.search.decomposed.partial_timetable import Board
from tests.twins import tiny


def test_a_body_comes_back_to_the_room_that_it_has() -> None:
    rows = tiny.sessions({"group": "G"}, {"group": "G"})
    rules = [{"rule": "room_stability", "weight": 4}]
    board = Board(frame_of(compile(tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows, rules=rules))))
    pm = board.frame.instance.slots[1].start
    board.place(0, 0, 0)
    assert board.price(1, 1, pm) == 4
    few = Few(board, [1], {1: (0, 1)})
    found = few.solve({1: (1, pm)}, new_solver(60, 1), below=4)
    assert found is not None
    assert found[1][0] == 0
    there = Few(board, [1], {1: (1,)})
    assert there.solve({1: (1, pm)}, new_solver(60, 1), below=4) is None
    assert there.finished


def test_who_is_where_nobody_wants_it_finds_where_it_is_wanted() -> None:
    rules = [{"rule": "prefer", "of": ["a"], "slots": ["pm"], "weight": 3}]
    board = Board(frame_of(compile(tiny.problem(sessions=tiny.sessions({}), rules=rules))))
    assert board.price(0, 0, 0) == 3
    found = Few(board, [0], {0: (0,)}).solve({0: (0, 0)}, new_solver(60, 1), below=3)
    assert found is not None
    assert found[0][1] >= board.frame.instance.slots[1].start
