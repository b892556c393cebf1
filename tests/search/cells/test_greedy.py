"""A board made by hand, the largest bodies first."""

from scheduler.instance.compile import compile
from scheduler.search.cells.greedy import placed, rivals_of
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


def test_sessions_that_must_not_meet_are_in_different_slots_where_there_is_room() -> None:
    rows = tiny.sessions({"group": "G"}, {"group": "H"})
    apart = {"rule": "conflict", "of": "a", "against": ["b"], "level": "hard", "count": "slots"}
    for rules in ([{"rule": "exclusive"}], [{"rule": "exclusive"}, apart]):
        problem = tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows, rules=rules)
        board = board_of(compile(problem))
        assert board is not None
        cells = placed(board)
        assert cells is not None
        assert (cells[0][0] != cells[1][0]) == (len(rules) == 2)


def test_who_presides_over_both_is_not_asked_to_be_in_two_rooms_at_once() -> None:
    rows = tiny.sessions({"group": "G", "chairs": ["ada"]}, {"group": "H", "chairs": ["ada"]})
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS, people=[{"id": "ada"}], sessions=rows, rules=[{"rule": "exclusive"}]
    )
    board = board_of(compile(problem))
    assert board is not None
    assert rivals_of(board) == {0: {1}, 1: {0}}
