"""docs/tutorial/csp11.md is run as it is written, block by block, and says what comes out."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from tests.desk.conftest import ROOT, Planner

PAGE = ROOT / "docs" / "tutorial" / "csp11.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
VARYING = (
    (re.compile(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d \d\d:\d\d(?::\d\d)?"), "TODAY"),
    (re.compile(r"\b[A-Z][a-z]+day \d+ [A-Z][a-z]+ 20(?:2[6-9]|[3-9]\d) \d\d:\d\d"), "TODAY"),
    (re.compile(r"\b\d+\.\d\d s\b"), "0.00 s"),
)
"""What differs from run to run: today's date and the time a search takes."""


def steps() -> Iterator[tuple[list[str], int, list[str]]]:
    """Each command of the page with its exit code and the lines that it must say."""
    for block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        text = block.replace("\\\n", " ")
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, said = part.partition("\n")
            argv = shlex.split(command)
            lines = said.rstrip("\n").split("\n") if said.strip() else []
            code = 0
            if lines and (match := re.fullmatch(r"exit (\d+)", lines[-1])):
                code, lines = int(match[1]), lines[:-1]
            yield argv, code, lines


def plain(text: str) -> str:
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


@pytest.mark.ci
def test_the_page_is_run_as_it_is_written(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    ran = 0
    for argv, code, lines in steps():
        if argv[0] == "cp":
            Path(argv[2]).write_bytes((ROOT / argv[1]).read_bytes())
            continue
        assert argv[:3] == ["uv", "run", "rollgrid"]
        planner.says(*argv[3:], code=code)
        said = plain(f"{planner.out}\n{planner.err}")  # long lines go on, indented, below
        position = 0
        for wanted in (plain(line) for line in lines if line.strip() not in ("", "...")):
            assert wanted in said[position:], f"{argv}: {wanted!r} is not said in\n{planner.out}"
            position = said.index(wanted, position) + len(wanted)
        ran += 1
    assert ran > 15


@pytest.mark.parametrize("command", ["init", "revert", "reproduce", "pin", "waive", "doctor"])
def test_the_page_shows_what_a_store_is_for(command: str) -> None:
    assert command in cli.app_of()
    assert f"rollgrid {command}" in PAGE.read_text(encoding="utf-8")
