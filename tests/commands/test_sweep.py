"""``sweep`` as it is typed: tables, JSON, files, what is stored, and what it refuses."""

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import cli
from scheduler import store as stores
from scheduler.sweeps.engines import Here
from scheduler.sweeps.processes import Processes
from tests.docs.json_page import unnamed
from tests.sweeps.small import SWEEP, written

SMALL = SWEEP.replace("seeds: 2", "seeds: 1")


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that begin anew take a second each: tests/sweeps has them."""
    monkeypatch.setattr(Processes, "run", lambda self, jobs: Here().run(jobs))


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of which everything is stored."""
    path = written(tmp_path_factory.mktemp("sweep"), SMALL)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Processes, "run", lambda self, jobs: Here().run(jobs))
        assert cli.main(["sweep", str(path)]) == 0
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert cli.main(["sweep", *words]) == code
    return capsys.readouterr().out


@pytest.mark.parametrize("width", [27, 60, 120])
def test_no_line_is_wider_than_was_asked_for(
    done: Path, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = told(capsys, "show", str(done), "--width", str(width))
    assert all(len(line) <= width for line in shown.splitlines())
    assert "● 3" in shown
    assert "infeasible" in shown


def test_all_is_told_and_what_nothing_beats_comes_first(
    done: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = told(capsys, "show", str(done), "--width", "120").splitlines()
    assert shown[1] == "  what-if.yaml · 4 jobs: 2 optimal, 2 infeasible · 1 that nothing beats"
    rows = [line.split("  ") for line in shown if "·" in line and "what-if" not in line]
    names = [next(part for part in row if part) for row in rows]
    assert names == [
        "● 3 Body B +30 min · as it is · seed 1",
        "1 as it is · as it is · seed 1",
        "2 as it is · no hall · seed 1",
        "4 Body B +30 min · no hall · seed 1",
    ]


def test_nothing_but_ascii_where_that_is_asked_for(
    done: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "show", str(done), "--ascii").isascii()
    assert told(capsys, str(done), "--why", "1", "--ascii").isascii()


def test_the_json_has_every_job_with_its_figures(
    done: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = json.loads(told(capsys, str(done), "--json"))
    assert unnamed("sweep", answer) == []
    assert (answer["stored_before"], answer["axes"]) == (4, ["B", "hall", "seed"])
    jobs = {job["job"]: job for job in answer["jobs"]}
    assert jobs[3]["figures"]["held"] == 480
    assert jobs[3]["unbeaten"]
    assert jobs[2]["result"] == "infeasible"
    assert jobs[2]["reason"]
    assert all(tier["cost"] == tier["bound"] for tier in jobs[1]["tiers"])


def test_tables_have_a_row_for_each_job(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / f"w.{form}" for form in ("csv", "xlsx", "svg")]
    told(capsys, "show", str(done), *(word for one in files for word in ("--to", str(one))))
    with files[0].open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["hall"] for row in rows] == ["as it is", "no hall"] * 2
    assert [row["held"] for row in rows] == ["450", "", "480", ""]
    sheet = load_workbook(BytesIO(files[1].read_bytes())).active
    cells = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in cells] == ["job", 1, 2, 3, 4]
    assert cells[3][cells[0].index("held")] == 480
    svg = files[2].read_text(encoding="utf-8")
    assert svg.count("<title>") == 3  # of the picture, and of two jobs that have a timetable


def test_a_job_is_told_in_detail(done: Path, capsys: pytest.CaptureFixture[str]) -> None:
    possible = told(capsys, str(done), "--why", "3")
    assert "hall: as it is" in possible
    assert "No other job beats it." in possible
    impossible = told(capsys, str(done), "--why", "2")
    assert "No timetable is possible." in impossible
    assert "These cannot all hold:" in impossible
    assert "Great hall" in impossible
    answer = json.loads(told(capsys, str(done), "--why", "1", "--json"))
    assert unnamed("sweep", answer) == []
    assert answer["choices"] == {"B": "as it is", "hall": "as it is", "seed": "seed 1"}
    assert answer["beaten_by"] == [3]


def test_what_counts_no_longer_is_told(
    tmp_path: Path, done: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = done.with_name("what-if.yaml")
    before = changed.read_text(encoding="utf-8")
    try:
        changed.write_text(before.replace("seconds: 10", "seconds: 20"), encoding="utf-8")
        shown = told(capsys, str(changed), "--why", "1")
    finally:
        changed.write_text(before, encoding="utf-8")
    assert "It has no result yet." in shown
    assert "the seconds per job: 10.0 then, 20.0 now" in shown


def test_a_sweep_goes_on_where_it_was_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, SMALL)

    def stopped(self: Processes, jobs: object) -> object:
        yield from list(Here().run(jobs))[:2]  # type: ignore[arg-type]  # as they came
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Processes, "run", stopped)
        assert cli.main(["sweep", str(path)]) == 130
    said = capsys.readouterr()
    assert "2 optimal" in said.out or "not done" in said.out
    assert said.err == "stopped: 2 of 4 results are stored; the same command goes on\n"
    assert "2 stored before" in told(capsys, str(path))
    with stores.opened(path.with_suffix(".sweep")) as store, store.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM sweep_results").scalar_one() == 4


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show"], "no sweep is given: rollgrid sweep show what-if.yaml"),
        (["W", "W"], "expected one sweep"),
        (["W", "--why", "9"], "--why 9: expected a job from 1 to 4"),
        (["W", "--to", "w.txt"], "expected a .csv, .xlsx, .svg or .png file"),
        (["W", "--json", "--width", "60"], "--width: not possible with --json"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, SMALL)
    assert cli.main(["sweep", *(str(path) if w == "W" else w for w in words)]) == 2
    assert message in capsys.readouterr().err
