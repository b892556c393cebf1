"""A colleague changes a sheet, a letter or a programme, and the planner takes it over."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

import cli
from scheduler.importing.against import taking_over
from scheduler.scenario import diagnose_text, load
from scheduler.scenario.diagnostics import Diagnostic
from tests.docs.json_page import unnamed
from tests.importing.against.orchard import SCENARIO, exported, lay_out, sheet

MEETING = Path("meeting.yaml")
AGAINST = ["--against", "meeting.yaml"]
BEFORE = ["--before", "before.json"]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")  # a sentence is a line
    lay_out()


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> list[str]:
    assert cli.main(["import", *words]) == code, capsys.readouterr()
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def written(*changes: tuple[str, str]) -> str:
    """The scenario with changes."""
    text = SCENARIO
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("change", "sentence", "after"),
    [
        (
            ("14:00,14:45,45", "14:00,15:00,60"),
            "Plums: 60 minutes instead of 45 (row 4)",
            ("minutes: 45", "minutes: 60"),
        ),
        (
            ("2030-03-05,Tuesday,14:00,14:45", "2030-03-06,Wednesday,15:00,15:45"),
            "Plums: Wednesday 6 March 15:00 instead of Tuesday 5 March 14:00 (row 4)",
            ('"2030-03-05 14:00"', '"2030-03-06 15:00"'),
        ),
        (
            ("30,loft,Loft,quinces", "30,barn,Barn,quinces"),
            "Quinces: in Barn instead of Loft (row 5)",
            ("minutes: 30, rooms: [loft]", "minutes: 30, rooms: [barn]"),
        ),
        (
            ("1,1,Quinces", "1,1,Medlars"),
            "Quinces: called Medlars instead of Quinces (row 5)",
            ("title: Quinces", "title: Medlars"),
        ),
        (
            ("10:00,60,barn,Barn,apples", "11:00,120,barn,Barn,apples"),
            "Apples: 120 minutes instead of 45 to 90 (row 2)",
            ("likely: 60, most: 90", "likely: 120, most: 120"),
        ),
    ],
)
def test_what_a_sheet_says_otherwise_is_told_and_written(
    change: tuple[str, str],
    sentence: str,
    after: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = sheet(change)
    assert said(capsys, "csv", file, *AGAINST) == ["1 difference", sentence]
    assert MEETING.read_text(encoding="utf-8") == SCENARIO
    assert said(capsys, "csv", file, *AGAINST, "--apply") == ["Taken over", sentence]
    assert MEETING.read_text(encoding="utf-8") == written(after)
    assert said(capsys, "csv", file, *AGAINST, "--exit-code") == ["No difference."]


def test_an_order_is_taken_over_and_times_follow(capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(
        ("09:00,10:00,60,barn,Barn,apples", "10:00,11:00,60,barn,Barn,apples"),
        ("10:00,11:00,60,barn,Barn,pears", "09:00,10:00,60,barn,Barn,pears"),
    )
    lines = said(capsys, "csv", file, *AGAINST, *BEFORE, "--apply", "--exit-code")
    assert lines == [
        "Taken over",
        "Barn: the order is Pears and Apples instead of Apples and Pears (row 3)",
        "Will change when the timetable is solved again",
        "Apples: Tuesday 5 March 10:00 instead of Tuesday 5 March 09:00 (row 2)",
        "Pears: Tuesday 5 March 09:00 instead of Tuesday 5 March 10:00 (row 3)",
    ]
    expected = written(("order: [apples, pears]", "order: [pears, apples]"))
    assert MEETING.read_text(encoding="utf-8") == expected


def test_a_time_differs_from_a_timetable_and_becomes_a_pin(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = sheet(("09:00,09:30,30,loft", "11:00,11:30,30,loft"))
    assert said(capsys, "csv", file, *AGAINST) == ["No difference."]
    sentence = "Quinces: Wednesday 6 March 11:00 instead of Wednesday 6 March 09:00 (row 5)"
    assert said(capsys, "csv", file, *AGAINST, *BEFORE, "--apply") == ["Taken over", sentence]
    expected = written(("slots: [morning]}", "slots: [morning], pin: {exact: 2030-03-06 11:00}}"))
    assert MEETING.read_text(encoding="utf-8") == expected
    assert said(capsys, "csv", file, *AGAINST, "--exit-code") == ["No difference."]


def test_what_is_new_and_what_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(sheet()).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if ",pears," not in line]
    lines.append("2030-03-05,Tuesday,10:00,10:45,45,barn,Barn,,,,Figs,,,,,,,,,,")
    lines.append("2030-03-06,Wednesday,14:00,14:30,30,loft,Loft,hazel,,,Nuts,,,,,,,,,,")
    Path("sheet.csv").write_text("\n".join(lines), encoding="utf-8")
    told = [
        "Figs is new: Tuesday 5 March 10:00 in Barn (row 5)",
        "Nuts is new: Wednesday 6 March 14:00 in Loft (row 6)",
    ]
    kept = "Pears is not in the file"
    lines = said(capsys, "csv", "sheet.csv", *AGAINST, "--apply", "--exit-code", code=1)
    why = "the scenario keeps it; --drop removes it"
    assert lines == ["Taken over", *told, "Not taken over", f"{kept}: {why}"]
    assert said(capsys, "csv", "sheet.csv", *AGAINST, "--apply", "--drop") == ["Taken over", kept]
    assert MEETING.read_text(encoding="utf-8") == written(
        ("  - {id: pears, title: Pears, minutes: 60}\n", ""),
        ("order: [apples, pears]", "order: [apples, figs]"),
        (
            "slots: [morning]}\n",
            "slots: [morning]}\n  - {id: figs, title: Figs, minutes: 45}\n"
            "  - {id: hazel, title: Nuts, minutes: 30, rooms: [loft], "
            "pin: {exact: 2030-03-06 14:00}}\n",
        ),
    )
    assert said(capsys, "csv", "sheet.csv", *AGAINST, "--exit-code") == ["No difference."]


def test_what_the_checks_refuse_is_not_written_and_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A length that no slot holds, a room that is not there; the rest is taken over."""
    file = sheet(
        ("14:00,14:45,45", "14:00,22:00,480"),
        ("30,loft,Loft,quinces", "30,cellar,Cellar,quinces"),
        ("1,1,Apples", "1,1,Cider apples"),
    )
    lines = said(capsys, "csv", file, *AGAINST, "--apply", "--exit-code", code=1)
    assert lines[:3] == [
        "Taken over",
        "Apples: called Cider apples instead of Apples (row 2)",
        "Not taken over",
    ]
    plums, quinces = lines[3:]
    assert plums.startswith("Plums: 480 minutes instead of 45 (row 4): line 15: S021 ")
    assert quinces.endswith("(row 5): the scenario has no room called 'cellar'")
    expected = written(("title: Apples", "title: Cider apples"))
    assert MEETING.read_text(encoding="utf-8") == expected


def test_a_letter_whose_cells_were_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """In Word two sessions change places, and plums get other hours."""
    document = Document(BytesIO(exported("docx")))
    table = document.tables[0]
    barn, loft = table.rows[2].cells[1], table.rows[3].cells[2]
    first, second = barn.paragraphs
    first._p.addprevious(second._p)
    hours, _, name = loft.text.rpartition(" ")
    loft.paragraphs[0].text = hours.replace("14:", "15:") + f" {name}"
    document.save("letter.docx")
    lines = said(capsys, "docx", "letter.docx", *AGAINST, "--apply")
    assert lines == [
        "Taken over",
        "Barn: the order is Pears and Apples instead of Apples and Pears (Tuesday 5 March, 09:00)",
        "Plums: Tuesday 5 March 15:00 instead of Tuesday 5 March 14:00 (Tuesday 5 March, 14:00)",
    ]
    expected = written(("[apples, pears]", "[pears, apples]"), ("05 14:00", "05 15:00"))
    assert MEETING.read_text(encoding="utf-8") == expected


def test_a_letter_that_gives_no_hours_says_the_slot(capsys: pytest.CaptureFixture[str]) -> None:
    """Apples and pears in the afternoon: neither is pinned to an hour that nobody wrote."""
    document = Document(BytesIO(exported("docx")))
    barn = document.tables[0].rows[2].cells
    for paragraph in barn[1].paragraphs:
        barn[2].add_paragraph(paragraph.text)
        paragraph.text = ""
    document.save("letter.docx")
    lines = said(capsys, "docx", "letter.docx", *AGAINST, *BEFORE, "--apply")
    moved = "Tuesday 5 March afternoon instead of Tuesday 5 March"
    place = "(Tuesday 5 March, 14:00)"
    assert lines == [
        "Taken over",
        f"Apples: {moved} 09:00 {place}",
        f"Pears: {moved} 10:00 {place}",
    ]
    text = MEETING.read_text(encoding="utf-8")
    assert text.count('slots: ["2030-03-05/afternoon"]}') == 2
    assert "exact" not in text.replace('exact: "2030-03-05 14:00"', "")


def test_a_workbook_a_programme_and_a_timetable(capsys: pytest.CaptureFixture[str]) -> None:
    """The same change in each: plums an hour later."""
    book = load_workbook(BytesIO(exported("xlsx")))
    rows = book["Sittings"].iter_rows()
    row = next(row for row in rows if "plums" in [cell.value for cell in row])
    row[2].value, row[3].value = (v.replace(hour=v.hour + 1) for v in (row[2].value, row[3].value))
    book.save("sheet.xlsx")
    programme = exported("xml").decode().replace("T14:00:00", "T15:00:00")
    Path("programme.xml").write_text(programme, encoding="utf-8")
    made = exported("json").decode().replace("T14:00", "T15:00").replace("T14:45", "T15:45")
    Path("made.json").write_text(made, encoding="utf-8")
    sentence = "Plums: Tuesday 5 March 15:00 instead of Tuesday 5 March 14:00"
    for words in (("xlsx", "sheet.xlsx"), ("xml", "programme.xml"), ("json", "made.json")):
        count, line = said(capsys, *words, *AGAINST)
        assert (count, line.removesuffix(" (row 4)")) == ("1 difference", sentence), words
        said(capsys, *words, *AGAINST, "--apply")
        assert load(MEETING).problem.sessions[2].pin is not None
        assert MEETING.read_text(encoding="utf-8") == written(("05 14:00", "05 15:00"))
        lay_out()


def test_a_table_of_sessions_is_compared_field_by_field(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a row leaves empty is not compared."""
    rows = "id,title,minutes,rooms,exact\nplums,Damsons,45,loft;barn,\nquinces,,30,,\n"
    rows = rows.replace(",exact", ",not_before")
    Path("list.csv").write_text(rows, encoding="utf-8")
    lines = said(capsys, "csv", "list.csv", *AGAINST, "--apply", code=0)
    assert lines[:3] == [
        "Taken over",
        "Plums: called Damsons instead of Plums",
        "Plums: rooms loft and barn instead of loft",
    ]
    expected = written(
        ("title: Plums", "title: Damsons"), ("45\n    rooms: [loft]", "45\n    rooms: [loft, barn]")
    )
    assert MEETING.read_text(encoding="utf-8") == expected


def test_an_object_says_what_became_of_each_change(capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(("14:00,14:45,45", "14:00,15:00,60"), ("30,loft,Loft,", "30,cellar,,"))
    assert cli.main(["import", "csv", file, *AGAINST, "--apply", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["format_version"] == 1
    assert unnamed("import csv", content) == []
    assert [(c["session"], c["kind"], c["applied"]) for c in content["changes"]] == [
        ("plums", "lengthened", True),
        ("quinces", "room", False),
    ]
    assert content["changes"][1]["reason"] == "the scenario has no room called 'cellar'"


def test_a_row_that_says_two_things_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(("14:00,14:45,45", "14:00,15:00,45"), ("barn,Barn,pears", "barn,Loft,pears"))
    assert cli.main(["import", "csv", file, *AGAINST]) == 0
    told = capsys.readouterr().err
    assert "row 4: from 14:00 to 15:00 is not 45 minutes; the minutes count" in told
    assert "row 3: 'Loft' is not the name of room 'barn'; the id counts" in told


def test_an_included_file_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    start, end = SCENARIO.index("  - {id: quinces"), SCENARIO.index("rolling:")
    part = f"sessions:\n{SCENARIO[start:end]}"
    Path("more.yaml").write_text(part, encoding="utf-8")
    text = SCENARIO.replace(SCENARIO[start:end], "").replace("days:", "include: more.yaml\ndays:")
    MEETING.write_text(text, encoding="utf-8")
    file = sheet(("1,1,Quinces", "1,1,Medlars"))
    assert said(capsys, "csv", file, *AGAINST, "--apply")[1:] == [
        "Quinces: called Medlars instead of Quinces (row 5): "
        "it is in an included file: change it there"
    ]
    assert MEETING.read_text(encoding="utf-8") == text
    assert Path("more.yaml").read_text(encoding="utf-8") == part


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (["--apply"], 2, "--apply needs --against SCENARIO"),
        ([*AGAINST, "--drop"], 2, "--drop removes sessions from the scenario: add --apply"),
        ([*AGAINST, "--to", "new.yaml"], 2, "--to: not possible with --against"),
        ([*AGAINST, "--before", "sheet.csv"], 3, "sheet.csv"),
        (["--against", "sheet.csv", "--apply"], 2, "sheet.csv is the file that is imported"),
        (["--against", "meeting.db", "--apply"], 2, "meeting.db is a store"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    words: list[str], code: int, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("meeting.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    file = sheet(("14:00,14:45,45", "14:00,15:00,60"))
    assert cli.main(["import", "csv", file, *words]) == code
    said = capsys.readouterr()
    assert (said.out, why in said.err) == ("", True), said.err
    assert MEETING.read_text(encoding="utf-8") == SCENARIO


def test_several_that_are_new_join_an_order_in_their_own_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever order the sheet has them in."""
    text = Path(sheet()).read_text(encoding="utf-8").rstrip("\n")
    rows = ("11:30,12:00,30,barn,Barn,,,,Nuts", "11:00,11:30,30,barn,Barn,,,,Figs")
    lines = [text, *(f"2030-03-05,Tuesday,{row},,,,,,,,,," for row in rows)]
    Path("sheet.csv").write_text("\n".join(lines), encoding="utf-8")
    assert said(capsys, "csv", "sheet.csv", *AGAINST, *BEFORE, "--apply")[1:] == [
        "Figs is new: Tuesday 5 March 11:00 in Barn (row 7)",
        "Nuts is new: Tuesday 5 March 11:30 in Barn (row 6)",
    ]
    assert "order: [apples, pears, figs, nuts]" in MEETING.read_text(encoding="utf-8")


def test_what_the_checks_refuse_all_over_is_found_without_trying_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second of so many rows is no length that a slot holds; each took two checks."""
    tried: list[Path] = []

    def counted(path: Path, data: bytes) -> list[Diagnostic]:
        tried.append(path)
        return diagnose_text(path, data)

    monkeypatch.setattr(taking_over, "diagnose_text", counted)
    count = 3 * taking_over.HALVED
    entries = "".join(f"  - {{id: s{n}, title: Tree {n}, minutes: 30}}\n" for n in range(count))
    lines = SCENARIO.splitlines(keepends=True)
    head = "".join(lines[: lines.index("sessions:\n") + 1])
    MEETING.write_text(head + entries, encoding="utf-8")
    rows = "".join(f"s{n},Tree {n},{600 if n % 2 else 45}\n" for n in range(count))
    Path("list.csv").write_text(f"id,title,minutes\n{rows}", encoding="utf-8")
    told = said(capsys, "csv", "list.csv", *AGAINST, "--apply", "--exit-code", code=1)
    left = [line for line in told if "S021" in line]
    assert (len(told), len(left)) == (count + 2, count // 2)
    assert all(line.startswith("Tree") and ": 600 minutes" in line for line in left)
    assert len(tried) < 8
    assert MEETING.read_text(encoding="utf-8").count("minutes: 45}") == count // 2
