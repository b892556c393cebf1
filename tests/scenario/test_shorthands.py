"""What people write for short means what they would write in full."""

from pathlib import Path

import pytest

from scheduler.problem import Problem
from scheduler.scenario import diagnose, load
from tests.scenario.texts import SOUND, changed

SHORT = [
    ("days: [2025-02-25, 2025-02-26]", "days: 2025-02-25 to 2025-02-26"),
    ("days: [2025-02-25, 2025-02-26]", "days: [2025-02-25 to 2025-02-26]"),
    ("chairs: [ada]", "chairs: ada"),
    ("only: [side-event]", "only: side-event"),
    ("features: [livestream]}", "features: livestream}"),
    ("rooms: [annex]", "rooms: annex"),
    ("split: {least_part: 30}", "split: {least_part: 30m}"),
    ("{least: 120, likely: 180}", "{least: 2h, likely: 3 hours}"),
    ("minutes: 90", "minutes: 1h30"),
    ("minutes: 30, price", "minutes: 0h30, price"),
    ("lag: 15", "lag: 15 min"),
]


def problem_of(folder: Path, text: str) -> Problem:
    path = folder / "week.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path).problem


@pytest.mark.parametrize(("full", "short"), SHORT)
def test_a_shorthand_means_what_is_written_in_full(tmp_path: Path, full: str, short: str) -> None:
    assert problem_of(tmp_path, changed((full, short))) == problem_of(tmp_path, SOUND)


@pytest.mark.parametrize(
    ("word", "splits"), [("yes", True), ("true", True), ("Yes", True), ("no", False), ("~", False)]
)
def test_a_session_may_be_split_or_not_in_a_word(tmp_path: Path, word: str, splits: bool) -> None:
    problem = problem_of(tmp_path, changed(("{least_part: 30}", word)))
    split = problem.session("a").split
    assert (split is not None) == splits
    assert split is None or (split.least_part, split.most_parts, split.days) == (1, None, "any")


def test_a_span_of_other_days_is_the_days_of_the_meeting_in_it(tmp_path: Path) -> None:
    days = ("[2025-02-25, 2025-02-26]", "[2025-02-25, 2025-02-26, 2025-03-03]")
    span = ("minutes: 90", "days: 2025-02-25 to 2025-03-03, minutes: 90")
    problem = problem_of(tmp_path, changed(days, span))
    assert problem.session("c").days == problem.days


def test_a_kind_with_a_slot_of_its_own_sits_there_unless_told_otherwise(tmp_path: Path) -> None:
    own = ("only: [side-event]}", "only: [side-event, reception]}")
    kind = ("title: C,", "title: C, kind: reception,")
    assert problem_of(tmp_path, changed(own, kind)).session("c").slots == ("lunch",)
    told = ("title: C,", "title: C, kind: reception, slots: [afternoon],")
    assert problem_of(tmp_path, changed(own, told)).session("c").slots == ("afternoon",)
    pinned = ("title: C,", 'title: C, kind: reception, pin: {exact: "2025-02-25 15:00"},')
    assert problem_of(tmp_path, changed(own, pinned)).session("c").slots is None
    morning = ("end: 13:00}", "end: 13:00, only: [session]}")
    afternoon = ("end: 18:00,", "end: 18:00, only: [session, reception],")
    nowhere_for_all = changed(own, kind, morning, afternoon)
    assert problem_of(tmp_path, nowhere_for_all).session("c").slots is None


EVENING = (
    "overtime: {minutes: 30, price: 4}}",
    "overtime: {minutes: 45, price: 4}}\n"
    "  - {id: evening, start: 18:30, end: 20:00, only: [reception]}",
)
RECEPTION = ("title: C,", "title: C, kind: reception,")


def test_a_slot_may_run_over_into_one_that_is_for_receptions_alone(tmp_path: Path) -> None:
    """By its own overtime on the first day, by the last close of the meeting on the second."""
    problem = problem_of(tmp_path, changed(EVENING, RECEPTION))
    assert problem.session("c").slots == ("evening",)
    problem_of(tmp_path, changed(EVENING))


def test_where_a_reception_is_told_to_sit_elsewhere_the_last_close_is_what_is_in_its_way(
    tmp_path: Path,
) -> None:
    told = ("title: C,", "title: C, kind: reception, slots: [2025-02-26/afternoon],")
    path = tmp_path / "week.yaml"
    path.write_text(changed(EVENING, told), encoding="utf-8")
    found = [str(one).rpartition("week.yaml:")[2] for one in diagnose(path)]
    assert found == [
        "7:67: S030 slot 'afternoon' may run 45 minutes over, but 'evening' begins 30 minutes "
        "after it (2025-02-25)",
        "9:23: S030 slot 'afternoon' may by last_close run 60 minutes over, but 'evening' begins "
        "30 minutes after it (2025-02-26)",
    ]


@pytest.mark.parametrize("text", ["features: [{booths: 6}]", "features: [[livestream]]"])
def test_features_of_another_shape_are_told_and_nothing_breaks(tmp_path: Path, text: str) -> None:
    path = tmp_path / "week.yaml"
    path.write_text(changed(("features: [livestream]", text)), encoding="utf-8")
    assert {found.code for found in diagnose(path)} == {"S008"}
