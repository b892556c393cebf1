"""Every command that is printed can be pasted, also where names have blanks, accents and quotes."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from scheduler.vocabulary.command_lines import rollgrid
from tests.draws import ROOT
from tests.store.every_command import SCENARIO

NEXT = re.compile(r"next: .*?\brollgrid (.*)$", re.MULTILINE)
STEPS = (
    ("solve", "my week's café.yaml", "--out", "r 0.json"),
    ("solve", "no chair.yaml"),
    ("import", "docx", "annex.docx", "--to", "from last year.yaml"),
    ("init", "new week"),
    ("solve", "my week's café.yaml", "--workers", "1"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "scenarios" / "csp11.yaml", "my week's café.yaml")
    shutil.copy(ROOT / "scenarios" / "infeasible_chair.yaml", "no chair.yaml")
    return tmp_path


def printed(said: str) -> Iterator[list[str]]:
    for line in NEXT.findall(said):
        yield shlex.split(line.partition(";")[0])


def test_what_is_next_is_pasted_and_done(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for step in STEPS:
        cli.main(list(step))
        said = capsys.readouterr()
        (words,) = printed(said.out + said.err)
        assert cli.main(words) in (0, 4), words
        capsys.readouterr()


def test_a_word_is_quoted_where_a_shell_would_read_it_otherwise() -> None:
    assert rollgrid("check", Path("a.yaml")) == "rollgrid check a.yaml"
    assert rollgrid("check", "my week.yaml") == "rollgrid check 'my week.yaml'"
    assert shlex.split(rollgrid("check", "it's $HOME `x`"))[2] == "it's $HOME `x`"


def test_a_store_elsewhere_is_named_in_what_is_to_be_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given with --store, or beside a scenario elsewhere: pasted, each command finds it."""
    monkeypatch.chdir(tmp_path)
    Path("my week").mkdir()
    Path("my week", "meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    words = ["solve", "my week/meeting.yaml", "--save", "--workers", "1"]
    for _ in range(2):
        assert cli.main(words) == 0
        said = capsys.readouterr()
        (words,) = printed(said.out + said.err)
    assert words == ["export", "docx", "--to", "annex.docx", "--store", "my week/meeting.db"]
    assert cli.main(words) == 0
    capsys.readouterr()
    fact = ["report", "overrun", "apples", "10m", "--at", "2030-03-05 09:10"]
    assert cli.main([*fact, "--store", "my week/meeting.db"]) == 0
    (words,) = printed(capsys.readouterr().err)
    assert cli.main([*words, "--now", "2030-03-05 09:15", "--workers", "1"]) == 0


def test_a_store_that_is_found_here_is_not_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("meeting.yaml", "other.yaml"):
        Path(name).write_text(SCENARIO, encoding="utf-8")
    assert cli.main(["solve", "meeting.yaml", "--save", "--workers", "1"]) == 0
    assert "next: rollgrid publish r1\n" in capsys.readouterr().err
    assert cli.main(["solve", "other.yaml", "--save", "--workers", "1"]) == 0
    assert "next: rollgrid publish r1 --store other.db\n" in capsys.readouterr().err
