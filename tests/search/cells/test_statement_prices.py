"""Statements are priced by slot only where both sides could be."""

from scheduler.instance.compile import compile
from scheduler.search.cells import statement_prices
from scheduler.search.cells.relaxed import relaxed
from scheduler.search.cells.room_slots import board_of
from tests.twins import tiny


def test_a_conflict_is_priced_in_the_slots_of_both_sides() -> None:
    rules = [
        {"rule": "exclusive", "each": ["a", "b"]},
        {"rule": "conflict", "of": ["a"], "against": ["b"], "count": "slots", "weight": 5},
    ]
    rows = tiny.sessions({}, {"slots": ["pm"]})
    board = board_of(compile(tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows, rules=rules)))
    assert board is not None
    model = relaxed(board)
    statement_prices.price(model)
    ((_, bodies),) = model.payers
    assert bodies == (0, 1)
