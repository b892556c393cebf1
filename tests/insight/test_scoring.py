"""The figures of a timetable, worked by hand."""

from pathlib import Path

import pytest

from scheduler.insight.scoring import Load, Share, Use, score
from scheduler.render.reports import scores_report
from scheduler.scenario import load
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable, Unplaced
from scheduler.timetable.utilisation import fill
from scheduler.timetable.wording import wording_of
from tests.conftest import TUESDAY, At, Tiny

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_fairness_use_and_load_are_counted(tiny: Tiny, at: At) -> None:
    problem = tiny(
        slots=[
            {"id": "morning", "start": "10:00", "end": "11:00"},
            {"id": "night", "start": "18:00", "end": "19:00"},
        ],
        groups=[{"id": "one", "region": "north"}, {"id": "two", "region": "north"}],
        sessions=[
            {"id": "wg1", "minutes": 25, "chairs": ["ada"], "group": "one"},
            {"id": "wg2", "minutes": 20, "chairs": ["ada", "bo"], "group": "two"},
            {"id": "wg3", "minutes": 30, "group": "two"},
        ],
    )
    timetable = Timetable.of(
        [
            at("wg1", "A", "10:00", "10:25"),
            at("wg2", "B", "18:00", "18:20", day=TUESDAY),
        ],
        [Unplaced(session="wg3", reason="?")],
    )
    found = score(problem, timetable)
    assert found.groups == (
        Share("one", sessions=1, sittings=1, minutes=25, lost=0, last=0, evening=0),
        Share("two", sessions=2, sittings=1, minutes=20, lost=30, last=1, evening=1),
    )
    assert found.regions == (
        Share("north", sessions=3, sittings=2, minutes=45, lost=30, last=1, evening=1),
    )
    assert found.rooms == (Use("A", 25, 240), Use("B", 20, 240))
    assert found.days == (Use("2030-03-04", 25, 240), Use("2030-03-05", 20, 240))
    assert found.people == (Load("ada", 2, 45, 25), Load("bo", 1, 20, 20))


def test_an_amount_counts_for_its_rule_once_and_for_each_session(tiny: Tiny, at: At) -> None:
    sessions = [{"id": id, "minutes": 20, "attendees": ["bo"]} for id in ("wg1", "wg2")]
    problem = tiny(sessions=sessions)
    timetable = Timetable.of([at("wg1", "A", "10:00", "10:20"), at("wg2", "B", "10:10", "10:30")])
    found = score(problem, timetable)
    assert dict(found.tiers)["preferences"] == 10
    assert found.rules == (("attendee_clash", 10),)
    assert found.sessions == (("wg1", 10), ("wg2", 10))


def test_two_timetables_stand_side_by_side_with_the_difference(tiny: Tiny, at: At) -> None:
    sessions = [{"id": id, "minutes": 20, "attendees": ["bo"]} for id in ("wg1", "wg2")]
    problem = tiny(sessions=sessions)
    clash = Timetable.of([at("wg1", "A", "10:00", "10:20"), at("wg2", "B", "10:10", "10:30")])
    apart = Timetable.of([at("wg1", "A", "10:00", "10:20"), at("wg2", "B", "10:20", "10:40")])
    scores = [score(problem, clash), score(problem, apart)]
    told = scores_report.lines(["old", "new"], scores, wording_of(problem))
    words = [line.plain.split() for line in told]
    assert ["rule", "old", "new", "more"] in words
    assert ["attendee_clash", "10", "0", "-10"] in words
    assert ["A", "20", "240", "8"] in words


@pytest.mark.parametrize("name", ["two_rooms", "free_sessions", "csp12", "dst_night"])
def test_rooms_and_days_add_up_to_what_a_grid_says_is_used_and_offered(name: str) -> None:
    """A room for side events alone offers nothing to the other sessions, in no figure."""
    problem = load(SCENARIOS / f"{name}.yaml").problem
    timetable = solve.solve(problem, Budget(workers=1)).timetable
    figures, told = score(problem, timetable), fill(problem, timetable)
    for uses in (figures.rooms, figures.days):
        assert sum(use.used for use in uses) == told.inside + told.over
        assert sum(use.offered for use in uses) == told.offered
