import re
from typing import Any

import pytest

from scheduler.problem import Problem
from scheduler.render import markdown
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.timetable import Timetable
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    ENIP,
    PRINTED,
    meeting,
    record,
    timetable,
    titled,
)

HEAD = [
    "| | Tuesday | Wednesday | Thursday | Friday | |",
    "| --- | --- | --- | --- | --- | --- |",
]


def written(
    *lines: str, problem: Problem | None = None, before: Timetable | None = None, **changes: Any
) -> str:
    known = problem if problem is not None else meeting()
    made = record(*(lines or PRINTED), **changes)
    return markdown.write(lay_out(known, made, ExportRequest(before=before))).decode()


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("|")]


def columns(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row)) - 1


def test_the_table_is_the_annex() -> None:
    assert rows(written()) == [
        *HEAD,
        f"| 10:00 – 13:00 | {ENIP} | {CEI} | {CEI}<br>WGTU | WGTR | 10:00 – 13:00 |",
        f"| 15:00 – 18:00 | {ENIP} | {CEI} | WGTU | WGTR | 15:00 – 18:00 |",
        "| SIDE EVENTS | *tbc* | *tbc* | *tbc* | *tbc* | SIDE EVENTS |",
    ]


def test_title_heading_and_footnote_stand_around_the_table() -> None:
    paragraphs = written().strip().split("\n\n")
    assert paragraphs[0] == (
        r"# DRAFT SCHEDULE OF CSP11 WORKING GROUP MEETINGS: 25-28 FEBRUARY 2025\*"
    )
    assert paragraphs[1].endswith("· Europe/Zurich")
    assert paragraphs[-1].startswith(r"\* The draft schedule")
    assert "held **on a rolling basis**." in paragraphs[-1]


def test_a_revision_says_so_and_marks_the_changed_cells_and_what_left_them() -> None:
    text = written(
        *AFTER_AN_OVERRUN,
        before=timetable(*PRINTED, "wgtr 25 15:00-16:00"),
        revision=1,
        as_of="2025-02-25 17:55",
    )
    assert text.splitlines()[0].endswith(" (Rev.1)")
    assert "*as of 25 February 2025, 17:55*" in text
    assert "▸ changed since the previous issue" in text
    assert rows(text)[2:4] == [
        f"| 10:00 – 13:00 | {ENIP} | ▸ changed<br>{ENIP}<br>{CEI} | {CEI}<br>WGTU "
        "| ▸ changed<br>WGTU<br>WGTR "
        "| 10:00 – 13:00 |",
        f"| 15:00 – 18:00 | ▸ changed<br>{ENIP}<br>~~WGTR~~ | {CEI} | WGTU "
        "| ▸ changed<br>WGTR (until 18:30) "
        "| 15:00 – 18:00 |",
    ]


def test_the_first_issue_has_no_marks_of_a_revision() -> None:
    assert not re.search(r"Rev\.|as of|▸", written())


@pytest.mark.parametrize("title", ["a | b", "a || b \\| c", "\\", "`|`", "a\nb|c", "|"])
def test_no_title_adds_a_column_or_a_line(title: str) -> None:
    text = written(problem=titled(title, title, title, title))
    assert [columns(row) for row in rows(text)] == [6] * 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*bold*", r"\*bold\*"),
        ("a_b_c", r"a\_b\_c"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("[x](y)", r"\[x\](y)"),
        ("C:\\temp", r"C:\\temp"),
        ("~~gone~~ $1$ #1", r"\~\~gone\~\~ \$1\$ \#1"),
    ],
)
def test_what_markdown_would_read_is_escaped(text: str, said: str) -> None:
    assert markdown.escaped(text) == said


@pytest.mark.parametrize(
    ("footnote", "said"), [("- a", r"\- a"), ("1. a", r"1\. a"), ("12) a", r"12\) a")]
)
def test_a_footnote_that_begins_like_a_list_stays_a_paragraph(footnote: str, said: str) -> None:
    problem = meeting(annex={"title": "SCHEDULE*", "footnotes": ["* first", footnote]})
    assert written(problem=problem).strip().split("\n\n")[-1] == said


def test_a_session_without_a_place_is_named_below_the_table() -> None:
    text = written(unplaced=[{"session": "wgtr", "reason": "no slot is left"}])
    assert "\n\nNot yet scheduled: WGTR\n\n" in text


def test_several_rooms_stand_at_the_side() -> None:
    text = written(*PRINTED, "wgtr 25 10:00-13:00 annex")
    assert "| Room | Tuesday 25 February 10:00 – 13:00 | Tuesday 25 February 15:00" in text
    assert "| Room 3 | WGTR | | | | | | | |" in text


def test_equal_timetables_give_equal_text() -> None:
    assert written() == written()
