"""Facts taken back after they were published: planned back, as far as nothing was held since."""

import shlex

import pytest

from scheduler.timetable import Record
from scheduler.timetable.diff import minutes
from tests.desk.conftest import Planner

LIST = ("report", "speakers", "cei", "--left", "25", "--limit", "3m", "--at", "2025-02-26 17:10")
OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")
REASON = ("--reason", "a slip")


def undo(planner: Planner, number: int, *more: str, code: int = 0) -> None:
    planner.says("report", "--undo", str(number), *REASON, *more, code=code)


def revised(planner: Planner, *words: str, policy: str = "roll", now: str | None = None) -> Record:
    """What is in force after a fact, if one is told, a replan and a publication."""
    if words:
        planner.says(*words)
    at = ["--now", now] if now is not None else []
    planner.says("replan", "--policy", policy, "--workers", "1", *at)
    in_force = "which is in force" in planner.err  # then there is nothing to publish
    planner.says("publish", code=1 if in_force else 0)
    assert planner.says("verify", "head").startswith("accepted")
    return planner.head()


def lasts(record: Record, session: str) -> int:
    return minutes(record.timetable.of_session(session))


@pytest.fixture
def listed(planner: Planner) -> Planner:
    """CEI published to end Thursday 10:25, which leaves it a part of less than its least part."""
    planner.published()
    assert lasts(revised(planner, *LIST), "cei") == 385
    return planner


def test_a_list_of_speakers_that_was_published_is_planned_back(listed: Planner) -> None:
    undo(listed, 1)
    assert "Thursday afternoon loses WGTR" in listed.says("replan", "--policy", "roll")
    assert "was taken back" in listed.out
    listed.says("publish")
    back = listed.head()
    listed.says("diff", "Rev.0", "Rev.2", "--exit-code")
    assert (lasts(back, "cei"), back.facts) == (450, ())
    assert "byte for byte" in listed.says("reproduce", "head")


@pytest.mark.ci
def test_where_the_meeting_stands_after_a_list_that_was_held_is_taken_back(
    listed: Planner,
) -> None:
    undo(listed, 1)
    told = listed.says("now", "--at", "2025-02-27 17:30")
    assert "WGTR 1/3  since 17:00, until 18:00" in told
    before = listed.head().timetable
    after = revised(listed, now="2025-02-27 17:30")  # nobody replanned in time: so it was held
    assert after.timetable == before
    assert revised(listed, now="2025-02-28 09:00").timetable == before


@pytest.mark.ci
def test_going_back_after_a_list_of_speakers_was_taken_back(listed: Planner) -> None:
    undo(listed, 1)
    listed.says("revert", "Rev.0", *REASON)
    listed.says("publish")
    listed.says("diff", "Rev.0", "head", "--exit-code")


def test_while_it_runs_it_goes_on_as_planned(listed: Planner) -> None:
    undo(listed, 1, "--at", "2025-02-27 10:05")
    after = revised(listed, now="2025-02-27 10:10")
    assert f"{after.timetable.of_session('cei')[-1].end:%d %H:%M}" == "27 11:30"


@pytest.mark.ci
def test_what_was_trimmed_before_the_list_stays_trimmed(planner: Planner) -> None:
    planner.published()
    trimmed = revised(planner, *OVERRUN, policy="hold")
    assert lasts(trimmed, "cei") == 420
    assert lasts(revised(planner, *LIST), "cei") != 420
    undo(planner, 2)
    assert revised(planner).timetable == trimmed.timetable


@pytest.mark.ci
def test_what_was_planned_is_remembered_over_several_revisions(planner: Planner) -> None:
    planner.published()
    revised(planner, *OVERRUN, policy="hold")
    revised(planner, *LIST)
    revised(planner, "report", "late", "wgtr", "10m", "--at", "2025-02-26 17:20")
    undo(planner, 2)
    assert lasts(revised(planner), "cei") == 420


@pytest.mark.ci
def test_an_older_list_holds_again_once_the_newer_one_is_taken_back(listed: Planner) -> None:
    newer = revised(
        listed,
        *("report", "speakers", "cei", "--left", "40", "--limit", "3m"),
        *("--at", "2025-02-26 17:30"),
    )
    assert lasts(newer, "cei") == 450
    undo(listed, 2)
    assert lasts(revised(listed), "cei") == 385
    undo(listed, 1)
    assert lasts(revised(listed), "cei") == 450


@pytest.mark.ci
def test_an_overrun_taken_back_from_under_a_list_changes_only_what_was_planned(
    planner: Planner,
) -> None:
    planner.published()
    revised(planner, "report", "overrun", "cei", "30m", "--at", "2025-02-26 17:00")
    assert lasts(revised(planner, *LIST), "cei") == 385
    undo(planner, 1)
    assert lasts(revised(planner), "cei") == 385
    undo(planner, 2)
    assert lasts(revised(planner), "cei") == 450


def test_an_overrun_taken_back_while_it_runs_over_ends_there(planner: Planner) -> None:
    planner.published()
    revised(planner, "report", "overrun", "enip", "90m", "--at", "2025-02-25 17:55")
    undo(planner, 1, "--at", "2025-02-26 10:20")
    after = revised(planner, now="2025-02-26 10:20")
    assert lasts(after, "enip") == 380
    assert f"{after.timetable.of_session('cei')[0].start:%d %H:%M}" == "26 10:30"


@pytest.mark.ci
def test_a_late_start_is_not_undone_once_it_has_begun(planner: Planner) -> None:
    planner.published()
    revised(planner, "report", "early", "cei", "45m", "--at", "2025-02-26 17:00")
    late = revised(planner, "report", "late", "wgtr", "23m", "--at", "2025-02-27 09:00")
    first = late.timetable.of_session("wgtr")[0]
    assert f"{first.start:%d %H:%M}-{first.end:%H:%M}" == "27 17:38-18:00"  # less than least
    undo(planner, 2, "--at", "2025-02-27 17:50", code=2)
    assert "wgtr began Thursday 17:38; a session that was held cannot be undone" in planner.err
    undo(planner, 2, "--at", "2025-02-27 17:00")
    assert "WGTR 1/3  since 17:38" in planner.says("now", "--at", "2025-02-27 17:50")
    for now in ("2025-02-27 17:50", "2025-02-28 09:00"):
        assert revised(planner, now=now).timetable == late.timetable


def test_what_was_trimmed_for_a_fact_that_is_taken_back_stays_and_a_command_gives_it_back(
    planner: Planner,
) -> None:
    planner.published()
    assert lasts(revised(planner, *OVERRUN, policy="hold"), "cei") == 420
    undo(planner, 1, "--at", "2025-02-25 18:05")
    stays = "trimmed in Rev.1, and not given back with the fact: CEI by 30 min"
    assert stays in planner.out
    now = ("--now", "2025-02-25 18:10")
    planner.says("replan", "--policy", "hold", "--workers", "1", *now)
    assert stays in planner.err
    (told,) = (line for line in planner.err.splitlines() if line.startswith("to give it back: "))
    command = shlex.split(told.partition("rollgrid ")[2])
    planner.says(*command, "--workers", "1")
    planner.says("publish")
    assert lasts(planner.head(), "cei") == 450
    planner.says("replan", "--workers", "1", *now)
    assert "trimmed in" not in planner.err


@pytest.mark.ci
def test_what_cannot_be_given_back_is_not_promised(planner: Planner) -> None:
    """Once CEI was held for as long as was published, no command makes it longer."""
    planner.published()
    revised(planner, *OVERRUN, policy="hold")
    undo(planner, 1, "--at", "2025-02-25 18:05")
    planner.says("replan", "--workers", "1", "--now", "2025-02-27 16:00")
    assert "trimmed in Rev.1, and not given back with the fact: CEI by 30 min" in planner.err
    assert "to give it back" not in planner.err
