"""Conflicts that are counted by slots, where both sides may share a room."""

from tests.model import solved
from tests.twins import tiny


def test_two_in_one_slot_and_room_do_not_meet() -> None:
    conflict = {"rule": "conflict", "of": ["a"], "against": ["b"], "count": "slots", "weight": 5}
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions({"minutes": 10}, {"minutes": 10}),
        rules=[conflict],
    )
    a, b = tiny.sitting("a", "00:00", "00:10"), tiny.sitting("b", "00:10", "00:20")
    assert solved.agreed(problem, a, b) == {}
    elsewhere = b.model_copy(update={"room": "B"})
    assert solved.agreed(problem, a, elsewhere) == {"preferences": 5}
