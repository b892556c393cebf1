"""Every session to be held has its sittings, or is openly unplaced."""

import pytest

from scheduler.verifier.rules import placement
from tests.conftest import At, Broken, Stand, Tiny, moment

WG1 = {"id": "wg1", "minutes": {"least": 10, "likely": 25, "most": 40}, "split": {}}


def test_a_session_at_the_first_tick_is_placed(tiny: Tiny, at: At, broken: Broken) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    assert broken(placement, tiny(), *sittings) == []


def test_a_session_without_sitting_is_missed(tiny: Tiny, at: At, broken: Broken) -> None:
    assert broken(placement, tiny(), at("wg1", "A", "10:00", "10:25")) == [
        "wg2 has no sitting, and is not listed as unplaced."
    ]


@pytest.mark.parametrize(
    ("start", "end", "complaint"),
    [
        ("10:05", "10:30", "wg1 in A starts Mon 2030-03-04 10:05, off the grid of 10 minutes."),
        (
            "11:00",
            "11:25",
            "wg1 in A starts Mon 2030-03-04 11:00, in no slot for the kind session.",
        ),
        ("10:00", "10:30", "wg1 is held for 30 minutes, not for the 25 planned."),
        ("10:00", "10:20", None),
        ("10:00", "10:10", None),
        (
            "10:00",
            "10:09",
            "wg1 is held for 9 minutes; it may be trimmed from 25 to 10, no further.",
        ),
    ],
)
def test_a_start_is_on_the_grid_in_a_slot_and_a_length_between_least_and_planned(
    tiny: Tiny, at: At, broken: Broken, start: str, end: str, complaint: str | None
) -> None:
    found = broken(placement, tiny(sessions=[WG1]), at("wg1", "A", start, end))
    assert found == ([] if complaint is None else [complaint])


@pytest.mark.parametrize(
    ("start", "end", "allowed"), [("10:00", "10:25", True), ("10:10", "10:35", False)]
)
def test_in_an_aligned_slot_sessions_start_with_the_slot(
    tiny: Tiny, at: At, broken: Broken, start: str, end: str, allowed: bool
) -> None:
    slots = [{"id": "morning", "start": "10:00", "end": "11:00", "aligned": True}]
    found = broken(placement, tiny(slots=slots, sessions=[WG1]), at("wg1", "A", start, end))
    late = f"wg1 in A starts Mon 2030-03-04 {start}"
    says = f"{late}, but sessions start with the slot 2030-03-04/morning."
    assert found == ([] if allowed else [says])


@pytest.mark.parametrize(
    ("policy", "allowed"), [(None, True), ("hold", True), ("roll", False), ("extend", False)]
)
def test_only_hold_and_no_policy_may_trim(
    tiny: Tiny, at: At, broken: Broken, policy: str | None, allowed: bool
) -> None:
    problem = tiny(sessions=[WG1], in_force=policy)
    found = broken(placement, problem, at("wg1", "A", "10:00", "10:24"))
    assert found == ([] if allowed else ["wg1 is held for 24 minutes, not for the 25 planned."])


def test_a_settled_session_is_not_trimmed(tiny: Tiny, at: At, stand: Stand, broken: Broken) -> None:
    situation = stand("09:00", minutes={"wg1": 35}, settled={"wg1"})
    problem = tiny(sessions=[WG1], situation=situation)
    assert broken(placement, problem, at("wg1", "A", "10:00", "10:35")) == []
    assert broken(placement, problem, at("wg1", "A", "10:00", "10:25")) == [
        "wg1 is held for 25 minutes, not for the 35 planned."
    ]


def test_three_parts_are_numbered_in_order_of_time(tiny: Tiny, at: At, broken: Broken) -> None:
    problem = tiny(sessions=[{"id": "wg1", "minutes": 130, "split": {}}])
    spans = [("10:00", "11:00", "2030-03-04"), ("14:00", "15:00", "2030-03-04")]
    spans += [("10:00", "10:10", "2030-03-05")]
    right, wrong = (
        [
            at("wg1", "A", start, end, day=day, part=part, parts=3)
            for part, (start, end, day) in zip(numbers, spans, strict=True)
        ]
        for numbers in ((1, 2, 3), (1, 3, 2))
    )
    assert broken(placement, problem, *right) == []
    assert broken(placement, problem, *wrong) == [
        "The parts of wg1 are numbered 1/3, 3/3, 2/3 in order of time, not 1/3, 2/3, 3/3."
    ]


def test_the_night_of_the_clock_change_is_as_long_as_it_is(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    night = {"id": "night", "start": "01:00", "end": "05:00"}
    for day, minutes in (("2025-10-26", 300), ("2025-03-30", 180)):
        session = {"id": "wg1", "minutes": minutes}
        problem = tiny(days=[day], slots=[night], sessions=[session])
        assert broken(placement, problem, at("wg1", "A", "01:00", "05:00", day=day)) == []


def test_a_start_in_the_hour_that_comes_twice_says_which_one(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    night = {"id": "night", "start": "01:00", "end": "05:00"}
    problem = tiny(days=["2025-10-26"], slots=[night], sessions=[{"id": "wg1", "minutes": 25}])
    sitting = at("wg1", "A", "02:35+01:00", "03:00+01:00", day="2025-10-26")
    assert broken(placement, problem, sitting) == [
        "wg1 in A starts Sun 2025-10-26 02:35+0100, off the grid of 10 minutes."
    ]


def test_only_a_replan_may_leave_a_session_out(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    other = at("wg2", "A", "10:30", "10:50")
    assert broken(placement, tiny(), other, unplaced=["wg1"]) == [
        "wg1 is unplaced; without a replan only a session with a rank may be left out."
    ]
    assert broken(placement, tiny(situation=stand("09:00")), other, unplaced=["wg1"]) == []


def test_no_session_is_both_unplaced_and_placed_nor_unplaced_once_it_has_begun(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    fresh = at("wg1", "A", "14:00", "14:10")
    begun = tiny(sessions=[WG1], situation=stand("10:30", history=(fresh,)))
    assert broken(placement, begun, unplaced=["wg1"]) == [
        "wg1 is listed as unplaced, but has begun."
    ]
    not_begun = tiny(sessions=[WG1], situation=stand("10:30"))
    assert broken(placement, not_begun, unplaced=["wg1"]) == []
    assert broken(placement, not_begun, fresh, unplaced=["wg1"]) == [
        "wg1 (Mon 2030-03-04 14:00-14:10, A) is in the timetable, but is listed as unplaced too."
    ]


def test_a_cancelled_session_keeps_its_history_and_nothing_else(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    begun, fresh = at("wg1", "A", "10:00", "10:15"), at("wg1", "A", "14:00", "14:10")
    situation = stand("10:30", history=(begun,), cancelled={"wg1"})
    problem = tiny(sessions=[WG1], situation=situation)
    assert broken(placement, problem, begun) == []
    assert broken(placement, problem, begun, fresh) == [
        "wg1 (Mon 2030-03-04 14:00-14:10, A) is in the timetable, but the session is cancelled."
    ]


def test_what_has_begun_and_a_told_start_may_be_off_the_grid(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    sitting = at("wg1", "A", "13:47", "14:12")
    running = stand("14:00", running=(sitting,))
    assert broken(placement, tiny(sessions=[WG1], situation=running), sitting) == []
    told = stand("10:00", starts={"wg1": moment("14:07")})
    late = at("wg1", "A", "14:07", "14:32")
    assert broken(placement, tiny(sessions=[WG1], situation=told), late) == []


def test_names_that_nobody_defined_are_named(tiny: Tiny, at: At, broken: Broken) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("x", "A", "10:30", "10:50")
    problem = tiny(sessions=[{"id": "wg1", "minutes": 25}])
    assert broken(placement, problem, *sittings, unplaced=["y"]) == [
        "x (Mon 2030-03-04 10:30-10:50, A) is in the timetable, but no session is called x.",
        "y is listed as unplaced, but no session is called y.",
    ]


def test_a_sitting_that_ends_before_it_starts_is_told(tiny: Tiny, at: At, broken: Broken) -> None:
    problem = tiny(sessions=[{"id": "wg1", "minutes": 25}])
    assert broken(placement, problem, at("wg1", "A", "10:30", "10:10")) == [
        "wg1 is held for -20 minutes, not for the 25 planned.",
        "wg1 in A starts Mon 2030-03-04 10:30 and ends Mon 2030-03-04 10:10, which is not later.",
    ]


def test_a_side_event_needs_a_slot_of_its_kind(tiny: Tiny, at: At, broken: Broken) -> None:
    slots = [
        {"id": "morning", "start": "10:00", "end": "11:00"},
        {"id": "lunch", "start": "12:00", "end": "13:00", "only": ["side-event"]},
    ]
    problem = tiny(slots=slots, sessions=[{"id": "se", "kind": "side-event", "minutes": 30}])
    assert broken(placement, problem, at("se", "A", "12:00", "12:30")) == []
    assert broken(placement, problem, at("se", "A", "10:00", "10:30")) == [
        "se in A starts Mon 2030-03-04 10:00, in no slot for the kind side-event."
    ]
