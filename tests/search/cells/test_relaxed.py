"""What the cell model knows of those who preside."""

from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpSolver

from scheduler.instance.compile import compile
from scheduler.search.cells.relaxed import relaxed
from scheduler.search.cells.room_slots import board_of
from tests.twins import tiny


def test_nobody_presides_for_longer_than_the_slot_unless_a_deputy_may() -> None:
    """Two sessions of twenty minutes, half an hour, two rooms."""
    deputised = [{"id": "ada", "deputies": [{"id": "bo"}]}, {"id": "bo"}]
    for people, status in ((deputised, OPTIMAL), ([{"id": "ada"}], INFEASIBLE)):
        problem = tiny.problem(
            slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
            rooms=tiny.TWO_ROOMS,
            people=people,
            sessions=tiny.sessions({"chairs": ["ada"]}, {"chairs": ["ada"]}),
            rules=[{"rule": "exclusive", "each": ["a", "b"]}],
        )
        board = board_of(compile(problem))
        assert board is not None
        solver = CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(relaxed(board).cp) == status
