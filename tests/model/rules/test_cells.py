"""The price of a cell where somebody lands whom the model does not follow there."""

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.model.candidates import FreeSet
from tests.model import solved
from tests.twins import tiny


def test_who_lands_pays_no_more_than_the_least_of_those_who_could() -> None:
    rows = tiny.sessions(
        {"minutes": 10, "rooms": ["A"]},
        {"minutes": 10, "attendance": 10},
        {"minutes": 10, "attendance": 30},
        {"minutes": 10, "attendance": 60},
    )
    base = tiny.problem(
        rooms=[{"id": "A"}, {"id": "B"}], sessions=rows, notice={"audience": 10, "weight": 1}
    )
    published = [
        tiny.sitting("a", "00:00", "00:10"),
        tiny.sitting("b", "00:10", "00:20"),
        tiny.sitting("c", "00:00", "00:10", room="B"),
        tiny.sitting("d", "01:00", "01:10"),
    ]
    instance = compile(tiny.replanned("00:00", published, base))
    free = FreeSet(frozenset({instance.index["a"]}), may_leave=True)
    model = models.build(instance, near=free)
    pm = next(k for k, slot in enumerate(instance.slots) if slot.template == "pm")
    lands = {id: model.var.lands[instance.index[id], pm] for id in "bc"}
    cells = model.tiers["cells"]
    # b leaves the cell of a and b (2), and comes to one that had nobody (2)
    assert solved.at_least(model, cells, lands["b"]) == 2 + 2
    assert solved.at_least(model, cells) == 0
