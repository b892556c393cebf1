"""What is not published says so in every form; what is printed in other words is marked."""

from pathlib import Path

import pytest

from tests.desk.conftest import Planner, edited

OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")
FORMS = ("md", "html", "svg", "xml")
REPLAN = ("replan", "--workers", "1")


def _closed(text: str) -> str:
    return text.replace("label: WGTR\n", "label: WGTR\n    closed: true\n", 1)


def _too_long(text: str) -> str:
    return text.replace(
        "{least: 390, likely: 450, most: 540}", "{least: 890, likely: 890, most: 900}"
    )


def test_a_draft_says_what_it_would_be_and_once_overtaken_what_is_in_force(
    planner: Planner,
) -> None:
    planner.published()
    planner.says(*OVERRUN)
    assert "Draft r2 of Rev.1 · as of" in planner.says(*REPLAN, "--policy", "hold")
    planner.says(*REPLAN, "--policy", "extend")
    _require("r2", "Draft r2 of Rev.1", planner)
    planner.says("publish", "r3")
    _require("r2", "Draft r2, overtaken by Rev.1", planner)
    for form in FORMS:
        assert "Draft" not in planner.says("export", form), form
    planner.says("export", "ics", "r2", code=2)
    assert "r2 is a draft: calendars are made only of published" in planner.err


def _require(name: str, told: str, planner: Planner) -> None:
    for form in FORMS:
        said = planner.says("export", form, name)
        assert told in said, form
        assert said.count("Rev.1") == said.count(told), form
    for options in ((), ("--list",)):
        assert told in planner.says("show", name, *options)
    planner.says("export", "csv", name)
    assert f"{name} is a draft, which csv does not say" in planner.err


def test_what_is_in_force_cannot_be_called_a_draft(planner: Planner) -> None:
    planner.published()
    planner.says("export", "md", "--draft", code=2)
    assert "--draft: Rev.0 (r1) is published; leave it out" in planner.err


def test_another_title_is_marked_and_listed_and_the_cells_keep_their_sessions(
    planner: Planner,
) -> None:
    planner.published()
    Path("meeting.yaml").write_text(edited(_closed), encoding="utf-8")
    said = planner.says(*REPLAN, "meeting.yaml", "--now", "2025-02-24 12:00")
    assert "▸ WGTR (closed)" in said
    assert "Every cell of the annex keeps its sessions." in said
    page = planner.says("export", "md", "r2")
    assert "- WGTR → WGTR (closed)" in page.splitlines()
    assert page.count("| ▸ changed<br>WGTR (closed) ") == 2
    assert "in other words than before" in planner.says("show", "r2", "--list")


def test_of_a_file_nobody_knows_the_titles_that_it_was_printed_with(planner: Planner) -> None:
    planner.says("solve", "meeting.yaml", "--workers", "1", "--out", "r0.json")
    Path("meeting.yaml").write_text(edited(_closed), encoding="utf-8")
    planner.says("solve", "meeting.yaml", "--workers", "1", "--out", "r1.json")
    planner.says("export", "md", "meeting.yaml", "r1.json", "--before", "r0.json")
    assert "other titles than then are not marked" in planner.err


@pytest.mark.parametrize("kept", [False, True])
def test_a_first_solve_without_a_result_says_what_became_of_its_store(
    planner: Planner, kept: bool
) -> None:
    if kept:
        planner.published()
    Path("meeting.yaml").write_text(edited(_too_long), encoding="utf-8")
    planner.says("solve", "meeting.yaml", "--save", "--policy", "roll", "--workers", "1", code=4)
    assert "kept" not in planner.err
    made = "the store meeting.db was made; no timetable is in it yet"
    assert (made in planner.err) is not kept
