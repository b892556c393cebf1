"""What is printed of a session's parts stays printed wherever that costs nothing."""

from datetime import datetime, timedelta

import pytest

from scheduler.problem import Problem, Sitting
from scheduler.replanning.replan import replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search import starting
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.proofs import claim_nothing
from scheduler.search.solve import solve
from scheduler.timetable import Record, Timetable

DAY = "2030-03-04"
ONE = Budget(seconds=20, workers=1)


def running_over() -> Problem:
    """A session of fifty minutes in two slots; the first may run over by ten."""
    return Problem.model_validate(
        {
            "meeting": {"id": "m", "title": "m", "timezone": "UTC", "grid": 10},
            "days": [DAY],
            "slots": [
                {"id": "am", "start": "10:00", "end": "10:30", "overtime": {"minutes": 10}},
                {"id": "pm", "start": "14:00", "end": "14:30"},
            ],
            "rooms": [{"id": "A"}, {"id": "B"}],
            "sessions": [{"id": "a", "minutes": 50, "rooms": ["A"], "split": {"least_part": 1}}],
            "rolling": [{"room": "A", "order": ["a"]}],
        }
    )


def published() -> Record:
    """As somebody agreed it: 38 minutes, and 12 in the afternoon."""
    made = record(solve(running_over(), ONE), sha256="")
    (first, *_), noon = made.timetable.sittings, datetime.fromisoformat(f"{DAY}T14:00+00:00")
    of = Sitting(session="a", part=1, parts=2, room="A", start=first.start, end=first.start)
    parts = [
        of.model_copy(update={"end": first.start + timedelta(minutes=38)}),
        of.model_copy(update={"part": 2, "start": noon, "end": noon + timedelta(minutes=12)}),
    ]
    return made.model_copy(update={"sittings": tuple(parts)})


@pytest.mark.parametrize(
    ("fact", "last"), [(f"room-lost B {DAY} 12:00", "14:12"), ("early a 4m", "14:08")]
)
def test_a_running_part_ends_as_printed_whatever_is_told_of_something_else(
    fact: str, last: str
) -> None:
    """That it ends four minutes early concerns its last part; of the one that is on, nothing."""
    request = ReplanRequest(
        problem=running_over(),
        published=published(),
        facts=(fact,),
        now=datetime(2030, 3, 4, 10, 34),
        budget=ONE,
    )
    ends = [f"{s.end:%H:%M}" for s in replan(request).outcome.timetable.sittings]
    assert ends == ["10:38", last]


def test_what_costs_more_or_breaks_a_rule_is_not_put_back() -> None:
    request = ReplanRequest(
        problem=running_over(),
        published=published(),
        facts=("early a 40m",),
        now=datetime(2030, 3, 4, 10, 5),
        budget=ONE,
    )
    outcome = replan(request).outcome
    assert [f"{s.end:%H:%M}" for s in outcome.timetable.sittings] == ["10:10"]
    found = claim_nothing({t.name: t.cost for t in outcome.tiers}, outcome.timetable)
    assert starting.as_published(outcome.problem, found) == found


def test_a_first_timetable_has_nothing_printed() -> None:
    outcome = solve(running_over(), ONE)
    found = claim_nothing({}, Timetable.of(outcome.timetable.sittings))
    assert starting.as_published(running_over(), found) is found
