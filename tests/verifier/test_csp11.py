"""The first real case, worked by hand: what the verifier makes of it, fact by fact."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable
from tests.conftest import ZURICH

MINUTES = {"enip": 360, "cei": 450, "wgtu": 270, "wgtr": 360}
PUBLISHED = """
enip 25 10:00 13:00 | enip 25 15:00 18:00 | cei 26 10:00 13:00 | cei 26 15:00 18:00
cei 27 10:00 11:30 | wgtu 27 11:30 13:00 | wgtu 27 15:00 18:00
wgtr 28 10:00 13:00 | wgtr 28 15:00 18:00
"""
ROLLED = """
enip 25 10:00 13:00 | enip 25 15:00 18:00 | enip 26 10:00 10:30 | cei 26 10:30 13:00
cei 26 15:00 18:00 | cei 27 10:00 12:00 | wgtu 27 12:00 13:00 | wgtu 27 15:00 18:00
wgtu 28 10:00 10:30 | wgtr 28 10:30 13:00 | wgtr 28 15:00 18:30
"""
EXTENDED = PUBLISHED.replace("enip 25 15:00 18:00", "enip 25 15:00 18:30")


def sittings(text: str) -> list[Sitting]:
    rows = [cell.split() for line in text.split("\n") for cell in line.split("|") if cell.split()]
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for session, day, *clocks in rows:
        start, end = (datetime.fromisoformat(f"2025-02-{day}T{c}") for c in clocks)
        span = start.replace(tzinfo=ZURICH), end.replace(tzinfo=ZURICH)
        found.setdefault(session, []).append(span)
    return [
        Sitting(session=s, room="plenary", part=k, parts=len(spans), start=start, end=end)
        for s, spans in found.items()
        for k, (start, end) in enumerate(spans, start=1)
    ]


def meeting(**changes: Any) -> Problem:
    base: dict[str, Any] = {
        "meeting": {"id": "csp11", "title": "CSP11", "timezone": "Europe/Zurich", "grid": 15},
        "days": ["2025-02-25", "2025-02-26", "2025-02-27", "2025-02-28"],
        "slots": [
            {"id": "morning", "start": "10:00", "end": "13:00"},
            {"id": "afternoon", "start": "15:00", "end": "18:00", "overtime": {"minutes": 30}},
        ],
        "last_close": {"minutes": 60, "price": 2},
        "rooms": [{"id": "plenary", "seats": 496}],
        "sessions": [
            {"id": id, "minutes": minutes, "split": {"least_part": 30}}
            for id, minutes in MINUTES.items()
        ],
        "rolling": [{"room": "plenary", "order": list(MINUTES)}],
    }
    return Problem.model_validate(base | changes)


def overrun(policy: str) -> Problem:
    """Tuesday 17:55: enip, in its second part, needs 30 minutes more."""
    published = sittings(PUBLISHED)
    first, second = (s for s in published if s.session == "enip")
    now = datetime(2025, 2, 25, 17, 55, tzinfo=ZURICH)
    situation = {
        "now": now,
        "freeze_until": now + timedelta(minutes=30),
        "published": tuple(published),
        "minutes": {**MINUTES, "enip": 390},
        "settled": {"enip"},
        "history": (first,),
        "running": (second,),
    }
    return meeting(in_force=policy, situation=situation)


def costs(problem: Problem, text: str) -> dict[str, int]:
    timetable = Timetable.of(sittings(text))
    assert verifier.violations(problem, timetable) == []
    total: dict[str, int] = {}
    for charge in verifier.charges(problem, timetable):
        total[charge.tier] = total.get(charge.tier, 0) + charge.amount
    return total


def test_the_published_annex_holds_and_costs_nothing() -> None:
    assert costs(meeting(), PUBLISHED) == {}


def test_thirty_minutes_more_roll_through_two_cells_to_half_past_six_on_friday() -> None:
    # the notice period for wednesday begins at 18:00, five minutes from now
    assert costs(overrun("roll"), ROLLED) == {"cells": 2, "minutes": 60, "shifts": 90}


def test_the_same_thirty_minutes_extend_tuesday_and_change_no_cell() -> None:
    assert costs(overrun("extend"), EXTENDED) == {"minutes": 30}


@pytest.mark.parametrize(
    ("policy", "text", "rules"),
    [
        ("roll", EXTENDED, {"overtime"}),
        ("hold", ROLLED, {"overtime"}),
        ("roll", PUBLISHED, {"placement"}),
        (
            "roll",
            ROLLED.replace("cei 26 10:30 13:00", "cei 26 10:45 13:00"),
            {"placement", "rolling"},
        ),
        (
            "roll",
            ROLLED.replace("wgtu 28 10:00 10:30", "wgtu 28 10:00 10:31"),
            # wgtr is in the way of the rest of wgtu, so that morning is one to pass over
            {"placement", "rolling", "room_clash", "split"},
        ),
    ],
)
def test_each_other_answer_breaks_what_it_breaks(policy: str, text: str, rules: set[str]) -> None:
    found = verifier.violations(overrun(policy), Timetable.of(sittings(text)))
    assert {v.rule for v in found} == rules
