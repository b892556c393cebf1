"""A disk that is full in the middle of a sweep, or when a file is written: told, nothing lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from scheduler.sweeps.engines import Here
from scheduler.sweeps.processes import Processes
from tests.mounted import fill, small_disk_at
from tests.sweeps.small import SWEEP, written
from tests.sweeps.test_killed import stored

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CSP11 = str(SCENARIOS / "csp11.yaml")
FULL = "the disk is full"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk_at(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Processes, "run", lambda self, jobs: Here().run(jobs))


@pytest.mark.ci
def test_a_sweep_on_a_full_disk_keeps_what_it_stored_and_goes_on_once_there_is_room(
    small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(small_disk, SWEEP.replace("seeds: 2", "seeds: 1"))
    assert cli.main(["sweep", str(path)]) == 0
    written(small_disk, SWEEP.replace("seeds: 2", "seeds: 4"))
    ballast = fill(small_disk, leaving=60_000)
    capsys.readouterr()
    assert cli.main(["sweep", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"what-if.sweep: {FULL}" in said.err
    kept = stored(path)
    assert 4 < kept < 16
    assert f"{kept} of 16 results are stored; the same command goes on" in said.err
    ballast.unlink()
    assert cli.main(["sweep", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["stored_before"] == kept
    assert len(answer["jobs"]) == stored(path) == 16
    assert {job["result"] for job in answer["jobs"]} == {"optimal", "infeasible"}


@pytest.mark.ci
def test_a_sweep_that_finds_no_room_for_a_store_begins_nothing(
    small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(small_disk, SWEEP)
    before = sorted(small_disk.iterdir())
    ballast = fill(small_disk)
    assert cli.main(["sweep", str(path)]) == 2
    assert FULL in capsys.readouterr().err
    ballast.unlink()
    assert sorted(small_disk.iterdir()) == before


@pytest.mark.ci
@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["risk", "T", "--scenario", CSP11, "--samples", "50"], "late.svg"),
        (["export", "docx", CSP11, "T", "--risk"], "annex.docx"),
        (["sweep", "show", "W"], "w.xlsx"),
    ],
)
def test_a_file_for_which_there_is_no_room_leaves_the_old_one_as_it_was(
    words: list[str],
    name: str,
    small_disk: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    timetable, target = tmp_path / "csp11.json", small_disk / name
    assert cli.main(["solve", CSP11, "--workers", "1", "--out", str(timetable)]) == 0
    files = {"T": str(timetable), "W": str(written(tmp_path))}
    asked = [files.get(word, word) for word in words]
    target.write_text("the old one", encoding="utf-8")
    ballast = fill(small_disk, leaving=100)
    capsys.readouterr()
    assert cli.main([*asked, "--to", str(target)]) == 2
    said = capsys.readouterr().err
    assert f"{name}: cannot be written: No space left on device" in said
    assert target.read_text(encoding="utf-8") == "the old one"
    ballast.unlink()
    assert [path.name for path in small_disk.iterdir()] == [name]
    assert cli.main([*asked, "--to", str(target)]) == 0
    assert target.stat().st_size > 1_000
