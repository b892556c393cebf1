"""What we export for apps comes back: sessions, parts, rooms and hours, of every scenario."""

from pathlib import Path
from typing import Literal

import pytest

from scheduler.importing.programmes import read_json, read_xml
from scheduler.problem import Problem, Sitting
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import diagnose_text, load
from scheduler.timetable import Record
from scheduler.vocabulary.printing import Format
from tests.draws import SHARES, rounds, sampled
from tests.render.reading.drawn import draw, of_scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
NAMES = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
READERS = {"xml": read_xml, "json": read_json}
Profile = Literal["voc", "pretalx"]


def held(problem: Problem, sittings: tuple[Sitting, ...]) -> list[tuple[object, ...]]:
    zone = problem.zone
    return sorted(
        (s.session, s.part, s.parts, s.room, *(f"{m.astimezone(zone)}" for m in (s.start, s.end)))
        for s in sittings
    )


def comes_back(problem: Problem, record: Record, folder: Path, profile: Profile = "voc") -> None:
    forms: tuple[Format, ...] = ("xml", "json")
    for form in forms:
        path = folder / f"m.{form}"
        path.write_bytes(export(form, problem, record, ExportRequest(profile=profile)))
        made = READERS[form](path)
        assert held(problem, made.sittings) == held(problem, record.sittings)
        wrong = [d for d in diagnose_text(folder / "m.yaml", made.data) if d.severity == "error"]
        assert not wrong
        assert (made.left, made.remarks) == ((), ())


def _drawn(seed: int, folder: Path) -> None:
    issues = draw(seed)
    for record in (issues.first, issues.revised):
        if record.sittings:
            comes_back(issues.problem, record, folder, "voc" if seed % 2 else "pretalx")


@pytest.mark.parametrize("name", sampled(NAMES, 2))
def test_a_scenario_comes_back_from_programmes(name: str, tmp_path: Path) -> None:
    issues = of_scenario(load(SCENARIOS / f"{name}.yaml").problem)
    for profile in ("voc", "pretalx"):
        comes_back(issues.problem, issues.first, tmp_path, profile)


@pytest.mark.parametrize("seed", sampled(range(20), 2))
def test_a_random_meeting_comes_back_from_programmes(seed: int, tmp_path: Path) -> None:
    _drawn(seed, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_many_random_meetings_come_back_from_programmes(share: int, tmp_path: Path) -> None:
    rounds("programmes", range(20, 200), share, lambda seed: _drawn(seed, tmp_path))
