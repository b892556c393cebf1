"""Whatever time zone the machine is in, every command says and writes the same."""

import os
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import cli
from scheduler.vocabulary.clock import telling
from tests.store.every_command import SCENARIO

COMMANDS = (
    "solve meeting.yaml --save --workers 1",
    "publish",
    "report overrun apples 10m --at 2030-03-05T09:10",
    "replan --now 2030-03-05T09:15 --workers 1",
    "publish",
    "notices write",
    "log",
    "now",
    "show",
    "why apples",
    "deadlines meeting.yaml --at 2030-01-01",
    "export ics --to feed.ics",
    "export json --to head.json",
    "export md --to head.md",
)
SECONDS = re.compile(rb"\d+\.\d+ s\b|\"seconds\": [\d.e-]+|\b[0-9a-f]{64}\b")
"""How long a search took, and the hashes that follow from it."""


@pytest.fixture
def zone() -> Iterator[None]:
    """That of the machine, put back at the end."""
    before = os.environ.get("TZ")
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.ci
@pytest.mark.usefixtures("zone")
def test_the_zone_of_the_machine_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    made = []
    for zone in ("UTC", "Pacific/Auckland"):
        os.environ["TZ"] = zone
        time.tzset()
        folder = tmp_path / zone.partition("/")[0]
        folder.mkdir()
        monkeypatch.chdir(folder)
        Path("meeting.yaml").write_text(SCENARIO, encoding="utf-8")
        for command in COMMANDS:
            with telling(lambda: datetime.fromisoformat("2030-03-05T08:20:00+00:00")):
                assert cli.main(command.split()) == 0, command
        said = capfdbinary.readouterr()
        files = {
            str(path.relative_to(folder)): SECONDS.sub(b"", path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and ".db" not in path.name
        }
        made.append((SECONDS.sub(b"", said.out), SECONDS.sub(b"", said.err), files))
    assert [name for name in made[0][2] if made[0][2][name] != made[1][2][name]] == []
    assert made[0] == made[1]
    assert "outbox" in "".join(made[0][2])
