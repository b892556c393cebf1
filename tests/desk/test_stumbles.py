"""Small things that a planner would trip over."""

import pytest

from scheduler.replanning import contingency
from tests.desk.conftest import Planner

OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")


def test_where_a_card_cannot_be_written_is_said_before_it_is_worked_out(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.published()
    monkeypatch.setattr(contingency, "build_cards", lambda *_, **__: pytest.fail("worked out"))
    planner.says("contingency", "--to", "nofolder/card.md", code=2)
    assert "there is no folder nofolder" in planner.err


def test_notices_that_were_written_are_to_be_sent_next(planner: Planner) -> None:
    planner.published()
    planner.says("notices", "write")
    planner.says("notices")
    assert planner.err.strip() == "next: send them, then rollgrid notices mark-sent"
    planner.says("notices", "mark-sent")
    planner.says("notices")
    assert "next:" not in planner.err


def test_a_recipient_that_is_misspelt_is_guessed_at(planner: Planner) -> None:
    planner.published()
    planner.says("notices", "mark-sent", "person:wgtu-chiar", code=2)
    assert "for person:wgtu-chiar - did you mean 'person:wgtu-chair'?" in planner.err


def test_a_month_later_the_date_of_the_end_is_told(planner: Planner) -> None:
    planner.published()
    assert "over since Fri 18:00" in planner.says("now", "--at", "2025-03-01 09:00")
    assert "over since Fri 28 February 18:00" in planner.says("now", "--at", "2025-04-01 09:00")


def test_until_when_a_waiver_holds_is_told_in_the_meetings_own_time(planner: Planner) -> None:
    planner.published()
    planner.says("waive", "interpretation", "--reason", "x", "--until", "2030-07-01 10:00")
    for words in (("waive",), ("log",)):
        assert "waived, everywhere until Monday 1 July 2030 10:00: x" in planner.says(*words)
    planner.says("waive", "--withdraw", "1", "--reason", "y")
    assert "waiver 1 of interpretation withdrawn: y" in planner.says("log")


@pytest.mark.ci
def test_after_going_back_the_session_before_is_the_reason(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold")
    planner.says("publish")
    told = planner.says("revert", "Rev.0", "--reason", "x", "--now", "2025-02-25 18:00")
    assert "CEI starts Wednesday 10:30 instead of 10:00" in told
    assert "on a rolling basis, ENIP before it ends Wednesday 10:30" in " ".join(told.split())


@pytest.mark.ci
def test_who_was_there_this_morning_is_told_to_be_away_from_now_on(planner: Planner) -> None:
    planner.published()
    away = ("report", "absent", "enip-chair")
    planner.says(*away, "2025-02-25", "--at", "2025-02-25 14:00", code=2)
    better = "2025-02-25 14:00 to 2025-02-26 00:00"
    assert f"add when it begins: 'absent enip-chair {better}'" in planner.err
    planner.says(*away, *better.split(), "--at", "2025-02-25 14:00")


def test_an_overrun_that_no_policy_has_room_for_is_not_only_denied(planner: Planner) -> None:
    """The slot may run over for so long: to allow more is for the scenario to say."""
    (planner.folder / "meeting.yaml").write_text(
        "meeting: {id: m, title: M, timezone: Europe/Zurich, grid: 10}\ndays: [2027-03-09]\n"
        'slots: [{id: pm, start: "15:00", end: "18:00", overtime: {minutes: 30}}]\n'
        "rooms: [{id: main, seats: 100}]\nsessions: [{id: review, minutes: 180}]\n",
        encoding="utf-8",
    )
    planner.published()
    planner.says("report", "overrun", "review", "40m", "--at", "2027-03-09 17:40")
    planner.says("replan", code=4)
    assert "let 2027-03-09/pm run over by up to 60 minutes, in meeting.yaml" in planner.err
    assert "or: if fact 1 is wrong" in planner.err
