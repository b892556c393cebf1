"""Sessions are placed in their own rooms; only who finds no place there is left."""

from scheduler.instance.compile import compile
from scheduler.search.decomposed.masks import frame_of
from scheduler.search.decomposed.partial_timetable import Board, Wastes
from scheduler.search.decomposed.placing import fill
from tests.twins import tiny


def test_who_has_a_place_keeps_it_and_who_finds_none_is_returned() -> None:
    rows = tiny.sessions({"minutes": 30}, {"minutes": 20}, {"minutes": 20}, {"minutes": 20})
    board = Board(frame_of(compile(tiny.problem(sessions=rows))))
    pm = board.frame.instance.slots[1].start
    board.place(1, 0, pm)
    left = fill(board, [(0,)] * 4, Wastes(board.frame.lengths))
    assert len(left) == 1
    assert left[0] in (2, 3)
    assert board.places()[0] == (0, 0)
    assert board.places()[1] == (0, pm)
    assert [i for i, (r, _) in enumerate(board.places()) if r is None] == left
