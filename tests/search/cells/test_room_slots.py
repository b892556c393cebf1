"""A session is on the board in the slots that are left to it, and in no other."""

from scheduler.instance.compile import compile
from scheduler.search.cells.room_slots import board_of
from tests.twins import tiny


def test_a_slot_that_a_session_may_not_use_is_not_on_its_board() -> None:
    rows = tiny.sessions({"slots": ["am"]}, {"attendance": 300}, {"attendance": 30})
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS, sessions=rows, rules=[{"rule": "exclusive", "each": ["a", "b", "c"]}]
    )
    board = board_of(compile(problem))
    assert board is not None
    assert board.rooms == {(0, 0): {0, 1}, (2, 0): {0}, (2, 1): {0}}
