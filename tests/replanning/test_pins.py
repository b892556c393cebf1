"""Pins and bans of one replan: told beside the facts, kept with the timetable, judged with it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from scheduler import verifier
from scheduler.errors import FactError
from scheduler.problem import Place, Problem, Session
from scheduler.replanning.next_problem import as_recorded
from scheduler.replanning.pins import with_pins
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes

NOW = datetime(2030, 3, 3, 12)


def meeting(**changes: Any) -> Problem:
    """Three sessions of an hour in two rooms on one morning of three hours."""
    content: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "UTC", "grid": 15},
        "days": ["2030-03-04"],
        "slots": [{"id": "morning", "start": "10:00", "end": "13:00"}],
        "rooms": [{"id": "A"}, {"id": "B"}],
        "sessions": [
            {"id": id, "minutes": 60, "pin": {"exact": "2030-03-04 10:00", "room": room}}
            for id, room in (("x", "A"), ("y", "B"))
        ],
    }
    return Problem.model_validate({**content, **changes})


def free(problem: Problem) -> Problem:
    """The same without pins of its own."""
    sessions = tuple(s.model_copy(update={"pin": None}) for s in problem.sessions)
    return problem.model_copy(update={"sessions": sessions})


def published() -> Record:
    return record(solve(meeting()), sha256="")


def clock(hour: int, minute: int = 0) -> datetime:
    return datetime(2030, 3, 4, hour, minute, tzinfo=UTC)


def places(found: Replanned) -> dict[str, tuple[str, str]]:
    return {s.session: (f"{s.start:%H:%M}", s.room) for s in found.outcome.timetable.sittings}


def test_a_pin_moves_its_session_and_nothing_else() -> None:
    pin = Place(session="x", start=clock(11), room="B")
    found = replan(ReplanRequest(free(meeting()), published(), [], pins=[pin], now=NOW))
    assert places(found) == {"x": ("11:00", "B"), "y": ("10:00", "B")}
    assert found.outcome.status == "optimal"
    assert {(c.session, c.forced, c.reason) for c in found.changes} == {
        ("x", True, "it is pinned there")
    }


def test_a_pin_onto_somebody_moves_both() -> None:
    pin = Place(session="x", start=clock(10), room="B")
    found = replan(ReplanRequest(free(meeting()), published(), [], pins=[pin], now=NOW))
    assert places(found)["x"] == ("10:00", "B")
    assert places(found)["y"] != ("10:00", "B")


def test_a_pin_takes_the_place_of_the_scenarios_own_in_what_it_says() -> None:
    pin = Place(session="x", start=clock(12))
    found = replan(ReplanRequest(meeting(), published(), [], pins=[pin], now=NOW))
    assert places(found)["x"] == ("12:00", "A")


def test_a_session_that_is_kept_away_moves_no_further_than_it_must() -> None:
    ban = Place(session="x", start=clock(10), room="A")
    found = replan(ReplanRequest(free(meeting()), published(), [], bans=[ban], now=NOW))
    assert places(found) == {"x": ("10:15", "A"), "y": ("10:00", "B")}
    assert found.changes[0].reason == "its old place is excluded"


def test_a_ban_from_a_room_is_for_all_day_and_one_from_a_moment_for_all_rooms() -> None:
    anywhere = replan(
        ReplanRequest(
            free(meeting()), published(), [], bans=[Place(session="x", room="A")], now=NOW
        )
    )
    assert places(anywhere)["x"][1] == "B"
    never = replan(
        ReplanRequest(
            free(meeting()), published(), [], bans=[Place(session="x", start=clock(10))], now=NOW
        )
    )
    assert places(never)["x"] == ("10:15", "A")


def test_what_was_decided_is_kept_with_the_timetable_and_judged_again() -> None:
    ban, pin = Place(session="x", room="A"), Place(session="y", start=clock(12))
    problem = free(meeting())
    found = replan(ReplanRequest(problem, published(), [], pins=[pin], bans=[ban], now=NOW))
    stored = record_replan(found, published(), sha256="")
    again = Record.model_validate_json(to_bytes(stored))
    stands = as_recorded(problem, again)
    assert verifier.violations(stands, again.timetable) == []
    assert verifier.tier_costs(stands, again.timetable) == {
        tier.name: tier.cost for tier in again.tiers
    }
    broken = {v.rule for v in verifier.violations(stands, published().timetable)}
    assert broken == {"avoid", "window"}


def test_they_hold_for_one_replan() -> None:
    problem = free(meeting())
    pin = Place(session="x", start=clock(11))
    found = replan(ReplanRequest(problem, published(), [], pins=[pin], now=NOW))
    then = record_replan(found, published(), sha256="")
    later = replan(
        ReplanRequest(problem, then, [], bans=[Place(session="x", start=clock(11))], now=NOW)
    )
    assert places(later)["x"] != ("11:00", "A")


def test_every_pin_and_ban_that_cannot_be_meant_is_told_at_once() -> None:
    pins = [Place(session="x"), Place(session="z", room="A"), Place(session="y", room="C")]
    twice = [Place(session="x", room="A")]
    with pytest.raises(FactError) as told:
        replan(ReplanRequest(meeting(), published(), [], pins=[*pins, *twice], bans=twice, now=NOW))
    assert str(told.value).splitlines() == [
        "pin x: expected a start, a room or both",
        "pin: no session is called 'z'",
        "pin y: no room is called 'C'",
        "pin: x is pinned twice",
    ]


def test_a_session_that_was_added_has_its_reason_and_was_not_there_before() -> None:
    problem = meeting()
    new = Session.model_validate({"id": "z", "minutes": 30})
    more = problem.model_copy(update={"sessions": (*problem.sessions, new)})
    found = replan(ReplanRequest(more, published(), ["add z"], now=NOW))
    assert [(c.session, c.kind, c.reason) for c in found.changes] == [("z", "new", "it was added")]
    assert found.facts == ("added z",)
    with pytest.raises(FactError, match="x is in the published timetable already"):
        replan(ReplanRequest(problem, published(), ["added x"], now=NOW))


def test_pins_of_what_is_not_known_are_refused_all_at_once() -> None:
    places = [Place(session="nobody", room="A"), Place(session="x", room="Z")]
    with pytest.raises(FactError) as refused:
        with_pins(meeting(), places)
    assert len(str(refused.value).splitlines()) == 2
    assert with_pins(meeting(), []) == meeting()
