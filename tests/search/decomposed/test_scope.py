"""A search by masks is for sessions of which everybody knows who presides."""

from scheduler.instance.compile import compile
from scheduler.search.decomposed import scope
from tests.twins import tiny


def test_one_session_with_a_deputy_is_one_too_many() -> None:
    deputised = [{"id": "ada", "deputies": [{"id": "bo"}]}, {"id": "bo"}]
    rows = tiny.sessions({"chairs": ["bo"]}, {"chairs": ["ada"]})
    for people, plain in ((deputised, False), ([{"id": "ada"}, {"id": "bo"}], True)):
        instance = compile(tiny.problem(people=people, sessions=rows))
        assert scope.applies(instance) == plain
        assert scope.applies_to_times(instance) == plain
