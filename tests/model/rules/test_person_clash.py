"""Whose deputy presides is free to preside elsewhere."""

from tests.model import solved
from tests.twins import tiny


def test_two_are_on_at_once_with_a_deputy_in_one_and_not_without() -> None:
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        slots=[{"id": "am", "start": "00:00", "end": "00:20"}],
        people=[{"id": "ada", "deputies": [{"id": "bo", "price": 4}]}, {"id": "bo"}],
        sessions=tiny.sessions({"chairs": ["ada"]}, {"chairs": ["ada"]}),
    )
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:00", "00:20", room="B")
    assert solved.agreed(problem, a, b) is None
    deputised = b.model_copy(update={"chairs": ("bo",)})
    assert solved.agreed(problem, a, deputised) == {"preferences": 4}
