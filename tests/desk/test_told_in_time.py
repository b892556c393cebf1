"""Time does not run backwards, and what was told is named as it was told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.commands.store import told_twice
from scheduler.vocabulary.clock import telling
from tests.desk.conftest import Planner

OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")


def test_no_replan_is_of_a_moment_before_what_was_told(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "roll", "--now", "2025-02-24 17:55", code=2)
    assert (
        "--now 2025-02-24 17:55 is too early: a fact was reported for 2025-02-25 17:55"
        in planner.err
    )
    assert '--now "2025-02-25 17:55" or later' in planner.err
    planner.says("replan", "--policy", "roll", "--now", "2025-02-25 17:58", "--workers", "1")


def test_no_replan_is_of_a_moment_before_what_is_published(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "roll", "--now", "2025-02-25 17:58", "--workers", "1")
    planner.says("publish")
    planner.says("replan", "--policy", "roll", "--now", "2025-02-25 17:56", code=2)
    assert "the published timetable is as of 2025-02-25 17:58" in planner.err


def test_a_fact_that_is_told_again_is_named(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("report", "overrun", "enip", "20m", "--at", "2025-02-25 17:58")
    planner.says(*OVERRUN, code=2)
    assert "'overrun enip 30m at 2025-02-25 17:55' was reported already" in planner.err


def test_a_list_of_speakers_that_was_replaced_is_nobodys_reason(planner: Planner) -> None:
    planner.published()
    at = ("--limit", "3m", "--at", "2025-02-26 17:10")
    planner.says("report", "speakers", "cei", "--left", "25", *at)
    planner.says(
        "report", "speakers", "cei", "--left", "20", "--limit", "3m", "--at", "2025-02-26 17:20"
    )
    planner.says("replan", "--policy", "roll", "--workers", "1")
    assert "20 speakers are left" in planner.out
    assert "25 speakers are left" not in planner.out
    planner.says("publish")
    planner.says("notices", "write", "--to", "outbox")
    mails = [path.read_text(encoding="utf-8") for path in sorted(Path("outbox").rglob("*.eml"))]
    assert mails
    assert not any("25 speakers" in mail for mail in mails)


def test_a_draft_is_not_shown_as_published(planner: Planner) -> None:
    planner.says("solve", "meeting.yaml", "--save")
    assert "draft r1, not published" in planner.says("now", "--at", "2025-02-25 11:00")
    planner.says("publish")
    assert "first issue" in planner.says("now", "--at", "2025-02-25 11:00")


def test_days_that_are_not_of_the_meeting_are_refused(planner: Planner) -> None:
    planner.published()
    planner.says("report", "absent", "wgtu-chair", "2025-03-27", code=2)
    assert "the meeting is on Tuesday 25 February to Friday 28 February" in planner.err
    planner.says("pin", "wgtu", "--at", "2025-03-20 10:00", "--reason", "x", code=2)
    assert "the meeting is on Tuesday 25 February" in planner.err
    planner.says("report", "absent", code=2)
    assert "absent: expected a person" in planner.err


def test_the_same_words_within_a_minute_are_asked_about(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by the clock: a command that is given again because no answer was seen is no fact."""
    planner.published()
    now = [datetime(2025, 2, 25, 16, 55, 50, tzinfo=UTC)]
    with telling(lambda: now[0]):
        planner.says("report", "overrun", "enip", "30m")
        for seconds in (5, 20):  # in the same minute, and in the next
            now[0] += timedelta(seconds=seconds)
            planner.says("report", "overrun", "enip", "30m", code=2)
            assert "as fact 1; if it happened again, add --again or its moment" in planner.err
        monkeypatch.setattr(told_twice, "ask", lambda _: False)
        planner.says("report", "overrun", "enip", "30m", code=1)
        assert planner.err == "nothing was reported\n"
        planner.says("report", "early", "enip", "10m")  # other words
        planner.says("report", "overrun", "enip", "30m", "--again")
        now[0] += timedelta(minutes=2)
        planner.says("report", "overrun", "enip", "30m")
    told = planner.says("report", "list")
    assert told.count("overrun ENIP 30m") == 3


def test_one_minute_has_room_for_what_happened_twice_in_it(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says(*OVERRUN, "--again")
    planner.says(*OVERRUN, "--again")
    told = planner.says("report", "list")
    assert [f"17:{minute}" in told for minute in (55, 56, 57, 58)] == [True, True, True, False]
    assert "90" in planner.says("replan", "--policy", "roll", "--workers", "1")


def test_a_clock_that_jumps_back_changes_no_order_in_the_log(planner: Planner) -> None:
    now = [datetime(2025, 2, 20, 8, 0, tzinfo=UTC)]
    with telling(lambda: now[0]):
        planner.published()
        now[0] = datetime(2025, 2, 25, 15, 55, tzinfo=UTC)
        planner.says("report", "overrun", "enip", "30m")
        now[0] -= timedelta(minutes=5)
        planner.says("replan", "--policy", "hold", "--now", "2025-02-25 16:55", "--workers", "1")
        planner.says("pin", "wgtr")
    entries = planner.json("log")["entries"]
    # what was published was so by the clock of the machine: it is later than all of this
    names = [entry["name"] for entry in entries]
    assert names == ["r1", "Rev.0", "fact 1", "r2", "pin 1"]
    remarked = {entry["name"] for entry in entries if entry["remark"]}
    assert {"r2", "pin 1"} <= remarked
