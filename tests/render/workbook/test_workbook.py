"""The spreadsheet, read back with another library and compared with the timetable."""

from datetime import datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.render.layout.layout import lay_out
from scheduler.render.workbook import annex_xlsx as workbook
from scheduler.render.workbook.view_sheet import LONGEST
from scheduler.timetable import Record
from tests.render import large
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    PRINTED,
    meeting,
    record,
    timetable,
    titled,
    with_lunches,
)

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "@SUM(1)",
    "https://x.y/z",
    "{=1}",
    "\x1b<b>&",
    "12",
    "x" * 2_000,
)


def opened(problem: Problem, made: Record, wanted: ExportRequest = ExportRequest()) -> Any:  # noqa: B008  # frozen
    return openpyxl.load_workbook(BytesIO(export("xlsx", problem, made, wanted)), rich_text=True)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_there_is_a_sheet_for_each_view_and_one_to_count_with() -> None:
    made = record(*PRINTED, "launch 26 13:15-14:45 annex")
    assert opened(with_lunches(), made).sheetnames == [
        *("Days", "Rooms", "Bodies", "Side events", "List", "Sittings")
    ]


def test_a_row_of_the_sittings_is_a_sitting_with_real_days_hours_and_numbers() -> None:
    made = record(*PRINTED)
    heads, *rows = opened(meeting(), made)["Sittings"].iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    for row, sitting in zip(told, made.timetable.sittings, strict=True):
        assert row["day"] == datetime.combine(sitting.start.date(), time())
        assert (row["start"], row["end"]) == (sitting.start.time(), sitting.end.time())
        assert (row["session"], row["part"], row["room"]) == (
            sitting.session,
            sitting.part,
            sitting.room,
        )
        assert row["minutes"] == (sitting.end - sitting.start).total_seconds() / 60


@pytest.mark.parametrize("view", workbook.VIEWS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_view_has_every_box_of_its_layout_where_it_belongs(view: Any, language: Any) -> None:
    made = record(*AFTER_AN_OVERRUN, "launch 26 13:15-14:45 annex")
    wanted = ExportRequest(before=timetable(*PRINTED), language=language)
    sheet = opened(with_lunches(), made, wanted)[workbook.NAMES[view]]
    shown = texts(sheet)
    layout = lay_out(
        with_lunches(), made, ExportRequest(before=wanted.before, view=view, language=language)
    )
    for table in (table for page in layout.pages for table in page):
        for band in table.bands:
            assert not band.label or band.label in shown
            for box in band.boxes:
                if box is not None:
                    said = [line.text for line in box.lines]
                    said += [gone.told for gone in box.removed]
                    text = "\n".join([layout.language.changed] * box.changed + said)
                    assert not text or text in shown
    assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")


def test_changes_are_shaded_and_told_in_words() -> None:
    wanted = ExportRequest(before=timetable(*PRINTED))
    book = opened(meeting(), record(*AFTER_AN_OVERRUN), wanted)
    shaded = [
        cell
        for row in book["Days"].iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFF2CC" and cell.value
    ]
    layout = lay_out(meeting(), record(*AFTER_AN_OVERRUN), wanted)
    changed = [box for page in layout.pages for s in page for b in s.bands for box in b.boxes]
    assert len(shaded) == sum(1 for box in changed if box is not None and box.changed and box.lines)
    assert texts(book["Changes"])[1:] == list(layout.changes)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_only_text(title: str) -> None:
    book = opened(titled(title), record(*PRINTED))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    shown = " ".join(texts(book["Sittings"]))
    assert title.replace("\x1b", "") in shown


def test_a_cell_of_too_many_letters_is_cut_and_not_dropped() -> None:
    sessions = [{"id": f"s{n}", "title": "y" * 2_000, "minutes": 10} for n in range(18)]
    lines = [f"s{n} 25 {10 + n // 6}:{n % 6}0-{10 + n // 6}:{n % 6}9" for n in range(18)]
    book = opened(meeting(sessions=sessions, rolling=[]), record(*lines))
    longest = max(map(len, texts(book["Days"])))
    assert LONGEST <= longest <= 32_767


@pytest.mark.ci
def test_a_large_meeting_has_all_its_sittings_in_every_view(tmp_path: Any) -> None:
    problem = large.problem(tmp_path)
    book = opened(problem, large.record())
    assert book["Sittings"].max_row == 301
    assert "Rooms" not in book.sheetnames, "it is the view of days"
    for name in ("Days", "Bodies", "List"):
        shown = "\n".join(texts(book[name]))
        assert all(f"({n + 1})" in shown for n in range(300))


def test_equal_records_give_equal_bytes_at_any_time() -> None:
    first = export("xlsx", meeting(), record(*PRINTED))
    shuffled = record(*PRINTED).model_copy(update={"sittings": record(*PRINTED).sittings[::-1]})
    assert export("xlsx", meeting(), shuffled) == first
    made = opened(meeting(), record(*PRINTED)).properties
    assert made.created == made.modified == workbook.WHEN
