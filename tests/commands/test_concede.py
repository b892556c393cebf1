"""``concede`` as it is typed: the answer in a sentence, tables, JSON, and what it refuses."""

import json
from pathlib import Path

import pytest

import cli
from scheduler.sweeps.engines import Here
from scheduler.sweeps.processes import Processes
from tests.sweeps.test_conceding import ROOM, TWO


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Processes, "run", lambda self, jobs: Here().run(jobs))


def scenario(folder: Path, text: str) -> str:
    path = folder / "m.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_what_it_would_take_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["concede", scenario(tmp_path, TWO), "--give", "A", "--minutes", "60"]
    assert cli.main([*words, "--width", "100"]) == 0
    shown = capsys.readouterr().out.splitlines()
    said = " ".join(line.strip() for line in shown[1:3])
    assert said == (
        "To give Body A 60 more minutes, one concession is enough: shorten b by 30 "
        "minutes, to 180; it costs no more."
    )
    assert shown[5] == "  With 60 more minutes of Body A: no timetable is possible"
    assert all(len(line) <= 100 for line in shown)


def test_the_json_says_where_each_statement_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scenario(tmp_path, ROOM)
    assert cli.main(["concede", path, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["wanted"]["result"] == "infeasible"
    by_says = {one["says"][0]: one for one in answer["concessions"]}
    there = by_says["let chair be there on 2030-03-05 11:00 to 12:00"]
    assert there["places"] == [f"{path}:11:20"]
    assert there["sure"]
    assert there["figures"]["held"] == 90


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--give", "ax"], "--give: no session and no body is called 'ax'"),
        (["--slots", "1"], "--slots and --minutes need --give BODY or --give SESSION"),
        (
            ["--give", "a", "--slots", "1", "--minutes", "30"],
            "give --slots or --minutes, not both",
        ),
        (["--seconds", "0"], "--seconds 0: expected more than 0"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["concede", scenario(tmp_path, TWO), *words]) == 2
    assert message in capsys.readouterr().err


def test_that_nothing_tried_helps_is_a_no_and_no_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1: only what is proved of the scenario itself is called infeasible (exit 4)."""
    words = ["concede", scenario(tmp_path, TWO), "--give", "A", "--minutes", "600"]
    assert cli.main(words) == 1
    assert "600 more minutes" in capsys.readouterr().out
