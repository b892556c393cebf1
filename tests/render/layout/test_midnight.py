"""What ends at midnight ends at 24:00, in every form, and is read back from each."""

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import cli
from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load
from scheduler.timetable.files import to_bytes
from scheduler.timetable.sentences import voice
from scheduler.timetable.timetable import Timetable
from scheduler.vocabulary.calendar import end_clock
from scheduler.vocabulary.printing import Format
from tests.render.late_nights import SCENARIO, record


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    Path("before.json").write_bytes(to_bytes(record()))


def problem() -> Problem:
    return load(Path("meeting.yaml")).problem


def exported(form: Format) -> bytes:
    return export(form, problem(), record(), ExportRequest())


@pytest.mark.parametrize("form", ["md", "html", "svg", "csv"])
def test_an_end_at_midnight_is_printed_so(form: Format) -> None:
    text = exported(form).decode()
    assert "24:00" in text
    assert not any(f"{dash}00:00" in text for dash in ("– ", "until ", ","))


def test_a_spreadsheet_has_the_whole_day_as_its_end() -> None:
    rows = load_workbook(BytesIO(exported("xlsx")))["Sittings"].iter_rows(min_row=2)
    ends = [row[3] for row in rows]
    assert {cell.number_format for cell in ends} == {"[hh]:mm"}


@pytest.mark.parametrize("form", ["docx", "csv", "xlsx", "xml", "json"])
def test_what_ends_at_midnight_comes_back(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"made.{form}").write_bytes(exported(form))
    argv = ["import", form, f"made.{form}", "--against", "meeting.yaml", "--before", "before.json"]
    assert cli.main([*argv, "--exit-code"]) == 0
    assert capsys.readouterr().out == "No difference.\n"


@pytest.mark.parametrize("end", ["24:00", "00:00"])
def test_both_spellings_are_read(end: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = exported("csv").decode("utf-8-sig").replace("24:00", end)
    Path("made.csv").write_text(text, encoding="utf-8")
    argv = ["import", "csv", "made.csv", "--against", "meeting.yaml", "--before", "before.json"]
    assert cli.main([*argv, "--exit-code"]) == 0
    out, err = capsys.readouterr()
    assert out == "No difference.\n"
    assert "minutes are taken" not in err


def test_a_screen_says_it_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", "before.json", "--scenario", "meeting.yaml", "--width", "30"]) == 0
    assert "00:00" not in capsys.readouterr().out
    names = voice(problem().zone, Timetable.of(record().sittings), problem=problem())
    start, end = (datetime(2030, 3, day, hour, tzinfo=UTC) for day, hour in ((5, 21), (5, 23)))
    assert names.until(end, since=start) == "24:00"
    assert names.until(end, since=end) == "00:00"


def test_the_day_ends_at_its_24th_hour() -> None:
    ends = [end_clock(time(*clock)) for clock in ((0, 0), (0, 15), (13, 0))]
    assert ends == ["24:00", "00:15", "13:00"]
