"""
How full a timetable is: the picture, `score` and the line below a grid say the same figures.

They are reckoned here from the sittings of the timetable and the slots of the scenario alone.
"""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from scheduler.insight.scoring import score
from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.render.reports.replan_report import summary
from scheduler.scenario import load
from scheduler.timetable import Record
from tests.draws import sampled
from tests.render.annexes import PRINTED, meeting, record
from tests.render.reading.drawn import of_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"
FEW = ("csp11", "dst_night", "two_rooms")
LARGE = ("study_group", "subsidiary_bodies")
"""Whose charges take seconds to reckon: their score is left out."""
MANY = tuple(sorted({path.stem for path in SCENARIOS.glob("*.yaml")} - {*FEW}))
SHARE = re.compile(r"(.*): (\d+) of (\d+) minutes")
"""``Room 2: 150 of 180 minutes``"""


def held(problem: Problem, made: Record) -> Counter[str]:
    """Minutes of regular sessions by the name of their room."""
    side = {session.id for session in problem.sessions if session.kind == "side-event"}
    names = {room.id: room.name or room.id for room in problem.rooms}
    minutes = Counter[str]()
    for sitting in made.sittings:
        if sitting.session not in side:
            length = sitting.end.astimezone(UTC) - sitting.start.astimezone(UTC)
            minutes[names[sitting.room]] += length // timedelta(minutes=1)
    return minutes


def slot_minutes(problem: Problem) -> int:
    """Of all slots that serve a regular session, on the days on which they are held."""
    kinds = {session.kind for session in problem.sessions} - {"side-event"} or {"session"}
    total = timedelta()
    for day in problem.days:
        for slot in problem.slots:
            if any(map(slot.serves, kinds)) and (slot.days is None or day in slot.days):
                later = timedelta(days=slot.end <= slot.start)
                clocks = (
                    datetime.combine(day, slot.start),
                    datetime.combine(day + later, slot.end),
                )
                start, end = (c.replace(tzinfo=problem.zone).astimezone(UTC) for c in clocks)
                total += end - start
    return total // timedelta(minutes=1)


def drawn(problem: Problem, made: Record) -> dict[str, tuple[int, int]]:
    """Name of each room to the minutes held and offered, as its cells tell a pointer."""
    request = ExportRequest(picture="utilisation", language="en")
    root = etree.fromstring(export("svg", problem, made, request))
    told: dict[str, tuple[int, int]] = {}
    for title in root.iter("{http://www.w3.org/2000/svg}title"):
        found = SHARE.fullmatch(title.text or "")
        if found is not None:
            name, used, there = found[1], int(found[2]), int(found[3])
            was = told.get(name, (0, 0))
            told[name] = (was[0] + used, was[1] + there)
    return told


@pytest.mark.parametrize("name", sampled([*FEW, *MANY], always=len(FEW)))
def test_the_figures_of_a_scenario_agree(name: str) -> None:
    problem = load(SCENARIOS / f"{name}.yaml").problem
    require_agreement(problem, of_scenario(problem).first, scores=name not in LARGE)


def require_agreement(problem: Problem, made: Record, *, scores: bool = True) -> None:
    names = {room.id: room.name or room.id for room in problem.rooms}
    known, shares = held(problem, made), drawn(problem, made)
    assert {room: used for room, (used, _) in shares.items() if used} == dict(known)
    if scores:
        rooms = score(problem, made.timetable).rooms
        assert {names[use.name]: (use.used, use.offered) for use in rooms} == shares
    if not any(room.available or room.unavailable for room in problem.rooms):
        assert {there for _, there in shares.values()} == {slot_minutes(problem)}
    offered = sum(there for _, there in shares.values())
    inside = sum(known.values())
    line = summary(problem, made)[0].plain
    told = re.search(r"([\d,]+) of ([\d,]+) minutes(?: and (\d+) of overtime)?", line)
    assert told is not None, line
    numbers = [int((number or "0").replace(",", "")) for number in told.groups()]
    assert (numbers[0] + numbers[2], numbers[1]) == (inside, offered)


def test_a_room_offers_nothing_while_it_is_not_available() -> None:
    closed = [{"from": "2025-02-27 15:00", "to": "2025-02-27 16:30"}]
    rooms = [{"id": "plenary", "name": "Room 2", "unavailable": closed}]
    problem = meeting(rooms=rooms)
    made = record(*PRINTED[:-1])
    assert drawn(problem, made)["Room 2"][1] == 4 * 360 - 90
    require_agreement(problem, made)
    daily = [{"daily": ["09:00", "17:00"]}]
    problem = meeting(rooms=[{"id": "plenary", "name": "Room 2", "available": daily}])
    assert drawn(problem, made)["Room 2"][1] == 4 * (180 + 120)
    require_agreement(problem, made)
