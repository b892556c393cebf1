"""What we export ourselves says nothing otherwise than the scenario and timetable it is made of."""

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

import cli
from scheduler.errors import SchedulerError
from scheduler.problem import Problem
from scheduler.render.calendars.entries import carry_over
from scheduler.render.calendars.ics_writer import Issue, write
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load
from scheduler.scenario.rereading import as_text, complaints
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes
from scheduler.vocabulary.printing import Format
from tests.draws import SHARES, rounds, sampled
from tests.render.reading.drawn import draw, of_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"
FORMATS: tuple[Format, ...] = ("docx", "csv", "xlsx", "xml", "json")
PUBLISHED = datetime(2025, 1, 1, tzinfo=UTC)
NAMES = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", sampled(["two_rooms", "csp12", "study_group"], always=0))
def test_a_scenario_laid_out_by_hand_comes_back(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    issues = of_scenario(load(SCENARIOS / f"{name}.yaml").problem)
    assert not told(issues.problem, issues.first, capsys)


@pytest.mark.parametrize("seed", sampled(range(5), always=1))
def test_a_random_meeting_comes_back(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    issues = draw(seed)
    assert not told(issues.problem, issues.revised, capsys)


@pytest.mark.parametrize("name", sampled(["two_rooms", "csp11"], always=0))
def test_a_timetable_that_holds_differs_from_its_scenario_in_nothing(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the timetable beside it: within pins, slots, rooms, orders and minutes."""
    problem = load(SCENARIOS / f"{name}.yaml").problem
    assert not told(problem, solved(problem), capsys, before=False)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_comes_back(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    issues = of_scenario(load(SCENARIOS / f"{name}.yaml").problem)
    assert not told(issues.problem, issues.first, capsys)
    try:
        record = solved(issues.problem)
    except SchedulerError:
        return  # no timetable holds, and there is nothing to export
    assert not told(issues.problem, record, capsys)
    assert not told(issues.problem, record, capsys, before=False)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_many_random_meetings_come_back(share: int, capsys: pytest.CaptureFixture[str]) -> None:
    def check(seed: int) -> None:
        issues = draw(seed)
        wrong = [
            line
            for record in (issues.first, issues.revised)
            for line in told(issues.problem, record, capsys)
        ]
        assert not wrong, "\n".join(wrong)

    rounds("exports compared with their scenario", range(100), share, check)


def solved(problem: Problem) -> Record:
    outcome = solve.solve(problem, Budget(seconds=30, seed=1, workers=2))
    return record(outcome, sha256="0" * 64)


def told(
    problem: Problem, record: Record, capsys: pytest.CaptureFixture[str], *, before: bool = True
) -> list[str]:
    """What each format says otherwise; nothing where what was drawn is no scenario."""
    if complaints(problem):
        return []
    Path("meeting.yaml").write_text(as_text(problem), encoding="utf-8")
    Path("before.json").write_bytes(to_bytes(record))
    wrong = []
    for format in (*FORMATS, "ics"):
        file = Path(f"made.{format}")
        file.write_bytes(exported(format, problem, record))
        words = ["import", format, str(file), "--against", "meeting.yaml", "--exit-code"]
        code = cli.main([*words, *(("--before", "before.json") if before else ())])
        said = capsys.readouterr()
        if code or said.out != "No difference.\n":
            wrong += [f"{format}: {line}" for line in (said.out + said.err).splitlines()]
    return wrong


def exported(format: str, problem: Problem, record: Record) -> bytes:
    if format == "ics":
        calendar = carry_over([record.sittings])
        return write(problem, calendar, record.sittings, Issue(PUBLISHED))
    return export(cast("Format", format), problem, record, ExportRequest())
