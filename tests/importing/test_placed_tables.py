"""Tables with dates and hours: read as pins or as a timetable, in usual spellings; and our own."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

import cli
from scheduler.importing.placed_sittings import published
from scheduler.importing.placed_table import PlacedRows, placed_rows
from scheduler.importing.session_list import read
from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import InvalidScenarioError, load, load_bytes
from scheduler.timetable.files import read as read_timetable
from scheduler.vocabulary.printing import Format
from tests.draws import SHARES, rounds
from tests.importing.filled import filled
from tests.letter.test_outside import printed
from tests.random_facts.meetings import meeting as random_data
from tests.render.annexes import PRINTED, meeting, record

Capture = pytest.CaptureFixture[str]
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(text: str) -> PlacedRows:
    Path("p.csv").write_text(text, encoding="utf-8")
    made = placed_rows(read(Path("p.csv")))
    assert made is not None
    return made


def said(text: str) -> list[str]:
    """``Budget 2025-03-04 10:00 180 Hall`` for each row."""
    return [
        f"{r.title} {r.start:%Y-%m-%d %H:%M} {r.minutes} {r.room}".strip() for r in rows(text).rows
    ]


BUDGET = "Budget 2025-03-04 10:00 180 Hall"


@pytest.mark.parametrize(
    "text",
    [
        "Date,Start,End,Room,Title\n2025-03-04,10:00,13:00,Hall,Budget\n",
        "sep=;\nDay;From;To;Location;Session\n4.3.2025;10.00;13.00;Hall;Budget\n",
        "Title,Date,Time,Venue\nBudget,Tuesday 4 March 2025,10 a.m. – 1 p.m.,Hall\n",
        "Séance;Jour;Début;Fin;Salle\nBudget;mardi 4 mars 2025;10 h;13 h;Hall\n",
        "Título;Fecha;Hora de inicio;Duración;Sala\nBudget;4/3/2025;10:00;3h;Hall\n",
        "Название;Дата;Начало;Конец;Зал\nBudget;04.03.2025;10:00;13:00;Hall\n",
        "名称;日期;开始时间;结束时间;会议室\nBudget;2025年3月4日;10:00;13:00;Hall\n",
        "العنوان;التاريخ;البداية;النهاية;القاعة\nBudget;4 مارس 2025;١٠:٠٠;١٣:٠٠;Hall\n",
        "start,minutes,name,place\n2025-03-04 10:00,180,Budget,Hall\n",
        "start,end,name,place\n2025-03-04T10:00,2025-03-04T13:00,Budget,Hall\n",
        "Programme,,,,\n,,,,\nDate,Start,End,Room,Title\n4 Mar 2025,10:00,13:00,Hall,Budget\n",
        "Start,End,Room,Title\n4 March 2025,,,\n10:00,13:00,Hall,Budget\n",
        "Date,Start,End,Room,Title\n4.3.2025,0.4166666667,0.5416666667,Hall,Budget\n",
    ],
)
def test_dates_hours_and_rooms_are_read_as_people_write_them(text: str) -> None:
    assert said(text) == [BUDGET]


def test_a_date_that_is_said_once_holds_for_the_rows_below() -> None:
    text = "Date,Start,End,Title\n4 March 2025,10:00,11:00,A\n,11:00,12:00,B\n"
    text += "5 March 2025,9:00,10:00,C\n"
    assert said(text) == ["A 2025-03-04 10:00 60", "B 2025-03-04 11:00 60", "C 2025-03-05 09:00 60"]


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("10 h 15", "13 h", 165),
        ("10 ч 15 мин", "13 ч", 165),
        ("10 h 15 à 13 h", "", 165),
        ("10:15 – 13:00", "13:00", 165),
        ("22:00", "2 h", 240),
        ("0:00", "24:00", 1440),
        ("2025-03-04 10:00", "2025-03-05 13:15", 27 * 60 + 15),
        ("2025-03-04 22:00", "2025-03-05 00:30", 150),
    ],
)
def test_an_end_is_read_as_its_start_is(start: str, end: str, minutes: int) -> None:
    made = rows(f"Date,Start,End,Title\n2025-03-04,{start},{end},A\n").rows
    assert [row.minutes for row in made] == [minutes]


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("10:15 – 13:00", "14:00", "it has two ends: '10:15 – 13:00' and '14:00'"),
        ("10 h 15", "", "it has a start, '10 h 15', and no end"),
        ("2025-03-04 10:00", "2025-03-03 13:00", "its hours cannot be read"),
        ("10:00", "", "it has a start, '10:00', and no end"),
    ],
)
def test_an_end_that_cannot_be_meant_is_named(start: str, end: str, reason: str) -> None:
    (left,) = rows(f"Date,Start,End,Title\n2025-03-04,{start},{end},A\n").left
    assert reason in left.sentence


def test_real_dates_and_times_of_a_spreadsheet_are_read() -> None:
    with xlsxwriter.Workbook("p.xlsx") as book:
        day, clock = (book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "[h]:mm"))
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Date", "Start", "End", "Room", "Title"])
        sheet.write_datetime(1, 0, datetime(2025, 3, 4), day)
        sheet.write_datetime(1, 1, time(10), clock)
        sheet.write_datetime(1, 2, timedelta(hours=24), clock)
        sheet.write_row(1, 3, ["Hall", "Budget"])
    made = placed_rows(read(Path("p.xlsx")))
    assert made is not None
    assert [(row.start, row.minutes) for row in made.rows] == [(datetime(2025, 3, 4, 10), 840)]


def test_what_is_not_read_is_named_with_its_row() -> None:
    made = rows(
        "Date,Start,End,Title,Mood\n"
        "soon,10:00,11:00,A,x\n"
        "2025-03-04,later,11:00,B,x\n"
        ",10:00,,C,x\n"
        ",13:00,15:00,Lunch break,\n"
        ",15:00,16:00,,\n"
        ",,,Total: 5 meetings,\n"
        f",10:00,11:00,D{'9' * 5000},\n"
        "0001-01-01,10:00,11:00,E,\n"
    )
    assert [one.sentence for one in made.left] == [
        "row 2, 'A': left out: 'soon' is no date",
        "row 3, 'B': left out: its hours cannot be read: start 'later', end '11:00'",
        "row 4, 'C': left out: it has a start, '10:00', and no end",
        "row 5, 'Lunch break': left out: it is a break",
        "row 6: left out: it has no title",
        "row 7, 'Total: 5 meetings': left out: it has no time",
        "row 9, 'E': left out: '0001-01-01' is no date",
    ]
    assert made.ignored == ("Mood",)
    assert len(made.rows) == 1


WHOLE = (
    "Date,Start,End,Room,Title,Type,Organiser,Agenda items,Documents,Closed\n"
    "2025-03-04,10:00,13:00,Hall A,Budget,,,3; 4(a),CSP/1; CSP/2 https://example.org/2.pdf,yes\n"
    "2025-03-04,13:15,14:45,Room 3,Launch,side event,Norway,,,\n"
    "2025-03-05,09:30,12:10,Hall A,Budget,,,,CSP/2,\n"
    "2025-03-05,22:00,01:00,Hall A,Reception,,,,,\n"
    "2025-03-05,02:00,23:00,Hall A,Vigil,,,,,\n"
)


def test_a_programme_becomes_a_scenario_in_which_everything_is_where_it_was(
    capsys: Capture,
) -> None:
    Path("p.csv").write_text(WHOLE, encoding="utf-8")
    argv = ["import", "csv", "p.csv", "--whole", "--to", "m.yaml", "--timetable", "t.json"]
    assert cli.main([*argv, "--timezone", "Africa/Nairobi"]) == 0
    told = capsys.readouterr().err
    assert "row 6, 'Vigil': left out: it is longer than 18 hours" in told
    assert "p.csv: 4 rows read, 1 left out" in told
    problem = load(Path("m.yaml")).problem
    assert problem.zone.key == "Africa/Nairobi"
    budget, launch, again, reception = problem.sessions
    assert reception.slots == ("2025-03-05/evening",)
    assert (budget.id, again.id, launch.kind) == ("budget", "budget-2", "side-event")
    assert (budget.items, budget.closed, launch.organiser) == (("3", "4(a)"), True, "Norway")
    assert [(d.symbol, d.url, d.sessions) for d in problem.documents] == [
        ("CSP/1", None, ("budget",)),
        ("CSP/2", "https://example.org/2.pdf", ("budget", "budget-2")),
    ]
    assert [(r.id, r.name) for r in problem.rooms] == [("hall-a", "Hall A"), ("room-3", "Room 3")]
    assert cli.main(["verify", "m.yaml", "t.json"]) == 0
    assert cli.main(["solve", "m.yaml", "--out", "s.json"]) == 0
    assert cli.main(["diff", "t.json", "s.json", "--exit-code"]) == 0


def test_what_begins_while_a_night_goes_on_belongs_to_it() -> None:
    """Else its slot would overlap that of the night before."""
    Path("p.csv").write_text(
        "Date,Start,End,Room,Title\n2025-03-04,22:00,02:00,Hall,Dance\n"
        "2025-03-05,01:00,03:00,Loft,Talk\n2025-03-05,10:00,11:00,Loft,Breakfast\n",
        encoding="utf-8",
    )
    argv = ["import", "csv", "p.csv", "--whole", "--to", "m.yaml", "--timetable", "t.json"]
    assert cli.main(argv) == 0
    problem = load(Path("m.yaml")).problem
    assert [f"{s.start:%H:%M}-{s.end:%H:%M} {s.days}" for s in problem.slots] == [
        "10:00-11:00 (datetime.date(2025, 3, 5),)",
        "22:00-03:00 (datetime.date(2025, 3, 4),)",
    ]
    assert [s.slots for s in problem.sessions[:2]] == [("2025-03-04/evening",)] * 2
    assert cli.main(["verify", "m.yaml", "t.json"]) == 0


def test_the_times_of_a_table_are_a_timetable_of_a_scenario(capsys: Capture) -> None:
    Path("m.yaml").write_text(
        "format: 1\nmeeting: {id: m, title: M, timezone: Europe/Zurich}\ndays: [2025-03-04]\n"
        'slots: [{id: all, start: "09:00", end: "18:00"}]\n'
        "rooms: [{id: hall, name: Great Hall}, {id: annex}]\n"
        "sessions:\n  - {id: b, title: Budget, minutes: 60}\n"
        "  - {id: v, title: Vote, minutes: 60, rank: 1}\n",
        encoding="utf-8",
    )
    Path("p.csv").write_text(
        "Date,Start,End,Room,Title\n"
        "2025-03-04,10:00,11:00,great hall,BUDGET\n"
        "2025-03-04,11:00,12:00,Cellar,Vote\n"
        "2025-03-04,11:00,12:00,annex,Farewell\n",
        encoding="utf-8",
    )
    argv = ["import", "csv", "p.csv", "--scenario", "m.yaml", "--timetable", "t.json"]
    assert cli.main(argv) == 0
    told = capsys.readouterr().err
    assert "row 3, 'Vote': left out: the scenario has no room 'Cellar'" in told
    assert "row 4, 'Farewell': left out: the scenario has no session of this name" in told
    assert "p.csv: 1 row read, 2 left out" in told
    made = read_timetable(Path("t.json"))
    (sitting,) = made.sittings
    assert (sitting.session, sitting.room, str(sitting.start)) == (
        "b",
        "hall",
        "2025-03-04 10:00:00+01:00",
    )
    assert [one.session for one in made.unplaced] == ["v"]
    assert cli.main(["verify", "m.yaml", "t.json"]) == 0


def test_an_hour_that_the_clocks_skip_or_show_twice_is_not_guessed() -> None:
    problem = meeting(days=["2025-03-30", "2025-10-26"])
    made = rows(
        "date,start,end,minutes,session,part,parts,room,title\n"
        "2025-03-30,02:30,03:30,60,enip,1,2,plenary,\n"
        "2025-10-26,02:30,02:30,60,enip,2,2,plenary,\n"
    )
    found = published(made, problem)
    assert [one.why for one in found.left] == ["the clocks skip 02:30 on that day"]
    (sitting,) = found.sittings
    assert str(sitting.start) == "2025-10-26 02:30:00+02:00"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_we_wrote_comes_back(form: Format) -> None:
    comes_back(meeting(), 0, form)
    Path(f"t.{form}").write_bytes(export(form, meeting(), record(*PRINTED), ExportRequest()))
    assert cli.main(["import", form, f"t.{form}", "--whole", "--to", "m.yaml"]) == 0
    problem = load(Path("m.yaml")).problem
    assert {(s.id, s.minutes.likely) for s in problem.sessions} == {
        ("enip", 360),
        ("cei", 450),
        ("wgtu", 270),
        ("wgtr", 360),
    }


def comes_back(problem: Problem, seed: int, form: Format) -> None:
    """Sittings, rooms, hours and reasons are those of the timetable that was written."""
    made = filled(problem, seed)
    Path(f"t.{form}").write_bytes(export(form, problem, made, ExportRequest()))
    placed = placed_rows(read(Path(f"t.{form}")))
    if placed is None:
        pytest.fail("our own table says no times")
    found = published(placed, problem)
    assert found.left == ()
    assert sorted(map(str, found.sittings)) == sorted(map(str, made.sittings))
    assert dict(found.unplaced) == {one.session: one.reason for one in made.unplaced}


@pytest.mark.ci
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_comes_back(path: Path) -> None:
    loaded = load_bytes(path, path.read_bytes())
    comes_back(loaded.problem, 1, "csv")
    comes_back(loaded.problem, 2, "xlsx")


def random_meeting(seed: int) -> None:
    """A random meeting comes back from csv, xlsx and docx."""
    data = {"format": 1, **random_data(Random(seed))}
    try:
        problem = load_bytes(Path("r.yaml"), json.dumps(data).encode()).problem
    except InvalidScenarioError:
        return
    comes_back(problem, seed, "csv")
    comes_back(problem, seed, "xlsx")
    printed(problem, seed)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_random_meetings_come_back(share: int) -> None:
    rounds("round trips of sheets and letters", range(200), share, random_meeting)


def test_what_a_scenario_does_not_have_is_left_out_of_its_part(capsys: Capture) -> None:
    Path("m.yaml").write_text(
        "format: 1\nmeeting: {id: m, title: M, timezone: UTC}\ndays: [2025-03-04]\n"
        'slots: [{id: all, start: "09:00", end: "18:00"}]\n'
        "rooms: [{id: hall, name: Great Hall}, {id: annex}]\n"
        "sessions: [{id: vote, title: Vote, minutes: 60}]\n",
        encoding="utf-8",
    )
    Path("p.csv").write_text(
        "Date,Start,End,Room,Title\n"
        "2025-03-04,10:00,11:00,Great Hall,Budget\n"
        "2025-03-04,11:00,12:00,Great Hell,Trade\n"
        "2025-03-04,12:00,13:00,annex,Vote\n"
        "2025-03-09,12:00,13:00,annex,Fair\n",
        encoding="utf-8",
    )
    argv = ["import", "csv", "p.csv", "--scenario", "m.yaml", "--to", "p.yaml"]
    assert cli.main(argv) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[:4] == [
        "row 3, 'Trade': left out: the scenario has no room 'Great Hell' - did you mean 'great "
        "hall'?",
        "row 4, 'Vote': left out: it is in the scenario already: --timetable FILE takes its times",
        "row 5, 'Fair': left out: 2025-03-09 is not a day of the meeting",
        "p.csv: 1 row read, 3 left out",
    ]
    with Path("m.yaml").open("a", encoding="utf-8") as scenario:
        scenario.write("include: [p.yaml]\n")
    budget = load(Path("m.yaml")).problem.sessions[-1]
    assert budget.pin is not None
    assert (str(budget.pin.exact), budget.pin.room) == ("2025-03-04 10:00:00", "hall")


def test_a_table_of_which_no_row_can_be_read_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.csv").write_text("Date,Start,End,Title\n2030-03-05,soon,11:00,A\n", encoding="utf-8")
    assert cli.main(["import", "csv", "p.csv", "--whole", "--timezone", "UTC"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "row 2, 'A': left out: its hours cannot be read: start 'soon', end '11:00'",
        "p.csv: no row can be read",
    ]
