"""Every command that writes a file refuses the store and the scenario before its work begins."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import cli
from scheduler.commands.signatures import signature_of
from tests.files.conftest import contents

READ = {"scenario", "timetable", "published", "before", "into", "against", "source"}
READ |= {"tls_ca", "tls_cert", "tls_key"}
"""Options that name a file to be read; with ``--into`` and ``--apply`` it is replaced: meant."""
WRITTEN = {
    ("solve", "out"): ("solve meeting.yaml", "new.json"),
    ("replan", "out"): ("replan --now 2030-03-05T09:10", "new.json"),
    ("deadlines", "to"): ("deadlines meeting.yaml --at 2030-01-01", "new.ics"),
    ("export", "to"): ("export md", "new.md"),
    ("contingency", "to"): ("contingency", "new.md"),
    ("store export", "to"): ("store export", "new.jsonl"),
    ("risk", "to"): ("risk --samples 10", "new.svg"),
    ("sweep", "to"): ("sweep show what-if.yaml", "new.svg"),
    ("docx", "to"): ("import docx letter.docx", "new.yaml"),
    ("csv", "to"): ("import csv talks.csv", "new.yaml"),
    ("xlsx", "to"): ("import xlsx talks.csv", "new.yaml"),
    ("csv", "timetable"): ("import csv programme.csv --scenario meeting.yaml", "new.json"),
    ("xlsx", "timetable"): ("import xlsx programme.csv --scenario meeting.yaml", "new.json"),
    ("side_events", "to"): ("import side-events form.csv --scenario meeting.yaml", "new.yaml"),
    ("side_events", "form"): ("import side-events --scenario meeting.yaml", "new.xlsx"),
    ("ics", "to"): ("import ics feed.ics --scenario meeting.yaml --of ada", "new.yaml"),
    ("xml", "to"): ("import xml programme.xml", "new.yaml"),
    ("xml", "timetable"): ("import xml programme.xml", "new.json"),
    ("json", "to"): ("import json programme.json", "new.yaml"),
    ("json", "timetable"): ("import json programme.json", "new.json"),
    ("registrations", "to"): ("import registrations heads.csv --scenario meeting.yaml", "new.yaml"),
    ("registrations", "table"): (
        "import registrations heads.csv --scenario meeting.yaml",
        "new.md",
    ),
    ("notices", "to"): ("notices write", "new"),
    ("move", "out"): (
        "move plums 11:30 --scenario meeting.yaml --timetable r0.json",
        "new.json",
    ),
    ("swap", "out"): (
        "swap apples pears --scenario meeting.yaml --timetable r0.json",
        "new.json",
    ),
}
"""(command, option) -> a command line that works in the folder, and a name for what it writes."""
ALIKE = {("split", "out"), ("demo", "folder")}
"""Written by the very lines that write for ``swap``; a folder that has to be a new one."""
SWEEP = "base: meeting.yaml\naxes: [{axis: seed, seeds: 2}]\n"
HEADS = "Delegation,Gender,Groups\nFrance,f,growers\n"

PROGRAMME = "Date,Start,End,Title\n2030-03-05,09:00,10:00,Plums\n"


def options() -> Iterator[tuple[str, str]]:
    """Every option of every command that takes a path, but those of what is read."""
    for path, example in cli.every_command():
        command = signature_of(f"scheduler.commands.{path}")
        called = path.rpartition(":")[2]
        for name, kind in named_options(command):
            option = f"store {called}" if example.startswith("store ") else called, name
            if "Path" in str(kind) and (name not in READ or option in WRITTEN):
                yield option


def named_options(command: Any) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(command)
    for name, one in inspect.signature(command).parameters.items():
        if one.kind is one.KEYWORD_ONLY:
            yield name, hints[name]
            if hasattr(hints[name], "__dataclass_fields__"):
                yield from get_type_hints(hints[name]).items()


def test_it_is_known_of_every_path_whether_it_is_written() -> None:
    assert sorted(options()) == sorted({*WRITTEN, *ALIKE})


@pytest.fixture
def heads(folder: Path) -> Path:
    (folder / "heads.csv").write_text(HEADS, encoding="utf-8")
    (folder / "programme.csv").write_text(PROGRAMME, encoding="utf-8")
    (folder / "what-if.yaml").write_text(SWEEP, encoding="utf-8")
    (folder / "form.csv").write_text("Title,Minutes\nLaunch,30\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", WRITTEN, ids="--".join)
def test_a_store_and_a_scenario_are_not_replaced(
    command: tuple[str, str], heads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, new = WRITTEN[command]
    before = contents(heads)
    for victim in ("meeting.db", "meeting.yaml", "other.yaml"):
        code = cli.main([*words.split(), f"--{command[1]}", victim])
        said = capsys.readouterr()
        assert (code, said.out) == (2, ""), (victim, said.err)
        assert said.err.startswith(victim)
        assert contents(heads) == before
    assert cli.main([*words.split(), f"--{command[1]}", new]) == 0, capsys.readouterr().err
    assert (heads / new).exists()
