"""A part of a meeting forbids nothing that the whole allows."""

from ortools.sat.python.cp_model import OPTIMAL, CpSolver, LinearExpr

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.repair.neighbourhood import build_part, components
from tests.twins import tiny


def at_once() -> Problem:
    """a and b are on at once, one of them with the deputy of their chair; c may go anywhere."""
    people = [{"id": "ada", "deputies": [{"id": "bo"}]}, {"id": "bo"}]
    rows = tiny.sessions({"chairs": ["ada"]}, {"chairs": ["ada"]}, {"minutes": 10})
    base = tiny.problem(rooms=tiny.TWO_ROOMS, people=people, sessions=rows)
    published = [
        tiny.sitting("a", "00:00", "00:20"),
        tiny.sitting("b", "00:00", "00:20", room="B").model_copy(update={"chairs": ("bo",)}),
        tiny.sitting("c", "00:20", "00:30"),
    ]
    return tiny.replanned("00:00", published, base)


def test_nobody_has_to_leave_while_a_deputy_presides() -> None:
    part = build_part(compile(at_once()), {"c"})
    assert len(part.may_leave) == 2
    stays = [part.model.var.placed[i] for i in part.may_leave]
    part.model.cp.minimize(LinearExpr.sum([1 - literal for literal in stays]))
    solver = CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(part.model.cp) == OPTIMAL
    assert part.left(solver) == frozenset()


def test_sessions_with_nobody_in_common_are_parts_of_their_own() -> None:
    rows = tiny.sessions(
        {"rooms": ["A"]}, {"rooms": ["B"]}, {"rooms": ["A"], "minutes": 10}, {"rooms": ["C"]}
    )
    rooms = [{"id": "A"}, {"id": "B"}, {"id": "C"}]
    published = [
        tiny.sitting("a", "00:00", "00:20"),
        tiny.sitting("b", "00:00", "00:20", room="B"),
        tiny.sitting("c", "00:20", "00:30"),
        tiny.sitting("d", "00:00", "00:20", room="C"),
    ]
    instance = compile(tiny.replanned("00:00", published, tiny.problem(rooms=rooms, sessions=rows)))
    found = components(instance, frozenset("abcd"))
    assert sorted(map(sorted, found)) == [["a", "c"], ["b"], ["d"]]
