"""schedule.xml is valid by a schema, for every scenario and for random meetings."""

from pathlib import Path

import pytest
from lxml import etree

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load
from scheduler.timetable import Record
from tests.draws import sampled
from tests.render.annexes import PRINTED, meeting, record
from tests.render.reading.drawn import draw, of_scenario

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("schedule.xsd")))
SCENARIOS = sorted(
    (Path(__file__).parents[3] / "scenarios").glob("*.yaml"), key=lambda path: path.stem != "csp11"
)


@pytest.mark.parametrize("path", sampled(SCENARIOS, always=1), ids=lambda path: path.stem)
def test_every_scenario_is_valid(path: Path) -> None:
    issues = of_scenario(load(path).problem)
    assert faults(issues.problem, issues.revised) == []


@pytest.mark.parametrize("seed", sampled(range(40), always=6))
def test_every_random_meeting_is_valid(seed: int) -> None:
    issues = draw(seed)
    assert faults(issues.problem, issues.first) == []
    assert faults(issues.problem, issues.revised) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("<duration>03:00</duration>", "<duration>3 hours</duration>"),
        ("<start>10:00</start>", "<start>25:00</start>"),
        ("T10:00:00+01:00</date>", "T10:00:00</date>"),
        ("<links />", ""),
        (' id="', ' number="'),
        ("<room>Room 2</room>", "<room>Room 2</room><url>x</url>"),
    ],
)
def test_the_schema_refuses_what_readers_refuse(written: str, instead: str) -> None:
    text = export("xml", meeting(), record(*PRINTED), ExportRequest(profile="voc")).decode()
    assert written in text
    assert not SCHEMA.validate(etree.fromstring(text.replace(written, instead).encode()))


def faults(problem: Problem, made: Record) -> list[str]:
    data = export("xml", problem, made, ExportRequest(profile="voc"))
    SCHEMA.validate(etree.fromstring(data))
    return [f"line {fault.line}: {fault.message}" for fault in SCHEMA.error_log]
