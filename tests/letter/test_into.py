"""The annex of a letter replaced: the table, and not a byte besides."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from scheduler.errors import LetterError
from scheduler.letter import choose, open_letter
from scheduler.problem import Problem
from scheduler.render.docx.into_letter import Written, write_into
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.timetable import Timetable
from tests.letter.letters import CSP11_ROWS, Rows, letter, parts, retexted
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    ENIP,
    PRINTED,
    meeting,
    record,
    timetable,
    with_lunches,
)

TABLE = re.compile(rb"<w:tbl>.*?</w:tbl>", re.DOTALL)
HERE = Path("letter.docx")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(
    data: bytes,
    *lines: str,
    problem: Problem | None = None,
    before: Timetable | None = None,
    wanted: str | None = None,
    **asked: Any,
) -> Written:
    HERE.write_bytes(data)
    known = problem if problem is not None else meeting()
    made = lay_out(known, record(*(lines or PRINTED)), ExportRequest(before=before, **asked))
    return write_into(choose(open_letter(HERE), wanted=wanted, title=made.title), made)


def table(data: bytes, number: int = 1) -> Any:
    return Document(BytesIO(data)).tables[number]


def texts(data: bytes, number: int = 1) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table(data, number).rows]


def without_table(data: bytes, number: int = 1) -> tuple[bytes, bytes]:
    text = parts(data)["word/document.xml"]
    found = list(TABLE.finditer(text))[number]
    return text[: found.start()], text[found.end() :]


REVISED: Rows = (
    CSP11_ROWS[0],
    ("10.00 – 13.00", ENIP, f"{ENIP}\n{CEI}", f"{CEI}\nWGTU", "WGTU\nWGTR", "10.00 – 13.00"),
    ("15.00 – 18.00", ENIP, CEI, "WGTU", "WGTR (until 18:30)", "15.00 – 18.00"),
    ("SIDE EVENTS", "tbc", "tbc", "tbc", "tbc", "SIDE EVENTS"),
)


def test_the_table_says_what_the_timetable_says() -> None:
    made = written(letter(CSP11_ROWS), *AFTER_AN_OVERRUN).data
    assert texts(made) == [list(row) for row in REVISED]


@pytest.mark.parametrize("lines", [AFTER_AN_OVERRUN, (*PRINTED, "launch 26 13:15-14:45 annex")])
def test_everything_but_the_table_stays_byte_for_byte(lines: tuple[str, ...]) -> None:
    data = letter(CSP11_ROWS)
    made = written(data, *lines, problem=with_lunches(), before=timetable(*PRINTED)).data
    old, new = parts(data), parts(made)
    assert list(old) == list(new)
    assert {"customXml/item9.xml", "word/numbering.xml", "word/media/image1.png"} <= set(old)
    assert {name for name in old if old[name] != new[name]} == {"word/document.xml"}
    assert without_table(data) == without_table(made)


def test_the_parts_keep_their_order_their_times_and_their_compression() -> None:
    data = letter(CSP11_ROWS)
    made = written(data, *AFTER_AN_OVERRUN).data
    with ZipFile(BytesIO(data)) as old, ZipFile(BytesIO(made)) as new:
        told = [
            [(part.filename, part.date_time, part.compress_type) for part in archive.infolist()]
            for archive in (old, new)
        ]
    assert told[0] == told[1]


def test_a_letter_that_says_so_already_is_returned_as_it_is() -> None:
    data = letter(CSP11_ROWS)
    assert written(data).data == data


def test_the_same_letter_twice_gives_the_same_bytes() -> None:
    data = letter(CSP11_ROWS)
    first = written(data, *AFTER_AN_OVERRUN).data
    assert written(data, *AFTER_AN_OVERRUN).data == first
    assert written(first, *AFTER_AN_OVERRUN).data == first


def test_cells_that_say_the_same_keep_their_own_xml() -> None:
    data = letter(CSP11_ROWS)
    old, new = table(data), table(written(data, *AFTER_AN_OVERRUN).data)
    same = [(0, 1), (1, 0), (1, 3), (2, 0), (2, 2), (3, 1), (3, 5)]
    for row, column in same:
        assert old.cell(row, column)._tc.xml == new.cell(row, column)._tc.xml


def test_what_is_new_takes_over_fonts_alignment_and_style() -> None:
    made = table(written(letter(CSP11_ROWS), *AFTER_AN_OVERRUN).data)
    assert made.style.name == "Table Grid"
    for paragraph in made.cell(1, 2).paragraphs:
        assert paragraph.alignment == 1
        assert paragraph.runs[0].font.name == "Times New Roman"
        assert paragraph.runs[0].font.size.pt == 9


def test_a_merged_cell_stays_merged_while_both_halves_say_the_same() -> None:
    made = table(written(letter(CSP11_ROWS), *AFTER_AN_OVERRUN).data)
    assert made.cell(1, 1)._tc is made.cell(2, 1)._tc
    apart = table(written(letter(CSP11_ROWS), "enip 25 10:00-13:00", "cei 25 15:00-18:00").data)
    assert (apart.cell(1, 1).text, apart.cell(2, 1).text) == (ENIP, CEI)


def test_changed_cells_are_shaded_and_lose_the_shade_in_the_next_issue() -> None:
    first = written(letter(CSP11_ROWS), *AFTER_AN_OVERRUN, before=timetable(*PRINTED)).data
    assert fills(first) == {(1, 2), (1, 4), (2, 4)}
    second = written(first, *AFTER_AN_OVERRUN).data
    assert fills(second) == set()


def test_a_changed_cell_says_so_in_a_word_until_the_next_issue() -> None:
    """In the fonts of the letter; a cell that says the same keeps its own XML besides."""
    first = written(letter(CSP11_ROWS), *AFTER_AN_OVERRUN, before=timetable(*PRINTED)).data
    assert worded(first) == {(1, 2), (1, 4), (2, 4)}
    cell = table(first).cell(1, 2)
    assert cell.text == f"changed\n{ENIP}\n{CEI}"
    run = cell.paragraphs[0].runs[0]
    assert (run.font.name, run.font.size.pt, run.font.bold) == ("Times New Roman", 9, True)
    assert not cell.paragraphs[1].runs[0].font.bold
    assert written(first, *AFTER_AN_OVERRUN, before=timetable(*PRINTED)).data == first
    second = written(first, *AFTER_AN_OVERRUN).data
    assert worded(second) == set()
    unmarked = written(letter(CSP11_ROWS), *AFTER_AN_OVERRUN).data
    assert texts(second) == texts(unmarked)
    third = written(first, *PRINTED, before=timetable(*AFTER_AN_OVERRUN)).data
    assert worded(third) == {(1, 2), (1, 4), (2, 4)}
    assert table(third).cell(1, 2).text == f"changed\n{CEI}"
    assert not table(third).cell(1, 2).paragraphs[1].runs[0].font.bold


def worded(data: bytes) -> set[tuple[int, int]]:
    rows = enumerate(texts(data))
    return {(r, c) for r, row in rows for c, text in enumerate(row) if text.startswith("changed")}


def fills(data: bytes) -> set[tuple[int, int]]:
    made = table(data)
    return {
        (r, c)
        for r, row in enumerate(made.rows)
        for c, cell in enumerate(row.cells)
        for shade in cell._tc.iter(qn("w:shd"))
        if shade.get(qn("w:fill")) == "FFF0C2"
    }


def test_a_shade_of_the_secretariat_stays() -> None:
    data = retexted(
        letter(CSP11_ROWS), (b"<w:tcPr><w:tcW ", b'<w:tcPr><w:shd w:fill="00FF00"/><w:tcW ')
    )
    made = written(data, *AFTER_AN_OVERRUN).data
    shades = [shade.get(qn("w:fill")) for shade in table(made)._tbl.iter(qn("w:shd"))]
    assert set(shades) == {"00FF00"}


def test_a_side_event_takes_the_place_of_its_placeholder_and_stands_upright() -> None:
    made = written(
        letter(CSP11_ROWS), *PRINTED, "launch 26 13:15-14:45 annex", problem=with_lunches()
    ).data
    cell = table(made).cell(3, 2)
    assert cell.text == "13:15 – 14:45 Launch of the handbook (Room 3)"
    assert not cell.paragraphs[0].runs[0].italic
    assert table(made).cell(3, 1).paragraphs[0].runs[0].italic


def test_a_day_that_the_letter_lacks_gets_a_column_and_the_width_stays() -> None:
    rows = [[*row[:4], row[5]] for row in CSP11_ROWS]
    rows = [[cell if cell != "^" else ENIP for cell in row] for row in rows]
    data = letter(rows)
    made = written(data).data
    assert texts(made)[0] == ["", "Tuesday", "Wednesday", "Thursday", "Friday", ""]
    assert [row[4] for row in texts(made)] == ["Friday", "WGTR", "WGTR", "tbc"]
    wide = [sum(c.width for c in table(d).columns) for d in (data, made)]
    assert wide[0] == pytest.approx(wide[1], rel=0.01)
    assert without_table(data) == without_table(made)


def test_a_first_day_that_the_letter_lacks_comes_first() -> None:
    rows = [[row[0], *row[2:]] for row in CSP11_ROWS]
    made = texts(written(letter(rows)).data)
    assert made[0] == ["", "Tuesday", "Wednesday", "Thursday", "Friday", ""]
    assert made[1][1:3] == [ENIP, CEI]


def test_a_slot_that_the_letter_lacks_gets_a_row() -> None:
    rows = [row for row in CSP11_ROWS if not row[0].startswith("15")]
    made = texts(written(letter(rows)).data)
    assert [row[0] for row in made] == ["", "10.00 – 13.00", "15:00 – 18:00", "SIDE EVENTS"]
    assert made[2] == ["15:00 – 18:00", ENIP, CEI, "WGTU", "WGTR", "15:00 – 18:00"]


def test_rows_and_columns_beside_the_timetable_are_left_and_named() -> None:
    lunch = ("Lunch break", "Lunch", "<", "<", "<", "Lunch break")
    rows = [*CSP11_ROWS[:2], lunch, *CSP11_ROWS[2:]]
    rows = [[cell if cell != "^" else ENIP for cell in row] for row in rows]
    made = written(letter(rows), *AFTER_AN_OVERRUN)
    assert made.left == ("row 3, 'Lunch break'",)
    assert texts(made.data)[2] == ["Lunch break", *["Lunch"] * 4, "Lunch break"]
    assert texts(made.data)[1][2] == f"{ENIP}\n{CEI}"


def test_a_title_within_the_table_stays() -> None:
    rows = [("The annex", "<", "<", "<", "<", "<"), *CSP11_ROWS]
    made = texts(written(letter(rows), *AFTER_AN_OVERRUN).data)
    assert made[0] == ["The annex"] * 6
    assert made[2][2] == f"{ENIP}\n{CEI}"


def test_a_letter_in_french_gets_french() -> None:
    days = ("", "Mardi 25 février", "Mercredi 26 février", "Jeudi 27 février", "Vendredi 28", "")
    rows = [
        days,
        *CSP11_ROWS[1:3],
        ("MANIFESTATIONS PARALLÈLES", *["/à confirmer/"] * 4, "MANIFESTATIONS PARALLÈLES"),
    ]
    titles = {"fr": "Échange des pratiques"}
    sessions = [
        {**s.model_dump(exclude_none=True), "titles": titles if s.id == "enip" else None}
        for s in meeting().sessions
    ]
    made = texts(written(letter(rows), problem=meeting(sessions=sessions), language="fr").data)
    assert made[0] == list(days)
    assert made[1][1] == "Échange des pratiques"
    assert made[3][1] == "à confirmer"


def test_lines_broken_by_hand_stay_where_the_cell_says_the_same() -> None:
    rows = [list(row) for row in CSP11_ROWS]
    rows[1][3] = f"{CEI}|WGTU"
    data = letter(rows)
    assert written(data).data == data


def test_a_day_gets_its_date_where_the_dates_have_a_row() -> None:
    dates = ("", "25 February", "26 February", "27 February", "")
    rows = [[*row[:4], row[5]] for row in CSP11_ROWS]
    rows = [[cell if cell != "^" else ENIP for cell in row] for row in rows]
    made = texts(written(letter([rows[0], dates, *rows[1:]])).data)
    assert [row[4] for row in made] == ["Friday", "28 February", "WGTR", "WGTR", "tbc"]


def test_bookmarks_in_the_table_survive() -> None:
    data = letter(CSP11_ROWS)
    mark = b'<w:bookmarkStart w:id="9" w:name="wed"/><w:bookmarkEnd w:id="9"/>'
    text = parts(data)["word/document.xml"]
    cell = re.search(rb"<w:p>(?:(?!</w:p>).)*current and emerging", text, re.DOTALL)
    assert cell is not None
    marked = cell[0].replace(b"<w:r>", mark + b"<w:r>", 1)
    made = written(retexted(data, (cell[0], marked), once=True), *AFTER_AN_OVERRUN).data
    assert parts(made)["word/document.xml"].count(b'w:name="wed"') == 1


def test_the_table_is_found_by_number_title_and_bookmark() -> None:
    twice = letter(CSP11_ROWS, CSP11_ROWS, titles=("First annex", "Second annex"), bookmark="csp")
    for wanted in ("3", "second ANNEX"):
        made = written(twice, *AFTER_AN_OVERRUN, wanted=wanted).data
        assert texts(made, 2)[1][2] == f"{ENIP}\n{CEI}"
        assert texts(made, 1)[1][2] == CEI
    once = letter(CSP11_ROWS, titles=("First annex",), bookmark="csp11")
    assert texts(written(once, *AFTER_AN_OVERRUN, wanted="csp11").data)[1][2] == f"{ENIP}\n{CEI}"


def test_of_several_annexes_that_with_the_title_of_the_meeting_is_meant() -> None:
    twice = letter(CSP11_ROWS, CSP11_ROWS, titles=("Last year", meeting().annex.title or ""))
    made = written(twice, *AFTER_AN_OVERRUN).data
    assert texts(made, 1)[1][2] == CEI
    assert texts(made, 2)[1][2] == f"{ENIP}\n{CEI}"


def test_several_rooms_are_not_squeezed_into_one_table() -> None:
    two = (*PRINTED, "launch 26 10:00-11:00 annex")
    problem = meeting(
        sessions=[*meeting().model_dump()["sessions"], {"id": "launch", "minutes": 60}]
    )
    with pytest.raises(LetterError, match=r"letter.docx: the timetable has 3 tables.*--room"):
        written(letter(CSP11_ROWS), *two, problem=problem)
    made = written(letter(CSP11_ROWS), *two, problem=problem, rooms=("plenary",)).data
    assert made == letter(CSP11_ROWS)


@pytest.mark.parametrize("title", ["<w:t>&amp;]]>", "x" * 2000, "\u202eturned", "a\x00b", "=1+1"])
def test_hostile_titles_are_only_text(title: str) -> None:
    sessions = [{"id": "enip", "title": title, "minutes": 60}]
    made = written(letter(CSP11_ROWS), "enip 26 10:00-11:00", problem=meeting(sessions=sessions))
    said = texts(made.data)[1][2]
    assert said == title.replace("\u202e", "").replace("\x00", " ")
