from datetime import date, time

import pytest

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.languages.dating import dates
from scheduler.render.layout.layout import lay_out, runs
from scheduler.render.layout.shape import Cell, Layout, Run
from scheduler.render.layout.sheets import Gone
from scheduler.render.words import ascii_only, printable
from scheduler.timetable import Timetable
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    CSP11,
    ENIP,
    FOOTNOTE,
    PRINTED,
    TITLE,
    meeting,
    record,
    timetable,
    titled,
    with_lunches,
)

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(4)
MORNING, AFTERNOON = range(2)


def laid_out(
    problem: Problem | None = None, *lines: str, before: Timetable | None = None
) -> Layout:
    printed = record(*(lines or PRINTED))
    return lay_out(
        problem if problem is not None else meeting(), printed, ExportRequest(before=before)
    )


def cell(page: Layout, day: int, row: int) -> Cell:
    return page.tables[0].rows[row].cells[day]


def texts(cell: Cell) -> list[str]:
    return [entry.text for entry in cell.entries]


def test_the_annex_has_a_column_a_day_and_a_row_a_regular_slot() -> None:
    page = laid_out()
    assert [column.name for column in page.columns] == [
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    ]
    assert page.columns[0].date == "25 February"
    assert [row.label for row in page.tables[0].rows] == ["10:00 – 13:00", "15:00 – 18:00"]
    assert (page.tables[0].rows[0].start, page.tables[0].rows[0].end) == (time(10), time(13))


def test_a_slot_for_side_events_is_no_row() -> None:
    assert [row.slot for row in laid_out().tables[0].rows] == ["morning", "afternoon"]


def test_a_slot_for_committees_is_a_row_where_there_are_committees() -> None:
    evening = {"id": "evening", "start": "19:00", "end": "21:00", "only": ["committee"]}
    slots = [*CSP11["slots"], evening]
    bureau = {"id": "bureau", "kind": "committee", "minutes": 60}
    without = laid_out(meeting(slots=slots))
    held = laid_out(
        meeting(slots=slots, sessions=[*CSP11["sessions"], bureau]), "bureau 25 19:00-20:00"
    )
    assert [row.slot for row in without.tables[0].rows] == ["morning", "afternoon"]
    assert texts(cell(held, TUESDAY, 2)) == ["bureau"]


def test_a_cell_lists_its_sessions_in_order() -> None:
    assert texts(cell(laid_out(), THURSDAY, MORNING)) == [CEI, "WGTU"]


def test_slots_of_the_same_hours_on_different_days_share_a_row() -> None:
    morning = {"start": "10:00", "end": "13:00"}
    slots = [
        {"id": "morning", **morning, "days": [date(2025, 2, day) for day in (25, 26, 27)]},
        {"id": "friday", **morning, "days": [date(2025, 2, 28)]},
        CSP11["slots"][2],
    ]
    page = laid_out(meeting(slots=slots))
    assert [c.slot for c in page.tables[0].rows[0].cells] == [*["morning"] * 3, "friday"]
    assert texts(cell(page, FRIDAY, MORNING)) == ["WGTR"]


def test_a_slot_that_is_not_held_on_a_day_leaves_a_cell_that_does_not_serve() -> None:
    evening = {"id": "evening", "start": "19:00", "end": "21:00", "days": [date(2025, 2, 26)]}
    cells = laid_out(meeting(slots=[*CSP11["slots"], evening])).tables[0].rows[2].cells
    assert [c.serves for c in cells] == [False, True, False, False]
    assert [c.slot for c in cells] == [None, "evening", None, None]


def test_a_slot_at_midnight_is_a_slot_like_any_other() -> None:
    slots = [{"id": "night", "start": "00:00", "end": "03:00"}, *CSP11["slots"]]
    page = laid_out(meeting(slots=slots), "enip 25 00:00-03:00")
    assert texts(cell(page, TUESDAY, 0)) == [ENIP]


@pytest.mark.parametrize(
    ("line", "day"), [("wgtr 28 18:10-18:40", FRIDAY), ("wgtr 27 24:10-24:40", THURSDAY)]
)
def test_what_begins_in_the_overtime_belongs_to_the_slot_before(line: str, day: int) -> None:
    page = laid_out(None, line)
    assert texts(cell(page, day, AFTERNOON)) == ["WGTR"]
    assert sum(len(c.entries) for row in page.tables[0].rows for c in row.cells) == 1


def test_what_begins_before_every_slot_belongs_to_the_first() -> None:
    assert texts(cell(laid_out(None, "enip 25 09:30-10:30"), TUESDAY, MORNING)) == [ENIP]


def test_later_parts_say_that_they_are_continued_only_where_the_annex_asks_for_it() -> None:
    asked = laid_out(meeting(annex={"continued": True}))
    assert texts(cell(asked, THURSDAY, MORNING)) == [f"{CEI} (cont'd)", "WGTU"]
    assert texts(cell(asked, TUESDAY, MORNING)) == [ENIP]
    assert texts(cell(laid_out(), THURSDAY, AFTERNOON)) == ["WGTU"]


def test_an_entry_knows_its_local_hours_and_its_elapsed_minutes() -> None:
    entry = cell(laid_out(), THURSDAY, MORNING).entries[1]
    assert (entry.hours, entry.minutes, entry.part, entry.parts) == ("11:30 – 13:00", 90, 1, 2)


def test_minutes_are_elapsed_over_the_night_of_a_clock_change() -> None:
    night = {"id": "night", "start": "01:00", "end": "05:00"}
    problem = meeting(days=[date(2025, 3, 30)], slots=[night])
    entry = cell(lay_out(problem, record("enip 58 01:00-05:00")), 0, 0).entries[0]
    assert (entry.hours, entry.minutes) == ("01:00 – 05:00", 180)


def test_only_cells_with_other_sessions_or_other_hours_are_changed() -> None:
    page = laid_out(None, *AFTER_AN_OVERRUN, before=timetable(*PRINTED))
    changed = [(c.day.day, row.slot) for row in page.tables[0].rows for c in row.cells if c.changed]
    assert changed == [(26, "morning"), (28, "morning"), (28, "afternoon")]
    assert [e.added for e in cell(page, WEDNESDAY, MORNING).entries] == [True, False]
    assert page.changed


def test_a_cell_names_what_is_no_longer_there() -> None:
    after = [line for line in PRINTED if not line.startswith("wgtu 27 11")]
    page = laid_out(None, *after, before=timetable(*PRINTED))
    assert cell(page, THURSDAY, MORNING).changed
    assert cell(page, THURSDAY, MORNING).removed == (Gone("WGTU"),)
    assert cell(page, THURSDAY, AFTERNOON).removed == ()


def test_another_order_in_a_cell_is_a_change_that_adds_and_removes_nothing() -> None:
    before = timetable("cei 27 10:00-11:30", "wgtu 27 11:30-13:00")
    swapped = laid_out(None, "wgtu 27 10:00-11:30", "cei 27 11:30-13:00", before=before)
    there = cell(swapped, THURSDAY, MORNING)
    assert there.changed
    assert there.reordered
    assert there.removed == ()
    assert not any(entry.added for entry in there.entries)


def test_nothing_is_changed_without_a_before_or_against_itself() -> None:
    assert not laid_out().changed
    assert not laid_out(None, *PRINTED, before=timetable(*PRINTED)).changed
    assert not any(e.added for e in cell(laid_out(), TUESDAY, MORNING).entries)


def test_against_an_empty_timetable_every_session_is_new() -> None:
    page = laid_out(None, *PRINTED, before=timetable())
    assert all(c.changed for row in page.tables[0].rows for c in row.cells)


def test_one_room_needs_no_name() -> None:
    assert [(table.room, table.room_name) for table in laid_out().tables] == [("plenary", None)]


def test_every_room_in_use_gets_a_table_in_the_order_of_the_scenario() -> None:
    page = laid_out(None, "wgtr 25 10:00-13:00 annex", "enip 25 10:00-13:00")
    assert [table.room_name for table in page.tables] == ["Room 2", "Room 3"]


def test_a_room_that_everybody_left_still_shows_what_left_it() -> None:
    page = laid_out(None, "enip 25 10:00-13:00", before=timetable("enip 25 10:00-13:00 annex"))
    assert [table.room for table in page.tables] == ["plenary", "annex"]
    assert page.tables[1].rows[MORNING].cells[TUESDAY].removed == (Gone(ENIP, "→ Room 2"),)


def test_one_room_of_several_can_be_asked_for_and_keeps_its_name() -> None:
    both = record("wgtr 25 10:00-13:00 annex", "enip 25 10:00-13:00")
    assert [
        t.room_name for t in lay_out(meeting(), both, ExportRequest(rooms=["annex"])).tables
    ] == ["Room 3"]


def test_rooms_that_do_not_exist_are_named_all_at_once() -> None:
    with pytest.raises(ValueError, match="no room is called 'attic'; there are Room 2"):
        lay_out(meeting(), record(*PRINTED), ExportRequest(rooms=["attic", "plenary", "cellar"]))


def test_an_empty_timetable_is_printed_for_the_room_of_the_rolling_order() -> None:
    page = lay_out(meeting(rolling=[{"room": "annex", "order": ["enip"]}]), record())
    assert [table.room for table in page.tables] == ["annex"]


def test_side_events_are_announced_until_there_are_some() -> None:
    page = laid_out(with_lunches(), *PRINTED, "launch 26 13:15-14:45 annex")
    assert page.side_events is not None
    assert [side.tbc for side in page.side_events] == [True, False, True, True]
    entry = page.side_events[WEDNESDAY].entries[0]
    assert (entry.text, entry.hours, entry.room_name) == (
        "Launch of the handbook",
        "13:15 – 14:45",
        "Room 3",
    )


def test_an_annex_without_side_events_has_no_row_for_them() -> None:
    assert laid_out(meeting(annex={})).side_events is None


def test_a_side_event_in_another_room_is_a_change_for_its_room_is_printed() -> None:
    before = timetable("launch 26 13:15-14:45")
    page = laid_out(with_lunches(), "launch 26 13:15-14:45 annex", before=before)
    assert page.side_events is not None
    assert [side.changed for side in page.side_events] == [False, True, False, False]
    assert page.side_events[WEDNESDAY].entries[0].added
    assert page.side_events[WEDNESDAY].removed == ()


def test_a_session_to_be_confirmed_says_so() -> None:
    page = laid_out(with_lunches(), "briefing 25 13:15-14:45", "launch 26 13:15-14:45")
    assert page.side_events is not None
    assert [e.tbc for side in page.side_events for e in side.entries] == [True, False]


def test_title_heading_and_footnote_come_from_the_scenario() -> None:
    page = laid_out()
    assert page.title == TITLE
    assert page.heading == (
        "CSP11 Working Group Meetings · CICG Geneva · Room 2 · 25-28 February 2025 · Europe/Zurich"
    )
    assert "".join(run.text for run in page.footnotes[0]) == FOOTNOTE.replace("**", "")
    assert [run.text for run in page.footnotes[0] if run.bold] == ["on a rolling basis"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", [Run("plain")]),
        ("**all**", [Run("all", bold=True)]),
        ("a **b** c **d**", [Run("a "), Run("b", bold=True), Run(" c "), Run("d", bold=True)]),
        ("** a second footnote", [Run("** a second footnote")]),
        ("", []),
    ],
)
def test_words_between_two_stars_are_bold(text: str, expected: list[Run]) -> None:
    assert list(runs(text)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([date(2025, 2, 25)], "25 February 2025"),
        ([date(2025, 2, 28), date(2025, 2, 25)], "25-28 February 2025"),
        ([date(2025, 2, 27), date(2025, 3, 1)], "27 February – 1 March 2025"),
        ([date(2025, 12, 30), date(2026, 1, 2)], "30 December 2025 – 2 January 2026"),
    ],
)
def test_dates_repeat_no_more_than_they_must(days: list[date], expected: str) -> None:
    assert dates(days) == expected


def test_dates_are_needed_where_a_weekday_comes_twice() -> None:
    assert not laid_out().dated
    assert laid_out(meeting(days=[date(2025, 2, 25), date(2025, 3, 4)])).dated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\nlines\tand  spaces ", "two lines and spaces"),
        ("\x1b[31mred", "[31mred"),
        ("turned \u202eround", "turned round"),
        ("half \ud800", "half \ufffd"),
        ("Straße été 日本", "Straße été 日本"),
    ],
)
def test_texts_cannot_steer_a_terminal(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_ascii_keeps_what_it_can_say() -> None:
    assert ascii_only("10:00 – 13:00 Straße, “été”, 日本") == '10:00 - 13:00 Strasse, "ete", ??'


def test_a_title_without_a_visible_character_is_printed_as_the_id() -> None:
    assert texts(cell(laid_out(titled("\x00 \n")), TUESDAY, MORNING)) == ["enip"]


def test_the_unplaced_are_listed_with_their_reason() -> None:
    printed = record(*PRINTED[:-2], unplaced=[{"session": "wgtr", "reason": "no slot left"}])
    homeless = lay_out(meeting(), printed).unplaced
    assert [(h.text, h.reason) for h in homeless] == [("WGTR", "no slot left")]
