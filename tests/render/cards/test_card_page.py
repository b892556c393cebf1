"""What a contingency card says, on every screen: titles, never ids, and no line over the width."""

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from scheduler.problem import Problem
from scheduler.render.cards import draw, page
from scheduler.render.cards.card_page import Page
from scheduler.render.terminal.answer import View
from scheduler.replanning.consequences import Consequence
from scheduler.replanning.contingency import Card, Row
from scheduler.timetable import Record
from scheduler.timetable.diff import CellChange

ZONE = ZoneInfo("Europe/Zurich")
ID = re.compile(r"\bqz[a-z]\d")
PROBLEM = Problem.model_validate(
    {
        "format": 1,
        "meeting": {
            "id": "qzx0",
            "title": "Meeting of the two committees",
            "timezone": ZONE.key,
            "grid": 15,
        },
        "days": ["2030-03-05", "2030-03-06"],
        "slots": [
            {"id": "morning", "start": "10:00", "end": "13:00"},
            {"id": "afternoon", "start": "15:00", "end": "18:00"},
        ],
        "rooms": [{"id": "qzr1", "name": "Great hall"}, {"id": "qzr2", "name": "Small hall"}],
        "sessions": [
            {"id": "qzs1", "title": "Budget of the coming two years", "minutes": 180},
            {"id": "qzs2", "title": "Scale of contributions and arrears", "minutes": 120},
            {"id": "qzs3", "title": "Rules of procedure", "label": "Rules", "minutes": 60},
        ],
        "rolling": [{"room": "qzr1", "order": ["qzs1", "qzs2", "qzs3"]}],
        "policy": "roll",
    }
)


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2030-03-{day:02}T{clock}").replace(tzinfo=ZONE)


def sitting(session: str, day: int, start: str, end: str, room: str = "qzr1") -> dict[str, object]:
    return {
        "session": session,
        "part": 1,
        "parts": 1,
        "room": room,
        "start": at(day, start),
        "end": at(day, end),
    }


PUBLISHED = Record.model_validate(
    {
        "meeting": "qzx0",
        "scenario_sha256": "0" * 64,
        "timezone": ZONE.key,
        "sittings": [
            sitting("qzs1", 5, "10:00", "13:00"),
            sitting("qzs2", 5, "15:00", "17:00"),
            sitting("qzs3", 5, "17:00", "18:00", "qzr2"),
        ],
    }
)


def consequence(**others: object) -> Consequence:
    """As printed, but for what is said."""
    usual: dict[str, object] = {
        "offset": 0,
        "end": at(5, "13:00"),
        "goes_on": (),
        "next": "qzs2",
        "at_once": False,
        "starts": at(5, "15:00"),
        "resumes": (),
        "cells": (),
        "runs_over": False,
        "overtime": (),
        "trimmed": (),
        "unplaced": (),
        "rooms": (),
        "swapped": (),
        "close": at(5, "18:00"),
        "printed": False,
    }
    return Consequence(**{**usual, **others})  # type: ignore[arg-type]  # fields by name


CELL = CellChange(room="qzr2", slot="2030-03-06/morning", before=("qzs3",), after=("qzs1", "qzs2"))
ROWS = (
    Row(at(5, "10:00"), at(5, "13:00"), "printed", (consequence(printed=True),)),
    Row(
        at(5, "13:00"),
        at(5, "16:00"),
        "changed",
        (
            consequence(
                goes_on=(at(5, "15:00"), at(6, "10:00")),
                at_once=True,
                cells=(CELL,),
                runs_over=True,
                overtime=(("2030-03-05/morning", 20), ("2030-03-06/morning", 15)),
                trimmed=(("qzs2", 30),),
                rooms=("qzs3",),
                swapped=("qzs2", "qzs3"),
                close=at(6, "12:00"),
            ),
        ),
    ),
    Row(at(5, "16:00"), at(6, "10:30"), "stuck", (consequence(unplaced=("qzs3",)),)),
    Row(at(6, "10:30"), None, "unknown"),
)
CARDS = (
    Card("qzs1", "qzs2", "qzr1", at(5, "13:00"), "roll", "2030-03-06/afternoon", ROWS),
    Card("qzs3", None, "qzr2", at(5, "18:00"), "roll", "2030-03-06/afternoon", ROWS[:1]),
)


@pytest.fixture(scope="module")
def made() -> Page:
    return page(PROBLEM, PUBLISHED, CARDS)


@pytest.mark.parametrize("width", [27, 40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("ascii", [False, True])
def test_every_line_fits_and_speaks_titles(
    made: Page, width: int, listed: bool, ascii: bool
) -> None:
    lines = [line.plain for line in draw(made, View(width, ascii, listed))]
    assert max(map(cell_len, lines)) <= width
    said = " ".join(" ".join(lines).split())
    assert not ID.search(said)
    assert said.isascii() or not ascii
    for word in ("Budget", "arrears", "Rules", "Bureau", "Great"):
        assert word in said


def test_a_card_says_what_follows(made: Page) -> None:
    first, last = made.sheets
    assert first.title == (
        "Budget of the coming two years hands over to Scale of contributions and arrears in Great "
        "hall, as published Tue 13:00"
    )
    assert last.title == "Rules ends last in Small hall, as published Tue 18:00"
    assert [when for when, _ in first.rows] == [
        "Tue 10:00 – 13:00",
        "Tue 13:00 – 16:00",
        "Tue 16:00 – Wed 10:30",
        "later",
    ]
    printed, changed, stuck, unknown = (what for _, what in first.rows)
    assert printed == ("as printed, Scale of contributions and arrears starts Tue 15:00")
    assert changed == (
        "Budget of the coming two years runs over its slot, by up to 20 min; "
        "Budget of the coming two years goes on Tue 15:00 and Wed 10:00; "
        "Scale of contributions and arrears starts at once; "
        "Scale of contributions and arrears and Rules change places; "
        "annex: Wed a.m. Small hall + Budget of the coming two years + Scale of contributions and "
        "arrears - Rules; another room for Rules; overtime Wed a.m. up to 15 min; "
        "trimmed: Scale of contributions and arrears up to 30 min; the meeting ends Wed 12:00"
    )
    assert stuck == "the Bureau must choose: under roll Rules finds no place"
    assert unknown == "not computed here: report what happened, and replan"


def test_a_longer_session_that_ends_no_later_is_told_by_its_minutes() -> None:
    """Neighbours of which the same is told are one row; no row is without a span."""
    early, late = at(5, "13:00"), at(5, "16:00")
    over, other = consequence(runs_over=True, end=late), consequence(at_once=True, end=early)
    rows = (
        Row(at(5, "10:00"), late, "changed", (over,)),
        Row(late, late, "changed", (other,), (60, 75)),
        Row(late, late, "changed", (replace(other, offset=90),), (75, 90)),
        Row(late, late, "stuck", (), (90, 105)),
        Row(late, at(5, "17:00"), "stuck", ()),
        Row(at(5, "17:00"), None, "stuck", ()),
    )
    card = Card("qzs1", "qzs2", "qzr1", early, "roll", "2030-03-06/afternoon", rows)
    (sheet,) = page(PROBLEM, PUBLISHED, (card,)).sheets
    assert [when for when, _ in sheet.rows] == [
        *("Tue 10:00 – 16:00", "60 – 90 min longer", "later"),
    ]
