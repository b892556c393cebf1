"""A list of speakers counts what was really held by its moment, however the facts are told."""

from datetime import datetime, timedelta
from functools import cache
from itertools import permutations
from typing import Any

import pytest

from scheduler.errors import FactError
from scheduler.problem import Problem
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from tests.twins import tiny

DAY = "2030-03-04"
BUDGET = Budget(seconds=600, workers=1)
FIVE = "5 4m"
"""So many speakers are left, so long each: 20 minutes."""


@cache
def meeting(*, rolling: bool) -> Problem:
    """Three sessions of an hour, one after the other in one room."""
    raw: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "Europe/Zurich", "grid": 10},
        "days": [DAY],
        "slots": [
            {"id": "am", "start": "10:00", "end": "13:00"},
            {"id": "pm", "start": "14:00", "end": "18:00"},
        ],
        "rooms": [{"id": "A"}],
        "sessions": [
            {"id": id, "minutes": 60, "split": {"least_part": 10, "most_parts": 4}} for id in "abc"
        ],
        "rolling": [{"room": "A", "order": ["a", "b", "c"]}] if rolling else [],
    }
    return Problem.model_validate(raw)


@cache
def published(*, rolling: bool) -> Record:
    hours = (("a", "10:00", "11:00"), ("b", "11:00", "12:00"), ("c", "12:00", "13:00"))
    sittings = tuple(tiny.sitting(id, start, end, room="A", day=DAY) for id, start, end in hours)
    first = record(solve(meeting(rolling=rolling), BUDGET), sha256="")
    return first.model_copy(update={"sittings": sittings})


def replanned(old: Record, facts: tuple[str, ...], now: str, *, rolling: bool) -> Replanned:
    moment = datetime.fromisoformat(f"{DAY}T{now}")
    problem = meeting(rolling=rolling)
    return replan(ReplanRequest(problem, old, facts, now=moment, policy="roll", budget=BUDGET))


def lasts(found: Replanned, session: str) -> tuple[str, int]:
    """When it began, and its minutes in all."""
    zone = meeting(rolling=True).zone
    own = found.outcome.timetable.of_session(session)
    held: timedelta = sum((s.end - s.start for s in own), timedelta(0))
    return f"{own[0].start.astimezone(zone):%H:%M}", held // timedelta(minutes=1)


ROLLING = {
    "overrun": ("overrun a 30m at {d} 10:50", "b", "12:10", "11:30"),
    "late": ("late b 20m at {d} 11:00", "b", "12:00", "11:20"),
    "late and off the grid": ("late b 25m at {d} 11:00", "b", "12:05", "11:25"),
    "early": ("early a 30m at {d} 10:30", "b", "11:10", "10:30"),
    "cancelled": ("cancelled b at {d} 10:20", "c", "11:40", "11:00"),
    "added": ('added z 30m {{"follows": "a"}} at {d} 10:20', "b", "12:10", "11:30"),
    "told late": ("overrun a 30m at {d} 11:40", "b", "12:10", "11:30"),
}
"""What was told before the list, of which session and when that is, and when it really began."""
ALONE = {
    "overrun": ("overrun a 30m at {d} 10:50", "b", "12:10", "11:30"),
    "late": ("late b 20m at {d} 11:00", "b", "12:00", "11:20"),
    "early": ("early a 30m at {d} 10:30", "b", "11:40", "11:00"),
    "cancelled": ("cancelled a at {d} 09:20", "b", "11:40", "11:00"),
    "added": ("added z 30m at {d} 10:20", "b", "11:40", "11:00"),
}
"""The same where nothing rolls: nobody begins before the hour that is printed."""
CASES = [(True, *case) for case in ROLLING.values()] + [(False, *case) for case in ALONE.values()]
NAMES = [f"rolling-{name}" for name in ROLLING] + [f"alone-{name}" for name in ALONE]


@pytest.mark.parametrize(("rolling", "before", "session", "told", "began"), CASES, ids=NAMES)
def test_it_counts_from_when_the_session_really_began(
    rolling: bool, before: str, session: str, told: str, began: str
) -> None:
    facts = (before.format(d=DAY), f"speakers {session} {FIVE} at {DAY} {told}")
    clock = "%H:%M"
    held = datetime.strptime(told, clock) - datetime.strptime(began, clock)
    expected = (began, held // timedelta(minutes=1) + 20)
    for order in permutations(facts):
        found = replanned(published(rolling=rolling), order, told, rolling=rolling)
        assert lasts(found, session) == expected, order
        assert found.outcome.status == "optimal"


@pytest.mark.parametrize("name", ["overrun", "early", "cancelled", "added"])
def test_it_is_the_same_if_what_was_told_before_was_published_in_between(name: str) -> None:
    before, session, told, began = ROLLING[name]
    fact, old = before.format(d=DAY), published(rolling=True)
    between = record_replan(replanned(old, (fact,), fact[-5:], rolling=True), old, sha256="")
    listed = f"speakers {session} {FIVE} at {DAY} {told}"
    after = replanned(between, (listed,), told, rolling=True)
    at_once = replanned(old, (fact, listed), told, rolling=True)
    assert lasts(after, session) == lasts(at_once, session)
    assert lasts(after, session)[0] == began


def test_a_session_is_on_past_its_printed_end_if_speakers_are_left() -> None:
    listed = f"speakers b {FIVE} at {DAY} 12:20"
    found = replanned(published(rolling=False), (listed,), "12:20", rolling=False)
    assert lasts(found, "b") == ("11:00", 100)


def test_a_newer_list_of_another_session_counts_what_the_older_one_led_to() -> None:
    facts = (f"speakers a 10 3m at {DAY} 10:50", f"speakers b {FIVE} at {DAY} 12:00")
    for order in permutations(facts):
        found = replanned(published(rolling=True), order, "12:00", rolling=True)
        assert lasts(found, "a") == ("10:00", 80)
        assert lasts(found, "b") == ("11:20", 60)


def test_a_session_that_had_not_begun_by_then_has_no_list() -> None:
    facts = (f"overrun a 30m at {DAY} 10:50", f"speakers b {FIVE} at {DAY} 11:20")
    with pytest.raises(FactError, match="b has not begun by then"):
        replanned(published(rolling=True), facts, "11:20", rolling=True)


def test_what_was_cancelled_only_after_it_had_begun_is_refused() -> None:
    facts = (f"early a 30m at {DAY} 10:30", f"cancelled b at {DAY} 10:50")
    with pytest.raises(FactError, match="b began Monday 10:30; report early instead"):
        replanned(published(rolling=True), facts, "11:10", rolling=True)


def test_a_session_that_is_added_now_was_not_held_before() -> None:
    facts = (f"early a 30m at {DAY} 10:30", 'added z 30m {"follows": "a"}')
    found = replanned(published(rolling=True), facts, "10:50", rolling=True)
    assert lasts(found, "b") == ("10:30", 60)
    assert lasts(found, "z") == ("11:30", 30)


def test_an_overrun_counts_from_an_end_that_came_earlier_than_printed() -> None:
    """b began at 10:30, so its overrun is over before the end that is printed for it."""
    facts = (f"early a 30m at {DAY} 10:30", f"overrun b 20m at {DAY} 11:25")
    for order in permutations(facts):
        found = replanned(published(rolling=True), order, "12:00", rolling=True)
        assert lasts(found, "b") == ("10:30", 80)
        assert lasts(found, "c") == ("11:50", 60)


def test_what_it_says_of_the_start_is_who_came_before_and_of_the_length_the_list() -> None:
    facts = (f"cancelled b at {DAY} 10:20", f"speakers c {FIVE} at {DAY} 11:50")
    found = replanned(published(rolling=True), facts, "11:50", rolling=True)
    reasons = {change.kind: change.reason for change in found.changes if change.session == "c"}
    assert reasons == {
        "moved": "on a rolling basis, b before it is not held",
        "lengthened": "5 speakers are left, 4 minutes each",
    }


def test_who_comes_after_one_that_begins_late_waits_for_it_outside_rolling_orders() -> None:
    facts = (f"late a 30m at {DAY} 10:00", f"speakers b {FIVE} at {DAY} 12:00")
    for order in permutations(facts):
        found = replanned(published(rolling=False), order, "12:00", rolling=False)
        assert lasts(found, "a") == ("10:30", 60)
        assert lasts(found, "b") == ("11:30", 50)


def test_what_is_lost_ends_nothing_before_it_is_lost() -> None:
    facts = (f"late a 10m at {DAY} 10:00", f"room-lost A {DAY} 10:30 to {DAY} 10:40")
    found = replanned(published(rolling=False), facts, "10:30", rolling=False)
    assert lasts(found, "a")[0] == "10:10"
