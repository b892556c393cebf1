"""Back to an earlier revision: told against what is published, with what does not come back."""

import pytest

from tests.desk.conftest import Planner

OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")
AGREED = ("--reason", "as agreed before")


def test_what_comes_back_is_told_against_what_people_have(planner: Planner) -> None:
    planner.published()
    planner.says("report", "late", "wgtu", "15m", "--at", "2025-02-24 12:00")
    planner.says("replan", "--now", "2025-02-24 12:00", "--policy", "roll")
    planner.says("publish")
    there = planner.head().timetable.of_session("wgtu")
    planner.says("report", "--undo", "1", "--reason", "a slip", "--at", "2025-02-24 12:30")
    told = planner.says("revert", "Rev.0", "--now", "2025-02-24 13:00", *AGREED)
    assert "Published: Rev.1." in told
    assert f"instead of {there[0].start:%H:%M}" in told
    assert "it returns to its earlier place" in told
    assert "Everything is as in Rev.0 (r1) again." in told
    planner.says("publish")
    assert {change.before for change in planner.head().changes} >= {there}
    assert "returns to its earlier place" in planner.says("diff", "Rev.1", "head", "--by", "person")
    planner.says("diff", "Rev.0", "head", "--exit-code")
    assert "byte for byte" in planner.says("reproduce", "head")


@pytest.mark.ci
def test_what_was_held_does_not_come_back(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--now", "2025-02-25 18:00", "--policy", "roll")
    planner.says("publish")
    told = planner.says("revert", "Rev.0", "--now", "2025-02-25 18:30", *AGREED)
    assert "Every cell of the annex keeps its sessions." in told  # against what is published
    changed, _, remaining = " ".join(told.split()).partition("Not as in Rev.0 (r1) (4)")
    assert "CEI starts" not in changed
    assert "ENIP lasts 390 minutes instead of 360" in remaining
    assert "it had begun by then and stays as published" in remaining
    assert "CEI starts Wednesday 10:30 instead of 10:00" in remaining
    planner.says("publish", code=1)
    assert "there is nothing to publish" in planner.err


@pytest.mark.ci
def test_a_return_is_not_of_a_moment_before_what_was_published(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--now", "2025-02-25 18:00")
    planner.says("publish")
    planner.says("revert", "Rev.0", "--now", "2025-02-25 17:50", *AGREED, code=2)
    assert '--now "2025-02-25 18:00" or later' in planner.err


def test_a_fact_told_since_is_named(planner: Planner) -> None:
    planner.published()
    planner.says("report", "late", "wgtr", "10m", "--at", "2025-02-24 12:00")
    planner.says("replan", "--now", "2025-02-24 12:00")
    planner.says("publish")
    planner.says(*OVERRUN)
    told = planner.says("revert", "Rev.0", "--now", "2025-02-25 18:00", *AGREED)
    assert "Since then: overrun ENIP 30m at Tuesday 25 February 17:55." in told
