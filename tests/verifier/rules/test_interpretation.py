"""Teams of interpreters, where the scenario has any."""

import pytest

from scheduler import verifier
from scheduler.timetable import Timetable
from scheduler.verifier.reading import read
from scheduler.verifier.rules import interpretation
from tests.conftest import At, Stand, Tiny, moment

OFFERED = {"teams": [{"id": "blue", "languages": ["fr"]}]}


def test_without_interpretation_in_the_scenario_nothing_is_asked_of_teams(
    tiny: Tiny, at: At
) -> None:
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    served = Timetable.of([wg1.model_copy(update={"team": "blue"}), wg2])
    assert verifier.violations(tiny(), served) == []
    (violation,) = verifier.violations(tiny(interpretation=OFFERED), served)
    assert violation.message.endswith("needs no interpreters, but has blue.")


@pytest.mark.parametrize(
    ("overtime", "now", "end"),
    [(0, "10:10", "10:30"), (10, "10:10", "10:40"), (0, "10:35", "10:35")],
)
def test_what_runs_ends_when_its_team_has_worked_as_long_as_it_may(
    tiny: Tiny, at: At, stand: Stand, overtime: int, now: str, end: str
) -> None:
    """Once that is past, at once; the team began at ten."""
    more = {"overtime": {"minutes": overtime, "price": 1}} if overtime else {}
    offered = OFFERED | {"minutes": 30} | more
    session = {"id": "wg1", "minutes": 50, "languages": ["fr"]}
    running = at("wg1", "A", "10:00", "10:50")
    situation = stand(now, running=(running,), published=(running,), minutes={"wg1": 50})
    problem = tiny(sessions=[session], interpretation=offered)
    reading = read(problem.model_copy(update={"situation": situation}), Timetable.of([running]))
    (stay,) = reading.stays_of["wg1"]
    assert min(interpretation.ends(reading, stay, moment("11:00"))) == moment(end)


def test_what_a_team_has_too_much_of_agrees_with_no_name(tiny: Tiny, at: At) -> None:
    """A team may be called "interpreters": it was said to work 31 minutes over."""
    sitting = at("wg1", "A", "10:00", "10:31").model_copy(update={"team": "interpreters"})
    session = {"id": "wg1", "minutes": 31, "languages": ["fr"]}
    offered = {"teams": [{"id": "interpreters", "languages": ["fr"]}], "minutes": 30}
    for overtime, told in (
        ({"overtime": {"minutes": 5, "price": 1}}, None),
        ({}, "31 minutes of work for interpreters in A, Mon 2030-03-04 10:00-10:31: 1 too many."),
    ):
        problem = tiny(sessions=[session], interpretation=offered | overtime)
        reading = read(problem, Timetable.of([sitting]))
        charged = [charge.message for charge in interpretation.charge(reading)]
        broken = [breach.message for breach in interpretation.breaches(reading)]
        paid = "1 minute of overtime for interpreters in A on 2030-03-04/morning."
        assert (charged, broken) == (([], [told]) if told else ([paid], []))
