"""A replan that leaves somebody out, or nothing at all, names what is in the way and what helps."""

import re

import pytest

from tests.desk.conftest import Planner, edited

MINISTER = ("--reason", "the minister")


def says(planner: Planner, *lines: str) -> None:
    """Each is a line of what was said beside the answer, or goes on in lines that are indented."""
    whole = re.sub(r"\n  (?!or: |and: )", " ", planner.err).splitlines()
    for line in lines:
        assert line in (*planner.err.splitlines(), *whole), planner.err


def test_the_planners_own_pin_is_named_and_how_to_lift_it(planner: Planner) -> None:
    planner.published()
    planner.says("pin", "wgtu", "--at", "2025-02-27 11:30", *MINISTER)
    planner.says("report", "overrun", "cei", "30m", "--at", "2025-02-26 17:10")
    planner.says("replan", "--policy", "roll")
    says(
        planner,
        "in the way of WGTU, each by itself:",
        "  the pin of WGTU, Thursday 27 February 11:30",
        "  fact 1, overrun CEI 30m at Wednesday 26 February 17:10",
        "to give it a place: rollgrid unpin wgtu --reason WHY",
        "  or: rollgrid replan --policy extend",
        "  or: if fact 1 is wrong: rollgrid report --undo 1 --reason WHY",
    )
    planner.says("unpin", "wgtu", "--reason", "the minister comes later")
    planner.says("replan", "--policy", "roll")
    assert "Without a place" not in planner.out
    assert "in the way" not in planner.err


@pytest.mark.ci
def test_an_absence_is_named_and_the_waiver_that_lets_it_pass(planner: Planner) -> None:
    planner.published()
    planner.says("pin", "wgtr", "--at", "2025-02-28 10:00", *MINISTER)
    planner.says("report", "absent", "wgtr-chair", "2025-02-28", "--at", "2025-02-27 09:00")
    planner.says("replan", "--alternatives", "3")
    away = (
        "absent Chair of the WGTR Friday 28 February 00:00 to Saturday 1 March 00:00 "
        "at Thursday 27 February 09:00"
    )
    waive = "rollgrid waive availability --person wgtr-chair --reason WHY"
    says(
        planner,
        f"in the way of WGTR: fact 1, {away}",
        f"to give it a place: {waive} (if somebody stands in)",
        "  or: if fact 1 is wrong: rollgrid report --undo 1 --reason WHY",
    )
    planner.says(*waive.removeprefix("rollgrid ").replace("WHY", "deputy").split())
    planner.says("replan")
    assert "Without a place" not in planner.out


@pytest.mark.parametrize(
    ("words", "named", "step"),
    [
        (
            ("absent", "cei-chair", "2025-02-26 12:00"),
            "absent Chair of the WGETI Sub-working Group CEI Wednesday 26 February 12:00",
            "rollgrid waive availability --person cei-chair --reason WHY (if somebody stands in)",
        ),
        (
            ("room-lost", "plenary", "2025-02-26 12:00"),
            "room-lost Room 2 Wednesday 26 February 12:00",
            "add a room that stands in for plenary, in meeting.yaml, "
            "then rollgrid replan meeting.yaml",
        ),
    ],
    ids=["absent", "room-lost"],
)
def test_what_leaves_no_timetable_is_named(
    planner: Planner, words: tuple[str, ...], named: str, step: str
) -> None:
    planner.published()
    planner.says("report", *words, "--at", "2025-02-26 11:00")
    planner.says("replan", "--policy", "roll", code=4)
    says(
        planner,
        f"in the way: fact 1, {named} at Wednesday 26 February 11:00",
        f"next: {step}",
        "  or: if fact 1 is wrong: rollgrid report --undo 1 --reason WHY",
    )


@pytest.mark.ci
def test_two_pins_that_are_in_the_way_only_together_are_named_together(planner: Planner) -> None:
    short = edited(
        lambda t: t.replace(
            "{least: 300, likely: 360, most: 450}\n    chairs: [wgtr-chair]",
            "{least: 60, likely: 90, most: 450}\n    chairs: [wgtr-chair]",
        )
    )
    (planner.folder / "meeting.yaml").write_text(short, encoding="utf-8")
    planner.published()
    for session, start in (("wgtu", "2025-02-27 11:30"), ("wgtr", "2025-02-28 10:00")):
        planner.says("pin", session, "--at", start, *MINISTER)
    away = (
        "title: Chair of the WGTU, unavailable: [{from: 2025-02-27 00:00, to: 2025-02-28 00:00}],"
    )
    text = short.replace("title: Chair of the WGTU,", away)
    (planner.folder / "meeting.yaml").write_text(text, encoding="utf-8")
    planner.says("replan", "meeting.yaml", "--policy", "roll", "--now", "2025-02-26 09:00")
    says(
        planner,
        "in the way of WGTU: the pin of WGTU, Thursday 27 February 11:30 and "
        "the pin of WGTR, Friday 28 February 10:00 (together)",
        "to give it a place: rollgrid unpin wgtu --reason WHY",
        "  and: rollgrid unpin wgtr --reason WHY",
    )


@pytest.mark.ci
def test_from_files_the_fact_is_named_without_a_number(planner: Planner) -> None:
    planner.says("solve", "meeting.yaml", "--out", "r0.json")
    fact = "absent cei-chair 2025-02-26 12:00"
    files = ("meeting.yaml", "--published", "r0.json", "--now", "2025-02-26 11:00")
    planner.says("replan", *files, "--fact", fact, "--policy", "roll", code=4)
    told = "absent Chair of the WGETI Sub-working Group CEI Wednesday 26 February 12:00"
    says(planner, f"in the way: {told}", f"next: if '{fact}' is wrong: replan without it")


@pytest.mark.ci
def test_where_the_scenario_itself_leaves_no_place_that_is_said(planner: Planner) -> None:
    planner.published()
    planner.says("report", "cancel", "wgtr", "--at", "2025-02-25 12:00")
    planner.says("replan", "--policy", "roll")
    planner.says("publish")
    planner.says("report", "--undo", "1", "--reason", "it meets")
    # Friday ends at noon: WGTR comes back with the 360 minutes that were published for it
    full = edited(
        lambda t: (
            t.replace(
                "{least: 300, likely: 360, most: 450}\n    chairs: [wgtr-chair]",
                "{least: 150, likely: 360, most: 450}\n    chairs: [wgtr-chair]",
            )
            .replace("last_close: {minutes: 120, price: 4}", "")
            .replace(
                'end: "18:00", overtime: {minutes: 30, price: 4}}',
                'end: "18:00", days: [2025-02-25, 2025-02-26, 2025-02-27]}',
            )
        )
    )
    (planner.folder / "meeting.yaml").write_text(full, encoding="utf-8")
    planner.says("replan", "meeting.yaml", "--policy", "roll", "--now", "2025-02-25 13:00")
    says(
        planner,
        "no pin and no fact is in the way of WGTR",
        "to give it a place: rollgrid replan meeting.yaml --policy hold",
    )
    away = "state: pending, unavailable: [{from: 2025-02-25 00:00, to: 2025-03-01 00:00}]}"
    alone = full.replace("state: pending}", away)
    assert alone != full
    (planner.folder / "meeting.yaml").write_text(alone, encoding="utf-8")
    planner.says("replan", "meeting.yaml", "--policy", "roll", "--now", "2025-02-25 13:00")
    says(planner, "to give it a place: change meeting.yaml, then rollgrid replan meeting.yaml")


@pytest.mark.ci
def test_what_there_was_no_time_to_ask_is_not_claimed(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.published()
    planner.says("report", "absent", "wgtr-chair", "2025-02-28", "--at", "2025-02-27 09:00")
    monkeypatch.setattr("scheduler.commands.replan.obstacle_lines.PATIENCE", 0.0)
    planner.says("replan")
    says(
        planner,
        "the time ran out before pins and facts could be tested as obstacles of WGTR",
        "not tried, because the time ran out:",
        "  rollgrid replan --policy hold",
    )
