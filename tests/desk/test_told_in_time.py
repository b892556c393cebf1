"""Time does not run backwards, and what was told is named as it was told."""

from tests.desk.conftest import Planner

OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")


def test_no_replan_is_of_a_moment_before_what_was_told(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "roll", "--now", "2025-02-24 17:55", code=2)
    assert "--now 2025-02-24 17:55 is too early: a fact was told at 2025-02-25 17:55" in planner.err
    assert '--now "2025-02-25 17:55" or later' in planner.err
    planner.says("replan", "--policy", "roll", "--now", "2025-02-25 17:58", "--workers", "1")


def test_no_replan_is_of_a_moment_before_what_is_published(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "roll", "--now", "2025-02-25 17:58", "--workers", "1")
    planner.says("publish")
    planner.says("replan", "--policy", "roll", "--now", "2025-02-25 17:56", code=2)
    assert "what is published is as of 2025-02-25 17:58" in planner.err


def test_a_fact_that_is_told_again_is_named(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("report", "overrun", "enip", "20m", "--at", "2025-02-25 17:58")
    planner.says(*OVERRUN, code=2)
    assert "'overrun enip 30m at 2025-02-25 17:55' was told already" in planner.err
