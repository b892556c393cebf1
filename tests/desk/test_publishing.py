"""Which draft is published where none is named, and what is not worth a revision."""

from pathlib import Path

import pytest

from tests.desk.conftest import CSP11, Planner, edited

OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")
SOLVE = ("solve", "meeting.yaml", "--workers", "1")
SHORTER = edited(lambda text: text.replace("likely: 450", "likely: 440", 1))


def test_a_draft_of_an_older_text_is_no_rival(planner: Planner) -> None:
    planner.says(*SOLVE, "--save")
    Path("meeting.yaml").write_text(SHORTER, encoding="utf-8")
    planner.says(*SOLVE)
    assert "Rev.0 is published: r2" in planner.says("publish")


def test_the_newest_draft_of_the_scenario_as_it_is_comes_before_a_newer_one(
    planner: Planner,
) -> None:
    planner.says(*SOLVE, "--save")
    Path("meeting.yaml").write_text(SHORTER, encoding="utf-8")
    planner.says(*SOLVE)
    Path("meeting.yaml").write_text(CSP11, encoding="utf-8")
    assert "Rev.0 is published: r1" in planner.says("publish")
    assert "r2 was made from another text of the scenario: r1 was chosen" in planner.err


def test_two_replans_are_no_alternatives_the_newest_is_meant(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    for policy in ("hold", "extend"):
        planner.says("replan", "--policy", policy, "--workers", "1")
    assert "Rev.1 is published: r3" in planner.says("publish")
    planner.says("replan", "--policy", "extend", "--workers", "1")
    assert "the same as Rev.1, which is in force" in planner.err
    planner.says("publish", code=1)
    assert "r4 is the same as Rev.1 (r3), which is in force" in planner.err


def test_a_first_timetable_that_is_in_force_already_is_said_to_be(planner: Planner) -> None:
    planner.published()
    planner.says(*SOLVE)
    assert "the same as Rev.0, which is in force: nothing to publish" in planner.err
    assert "next: rollgrid publish" not in planner.err
    planner.says("publish", code=1)
    assert "r2 is the same as Rev.0 (r1), which is in force" in planner.err


def test_without_a_name_whoever_comes_second_reads_that_nothing_is_newer(planner: Planner) -> None:
    planner.published()
    planner.says("publish", code=1)
    assert "there is nothing newer to publish than Rev.0 (r1), by " in planner.err
    planner.says(*OVERRUN)
    planner.says("replan", "--alternatives", "2", "--workers", "1")
    planner.says("publish", "r3", "--by", "alice")
    planner.says("publish", "--by", "bob", code=1)
    assert "nothing newer to publish than Rev.1 (r3), by alice" in planner.err
    assert "not made from it: r2. To return to r2" in planner.err
    planner.says("revert", "r2", "--reason", "as agreed with the chair", "--workers", "1")
    assert "Rev.2 is published: r4" in planner.says("publish", "--by", "bob")


def test_a_draft_that_somebody_overtook_is_stale_with_or_without_its_name(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    for policy in ("hold", "extend"):
        planner.says("replan", "--policy", policy, "--workers", "1")
    planner.says("publish", "r2", "--by", "alice")
    planner.says("publish", "--by", "bob", code=6)
    assert "nothing newer to publish than Rev.1 (r2), by alice" in planner.err
    assert "rollgrid revert r3 --reason WHY" in planner.err
    planner.says("publish", "r3", "--by", "bob", code=6)


def test_a_revision_marks_what_it_changes_unless_a_clean_one_is_asked_for(
    planner: Planner,
) -> None:
    planner.published()
    assert "▸" not in planner.says("export", "md")
    assert planner.err == ""
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold", "--workers", "1")
    marked = planner.says("export", "md", "r2")
    assert "▸" in marked
    assert "changes since Rev.0 are marked; --clean leaves the marks out" in planner.err
    planner.says("publish")
    issued = marked.replace("Draft r2 of Rev.1", "Rev.1").replace("**DRAFT**\n\n", "")
    assert issued != marked
    marked = issued
    assert planner.says("export", "md") == marked
    assert planner.says("export", "md", "--before", "Rev.0") == marked
    assert planner.err == ""
    assert "▸" not in planner.says("export", "md", "--clean")
    assert "new in this slot" in planner.says("show", "--list")
    assert "new in this slot" not in planner.says("show", "--list", "--clean")
    assert "new in this slot" not in planner.says("show", "--list", "--before", "Rev.1")
    planner.says("export", "md", "--clean", "--before", "Rev.0", code=2)


def states(planner: Planner) -> dict[str, str]:
    found = planner.json("notices", "list", "--all")["notices"]
    return {f"{one['revision']} {one['recipient']}": one["state"] for one in found}


def test_a_notice_not_written_yet_is_told_with_the_next_revision(planner: Planner) -> None:
    planner.published()
    assert set(states(planner).values()) == {"due"}
    planner.says("notices", "write")
    planner.says("notices", "mark-sent")
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold", "--workers", "1")
    planner.says("publish")
    planner.says("report", "overrun", "enip", "10m", "--at", "2025-02-25 17:57")
    planner.says("replan", "--policy", "hold", "--workers", "1")
    planner.says("publish")
    found = states(planner)
    assert found["1 person:cei-chair"] == "superseded"
    assert found["2 person:cei-chair"] == "due"
    text = planner.says("notices")
    assert "CEI: Wednesday a.m. starts 45 min later" in text
    assert "starts 30 min later" not in text
    planner.says("notices", "write")
    assert not (planner.folder / "outbox" / "Rev.1").exists()
    assert "every link holds" in planner.says("doctor")


def test_without_a_revision_only_a_notice_of_the_newest_issue_is_withheld(planner: Planner) -> None:
    planner.published()
    planner.says("notices", "write")
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold", "--workers", "1")
    planner.says("publish")
    why = ("--reason", "told by telephone")
    planner.says("notices", "withhold", "person:cei-chair", *why)
    assert "left as it is: 1 notice of Rev.0 (--revision 0)" in planner.err
    found = states(planner)
    assert found["0 person:cei-chair"] == "written"
    assert found["1 person:cei-chair"] == "withheld"
    planner.says("notices", "withhold", "person:cei-chair", "--revision", "0", *why)
    assert states(planner)["0 person:cei-chair"] == "withheld"


def test_a_notice_can_be_marked_as_not_to_be_sent(planner: Planner) -> None:
    planner.published()
    planner.says("notices", "withhold", "person:wgtr-chair", code=2)
    planner.says("notices", "withhold", "--reason", "told by telephone", code=2)
    why = ("--reason", "no chair is confirmed yet")
    assert "1 notice will not be sent" in planner.says(
        "notices", "withhold", "person:wgtr-chair", *why
    )
    assert "0 notices" in planner.says("notices", "withhold", "Chair of the WGTR", *why)
    assert states(planner)["0 person:wgtr-chair"] == "withheld"
    assert "person:wgtr-chair" not in planner.says("notices")
    assert "1 notice not to be sent: --all shows it" in planner.err
    planner.says("notices", "write")
    assert not (planner.folder / "outbox" / "Rev.0" / "person.wgtr-chair").exists()
    planner.says("notices", "mark-sent", "person:wgtr-chair")
    assert states(planner)["0 person:wgtr-chair"] == "withheld"
    assert "every link holds" in planner.says("doctor")


def test_a_warning_is_acknowledged_once_and_shown_again_only_if_it_changes(
    planner: Planner,
) -> None:
    planner.published()
    planner.says("acknowledge", "W104", code=2)
    planner.says("acknowledge", "W999", "--reason", "x", code=2)
    assert "there is no warning W999" in planner.err
    told = planner.says("acknowledge", "W104", "--reason", "no session needs it")
    assert told.startswith("  acknowledgement 1: W104 acknowledged, Chair of the Diversion")
    assert "nothing was changed" in planner.says("acknowledge", "W104", "--reason", "again")
    assert "W104" not in planner.says("show")
    assert "1 warning was acknowledged: rollgrid acknowledge" in planner.err
    assert "W101" in planner.out
    Path("meeting.yaml").write_text(f"# moved by a line\n{CSP11}", encoding="utf-8")
    assert "W104" not in planner.says(*SOLVE)
    renamed = CSP11.replace("Chair of the Diversion", "Head of the Diversion")
    Path("meeting.yaml").write_text(renamed, encoding="utf-8")
    assert "W104 Head of the Diversion" in " ".join(planner.says(*SOLVE).split())
    assert "W104" in planner.says("log")
    planner.says("acknowledge", "--again", "1", "--reason", "it may matter")
    assert "No warning is acknowledged." in planner.says("acknowledge")
    assert "W104" in planner.says("show")
    assert "every link holds" in planner.says("doctor")


def test_a_warning_is_printed_once_and_again_only_if_it_changes(planner: Planner) -> None:
    before = "7 warnings as before (W101, W104, W112, W201): rollgrid show r1"
    told = planner.says(*SOLVE, "--save")
    assert all(f"warning {code}" in told for code in ("W101", "W104", "W112", "W201"))
    assert "as before" not in planner.err
    assert "warning" not in planner.says("publish")
    assert before in planner.err
    assert "W104" in planner.says("show", "r1")  # what is asked for is shown in full
    assert "W104" in planner.says("show")
    assert "warning" not in planner.says(*SOLVE)
    assert before.replace("r1", "r2") in planner.err
    renamed = CSP11.replace("Chair of the Diversion", "Head of the Diversion")
    Path("meeting.yaml").write_text(renamed, encoding="utf-8")
    assert "W104 Head of the Diversion" in " ".join(planner.says(*SOLVE).split())
    assert "6 warnings as before (W101, W112, W201): rollgrid show r3" in planner.err


def test_what_only_a_comparison_had_is_printed_when_it_is_published(planner: Planner) -> None:
    """Side by side, alternatives stand without their warnings."""
    planner.published()
    planner.says("report", "overrun", "enip", "120m", "--at", "2025-02-25 17:55")
    planner.says("replan", "--alternatives", "2", "--workers", "1")
    assert "W202" not in planner.out
    assert "W202 ENIP now takes 480 minutes" in planner.says("publish", "r2")
    assert "warnings as before (W101" in planner.err


@pytest.mark.ci
def test_an_issue_that_prints_the_same_is_said_to(planner: Planner) -> None:
    planner.published()
    planner.says("report", "early", "wgtr", "10m", "--at", "2025-02-28 17:30")
    planner.says("replan", "--policy", "roll", "--workers", "1")
    assert "▸" not in planner.says("export", "md", "r2")
    assert "note: it prints the same as Rev.0, so nothing is marked" in planner.err
    planner.says("export", "svg", "r2", "--picture", "gantt", "--to", "gantt.svg")
    assert "marked" not in planner.err
