from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.render.layout.layout import lay_out
from scheduler.render.terminal.answer import View, adapt
from scheduler.render.terminal.screen import draw_timetable, listing
from scheduler.render.words import printable
from scheduler.timetable import Record
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CSP11,
    PRINTED,
    meeting,
    record,
    timetable,
    titled,
    with_lunches,
)

LISTED = View(width=100, ascii=False, list=True)


def test_the_annex_of_csp11_in_words(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(listing(lay_out(meeting(), record(*PRINTED)))) == snapshot


def test_the_annex_after_an_overrun_in_words(snapshot: SnapshotAssertion) -> None:
    problem = with_lunches(annex={**CSP11["annex"], "continued": True})
    after = (*AFTER_AN_OVERRUN, "briefing 25 13:15-14:45 annex", "launch 26 13:15-14:45")
    before = timetable(*PRINTED, "briefing 26 13:15-14:45")
    page = lay_out(
        problem, record(*after, revision=1, as_of="2025-02-25 17:55"), ExportRequest(before=before)
    )
    assert "\n".join(listing(page)) == snapshot


def test_rooms_are_named_where_there_are_several() -> None:
    lines = listing(lay_out(meeting(), record("wgtu 25 10:00-13:00 annex", "wgtr 25 10:00-13:00")))
    assert "Tuesday 25 February, 10:00 to 13:00, Room 2: WGTR" in lines
    assert "Tuesday 25 February, 10:00 to 13:00, Room 3: WGTU" in lines


def test_what_left_a_slot_is_said() -> None:
    page = lay_out(
        meeting(), record(*PRINTED[:-2], PRINTED[-1]), ExportRequest(before=timetable(*PRINTED))
    )
    assert "Friday 28 February, 10:00 to 13:00: no longer WGTR" in listing(page)


def test_another_order_is_said() -> None:
    before = timetable("cei 27 10:00-11:30", "wgtu 27 11:30-13:00")
    page = lay_out(
        meeting(), record("wgtu 27 10:00-11:30", "cei 27 11:30-13:00"), ExportRequest(before=before)
    )
    said = "Thursday 27 February, 10:00 to 13:00: WGTU (in another order than before)"
    assert said in listing(page)


def test_a_day_without_sessions_is_said() -> None:
    assert "Friday 28 February: no sessions" in listing(
        lay_out(meeting(annex={}), record(*PRINTED[:2]))
    )


def test_an_end_past_midnight_has_its_date() -> None:
    fixed = lay_out(meeting(rolling=[]), record("wgtr 27 15:00-24:30"))
    assert "Thursday 27 February, 15:00 to 00:30 on Friday 28 February: WGTR" in listing(fixed)
    rolling = lay_out(meeting(), record("wgtr 27 15:00-24:30"))
    assert "Thursday 27 February, 15:00 to 18:00: WGTR, until 00:30" in listing(rolling)


def test_what_has_no_place_is_said_with_the_reason() -> None:
    printed = record(*PRINTED[:-2], unplaced=[{"session": "wgtr", "reason": "no slot left"}])
    assert listing(lay_out(meeting(), printed))[-1] == "Without a place: WGTR: no slot left"


@given(st.lists(st.text(min_size=1, max_size=200), min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_every_sitting_is_one_line_with_its_session(titles: list[str]) -> None:
    lines = listing(lay_out(titled(*titles), record(*PRINTED)))
    sittings = [line for line in lines if " to " in line and "February, " in line]
    assert len(sittings) >= len(PRINTED)
    for title, session in zip(titles, CSP11["sessions"], strict=True):
        assert any((printable(title) or session["id"]) in line for line in sittings)
    assert not any("\n" in line for line in lines)


def test_a_deputy_in_the_chair_and_one_of_two_teams_are_said() -> None:
    problem = meeting(
        people=[{"id": "ada", "deputies": [{"id": "bo"}]}, {"id": "bo", "title": "Vice-Chair"}],
        sessions=[{"id": "wgtr", "minutes": 180, "chairs": ["ada"], "languages": ["en"]}],
        rolling=[],
        interpretation={"teams": [{"id": t, "languages": ["en"]} for t in ("one", "two")]},
    )
    held = record("wgtr 25 10:00-13:00")
    (sitting,) = held.sittings
    served = sitting.model_copy(update={"chairs": ("bo",), "team": "two"})
    lines = listing(lay_out(problem, held.model_copy(update={"sittings": (served,)})))
    assert (
        "Tuesday 25 February, 10:00 to 13:00: wgtr, Vice-Chair presides, interpreted by two"
        in lines
    )


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
@pytest.mark.parametrize("plain", [True, False], ids=["list", "grid"])
def test_ascii_of_other_letters_has_days_and_dates_in_english(language: str, plain: bool) -> None:
    problem = meeting(annex={**CSP11["annex"], "language": language})
    view = View(width=100, ascii=True, list=plain)
    lines = adapt(draw_timetable(problem, record(*PRINTED), view), view)
    said = "\n".join(line.plain for line in lines)
    assert "Tuesday" in said
    assert "25" in said
    assert "?" not in said


def test_the_issue_is_told_once_in_words() -> None:
    lines = listing(lay_out(meeting(), record(*PRINTED, revision=1, as_of="2025-02-25 17:55")))
    assert lines[-1] == "Rev.1 · as of 25 February 2025, 17:55"
    assert sum("1" in line and ("Rev" in line or "as of" in line) for line in lines) == 1


def drawn(problem: Problem, there: Record, *, plain: bool, **request: Any) -> list[str]:
    view = View(width=100, ascii=False, list=plain)
    made = draw_timetable(problem, there, view, ExportRequest(**request))
    return [line.plain.strip() for line in made]


@pytest.mark.parametrize("plain", [True, False], ids=["list", "grid"])
def test_slots_in_which_nothing_is_held_are_named_to_the_planner(plain: bool) -> None:
    """A grid has no row for an afternoon in which nothing is; a slot for a kind does not idle."""
    without = tuple(line for line in PRINTED if "15:00" not in line)
    reception = {"id": "late", "start": "18:30", "end": "20:00", "only": ["reception"]}
    toast = {"id": "toast", "title": "Toast", "kind": "reception", "minutes": 90}
    problem = meeting(
        slots=[*CSP11["slots"], reception], sessions=[*CSP11["sessions"], toast], rolling=[]
    )
    for there, named in (
        (PRINTED, None),
        (PRINTED[:-1], "Nothing is held in: Fri p.m."),
        (without, "Nothing is held in: Tue p.m., Wed p.m., Thu p.m., Fri p.m."),
        (PRINTED[:1], "Nothing is held in 7 slots."),
    ):
        said = drawn(problem, record(*there, "toast 26 18:30-20:00"), plain=plain)
        assert [line for line in said if line.startswith("Nothing")] == ([named] if named else [])
    thursday = drawn(problem, record(*PRINTED[:6]), plain=plain, day=CSP11["days"][2])
    assert thursday[-1] == "Nothing is held in: Thu p.m."
    exported = export("md", problem, record(*without))
    assert b"Nothing is held" not in exported, "a delegate does not ask"


def test_a_slot_without_a_session_is_named_by_its_hours_where_the_half_day_has_two() -> None:
    slots = [*CSP11["slots"], {"id": "night", "start": "20:00", "end": "22:00"}]
    days = [*CSP11["days"], date(2025, 3, 4)]
    there = [*PRINTED, *(f"wgtr {day} 20:00-22:00" for day in (26, 27, 28)), "cei 32 10:00-11:00"]
    said = drawn(meeting(slots=slots, days=days, rolling=[]), record(*there), plain=False)
    idle = "Tue 25 February 20:00 – 22:00, Tue 4 March 15:00 – 18:00, Tue 4 March 20:00 – 22:00"
    assert said[-1] == f"Nothing is held in: {idle}"


def test_the_list_of_a_programme_says_whose_it_is_and_has_theirs_alone() -> None:
    request = ExportRequest(view="programme", of="WGTR")
    there = record(*PRINTED, "briefing 26 13:15-14:45")
    lines = [
        line.plain
        for line in draw_timetable(
            with_lunches(), there, View(width=100, ascii=False, list=True), request
        )
    ]
    assert "Programme: WGTR" in lines
    assert "Friday 28 February, 10:00 to 13:00: WGTR, part 1 of 2" in lines
    assert not [line for line in lines if "WGETI" in line or "side event" in line]


def test_the_list_of_side_events_has_no_others() -> None:
    there = record(*PRINTED, "briefing 26 13:15-14:45")
    request = ExportRequest(view="side-events")
    lines = [
        line.plain
        for line in draw_timetable(
            with_lunches(), there, View(width=100, ascii=False, list=True), request
        )
    ]
    days = [line for line in lines if " February" in line and line.startswith(("T", "W", "F"))]
    assert len([line for line in days if "side event, " in line]) == 1
    assert not [line for line in days if "WGT" in line or "WGETI" in line]
