"""Who presides elsewhere during one part of a session is why it cannot be held as it was."""

from typing import Any, cast

from scheduler.problem import Sitting
from scheduler.replanning.absences import busy
from scheduler.replanning.durations import PublishedBasis
from scheduler.search.outcome import Outcome
from scheduler.timetable import Change, Timetable
from tests.twins import tiny


def test_one_part_of_several_is_enough() -> None:
    rows = tiny.sessions(
        {"minutes": 40, "chairs": ["ada"], "split": tiny.SPLIT},
        {"chairs": ["ada"], "title": "Beta"},
    )
    problem = tiny.problem(sessions=rows, people=[{"id": "ada", "title": "Ada"}])

    def said(*now: Sitting) -> str | None:
        before = (tiny.sitting("a", "00:00", "00:30"), tiny.sitting("a", "01:00", "01:10"))
        basis = PublishedBasis(problem, Timetable.of(before), before=(), new=())
        after: Any = type("After", (), {"timetable": Timetable.of(now)})
        change = Change(session="a", kind="moved", before=before, after=())
        return busy(basis, cast(Outcome, after), change, problem.session("a"))

    assert said(tiny.sitting("b", "01:00", "01:20")) == "Ada is in Beta until Monday 01:20"
    assert said(tiny.sitting("b", "01:10", "01:30")) is None
