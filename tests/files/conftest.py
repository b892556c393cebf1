"""A small meeting in a folder of its own: scenario with parts, a timetable, a published store."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import cli

SCENARIO = """\
format: 1
meeting: {id: harvest, title: Harvest, timezone: Europe/Zurich, grid: 10}
include: [people.yaml, talks.csv]
days: [2030-03-05]
slots: [{id: morning, start: "09:00", end: "12:00"}]
rooms: [{id: barn, name: Barn}, {id: loft, name: Loft}]
groups: [{id: growers, title: Growers}]
sessions:
  - {id: apples, title: Apples, minutes: {likely: 60}, chairs: [ada], group: growers}
  - {id: pears, title: Pears, minutes: {likely: 60}, chairs: [ada], spread: {most: 90}}
rolling:
  - {room: barn, order: [apples, pears]}
"""
PEOPLE = "people:\n  - {id: ada, title: Chair of Fruit}\n"
TALKS = "id,title,minutes,rooms\nplums,Plums,30,barn\n"
OTHER = SCENARIO.replace("include: [people.yaml, talks.csv]", "people: [{id: ada}]").replace(
    "harvest", "sowing"
)
Folder = Callable[[], dict[str, bytes]]


@pytest.fixture(scope="session")
def harvest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which everything was made once; to be copied."""
    folder = tmp_path_factory.mktemp("harvest")
    before = Path.cwd()
    os.chdir(folder)
    try:
        for name, text in (("meeting", SCENARIO), ("people", PEOPLE), ("other", OTHER)):
            Path(f"{name}.yaml").write_text(text, encoding="utf-8")
        Path("talks.csv").write_text(TALKS, encoding="utf-8")
        for line in (
            "solve meeting.yaml --save --workers 1 --out r0.json",
            "publish r1",
            "export xml --to programme.xml",
            "export json --profile voc --to programme.json",
            "export ics --to feed.ics",
            "export docx --to letter.docx",
        ):
            assert cli.main(line.split()) == 0, line
    finally:
        os.chdir(before)
    return folder


@pytest.fixture
def folder(harvest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which is the current folder."""
    own = tmp_path / "harvest"
    shutil.copytree(harvest, own)
    monkeypatch.chdir(own)
    return own


def contents(folder: Path) -> dict[str, bytes]:
    """What every file holds; what SQLite keeps beside a store comes and goes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {p.name: p.read_bytes() for p in files if not p.name.endswith(("-wal", "-shm"))}
