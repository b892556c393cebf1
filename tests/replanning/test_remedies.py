"""A remedy lifts its own pins and takes back its own facts, and no others."""

from scheduler.problem import Place
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.remedies import Remedy
from scheduler.replanning.request import ReplanRequest
from scheduler.timetable import Record, Timetable
from tests.twins import tiny


def test_what_it_does_not_name_stays() -> None:
    problem, sitting = tiny.problem(), tiny.sitting("a", "00:00", "00:20")
    one, other = Place(session="a", room="A"), Place(session="b", room="A")
    facts = parse(problem, ("overrun a 5m", "overrun b 5m"))
    old, new = parse(problem, ("early a 5m", "early b 5m")), facts
    record = Record(meeting="m", scenario_sha256="", timezone="Europe/Zurich", sittings=(sitting,))
    request = ReplanRequest(problem, record, tuple(map(str, new)), pins=(one, other))
    basis = PublishedBasis(problem, Timetable.of([sitting]), before=old, new=new)
    remedy = Remedy(pins=(one,), facts=(new[0], old[1]), policy="hold")
    done = remedy.carried_out(request, basis)
    assert done.pins == (other,)
    assert done.facts == (str(new[1]),)
    assert done.undone == (str(old[1]),)
    assert done.policy == "hold"
    assert Remedy().carried_out(request, basis) == request.__class__(
        problem, record, tuple(map(str, new)), pins=(one, other), policy=request.chosen_policy
    )
