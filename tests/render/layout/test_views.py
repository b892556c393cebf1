"""The views beside the annex: what stands where, and what is marked as changed."""

from datetime import date
from typing import Any

import pytest

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.heading import subtitle
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Box, Gone, Sheet
from scheduler.timetable import Timetable
from scheduler.vocabulary.printing import ViewName
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    CSP11,
    ENIP,
    LUNCHES,
    PRINTED,
    meeting,
    record,
    timetable,
    with_lunches,
)

PEOPLE = [{"id": "chair", "title": "Chair of CEI"}, {"id": "ada", "title": "Delegate"}]
GROUPED = [
    {"id": "enip", "title": ENIP, "group": "WGETI", "minutes": 360, "attendees": ["ada"]},
    {"id": "cei", "title": CEI, "group": "WGETI", "minutes": 450, "chairs": ["chair"]},
    {"id": "wgtu", "title": "WGTU", "group": "WGTU", "joint": ["WGETI"], "minutes": 270},
    {"id": "wgtr", "title": "WGTR", "minutes": 360},
]
ROLLING = [{"room": "plenary", "order": ["enip", "cei", "wgtu", "wgtr"]}]
FORTNIGHT = [date(2025, 2, day) for day in (*range(17, 22), *range(24, 29))]


def grouped(**changes: Any) -> Problem:
    return meeting(**{"people": PEOPLE, "sessions": GROUPED, "rolling": ROLLING, **changes})


def shown(view: ViewName, *lines: str, problem: Problem | None = None, **asked: Any) -> Layout:
    made = record(*(lines or PRINTED))
    return lay_out(
        problem if problem is not None else grouped(), made, ExportRequest(view=view, **asked)
    )


def said(box: Box | None) -> str | None:
    return None if box is None else " / ".join(line.text for line in box.lines)


def table(sheet: Sheet) -> list[list[str | None]]:
    return [[band.label, *map(said, band.boxes)] for band in sheet.bands]


def heads(sheet: Sheet) -> list[str]:
    return [sheet.stub, *(column.name for column in sheet.columns)]


@pytest.mark.parametrize("view", ["rooms", "days"])
def test_rooms_stand_at_the_side_and_the_slots_of_the_days_above(view: ViewName) -> None:
    page = shown(view, *PRINTED, "wgtr 25 15:00-16:00 annex")
    (sheet,) = [sheet for sheets in page.pages for sheet in sheets]
    assert sheet.headed == tuple((f"{d} February", 2) for d in DAYS)
    assert [said(box) for box in sheet.bands[0].boxes][:3] == [ENIP, None, CEI]
    assert [said(box) for box in sheet.bands[1].boxes][:3] == ["", "WGTR", ""]


def test_one_day_is_a_table_of_rooms_by_slots() -> None:
    lines = (*PRINTED, "wgtr 25 15:00-16:00 annex")
    (sheet,) = shown("days", *lines, day=date(2025, 2, 25)).pages[0]
    assert sheet.caption == "Tuesday 25 February"
    assert heads(sheet) == ["Room", "10:00 – 13:00", "15:00 – 18:00"]
    assert [said(box) for box in sheet.bands[1].boxes] == ["", "WGTR"]


def test_a_paper_of_one_day_says_which_of_two_mondays_it_is() -> None:
    fortnight = grouped(days=FORTNIGHT)
    one = shown("days", *TWO_WEEKS, problem=fortnight, day=date(2025, 2, 25), rooms=("plenary",))
    assert one.dated
    assert not shown("days", *PRINTED, day=date(2025, 2, 25)).dated


def test_one_of_several_rooms_is_a_table_of_days_by_slots() -> None:
    (sheet,) = shown("days", *PRINTED, "wgtr 25 15:00-16:00 annex", rooms=("annex",)).pages[0]
    assert (sheet.caption, heads(sheet)[1]) == ("Room 3", "Tuesday")


def test_slots_in_which_nothing_is_held_and_rooms_that_nobody_uses_are_not_printed() -> None:
    lines = ("enip 25 10:00-13:00", "cei 26 10:00-13:00 annex")
    (sheet,) = shown("days", *lines, problem=grouped(annex={})).pages[0]
    assert [column.name for column in sheet.columns] == ["10:00 – 13:00"] * 2
    assert [band.label for band in sheet.bands] == ["Room 2", "Room 3"]
    (alone,) = shown("days", "enip 25 10:00-13:00", problem=grouped(annex={})).pages[0]
    assert [band.label for band in alone.bands] == ["10:00 – 13:00"]


def test_few_rooms_share_a_page_and_many_have_one_each() -> None:
    fortnight = grouped(days=FORTNIGHT, annex={})
    assert [len(page) for page in shown("rooms", *TWO_WEEKS, problem=fortnight).pages] == [2]
    many = grouped(days=FORTNIGHT, annex={}, rooms=[{"id": f"r{n}"} for n in range(6)])
    lines = [f"enip {day} 10:00-13:00 r{n}" for n in range(6) for day in (17, 25)]
    assert [len(page) for page in shown("rooms", *lines, problem=many).pages] == [1, 1]


def test_side_events_are_the_last_row_a_cell_for_each_day() -> None:
    lines = (*PRINTED, "launch 26 13:15-14:45 annex")
    (sheet,) = shown("rooms", *lines, problem=with_lunches()).pages[0]
    side = sheet.bands[-1]
    assert side.side
    assert side.label == "Side events"
    texts = [said(box) for box in side.boxes if box is not None]
    assert texts == ["tbc", "13:15 – 14:45 Launch of the handbook (Room 3)", "tbc", "tbc"]


def test_many_slots_of_a_day_go_into_several_tables() -> None:
    slots = [{"id": f"s{h}", "start": f"{h:02}:00", "end": f"{h:02}:45"} for h in range(8, 20)]
    lines = [f"enip 25 {h:02}:00-{h:02}:45" for h in range(8, 20)]
    page = shown("rooms", *lines, problem=grouped(slots=slots))
    assert [len(sheet.columns) for sheets in page.pages for sheet in sheets] == [8, 4]


def test_bodies_stand_at_the_side_and_what_fills_a_day_is_one_cell() -> None:
    (sheet,) = shown("groups").pages[0]
    assert sheet.headed == tuple((f"{d} February", 2) for d in DAYS)
    weti, wgtu, alone = sheet.bands
    assert (weti.label, wgtu.label, alone.label) == ("WGETI", "WGTU", "WGTR")
    assert [said(box) for box in weti.boxes] == [
        *(ENIP, None, CEI, None),
        *(f"{CEI} / WGTU", "WGTU", "", ""),
    ]
    assert [box.across for box in weti.boxes if box is not None] == [2, 2, 1, 1, 1, 1]
    assert [said(box) for box in wgtu.boxes] == ["", "", "", "", "WGTU", None, "", ""]


TWO_WEEKS = ("wgtr 17 10:00-13:00", *PRINTED)
DAYS = ("Tuesday 25", "Wednesday 26", "Thursday 27", "Friday 28")


def test_with_several_rooms_a_body_sees_its_rooms() -> None:
    (sheet,) = shown("groups", *PRINTED, "wgtr 25 10:00-13:00 annex").pages[0]
    assert said(sheet.bands[2].boxes[0]) == "WGTR (Room 3)"


def test_two_weeks_of_bodies_are_pages_of_whole_days() -> None:
    page = shown("groups", *TWO_WEEKS, problem=grouped(days=FORTNIGHT))
    captions = [sheet.caption for sheets in page.pages for sheet in sheets]
    assert captions == ["17 February 2025", "25-28 February 2025"]
    assert all(len(sheet.columns) <= 8 for sheets in page.pages for sheet in sheets)


def test_side_events_have_a_view_of_rooms_by_days() -> None:
    lines = (*PRINTED, "launch 26 13:15-14:45 annex", "briefing 27 13:15-14:45")
    (sheet,) = shown("side-events", *lines, problem=with_lunches()).pages[0]
    assert heads(sheet) == ["Room", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert table(sheet) == [
        ["Room 2", "", "", "13:15 – 14:45 Briefing on the reporting templates (tbc)", ""],
        ["Room 3", "", "13:15 – 14:45 Launch of the handbook", "", ""],
        ["", "tbc", "", "", "tbc"],
    ]
    italic = [line.italic for box in sheet.bands[0].boxes if box for line in box.lines]
    assert italic == [True]


def test_side_events_that_are_only_announced_are_said_to_be() -> None:
    (sheet,) = shown("side-events").pages[0]
    assert table(sheet) == [["Side events", "tbc", "tbc", "tbc", "tbc"]]


def test_a_list_is_in_order_of_time_and_rolling_sessions_have_the_hours_of_their_slot() -> None:
    (sheets,) = shown("list").pages
    thursday = sheets[2]
    assert thursday.caption == "Thursday 27 February"
    assert heads(thursday) == ["Time", "Session", "Body"]
    assert table(thursday) == [
        ["10:00 – 13:00", CEI, "WGETI"],
        ["10:00 – 13:00", f"WGTU / immediately after {CEI}", "WGTU, WGETI"],
        ["15:00 – 18:00", "WGTU", "WGTU, WGETI"],
    ]


def test_a_session_in_no_rolling_order_has_its_own_hours() -> None:
    (sheets,) = shown("list", "enip 25 10:30-12:00", problem=grouped(rolling=[])).pages
    assert table(sheets[0]) == [["10:30 – 12:00", ENIP, "WGETI"]]


def test_a_deputy_who_is_printed_in_a_list_is_marked_there() -> None:
    before = record("cei 26 10:00-13:00")
    (sitting,) = before.sittings
    after = before.model_copy(
        update={"sittings": (sitting.model_copy(update={"chairs": ("ada",)}),)}
    )
    asked = ExportRequest(view="list", before=before.timetable)
    (sheets,) = lay_out(grouped(rolling=[]), after, asked).pages
    assert [box.changed for band in sheets[0].bands for box in band.boxes[:1] if box] == [True]
    (sheets,) = lay_out(grouped(rolling=[]), before, asked).pages
    assert not any(box.changed for band in sheets[0].bands for box in band.boxes if box)


def test_what_is_no_longer_there_is_struck_out_where_it_was_in_time() -> None:
    before = record("enip 25 10:00-12:00", "cei 25 15:00-18:00")
    asked = ExportRequest(view="list", before=before.timetable)
    after = record("wgtu 25 12:00-13:00", "cei 25 15:00-18:00")
    (sheets,) = lay_out(grouped(rolling=[]), after, asked).pages
    rows = [(band.label, box.removed) for band in sheets[0].bands if (box := band.boxes[0])]
    assert rows == [("10:00 – 12:00", (Gone(ENIP),)), ("12:00 – 13:00", ()), ("15:00 – 18:00", ())]


def test_other_hours_in_the_same_slot_are_marked_and_do_not_look_like_two_sessions() -> None:
    before = record("enip 25 10:00-12:00")
    asked = ExportRequest(view="list", before=before.timetable)
    (sheets,) = lay_out(grouped(rolling=[]), record("enip 25 10:30-12:30"), asked).pages
    rows = [(b.label, box.changed, box.removed) for b in sheets[0].bands if (box := b.boxes[0])]
    assert rows == [("10:30 – 12:30", True, ())]


def test_a_list_names_the_room_where_there_are_several_and_the_side_events() -> None:
    lines = (*PRINTED, "launch 26 13:15-14:45 annex")
    (sheets,) = shown("list", *lines, problem=with_lunches()).pages
    assert table(sheets[1])[1] == ["13:15 – 14:45", "Launch of the handbook", "", "Room 3"]
    assert sheets[1].bands[1].side


def test_the_programme_of_an_office_says_where_it_presides_and_where_it_attends() -> None:
    page = shown("programme", of="chair")
    assert subtitle(page) == "Programme: Chair of CEI"
    (sheets,) = page.pages
    assert [sheet.caption for sheet in sheets] == ["Wednesday 26 February", "Thursday 27 February"]
    assert table(sheets[1]) == [["10:00 – 13:00", CEI, "WGETI", "presides"]]
    (attended,) = shown("programme", of="ada").pages
    assert table(attended[0])[0] == ["10:00 – 13:00", ENIP, "WGETI", "attends"]


def test_the_programme_of_a_body_holds_its_joint_sessions() -> None:
    (sheets,) = shown("programme", of="WGETI").pages
    assert [said(band.boxes[0]) for sheet in sheets for band in sheet.bands] == [
        *(ENIP, ENIP, CEI, CEI, CEI, f"WGTU / immediately after {CEI}", "WGTU")
    ]


def test_a_deputy_who_presides_has_it_in_the_programme_and_the_office_has_not() -> None:
    made = record(*PRINTED)
    sittings = [
        s.model_copy(update={"chairs": ("ada",)}) if s.session == "cei" else s
        for s in made.sittings
    ]
    deputised = made.model_copy(update={"sittings": tuple(sittings)})
    (sheets,) = lay_out(grouped(), deputised, ExportRequest(view="programme", of="ada")).pages
    told = [said(band.boxes[0]) for sheet in sheets for band in sheet.bands]
    assert told.count(f"{CEI} / Delegate presides") == 3
    assert lay_out(grouped(), deputised, ExportRequest(view="programme", of="chair")).pages == ((),)


def test_one_day_can_be_asked_for_in_every_view() -> None:
    for view in ("days", "rooms", "groups", "list"):
        page = shown(view, day=date(2025, 2, 26))
        days = {c.day for sheets in page.pages for s in sheets for c in s.columns}
        assert days <= {date(2025, 2, 26), None}
    with pytest.raises(ValueError, match="no day 2025-03-01; there are 2025-02-25"):
        shown("list", day=date(2025, 3, 1))


@pytest.mark.parametrize(
    ("view", "of", "why"),
    [
        ("programme", None, r"whose programme\? there are Chair of CEI, Delegate, WGETI, WGTU"),
        ("programme", "chiar", "no person and no body is called 'chiar' - did you mean 'chair'"),
        ("rooms", "chair", "only a programme is of somebody"),
    ],
)
def test_whose_programme_it_is_must_be_known(view: ViewName, of: str | None, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        shown(view, of=of)


LATE = "WGTR (until 18:30)"
CHANGED_IN = {
    "days": {(ENIP, CEI), ("WGTU", "WGTR"), (LATE,)},
    "rooms": {(ENIP, CEI), ("WGTU", "WGTR"), (LATE,)},
    "groups": {(ENIP, CEI), ("WGTU",), (LATE,)},
    "list": {(ENIP,), ("WGTU",), (LATE,)},
}


@pytest.mark.parametrize("view", CHANGED_IN)
def test_what_changed_is_shaded_in_every_view_and_told_in_words(view: ViewName) -> None:
    page = shown(view, *AFTER_AN_OVERRUN, before=timetable(*PRINTED))
    changed = {
        tuple(line.text for line in box.lines)
        for sheets in page.pages
        for sheet in sheets
        for band in sheet.bands
        for box in band.boxes
        if box is not None and box.changed
    }
    assert changed == CHANGED_IN[view]
    assert page.changes == (
        f"Wednesday 26 February, 10:00 – 13:00: now also {ENIP}",
        "Friday 28 February, 10:00 – 13:00: now also WGTU",
        f"Friday 28 February, 15:00 – 18:00: other hours: {LATE}",
    )


def test_what_left_a_list_stays_in_it_as_left() -> None:
    lines = [line for line in PRINTED if not line.startswith("wgtr")]
    (sheets,) = shown("list", *lines, before=timetable(*PRINTED)).pages
    (morning, _) = sheets[3].bands
    assert (morning.label, morning.boxes[0]) == (
        "10:00 – 13:00",
        Box((), changed=True, removed=(Gone("WGTR"),)),
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Wednesday 26 February, 10:00 – 13:00: now also A; no longer B"),
        ("fr", "Mercredi 26 février, 10:00 – 13:00 : désormais aussi : A ; ne figure plus : B"),
        ("es", "Miércoles 26 de febrero, 10:00 – 13:00: ahora también: A; ya no figura: B"),
        ("zh", "星期三 2月26日，10:00 – 13:00：新增：A；不再安排：B"),
    ],
)
def test_changes_are_told_in_the_language(language: Any, told: str) -> None:
    problem = meeting(sessions=[{"id": n, "title": n.upper(), "minutes": 60} for n in ("a", "b")])
    page = lay_out(
        problem,
        record("a 26 10:00-13:00"),
        ExportRequest(before=timetable("b 26 10:00-11:00"), language=language),
    )
    assert page.changes == (told,)


def test_another_order_and_side_events_are_told_in_words() -> None:
    before = timetable("cei 27 10:00-11:30", "wgtu 27 11:30-13:00", "launch 26 13:15-14:45")
    page = lay_out(
        with_lunches(),
        record("wgtu 27 10:00-11:30", "cei 27 11:30-13:00", "launch 26 13:15-14:45 annex"),
        ExportRequest(before=before),
    )
    day = "Wednesday 26 February, 13:15 – 14:45"
    assert page.changes == (
        f"{LUNCHES[1]['title']}: {day}, Room 2 → {day}, Room 3",
        f"Thursday 27 February, 10:00 – 13:00: in another order: WGTU; {CEI}",
    )


def test_a_move_is_told_in_one_line() -> None:
    before = timetable("cei 26 10:00-13:00", "wgtu 27 10:00-13:00", "wgtr 27 15:00-18:00")
    after = record("cei 26 10:00-13:00", "wgtu 28 10:00-13:00", "wgtr 28 15:00-18:00")
    page = lay_out(meeting(), after, ExportRequest(before=before))
    morning, afternoon = "10:00 – 13:00", "15:00 – 18:00"
    assert page.changes == (
        f"WGTU: Thursday 27 February, {morning} → Friday 28 February, {morning}",
        f"WGTR: Thursday 27 February, {afternoon} → Friday 28 February, {afternoon}",
    )
    only = lay_out(meeting(), after, ExportRequest(before=before, day=date(2025, 2, 28)))
    assert only.changes == page.changes
    other = lay_out(meeting(), after, ExportRequest(before=before, day=date(2025, 2, 26)))
    assert other.changes == ()


def test_who_comes_to_more_cells_than_it_leaves_has_moved_to_all_of_them() -> None:
    before = timetable("wgtu 27 10:00-13:00")
    after = record("wgtu 28 10:00-13:00", "wgtu 28 15:00-18:00")
    page = lay_out(meeting(), after, ExportRequest(before=before))
    assert page.changes == (
        "WGTU: Thursday 27 February, 10:00 – 13:00 → Friday 28 February, 10:00 – 13:00; "
        "Friday 28 February, 15:00 – 18:00",
    )


def test_nothing_is_told_without_a_before_or_without_a_change() -> None:
    assert shown("days").changes == ()
    assert shown("list", before=timetable(*PRINTED)).changes == ()


def test_an_empty_timetable_has_every_view() -> None:
    empty = Timetable.of(())
    assert empty.sittings == ()
    for view in ("days", "rooms", "groups", "side-events", "list"):
        assert lay_out(grouped(), record(), ExportRequest(view=view)).pages
    assert (
        lay_out(grouped(), record(), ExportRequest(view="list", day=date(2025, 2, 25)))
        .pages[0][0]
        .bands
    )


def test_entries_carry_what_filters_need() -> None:
    entry = shown("days").tables[0].rows[0].cells[2].entries[1]
    assert (entry.session, entry.group, entry.groups) == ("wgtu", "WGTU", ("WGTU", "WGETI"))
    cei = shown("days").tables[0].rows[0].cells[1].entries[0]
    assert (cei.chairs, cei.attendees, cei.kind) == (("chair",), (), "session")
    assert CSP11["rooms"]


def test_a_body_that_sits_alone_in_a_slot_gets_a_wider_column() -> None:
    """Eight columns of one width left eight lines to a title, beside seven empty cells."""
    ((sheet,),) = shown("groups").pages
    weights = [column.weight for column in sheet.columns]
    assert weights[4] > weights[0]
    assert weights == [4, 4, 4, 4, weights[4], 4, 4, 4]


def test_a_programme_in_which_nothing_changed_says_so() -> None:
    whose = "Programme: Chair of CEI"
    same = shown("programme", of="chair", before=timetable(*PRINTED))
    assert subtitle(same) == f"{whose} · nothing changed for you since the previous issue"
    assert subtitle(shown("programme", of="chair")) == whose
    moved = tuple(line.replace("cei 26", "cei 28") for line in PRINTED)
    assert subtitle(shown("programme", of="chair", before=timetable(*moved))) == whose
