"""The form for side events: written, filled in, imported, solved."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import cli
from scheduler.scenario import load

Capture = pytest.CaptureFixture[str]
MEETING = """format: 1
meeting: {id: m, title: M, timezone: Europe/Zurich}
days: [2025-03-04, 2025-03-05]
slots:
  - {id: morning, start: "10:00", end: "13:00"}
  - {id: lunch, start: "13:15", end: "14:45", only: [side-event]}
rooms: [{id: hall, name: Great Hall}, {id: annex, features: {booths: 2}}]
sessions: [{id: budget, title: Budget, minutes: 60}]
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.yaml").write_text(MEETING, encoding="utf-8")


def form(name: str) -> int:
    return cli.main(["import", "side-events", "--scenario", "m.yaml", "--form", name])


def imported(name: str) -> int:
    return cli.main(["import", "side-events", name, "--scenario", "m.yaml", "--to", "side.yaml"])


def test_the_form_takes_only_what_can_be_meant() -> None:
    assert form("form.xlsx") == 0
    sheet = load_workbook("form.xlsx")["Requests"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[0] == "Title *"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    by_head = {
        head: rules[f"{sheet.cell(2, at).coordinate}:{sheet.cell(201, at).coordinate}"]
        for at, head in enumerate(heads, start=1)
    }
    assert by_head["First date"].type == "date"
    assert (by_head["Minutes *"].type, by_head["Minutes *"].formula2) == ("whole", "90")
    assert by_head["Room"].formula1 == "Lists!$A$1:$A$2"
    assert by_head["Open or closed"].formula1 == '"open,closed"'
    assert by_head["Title *"].prompt == "As it is to be printed"
    lists = load_workbook("form.xlsx")["Lists"]
    assert [cell.value for (cell,) in lists.rows] == ["Great Hall", "annex"]


def test_a_form_that_was_filled_in_is_solved_with_the_meeting(capsys: Capture) -> None:
    form("form.xlsx")
    book = load_workbook("form.xlsx")
    sheet = book["Requests"]
    at = {cell.value: cell.column for cell in sheet[1]}
    requests: list[dict[str, object]] = [
        {
            "Title *": "Launch of the handbook",
            "Organiser": "Norway",
            "Co-organisers": "Kenya",
            "First date": date(2025, 3, 5),
            "Second date": date(2025, 3, 4),
            "Minutes *": 60,
            "Room": "Great Hall",
            "Participants": 40,
            "Open or closed": "closed",
            "Webcast": "yes",
            "Agenda items": "4(a)",
            "Documents": "CSP/INF.1",
        },
        {"Title *": "Budget", "Minutes *": 30, "Start": "14:00", "Needs": "booths=2"},
        {"Organiser": "Nobody"},
    ]
    for row, request in enumerate(requests, start=2):
        for head, value in request.items():
            sheet.cell(row, at[head]).value = value
    book.save("filled.xlsx")
    assert imported("filled.xlsx") == 0
    told = capsys.readouterr().err
    assert "row 4: left out: it has no title" in told
    assert "filled.xlsx: 2 requests read, 1 left out" in told
    Path("m.yaml").write_text(f"{MEETING}include: [side.yaml]\n", encoding="utf-8")
    problem = load(Path("m.yaml")).problem
    launch, budget = problem.sessions[1:]
    assert (launch.id, launch.kind, launch.tbc, launch.closed, launch.webcast) == (
        *("launch-of-the-handbook", "side-event"),
        *(True, True, True),
    )
    assert (launch.organiser, launch.items, launch.attendance) == ("Norway; Kenya", ("4(a)",), 40)
    assert launch.days == (date(2025, 3, 5), date(2025, 3, 4))
    assert (budget.id, budget.features) == ("budget-2", {"booths": 2})
    assert [document.symbol for document in problem.documents] == ["CSP/INF.1"]
    assert cli.main(["solve", "m.yaml", "--json"]) == 0
    out = capsys.readouterr().out
    assert '"start": "2025-03-05T13:15:00+01:00"' in out
    assert '"start": "2025-03-04T14:00:00+01:00"' in out or "2025-03-05T14:00:00+01:00" in out


def test_the_columns_of_the_csv_form_are_those_that_are_read() -> None:
    assert form("form.csv") == 0
    head = Path("form.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    row = "Launch,Norway,,2025-03-04,,13:15,60,annex,,,open,no,,,\n"
    Path("filled.csv").write_text(f"{head}\n{row}", encoding="utf-8")
    assert imported("filled.csv") == 0
    text = Path("side.yaml").read_text(encoding="utf-8")
    assert '{rule: prefer, of: launch, hours: ["13:15", "14:15"]}' in text
    assert "{rule: prefer, of: launch, rooms: [annex]}" in text


@pytest.mark.parametrize("minutes", ["60", "60 min", "1h", "1:00"])
def test_a_start_is_preferred_however_its_minutes_are_written(minutes: str) -> None:
    Path("f.csv").write_text(f"Title,Start,Minutes\nA,13 h 15,{minutes}\n", encoding="utf-8")
    assert imported("f.csv") == 0
    text = Path("side.yaml").read_text(encoding="utf-8")
    assert '{rule: prefer, of: a, hours: ["13:15", "14:15"]}' in text
    assert "minutes: 60" in text


def test_every_complaint_about_a_form_comes_at_once(capsys: Capture) -> None:
    Path("f.csv").write_text(
        "Title,First date,Start,Minutes,Room,Open or closed\n"
        "A,2025-03-09,13:15,60,annex,open\n"
        "B,soon,late,,Cellar,open\n",
        encoding="utf-8",
    )
    assert imported("f.csv") == 3
    assert capsys.readouterr().err.splitlines() == [
        "f.csv:2:2: 2025-03-09 is not a day of the meeting",
        "f.csv:3:2: expected a date such as 2025-03-04",
        "f.csv:3:3: expected a clock time such as 13:15",
        "f.csv:3:5: no room of the meeting has this name",
        "f.csv:3:1: it does not say how many minutes it takes",
    ]
    Path("f.csv").write_text("Title,Minutes,Closed\nA,x,maybe\n", encoding="utf-8")
    assert imported("f.csv") == 3
    told = capsys.readouterr().err
    assert "f.csv:2:3: S057 expected yes or no" in told
    Path("f.csv").write_text(
        "Title,First date,Minutes,Participants,Closed\nA,soon,x,-3,maybe\nB,,,many,\n",
        encoding="utf-8",
    )
    assert imported("f.csv") == 3
    told = capsys.readouterr().err
    places = [line.split(" ")[0] for line in told.splitlines()]
    assert sorted(places) == [f"f.csv:{at}:" for at in ("2:2", "2:3", "2:4", "2:5", "3:1", "3:4")]
    Path("f.csv").write_text("Name of it,Minutes\nA,60\n", encoding="utf-8")
    assert imported("f.csv") == 3
    assert "f.csv:1:1: there is no column 'Title'" in capsys.readouterr().err
    assert not Path("side.yaml").exists()


def test_a_form_or_an_empty_one_is_asked_for(capsys: Capture) -> None:
    assert cli.main(["import", "side-events", "--scenario", "m.yaml"]) == 2
    assert "add a filled-in form, or get an empty one with --form FILE" in capsys.readouterr().err
    assert form("form.pdf") == 2
    assert "expected a .xlsx or .csv file" in capsys.readouterr().err
