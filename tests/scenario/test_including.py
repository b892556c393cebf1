"""Scenarios that include other files: what they add, and where their mistakes are told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from scheduler.scenario import diagnose, load
from scheduler.scenario.tables.raw_rows import ROW_CAP
from tests.scenario.texts import SOUND

HEAD = SOUND.replace("policy: roll\n", "policy: roll\ninclude: [{}]\n")
HEAD = HEAD.replace(
    "features: [livestream]}\n  - {id: annex",
    "features: {livestream: 1, booths: 3}}\n  - {id: annex",
)
ADDED = """id,title,group,minutes,chairs,languages,features,split,most_parts,days,tbc
e,"Exports, imports",WG1,90,ada; ben,,livestream; booths=2,30,3,2025-02-26,
f,'=Formulas,WG2,60,,,,no,,,yes
"""
Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """A scenario that includes files of these names and contents."""
    monkeypatch.chdir(tmp_path)

    def written(includes: str, **files: str | bytes) -> Path:
        for name, content in files.items():
            path = Path(name.replace("__", "/").replace("_dot_", "."))
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        Path("week.yaml").write_text(HEAD.replace("[{}]", f"[{includes}]"), encoding="utf-8")
        return Path("week.yaml")

    return written


def spreadsheet(
    path: str, rows: list[list[Any]], *, formula: tuple[int, int] | None = None
) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sessions")
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                sheet.write(i, j, value)
        if formula is not None:
            sheet.write_formula(*formula, "=1+1")


def told(path: Path) -> list[str]:
    return [str(d) for d in diagnose(path) if d.severity == "error"]


def test_a_table_adds_its_sessions_with_all_their_fields(put: Put) -> None:
    problem = load(put("more.csv", more_dot_csv=ADDED)).problem
    assert [s.id for s in problem.sessions] == ["a", "b", "c", "d", "e", "f"]
    e, f = problem.sessions[-2:]
    assert (e.title, e.group, e.minutes.likely, e.chairs) == (
        "Exports, imports",
        "WG1",
        90,
        ("ada", "ben"),
    )
    assert e.features == {"livestream": 1, "booths": 2}
    assert e.split is not None
    assert (e.split.least_part, e.split.most_parts) == (30, 3)
    assert [str(day) for day in e.days or ()] == ["2025-02-26"]
    assert (f.title, f.split, f.tbc) == ("=Formulas", None, True)


def test_a_table_says_what_is_printed_of_a_session(put: Put) -> None:
    table = """id,minutes,closed,webcast,items,organiser,description
e,90,yes,no,4(a); 5,"Control Arms, with others","First, a look."
"""
    e = load(put("more.csv", more_dot_csv=table)).problem.sessions[-1]
    assert (e.closed, e.webcast, e.items) == (True, False, ("4(a)", "5"))
    assert (e.organiser, e.description) == ("Control Arms, with others", "First, a look.")


def test_a_spreadsheet_says_what_the_csv_says(put: Put) -> None:
    path = put("more.csv, more.xlsx", more_dot_csv="id,minutes,after\ne,90,2025-02-25 11:00\n")
    spreadsheet("more.xlsx", [["ID", "Minutes"], ["g", 45.0], [], ["h", "60"]])
    problem = load(path).problem
    assert [(s.id, s.minutes.likely) for s in problem.sessions[4:]] == [
        ("e", 90),
        ("g", 45),
        ("h", 60),
    ]


def test_a_folder_is_all_files_in_it_by_name(put: Put) -> None:
    problem = load(
        put(
            "more",
            more__b_dot_yaml="sessions: [{id: y, minutes: 30}]\npeople: [{id: cy}]\n",
            more__a_dot_csv="id;minutes;chairs\nx;30;cy\n",
            more__notes_dot_txt="not read",
        )
    ).problem
    assert [s.id for s in problem.sessions[4:]] == ["x", "y"]
    assert problem.people[-1].id == "cy"


def test_requests_become_sessions_and_conflicts(put: Put) -> None:
    text = "group,count,minutes,conflicts,weight\nWG on Trade,2,60,WG2,5\nWG2,1,45,,\n"
    text += "WG on Trade,1,30,,\n"
    problem = load(put("asked.csv", asked_dot_csv=text)).problem
    assert [(s.id, s.group, s.minutes.likely) for s in problem.sessions[4:]] == [
        ("wg-on-trade-1", "WG on Trade", 60),
        ("wg-on-trade-2", "WG on Trade", 60),
        ("wg2-1", "WG2", 45),
        ("wg-on-trade-3", "WG on Trade", 30),
    ]
    rule: Any = problem.rules[-1]
    assert (rule.rule, rule.of, rule.against, rule.weight) == (
        "conflict",
        ("group:WG on Trade",),
        ("WG2",),
        5,
    )


def test_every_mistake_is_told_at_once_with_file_row_and_column(put: Put) -> None:
    path = put(
        "a.csv, b.yaml",
        a_dot_csv="id,minutes,chairs,rooms\ne,ninety,ada,\n\nf,60,adda,anex\n,30,,\n",
        b_dot_yaml="sessions:\n  - {id: e, minutes: 30}\npeople: [{id: x, colour: red}]\n",
    )
    assert told(path) == [
        "a.csv:2:2: S008 minutes: expected minutes (90, 90m, 1h30), 90 (60 to 180), or columns "
        "least, likely, most, not 'ninety'",
        "a.csv:4:3: S017 nobody is called 'adda' - did you mean 'ada'?",
        "a.csv:4:4: S018 no room is called 'anex' - did you mean 'annex'?",
        "a.csv:5:1: S006 'id' is missing",
        "b.yaml:2:10: S016 'e' is the id of two sessions; the first is row 2 of a.csv",
        "b.yaml:3:18: S003 people[2]: unknown field 'colour' - did you mean 'comfort'?",
    ]


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (
            "id,minuets\ne,90\n",
            ["1:2: S057 no column is called 'minuets' - did you mean 'minutes'?"],
        ),
        ("id,minutes,ID\ne,90,f\n", ["1:3: S057 a second column 'id'"]),
        ("title,minutes\ne,90\n", ["1:1: S057 there is no column 'id'"]),
        ("id,title\ne,90\n", ["1:1: S057 there is no column 'minutes'"]),
        ("id,minutes,weight\ne,90,4\n", ["1:3: S057 the column 'weight' is not for sessions"]),
        ("id,minutes,tbc\ne,90,maybe\nf,90,perhaps\n", ["2:3: S057 expected yes", "3:3: S057 exp"]),
        (
            "group,count,minutes\nA,0,90\n,1,90\n",
            ["2:2: S057 expected a number", "3:2: S057 the group is missing"],
        ),
        ("", ["1:1: S056 no row has anything in it"]),
        ('id,minutes\n"e,90\n', ["2:1: S056 quotation marks that do not match"]),
        ("id,minutes\ne\x07,90\n", ["2:1: S056 holds the control character U+0007"]),
        ("id,minutes\né,90\n".encode("latin-1"), ["2:1: S056 not UTF-8 text"]),
        ("id,minutes\ne,90\n".encode("utf-16"), ["1:1: S056 the file is UTF-16"]),
        (b"PK\x03\x04rest", ["1:1: S056 a spreadsheet or archive"]),
        (b"\xd0\xcf\x11\xe0rest", ["1:1: S056 an old .xls file, or one with a password"]),
        ("id,minutes\n" + "e,90\n" * ROW_CAP, [f"{ROW_CAP + 1}:1: S056 more than 20,000 rows"]),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_table_that_cannot_be_meant(put: Put, text: Any, complaints: list[str]) -> None:
    said = told(put("more.csv", more_dot_csv=text))
    assert len(said) == len(complaints)
    for line, start in zip(said, complaints, strict=True):
        assert line.startswith(f"more.csv:{start}")


def test_formulas_are_told_cell_by_cell(put: Put) -> None:
    path = put("more.xlsx")
    spreadsheet("more.xlsx", [["id", "minutes"], ["e", 90], ["f", 60]], formula=(2, 1))
    assert told(path) == ["more.xlsx:3:2: S056 a formula: put its value in its place"]


@pytest.mark.parametrize("data", [b"nothing", b"PK\x03\x04broken"])
def test_a_broken_spreadsheet_is_no_spreadsheet(put: Put, data: bytes) -> None:
    assert told(put("more.xlsx", more_dot_xlsx=data)) == [
        "more.xlsx:1:1: S056 no spreadsheet: broken, or not .xlsx"
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.csv", "there is no file or folder 'missing.csv'"),
        ("/etc/passwd", "expected a file or folder below this one"),
        ("../x.csv", "expected a file or folder below this one"),
        ("week.txt", "a .yaml, .csv or .xlsx file can be included"),
        ("empty", "the folder 'empty' has 0 files"),
    ],
)
def test_what_cannot_be_included_is_told_where_it_is_asked_for(
    put: Put, name: str, reason: str
) -> None:
    Path("empty").mkdir()
    (said,) = told(put(name, week_dot_txt=""))
    assert said.startswith("week.yaml:25:")
    assert " S055 " in said
    assert reason in said


def test_an_included_file_adds_to_lists_and_to_nothing_else(put: Put) -> None:
    path = put("more.yaml", more_dot_yaml="days: [2025-02-27]\nrolings: []\n")
    assert told(path) == [
        "more.yaml:1:1: S055 'days' is not for an included file",
        "more.yaml:2:1: S055 'rolings' is not for an included file - did you mean 'rolling'?",
    ]


def test_expected_attendance_counts_where_a_session_does_not_say(put: Put) -> None:
    text = (
        "attendance: {a: 50, B: 120, session:c: 20}\nsessions: [{id: e, group: B, minutes: 30}]\n"
    )
    problem = load(put("more.yaml", more_dot_yaml=text)).problem
    assert {s.id: s.attendance for s in problem.sessions} == {
        "a": 50,
        "b": 300,
        "c": 20,
        "d": 0,
        "e": 120,
    }
    assert told(put("more.yaml", more_dot_yaml="attendance: {aa: 50}\n")) == [
        "more.yaml:1:14: S022 no session and no group is called 'aa' - did you mean 'a'?"
    ]


def test_a_scenario_that_includes_others_can_be_kept_as_one_file(put: Put) -> None:
    text = "attendance: {a: 50}\nbusy: {ada: [{from: 2025-02-25 08:00, to: 2025-02-25 09:00}]}\n"
    text += "people: [{id: 007}, {id: '8'}, {id: no}]\nsessions: [{id: 0x1f, minutes: 30}]\n"
    loaded = load(put("more.csv, more.yaml", more_dot_csv=ADDED, more_dot_yaml=text))
    Path("alone.yaml").write_bytes(loaded.data)
    alone = load(Path("alone.yaml"))
    assert alone.sha256 == loaded.sha256
    assert alone.problem == loaded.problem.model_copy(update={"include": ()})
    assert [p.id for p in alone.problem.people[-3:]] == ["007", "8", "no"]
    assert load(put("more.csv", more_dot_csv=ADDED)).sha256 != loaded.sha256


def test_the_bytes_of_a_scenario_that_includes_nothing_are_its_own(put: Put) -> None:
    Path("week.yaml").write_text(SOUND, encoding="utf-8")
    assert load(Path("week.yaml")).data == SOUND.encode()


def test_the_fingerprint_covers_what_is_included(put: Put) -> None:
    first = load(put("more.csv", more_dot_csv=ADDED)).sha256
    assert load(put("more.csv", more_dot_csv=ADDED)).sha256 == first
    assert load(put("more.csv", more_dot_csv=ADDED.replace("90", "91"))).sha256 != first
