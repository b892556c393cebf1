"""Outside rolling orders what is printed is held, and nothing at other hours until a replan."""

from typing import Any

import pytest

from scheduler.errors import FactError
from scheduler.problem import Policy, Problem, Sitting
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.printed_hours import PrintedHours, longer_sessions
from scheduler.replanning.replaying import replay_until_now
from scheduler.replanning.request import Effort
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable
from tests.conftest import moment
from tests.twins import tiny

SLOTS = [
    {"id": "am", "start": "00:00", "end": "01:30"},
    {"id": "pm", "start": "03:00", "end": "04:00"},
]
A, B = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:20", "00:40")
Hours = list[tuple[str, str]]


def problem(**changes: Any) -> Problem:
    return tiny.problem(**{"slots": SLOTS, "sessions": tiny.sessions({}, {}, {})} | changes)


def basis(of: Problem, published: tuple[Sitting, ...], *facts: str) -> PublishedBasis:
    told = parse(of, facts)
    return PublishedBasis(of, Timetable.of(published), before=(), new=told)


def held(
    session: str,
    *facts: str,
    published: tuple[Sitting, ...] = (A, B),
    rolled: tuple[Sitting, ...] = (),
    policy: Policy = "roll",
    **changes: Any,
) -> Hours:
    """When a session was held, as printed or otherwise."""
    known = basis(problem(**changes), published, *facts)
    found = PrintedHours(known, policy).held(rolled)
    return hours(s for s in found if s.session == session)


def hours(sittings: Any) -> Hours:
    return [(f"{s.start:%H:%M}", f"{s.end.astimezone(tiny.ZURICH):%H:%M}") for s in sittings]


def part(session: str, number: int, start: str, end: str, room: str = "A") -> Sitting:
    sitting = tiny.sitting(session, start, end, room=room)
    return sitting.model_copy(update={"part": number, "parts": 2})


def test_it_begins_on_the_grid_once_the_room_is_free() -> None:
    assert held("b") == [("00:20", "00:40")]
    assert held("b", "overrun a 7m") == [("00:30", "00:50")]
    assert held("b", "overrun a 7m", "cancelled a") == [("00:20", "00:40")]
    assert held("b", "early a 7m") == [("00:20", "00:40")]
    assert held("b", "overrun a 80m") == []


def test_who_waited_until_its_slot_had_ended_does_not_begin_in_its_overtime() -> None:
    """But a start that was told is the start."""
    published = tiny.sitting("a", "01:00", "01:20"), tiny.sitting("b", "01:20", "01:40")
    assert held("b", "overrun a 4m", published=published) == []
    assert held("b", "late b 10m", published=published) == [("01:30", "01:40")]


def test_it_waits_for_who_is_in_a_rolling_order_only_if_that_had_begun_there() -> None:
    rolling = [{"room": "A", "order": ["c"]}]
    for start, end, begins in (("00:10", "00:27", "00:30"), ("00:25", "00:45", "00:20")):
        there = (tiny.sitting("c", start, end),)
        published = (B, tiny.sitting("c", "00:00", "00:20"))
        found = held("b", published=published, rolled=there, rolling=rolling)
        assert found[0][0] == begins


def test_a_start_that_was_told_is_the_start_and_who_comes_after_waits() -> None:
    assert held("b", "late b 7m") == [("00:27", "00:47")]
    assert held("b", "overrun a 10m", "late b 7m") == [("00:30", "00:50")]
    assert held("b", "late a 30m") == [("00:50", "01:10")]


def test_it_waits_for_its_chair_and_until_that_has_walked() -> None:
    chaired = tiny.sessions({"chairs": ["ada"]}, {"chairs": ["ada"]})
    elsewhere = (A, tiny.sitting("b", "00:30", "00:50", room="B"))
    more: dict[str, Any] = {"published": elsewhere, "sessions": chaired, "rooms": tiny.TWO_ROOMS}
    walk: dict[str, Any] = {"travel": {"between": [{"rooms": ["B", "A"], "minutes": 15}]}}
    assert held("b", "overrun a 15m", **more) == [("00:40", "01:00")]
    assert held("b", "overrun a 5m", **more) == [("00:30", "00:50")]
    assert held("b", "overrun a 5m", **more, **walk) == [("00:40", "01:00")]
    lenient: dict[str, Any] = {"levels": [{"rule": "person_clash", "level": "soft"}]}
    assert held("b", "overrun a 15m", **more, **lenient) == [("00:30", "00:50")]


def test_what_is_left_when_the_slot_closes_is_held_in_no_later_slot() -> None:
    """Also where it may be split, and somebody is printed there."""
    sessions = tiny.sessions({"split": tiny.SPLIT}, {})
    later = tiny.sitting("b", "03:00", "03:20")
    told: dict[str, Any] = {"published": (A, later), "sessions": sessions}
    assert held("a", "overrun a 100m", **told) == [("00:00", "01:30")]
    assert held("b", "overrun a 100m", **told) == [("03:00", "03:20")]


def test_later_parts_are_held_as_printed_and_the_last_goes_on() -> None:
    sessions = tiny.sessions({"minutes": 60, "split": tiny.SPLIT}, {})
    printed = (tiny.sitting("b", "00:30", "00:50"), part("a", 1, "00:50", "01:30"))
    published = (*printed, part("a", 2, "03:00", "03:20"))
    more: dict[str, Any] = {"published": published, "sessions": sessions}
    assert held("a", "overrun a 15m", **more) == [("00:50", "01:30"), ("03:00", "03:35")]
    assert held("a", "overrun a 55m", **more) == [("00:50", "01:30"), ("03:00", "04:00")]
    assert held("a", "early a 30m", **more) == [("00:50", "01:20")]
    assert held("a", "overrun b 7m", **more) == [("01:00", "01:30"), ("03:00", "03:30")]
    assert held("a", "late a 15m", **more) == [("01:05", "01:30"), ("03:00", "03:35")]
    assert held("a", "overrun b 40m", **more) == [("03:00", "04:00")]


@pytest.mark.parametrize(
    ("policy", "session", "until"),
    [
        ("roll", "a", "04:10"),
        ("stay", "a", "04:10"),
        ("reorder", "a", "04:10"),
        ("extend", "a", "04:10"),
        ("hold", "a", "04:00"),
        ("roll", "b", "01:30"),
        ("extend", "b", "01:35"),
    ],
)
def test_a_slot_closes_with_the_overtime_of_the_policy(
    policy: Policy, session: str, until: str
) -> None:
    slots = [{**SLOTS[0], "overtime": {"minutes": 5}}, SLOTS[1]]
    more: dict[str, Any] = {"slots": slots, "last_close": {"minutes": 10}}
    published = (tiny.sitting("a", "03:30", "03:50"), tiny.sitting("b", "01:00", "01:20"))
    facts = ("overrun a 60m", "overrun b 60m")
    found = held(session, *facts, published=published, policy=policy, **more)
    assert [end for _, end in found] == [until]


def test_only_who_overran_takes_the_overtime_of_every_slot() -> None:
    slots = [{**SLOTS[0], "overtime": {"minutes": 5}}, SLOTS[1]]
    published = (tiny.sitting("a", "00:50", "01:10"), tiny.sitting("b", "01:10", "01:30"))
    more: dict[str, Any] = {"slots": slots, "published": published, "policy": "extend"}
    assert held("b", "overrun a 5m", **more) == [("01:20", "01:30")]
    assert held("b", "overrun a 5m", "overrun b 1m", **more) == [("01:20", "01:35")]
    agreed = (published[0], tiny.sitting("b", "01:10", "01:33"))
    more["published"] = agreed
    assert held("b", "overrun a 5m", **more) == [("01:20", "01:33")]


LOST = f"{tiny.DAY} 00:30 to {tiny.DAY} 01:00"


@pytest.mark.parametrize(
    ("fact", "level"),
    [(f"absent ada {LOST}", "availability"), (f"room-lost A {LOST}", "availability")],
)
def test_who_loses_what_it_needs_ends_then_and_does_not_begin_meanwhile(
    fact: str, level: str
) -> None:
    sessions = tiny.sessions({}, {"chairs": ["ada"]}, {"chairs": ["ada"]})
    published = (A, B, tiny.sitting("c", "00:40", "01:00"))
    more: dict[str, Any] = {"published": published, "sessions": sessions}
    assert held("a", fact, **more) == [("00:00", "00:20")]
    assert held("b", fact, **more) == [("00:20", "00:30")]
    assert held("c", fact, **more) == []
    assert held("b", fact, "overrun b 5m", **more) == [("00:20", "00:45")]
    lenient: dict[str, Any] = {"levels": [{"rule": level, "level": "soft"}]}
    assert held("c", fact, **more, **lenient) == [("00:40", "01:00")]


def test_who_loses_its_team_ends_then() -> None:
    teams = [{"id": "one", "languages": ["en"]}, {"id": "two", "languages": ["fr"]}]
    more: dict[str, Any] = {
        "interpretation": {"teams": teams},
        "sessions": tiny.sessions({"languages": ["fr"]}, {"languages": ["en"]}),
    }
    assert held("b", f"interpretation-lost one {LOST}", **more) == [("00:20", "00:30")]
    assert held("b", f"interpretation-lost two {LOST}", **more) == [("00:20", "00:40")]


def test_a_session_is_longer_if_facts_in_all_say_so() -> None:
    known = basis(problem(), (A, B), "overrun a 5m", "early a 5m", "overrun b 5m", "late b 5m")
    assert longer_sessions(known) == {"b"}


# --- with rolling orders -------------------------------------------------------------------------


def played(known: PublishedBasis, now: str, policy: Policy = "roll") -> dict[str, Hours]:
    """When each session was held that had begun."""
    past = replay_until_now(known, moment(now), policy, Effort(Budget(seconds=600, workers=1)))
    ids = {s.session for s in past.sittings}
    return {
        id: hours(s for s in past.of_session(id) if s.start < moment(now)) for id in sorted(ids)
    }


def test_who_waits_in_a_rolling_order_waits_for_what_overran_outside_it() -> None:
    of = problem(rolling=[{"room": "A", "order": ["b"]}])
    known = basis(of, (A, B), "overrun a 7m")
    assert played(known, "00:40") == {"a": [("00:00", "00:27")], "b": [("00:30", "00:50")]}


def test_a_rolling_order_does_not_take_the_room_of_who_waits_for_it() -> None:
    """a overran into the hour of c, which is in no rolling order: c comes next, and then b."""
    of = problem(rolling=[{"room": "A", "order": ["a", "b"]}])
    published = (A, tiny.sitting("c", "00:20", "00:40"), tiny.sitting("b", "00:40", "01:00"))
    found = played(basis(of, published, f"overrun a 7m at {tiny.DAY} 00:20"), "01:20")
    assert found == {
        "a": [("00:00", "00:27")],
        "b": [("00:50", "01:10")],
        "c": [("00:30", "00:50")],
    }


def test_what_had_begun_when_it_was_cancelled_was_in_the_way_until_then() -> None:
    of = problem(rolling=[{"room": "A", "order": ["a", "b"]}])
    published = (A, tiny.sitting("c", "00:30", "00:50"), tiny.sitting("b", "01:00", "01:20"))
    late = basis(of, published, "overrun a 10m", f"cancelled c at {tiny.DAY} 00:36")
    with pytest.raises(FactError, match="c began Monday 00:30; report early instead"):
        played(late, "00:45")
    in_time = basis(of, published, "overrun a 10m", f"cancelled c at {tiny.DAY} 00:26")
    assert played(in_time, "00:45")["b"] == [("00:30", "00:50")]


def test_nobody_outside_rolling_orders_makes_way_for_one_that_is_added() -> None:
    """c, added to a rolling order, could be held only where b is printed, and has no place."""
    sessions = tiny.sessions({}, {"rank": 1}, {"deadline": f"{tiny.DAY} 00:40", "attendance": 500})
    of = problem(sessions=sessions, rolling=[{"room": "A", "order": ["c"]}], rooms=[{"id": "A"}])
    known = basis(of, (A, B), f"added c at {tiny.DAY} 00:10")
    assert played(known, "00:30") == {"a": [("00:00", "00:20")], "b": [("00:20", "00:40")]}
