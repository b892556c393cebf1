"""The old cell of a session that moved says where it is now, and nothing else does."""

from typing import Any, get_args

import pytest

from scheduler.render.formats import IN_TWO_LANGUAGES, ExportRequest, export
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Gone
from scheduler.render.terminal.screen import listing
from scheduler.render.terminal.screen_grid import grid
from scheduler.vocabulary.printing import LanguageCode
from tests.render.annexes import CEI, meeting, record, timetable, with_lunches

BEFORE = timetable("cei 26 10:00-13:00", "wgtu 27 10:00-13:00")
AFTER = ("cei 26 10:00-13:00", "wgtu 28 10:00-13:00")


def laid_out(*lines: str, problem: Any = None, **wanted: Any) -> Layout:
    request = ExportRequest(**{"before": BEFORE, "stubs": True, **wanted})
    return lay_out(problem or meeting(), record(*(lines or AFTER)), request)


def stubs(*lines: str, **wanted: Any) -> list[str]:
    """Those of all pages, in order."""
    return [
        line.text
        for page in laid_out(*lines, **wanted).pages
        for sheet in page
        for band in sheet.bands
        for box in band.boxes
        if box is not None
        for line in box.lines
        if line.stub
    ]


def test_the_old_cell_says_where_it_is_now() -> None:
    page = laid_out()
    old = page.tables[0].rows[0].cells[2]
    assert (old.stubs, old.removed, old.changed) == (("(WGTU: now Friday a.m.)",), (), True)
    assert page.changes == (
        "WGTU: Thursday 27 February, 10:00 – 13:00 → Friday 28 February, 10:00 – 13:00",
    )


def test_a_clean_edition_marks_nothing_else() -> None:
    page = laid_out("wgtu 28 10:00-13:00", clean=True)
    assert not page.changed
    assert not page.changes
    cells = [cell for row in page.tables[0].rows for cell in row.cells]
    assert [cell.stubs for cell in cells if cell.left] == [("(WGTU: now Friday a.m.)",)]
    assert not any(cell.changed or cell.removed for cell in cells)


def test_a_clean_edition_without_stubs_says_nothing_of_what_was() -> None:
    plain = lay_out(meeting(), record(*AFTER), ExportRequest())
    assert laid_out(clean=True, stubs=False) == plain
    assert lay_out(meeting(), record(*AFTER), ExportRequest(stubs=True)) == plain


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("wgtu 27 15:00-18:00",), ["(WGTU: now Thursday p.m.)"]),
        (("wgtu 28 10:00-11:00", "wgtu 28 15:00-16:00"), ["(WGTU: now Friday a.m.; Friday p.m.)"]),
        (("wgtu 27 10:00-11:00", "wgtu 28 10:00-11:00"), []),  # it is still here
        (("cei 26 10:00-13:00",), []),  # it is held no more
    ],
)
def test_where_it_is(lines: tuple[str, ...], told: list[str]) -> None:
    assert stubs(*lines) == told


def test_what_left_two_cells_for_one_has_a_stub_in_both() -> None:
    before = timetable("wgtu 27 10:00-13:00", "wgtu 27 15:00-18:00")
    assert stubs("wgtu 28 10:00-13:00", before=before) == ["(WGTU: now Friday a.m.)"] * 2


def test_what_is_shorter_and_has_left_a_cell_has_none() -> None:
    before = timetable("wgtu 27 10:00-13:00", "wgtu 27 15:00-18:00")
    page = laid_out("wgtu 27 10:00-13:00", before=before)
    cells = [cell for row in page.tables[0].rows for cell in row.cells if cell.left]
    assert [(cell.removed, cell.stubs) for cell in cells] == [((Gone("WGTU"),), ())]


def test_hours_are_said_where_the_half_day_is_not_enough() -> None:
    slots = [
        {"id": "one", "start": "09:00", "end": "10:00"},
        {"id": "two", "start": "10:00", "end": "13:00"},
    ]
    assert stubs(*AFTER, problem=meeting(slots=slots)) == ["(WGTU: now Friday, 10:00 – 13:00)"]
    assert stubs("wgtu 28 11:00-12:00", problem=meeting(rolling=[])) == [
        "(WGTU: now Friday, 11:00 – 12:00)"
    ]


def test_where_weekdays_come_twice_the_date_is_said() -> None:
    days = ["2025-02-20", "2025-02-26", "2025-02-27"]
    found = stubs("cei 26 10:00-13:00", "wgtu 20 10:00-13:00", problem=meeting(days=days))
    assert found == ["(WGTU: now Thursday 20 February a.m.)"]


def test_another_room_alone_is_said_alone() -> None:
    rooms = [{"id": "room2", "name": "Room 2"}, {"id": "room3", "name": "Room 3"}]
    there = meeting(rooms=rooms, rolling=[])
    before = timetable("wgtu 27 10:00-13:00 room2")
    assert stubs("wgtu 27 10:00-13:00 room3", problem=there, before=before) == [
        "(WGTU: now Room 3)"
    ]
    assert stubs("wgtu 28 15:00-18:00 room3", problem=there, before=before) == [
        "(WGTU: now Friday p.m., Room 3)"
    ]
    # a view by bodies tells rooms in the line: there it has not left its cell
    assert stubs("wgtu 27 10:00-13:00 room3", problem=there, before=before, view="groups") == []


def test_a_side_event_says_its_hours() -> None:
    before = timetable("wgtu 27 10:00-13:00", "lunch 26 13:15-14:45")
    now = ("wgtu 27 10:00-13:00", "lunch 27 13:15-14:45")
    found = stubs(*now, problem=with_lunches(), before=before)
    assert len(found) == 1
    assert found[0].endswith(": now Thursday, 13:15 – 14:45)")


@pytest.mark.parametrize(
    ("code", "stub"),
    [
        ("en", "(WGTU: now Friday a.m.)"),
        ("fr", "(WGTU : désormais vendredi matin)"),
        ("es", "(WGTU: ahora viernes por la mañana)"),
        ("ru", "(WGTU: теперь пятница, утро)"),
        ("zh", "（WGTU：改至星期五上午）"),
        ("ar", "(WGTU: الآن الجمعة صباحا)"),
    ],
)
def test_every_language_has_it(code: LanguageCode, stub: str) -> None:
    assert stubs(language=code) == [stub]
    assert code in get_args(LanguageCode)


def test_two_languages_have_it_twice() -> None:
    assert stubs(second="fr") == ["(WGTU: now Friday a.m.)", "(WGTU : désormais vendredi matin)"]
    assert "docx" in IN_TWO_LANGUAGES


@pytest.mark.parametrize("view", ["list", "journal", "rooms", "groups"])
@pytest.mark.parametrize("clean", [False, True])
def test_every_view_has_it(view: str, clean: bool) -> None:
    found = stubs(view=view, clean=clean)
    assert set(found) == {"(WGTU: now Friday a.m.)"}
    assert laid_out(view=view, clean=clean).changed is not clean


def test_a_programme_has_it_where_it_concerns_its_owner() -> None:
    assert stubs(view="programme", of="WGTU", clean=True) == ["(WGTU: now Friday a.m.)"]
    other = next(s.group for s in meeting().sessions if s.id == "cei")
    assert stubs(view="programme", of=other) == []
    assert not laid_out(view="programme", of=other, clean=True).unchanged


@pytest.mark.parametrize("width", [60, 120])
def test_the_terminal_has_it(width: int) -> None:
    for clean in (False, True):
        drawn = [line.plain for line in grid(laid_out(clean=clean), width=width)]
        said = " ".join(" ".join(drawn).replace("│", " ").split())
        assert "(WGTU: now" in said
        assert "− WGTU" not in said
        assert ("▸" in said) is not clean
    told = [line for line in listing(laid_out(clean=True)) if "now" in line]
    assert told == ["Thursday 27 February, 10:00 to 13:00: (WGTU: now Friday a.m.)"]


def test_a_sign_has_it() -> None:
    request = ExportRequest(before=BEFORE, stubs=True, clean=True, view="sign")
    page = export("html", meeting(), record(*AFTER), request).decode()
    assert '<p class="more" dir="auto">(WGTU: now Friday a.m.)</p>' in page
    assert CEI in page
