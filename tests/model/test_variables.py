"""Who presides, of several who may, for each of several chairs."""

import pytest

from scheduler import model as models
from scheduler.instance.compile import compile
from tests.model import solved
from tests.twins import tiny


@pytest.mark.parametrize("who", ["ada", "bo", "cy", "di"])
def test_somebody_presides_if_one_of_the_panels_with_them_does(who: str) -> None:
    people = [
        {"id": "ada", "deputies": [{"id": "cy"}]},
        {"id": "bo", "deputies": [{"id": "cy"}, {"id": "di"}]},
        {"id": "cy"},
        {"id": "di"},
    ]
    rows = tiny.sessions({"chairs": ["ada", "bo"]})
    model = models.build(compile(tiny.problem(people=people, sessions=rows)))
    var, panels = model.var, model.instance.panels[0]
    assert len(panels) > 2
    presides = var.presides(0, who)
    for literal, panel in zip(var.panel[0], panels, strict=True):
        is_there = who in panel.people
        assert solved.at_least(model, [presides], literal) == int(is_there)
        assert solved.at_least(model, [~presides], literal) == int(not is_there)
