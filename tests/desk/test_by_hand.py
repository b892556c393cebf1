"""move, swap, split, lock, unlock: what a planner decides, first as a draft."""

from datetime import datetime
from pathlib import Path

import pytest

from scheduler.timetable import Record
from tests.desk.conftest import Planner

MEETING = """\
format: 1
meeting: {id: hand, title: By hand, timezone: Europe/Zurich, grid: 30}
days: 2030-03-05 to 2030-03-07
slots:
  - {id: morning, start: 10:00, end: 13:00}
  - {id: afternoon, start: 15:00, end: 18:00}
rooms: [{id: plenary, seats: 200}, {id: annex, seats: 20}]
people:
  - {id: ada, unavailable: [{from: 2030-03-07 00:00, to: 2030-03-07 23:30}]}
sessions:
  - {id: a, minutes: 120, chairs: ada, rooms: plenary}
  - {id: b, minutes: 180, rooms: plenary, attendance: 100}
  - {id: c, minutes: 450, rooms: annex, split: {least_part: 60}}
"""


@pytest.fixture
def desk(planner: Planner) -> Planner:
    Path("meeting.yaml").write_text(MEETING, encoding="utf-8")
    return planner.published()


def draft(desk: Planner, *argv: str) -> Record:
    return Record.model_validate(desk.json(*argv, "--workers", "1"))


def spans(record: Record, session: str) -> list[tuple[datetime, int]]:
    """Local start, and minutes, of each sitting."""
    sittings = record.timetable.of_session(session)
    local = [sitting.start.astimezone(record.zone).replace(tzinfo=None) for sitting in sittings]
    lengths = [int((s.end - s.start).total_seconds()) // 60 for s in sittings]
    return list(zip(local, lengths, strict=True))


def test_a_move_is_a_draft_that_says_what_it_costs_and_the_same_for_the_scenario(
    desk: Planner,
) -> None:
    before = desk.head()
    said = desk.says("move", "b", "thu", "afternoon", "--workers", "1")
    assert "1 cell of the annex changes" in said or "cells of the annex change" in said
    assert "cost" in said
    remarks = desk.err
    assert "saved as draft r2" in remarks
    assert '  meeting.yaml:12:5: b: pin: {exact: "2030-03-07 15:00"}' in remarks
    assert "to undo this:\n  rollgrid unlock b\n  rollgrid replan" in remarks
    assert desk.head() == before, "nothing is published"
    text = MEETING.replace("{id: b,", '{id: b, pin: {exact: "2030-03-07 15:00"},')
    Path("edited.yaml").write_text(text, encoding="utf-8")
    desk.says("unlock", "b")
    same = draft(desk, "replan", "edited.yaml", "--store", "meeting.db")
    assert spans(same, "b") == [(datetime(2030, 3, 7, 15), 180)]


def test_moves_add_up_until_they_are_taken_back_or_published(desk: Planner) -> None:
    there = {"b": datetime(2030, 3, 7, 15), "a": datetime(2030, 3, 6, 16)}
    draft(desk, "move", "b", "2030-03-07/afternoon")
    both = draft(desk, "move", "a", "wed", "16:00")
    assert {id: spans(both, id)[0][0] for id in there} == there
    desk.says("unlock", "a")
    assert "until Rev.1" in desk.says("pin")
    alone = draft(desk, "replan")
    assert spans(alone, "b")[0][0] == there["b"]
    assert spans(alone, "a") == spans(desk.head(), "a")
    desk.says("publish")
    assert "No session is pinned." in desk.says("pin")
    assert spans(draft(desk, "replan"), "b")[0][0] == there["b"]


def test_what_cannot_be_is_told_with_what_stands_against_it_and_nothing_is_stored(
    desk: Planner,
) -> None:
    said = desk.says("move", "a", "thursday", "morning", code=1)
    assert "a moved to thursday morning, under policy stay: no timetable has it there" in said
    assert "availability" in said
    assert "nothing was stored" in desk.err
    desk.says("move", "b", "annex", code=1)
    assert "No session is pinned." in desk.says("pin")
    told = desk.json("move", "a", "thu", "morning", code=1)
    assert told["possible"] is False
    assert told["why"]


def test_a_swap_gives_each_the_place_of_the_other(desk: Planner) -> None:
    old = desk.head()
    new = draft(desk, "swap", "a", "b")
    assert spans(new, "a")[0][0] == spans(old, "b")[0][0]
    assert spans(new, "b")[0][0] == spans(old, "a")[0][0]


def test_a_session_is_split_into_parts_that_last_so_long(desk: Planner) -> None:
    parts = draft(desk, "split", "c", "90", "3h", "180")
    assert [minutes for _, minutes in spans(parts, "c")] == [90, 180, 180]
    desk.says("unlock", "c")
    again = draft(desk, "split", "c", "180", "180", "90")
    assert [minutes for _, minutes in spans(again, "c")] == [180, 180, 90]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("60", "60", "330"), "a part of 330 minutes fits in no slot: the longest slot has 180"),
        (("180", "60", "210"), "it cannot have 60 minutes where slots have 180"),
        (("180", "90", "180"), "it cannot have 90 minutes where slots have 180"),
    ],
)
def test_parts_that_no_slots_can_have_are_a_plain_no_that_says_why(
    desk: Planner, parts: tuple[str, ...], told: str
) -> None:
    said = " ".join(desk.says("split", "c", *parts, code=1).split())
    assert told in said
    assert "nothing was stored" in desk.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("split", "c", "180", "180"), "c lasts 450 minutes, these parts make 360"),
        (("split", "a", "60", "60"), "a may not be split: write 'split: yes'"),
        (("split", "c", "400", "50"), "each part of c must last at least 60 minutes"),
        (("split", "c", "soon"), "'soon' is not a duration (expected minutes"),
        (("move", "a", "someday"), "'someday' is not a day (expected 2025-02-26, wednesday"),
        (("move", "a", "saturday"), "no day of the meeting is a Saturday; there are Tuesday"),
        (("move", "a", "1 April"), "2030-04-01 is not a day of the meeting"),
        (("move", "a"), "no place is given"),
        (("split", "c"), "expected the minutes of each part of c, for at least two parts: 180 90"),
        (("swap", "a", "A"), "swap needs two sessions, but a is given twice"),
        (("pin", "x"), "no session is called 'x'"),
        (("move", "x", "wed"), "no session is called 'x'"),
        (
            ("lock", "a", "wed"),
            "lock needs a start or a room; to move the session: rollgrid move a wed",
        ),
    ],
)
def test_what_cannot_be_meant_says_what_was_expected(
    desk: Planner, words: tuple[str, ...], told: str
) -> None:
    desk.says(*words, code=2)
    assert told in desk.err


def test_what_has_begun_stays_where_it_is(desk: Planner) -> None:
    first = min(desk.head().sittings, key=lambda sitting: sitting.start)
    desk.says("move", first.session, "thu", "--now", "5 Mar 10:30", code=2)
    assert f"{first.session} has begun, and stays where it is" in desk.err


def test_lock_and_unlock_are_words_for_pins(desk: Planner) -> None:
    desk.says("lock", "b", "6 Mar 15:00", "plenary")
    assert "b pinned Wednesday 6 March 15:00 in plenary" in desk.says("pin")
    desk.says("publish", "--yes", "r1", code=2)
    assert spans(draft(desk, "replan"), "b")[0][0] == datetime(2030, 3, 6, 15)
    desk.says("unlock", "B")
    desk.says("lock", "B")
    assert "b pinned" in desk.says("pin")


def test_files_are_moved_in_too_and_keep_no_pins(desk: Planner) -> None:
    desk.says("export", "json", "head", "--to", "rev0.json")
    Path("meeting.db").unlink()
    of = ("--scenario", "meeting.yaml", "--timetable", "rev0.json", "--workers", "1")
    desk.says("move", "b", "thu afternoon", "plenary", *of, "--out", "rev1.json")
    new = Record.model_validate_json(Path("rev1.json").read_bytes())
    assert spans(new, "b") == [(datetime(2030, 3, 7, 15), 180)]
    assert "room: plenary" in desk.err
    assert "unlock" not in desk.err
    desk.says("verify", "meeting.yaml", "rev1.json")


ROLLING = """\
format: 1
meeting: {id: rolls, title: On a rolling basis, timezone: Europe/Zurich, grid: 30}
days: 2030-03-05 to 2030-03-06
slots: [{id: morning, start: 10:00, end: 13:00}, {id: afternoon, start: 15:00, end: 18:00}]
rooms: [{id: plenary}]
sessions:
  - {id: a, minutes: 120, split: yes}
  - {id: b, minutes: 120, split: yes}
  - {id: c, minutes: 180, split: yes}
rolling:
  - {room: plenary, order: [a, b, c]}
"""


def test_in_a_rolling_order_a_swap_is_another_order_that_rolls_on_once_published(
    planner: Planner,
) -> None:
    Path("meeting.yaml").write_text(ROLLING, encoding="utf-8")
    desk = planner.published()
    swapped = draft(desk, "swap", "b", "c")
    remarks = desk.err
    assert spans(swapped, "c")[0][0] == datetime(2030, 3, 5, 12)
    assert spans(swapped, "b")[0][0] == datetime(2030, 3, 5, 17)
    assert "  meeting.yaml:11:28: order: [a, c, b]" in remarks
    desk.says("publish", "r2")
    desk.says("report", "overrun", "a", "30m", "--at", "tue 11:30")
    later = draft(desk, "replan")
    assert spans(later, "c")[0][0] == datetime(2030, 3, 5, 12, 30)
    assert spans(later, "b")[0][0] == datetime(2030, 3, 5, 17, 30)
