"""A weekday beside a date that is not that of it: the date is taken, and that is said."""

from datetime import date
from pathlib import Path

import pytest

import cli
from scheduler.letter.weekdays import contradiction, written_weekday
from tests.letter.letters import letter


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("Monday 25 February 2025", 0),
        ("Mon., 25.02.2025", 0),
        ("Lundi 25 février", 0),
        ("el lunes 25 de febrero", 0),
        ("понедельник, 25 февраля", 0),
        ("2025年2月25日星期一", 0),
        ("الاثنين 25 فبراير", 0),
        ("Tuesday / Mardi", 1),
        ("5 Mar 2025", None),
        ("mar. 5 mars 2025", None),
        ("Monday to Tuesday", None),
        ("25.02.2025", None),
        ("", None),
    ],
)
def test_a_weekday_is_read_in_six_languages(text: str, weekday: int | None) -> None:
    """``mar`` is a month as well, and none."""
    assert written_weekday(text) == weekday


def test_a_date_and_its_own_weekday_do_not_contradict_each_other() -> None:
    day = date(2025, 2, 25)
    assert contradiction("Tuesday 25 February", day) is None
    assert contradiction("25 February", day) is None
    assert contradiction("Monday\n25 February", day) == (
        "'Monday 25 February': 2025-02-25 is a Tuesday: the date counts, not the weekday"
    )


def told(
    capsys: pytest.CaptureFixture[str], heads: tuple[str, ...], title: str, code: int = 0
) -> list[str]:
    rows = (("", *heads), ("10.00 – 13.00", *(f"Body {n}" for n in range(len(heads)))))
    Path("letter.docx").write_bytes(letter(rows, titles=(title,)))
    argv = ["import", "docx", "letter.docx", "--timezone", "Europe/Zurich", "--to", "m.yaml"]
    assert cli.main(argv) == code
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("heads", "title"),
    [
        (("Monday 25 February 2025", "Wednesday 26 February 2025"), "Schedule"),
        (("Monday 25 February", "Wednesday 26 February"), "Schedule, 25-26 February 2025"),
    ],
)
def test_a_head_of_a_letter_is_read_by_its_date_and_told(
    heads: tuple[str, ...], title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(capsys, heads, title)
    assert [line for line in lines if "head" in line] == [
        f"table head {heads[0]!r}: 2025-02-25 is a Tuesday: the date counts, not the weekday"
    ]
    assert "days: [2025-02-25, 2025-02-26]" in Path("m.yaml").read_text(encoding="utf-8")


def test_where_only_the_weekday_says_the_year_nothing_is_assumed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    heads = ("Monday 25 February", "Wednesday 26 February")
    lines = told(capsys, heads, "Schedule", code=3)
    assert (
        "the dates of these days are not clear: Monday 25 February, Wednesday 26 February"
        in lines[0]
    )
    assert not Path("m.yaml").exists()


def test_a_sheet_tells_the_row(capsys: pytest.CaptureFixture[str]) -> None:
    """In the cell of the date, in one of its own, and in a head above the rows."""
    Path("p.csv").write_text(
        "Date,Weekday,Start,End,Title\n"
        "Monday 25 February 2025,,10:00,11:00,A\n"
        "2025-02-26,Friday,10:00,11:00,B\n"
        "Friday 27 February 2025,,,,\n"
        ",,10:00,11:00,C\n"
        "Friday 28 February 2025,Friday,10:00,11:00,D\n",
        encoding="utf-8",
    )
    assert cli.main(["import", "csv", "p.csv", "--whole", "--to", "m.yaml"]) == 0
    taken = "the date counts, not the weekday"
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if taken in line] == [
        f"note: row 2, 'Monday 25 February 2025': 2025-02-25 is a Tuesday: {taken}",
        f"note: row 3, 'Friday': 2025-02-26 is a Wednesday: {taken}",
        f"note: row 4, 'Friday 27 February 2025': 2025-02-27 is a Thursday: {taken}",
    ]
