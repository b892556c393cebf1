"""Stores and timetables that earlier versions wrote work with today's commands."""

import csv
import io
import json
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar

import cli

FILES = Path(__file__).parent / "0.1.0"
TIMETABLES = ("first.json", "hold.json", "roll.json", "waived.json")
LATER = ("--now", "2025-02-26 17:25", "--policy", "roll", "--workers", "1")
Says = Callable[..., str]


@pytest.fixture
def says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Says:
    """The answer of a command that exits with this code, in a folder with copies of the files."""
    for path in FILES.iterdir():
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("ROLLGRID_STORE", "ROLLGRID_AUTHOR"):
        monkeypatch.delenv(name, raising=False)

    def say(*argv: str, code: int = 0) -> str:
        found = cli.main(list(argv))
        said = capsys.readouterr()
        assert found == code, f"{argv}: exit {found}\n{said.out}\n{said.err}"
        return said.out

    return say


@pytest.fixture
def from_files(says: Says) -> Says:
    """The same where there is no store, only the scenario and the timetables."""
    Path("meeting.db").unlink()
    return says


def sittings(record: Any) -> list[tuple[str, ...]]:
    keys = ("session", "room", "start", "end")
    return [tuple(sitting[key] for key in keys) for sitting in record["sittings"]]


def stored(name: str) -> Any:
    return json.loads((FILES / name).read_text(encoding="utf-8"))


def test_the_store_is_kept_as_one_file() -> None:
    assert not list(FILES.glob("*.db-*"))
    assert sum(path.stat().st_size for path in FILES.iterdir()) < 1_000_000
    with sqlite3.connect(f"file:{FILES / 'meeting.db'}?immutable=1", uri=True) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()


def test_the_log_lists_all_that_was_reported_and_decided(says: Says) -> None:
    said = re.sub(r"\n {10,}", " ", says("log"))
    lines = [line.split(maxsplit=2)[2] for line in said.splitlines()]
    assert [line.split("  ")[0] for line in lines] == [
        *("r1", "Rev.0", "fact 1", "r2", "Rev.1", "fact 2", "fact 3", "fact 4"),
        *("pin 1", "waiver 1", "r3"),
    ]
    assert "r2 published, 3 notices, as of Tuesday 25 February 17:55" in lines[4]
    assert "(taken back by fact 4)" in lines[6]
    assert "another session was meant" in lines[7]


def test_doctor_finds_the_store_whole(says: Says) -> None:
    assert "version 1 of 3: it is brought up to date when next used" in says("doctor")
    says("log")
    answer = says("doctor")
    assert "meeting.db is intact" in answer
    assert "3 revisions, 2 of them published: every link holds" in answer


@pytest.mark.parametrize(
    ("revision", "name"), [("Rev.0", "first.json"), ("Rev.1", "hold.json"), ("r3", "waived.json")]
)
def test_every_revision_is_shown_and_verified(says: Says, revision: str, name: str) -> None:
    shown = json.loads(says("export", "json", revision))
    assert sittings(shown) == sittings(stored(name))
    assert json.loads(says("verify", revision, "--json"))["accepted"] is True
    assert "25-28 FEBRUARY 2025" in says("show", revision, "--width", "120")


def test_pins_waivers_facts_and_notices_are_as_they_were(says: Says) -> None:
    assert "WGTR pinned Friday 28 February 10:00 in Room 2: the minister speaks then" in says("pin")
    assert "interpretation waived, everywhere: a second team has been found" in says("waive")
    assert len(says("report", "list").splitlines()) == 2
    assert len(says("report", "list", "--all").splitlines()) == 4
    due = json.loads(says("notices", "list", "--all", "--json"))
    states = [notice["state"] for notice in due["notices"]]
    assert {state: states.count(state) for state in states} == {"sent": 2, "written": 5, "due": 3}
    assert "685 of 1,375 minutes held" in says("now", "--at", "2025-02-26 17:25")


def test_the_old_draft_is_published_and_replanned_from(says: Says) -> None:
    assert "Rev.2 is published: r3" in says("publish", "r3")
    says("report", "overrun", "cei", "15m", "--at", "2025-02-26 17:20")
    found = json.loads(says("replan", *LATER, "--json"))
    assert found["status"] == "optimal"
    starts = {sitting["session"]: sitting["start"] for sitting in reversed(found["sittings"])}
    assert starts["wgtr"].startswith("2025-02-28T10:00")
    assert "Rev.3 is published: r4" in says("publish")
    assert json.loads(says("verify", "head", "--json"))["accepted"] is True
    assert "every link holds" in says("doctor")


def test_the_store_goes_on_from_what_was_published(says: Says) -> None:
    says("replan", *LATER)
    assert "Rev.2 is published: r4" in says("publish", "r4")
    says("publish", "r3", code=6)
    assert "WGTU starts Thursday 10:30 instead of 11:30" in says("diff", "Rev.1", "Rev.2")
    says("unpin", "wgtr", "--reason", "the minister came earlier")
    says("waive", "--withdraw", "1", "--reason", "the team has left")
    assert "No session is pinned" in says("pin")
    assert "No rule is waived here" in says("waive")


def test_one_can_go_back_to_an_old_revision(says: Says) -> None:
    says("publish", "r3")
    answer = says(
        *("revert", "Rev.1", "--reason", "as the Bureau wishes", "--now", "2025-02-26 17:30"),
        *("--workers", "1"),
    )
    assert "Not as in Rev.1 (r2)" in answer
    says("publish", code=1)  # nothing could go back: Rev.2 says the same


def test_a_revision_of_the_store_is_exported(says: Says) -> None:
    exported(says, "Rev.1", before="Rev.0")
    says("export", "ics", "Rev.1", "--to", "meeting.ics")
    assert sequences("meeting.ics")["enip.3@att-csp11-wg.rollgrid"] == 0
    assert sequences("meeting.ics")["cei.1@att-csp11-wg.rollgrid"] == 1


@pytest.mark.parametrize("name", TIMETABLES)
def test_a_timetable_is_accepted_at_the_price_it_says(from_files: Says, name: str) -> None:
    judged = json.loads(from_files("verify", "meeting.yaml", name, "--json"))
    assert judged["accepted"] is True
    costs = {tier["name"]: tier["cost"] for tier in stored(name)["tiers"] if tier["cost"]}
    charged: Counter[str] = Counter()
    for charge in judged["charges"]:
        charged[charge["tier"]] += charge["amount"]
    assert charged == costs
    assert "25-28 FEBRUARY 2025" in from_files("show", name, "--scenario", "meeting.yaml")


@pytest.mark.parametrize("name", ["first.json", "waived.json"])
def test_a_timetable_is_exported(from_files: Says, name: str) -> None:
    exported(from_files, "meeting.yaml", name, before="first.json")


def exported(says: Says, *which: str, before: str) -> None:
    """The annex in Word and HTML, the file itself, and a table, with what they must say."""
    record = json.loads(says("export", "json", *which))
    says("export", "docx", *which, "--before", before, "--to", "annex.docx")
    (table,) = Document("annex.docx").tables
    text = {cell.text for row in table.rows for cell in row.cells}
    assert {"Tuesday", "Friday", "WGTR"} <= text
    says("export", "html", *which, "--before", before, "--to", "annex.html")
    page = Path("annex.html").read_text(encoding="utf-8")
    assert "national implementation practices" in page
    rows = list(csv.DictReader(io.StringIO(says("export", "csv", *which).removeprefix("\ufeff"))))
    assert len(rows) == len(record["sittings"]) > 8


def test_a_calendar_issued_then_is_continued(from_files: Says) -> None:
    from_files(
        *("export", "ics", "meeting.yaml", "hold.json", "--published-at", "2025-02-25 18:00"),
        *("--before", "first.ics", "--to", "second.ics"),
    )
    first, second = sequences("first.ics"), sequences("second.ics")
    assert set(first) <= set(second)
    changed = {uid.partition("@")[0] for uid in first if second[uid] > first[uid]}
    assert changed == {"cei.1"}
    assert set(second) - set(first) == {"enip.3@att-csp11-wg.rollgrid"}


def sequences(name: str) -> dict[str, int]:
    calendar = Calendar.from_ical(Path(name).read_bytes())
    return {str(event["UID"]): int(str(event["SEQUENCE"])) for event in calendar.walk("VEVENT")}


@pytest.mark.parametrize("name", ["hold.json", "waived.json"])
def test_a_timetable_is_replanned_from(from_files: Says, name: str) -> None:
    from_files(
        *("replan", "meeting.yaml", "--published", name, "--fact", "late wgtr 1h"),
        *("--now", "2025-02-27 09:10", "--policy", "roll", "--workers", "1", "--out", "new.json"),
    )
    found = json.loads(Path("new.json").read_text(encoding="utf-8"))
    assert found["status"] == "optimal"
    assert sittings(found)[:6] == sittings(stored(name))[:6], "what is over does not move"
    assert (
        json.loads(from_files("verify", "meeting.yaml", "new.json", "--json"))["accepted"] is True
    )


def test_two_timetables_are_compared(from_files: Says) -> None:
    answer = from_files("diff", "first.json", "hold.json", "--scenario", "meeting.yaml")
    assert "Wednesday morning gains ENIP" in answer
    assert "CEI lasts 420 minutes instead of 450" in answer
    lines = from_files("score", "meeting.yaml", "first.json", "roll.json").splitlines()
    assert "  cells             0      2     +2" in lines
