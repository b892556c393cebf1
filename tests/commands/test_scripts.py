"""What scripts rely on: --quiet, and --json also where the answer is an error."""

import json
import re
from base64 import b64decode
from pathlib import Path

import pytest

import cli
from scheduler.render.terminal import answer
from scheduler.render.terminal.json_answers import KINDS
from tests.docs.json_page import unnamed
from tests.draws import sampled
from tests.store.every_command import READING, SCENARIO, WRITING, line

Capture = pytest.CaptureFixture[str]
SECONDS = re.compile(r"\d+\.\d+ s")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_quiet_leaves_the_answer_and_nothing_else(capsys: Capture) -> None:
    words = ["solve", "meeting.yaml", "--workers", "1", "--out", "r0.json", "--verbose"]
    assert cli.main(words) == answer.OK
    said = capsys.readouterr()
    assert "next: " in said.err
    for quietly in ([*words, "--quiet"], ["--quiet", *words]):
        assert cli.main(quietly) == answer.OK
        quiet = capsys.readouterr()
        assert quiet.err == ""
        assert SECONDS.sub("", quiet.out) == SECONDS.sub("", said.out)


@pytest.mark.usefixtures("folder")
def test_quiet_leaves_errors_without_what_to_do_next(capsys: Capture) -> None:
    assert cli.main(["solve", "x/nothing.yaml", "--quiet"]) == answer.INVALID
    assert capsys.readouterr().err == "x/nothing.yaml:1:1: S001 file not found\n"
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
        ("why nobody --scenario meeting.yaml", answer.USAGE),
        ("solve meeting.yaml --out meeting.yaml", answer.USAGE),
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
    assert cli.main(["solve", "meeting.yaml", "--workers", "1", "--out", "r0.json"]) == answer.OK
    record = json.loads(Path("r0.json").read_text(encoding="utf-8"))
    record["sittings"].pop()
    Path("r0.json").write_text(json.dumps(record), encoding="utf-8")
    capsys.readouterr()
    words = ["show", "r0.json", "--scenario", "meeting.yaml", "--json"]
    assert cli.main(words) == answer.NO
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "no"
    assert "not shown" in error["message"]


@pytest.fixture
def store(folder: Path, capsys: Capture) -> Path:
    assert cli.main(["solve", "meeting.yaml", "--workers", "1", "--save"]) == answer.OK
    assert cli.main(["publish"]) == answer.OK
    capsys.readouterr()
    return folder


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("words", sampled([*READING, *WRITING], 3))
def test_every_command_on_a_store_answers_with_one_object(words: str, capsys: Capture) -> None:
    code = cli.main([*line(words, "meeting.db"), "--json", "--quiet"])
    content = json.loads(capsys.readouterr().out)
    assert content["format_version"] == answer.FORMAT_VERSION
    assert unnamed(words, content) == [], "docs/reference/json.md names every field"
    if "error" in content:
        assert content["error"]["exit_code"] == code != answer.OK
    else:
        assert code in (answer.OK, answer.NO)


@pytest.mark.usefixtures("store")
def test_a_document_is_the_content_of_an_object(capsys: Capture) -> None:
    assert cli.main(["export", "md", "--json"]) == answer.OK
    content = json.loads(capsys.readouterr().out)
    assert content["encoding"] == "utf-8"
    assert content["content"].startswith("# ")
    assert cli.main(["export", "docx", "--json"]) == answer.OK
    content = json.loads(capsys.readouterr().out)
    assert b64decode(content["content"]).startswith(b"PK")
    assert cli.main(["export", "md", "--json", "--to", "annex.md"]) == answer.OK
    assert json.loads(capsys.readouterr().out)["files"] == ["annex.md"]
    assert cli.main(["store", "export", "--json", "--to", "week.jsonl"]) == answer.OK
    assert "meeting.db" in json.loads(capsys.readouterr().out)["lines"][0]
    Path("talks.csv").write_text("id,title,likely\na,A,30\n", encoding="utf-8")
    assert cli.main(["import", "csv", "talks.csv", "--json"]) == answer.OK
    content = json.loads(capsys.readouterr().out)
    assert "sessions:" in content["content"]
    assert content["remarks"] == ["talks.csv: 1 session read, 0 left out"]
