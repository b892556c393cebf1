"""A vacant chair over what has begun is charged once, whoever else could preside."""

from scheduler import model as models
from scheduler.instance.compile import compile
from tests.model import solved
from tests.twins import tiny


def test_only_a_vacant_chair_of_what_is_running_is_charged() -> None:
    base = tiny.problem(
        people=[{"id": "ada", "state": "vacant", "deputies": [{"id": "bo"}]}, {"id": "bo"}],
        sessions=tiny.sessions({"chairs": ["ada"]}, {}),
        levels=[{"rule": "office_holder", "level": "soft", "weight": 3}],
    )
    for who, price in (("ada", 3), ("bo", 1)):  # a deputy
        a = tiny.sitting("a", "00:00", "00:20").model_copy(update={"chairs": (who,)})
        b = tiny.sitting("b", "01:00", "01:20")
        problem = tiny.replanned("00:10", [a, b], base, running=[a])
        model = models.build(compile(problem))
        assert solved.at_least(model, model.tiers["preferences"]) == price
