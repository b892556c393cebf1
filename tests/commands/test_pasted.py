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

NEXT = re.compile(r"next: .*?\brollgrid (.*)$", re.MULTILINE)
STEPS = (
    ("solve", "my week's café.yaml", "--out", "r 0.json"),
    ("solve", "no chair.yaml"),
    ("import", "docx", "annex.docx", "--to", "from last year.yaml"),
    ("init", "new week"),
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
