"""Which sittings could meet, and what it costs where one of them is running."""

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.model.overlap import could_meet
from tests.model import solved
from tests.twins import tiny


def test_those_in_other_slots_cannot_meet() -> None:
    rows = tiny.sessions({"slots": ["am"]}, {"slots": ["pm"]}, {"slots": ["am"]})
    var = models.build(compile(tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows))).var
    (a,), (b,), (c,) = var.parts
    assert could_meet(var, a, c)
    assert not could_meet(var, a, b)
    assert not could_meet(var, b, a)


def test_who_is_wanted_in_what_is_running_is_charged() -> None:
    base = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        people=[{"id": "ada"}],
        sessions=tiny.sessions({"attendees": ["ada"]}, {"minutes": 10, "attendees": ["ada"]}),
        weights={"attendee_clash": 3},
    )
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:10", "00:20", room="B")
    problem = tiny.replanned("00:10", [a, b], base, running=[a])
    assert solved.agreed(problem, a, b) == {"preferences": 30}
