"""Files of many rows: nothing is done for every two of them, or twice; what is said is short."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import cli
from scheduler.importing.against import renaming
from scheduler.importing.against.file_report import FileSession, Stretch
from scheduler.importing.against.rolling_orders import StartsOf
from scheduler.importing.new_ids import NewIds
from scheduler.importing.tally import NAMED
from scheduler.scenario import load, loading
from scheduler.scenario.tables import raw_rows
from scheduler.scenario.yaml.parsing import parse
from scheduler.timetable import Timetable
from scheduler.timetable.files import read
from scheduler.verifier import charges, first_thousand, violations
from scheduler.verifier.rules import room_clash
from tests.importing.against.orchard import lay_out, sheet

Capture = pytest.CaptureFixture[str]
TALKS = 40
PAIRS = TALKS * (TALKS - 1) // 2


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def crowded(talks: int = TALKS) -> str:
    """A programme of so many talks, all in one room at one moment."""
    told = "".join(
        f'<event id="{i}"><date>2030-03-05T10:00:00+01:00</date><duration>01:00</duration>'
        f"<room>Barn</room><title>Talk {i}</title></event>"
        for i in range(1, talks + 1)
    )
    Path("crowded.xml").write_text(
        "<schedule><conference><title>Orchard</title><time_zone_name>Europe/Zurich"
        '</time_zone_name></conference><day date="2030-03-05"><room name="Barn">'
        f"{told}</room></day></schedule>",
        encoding="utf-8",
    )
    return "crowded.xml"


@pytest.fixture
def clashes(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every clash of a room that the verifier looks at."""
    seen: list[object] = []
    breaches = room_clash.breaches

    def counted(reading: Any) -> Iterator[Any]:
        for breach in breaches(reading):
            seen.append(breach)
            yield breach

    monkeypatch.setattr(room_clash, "breaches", counted)
    return seen


def test_one_clash_is_enough_to_name_the_rule(clashes: list[object], capsys: Capture) -> None:
    times = ["--timetable", "times.json", "--to", "crowded.yaml"]
    assert cli.main(["import", "xml", crowded(), *times]) == 0
    assert "the published times break rules of the scenario: room_clash" in capsys.readouterr().err
    assert len(clashes) == 1


def test_clashes_are_charged_only_where_they_may_cost(clashes: list[object]) -> None:
    assert cli.main(["import", "xml", crowded(), "--timetable", "t.json", "--to", "c.yaml"]) == 0
    families: tuple[ModuleType, ...] = (room_clash,)
    timetable = Timetable.of(read(Path("t.json")).sittings)
    problem = load(Path("c.yaml")).problem
    clashes.clear()
    assert charges(problem, timetable, families) == []
    assert not clashes
    assert len(violations(problem, timetable, families, most=7)) == 7
    assert len(violations(problem, timetable, families)) == PAIRS
    text = Path("c.yaml").read_text(encoding="utf-8")
    text += "levels: [{rule: room_clash, level: soft, weight: 2}]\n"
    Path("c.yaml").write_text(text, encoding="utf-8")
    soft = load(Path("c.yaml")).problem
    assert len(charges(soft, timetable, families)) == PAIRS
    assert violations(soft, timetable, families) == []


def test_of_a_rule_that_is_broken_all_over_so_many_violations_are_looked_for_and_listed(
    clashes: list[object], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_thousand, "MOST", 7)
    assert cli.main(["import", "xml", crowded(), "--timetable", "t.json", "--to", "c.yaml"]) == 0
    clashes.clear()
    capsys.readouterr()
    assert cli.main(["verify", "c.yaml", "t.json"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(clashes) == 8
    assert len(lines) == 9
    assert lines[7] == "  room_clash: more violations than are listed"
    assert lines[8] == "at least 7 violations: not accepted."
    # talk 5 is a session with the id 5, which a date is no place of
    assert all(line.endswith("Tue 5 March 10:00-11:00.") for line in lines[:7])
    assert cli.main(["verify", "c.yaml", "t.json", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (len(told["violations"]), told["more"]) == (7, ["room_clash"])
    clashes.clear()
    assert cli.main(["score", "c.yaml", "t.json"]) == 0
    assert len(clashes) == 8
    assert "t breaks at least 7 hard rules: see verify" in capsys.readouterr().out
    assert cli.main(["score", "c.yaml", "t.json", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["scores"]
    assert (told["violations"], told["more"]) == (7, ["room_clash"])
    clashes.clear()
    roomier = Path("c.yaml").read_text(encoding="utf-8").replace("05]", "05, 2030-03-06]")
    Path("c.yaml").write_text(roomier, encoding="utf-8")
    asked = ["5", "--scenario", "c.yaml", "--timetable", "t.json"]
    for words in (["suggest", *asked], ["why", *asked, "--at", "2030-03-06/day"]):
        assert cli.main(words) == 2
        assert "the timetable breaks room_clash more often than" in capsys.readouterr().err
    assert len(clashes) == 16


@pytest.mark.parametrize("form", ["xml", "csv"])
def test_what_an_import_made_is_read_once(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(text: str, file: str = "") -> Any:
        parsed.append(text)
        return parse(text, file)

    monkeypatch.setattr(loading, "parse", counted)
    table = "Date,Start,End,Room,Title\n2030-03-05,10:00,11:00,Barn,Apples\n"
    Path("table.csv").write_text(table, encoding="utf-8")
    source = ["table.csv", "--whole"] if form == "csv" else [crowded(2)]
    assert cli.main(["import", form, *source, "--timetable", "t.json", "--to", "s.yaml"]) == 0
    assert len(parsed) == 1


def test_a_mistake_in_every_row_is_told_of_some(capsys: Capture) -> None:
    rows = "".join(f"s{n},Session {n},long\n" for n in range(NAMED + 30))
    Path("bad.csv").write_text(f"id,title,minutes\n{rows}", encoding="utf-8")
    assert cli.main(["import", "csv", "bad.csv"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == NAMED + 1
    assert lines[0].startswith("bad.csv:2:3: S008 minutes: ")
    assert lines[-1] == "and 30 more complaints"


def test_a_remark_on_every_row_is_told_of_some(capsys: Capture) -> None:
    rows = "".join(f"Monday 2030-03-05,10:00,11:00,Barn,T{n}\n" for n in range(NAMED + 30))
    Path("odd.csv").write_text(f"Date,Start,End,Room,Title\n{rows}", encoding="utf-8")
    assert cli.main(["import", "csv", "odd.csv", "--whole", "--to", "odd.yaml"]) == 0
    told = capsys.readouterr().err
    assert told.count("is a Tuesday") == NAMED
    assert "note: and 30 more such notes\n" in told


def test_sessions_of_one_title_are_numbered_in_one_pass() -> None:
    ids = NewIds(["talk", "talk-3"])
    assert [ids.new("talk") for _ in range(4)] == ["talk-2", "talk-4", "talk-5", "talk-6"]
    assert [ids.new("a" * 80, 70) for _ in range(2)] == ["a" * 80, f"{'a' * 70}-2"]
    for _ in range(500):
        ids.new("talk")
    assert ids.tried < 2 * 506 + 10


def test_what_is_new_comes_after_the_last_that_starts_before_it() -> None:
    def at(hour: int) -> datetime:
        return datetime(2030, 3, 5, hour)

    def heard(hour: int) -> FileSession:
        return FileSession(stretches=(Stretch(at(hour), 60),))

    known = {"apples": heard(9), "pears": heard(11), "plums": heard(11)}
    starts = StartsOf(["apples", "plums", "gone", "pears"], known)
    assert starts.predecessor(at(9) - timedelta(minutes=1)) == ""
    assert [starts.predecessor(at(hour)) for hour in (9, 10, 11)] == ["apples", "apples", "plums"]
    starts.append("figs", at(10))
    starts.append("quinces", at(11))
    assert [starts.predecessor(at(hour)) for hour in (10, 11)] == ["figs", "plums"]


def test_other_names_are_looked_for_among_so_many(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    lay_out()
    changed = sheet(("plums", "sloes"), ("Plums", "Sloes"))
    asked = ["import", "csv", changed, "--against", "meeting.yaml", "--before", "before.json"]
    assert cli.main(asked) == 0
    assert "'Sloes' is read as a new name of 'Plums'" in capsys.readouterr().err
    monkeypatch.setattr(renaming, "MOST_PAIRS", 0)
    assert cli.main(asked) == 0
    told = capsys.readouterr()
    assert told.out.startswith("2 differences\n")
    assert "too many to find out which of them only have a new name" in told.err


def test_a_table_has_no_more_cells_than_are_read_in_time(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(raw_rows, "CELL_CAP", 5)
    Path("wide.csv").write_text("id,title,minutes\na,A,60\n", encoding="utf-8")
    assert cli.main(["import", "csv", "wide.csv"]) == 3
    assert "S056 more than 5 cells" in capsys.readouterr().err
