"""Slots that end at midnight or after it, and hours that go over it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from scheduler import verifier
from scheduler.problem import Person, Place, Problem, Sitting, Situation, Slot, Window
from scheduler.problem.day_slots import day_slots, last_date, slot_day
from scheduler.replanning.pins import with_orders
from scheduler.search.solve import solve
from scheduler.timetable import Timetable
from scheduler.vocabulary.moments import parse_window

ROME = ZoneInfo("Europe/Rome")


def gala(**changes: Any) -> Problem:
    """Two nights from 21:00 to 02:00, in one room."""
    base: dict[str, Any] = {
        "meeting": {"id": "gala", "title": "Gala", "timezone": "Europe/Rome", "grid": 30},
        "days": ["2031-05-12", "2031-05-13"],
        "slots": [{"id": "night", "start": "21:00", "end": "02:00"}],
        "rooms": [{"id": "salone"}],
        "people": [{"id": "host"}],
        "sessions": [{"id": "dance", "minutes": 60, "chairs": ["host"]}],
    }
    return Problem.model_validate(base | changes)


def dance(start: str, end: str) -> Timetable:
    moments = (datetime.fromisoformat(f"2031-05-{m}").replace(tzinfo=ROME) for m in (start, end))
    first, last = moments
    return Timetable.of([Sitting(session="dance", room="salone", start=first, end=last)])


def broken(problem: Problem, start: str, end: str) -> list[str]:
    """The rules that the dance breaks if it is held then."""
    return sorted({v.rule for v in verifier.violations(problem, dance(start, end))})


def only_place(problem: Problem) -> str:
    outcome = solve(problem)
    assert outcome.timetable is not None
    (sitting,) = outcome.timetable.sittings
    return f"{sitting.start.astimezone(ROME):%d %H:%M}"


@pytest.mark.parametrize(
    ("end", "last", "minutes"),
    [("24:00", "13 00:00", 180), ("00:00", "13 00:00", 180), ("02:00", "13 02:00", 300)],
)
def test_a_slot_ends_at_midnight_or_in_the_night(end: str, last: str, minutes: int) -> None:
    problem = gala(slots=[{"id": "night", "start": "21:00", "end": end}])
    first = day_slots(problem)[0]
    assert f"{first.end.astimezone(ROME):%d %H:%M}" == last
    assert first.template.minutes == minutes
    assert Slot.model_validate(first.template.model_dump()) == first.template


def test_a_whole_day_is_a_slot_of_24_hours() -> None:
    assert Slot.model_validate({"id": "s", "start": "00:00", "end": "24:00"}).minutes == 24 * 60


def test_what_starts_after_midnight_belongs_to_the_day_of_its_slot() -> None:
    first_day = gala(sessions=[{"id": "dance", "minutes": 60, "days": ["2031-05-12"]}])
    assert broken(first_day, "13T00:30", "13T01:30") == []
    assert broken(first_day, "14T00:30", "14T01:30") == ["window"]
    assert broken(first_day, "13T01:30", "13T02:30") == ["overtime"]


@pytest.mark.parametrize(
    ("rule", "fine", "wrong"),
    [
        ({"rule": "nothing_after", "after": "01:00"}, "13T00:00", "13T00:30"),
        ({"rule": "nothing_after", "after": "23:00"}, "12T22:00", "13T00:30"),
        ({"rule": "avoid", "of": "all", "hours": ["00:00", "06:00"]}, "12T23:00", "13T00:30"),
        ({"rule": "avoid", "of": "all", "hours": ["23:30", "00:30"]}, "13T00:30", "12T23:00"),
        ({"rule": "prefer", "of": "all", "hours": ["23:00", "01:00"]}, "12T23:30", "13T00:30"),
        ({"rule": "prefer", "of": "all", "hours": ["00:00", "24:00"]}, "12T23:30", ""),
    ],
)
def test_hours_of_the_night_are_those_of_the_slot(
    rule: dict[str, Any], fine: str, wrong: str
) -> None:
    problem = gala(rules=[rule | {"level": "hard"}])
    for start, expected in ((fine, []), (wrong, ["broken"])):
        if start:
            hour = datetime.fromisoformat(f"2031-05-{start}")
            end = f"{hour.replace(hour=(hour.hour + 1) % 24):%H:%M}"
            day = f"{hour.day + (hour.hour == 23)}"
            assert bool(broken(problem, start, f"{day}T{end}")) == bool(expected), start


def test_a_daily_window_over_midnight_shuts_both_sides_of_it() -> None:
    away = {"id": "host", "unavailable": [{"daily": ["23:00", "01:00"]}]}
    problem = gala(people=[away])
    assert broken(problem, "13T00:30", "13T01:30") == ["availability"]
    assert broken(problem, "12T22:30", "12T23:30") == ["availability"]
    assert broken(problem, "13T01:00", "13T02:00") == []
    early = {"rule": "nothing_after", "after": "22:30", "level": "soft"}
    late = gala(people=[away | {"unavailable": [{"daily": ["20:00", "01:00"]}]}], rules=[early])
    assert only_place(late) in ("13 01:00", "14 01:00")


def test_a_chair_in_another_zone_is_awake_over_midnight() -> None:
    """The night here is 04:00 to 09:00 in Tokyo."""
    host = {"id": "host", "remote": True, "timezone": "Asia/Tokyo", "comfort": ["20:00", "05:00"]}
    assert only_place(gala(people=[host])) in ("12 21:00", "13 21:00")


@pytest.mark.parametrize("hours", [["10:00", "10:00"], ["24:00", "10:00"]])
def test_hours_that_do_not_last_are_refused(hours: list[str]) -> None:
    for make in (
        lambda: Window.model_validate({"daily": hours}),
        lambda: Person.model_validate({"id": "p", "comfort": hours}),
    ):
        with pytest.raises(ValidationError):
            make()


def test_a_fact_about_a_night_lasts_until_it_is_over() -> None:
    window = parse_window(["mon", "night"], gala().calendar)
    assert window == (datetime(2031, 5, 12, 21), datetime(2031, 5, 13, 2))


def at_rome(moment: str) -> datetime:
    return datetime.fromisoformat(f"2031-05-{moment}").replace(tzinfo=ROME)


def test_the_day_of_a_moment_after_midnight_is_that_of_the_evening() -> None:
    problem = gala()
    days = [slot_day(problem, at_rome(m)).day for m in ("12T23:00", "13T01:59", "13T02:00")]
    assert days == [12, 12, 13]
    assert last_date(problem).day == 14
    short = gala(slots=[{"id": "night", "start": "21:00", "end": "24:00"}])
    assert slot_day(short, at_rome("13T00:00")).day == 13
    assert last_date(short).day == 13


def test_a_ban_from_after_midnight_is_about_that_night_alone() -> None:
    situation = {"now": at_rome("12T09:00"), "freeze_until": at_rome("12T09:00")}
    where = {"published": (), "minutes": {"dance": 60}}
    base = gala().model_copy(update={"situation": Situation.model_validate(situation | where)})
    ban = Place(session="dance", start=at_rome("13T00:30"))
    banned = with_orders(base, (), (ban,))
    assert broken(banned, "13T00:30", "13T01:30") == ["avoid"]
    assert broken(banned, "14T00:30", "14T01:30") == []
