"""Why a session moved: the nearest cause, in one sentence."""

from datetime import datetime
from typing import Any, cast

from scheduler.problem import Policy, Problem, Sitting
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.reasons import _own
from scheduler.replanning.replan import replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Change, Timetable
from tests.twins import tiny

ONE = Budget(seconds=600, workers=1)
OVERTIME = {"minutes": 20, "price": 1}
SLOTS = [
    {"id": "am", "start": "00:00", "end": "01:00"},
    {"id": "pm", "start": "02:00", "end": "02:40"},
]
IN_TURN = [
    tiny.sitting("a", "00:00", "00:20"),
    tiny.sitting("b", "00:20", "00:40"),
    tiny.sitting("c", "00:40", "01:00"),
]


def meeting(**changes: Any) -> Problem:
    """Three sessions of twenty minutes, one after the other."""
    base = {
        "slots": SLOTS,
        "sessions": tiny.sessions({"title": "Alpha"}, {"title": "Beta"}, {"title": "Gamma"}),
        "rolling": [{"room": "A", "order": ["a", "b", "c"]}],
    }
    return tiny.problem(**(base | changes))


def reasons(
    problem: Problem,
    *facts: str,
    policy: Policy = "roll",
    sittings: list[Sitting] = IN_TURN,
) -> dict[tuple[str, str], str | None]:
    """By session and kind of change, half an hour before the meeting."""
    published = record(solve(problem, ONE), sha256="").model_copy(
        update={"sittings": tuple(sittings)}
    )
    found = replan(
        ReplanRequest(
            problem,
            published,
            facts=facts,
            now=datetime(2030, 3, 3, 23, 30),
            policy=policy,
            budget=ONE,
        )
    )
    return {(change.session, change.kind): change.reason for change in found.changes}


def test_who_lasts_longer_says_so_and_who_follows_says_after_whom() -> None:
    assert reasons(meeting(), "overrun a 10m") == {
        ("a", "lengthened"): "it needs 10 minutes more",
        ("b", "moved"): "on a rolling basis, Alpha before it ends Monday 00:30",
        ("c", "moved"): "on a rolling basis, Beta before it ends Monday 00:50",
    }


def test_who_ends_early_lets_the_next_ones_begin_earlier() -> None:
    found = reasons(meeting(), "early a 10m")
    assert found["a", "shortened"] == "it ends 10 minutes early"
    assert found["b", "moved"] == "on a rolling basis, Alpha before it ends Monday 00:10"


def test_a_minute_is_no_minutes() -> None:
    assert reasons(meeting(), "overrun a 1m")["a", "lengthened"] == "it needs 1 minute more"


def test_an_overrun_says_where_it_went() -> None:
    alone = [{"room": "A", "order": ["a"]}]
    slots = [SLOTS[0] | {"overtime": OVERTIME}, SLOTS[1]]
    whole = tiny.sessions({"minutes": 60, "split": tiny.SPLIT})
    sits = [tiny.sitting("a", "00:00", "01:00")]
    over = meeting(slots=slots, sessions=whole, rolling=alone)
    said = "it needs 10 minutes more, and runs 10 minutes past the end of its slot"
    assert reasons(over, "overrun a 10m", policy="extend", sittings=sits) == {
        ("a", "lengthened"): said
    }
    cut = meeting(sessions=whole, rolling=alone)
    said = "it needs 10 minutes more, and goes on Monday 02:00"
    assert reasons(cut, "overrun a 10m", sittings=sits) == {("a", "lengthened"): said}


def test_who_is_cancelled_lets_the_next_one_take_its_place() -> None:
    assert reasons(meeting(), "cancelled a") == {
        ("a", "cancelled"): "it is cancelled",
        ("b", "moved"): "on a rolling basis, Alpha before it is not held",
        ("c", "moved"): "on a rolling basis, Beta before it ends Monday 00:20",
    }


def test_who_changes_places_says_with_whom() -> None:
    people = [{"id": "ada", "title": "Ada"}]
    rows = tiny.sessions(
        {"title": "Alpha", "chairs": ["ada"]}, {"title": "Beta"}, {"title": "Gamma"}
    )
    away = "absent ada 2030-03-04 00:00 to 00:20"
    found = reasons(meeting(people=people, sessions=rows), away, policy="reorder")
    assert found["b", "moved"] == "it swaps places with Alpha"
    assert str(found["a", "moved"]).startswith("Ada is absent")


def test_who_is_trimmed_says_for_what() -> None:
    rows = tiny.sessions({}, {"minutes": {"least": 10, "likely": 20}}, {})
    found = reasons(meeting(sessions=rows), "overrun a 10m", policy="hold")
    assert found["b", "shortened"] == "it is shortened, so that the next sessions need not move"


def test_who_sat_in_a_room_that_is_lost_names_the_room() -> None:
    rooms = [{"id": "A", "name": "Assembly Hall"}, {"id": "B"}]
    rows = tiny.sessions({}, {"rooms": ["B"]})
    here = [IN_TURN[0], tiny.sitting("b", "00:00", "00:20", room="B")]
    lost = "room-lost A 2030-03-04 00:00 to 03:00"
    found = reasons(meeting(rooms=rooms, sessions=rows, rolling=[]), lost, sittings=here)
    assert str(found["a", "room"]).startswith("Assembly Hall is lost")
    assert all(kind == "room" or session == "a" for session, kind in found)


def test_a_room_that_is_lost_later_is_no_reason() -> None:
    later = "room-lost A 2030-03-04 02:00 to 03:00"
    found = reasons(meeting(), "overrun a 10m", later)
    assert found["b", "moved"] == "on a rolling basis, Alpha before it ends Monday 00:30"


def test_what_has_no_cause_of_its_own_was_left_no_other_place_or_is_a_choice() -> None:
    """b makes way for a; where c comes behind it, a might go to the afternoon as well."""
    rows = tiny.sessions({}, {}, {})
    two = meeting(sessions=rows[:2], rolling=[])
    assert reasons(two, "overrun a 10m", sittings=IN_TURN[:2])["b", "moved"] == (
        "what happened elsewhere leaves it no other place"
    )
    three = meeting(sessions=rows, rolling=[])
    found = reasons(three, "overrun a 10m")
    ((moved, reason),) = ((key, why) for key, why in found.items() if key[1] == "moved")
    assert reason == "a choice: another timetable at the same cost does not change it", moved


def test_the_last_list_of_speakers_is_the_one_that_counts() -> None:
    problem, before = meeting(), Timetable.of(IN_TURN)
    facts = parse(
        problem, (f"speakers a 4 5m at {tiny.DAY} 00:05", f"speakers a 2 15m at {tiny.DAY} 00:10")
    )
    basis = PublishedBasis(problem, before, before=(), new=facts)
    sits = before.of_session("a")
    change = Change(session="a", kind="lengthened", before=sits, after=sits)
    said = _own(basis, cast(Any, None), change, problem.session("a"))
    assert said == "2 speakers are left, 15 minutes each"
