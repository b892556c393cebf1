"""A store through the command line: where it is, what is kept, what is refused and why."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from scheduler import scenario
from scheduler import store as stores
from scheduler.commands.inputs import stores as stored
from scheduler.scenario import Loaded
from scheduler.timetable.files import read
from tests.desk.conftest import CSP11, Planner, edited

OVERRUN = ("report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_solve_alone_writes_nothing(planner: Planner) -> None:
    planner.says("solve", "meeting.yaml")
    assert names(planner.folder) == {"meeting.yaml"}
    assert "saved as draft" not in planner.err


def test_save_makes_the_store_beside_the_scenario_and_later_solves_find_it(
    planner: Planner,
) -> None:
    planner.says("solve", "meeting.yaml", "--save")
    assert "saved as draft r1\nnext: rollgrid publish r1" in planner.err
    assert "meeting.db" in names(planner.folder)
    planner.says("solve", "meeting.yaml")
    assert "saved as draft r2" in planner.err


@pytest.mark.ci
def test_a_store_may_be_named_or_be_the_only_one_here(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.says("solve", "meeting.yaml", "--store", "other.db")
    assert "r1" in planner.says("log")
    planner.says("log", "--store", "nowhere.db", code=2)
    assert "there is no store yet" in planner.err
    monkeypatch.setenv("ROLLGRID_STORE", str(planner.folder / "other.db"))
    monkeypatch.chdir("/")
    assert "r1" in planner.says("log")


def test_without_a_store_it_says_what_to_do(planner: Planner) -> None:
    for command in ("log", "publish", "replan", "report", "show", "diff", "score", "pin"):
        planner.says(command, code=2)
        assert "rollgrid solve meeting.yaml --save" in planner.err
        assert names(planner.folder) == {"meeting.yaml"}


@pytest.mark.ci
def test_of_several_stores_none_is_guessed(planner: Planner) -> None:
    for name in ("a", "b"):
        (planner.folder / f"{name}.yaml").write_text(CSP11, encoding="utf-8")
        planner.says("solve", f"{name}.yaml", "--save")
    planner.says("log", code=2)
    assert "there are several stores here (a.db, b.db)" in planner.err
    (planner.folder / "b.yaml").unlink()
    assert "r1" in planner.says("log")


def test_init_makes_a_meeting_that_solves_as_it_is_and_overwrites_nothing(
    planner: Planner,
) -> None:
    planner.says("init", "new")
    made = {"meeting.yaml", "meeting.schema.json", "meeting.db"}
    assert names(planner.folder / "new") == made
    assert planner.says("check", "new/meeting.yaml").endswith("0 errors, 0 warnings.\n")
    planner.says("solve", "new/meeting.yaml")
    assert "saved as draft r1" in planner.err
    planner.says("init", "new", code=2)
    assert "nothing was changed" in planner.err
    schema = json.loads((planner.folder / "new" / "meeting.schema.json").read_text())
    assert schema["title"] == "rollgrid scenario"


def test_init_that_was_stopped_before_its_end_is_finished_by_the_same_command(
    planner: Planner,
) -> None:
    planner.says("init", "new")
    (planner.folder / "new" / "meeting.db").unlink()
    planner.says("init", "new")
    assert "meeting.db" in names(planner.folder / "new")


def test_the_first_line_of_the_skeleton_names_the_schema_that_is_there(planner: Planner) -> None:
    planner.says("init", "new")
    first = (planner.folder / "new" / "meeting.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=meeting.schema.json"


def test_from_a_fact_to_rev_1(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    told = planner.says("replan", "--alternatives", "3", "--width", "120", "--workers", "1")
    assert "It is Tue 17:55. ENIP is running." in told
    assert "saved as drafts r2 (A), r3 (B), r4 (C)\nnext: rollgrid publish r2" in planner.err
    planner.says("publish", code=2)
    assert "several alternatives are stored: r2 (extend), r3 (hold), r4 (roll)" in planner.err
    assert "Rev.1 is published: r3, as of Tuesday 25 February 17:55" in planner.says(
        "publish", "r3"
    )
    assert "Rev.1 · as of 25 February 2025, 17:55" in planner.says("show", "--width", "120")
    assert "Rev.1 (r3), published " in planner.out
    planner.says("publish", "r2", code=6)
    assert "rollgrid revert r2 --reason WHY, then rollgrid publish" in planner.err
    assert planner.says("log").splitlines()[-1].split()[2:4] == ["Rev.1", "planner"]


@pytest.mark.ci
def test_the_same_as_json(planner: Planner) -> None:
    planner.published()
    assert planner.json(*OVERRUN)["text"] == "overrun enip 30m at 2025-02-25 17:55"
    told = planner.json("replan", "--alternatives", "3", "--workers", "1")
    assert [way["policy"] for way in told["alternatives"]] == ["extend", "hold", "roll"]
    issue = planner.json("publish", "r3")
    assert (issue["published"], issue["draft"], issue["as_of"]) == (1, 3, "2025-02-25 17:55")
    kinds = [entry["kind"] for entry in planner.json("log")["entries"]]
    assert kinds == ["draft", "published", "fact", "draft", "draft", "draft", "published"]
    shown = planner.json("show", "Rev.1")
    assert shown == told["alternatives"][1]
    found = planner.json("diff", "Rev.0", "Rev.1")["changes"]
    assert {change["session"] for change in found} == {"enip", "cei"}
    assert all(change["reason"] for change in found)


def test_who_did_it_is_an_office_and_never_the_account(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "somebody")
    planner.published()
    planner.says(*OVERRUN, "--by", "chair of ENIP")
    monkeypatch.setenv("ROLLGRID_AUTHOR", "conference desk")
    planner.says("report", "late", "wgtu", "10m", "--at", "2025-02-25 17:56")
    authors = [entry["author"] for entry in planner.json("log")["entries"]]
    assert authors == ["planner", "planner", "chair of ENIP", "conference desk"]


REFUSED = (
    (("overrun", "enap", "30m"), "no session is called 'enap' - did you mean 'enip'?"),
    (("overrun", "enip", "soon"), "'soon' is not a duration"),
    (("overrun", "enip"), "expected only a number of minutes"),
    (("exploded", "enip"), "'exploded' is not a kind of fact"),
    (("absent", "wgtu-chair", "2025-02-25 10:00", "to", "11:00"), "over before it was reported"),
    (("cancel", "enip"), "ENIP began Tuesday 10:00; report early instead"),
    (("speakers", "cei", "--left", "3", "--limit", "3m"), "CEI has not begun by then"),
    (("speakers", "enip", "--left", "3"), "the time for each speaker is missing"),
    (("early", "enip", "7h"), "was to last 360 minutes in all"),
    (("add", "extra"), "not in the scenario"),
    (("add", "enip", "30m"), "there is a session ENIP already"),
    (("documents", "wgtr", "someday"), "expected a day"),
    (("quorum", "missed"), "the scenario asks for no quorum"),
    (("interpretation", "lost", "nobody"), "no team of interpreters is called 'nobody'"),
    (("room", "lost", "plenum"), "no room is called 'plenum'"),
)


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_fact_that_makes_no_sense_is_refused_and_nothing_is_stored(
    planner: Planner, words: tuple[str, ...], said: str
) -> None:
    planner.published()
    planner.says("report", *words, "--at", "2025-02-25 17:55", code=2)
    assert said in planner.err
    assert planner.says("report", "list").strip() == "No fact is in force."


def test_what_is_past_is_not_told_to_have_been_otherwise(planner: Planner) -> None:
    planner.published()
    planner.says("report", "early", "enip", "30m", "--at", "2025-02-27 16:00", code=2)
    assert "that would change what is past (CEI was held until Thursday 11:30)" in planner.err
    planner.says("report", "overrun", "enip", "3h", "--at", "2025-02-28 16:00", code=2)
    assert "that would change what is past" in planner.err


def test_a_fact_is_told_once_unless_it_happened_again(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says(*OVERRUN, code=2)
    assert "was reported already" in planner.err
    planner.says("report", "overrun", "enip", "30m", "--at", "2025-02-25 18:20")
    assert planner.says("report", "list").count("overrun ENIP 30m") == 2


def test_while_the_meeting_is_on_the_clock_says_when(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.published()
    opened = stores.opened
    half_past = datetime(2025, 2, 25, 16, 55, 42, tzinfo=UTC)
    monkeypatch.setattr(stores, "opened", partial(opened, clock=lambda: half_past))
    planner.says("report", "overrun", "enip", "30m")
    assert "overrun ENIP 30m at Tuesday 25 February 17:55" in planner.out
    later = half_past + timedelta(minutes=2)
    monkeypatch.setattr(stores, "opened", partial(opened, clock=lambda: later))
    assert "It is Tue 17:57. ENIP is running." in planner.says("replan", "--policy", "roll")
    planner.says("publish")
    assert planner.head().as_of == "2025-02-25 17:57"


def test_a_solve_after_a_publication_says_that_it_is_no_replan(planner: Planner) -> None:
    planner.published()
    planner.says("solve", "meeting.yaml")
    assert "Rev.0 is published, but this solve ignored it" in planner.err


def test_before_anything_is_published_nothing_can_have_happened(planner: Planner) -> None:
    planner.says("solve", "meeting.yaml", "--save")
    planner.says(*OVERRUN, code=2)
    assert "rollgrid publish r1" in planner.err
    planner.says("replan", code=2)
    assert "nothing is published yet: rollgrid publish r1" in planner.err


def test_a_fact_taken_back_before_it_was_replanned_leaves_no_trace_in_the_timetable(
    planner: Planner,
) -> None:
    planner.published()
    before = planner.head().sittings
    planner.says(*OVERRUN)
    planner.says("report", "--undo", "1", "--reason", "another session was meant")
    planner.says("replan", "--now", "2025-02-25 17:56")
    assert "the same as Rev.0, which is in force: nothing to publish" in planner.err
    planner.says("publish", code=1)
    assert "r2 is the same as Rev.0 (r1), which is in force" in planner.err
    assert planner.head().sittings == before
    assert "fact 1 is taken back: another session was meant" in planner.says("log")
    planner.says("report", "--undo", "1", "--reason", "again", code=2)
    assert "undone already" in planner.err


def test_a_fact_taken_back_after_it_was_published_is_planned_back(planner: Planner) -> None:
    planner.published()
    before = planner.head().sittings
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "roll")
    planner.says("publish")
    assert planner.head().sittings != before
    planner.says("report", "--undo", "1", "--reason", "it ended in time after all")
    told = planner.says("replan", "--policy", "roll", "--now", "2025-02-25 17:58")
    assert "was taken back" in told
    planner.says("publish")
    assert planner.head().sittings == before
    assert planner.head().facts == ()


@pytest.mark.ci
def test_a_cancelled_body_that_is_held_after_all_gets_a_place(planner: Planner) -> None:
    planner.published()
    before = {s.session for s in planner.head().sittings}
    planner.says("report", "cancel", "wgtr", "--at", "2025-02-26 12:00")
    planner.says("replan")
    planner.says("publish")
    assert "wgtr" not in {s.session for s in planner.head().sittings}
    planner.says("report", "--undo", "1", "--reason", "it meets after all")
    planner.says("replan", "--now", "2025-02-26 14:00")
    planner.says("publish")
    assert {s.session for s in planner.head().sittings} == before
    assert planner.says("verify", "head").startswith("accepted")


@pytest.mark.ci
def test_what_was_held_is_not_undone(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold")
    planner.says("publish")
    undo = ("report", "--undo", "1", "--reason", "a slip")
    planner.says(*undo, "--at", "2025-02-27 09:00", code=2)
    assert "enip was over Wednesday 10:30; a session that was held cannot be undone" in planner.err
    assert len(planner.json("report", "list")["entries"]) == 1
    planner.says(*undo, "--at", "2025-02-25 18:10")
    held = planner.head().timetable.of_session("enip")
    planner.says("replan", "--now", "2025-02-26 12:00")  # nobody replanned in time: so it was held
    assert "the same as Rev.1, which is in force" in planner.err
    planner.says("publish", code=1)
    assert planner.head().timetable.of_session("enip") == held


@pytest.mark.ci
def test_an_edited_scenario_is_told_of_and_taken_only_when_named(planner: Planner) -> None:
    planner.published()
    text = edited(lambda t: t.replace("title: Chair of the WGTU,", "title: Chair of WGTU,"))
    (planner.folder / "meeting.yaml").write_text(text, encoding="utf-8")
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold")
    assert "meeting.yaml has changed since Rev.0 (r1) was made" in planner.err
    assert "rollgrid replan meeting.yaml" in planner.err
    planner.says("replan", "meeting.yaml", "--policy", "hold")
    assert "has changed since" not in planner.err
    with planner.store() as store:
        first, _, second = (r.scenario for r in stores.revisions(store))
        assert stores.scenario_of(store, second) == text.encode()
        assert stores.scenario_of(store, first) == CSP11.encode()
    planner.says("publish", "r3")
    assert "the scenario was edited" in " ".join(planner.says("log").split())
    assert planner.says("verify", "head").startswith("accepted")


@pytest.mark.ci
def test_a_revision_stands_wherever_a_timetable_does(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold", "--out", "hold.json", "--workers", "1")
    planner.says("export", "json", "r2", "--to", "r2.json")
    assert read(planner.folder / "r2.json") == read(planner.folder / "hold.json")
    assert planner.says("verify", "meeting.yaml", "r2") == planner.says(
        "verify", "meeting.yaml", "hold.json"
    )
    assert "Rev.0" in planner.says("score", "Rev.0", "r2")
    assert "(Draft r2 of Rev.1)" in planner.says("export", "md", "r2", "--before", "Rev.0")
    assert "Thursday 11:30" in planner.says("why", "wgtu")
    assert "follows CEI" in planner.says("suggest", "wgtu", "--timetable", "r2", code=1)
    planner.says("diff", "hold.json", "r2", "--exit-code")
    planner.says("diff", "Rev.0", "r2", "--exit-code", code=1)
    assert "Rev.0 (r1) -> r2" in planner.err
    by_person = planner.says("diff", "--by", "person")
    assert by_person.index("Chair of the WGETI Sub-working Group ENIP") < by_person.index("CEI")


@pytest.mark.parametrize("name", ["r9", "Rev.7"])
def test_a_revision_that_is_not_there_is_said(planner: Planner, name: str) -> None:
    planner.published()
    for argv in (["show", name], ["publish", name], ["export", "md", name], ["diff", name]):
        planner.says(*argv, code=2)
        assert "there is no" in planner.err


def test_a_pin_holds_until_it_is_lifted(planner: Planner) -> None:
    (planner.folder / "meeting.yaml").write_text(
        edited(
            lambda t: t.replace(
                "likely: 360, most: 450}\n    chairs: [wgtr-chair]",
                "likely: 300, most: 450}\n    chairs: [wgtr-chair]",
            )
        ),
        encoding="utf-8",
    )
    planner.published()
    planner.says("pin", "wgtr", "--at", "2025-02-28 11:00", "--reason", "the minister")
    planner.says("pin", "wgtr", "--room", "plenary", code=2)
    assert "first run 'rollgrid unpin wgtr'" in planner.err
    planner.says("pin", "", "--room", "plenary", code=2)  # was called a bug
    assert "an empty word ('') names nothing" in planner.err
    planner.says("replan", "--now", "2025-02-25 12:00")
    planner.says("publish")
    starts = [s.start.hour for s in planner.head().timetable.of_session("wgtr")]
    assert starts[0] == 11
    assert planner.says("verify", "head").startswith("accepted")
    assert "the same, byte for byte" in planner.says("reproduce", "head")
    planner.says("unpin", "wgtr", "--reason", "he is ill")
    planner.says("replan", "--now", "2025-02-25 12:10")
    planner.says("publish")
    starts = [s.start.hour for s in planner.head().timetable.of_session("wgtr")]
    assert starts[0] == 10
    assert planner.says("pin").strip() == "No session is pinned."


def test_a_pin_and_a_waiver_hold_for_a_first_solve_too(planner: Planner) -> None:
    planner.says("solve", "meeting.yaml", "--save")
    planner.says("pin", "wgtr", "--at", "2025-02-28 10:00")
    planner.says("waive", "interpretation", "--reason", "a second team is found")
    planner.says("solve", "meeting.yaml", "--workers", "1")
    assert "a second team is found" in " ".join(planner.out.split())
    assert "W112" not in planner.out
    with planner.store() as store:
        kept = stores.revision(store, 2)
    assert [pin.session for pin in kept.record.pins] == ["wgtr"]
    assert kept.cause == "first timetable; wgtr pinned; interpretation waived"
    assert planner.says("verify", "r2").startswith("accepted")
    assert "byte for byte" in planner.says("reproduce", "r2")


def test_a_waiver_lets_pass_what_was_refused(planner: Planner) -> None:
    planner.published()
    planner.says("report", "absent", "wgtr-chair", "2025-02-28", "--at", "2025-02-27 09:00")
    told = planner.says("replan")
    assert "Without a place" in told
    planner.says("waive", "availability", "--person", "wgtr-chair", code=2)
    assert "a waiver needs a reason" in planner.err
    planner.says("waive", "availability", "--person", "nobody", "--reason", "x", code=2)
    assert "nobody is called 'nobody'" in planner.err
    planner.says("waive", "availability", "--person", "wgtr-chair", "--reason", "a deputy will do")
    planner.says("replan")
    assert "a deputy will do" in planner.says("show", "r3")
    planner.says("publish", "r3")
    assert planner.says("diff", "Rev.0", "Rev.1").strip().endswith("No session changes.")
    planner.says("waive", "--withdraw", "1", "--reason", "she does not agree")
    assert planner.says("waive").strip() == "No rule is waived here."


def test_going_back_keeps_what_was_held(planner: Planner) -> None:
    planner.published()
    first = planner.head().sittings
    planner.says("report", "cancel", "wgtu", "--at", "2025-02-25 12:00")
    planner.says("replan")
    planner.says("publish")
    planner.says("report", "--undo", "1", "--reason", "it meets")
    planner.says("revert", "Rev.0", "--reason", "all is as it was", "--now", "2025-02-25 13:00")
    assert "saved as draft r3" in planner.err
    planner.says("publish")
    assert planner.head().sittings == first
    assert "back to Rev.0 (r1): all is as it was" in planner.says("log")
    assert "byte for byte" in planner.says("reproduce", "head")
    planner.says("revert", "head", "--reason", "x", code=2)
    assert "is already the published revision" in planner.err


@pytest.mark.ci
def test_going_back_after_something_was_held_does_not_touch_it(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "roll")
    planner.says("publish")
    held = {s for s in planner.head().sittings if s.end.isoformat() <= "2025-02-26T12"}
    planner.says("revert", "Rev.0", "--reason", "back", "--now", "2025-02-26 14:00")
    with planner.store() as store:
        assert held <= set(stores.revision(store, 3).record.sittings)
    planner.says("publish", code=1)  # nothing could go back: Rev.1 says the same
    assert held <= set(planner.head().sittings)
    assert planner.says("verify", "head").startswith("accepted")


def test_one_store_holds_one_meeting(planner: Planner) -> None:
    planner.published()
    other = edited(lambda t: t.replace("id: att-csp11-wg", "id: another"))
    (planner.folder / "other.yaml").write_text(other, encoding="utf-8")
    planner.says("solve", "other.yaml", "--store", "meeting.db", code=2)
    assert "holds the meeting att-csp11-wg" in planner.err
    assert "│ Tuesday" in planner.out


def test_one_planner_publishes_first_and_the_other_is_told(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold", "--workers", "1", "--by", "one")
    planner.says("replan", "--policy", "extend", "--workers", "1", "--by", "two")
    planner.says("publish", "r2", "--by", "one")
    planner.says("publish", "--by", "two", code=6)
    assert "nothing newer to publish than Rev.1 (r2), by one" in planner.err
    assert "r3 " in planner.says("log")
    planner.says("revert", "r3", "--reason", "no trimming", "--workers", "1", "--by", "two")
    assert "Rev.2 is published: r4" in planner.says("publish", "--by", "two")
    with planner.store() as store:
        assert (
            stores.revision(store, 4).record.sittings == stores.revision(store, 3).record.sittings
        )


def test_the_doctor_finds_what_was_tampered_with(planner: Planner) -> None:
    import sqlite3

    planner.published()
    planner.says("doctor")
    assert "every link holds" in planner.out
    db = sqlite3.connect(planner.folder / "meeting.db")
    db.execute("DROP TRIGGER revisions_no_update")
    db.execute("UPDATE revisions SET cause = 'because I say so'")
    db.commit()
    db.close()
    planner.says("doctor", code=1)
    assert "revisions 1: was changed after it was written" in " ".join(planner.out.split())


def test_the_doctor_speaks_without_a_store_too(planner: Planner) -> None:
    planner.says("doctor")
    assert "there is no store here" in planner.out
    assert "python-docx" in planner.out or "docx is installed" in planner.out


NO_REASON = (
    (
        ("waive", "--withdraw", "1"),
        "withdrawing waiver 1 needs a reason for the log: add --reason WHY",
    ),
    (("waive", "--withdraw", "1", "--reason", " "), "withdrawing waiver 1 needs a reason"),
    (("report", "--undo", "1"), "taking back fact 1 needs a reason for the log: add --reason WHY"),
    (("report", "--undo", "1", "--reason", ""), "taking back fact 1 needs a reason"),
    (("revert", "Rev.0"), "going back to Rev.0 needs a reason for the log: add --reason WHY"),
    (("revert", "Rev.0", "--reason", ""), "going back to Rev.0 needs a reason"),
)


def test_what_takes_something_back_asks_for_a_reason(planner: Planner) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan")
    planner.says("publish")
    planner.says("waive", "interpretation", "--reason", "a second team is found")
    before = planner.says("log")
    for words, said in NO_REASON:
        planner.says(*words, code=2)
        assert said in planner.err
    assert planner.says("log") == before


def test_a_rule_that_nobody_can_waive_is_refused_in_a_sentence(planner: Planner) -> None:
    planner.published()
    planner.says("waive", "availabilty", "--reason", "x", code=2)
    assert planner.err.strip() == (
        "'availabilty' is not a rule that can be waived - did you mean 'availability'?"
    )
    planner.says("waive", "nonsense", "--reason", "x", code=2)
    assert "'nonsense' is not a rule that can be waived: expected room_clash, " in planner.err
    assert "Input should be" not in planner.err


def test_the_scenario_of_a_store_is_read_once_in_a_command(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.published()
    planner.says(*OVERRUN)
    planner.says("replan", "--policy", "hold")
    read: list[bytes] = []
    load = scenario.load_bytes

    def counted(name: Path, data: bytes) -> Loaded:
        read.append(data)
        return load(name, data)

    monkeypatch.setattr(scenario, "load_bytes", counted)
    stored._loaded.cache_clear()
    planner.says("publish")
    assert len(read) == 1
