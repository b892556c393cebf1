"""A clock time alone: today on a day of the meeting; on any other its day is asked for."""

from datetime import UTC, datetime

import pytest

from scheduler.vocabulary.clock import telling
from tests.desk.conftest import Planner

EVE = datetime(2025, 2, 24, 12, tzinfo=UTC)
WEDNESDAY = datetime(2025, 2, 26, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        ("move", "wgtr", "14:00"),
        ("lock", "wgtr", "14:00"),
        ("pin", "wgtr", "--at", "14:00"),
        ("report", "overrun", "enip", "30m", "--at", "14:00"),
        ("report", "absent", "wgtu-chair", "from", "14:00"),
        ("now", "--now", "14:00"),
        ("replan", "--now", "14:00"),
        ("risk", "--now", "14:00"),
        ("contingency", "--now", "14:00"),
    ],
    ids=" ".join,
)
def test_on_the_eve_it_needs_its_day(planner: Planner, words: tuple[str, ...]) -> None:
    planner.published()
    with telling(lambda: EVE):
        planner.says(*words, code=2)
    assert "'14:00' needs its day: expected tue 14:00 or " in planner.err
    with telling(lambda: WEDNESDAY):
        planner.says(*words[:-1], "99:99", code=2)
    assert "'99:99' is not a clock time (expected 00:00 to 23:59)" in planner.err


def test_on_a_day_of_the_meeting_it_is_today(planner: Planner) -> None:
    planner.published()
    with telling(lambda: WEDNESDAY):
        told = planner.says("report", "absent", "wgtu-chair", "from", "09:00")
        assert "2025-02-26 09:00" in told or "Wednesday 26 February 09:00" in told
        assert "Wednesday 26 February 14:00" in planner.says("now", "--now", "14:00")


def test_it_is_of_the_day_that_is_said_to_be_now(planner: Planner) -> None:
    planner.published()
    told = planner.says(
        *("report", "absent", "wgtu-chair", "from", "14:00", "--at", "2025-02-26 10:00")
    )
    assert "26 February 14:00" in told or "2025-02-26 14:00" in told
    told = planner.says("move", "wgtr", "15:00", "--now", "wed 10:30", code=1)
    assert "WGTR moved to Wednesday 26 February 15:00" in told
