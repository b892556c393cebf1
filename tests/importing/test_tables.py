"""Tables of sessions and programmes, imported, written and read again."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

import cli
from scheduler.importing.yaml_text import flow
from scheduler.render import console
from scheduler.render.data_exports import DATA, Wanted
from scheduler.scenario import load
from scheduler.scenario.tree import parse, plain
from tests.annexes import PRINTED, meeting, record

ROOT = Path(__file__).parents[2]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
Capture = pytest.CaptureFixture[str]
TABLE = "id,title,group,minutes,chairs,days,features\n" + (
    'a,"Exports: yes, #1",WG1,90,ada; bo,2025-02-25; 2025-02-26,\n'
    'b,"- *x* {y} ""z"" \u2028",WG2,60,,,livestream; booths=2\n'
    "007,no,1,45,,,\n"
)


@pytest.mark.parametrize(
    "value",
    [
        *("plain words", "no", "yes: no", "1e3", "007", "", " ", "#", "- a", "a: b", "a #b", "~"),
        *(
            "'",
            '"',
            "\\",
            "{x}",
            "[x]",
            "*a",
            "&a",
            "!t",
            "|",
            ">",
            "%",
            "@",
            "`",
            "é—中",
            "\U0001f600",
        ),
        *(
            "true",
            "null",
            "0x1f",
            "2025-02-25",
            "2025-02-25 10:00",
            "12:30",
            "x" * 2_000,
            "a\u2028b",
        ),
        *(0, 90, True, False),
    ],
)
def test_every_value_is_read_back_as_it_was_written(value: str | int) -> None:
    tree, complaints = parse(f"- {{x: {flow(value)}}}\n- {flow([value, value])}\n")
    assert not complaints
    assert plain(tree) == [{"x": value}, [value, value]]


def test_an_imported_table_is_a_part_that_a_scenario_includes(
    tmp_path: Path, capsys: Capture
) -> None:
    source = tmp_path / "sessions.csv"
    source.write_text(TABLE, encoding="utf-8")
    assert cli.main(["import", "csv", str(source), "--to", str(tmp_path / "s.yaml")]) == console.OK
    assert "include: [s.yaml]" in capsys.readouterr().err
    head = "format: 1\nmeeting: {id: m, title: M, timezone: UTC}\ndays: [2025-02-25, 2025-02-26]\n"
    head += 'slots: [{id: x, start: "09:00", end: "18:00"}]\n'
    head += "rooms: [{id: hall, features: {livestream: 1, booths: 2}}]\n"
    head += "people: [{id: ada}, {id: bo}]\ninclude: [s.yaml]\n"
    (tmp_path / "m.yaml").write_text(head, encoding="utf-8")
    a, b, c = load(tmp_path / "m.yaml").problem.sessions
    assert (a.title, a.chairs, len(a.days or ())) == ("Exports: yes, #1", ("ada", "bo"), 2)
    assert (b.title, b.features) == ('- *x* {y} "z"', {"livestream": 1, "booths": 2})
    assert (c.id, c.title, c.group) == ("007", "no", "1")


def test_a_whole_scenario_to_begin_with_can_be_checked_and_solved(
    tmp_path: Path, capsys: Capture
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        book.add_worksheet("notes").write(0, 0, "not this one")
        sheet = book.add_worksheet("sessions")
        for i, row in enumerate(
            [["ID", "Minutes", "Chair", "Day", "Room"], ["a", 90, "ada", datetime(2025, 2, 25), 12]]
        ):
            for j, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(i, j, value, book.add_format({"num_format": "yyyy-mm-dd"}))
                else:
                    sheet.write(i, j, value)
    whole = str(tmp_path / "m.yaml")
    argv = ["import", "xlsx", str(tmp_path / "t.xlsx"), "--sheet", "sessions", "--whole"]
    assert cli.main([*argv, "--to", whole]) == console.OK
    problem = load(Path(whole)).problem
    assert ([r.id for r in problem.rooms], [str(d) for d in problem.days]) == (
        ["12"],
        ["2025-02-25"],
    )
    assert "# Assumption" in Path(whole).read_text(encoding="utf-8")
    assert cli.main(["solve", whole]) == console.OK
    assert cli.main([*argv[:3], "--sheet", "session"]) == console.INVALID
    told = "no sheet is called 'session' - did you mean 'sessions'? (sheets: 'notes', 'sessions')"
    assert told in capsys.readouterr().err


def test_every_complaint_of_a_table_comes_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: Capture
) -> None:
    source = tmp_path / "s.csv"
    source.write_text(
        "id,minutes,chairs,rooms\nenip,60,enip-chair,plenary\nb,x,enip-chiar,hall\nb,60,,\n",
        encoding="utf-8",
    )
    to = tmp_path / "s.yaml"
    argv = ["import", "csv", str(source), "--scenario", CSP11, "--to", str(to)]
    assert cli.main(argv) == console.INVALID
    said = capsys.readouterr().err.replace(f"{tmp_path}/", "").splitlines()
    assert said == [
        "s.csv:2:1: S016 'enip' is a session of the scenario already",
        "s.csv:3:2: S008 minutes: expected a whole number of minutes, or columns least, "
        "likely, most, not 'x'",
        "s.csv:3:3: S017 nobody is called 'enip-chiar' - did you mean 'enip-chair'?",
        "s.csv:3:4: S018 no room is called 'hall'",
        "s.csv:4:1: S016 'b' names two sessions; the first is row 3",
    ]
    assert not to.exists()


def test_complaints_of_a_table_are_in_its_own_words(tmp_path: Path, capsys: Capture) -> None:
    """Whoever fills one in has never seen ``sessions[0].pin.exact``."""
    source = tmp_path / "s.csv"
    source.write_text(
        "id,minutes,least,split,exact\na,60,90,,now\na,,,,\nb,60,,-1,\n", encoding="utf-8"
    )
    whole = tmp_path / "m.yaml"
    head = Path(CSP11).read_text(encoding="utf-8")
    whole.write_text(f"{head}\ninclude: [s.csv]\n", encoding="utf-8")
    for argv in (["import", "csv", str(source)], ["check", str(whole)]):
        assert cli.main(argv) == console.INVALID
        said = capsys.readouterr()
        told = [line for line in (said.out + said.err).splitlines() if "s.csv:" in line]
        assert [line.replace(f"{tmp_path}/", "").partition(" not ")[0] for line in told] == [
            "s.csv:2:3: S007 minutes: least 90 is more than likely 60",
            "s.csv:2:5: S014 exact: expected a moment such as '2025-02-25 10:00',",
            "s.csv:3:1: S006 'minutes' is missing",
            "s.csv:3:1: S016 'a' names two sessions; the first is row 2",
            "s.csv:4:4: S008 split: expected 1 or more,",
        ]


def test_a_sheet_that_was_asked_for_is_named_in_complaints(tmp_path: Path, capsys: Capture) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        book.add_worksheet("notes")
        book.add_worksheet("Monday").write_row(0, 0, ["id", "minuets"])
    argv = ["import", "xlsx", str(tmp_path / "t.xlsx"), "--sheet", "Monday"]
    assert cli.main(argv) == console.INVALID
    assert "t.xlsx:1:2: sheet 'Monday': S057 no column is called 'minuets'" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize("profile", ["voc", "pretalx"])
def test_a_programme_that_we_wrote_comes_back_as_a_scenario(
    tmp_path: Path, profile: str, capsys: Capture
) -> None:
    people = [{"id": "c", "title": "Chair of ENIP"}]
    sessions = [s.model_dump() | {"chairs": ["c"]} for s in meeting().sessions]
    problem = meeting(people=people, sessions=sessions)
    data = DATA["xml"](problem, record(*PRINTED), Wanted(profile=profile))  # type: ignore[arg-type]
    (tmp_path / "schedule.xml").write_bytes(data)
    whole = tmp_path / "m.yaml"
    argv = ["import", "xml", str(tmp_path / "schedule.xml"), "--to", str(whole)]
    assert cli.main(argv) == console.OK
    made = load(whole).problem
    assert [str(day) for day in made.days] == [f"2025-02-{d}" for d in (25, 26, 27, 28)]
    assert [r.name for r in made.rooms] == ["Room 2"]
    assert sum(s.minutes.likely for s in made.sessions) == 1_440
    assert {s.group for s in made.sessions} == {"WGETI", "WGTU", "WGTR"}
    assert [p.id for p in made.people] == ["person-1"]
    assert "Chair of ENIP" not in whole.read_text(encoding="utf-8")
    assert cli.main(["check", str(whole)]) == console.OK
    capsys.readouterr()


def test_a_planners_own_file_is_not_overwritten(tmp_path: Path, capsys: Capture) -> None:
    source, to = tmp_path / "s.csv", tmp_path / "m.yaml"
    source.write_text(TABLE, encoding="utf-8")
    argv = ["import", "csv", str(source), "--to", str(to)]
    to.write_text("format: 1\n", encoding="utf-8")
    assert cli.main(argv) == console.USAGE
    assert "is there already" in capsys.readouterr().err
    assert to.read_text(encoding="utf-8") == "format: 1\n"
    to.unlink()
    assert [cli.main(argv), cli.main(argv)] == [console.OK, console.OK]
    assert cli.main([*argv, "--whole"]) == console.USAGE


TALK = "<schedule><conference/><day><room><event id='1'>{}</event></room></day></schedule>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<schedule", "is no XML"),
        ("<html/>", "is no schedule.xml: the root is 'html'"),
        ("<schedule/>", "there is no talk in it"),
        (TALK.format("<duration>1:00</duration>"), "talk 1 (id 1): 'date' is no moment"),
        (TALK.format("<date>2025-02-25T10:00:00+01:00</date>"), "talk 1 (id 1): 'duration'"),
        (
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><schedule>&a;</schedule>",
            "has a DOCTYPE",
        ),
    ],
)
def test_a_programme_that_cannot_be_read(
    tmp_path: Path, text: str, said: str, capsys: Capture
) -> None:
    (tmp_path / "x.xml").write_text(text, encoding="utf-8")
    to = tmp_path / "m.yaml"
    assert cli.main(["import", "xml", str(tmp_path / "x.xml"), "--to", str(to)]) == console.INVALID
    assert said in capsys.readouterr().err
    assert not to.exists()


@pytest.mark.parametrize("command", ["csv", "xlsx", "xml", "ics", "registrations"])
def test_the_help_of_every_import_has_an_example(command: str, capsys: Capture) -> None:
    assert cli.main(["import", command, "--help"]) == console.OK
    assert f"Example: rollgrid import {command} " in capsys.readouterr().out
