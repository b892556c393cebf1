"""What scripts rely on: --quiet, and --json also where the answer is an error."""

import json
from pathlib import Path

import pytest

import cli
from scheduler.render.terminal import answer
from scheduler.render.terminal.failure import KINDS
from tests.store.every_command import SCENARIO

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("week.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_quiet_leaves_the_answer_and_nothing_else(capsys: Capture) -> None:
    words = ["solve", "week.yaml", "--workers", "1", "--out", "r0.json", "--verbose"]
    assert cli.main(words) == answer.OK
    said = capsys.readouterr()
    assert "next: " in said.err
    for line in ([*words, "--quiet"], ["--quiet", *words]):
        assert cli.main(line) == answer.OK
        quiet = capsys.readouterr()
        assert quiet.err == ""
        assert quiet.out == said.out


@pytest.mark.usefixtures("folder")
def test_quiet_leaves_errors_without_what_to_do_next(capsys: Capture) -> None:
    assert cli.main(["solve", "nothing.yaml", "--quiet"]) == answer.INVALID
    assert capsys.readouterr().err == "nothing.yaml:1:1: S001 there is no such file\n"
    assert cli.main(["solve", "--quiet"]) == answer.USAGE
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("solve", answer.USAGE),
        ("nonsense", answer.USAGE),
        ("solve nothing.yaml", answer.INVALID),
        ("show", answer.USAGE),
        ("why nobody --scenario week.yaml", answer.USAGE),
        ("solve week.yaml --out week.yaml", answer.USAGE),
    ],
)
def test_with_json_an_error_is_an_object_too(words: str, code: int, capsys: Capture) -> None:
    assert cli.main([*words.split(), "--json"]) == code
    said = capsys.readouterr()
    content = json.loads(said.out)
    assert content["format_version"] == answer.FORMAT_VERSION
    error = content["error"]
    assert (error["exit_code"], error["kind"]) == (code, KINDS[code])
    assert error["message"] in said.err


@pytest.mark.usefixtures("folder")
def test_with_json_an_answer_that_is_no_says_why_in_the_object(capsys: Capture) -> None:
    assert cli.main(["solve", "week.yaml", "--workers", "1", "--out", "r0.json"]) == answer.OK
    record = json.loads(Path("r0.json").read_text(encoding="utf-8"))
    record["sittings"].pop()
    Path("r0.json").write_text(json.dumps(record), encoding="utf-8")
    capsys.readouterr()
    words = ["show", "r0.json", "--scenario", "week.yaml", "--json"]
    assert cli.main(words) == answer.NO
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "no"
    assert "not shown" in error["message"]
