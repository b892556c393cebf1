"""A session that was cancelled and is held after all comes back to where it was published last."""

from datetime import datetime
from typing import Any

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from tests.twins import tiny

EARLY, LATE = "2030-03-04", "2030-03-05"
GONE = f"cancelled b at {EARLY} 08:00"
BUDGET = Budget(seconds=10, workers=1)


def meeting() -> Problem:
    raw: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "Europe/Zurich", "grid": 30},
        "days": [EARLY, LATE],
        "slots": [
            {"id": "am", "start": "10:00", "end": "12:00"},
            {"id": "pm", "start": "14:00", "end": "16:00"},
        ],
        "rooms": [{"id": "A", "seats": 50}, {"id": "B", "seats": 90}],
        "sessions": [
            {"id": id, "minutes": {"least": 30, "likely": 60, "most": 60}} for id in "abc"
        ],
    }
    return Problem.model_validate(raw)


PLACE = tiny.sitting("b", "14:30", "15:20", room="B", day=LATE)
"""Neither the first place there is, nor as long as the scenario has it."""


def published(*more: Sitting) -> Record:
    first = record(solve(meeting(), BUDGET), sha256="")
    sittings = (
        tiny.sitting("a", "10:00", "11:00", day=EARLY),
        tiny.sitting("c", "10:00", "11:00", day=LATE),
    )
    return first.model_copy(update={"sittings": (*sittings, *more)})


def replanned(old: Record, now: str, *facts: str, undone: tuple[str, ...] = ()) -> Replanned:
    moment = datetime.fromisoformat(f"{EARLY}T{now}")
    return replan(ReplanRequest(meeting(), old, facts, undone, now=moment, budget=BUDGET))


def cancelled() -> Record:
    before = published(PLACE)
    after = record_replan(replanned(before, "08:00", GONE), before, sha256="")
    assert not after.timetable.of_session("b")
    return after


def test_it_comes_back_to_its_place_with_its_minutes() -> None:
    after = cancelled()
    back = replanned(after, "09:00", undone=after.facts)
    (sitting,) = back.outcome.timetable.of_session("b")
    assert (sitting.room, sitting.start, sitting.end) == (PLACE.room, PLACE.start, PLACE.end)
    assert back.outcome.status == "optimal"
    (change,) = back.changes
    assert (change.session, change.kind, change.forced) == ("b", "new", True)
    assert change.reason == f"'{GONE}' was taken back; it is back where it was published"
    assert verifier.violations(back.outcome.problem, back.outcome.timetable) == []


def test_if_another_has_its_place_by_then_both_are_held_and_the_other_stays() -> None:
    after = cancelled()
    taken = tiny.sitting("c", "14:00", "15:00", room="B", day=LATE)
    sittings = tuple(s for s in after.sittings if s.session != "c")
    after = after.model_copy(update={"sittings": (*sittings, taken)})
    found = replanned(after, "09:00", undone=after.facts)
    back = found.outcome.timetable
    assert back.of_session("c")[0].start == taken.start
    (sitting,) = back.of_session("b")
    assert sitting.start.date() == PLACE.start.date()
    assert [change.reason for change in found.changes] == [
        f"'{GONE}' was taken back; it is not back where it was published, Tuesday 14:30 in B: "
        "c is there"
    ]


def test_what_is_past_by_then_is_no_place_to_come_back_to() -> None:
    before = published(tiny.sitting("b", "10:00", "11:00", room="B", day=EARLY))
    after = record_replan(replanned(before, "08:00", GONE), before, sha256="")
    back = replanned(after, "10:30", undone=after.facts)
    (change,) = back.changes
    assert change.reason == (
        f"'{GONE}' was taken back; where it was published, Monday 10:00 in B, is past"
    )
    situation = back.outcome.problem.situation
    assert situation is not None
    assert "b" not in {sitting.session for sitting in situation.published}
    assert back.outcome.timetable.of_session("b")


def test_where_it_was_is_known_as_long_as_it_has_no_place() -> None:
    """It is cancelled over several revisions."""
    after = cancelled()
    again = record_replan(replanned(after, "08:30"), after, sha256="")
    back = replanned(again, "09:00", undone=again.facts)
    assert back.outcome.timetable.of_session("b")[0].start == PLACE.start


def test_a_place_that_another_has_by_then_counts_as_published_no_more() -> None:
    """It is no reason to move who sits there, or who presides over both."""
    after = cancelled()
    taken = tiny.sitting("c", "14:00", "15:00", room="B", day=LATE)
    elsewhere = tiny.sitting("c", "14:00", "15:00", room="A", day=LATE)
    apart = tiny.sitting("c", "15:20", "15:50", room="B", day=LATE)
    for sitting, chairs, counts in (
        (taken, (), False),
        (elsewhere, ("ada",), False),
        (elsewhere, (), True),
        (apart, ("ada",), True),
    ):
        own = tuple(s for s in after.sittings if s.session != "c")
        old = after.model_copy(update={"sittings": (*own, sitting)})
        now = datetime.fromisoformat(f"{EARLY}T09:00")
        problem = presided(*chairs)
        request = ReplanRequest(problem, old, (), after.facts, now=now, budget=BUDGET)
        situation = replan(request).outcome.problem.situation
        assert situation is not None
        assert ("b" in {s.session for s in situation.published}) is counts


def presided(*chairs: str) -> Problem:
    """The meeting in which b and c have the same chairs."""
    raw = meeting().model_dump(mode="json")
    raw["people"] = [{"id": chair} for chair in chairs]
    for session in raw["sessions"]:
        session["chairs"] = list(chairs) if session["id"] in "bc" else []
    return Problem.model_validate(raw)
