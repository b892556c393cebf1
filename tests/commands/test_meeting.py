"""contingency, now and notices as commands, from files and from a store."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler.notices.mail import LONGEST
from tests.draws import sampled

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "csp11.yaml"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with CSP11 and its store: the first issue is published."""
    folder = tmp_path_factory.mktemp("csp11")
    scenario = folder / "meeting.yaml"
    shutil.copy(SCENARIO, scenario)
    store = ["--store", str(folder / "meeting.db")]
    assert cli.main(["solve", str(scenario), "--save", "--workers", "1", *store]) == 0
    assert cli.main(["publish", *store]) == 0
    return folder


@pytest.fixture
def store(published: Path, tmp_path: Path) -> list[str]:
    """A copy of it for one test."""
    for name in ("meeting.yaml", "meeting.db"):
        shutil.copy(published / name, tmp_path / name)
    return ["--store", str(tmp_path / "meeting.db")]


def told(capsys: Any, *words: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert cli.main(list(words)) == code
    said = capsys.readouterr()
    return said.out, said.err


def test_the_card_of_the_head(capsys: Any, store: list[str]) -> None:
    out, _ = told(capsys, "contingency", "wgtu", *store, "--width", "100")
    assert "WGTU hands over to WGTR in Room 2, as published Thu 18:00" in out
    assert "Thu 17:30 – 18:00      as printed, WGTR starts Fri 10:00" in out
    assert "later                  the Bureau must choose: under roll WGTR finds no place" in out


@pytest.mark.parametrize("suffix", sampled(["docx", "html", "md", "json"], 0))
def test_the_card_as_a_file(capsys: Any, store: list[str], tmp_path: Path, suffix: str) -> None:
    to = tmp_path / f"card.{suffix}"
    _, err = told(capsys, "contingency", "wgtu", *store, "--to", str(to))
    assert f"saved {to}" in err
    assert to.stat().st_size > 500


def test_a_card_in_another_format_is_refused_before_anything_is_solved(
    capsys: Any, store: list[str]
) -> None:
    _, err = told(capsys, "contingency", *store, "--to", "card.pdf", code=2)
    assert "card.pdf: expected a file that ends in .md, .html, .docx, .json" in err


def test_a_session_that_is_misspelt_is_guessed(capsys: Any, store: list[str]) -> None:
    _, err = told(capsys, "contingency", "wgut", *store, code=2)
    assert "did you mean 'WGTU'?" in err


@pytest.mark.ci
def test_a_card_says_that_facts_were_told_since(capsys: Any, store: list[str]) -> None:
    fact = ["report", "overrun", "cei", "30m", "--at", "2025-02-27 11:20"]
    told(capsys, *fact, *store)
    _, err = told(capsys, "contingency", "wgtu", *store)
    assert "warning: reported later and not in the card: overrun CEI 30m" in err


def test_the_card_as_one_object(capsys: Any, store: list[str]) -> None:
    out, _ = told(capsys, "contingency", "wgtu", *store, "--json", "--policy", "extend")
    found = json.loads(out)
    assert found["format_version"] == 1
    (card,) = found["cards"]
    assert (card["session"], card["follower"], card["policy"]) == ("wgtu", "wgtr", "extend")
    assert {row["kind"] for row in card["rows"]} == {"changed", "printed", "stuck"}


def test_notices_are_due_written_and_sent_once(
    capsys: Any, store: list[str], tmp_path: Path
) -> None:
    out, _ = told(capsys, "notices", *store)
    assert "Rev.0 · 7 due" in out
    out, _ = told(capsys, "notices", "write", *store)
    assert out == f"7 notices written to {tmp_path / 'outbox'}\n"
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("notice.txt")]
    assert len(texts) == 7
    assert all(len(text.rstrip("\n")) <= LONGEST for text in texts)
    out, _ = told(capsys, "notices", "write", *store)
    assert out == "nothing was due\n"
    out, _ = told(capsys, "notices", "mark-sent", "person:wgtu-chair", *store)
    assert out == "1 notice marked as sent\n"
    out, _ = told(capsys, "notices", "mark-sent", *store)
    assert out == "6 notices marked as sent\n"
    out, err = told(capsys, "notices", *store)
    assert "there are no notices" in out
    assert "7 notices sent before: --all shows them" in err


def test_a_publication_that_changes_something_makes_notices_of_that(
    capsys: Any, store: list[str], tmp_path: Path
) -> None:
    told(capsys, "notices", "write", "--to", str(tmp_path / "outbox"), *store)
    told(capsys, "report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55", *store)
    replan = ["replan", "--policy", "hold", "--now", "2025-02-25 17:55", "--workers", "1"]
    told(capsys, *replan, *store)
    told(capsys, "publish", *store)
    out, _ = told(capsys, "notices", "--revision", "1", "--json", *store)
    found = json.loads(out)["notices"]
    assert [one["recipient"] for one in found] == [
        "group:WGETI",
        "person:cei-chair",
        "person:enip-chair",
    ]
    assert {one["state"] for one in found} == {"due"}


def test_nobody_is_marked_who_has_no_notice(capsys: Any, store: list[str]) -> None:
    _, err = told(capsys, "notices", "mark-sent", "person:nobody", *store, code=2)
    assert "there is no notice for person:nobody" in err
    _, err = told(capsys, "notices", "write", "person:wgtu-chair", *store, code=2)
    assert "recipients work only with mark-sent and withhold" in err


def test_an_outbox_that_cannot_be_written_marks_nothing(
    capsys: Any, store: list[str], tmp_path: Path
) -> None:
    (tmp_path / "outbox").write_text("a file is in the way")
    _, err = told(capsys, "notices", "write", *store, code=2)
    assert "is a file: name a folder" in err
    out, _ = told(capsys, "notices", *store)
    assert "7 due" in out


def test_now_knows_what_was_told_to_the_store(capsys: Any, store: list[str]) -> None:
    told(capsys, "report", "overrun", "cei", "45m", "--at", "2025-02-27 11:20", *store)
    out, _ = told(capsys, "now", "--at", "2025-02-27 11:25", *store)
    assert "next  WGTU 12:15, in 50 min · 45 min late" in out
    assert "reported since, not replanned yet: overrun CEI 45m at Thursday 27 February 11:20" in out


def test_a_fact_on_the_command_line_is_for_files(capsys: Any, store: list[str]) -> None:
    _, err = told(capsys, "now", "--fact", "overrun cei 45m", *store, code=2)
    assert "rollgrid report" in err
