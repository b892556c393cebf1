"""A second fact about the same: it is said that it counts on top, or in whose place."""

import pytest

from tests.desk.conftest import Planner

OVERRUN = ("report", "overrun", "enip")


@pytest.mark.ci
def test_a_second_overrun_says_that_it_counts_on_top_and_how_much_that_makes(
    planner: Planner,
) -> None:
    planner.published()
    planner.says(*OVERRUN, "30m")
    assert "on top" not in planner.out
    planner.says(*OVERRUN, "20m")
    assert " ".join(planner.out.split()) == (
        "fact 2: overrun ENIP 20m "
        "it counts on top of fact 1 (overrun ENIP 30m): ENIP lasts 410 minutes in all, "
        "50 more than the 360 that were planned"
    )
    assert "if it replaces fact 1: rollgrid report --undo 1 --reason WHY" in planner.err
    assert "ENIP lasts 410 minutes instead of 360" in planner.says("replan", "--policy", "roll")


def test_so_it_does_on_top_of_what_was_published(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN, "30m", "--at", "2025-02-25 17:55")
    planner.says("replan", "--policy", "roll")
    planner.says("publish")
    told = planner.json(*OVERRUN, "20m", "--at", "2025-02-26 10:25")
    assert (told["adds_to"], told["replaces"], told["in_all"]) == ([1], [], 410)
    told = planner.json("report", "early", "enip", "50m", "--at", "2025-02-26 10:26")
    assert (told["adds_to"], told["in_all"]) == ([1, 2], 360)


def test_a_fact_about_another_session_or_another_matter_counts_alone(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN, "30m")
    for words in (("overrun", "cei", "30m"), ("late", "wgtu", "10m"), ("cancel", "wgtr")):
        told = planner.json("report", *words)
        assert (told["adds_to"], told["replaces"], told["in_all"]) == ([], [], None)


def test_a_second_late_start_is_later_still(planner: Planner) -> None:
    planner.published()
    planner.says("report", "late", "wgtu", "10m")
    planner.says("report", "late", "wgtu", "20m")
    assert (
        "it counts on top of fact 1 (late WGTU 10m): WGTU starts 30 minutes late in all"
        in planner.out
    )


def test_a_list_of_speakers_takes_the_place_of_what_was_told_before(planner: Planner) -> None:
    planner.published()
    speakers = ("report", "speakers", "cei", "--limit", "3m", "--left")
    planner.says("report", "overrun", "cei", "30m", "--at", "2025-02-26 17:00")
    planner.says(*speakers, "25", "--at", "2025-02-26 17:10")
    assert "it replaces fact 1 (overrun CEI 30m at Wednesday 26 February 17:00)" in planner.out
    told = planner.json(*speakers, "20", "--at", "2025-02-26 17:20")
    assert told["replaces"] == [1, 2]
    told = planner.json("report", "overrun", "cei", "15m", "--at", "2025-02-26 17:30")
    assert (told["adds_to"], told["in_all"]) == ([3], 320 + 60 + 15)
