"""What a planner's hand asks for becomes pins that say just that."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from scheduler.errors import FactError, Infeasible, NothingFits, NoTimetable
from scheduler.problem import Problem, Sitting
from scheduler.replanning.by_hand import Wish, _refusal, find_move, find_swap
from scheduler.replanning.request import ReplanRequest
from scheduler.replanning.splitting import _refuse_parts, find_split
from scheduler.search.budget import Budget
from scheduler.timetable import Record, Tier
from tests.twins import tiny

HOUR = [{"id": "am", "start": "00:00", "end": "01:00"}]


def asked(problem: Problem, *sittings: Sitting, **more: Any) -> ReplanRequest:
    """On the eve of the meeting, of these sittings."""
    record = Record(meeting="m", scenario_sha256="", timezone="Europe/Zurich", sittings=sittings)
    now = datetime(2030, 3, 3, 12)
    return ReplanRequest(problem, record, now=now, budget=Budget(workers=1), **more)


def places(pins: Any) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            p.session,
            None if p.start is None else f"{p.start.astimezone(tiny.ZURICH):%d %H:%M}",
            p.room,
        )
        for p in pins
    ]


def test_two_in_no_order_swap_start_and_room_if_that_can_be() -> None:
    problem = tiny.problem(slots=HOUR, rooms=tiny.TWO_ROOMS, sessions=tiny.sessions({}, {}))
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:30", "00:50", room="B")
    assert places(find_swap(asked(problem, a, b), "a", "b")) == [
        ("a", "04 00:30", "B"),
        ("b", "04 00:00", "A"),
    ]


def test_else_the_later_one_begins_where_the_earlier_one_did_and_that_one_follows() -> None:
    rows = tiny.sessions({"minutes": 40}, {"minutes": 20})
    problem = tiny.problem(slots=HOUR, sessions=rows)
    a, b = tiny.sitting("a", "00:00", "00:40"), tiny.sitting("b", "00:40", "01:00")
    assert places(find_swap(asked(problem, a, b), "a", "b")) == [
        ("b", "04 00:00", "A"),
        ("a", "04 00:20", "A"),
    ]


def test_a_move_to_a_day_is_one_to_a_moment() -> None:
    problem = tiny.problem(
        days=[tiny.DAY, tiny.NEXT], slots=HOUR, sessions=tiny.sessions({}), policy="stay"
    )
    request = asked(problem, tiny.sitting("a", "00:00", "00:20"))
    (pin,) = find_move(request, Wish("a", day=date(2030, 3, 5)))
    assert pin.start is not None
    assert pin.start.astimezone(tiny.ZURICH).date() == date(2030, 3, 5)
    assert places(find_move(request, Wish("a", room="A"))) == [("a", None, "A")]


def test_parts_make_what_was_planned_unless_something_was_told_of_it() -> None:
    problem = tiny.problem(slots=HOUR, sessions=tiny.sessions({"split": tiny.SPLIT}))
    sitting = tiny.sitting("a", "00:00", "00:20")
    _refuse_parts(asked(problem, sitting, facts=("overrun b 10m", "overrun a 10m")), "a", [20, 10])
    with pytest.raises(FactError, match="lasts 20 minutes, these parts make 30"):
        _refuse_parts(asked(problem, sitting, facts=("overrun b 10m",)), "a", [20, 10])


def test_where_no_start_leads_to_the_parts_those_that_come_of_it_are_told() -> None:
    slots = [*HOUR, {"id": "short", "start": "02:00", "end": "02:10"}]
    slots.append({"id": "late", "start": "03:00", "end": "03:20"})
    rows = tiny.sessions({"minutes": 50, "split": tiny.SPLIT})
    problem = tiny.problem(slots=slots, sessions=rows)
    parts = tiny.sitting("a", "00:10", "01:00")
    with pytest.raises(
        NothingFits, match=r"to these parts.*; with 20 first they would be 20 10 20$"
    ):
        find_split(asked(problem, parts), "a", [20, 30])


def test_it_is_impossible_only_where_that_is_proved_down_to_who_has_no_place() -> None:
    def tiers(*bounds: int) -> Any:
        names = ("pins", "unplaced", "moves", "cells")
        made = [Tier(name=n, cost=3, bound=b) for n, b in zip(names, bounds, strict=True)]
        return SimpleNamespace(tiers=tuple(made))

    assert isinstance(_refusal(tiers(3, 3, 0, 0), "no"), Infeasible)
    assert isinstance(_refusal(tiers(3, 0, 3, 3), "no"), NoTimetable)
    assert isinstance(_refusal(tiers(0, 3, 3, 3), "no"), NoTimetable)
    assert isinstance(_refusal(SimpleNamespace(tiers=()), "no"), NoTimetable)  # type: ignore[arg-type]  # tiers are all it reads
