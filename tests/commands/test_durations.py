"""``durations learn`` as it is typed: what stores tell, what they do not, and what is refused."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler import store as stores
from scheduler.commands.inputs.past_meetings import read_past
from scheduler.problem.meeting import Session
from scheduler.timetable.files import read
from tests.docs.json_page import unnamed
from tests.draws import sampled

FILES = Path(__file__).parents[1] / "old_files" / "0.1.0"
OVER = datetime(2025, 2, 25, 17, 30, tzinfo=UTC)
"""18:30 in Geneva on the first day, on which only ENIP is held."""


def past_meeting(path: Path, *facts: str, meeting: str = "csp11", published: bool = True) -> str:
    """A store in which CSP11 is published, and this was reported of it."""
    scenario = (FILES / "meeting.yaml").read_text(encoding="utf-8")
    scenario = scenario.replace("id: att-csp11-wg", f"id: {meeting}")
    changes = {"scenario_sha256": "", "meeting": meeting}
    record = read(FILES / "first.json").model_copy(update=changes)
    origin = stores.Origin(parent=None, author="planner", cause="first")
    with stores.opened(path) as store:
        draft = stores.draft(store, record, scenario.encode(), origin)
        if published:
            stores.publish(store, draft.draft, None, author="planner")
        for fact in facts:
            stores.add_fact(store, fact.split()[0], fact, author="planner")
    return str(path)


def told(capsys: Any, *words: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert cli.main(["durations", "learn", *words]) == code
    said = capsys.readouterr()
    return said.out, said.err


REPORTED = (
    "overrun enip 30m",
    "early cei 40m",
    "late wgtu 10m",
    "cancelled wgtr",
)


def test_facts_are_read_as_minutes_that_sessions_took(tmp_path: Path) -> None:
    past = read_past([past_meeting(tmp_path / "a.db", *REPORTED)])
    took = {(c.body, c.planned): (c.minutes, c.reported) for c in past.cases}
    assert took == {
        ("WGETI", 360): (390, True),
        ("WGETI", 450): (410, True),
        ("WGTU", 270): (270, False),  # a late start says nothing of its minutes
    }  # and WGTR was not held
    assert past.cases[0].estimate == pytest.approx(364, abs=1)  # the middle of 360 (300 to 450)


def test_what_was_taken_back_did_not_happen(tmp_path: Path) -> None:
    path = past_meeting(tmp_path / "a.db", "overrun enip 30m", "overrun enip 300m", "early cei 5m")
    with stores.opened(path) as store:
        stores.undo_fact(store, 2, author="planner", reason="a slip")
    assert [c.minutes for c in read_past([path]).cases][:2] == [390, 445]


def test_only_what_is_over_tells_anything(tmp_path: Path, capsys: Any) -> None:
    path = past_meeting(tmp_path / "a.db", "early enip 15m")
    assert [c.planned for c in read_past([path], OVER).cases] == [360]
    before = read_past([path], datetime(2025, 2, 1, tzinfo=UTC))
    assert (before.cases, before.remarks) == ((), (f"note: {path}: no session has ended",))


def test_the_json_has_counts_and_minutes_and_what_to_write(tmp_path: Path, capsys: Any) -> None:
    first = past_meeting(tmp_path / "a.db", *REPORTED, meeting="csp10")
    second = past_meeting(tmp_path / "b.db", "overrun enip 75m", "overrun wgtr 60m")
    answer = json.loads(told(capsys, first, second, "--json")[0])
    assert unnamed("durations learn", answer) == []
    assert (answer["meetings"], answer["sessions"], answer["reported"]) == (2, 7, 4)
    wgeti, wgtr, wgtu = answer["bodies"]
    assert [(b["body"], b["sessions"], b["reported"]) for b in (wgeti, wgtr, wgtu)] == [
        ("WGETI", 4, 3),
        ("WGTR", 1, 1),
        ("WGTU", 2, 0),
    ]
    assert wgtr["factor"]["p5"] < 1 < wgtr["factor"]["p50"] < 1.14  # between the plan and the past
    assert answer["calibration"]["by"] == "meeting"
    assert sum(answer["calibration"]["ranks"]) == 7
    for writing in (one for body in answer["bodies"] for one in body["write"]):
        written = Session.model_validate({"id": "x", "minutes": writing["minutes"]})
        assert written.minutes.likely == writing["spread"]["likely"]
        Session.model_validate({"id": "x", "minutes": 90, "spread": writing["spread"]})
    assert "chair" not in json.dumps(answer).lower()


@pytest.mark.parametrize("width", sampled([27, 60, 100], 1))
def test_the_table_fits_and_says_what_to_write(tmp_path: Path, capsys: Any, width: int) -> None:
    path = past_meeting(tmp_path / "a.db", *REPORTED)
    out, err = told(capsys, path, "--width", str(width), "--ascii")
    assert (out.isascii(), err) == (True, "")
    assert all(len(line) <= width for line in out.splitlines())
    written = re.search(
        r"WGTU, planned at 270: spread: {least: (\d+), likely: (\d+), most: (\d+), shape: pert}",
        " ".join(out.split()),
    )
    assert written is not None
    least, likely, most = map(int, written.groups())
    assert least < likely < most


@pytest.mark.ci
def test_equal_stores_give_equal_answers(tmp_path: Path, capsys: Any) -> None:
    path = past_meeting(tmp_path / "a.db", *REPORTED)
    assert told(capsys, path, "--json") == told(capsys, path, "--json")


def test_where_nothing_was_reported_nothing_is_invented(tmp_path: Path, capsys: Any) -> None:
    silent = past_meeting(tmp_path / "a.db", "late enip 10m", meeting="csp9")
    draft = past_meeting(tmp_path / "b.db", "early enip 10m", published=False)
    out, err = told(capsys, silent, draft, code=2)
    assert out == ""
    assert "there is nothing to learn from" in err
    assert f"{silent} is left out: nobody reported how long a session took" in err
    assert f"{draft}: nothing was published" in err
    spoken = past_meeting(tmp_path / "c.db", "early enip 10m", meeting="csp8")
    out, err = told(capsys, silent, spoken)
    assert "learned from 1 meeting" in out
    assert f"note: {silent} is left out: nobody reported" in err


def test_every_store_that_is_none_is_named(tmp_path: Path, capsys: Any) -> None:
    text = tmp_path / "notes.db"
    text.write_text("no store at all, but long enough to look like a file\n" * 40)
    missing = tmp_path / "missing.db"
    good = past_meeting(tmp_path / "a.db", *REPORTED)
    out, err = told(capsys, str(text), good, str(missing), code=2)
    assert out == ""
    assert f"{text}: the file is damaged or not a store" in err
    assert f"{missing}: there is no store yet" in err
    assert not missing.exists()


def test_one_meeting_counts_once(tmp_path: Path, capsys: Any) -> None:
    paths = [past_meeting(tmp_path / name, *REPORTED) for name in ("a.db", "b.db")]
    assert "have the same meeting (csp11)" in told(capsys, *paths, code=2)[1]
    assert "no store is given" in told(capsys, code=2)[1]


@pytest.mark.ci
def test_a_list_of_speakers_settles_the_minutes(tmp_path: Path) -> None:
    told_at = "speakers enip 18 5m at 2025-02-25 17:00"  # 5 h by then, and 90 minutes
    path = past_meeting(tmp_path / "a.db", told_at)
    assert read_past([path]).cases[0].minutes == 390
