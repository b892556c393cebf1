"""What differs between two timetables, and how a planner says it."""

from zoneinfo import ZoneInfo

import pytest

from scheduler.timetable import Timetable, diff
from scheduler.timetable.sentences import cell_sentence, sentence, voice
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, meeting, timetable, with_lunches

GENEVA = ZoneInfo("Europe/Zurich")


def kinds(before: Timetable, after: Timetable) -> list[tuple[str, str]]:
    return [(c.session, c.kind) for c in diff.changes(None, before, after)]


def sentences(before: Timetable, after: Timetable) -> list[str]:
    problem = meeting()
    names = voice(GENEVA, before, after, problem=problem)
    return [sentence(c, names) for c in diff.changes(problem, before, after)]


def cell_sentences(before: Timetable, after: Timetable) -> list[str]:
    names = voice(GENEVA, before, after)
    changed = diff.cell_changes(meeting(), before, after)
    return [cell_sentence(change, names) for change in changed]


def test_an_overrun_of_thirty_minutes_is_told_as_worked_by_hand() -> None:
    assert sentences(timetable(*PRINTED), timetable(*AFTER_AN_OVERRUN)) == [
        "ENIP lasts 390 minutes instead of 360 and ends Wednesday 10:30 instead of Tuesday 18:00",
        "CEI starts Wednesday 10:30 instead of 10:00 and ends Thursday 12:00 instead of 11:30",
        "WGTU starts Thursday 12:00 instead of 11:30 and ends Friday 10:30 instead of "
        "Thursday 18:00",
        "WGTR starts Friday 10:30 instead of 10:00 and ends Friday 18:30 instead of 18:00",
    ]


def test_the_cells_that_gain_and_lose_are_named() -> None:
    before, after = timetable(*PRINTED), timetable(*AFTER_AN_OVERRUN)
    assert cell_sentences(before, after) == [
        "Wednesday morning gains ENIP",
        "Friday morning gains WGTU",
    ]
    assert cell_sentences(after, before) == [
        "Wednesday morning loses ENIP",
        "Friday morning loses WGTU",
    ]


def test_another_order_in_a_cell_is_a_change_of_the_cell() -> None:
    before = timetable("cei 25 10:00-11:00", "wgtu 25 11:00-12:00")
    after = timetable("wgtu 25 10:00-11:00", "cei 25 11:00-12:00")
    assert cell_sentences(before, after) == ["Tuesday morning has another order: WGTU, CEI"]


def test_equal_timetables_differ_in_nothing() -> None:
    assert kinds(timetable(*PRINTED), timetable(*PRINTED)) == []
    assert cell_sentences(timetable(*PRINTED), timetable(*PRINTED)) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], ["a 25 10:00-11:00"], ["new"]),
        (["a 25 10:00-11:00"], [], ["cancelled"]),
        (["a 25 10:00-11:00"], ["a 25 10:05-11:05"], ["moved"]),
        (["a 25 10:00-11:00"], ["a 25 10:00-11:00 annex"], ["room"]),
        (["a 25 10:00-11:00"], ["a 25 10:00-10:59"], ["shortened"]),
        (["a 25 10:00-11:00"], ["a 25 10:00-11:01"], ["lengthened"]),
        (["a 25 10:00-11:00"], ["a 26 10:00-11:30 annex"], ["moved", "room", "lengthened"]),
        (
            ["a 25 10:00-11:00", "a 25 15:00-16:00"],
            ["a 25 10:00-11:00", "a 26 10:00-11:00"],
            ["moved"],
        ),
        (
            ["a 25 10:00-11:00", "a 25 15:00-16:00"],
            ["a 25 10:00-11:30", "a 25 15:00-15:30"],
            ["moved"],
        ),
    ],
)
def test_each_kind_of_change_has_its_name(
    before: list[str], after: list[str], expected: list[str]
) -> None:
    found = kinds(timetable(*before), timetable(*after))
    assert found == [("a", kind) for kind in expected]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["a 25 10:00-11:00", "a 26 10:00-11:00 annex"], ["a 25 10:00-11:00"], ["shortened"]),
        (
            ["a 25 10:00-11:00", "a 26 10:00-11:00 annex"],
            ["a 25 10:00-11:00", "a 26 10:00-11:00"],
            ["room"],
        ),
        (
            ["a 25 10:00-11:00", "a 26 10:00-11:00 annex"],
            ["a 25 10:00-11:00", "a 26 10:00-11:00 annex", "a 27 10:00-11:00"],
            ["lengthened"],
        ),
        (
            ["a 25 10:00-11:00"],
            ["a 25 10:00-11:00", "a 27 10:00-11:00 annex"],
            ["room", "lengthened"],
        ),
    ],
)
def test_rooms_are_compared_part_by_part(
    before: list[str], after: list[str], expected: list[str]
) -> None:
    found = kinds(timetable(*before), timetable(*after))
    assert found == [("a", kind) for kind in expected]


def served(*parts: tuple[str, str]) -> Timetable:
    """Session cei on as many mornings, each with who presides and who interprets."""
    seated = timetable(*(f"cei {25 + n} 10:00-11:00" for n in range(len(parts))))
    return Timetable.of(
        s.model_copy(update={"chairs": (chair,) if chair else (), "team": team or None})
        for s, (chair, team) in zip(seated.sittings, parts, strict=True)
    )


RED, BLUE = ("", "red"), ("", "blue")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([("ada", "")], [("bo", "")], ["chairs"]),
        ([("ada", "")], [("", "")], []),
        ([("ada", ""), ("ada", "")], [("ada", ""), ("bo", "")], ["chairs"]),
        ([("ada", "")], [("ada", ""), ("bo", "")], ["lengthened", "chairs"]),
        ([("bo", ""), ("bo", "")], [("bo", "")], ["shortened"]),
        ([RED], [BLUE], ["team"]),
        ([RED], [("", "")], ["team"]),
        ([RED], [RED, BLUE], ["lengthened"]),
        ([("ada", "red")], [("bo", "blue")], ["chairs", "team"]),
    ],
)
def test_who_presides_and_who_interprets_are_compared_part_by_part(
    before: list[tuple[str, str]], after: list[tuple[str, str]], expected: list[str]
) -> None:
    known = meeting(
        sessions=[{"id": "cei", "minutes": 60, "chairs": ["ada"]}],
        people=[{"id": "ada"}, {"id": "bo"}],
        rolling=[],
    )
    found = diff.changes(known, served(*before), served(*after))
    assert [change.kind for change in found] == expected


def test_who_serves_is_told_in_a_sentence_and_all_are_concerned() -> None:
    known = meeting(
        sessions=[{"id": "cei", "minutes": 60, "chairs": ["ada"], "attendees": ["cy"]}],
        people=[{"id": "ada", "title": "Chair of CEI"}, {"id": "bo"}, {"id": "cy"}],
        rolling=[],
    )
    before, after = served(("", "red")), served(("bo", "blue"))
    found = diff.changes(known, before, after)
    names = voice(GENEVA, before, after, problem=known)
    assert [sentence(change, names) for change in found] == [
        "bo presides over cei instead of Chair of CEI",
        "team blue interprets cei instead of team red",
    ]
    assert {change.people for change in found} == {("ada", "bo", "cy", "red", "blue")}


def test_a_change_inside_a_session_is_told_part_by_part() -> None:
    before = timetable("cei 25 10:00-12:00", "cei 25 15:00-16:00")
    after = timetable("cei 25 10:00-11:00", "cei 25 14:00-16:00")
    assert sentences(before, after) == [
        "CEI sits Tuesday 10:00 to 11:00, Tuesday 14:00 to 16:00 instead of "
        "Tuesday 10:00 to 12:00, Tuesday 15:00 to 16:00"
    ]


def test_new_cancelled_and_room_are_told_with_place_and_time() -> None:
    before = timetable("cei 25 10:00-12:00", "wgtu 26 10:00-11:00")
    after = timetable("wgtr 25 10:00-12:00", "wgtu 26 10:00-11:00 annex")
    assert sentences(before, after) == [
        "CEI is no longer in the timetable (Tuesday 10:00 to 12:00)",
        "WGTR is new: Tuesday 10:00 to 12:00 in Room 2",
        "WGTU sits in Room 3 instead of Room 2",
    ]


def test_people_are_those_who_chair_and_attend() -> None:
    sessions = [{"id": "cei", "minutes": 60, "chairs": ["ada"], "attendees": ["bo", "ada"]}]
    known = meeting(sessions=sessions, people=[{"id": "ada"}, {"id": "bo"}], rolling=[])
    before, after = timetable("cei 25 10:00-11:00"), timetable("cei 25 11:00-12:00")
    (change,) = diff.changes(known, before, after)
    assert change.people == ("ada", "bo")
    assert (change.forced, change.reason) == (None, None)


def test_sessions_that_the_scenario_does_not_know_are_told_by_their_id() -> None:
    assert sentences(timetable("stranger-9 25 10:00-11:00"), timetable()) == [
        "stranger-9 is no longer in the timetable (Tuesday 10:00 to 11:00)"
    ]


def test_a_sitting_in_overtime_is_in_the_cell_of_the_slot_before() -> None:
    cells = diff.cells(meeting(), timetable("cei 25 18:15-18:30"))
    assert cells == {("plenary", "2025-02-25/afternoon"): ("cei",)}


def test_a_sitting_before_every_slot_is_in_no_cell() -> None:
    assert diff.cells(meeting(), timetable("cei 24 09:00-09:30")) == {}


def test_a_session_sitting_at_the_first_minute_of_a_slot_is_in_that_slot() -> None:
    assert diff.cells(meeting(), timetable("cei 25 10:00-10:15")) == {
        ("plenary", "2025-02-25/morning"): ("cei",)
    }


def test_side_events_and_sessions_have_cells_of_their_own_slots() -> None:
    cells = diff.cells(with_lunches(), timetable("launch 25 13:15-14:45", "cei 25 13:30-14:00"))
    assert cells == {
        ("plenary", "2025-02-25/lunch"): ("launch",),
        ("plenary", "2025-02-25/morning"): ("cei",),
    }


def test_weekdays_that_come_twice_are_told_with_their_date() -> None:
    before, after = timetable("cei 18 10:00-11:00"), timetable("cei 25 10:00-11:00")
    assert sentences(before, after) == [
        "CEI starts Tuesday 25 February 10:00 instead of Tuesday 18 February 10:00 and "
        "ends Tuesday 25 February 11:00 instead of Tuesday 18 February 11:00"
    ]
