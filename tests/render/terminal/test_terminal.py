import io
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from syrupy.assertion import SnapshotAssertion

from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.terminal.boxes import wrapped
from scheduler.render.terminal.screen_grid import grid
from scheduler.render.words import printable
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

THREE_WEEKS = [date(2025, 2, day) for day in (*range(3, 8), *range(10, 15), *range(24, 29))]
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"])
AWKWARD = st.sampled_from("日本語한국e\u0301ñ-–—…👩\u200d👧🇨🇭ß\u200b*▸ ")
TITLES = st.text(LETTERS | AWKWARD, min_size=1, max_size=60) | st.text("abei日", min_size=30)
LONG_WORDS = ("日本語" * 20, "👩\u200d👧" * 20, "e\u0301" * 50, "x" * 200)
FRAME = "│├┌└|+"


def published() -> Layout:
    return lay_out(meeting(), record(*PRINTED))


def replanned() -> Layout:
    """ENIP took 30 minutes more on Tuesday."""
    problem = meeting(annex={**CSP11["annex"], "continued": True})
    printed = record(*AFTER_AN_OVERRUN, revision=1, as_of="Tuesday 25 February 17:55")
    return lay_out(problem, printed, ExportRequest(before=timetable(*PRINTED)))


def crowded() -> Layout:
    """Two rooms, side events that moved, a session that lost its place."""
    after = (*PRINTED[:4], "cei 27 10:00-11:30 annex", *PRINTED[5:7])
    lunches = ("briefing 25 13:15-14:45 annex", "launch 25 13:15-14:45", "launch 27 13:15-14:45")
    printed = record(*after, *lunches, unplaced=[{"session": "wgtr", "reason": "no room is free"}])
    before = timetable(*PRINTED, "briefing 26 13:15-14:45")
    return lay_out(with_lunches(), printed, ExportRequest(columns=6, before=before))


def drawn(page: Layout, width: int, **options: Any) -> str:
    return "\n".join(line.plain for line in grid(page, width=width, **options))


def boxes(lines: list[Text]) -> list[list[str]]:
    """The lines of each table."""
    found: list[list[str]] = [[]]
    for line in (line.plain for line in lines):
        if line[2:3] and line[2:3] in FRAME and cell_len(line) > 4 and line[-1] in "│┤┐┘|+":
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [table for table in found if table]


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_annex_of_csp11(width: int, snapshot: SnapshotAssertion) -> None:
    assert drawn(published(), width) == snapshot


@pytest.mark.parametrize("width", [80, 120])
def test_the_annex_after_an_overrun(width: int, snapshot: SnapshotAssertion) -> None:
    assert drawn(replanned(), width) == snapshot


def test_the_annex_in_ascii(snapshot: SnapshotAssertion) -> None:
    assert drawn(replanned(), 100, ascii=True) == snapshot


def test_several_rooms_with_side_events_and_somebody_without_a_place(
    snapshot: SnapshotAssertion,
) -> None:
    assert drawn(crowded(), 120) == snapshot


@pytest.mark.parametrize("width", [80, 120, 200])
def test_three_weeks_go_into_a_table_a_week_or_less(
    width: int, snapshot: SnapshotAssertion
) -> None:
    evening = {"id": "evening", "start": "19:00", "end": "21:00", "days": [date(2025, 2, 5)]}
    problem = meeting(days=THREE_WEEKS, slots=[*CSP11["slots"], evening])
    assert drawn(lay_out(problem, record(*PRINTED)), width) == snapshot


@pytest.mark.parametrize("page", [published(), replanned(), crowded()])
def test_ascii_is_only_ascii(page: Layout) -> None:
    assert drawn(page, 80, ascii=True).isascii()


def test_a_session_that_fills_two_slots_is_printed_once() -> None:
    tuesday = lay_out(titled("Alpha", days=[date(2025, 2, 25)]), record(*PRINTED[:2]))
    assert drawn(tuesday, 80).count("Alpha") == 1


def test_a_session_in_two_slots_of_which_only_one_changed_is_printed_twice() -> None:
    problem = titled("Alpha", days=[date(2025, 2, 25)])
    page = lay_out(problem, record(*PRINTED[:2]), ExportRequest(before=timetable(PRINTED[0])))
    assert drawn(page, 80).count("Alpha") == 2


def test_a_session_that_shares_its_second_slot_is_printed_in_both() -> None:
    problem = titled("Alpha", "Beta", days=[date(2025, 2, 25)])
    shared = record("enip 25 10:00-13:00", "enip 25 15:00-16:00", "cei 25 16:00-18:00")
    assert drawn(lay_out(problem, shared), 80).count("Alpha") == 2


def test_the_hours_stand_on_both_sides() -> None:
    line = next(line for line in boxes(grid(published(), width=120))[0] if "10:00" in line)
    assert line.count("10:00") == 2


def test_a_changed_cell_is_marked_without_colour() -> None:
    assert "▸" not in drawn(published(), 120)
    assert "▸ WGTU (cont'd)" in drawn(replanned(), 120)
    assert "− WGTR" in drawn(crowded(), 120)


def test_a_cell_in_another_order_is_marked() -> None:
    before = timetable("cei 27 10:00-11:30", "wgtu 27 11:30-13:00")
    after = record("wgtu 27 10:00-11:30", "cei 27 11:30-13:00")
    assert "▸ WGTU" in drawn(lay_out(meeting(), after, ExportRequest(before=before)), 120)


def test_only_the_mark_has_the_colour_of_the_mark() -> None:
    marked = next(line for line in grid(replanned(), width=120) if "▸" in line.plain)
    coloured = [
        marked.plain[span.start : span.end].strip()
        for span in marked.spans
        if "yellow" in str(span.style)
    ]
    assert coloured == ["▸", "▸"]


def test_what_waits_for_confirmation_is_italic() -> None:
    lines = [line for line in grid(published(), width=120) if "tbc" in line.plain]
    assert sum("italic" in str(span.style) for line in lines for span in line.spans) == 4


def test_bold_words_of_a_footnote_stay_bold_where_the_line_breaks() -> None:
    lines = grid(published(), width=50)
    bold = " ".join(
        line.plain[span.start : span.end]
        for line in lines
        for span in line.spans
        if "rolling" in line.plain and str(span.style) == "bold"
    )
    assert bold == "on a rolling basis"


def test_without_colours_the_lines_are_the_plain_text() -> None:
    console = Console(file=io.StringIO(), width=120, no_color=True, highlight=False)
    lines = grid(replanned(), width=120)
    for line in lines:
        console.print(line, soft_wrap=True)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().splitlines() == [line.plain for line in lines]


def test_a_day_is_never_stretched_beyond_what_reads_well() -> None:
    assert {cell_len(line) for line in boxes(grid(published(), width=400))[0]} == {163}


@given(
    titles=st.tuples(TITLES, TITLES, TITLES, TITLES),
    width=st.integers(27, 220),
    plain=st.booleans(),
    changed=st.booleans(),
)
@example(titles=LONG_WORDS, width=27, plain=False, changed=True)
@settings(max_examples=60, deadline=None)
def test_every_line_of_a_table_is_equally_wide_and_fits(
    titles: tuple[str, ...], width: int, plain: bool, changed: bool
) -> None:
    before = timetable(*PRINTED) if changed else None
    lines = grid(
        lay_out(titled(*titles), record(*AFTER_AN_OVERRUN), ExportRequest(before=before)),
        width=width,
        ascii=plain,
    )
    assert max(cell_len(line.plain) for line in lines) <= width
    tables = boxes(lines)
    assert sum(map(len, tables)) >= 9
    assert all(len({cell_len(line) for line in table}) == 1 for table in tables)


@given(
    title=TITLES.filter(lambda title: not set(title) & set("│├┌└─┼┤")), width=st.integers(27, 120)
)
@settings(max_examples=60, deadline=None)
def test_every_character_of_a_title_is_in_its_cell(title: str, width: int) -> None:
    problem = titled(title, days=[date(2025, 2, 25)], annex={})
    lines = boxes(grid(lay_out(problem, record(*PRINTED[:2])), width=width))[0]
    under_the_day = next(index for index, line in enumerate(lines) if line[2] == "├")
    shown = "".join(_day_of(line, width) for line in lines[under_the_day:])
    assert _bare(shown) == _bare(printable(title) or "enip")


def _day_of(line: str, width: int) -> str:
    """What a line of a table with one day says between the labels, rules left out."""
    label = 9 if width >= 100 else 7
    return line[3 + label + 1 : -(label + 2)].strip("─┬┴┼")


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("on current and emerging", 12, ["on current", "and emerging"]),
        ("implementation issues", 12, ["implementa-", "tion issues"]),
        ("WGETI Sub-working", 12, ["WGETI Sub-", "working"]),
        ("25-28 February", 5, ["25-28", "Febr-", "uary"]),
        ("日本語の題名", 5, ["日本", "語の", "題名"]),
        ("ABC日本語", 4, ["ABC", "日本", "語"]),
        ("e\u0301e\u0301e\u0301e\u0301", 3, ["e\u0301e\u0301e\u0301", "e\u0301"]),
        ("", 12, []),
    ],
)
def test_words_break_where_a_reader_would_break_them(
    text: str, width: int, lines: list[str]
) -> None:
    assert [line.plain for line in wrapped(Text(text), width)] == lines


def test_the_title_is_not_repeated_where_the_annex_has_none_of_its_own() -> None:
    assert (
        drawn(lay_out(meeting(annex={}), record(*PRINTED)), 120).count("CSP11 Working Group") == 1
    )


def test_the_issue_is_told_once_at_the_foot() -> None:
    lines = drawn(replanned(), 120).splitlines()
    assert lines[-1].strip() == "Rev.1 · as of Tuesday 25 February 17:55"
    assert sum("Rev.1" in line or "as of" in line for line in lines) == 1
    assert "Rev." not in drawn(published(), 120)


def test_short_brackets_stay_on_one_line_where_they_fit() -> None:
    lines = [line.plain for line in wrapped(Text("Plenary (ground floor), WGTR (x)"), 16)]
    assert lines == ["Plenary (ground", "floor), WGTR (x)"]
    lines = [line.plain for line in wrapped(Text("Room Nairobi (1st floor)"), 16)]
    assert lines == ["Room Nairobi", "(1st floor)"]
    lines = [line.plain for line in wrapped(Text("WGTR (not before 17:00)"), 9)]
    assert lines == ["WGTR (not", "before", "17:00)"]
