"""Tables of sessions and programmes, imported, written and read again."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

import cli
from scheduler.importing.yaml_text import flow
from scheduler.render.formats import ExportRequest, export
from scheduler.render.terminal import answer
from scheduler.scenario import load
from scheduler.scenario.yaml.parsing import parse
from scheduler.scenario.yaml.tree import plain
from scheduler.timetable.files import read
from scheduler.vocabulary.printing import Profile
from tests.render.annexes import PRINTED, meeting, record

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


@pytest.mark.parametrize("char", ["\x00", "\x7f", "\x9f", "\ud800", "\uffff"])
def test_what_no_yaml_holds_is_left_out_of_what_is_written(char: str) -> None:
    """Wherever it stands in somebody else's file: an office, a note, what we wrote ourselves."""
    tree, complaints = parse(f"- {flow({'x': f'a{char}b'})}\n")
    assert (plain(tree), complaints) == ([{"x": "ab"}], ())


def test_an_imported_table_is_a_part_that_a_scenario_includes(
    tmp_path: Path, capsys: Capture
) -> None:
    source = tmp_path / "sessions.csv"
    source.write_text(TABLE, encoding="utf-8")
    assert cli.main(["import", "csv", str(source), "--to", str(tmp_path / "s.yaml")]) == answer.OK
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
        head: list[object] = ["ID", "Minutes", "Chair", "Day", "Room"]
        for i, row in enumerate([head, ["a", 90, "ada", datetime(2025, 2, 25), 12]]):
            for j, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(i, j, value, book.add_format({"num_format": "yyyy-mm-dd"}))
                else:
                    sheet.write(i, j, value)
    whole = str(tmp_path / "m.yaml")
    argv = ["import", "xlsx", str(tmp_path / "t.xlsx"), "--sheet", "sessions", "--whole"]
    assert cli.main([*argv, "--to", whole]) == answer.OK
    problem = load(Path(whole)).problem
    assert ([r.id for r in problem.rooms], [str(d) for d in problem.days]) == (
        ["12"],
        ["2025-02-25"],
    )
    assert "# Assumption" in Path(whole).read_text(encoding="utf-8")
    assert cli.main(["solve", whole]) == answer.OK
    assert cli.main([*argv[:3], "--sheet", "session"]) == answer.INVALID
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
    assert cli.main(argv) == answer.INVALID
    said = capsys.readouterr().err.replace(f"{tmp_path}/", "").splitlines()
    assert said == [
        "s.csv:2:1: S016 'enip' is a session of the scenario already",
        "s.csv:3:2: S008 minutes: expected minutes (90, 90m, 1h30), 90 (60 to 180), "
        "or columns least, likely, most, not 'x'",
        "s.csv:3:3: S017 nobody is called 'enip-chiar' - did you mean 'enip-chair'?",
        "s.csv:3:4: S018 no room is called 'hall'",
        "s.csv:4:1: S016 'b' is the id of two sessions; the first is row 3",
    ]
    assert not to.exists()


def test_a_cell_that_cannot_be_meant_hides_no_other_mistake(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = "a,A,x,maybe,nobody\nb,B,,yes,\na,C,30,perhaps,\n"
    source = tmp_path / "s.csv"
    source.write_text(f"id,title,minutes,closed,chairs\n{rows}", encoding="utf-8")
    assert cli.main(["import", "csv", str(source), "--scenario", CSP11]) == answer.INVALID
    said = capsys.readouterr().err.replace(f"{tmp_path}/s.csv:", "").splitlines()
    places = [line.partition(": ")[0] for line in said]
    assert places == ["2:3", "2:4", "2:5", "3:1", "4:1", "4:4"]


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
        assert cli.main(argv) == answer.INVALID
        said = capsys.readouterr()
        told = [line for line in (said.out + said.err).splitlines() if "s.csv:" in line]
        assert [line.replace(f"{tmp_path}/", "").partition(" not ")[0] for line in told] == [
            "s.csv:2:3: S007 minutes: least 90 is more than likely 60",
            "s.csv:2:5: S014 exact: expected a moment such as '2025-02-25 10:00',",
            "s.csv:3:1: S006 'minutes' is missing",
            "s.csv:3:1: S016 'a' is the id of two sessions; the first is row 2",
            "s.csv:4:4: S008 split: expected 1 or more,",
        ]


def test_a_sheet_that_was_asked_for_is_named_in_complaints(tmp_path: Path, capsys: Capture) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        book.add_worksheet("notes")
        book.add_worksheet("Monday").write_row(0, 0, ["id", "minuets"])
    argv = ["import", "xlsx", str(tmp_path / "t.xlsx"), "--sheet", "Monday"]
    assert cli.main(argv) == answer.INVALID
    assert "t.xlsx:1:2: sheet 'Monday': S057 no column is called 'minuets'" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_that_is_for_excel_alone_is_no_heading(
    first: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "s.csv").write_text(f"{first}\nid;minutes\na;90\nb;x\n", encoding="utf-8")
    assert cli.main(["import", "csv", str(tmp_path / "s.csv")]) == answer.INVALID
    (said,) = capsys.readouterr().err.splitlines()
    assert "s.csv:4:2: S008 minutes: expected minutes" in said


@pytest.mark.ci
def test_rows_that_are_only_formatted_are_no_rows(tmp_path: Path, capsys: Capture) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "s.xlsx")) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((["id", "minutes"], ["a", 90])):
            sheet.write_row(row, 0, cells)
        sheet.set_row(1_048_575, 30)
    assert cli.main(["import", "xlsx", str(tmp_path / "s.xlsx")]) == answer.OK
    assert "s.xlsx: 1 session read, 0 left out" in capsys.readouterr().err


def bomb(sheet: bytes, head: bytes = b"", **parts: bytes) -> bytes:
    """A spreadsheet with another sheet in it, and other parts."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet()
    swollen = BytesIO()
    with ZipFile(made) as old, ZipFile(swollen, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            start = old.read(name).partition(b"<sheetData")[0]
            is_sheet = name.endswith("sheet1.xml")
            body = head + start + b"<sheetData>" + sheet + b"</sheetData></worksheet>"
            new.writestr(name, body if is_sheet else parts.get(name, old.read(name)))
        for name in parts.keys() - {*old.namelist()}:
            new.writestr(name, parts[name])
    return swollen.getvalue()


CELL = b'<c t="inlineStr"><is><t>x</t></is></c>'
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
"""How entities that grow without end begin; that they are declared is enough."""


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        (
            "wide.csv",
            lambda: ",".join(f"c{n}" for n in range(10_000)).encode(),
            "more than 200 columns",
        ),
        (
            "cell.csv",
            lambda: b"id,minutes\na," + b"9" * 200_000,
            "a cell of more than 131,072 characters",
        ),
        (
            "big.csv",
            lambda: b"id,minutes\n" + b"a,60\n" * 10_000_000,
            "at most 5,000,000 are read",
        ),
        (
            "commas.csv",
            lambda: b"id,minutes\n" + b"," * 100_000,
            "more than 16,384 columns, empty ones counted",
        ),
        pytest.param(
            "lines.csv",
            lambda: b"id\n" + b"\n" * 1_100_000,
            "more than 1,048,576 rows, empty ones counted",
            marks=pytest.mark.ci,
        ),
        ("wide.xlsx", lambda: bomb(b"<row>" + CELL * 10_000 + b"</row>"), "more than 200 columns"),
        (
            "cells.xlsx",
            lambda: bomb((b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>") * 2_001),
            "more than 200,000 cells",
        ),
        pytest.param(
            "formats.xlsx",
            lambda: bomb((b"<row>" + b'<c s="1"/>' * 200 + b"</row>") * 10_100),
            "more than 2,000,000 tags in its sheet1.xml",
            marks=pytest.mark.ci,
        ),
        ("laughs.xlsx", lambda: bomb(CELL, LAUGHS), "a DOCTYPE, which no spreadsheet needs"),
        (
            "names.xlsx",
            lambda: bomb(CELL, **{"xl/workbook.xml": b"<workbook>" + b"<sheet/>" * 10_000}),
            "more than 10,000 tags in its workbook.xml",
        ),
        (
            "parts.xlsx",
            lambda: bomb(CELL, **{f"xl/media/{n}.png": b"" for n in range(5_001)}),
            "more than 5,000 files in it",
        ),
        pytest.param(
            "zip.xlsx",
            lambda: bomb(b"<row><c><v>" + b"9" * 50_000_000 + b"</v></c></row>"),
            "more than 40,000,000 bytes when unpacked",
            marks=pytest.mark.ci,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_is_too_large_is_refused_at_once(
    name: str, data: Callable[[], bytes], why: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / name).write_bytes(data())
    assert cli.main(["import", name[-4:].strip("."), str(tmp_path / name)]) == answer.INVALID
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"{tmp_path / name}:")
    assert why in said


def test_a_cell_at_the_edge_that_is_only_coloured_costs_nothing(
    tmp_path: Path, capsys: Capture
) -> None:
    """16,384 empty cells were made for each such row; they are not even columns too many."""
    rows = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c><c r="XFD%d" s="1"/></row>'
    many = b"".join(rows % (n, n, b"x", n) for n in range(2, 1_000))
    path = tmp_path / "s.xlsx"
    path.write_bytes(bomb(rows % (1, 1, b"id", 1) + many))
    assert cli.main(["import", "xlsx", str(path)]) == answer.INVALID
    assert "there is no column 'minutes'" in capsys.readouterr().err


def test_numbers_that_cannot_be_meant_are_told_in_a_line(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "s.csv"
    rows = f"a,{'9' * 5000},~,x={'1' * 5000}\nb,9999999,.inf,\nc,1e3,0x10,y=~\n"
    source.write_text(f"id,minutes,rank,features\n{rows}", encoding="utf-8")
    assert cli.main(["import", "csv", str(source)]) == answer.INVALID
    said = capsys.readouterr().err.splitlines()
    assert [line.partition("s.csv:")[2][:3] for line in said] == [
        *("2:2", "2:4", "3:2", "3:3", "4:2", "4:4"),
    ]
    assert all(len(line) < len(str(source)) + 200 for line in said)


def test_a_control_character_is_refused_with_its_place(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "s.csv").write_text("id,minutes,title\na,90,x\x7fy\n", encoding="utf-8")
    assert cli.main(["import", "csv", str(tmp_path / "s.csv")]) == answer.INVALID
    assert "s.csv:2:3: S056 holds the control character U+007F" in capsys.readouterr().err


def test_a_date_that_nobody_gave_is_told_and_can_be_given(tmp_path: Path, capsys: Capture) -> None:
    """2030-01-07 stood there as if somebody had meant it."""
    source, to = tmp_path / "s.csv", tmp_path / "m.yaml"
    source.write_text("id,minutes\na,60\n", encoding="utf-8")
    argv = ["import", "csv", str(source), "--whole"]
    assert cli.main([*argv, "--to", str(to)]) == answer.OK
    assert capsys.readouterr().err.splitlines()[:2] == [
        "note: assumed, and marked '# Assumption' in the file: meeting, days, slots, rooms",
        "note: there is no date; 2030-01-07 is assumed",
    ]
    text = to.read_text(encoding="utf-8")
    assert "# Assumption: the source has no date, so 2030-01-07 is assumed" in text
    assert cli.main([*argv, "--day", "2025-02-26", "--day", "2025-02-25"]) == answer.OK
    said = capsys.readouterr()
    assert "days: [2025-02-25, 2025-02-26]" in said.out
    assert "2030" not in said.out + said.err
    assert cli.main([*argv, "--day", "soon"]) == answer.USAGE
    assert cli.main([*argv[:-1], "--day", "2025-02-25"]) == answer.USAGE
    assert "--day needs --whole" in capsys.readouterr().err


def test_days_are_found_wherever_a_table_names_them(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "s.csv"
    source.write_text(
        "id,minutes,exact,slots,days\na,60,2025-02-27 10:00,,\n"
        "b,60,,2025-02-26/morning; afternoon,\nc,60,,,2025-02-25\n",
        encoding="utf-8",
    )
    assert cli.main(["import", "csv", str(source), "--whole"]) == answer.OK
    assert "days: [2025-02-25, 2025-02-26, 2025-02-27]" in capsys.readouterr().out


@pytest.mark.parametrize("profile", ["voc", "pretalx"])
def test_a_programme_that_we_wrote_comes_back_as_a_scenario(
    tmp_path: Path, profile: Profile, capsys: Capture
) -> None:
    people = [{"id": "c", "title": "Chair of ENIP"}]
    sessions = [s.model_dump() | {"chairs": ["c"]} for s in meeting().sessions]
    problem = meeting(people=people, sessions=sessions)
    data = export("xml", problem, record(*PRINTED), ExportRequest(profile=profile))
    (tmp_path / "schedule.xml").write_bytes(data)
    whole = tmp_path / "m.yaml"
    argv = ["import", "xml", str(tmp_path / "schedule.xml"), "--to", str(whole)]
    assert cli.main(argv) == answer.OK
    made = load(whole).problem
    assert [str(day) for day in made.days] == [f"2025-02-{d}" for d in (25, 26, 27, 28)]
    assert [r.name for r in made.rooms] == ["Room 2"]
    assert sum(s.minutes.likely for s in made.sessions) == 1_440
    assert {s.group for s in made.sessions} == {"WGETI", "WGTU", "WGTR"}
    assert [p.id for p in made.people] == ["person-1"]
    assert "Chair of ENIP" not in whole.read_text(encoding="utf-8")
    assert cli.main(["check", str(whole)]) == answer.OK
    capsys.readouterr()


@pytest.mark.parametrize("name", ["csp11", "free_sessions", "csp12"])
def test_what_we_exported_for_apps_is_solved_again_to_the_same_timetable(
    tmp_path: Path, name: str, capsys: Capture
) -> None:
    """Time zone, slots, grid, orders and ids were lost, and each part was a session."""
    scenario, r0 = str(ROOT / "scenarios" / f"{name}.yaml"), str(tmp_path / "r0.json")
    assert cli.main(["solve", scenario, "--out", r0, "--seconds", "20"]) == answer.OK
    first = load(Path(scenario)).problem
    for profile in ("voc", "pretalx"):
        xml, back = tmp_path / "schedule.xml", tmp_path / f"{profile}.yaml"
        to = ["--profile", profile, "--to", str(xml)]
        assert cli.main(["export", "xml", scenario, r0, *to]) == answer.OK
        assert cli.main(["import", "xml", str(xml), "--to", str(back)]) == answer.OK
        capsys.readouterr()
        made = load(back).problem
        assert made.meeting.timezone == first.meeting.timezone
        assert (made.meeting.id, made.meeting.grid) == (first.meeting.id, first.meeting.grid)
        assert made.days == tuple(sorted(first.days))
        assert made.slots == tuple(s.model_copy(update={"overtime": None}) for s in first.slots)
        assert {r.id for r in made.rooms} <= {r.id for r in first.rooms}
        held = {s.session: 0 for s in read(Path(r0)).sittings}
        assert [s.id for s in made.sessions] == list(held)
        assert [o.order for o in made.rolling] == [o.order for o in first.rolling]


@pytest.mark.parametrize(
    "told",
    [
        "{",
        "[]",
        '{"timezone": 1}',
        '{"meeting":"m","timezone":"../x","grid":15,"slots":[{"id":"a","start":"09:00",'
        '"end":"10:00"}],"rooms":{},"sessions":{}}',
        "[" * 100_000,
    ],
    ids=range(5),
)
def test_an_instruction_that_is_not_ours_is_passed_over(
    tmp_path: Path, told: str, capsys: Capture
) -> None:
    data = export("xml", meeting(), record(*PRINTED), ExportRequest(profile="voc")).decode()
    lines = data.splitlines()
    (tmp_path / "s.xml").write_text("\n".join([lines[0], f"<?rollgrid {told}?>", *lines[2:]]))
    assert cli.main(["import", "xml", str(tmp_path / "s.xml")]) == answer.OK
    said = capsys.readouterr().out
    assert "timezone: Etc/GMT-1" in said
    assert "# Assumption: the source names no time zone" in said


def test_the_time_zone_of_a_programme_that_names_none_can_be_said(
    tmp_path: Path, capsys: Capture
) -> None:
    data = export("xml", meeting(), record(*PRINTED), ExportRequest(profile="voc")).decode()
    (tmp_path / "s.xml").write_text("\n".join(data.splitlines()[2:]), encoding="utf-8")
    argv = ["import", "xml", str(tmp_path / "s.xml"), "--timezone"]
    assert cli.main([*argv, "Europe/Zurich"]) == answer.OK
    said = capsys.readouterr().out
    assert "timezone: Europe/Zurich" in said
    assert "names no time zone" not in said
    assert cli.main([*argv, "Europe/Zurch"]) == answer.USAGE
    assert "did you mean 'Europe/Zurich'?" in capsys.readouterr().err


def test_a_planners_own_file_is_not_overwritten(tmp_path: Path, capsys: Capture) -> None:
    source, to = tmp_path / "s.csv", tmp_path / "m.yaml"
    source.write_text(TABLE, encoding="utf-8")
    argv = ["import", "csv", str(source), "--to", str(to)]
    to.write_text("format: 1\n", encoding="utf-8")
    assert cli.main(argv) == answer.USAGE
    assert "exists already" in capsys.readouterr().err
    assert to.read_text(encoding="utf-8") == "format: 1\n"
    to.unlink()
    assert [cli.main(argv), cli.main(argv)] == [answer.OK, answer.OK]
    assert cli.main([*argv, "--whole"]) == answer.USAGE


TALK = "<schedule><conference/><day><room><event id='1'>{}</event></room></day></schedule>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<schedule", "is not XML"),
        ("<html/>", "is not a schedule.xml: the root is 'html'"),
        ("<schedule/>", "there is no talk in it"),
        (
            TALK.format("<duration>1:00</duration>"),
            "line 1, talk 1 (id 1): left out: neither it nor the day",
        ),
        (
            TALK.format("<date>2025-02-25T10:00:00+01:00</date>"),
            "talk 1 (id 1): left out: it has no duration",
        ),
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
    assert cli.main(["import", "xml", str(tmp_path / "x.xml"), "--to", str(to)]) == answer.INVALID
    assert said in capsys.readouterr().err
    assert not to.exists()


@pytest.mark.parametrize("command", ["csv", "xlsx", "xml", "ics", "registrations", "side-events"])
def test_the_help_of_every_import_has_an_example(command: str, capsys: Capture) -> None:
    assert cli.main(["import", command, "--help"]) == answer.OK
    assert f"Example: rollgrid import {command} " in capsys.readouterr().out


def test_a_table_of_sittings_is_imported_and_not_included(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "s.csv"
    source.write_bytes(export("csv", meeting(), record(*PRINTED), ExportRequest()))
    (tmp_path / "m.yaml").write_text(
        "format: 1\nmeeting: {id: m, title: M, timezone: UTC}\ndays: [2025-02-25]\n"
        'slots: [{id: x, start: "09:00", end: "18:00"}]\nrooms: [{id: plenary}]\n'
        "include: [s.csv]\n",
        encoding="utf-8",
    )
    assert cli.main(["check", str(tmp_path / "m.yaml")]) == answer.INVALID
    said = capsys.readouterr().out
    assert "s.csv:1:1: S057 a timetable, with a row for each sitting" in said
    assert "rollgrid import csv" in said


def test_papers_agenda_items_and_organisers_come_with_their_sessions(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(
        "ID,Minutes,Agenda item,Organizer,Symbols,Closed\n"
        'a,60,4(a); 7,Norway,"CSP/1; CSP/2 <https://example.org/x?a=1;b>",yes\n'
        "b,60,,,CSP/2,\n",
        encoding="utf-8",
    )
    argv = ["import", "csv", str(tmp_path / "s.csv"), "--whole", "--to", str(tmp_path / "m.yaml")]
    assert cli.main(argv) == answer.OK
    for name in ("m.yaml", "n.yaml"):  # imported, and included as it is
        problem = load(tmp_path / name).problem
        session = problem.sessions[0]
        assert (session.items, session.organiser, session.closed) == (("4(a)", "7"), "Norway", True)
        assert [(d.symbol, d.url, d.sessions) for d in problem.documents] == [
            ("CSP/1", None, ("a",)),
            ("CSP/2", "https://example.org/x?a=1;b", ("a", "b")),
        ]
        (tmp_path / "n.yaml").write_text(
            "format: 1\nmeeting: {id: m, title: M, timezone: UTC}\ndays: [2025-02-25]\n"
            'slots: [{id: x, start: "09:00", end: "18:00"}]\nrooms: [{id: hall}]\n'
            "include: [s.csv]\n",
            encoding="utf-8",
        )


def test_what_is_wrong_with_a_paper_is_told_in_its_cell(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "s.csv").write_text(f"id,minutes,documents\na,60,{'y' * 3000}\n", encoding="utf-8")
    assert cli.main(["import", "csv", str(tmp_path / "s.csv")]) == answer.INVALID
    assert "s.csv:2:3: S008 documents: expected 2000 or fewer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("minutes", "slots"),
    [("180", "10:00-13:00"), ("4h", "09:00-18:00"), ("600", "09:00-00:00")],
)
def test_assumed_slots_hold_the_longest_session(tmp_path: Path, minutes: str, slots: str) -> None:
    source, to = tmp_path / "s.csv", tmp_path / "m.yaml"
    source.write_text(f"id,minutes\nmill,{minutes}\n", encoding="utf-8")
    assert cli.main(["import", "csv", str(source), "--whole", "--to", str(to)]) == 0
    first = load(to).problem.slots[0]
    assert f"{first.start:%H:%M}-{first.end:%H:%M}" == slots


def test_a_list_of_which_no_scenario_comes_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, to = tmp_path / "s.csv", tmp_path / "m.yaml"
    source.write_text("id,minutes\nmill,5000\n", encoding="utf-8")
    assert cli.main(["import", "csv", str(source), "--whole", "--to", str(to)]) == 3
    assert (
        "no scenario can be made from it:\n  S021 mill needs 5000 unbroken"
        in capsys.readouterr().err
    )
    assert not to.exists()
