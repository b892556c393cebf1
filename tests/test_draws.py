"""Draws for hours: what was passed is not tried again, what failed is told and tried again."""

import json
from pathlib import Path

import pytest

from tests import draws

SEEDS = range(100, 132)
HEADS = ["draws", "seeds", "of", "this", "code", "failed", "first", "last"]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROLLGRID_DRAWS", str(tmp_path / "kept" / "draws.jsonl"))
    monkeypatch.delenv("ROLLGRID_ROUNDS", raising=False)
    return tmp_path / "kept" / "draws.jsonl"


def test_every_seed_is_in_one_share() -> None:
    shares = [draws.longer(SEEDS)[share :: len(draws.SHARES)] for share in draws.SHARES]
    assert sorted(seed for share in shares for seed in share) == list(SEEDS)


def test_after_an_interruption_it_goes_on_with_the_next_seed(file: Path) -> None:
    tried: list[int] = []

    def until_ctrl_c(seed: int) -> None:
        if len(tried) == 2:
            raise KeyboardInterrupt
        tried.append(seed)

    with pytest.raises(KeyboardInterrupt):
        draws.rounds("some", SEEDS, 1, until_ctrl_c)
    draws.rounds("some", SEEDS, 1, tried.append)
    assert tried == list(SEEDS[1::8])
    assert len(file.read_text(encoding="utf-8").splitlines()) == 4


def test_a_failure_stops_no_other_seed_and_is_tried_again(file: Path) -> None:
    def fails(seed: int) -> None:
        assert seed != 108, "the eighth"

    with pytest.raises(AssertionError, match=r"seed 108: .*\n*(.*\n)*.*the eighth"):
        draws.rounds("some", SEEDS, 0, fails)
    tried: list[int] = []
    draws.rounds("some", SEEDS, 0, tried.append)
    assert tried == [108]


def test_what_other_code_passed_is_tried_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    draws.rounds("some", SEEDS, 0, tried.append)
    monkeypatch.setattr(draws, "fingerprint", lambda: "another")
    draws.rounds("some", SEEDS, 0, tried.append)
    assert tried == 2 * list(SEEDS[::8])


def test_rounds_of_another_name_are_its_own(file: Path) -> None:
    tried: list[int] = []
    draws.rounds("some", SEEDS, 0, tried.append)
    draws.rounds("others", SEEDS, 0, tried.append)
    assert len(tried) == 8


def test_more_rounds_have_more_seeds(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLGRID_ROUNDS", "3")
    assert draws.longer(SEEDS) == range(100, 196)


def test_the_report_counts_seeds_and_shows_what_fails(file: Path) -> None:
    draws.rounds("some", SEEDS, 0, lambda _: None)
    with pytest.raises(AssertionError):
        draws.rounds("broken", range(1), 0, lambda _: pytest.fail("so it is"))
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    lines[0] |= {"at": "2025-02-25T10:00:00Z", "code": "older"}
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    told = draws.report()
    today = lines[-1]["at"].partition("T")[0]
    assert [line.split() for line in told.splitlines()[:3]] == [
        HEADS,
        ["broken", "1", "1", "1", today, today],
        ["some", "4", "3", "0", "2025-02-25", today],
    ]
    assert "broken, seed 0" in told
    assert "so it is" in told


def test_without_any_rounds_there_is_a_report_of_none(file: Path) -> None:
    assert draws.report().split() == HEADS
