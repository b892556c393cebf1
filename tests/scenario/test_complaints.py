"""Every complaint names its place exactly, and all of them come at once."""

from pathlib import Path

import pytest

from scheduler.errors import ScenarioError
from scheduler.scenario import CODES, InvalidScenarioError, diagnose, explain, load
from scheduler.scenario.codes.cautions import DEEP
from tests.scenario.mistakes_meaning import TEXT as MEANING
from tests.scenario.mistakes_reading import TEXT as READING
from tests.scenario.texts import SOUND, changed, mistakes

MISTAKES = [*mistakes(READING), *mistakes(MEANING)]
WHOLE_FILE = {"S001", "S002", "S010", "S011", "S012"}
"""Tested in test_scenario_files.py."""
DEEPER = {code.code for code in DEEP}
"""Tested in test_insight_deep.py."""
INCLUDED = {"S055", "S056", "S057"}
"""Tested in test_scenario_including.py."""
OF_TIMETABLES = {"W110", "W112", "W201", "W202", "W203"}
"""Not of files: scheduler.notes says these."""


@pytest.fixture
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("week.yaml")


def told(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [str(diagnostic) for diagnostic in diagnose(path)]


@pytest.mark.parametrize(("text", "complaints"), MISTAKES, ids=lambda value: str(value)[-40:])
def test_a_mistake_is_told_with_line_column_and_code(
    week: Path, text: str, complaints: tuple[str, ...]
) -> None:
    assert told(week, text) == [f"week.yaml:{complaint}" for complaint in complaints]


def test_a_sound_scenario_brings_no_complaint(week: Path) -> None:
    assert told(week, SOUND) == []


def test_every_code_has_a_mistake_that_brings_it() -> None:
    brought = {complaint.split()[1] for _, complaints in MISTAKES for complaint in complaints}
    assert brought | WHOLE_FILE | INCLUDED | DEEPER | OF_TIMETABLES == set(CODES)


def test_every_code_is_explained() -> None:
    for code in CODES.values():
        assert explain(code.code.lower()).startswith(f"{code.code} {code.title}\n\n")
        assert code.explanation.endswith(".")
        assert bool(code.wrong) == bool(code.right)


def test_an_unknown_code_is_an_error_with_a_guess() -> None:
    with pytest.raises(Exception, match="there is no code 'S999'"):
        explain("S999")


def test_several_mistakes_are_told_at_once_in_order_of_line(week: Path) -> None:
    text = changed(
        ("least: 120, likely: 180", "least: 200, likely: 180"),
        ("chairs: [ben]", "chairs: [bne]"),
        ("title: C, minutes: 90", "title: C, minuets: 90"),
        ("attendees: [ada]", "attendees: [eve]"),
        ("then: c", "then: e"),
        ("end: 13:00", "end: 13:05"),
        ("Asia/Tokyo", "Asia/Tokio"),
        ("rooms: [annex]", "rooms: [annex], attendance: 90"),
    )
    week.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(week)
    assert str(caught.value).splitlines() == [
        "week.yaml:5:38: S028 slot 'morning': 13:05 is not on the grid of 15 minutes",
        "week.yaml:14:44: S024 no time zone is called 'Asia/Tokio' - did you mean 'Asia/Tokyo'?",
        "week.yaml:16:32: S007 sessions[0].minutes: least 200 is more than likely 180",
        "week.yaml:17:46: S017 nobody is called 'bne' - did you mean 'ben'?",
        "week.yaml:18:5: S006 sessions[2]: 'minutes' is missing",
        "week.yaml:18:23: S003 sessions[2]: unknown field 'minuets' - did you mean 'minutes'?",
        "week.yaml:18:48: S017 nobody is called 'eve'",
        (
            "week.yaml:19:82: S041 d: no room seats 90: the largest room that it may use, "
            "annex, has 80"
        ),
        "week.yaml:23:40: S022 no session, group or kind is called 'e'",
    ]


def test_what_would_turn_a_line_round_is_shown_by_its_number(week: Path) -> None:
    text = changed(("attendance: 300, features: [livestream]", 'features: ["\\u202elive"]'))
    (complaint,) = told(week, text)
    assert complaint.endswith(r"has \u202elive")
    assert complaint.isprintable()


def test_a_broken_slot_does_not_make_sessions_too_long(week: Path) -> None:
    text = changed(("start: 15:00", "start: 3pm"), ("minutes: 120, chairs", "minutes: 200, chairs"))
    assert [complaint.split()[1] for complaint in told(week, text)] == ["S014"]


def test_an_unknown_room_does_not_leave_a_session_without_rooms(week: Path) -> None:
    assert told(week, changed(("rooms: [annex]", "rooms: [anex]"))) == [
        "week.yaml:19:62: S018 no room is called 'anex' - did you mean 'annex'?"
    ]


def test_warnings_do_not_keep_a_scenario_from_loading(week: Path) -> None:
    week.write_text(changed(("state: confirmed", "state: pending")), encoding="utf-8")
    loaded = load(week)
    assert [(d.code, d.severity, d.line) for d in loaded.diagnostics] == [("W101", "warning", 13)]


def test_the_error_carries_warnings_and_errors_but_says_only_errors(week: Path) -> None:
    week.write_text(
        changed(("state: confirmed", "state: pending"), ("then: c", "then: e")), encoding="utf-8"
    )
    with pytest.raises(InvalidScenarioError) as caught:
        load(week)
    assert [d.code for d in caught.value.diagnostics] == ["W101", "S022"]
    assert str(caught.value) == "week.yaml:23:40: S022 no session, group or kind is called 'e'"


def test_every_wrong_reference_in_a_broken_session_is_still_told(week: Path) -> None:
    text = changed(("minutes: 90, attendees: [ada]", "attendees: [eve], days: [2025-02-27]"))
    assert [complaint.split()[1] for complaint in told(week, text)] == ["S006", "S017", "S020"]
