"""A session by another name is known by its place, where it is the only one; else it is not."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

import cli
from tests.importing.against.orchard import SCENARIO, calendar, exported, lay_out, sheet

AGAINST = ["--against", "meeting.yaml"]
BEFORE = ["--before", "before.json"]
MEETING = Path("meeting.yaml")
DAY = "2030-03-05"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[list[str], str]:
    assert cli.main(["import", *words]) == 0
    out, err = capsys.readouterr()
    return [line.strip() for line in out.splitlines()], err


def letter(*changes: tuple[str, str]) -> None:
    """The annex with other words in its cells."""
    document: Any = Document(BytesIO(exported("docx")))
    paragraphs = [p for row in document.tables[0].rows for c in row.cells for p in c.paragraphs]
    for old, new in changes:
        meant = next(p for p in paragraphs if p.text.endswith(old))
        meant.text = meant.text.replace(old, new)
    document.save("letter.docx")


@pytest.mark.parametrize("before", [BEFORE, []])
@pytest.mark.parametrize(("old", "new"), [("Pears", "Perry pears"), ("Apples", "Crab apples")])
def test_a_letter_that_calls_a_session_otherwise(
    old: str, new: str, before: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """With the timetable by its slot, without one by its place in the rolling order."""
    letter((old, new))
    lines, notes = said(capsys, "docx", "letter.docx", *AGAINST, *before, "--apply")
    assert [line.partition(" (")[0] for line in lines] == [
        "Taken over",
        f"{old}: called {new} instead of {old}",
    ]
    assert f"{new!r} is read as a new name of {old!r}: it is in the same place" in notes
    expected = SCENARIO.replace(f"title: {old}", f"title: {new}")
    assert MEETING.read_text(encoding="utf-8") == expected
    assert said(capsys, "docx", "letter.docx", *AGAINST, *before)[0] == ["No difference."]


def test_a_pin_is_a_place_where_no_timetable_says_one(capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet without ids."""
    text = sheet(("plums,1,1,Plums", ",1,1,Damsons"))
    lines, _ = said(capsys, "csv", text, *AGAINST)
    assert lines == ["1 difference", "Plums: called Damsons instead of Plums (row 4)"]


@pytest.mark.parametrize(
    "change",
    [
        ("14:00,14:45,45,loft,Loft,plums,1,1,Plums", "14:00,14:30,30,loft,Loft,,1,1,Damsons"),
        ("14:00,14:45,45,loft,Loft,plums,1,1,Plums", "14:15,15:00,45,loft,Loft,,1,1,Damsons"),
        ("14:00,14:45,45,loft,Loft,plums,1,1,Plums", "14:00,14:45,45,barn,Barn,,1,1,Damsons"),
    ],
)
def test_another_length_hour_or_room_is_another_session(
    change: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    lines, notes = said(capsys, "csv", sheet(change), *AGAINST, *BEFORE)
    assert lines[0] == "2 differences"
    assert lines[1].startswith("Damsons is new: Tuesday 5 March 14:")
    assert lines[2] == "Plums is not in the file"
    assert "a new name of" not in notes


def test_two_at_one_place_are_not_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    """Apples and pears are gone from the slot, two others are there."""
    letter(("Apples", "Figs"), ("Pears", "Nuts"))
    lines, notes = said(capsys, "docx", "letter.docx", *AGAINST, *BEFORE)
    kinds = [line.partition(" is ")[2][:3] for line in lines[1:]]
    assert sorted(kinds) == ["new", "new", "not", "not"]
    assert "a new name of" not in notes


def test_an_entry_of_others_at_the_hour_of_one_that_is_gone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    calendar(("SUMMARY:Plums", "SUMMARY:Damsons"), ("UID:plums.1@orchard.rollgrid", "UID:1@x"))
    lines, _ = said(capsys, "ics", "meeting.ics", *AGAINST, *BEFORE)
    assert [line.partition(" (")[0] for line in lines] == [
        "1 difference",
        "Plums: called Damsons instead of Plums",
    ]


def test_of_one_name_at_one_hour_the_room_tells_which(capsys: pytest.CaptureFixture[str]) -> None:
    """Not the order in which the sheet or the scenario has them."""
    text = SCENARIO.replace("title: Quinces, minutes: 30", "title: Plums, minutes: 30")
    MEETING.write_text(text, encoding="utf-8")
    held = json.loads(Path("before.json").read_text(encoding="utf-8"))
    (quinces,) = (one for one in held["sittings"] if one["session"] == "quinces")
    quinces |= {"room": "barn", "start": f"{DAY}T14:00+01:00", "end": f"{DAY}T14:30+01:00"}
    Path("before.json").write_text(json.dumps(held), encoding="utf-8")
    rows = (f"{DAY},14:00,14:30,Barn,Plums", f"{DAY},14:00,14:45,Loft,Plums")
    for order in (rows, rows[::-1]):
        lines = ["day,start,end,room,title", *order]
        lines += [f"{DAY},09:00,10:00,Barn,Apples", f"{DAY},10:00,11:00,Barn,Pears"]
        Path("sheet.csv").write_text("\n".join(lines), encoding="utf-8")
        assert said(capsys, "csv", "sheet.csv", *AGAINST, *BEFORE)[0] == ["No difference."]
