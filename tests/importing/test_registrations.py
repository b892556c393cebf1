"""Registrations: what is counted, and that nobody can be found in anything that comes of them."""

import csv
import io
import random
from pathlib import Path

import pytest
import xlsxwriter

import cli
from scheduler.importing.attendance_table import as_csv, as_markdown, rows
from scheduler.importing.registration_counts import count
from scheduler.importing.registration_rows import (
    MOST,
    Registration,
    RegistrationsError,
    read_registrations,
)
from scheduler.render.terminal import answer
from scheduler.scenario import load
from tests.render.annexes import meeting

ROOT = Path(__file__).parents[2]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
HEAD = "First name,Last name,Email,Passport,Country,Gender,Working groups,Dietary remarks\n"
MARK = "ZZMARK"
"""Is in every personal field of a file; anything of ours that has it has given somebody away."""
Capture = pytest.CaptureFixture[str]


def person(number: int, country: str, gender: str, groups: str) -> str:
    own = ",".join(f"{MARK}{number}{field}" for field in ("given", "family", "mail", "pass"))
    return f"{own},{country},{gender},{groups},{MARK}{number}diet\n"


def some(seed: int = 1, people: int = 80) -> str:
    draw = random.Random(seed)
    countries, wishes = ("France", "Côte d'Ivoire", "Kenya"), ("WGETI", "WGTU; WGTR", "enip", "")
    return HEAD + "".join(
        person(n, draw.choice(countries), draw.choice("FFM"), draw.choice(wishes))
        for n in range(people)
    )


def read(tmp_path: Path, text: str | bytes, name: str = "people.csv") -> tuple[Registration, ...]:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_registrations(path, meeting())


def told(tmp_path: Path, text: str | bytes, name: str = "people.csv") -> list[str]:
    with pytest.raises(RegistrationsError) as caught:
        read(tmp_path, text, name)
    assert MARK not in str(caught.value)
    return [line.removeprefix(f"{tmp_path}/") for line in str(caught.value).splitlines()]


def test_of_a_row_nothing_is_kept_but_delegation_gender_and_wishes(tmp_path: Path) -> None:
    text = HEAD + person(1, "France", "Female", "wgtu") + person(2, "Côte d'Ivoire", "", "ENIP;cei")
    assert read(tmp_path, text) == (
        Registration("france", "women", frozenset({"wgtu"}), frozenset({"group:WGTU"})),
        Registration(
            "cote-d-ivoire", "other", frozenset({"enip", "cei"}), frozenset({"enip", "cei"})
        ),
    )


def test_a_column_for_each_body_is_read_as_well(tmp_path: Path) -> None:
    text = "Delegation,Sex,Name,WGETI,WGTU\nKenya,m,X,yes,no\nKenya,f,Y,,x\n"
    assert [sorted(r.sessions) for r in read(tmp_path, text)] == [["cei", "enip"], ["wgtu"]]


def test_delegations_attendance_and_table_agree_with_a_count_by_hand(tmp_path: Path) -> None:
    counted = count(read(tmp_path, some()), meeting())
    people = list(csv.DictReader(io.StringIO(some())))
    for name, size, _ in counted.delegations:
        country = {"france": "France", "kenya": "Kenya"}.get(name, "Côte d'Ivoire")
        assert size == sum(1 for p in people if p["Country"] == country)
    wants = {"enip": ("WGETI", "enip"), "wgtu": ("WGTU; WGTR",)}
    enip = sum(1 for p in people if p["Working groups"] in wants["enip"])
    assert counted.attendance["session:enip"] == -(-enip // 5) * 5
    wgtu = [p for p in people if p["Working groups"] in wants["wgtu"]]
    women, men = (sum(1 for p in wgtu if p["Gender"] == g) for g in "FM")
    assert next(b.counts for b in counted.bodies if b.name == "WGTU") == (women, men, 0)
    assert dict(rows(counted))["WGTU"] == (women, men, women + men)


def test_small_numbers_are_neither_in_the_table_nor_in_the_attendance(tmp_path: Path) -> None:
    text = (
        HEAD
        + person(1, "France", "f", "WGTR")
        + "".join(person(n, "Kenya", "f" if n % 2 else "m", "WGTU") for n in range(2, 40))
    )
    counted = count(read(tmp_path, text), meeting())
    assert dict(rows(counted))["WGTR"] == (None, None, None)
    assert dict(rows(counted))["WGETI"] == (None, None, None)
    assert counted.attendance == {"group:WGETI": 5, "group:WGTU": 40, "group:WGTR": 5}
    for data in (as_markdown(counted), as_csv(counted)):
        shown = data.decode("utf-8-sig").split("Everybody")[0]
        assert not any(f"{sep}1{end}" in shown for sep in " ," for end in " ,\r")


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (
            HEAD + person(1, "France", f"{MARK}x", "WGETI") + person(2, "", "f", f"WGTU;{MARK}"),
            [
                "people.csv:2:6: column 'gender': expected f, m, x, or nothing",
                "people.csv:3:5: column 'delegation' is empty: expected the name of the delegation",
                "people.csv:3:7: column 'groups': the 2nd of its 2 names is no body or session of "
                "the scenario; expected some of WGTU, WGTR, WGETI, enip, cei, a semicolon between "
                "them",
            ],
        ),
        (
            person(1, f"{MARK}c", f"{MARK}g", f"{MARK}w"),
            [
                "people.csv:1:1: there is no column 'delegation'",
                "people.csv:1:1: there is no column 'gender'",
                "people.csv:1:1: there is no column 'groups' and none for a body of the scenario",
            ],
        ),
        (
            "Country,State,Gender,Groups\n",
            ["people.csv:1:2: a second column 'delegation'; the first is column 1"],
        ),
        (
            HEAD + person(1, "France", "f", f"{MARK}"),
            [
                "people.csv:2:7: column 'groups': what stands here is no body or session of "
                "the scenario; expected some of WGTU, WGTR, WGETI, enip, cei, a semicolon between "
                "them",
            ],
        ),
        (HEAD, ["people.csv:1:1: there are no rows below the headings"]),
        ("", ["people.csv:1:1: no row has anything in it"]),
        (
            (HEAD + person(1, "Côte", "f", "")).encode("latin-1"),
            ["people.csv:2:1: not UTF-8 text: save it as CSV UTF-8"],
        ),
        (HEAD + f'"{MARK},,\n', ["people.csv:2:1: quotation marks that do not match"]),
        (
            HEAD + person(1, f"{MARK}\x07", "f", ""),
            ["people.csv:2:5: holds the control character U+0007"],
        ),
    ],
    ids=range(9),
)
def test_complaints_name_row_and_column_and_never_what_stands_there(
    tmp_path: Path, text: str | bytes, complaints: list[str]
) -> None:
    assert told(tmp_path, text) == complaints


def test_there_is_an_end_to_complaints(tmp_path: Path) -> None:
    said = told(tmp_path, HEAD + person(1, "France", f"{MARK}?", "WGTU") * 200)
    assert len(said) == MOST + 1
    assert said[-1] == "people.csv: and 150 more complaints"


def test_a_formula_in_a_spreadsheet_is_a_complaint(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "people.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Country", "Gender", "Groups"])
        sheet.write_row(1, 0, [MARK, "France", "f", "WGTU"])
        sheet.write_formula(2, 1, f'="{MARK}"', value=MARK)
    data = (tmp_path / "people.xlsx").read_bytes()
    assert told(tmp_path, data, "people.xlsx") == [
        "people.xlsx:3:2: a formula: put its value in its place"
    ]


def test_a_bug_of_ours_does_not_print_what_it_fell_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(f"{MARK} is no number")

    monkeypatch.setattr("scheduler.importing.registration_rows._rows", broken)
    (tmp_path / "people.csv").write_text(some(), encoding="utf-8")
    argv = ["import", "registrations", str(tmp_path / "people.csv"), "--scenario", CSP11]
    assert cli.main(argv) == answer.INVALID
    said = capsys.readouterr()
    assert MARK not in said.out + said.err


BROKEN = (
    some().replace("France", ""),
    some().replace(",F,", f",{MARK}gender,"),
    some().replace("WGTU; WGTR", f"{MARK}group"),
    some().removeprefix(HEAD),
    some().replace("Gender", "Country"),
    some() + f'"{MARK}open quote',
    some() + f"{MARK}\x00",
)


@pytest.mark.parametrize("text", [some(), *BROKEN], ids=range(len(BROKEN) + 1))
def test_no_personal_value_gets_anywhere(text: str, tmp_path: Path, capsys: Capture) -> None:
    """Whatever is printed or written, on the good way and on every bad one."""
    source = tmp_path / "in" / "people.csv"
    source.parent.mkdir()
    source.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    argv = ["import", "registrations", str(source), "--scenario", CSP11]
    for more in ([], ["--to", str(out / "reg.yaml"), "--table", str(out / "table.csv")]):
        code = cli.main([*argv, *more])
        said = capsys.readouterr()
        assert MARK not in said.out + said.err
        assert code == (answer.OK if text == some() else answer.INVALID)
    written = sorted(path.name for path in out.iterdir())
    assert written == (["reg.yaml", "table.csv"] if text == some() else [])
    for path in out.iterdir():
        assert MARK.encode() not in path.read_bytes()


def test_what_comes_of_it_is_included_solved_and_exported_without_anybody(
    tmp_path: Path, capsys: Capture
) -> None:
    """The whole way of a planner: import, include, solve, verify, export, score."""
    source = tmp_path / "people.csv"
    source.write_text(some(), encoding="utf-8")
    out = tmp_path / "meeting"
    out.mkdir()
    scenario = out / "csp11.yaml"
    text = Path(CSP11).read_text(encoding="utf-8")
    scenario.write_text(text, encoding="utf-8")
    argv = ["import", "registrations", str(source), "--scenario", str(scenario)]
    assert cli.main([*argv, "--to", str(out / "reg.yaml")]) == answer.OK
    scenario.write_text(f"{text}\ninclude: [reg.yaml]\n", encoding="utf-8")
    problem = load(scenario).problem
    assert {s.id: s.attendance for s in problem.sessions}["enip"] >= 5
    assert {d.id for d in problem.delegations} == {"france", "cote-d-ivoire", "kenya"}
    stored = str(out / "r0.json")
    for words in (
        ["solve", str(scenario), "--out", stored],
        ["verify", str(scenario), stored],
        ["score", str(scenario), stored, "--all"],
        *(
            ["export", f, str(scenario), stored, "--to", f"{out}/a.{f}"]
            for f in ("docx", "md", "csv")
        ),
    ):
        assert cli.main(words) == answer.OK
    said = capsys.readouterr()
    assert MARK not in said.out + said.err
    assert all(MARK.encode() not in path.read_bytes() for path in out.iterdir())
