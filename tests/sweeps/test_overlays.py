"""Overlays: what each makes of a scenario, and what cannot be taken."""

from datetime import datetime
from typing import Any

import pytest

from scheduler.problem import Problem
from scheduler.scenario import load
from scheduler.sweeps.overlays import OverlayError, apply
from scheduler.sweeps.statements import Overlay
from scheduler.sweeps.words import name_of
from tests.sweeps.small import SCENARIO


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    path = tmp_path_factory.mktemp("overlays") / "meeting.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return load(path).problem


def changed(problem: Problem, **overlay: Any) -> Problem:
    return apply(problem, Overlay.model_validate(overlay))


def minutes(problem: Problem, id: str) -> tuple[int, int, int]:
    m = problem.session(id).minutes
    return m.least, m.likely, m.most


def test_nothing_is_changed_as_it_is(problem: Problem) -> None:
    assert apply(problem, Overlay.model_validate("as it is")) == problem


def test_durations_are_new_or_in_percent(problem: Problem) -> None:
    longer = changed(problem, durations={"of": "all", "percent": 110})
    assert minutes(longer, "a1") == (198, 198, 198)
    assert minutes(longer, "b1") == (132, 165, 220)
    new = changed(problem, durations=[{"of": "A", "minutes": "60 (45 to 90)"}])
    assert (minutes(new, "a1"), minutes(new, "b1")) == ((45, 60, 90), (120, 150, 200))


def test_a_body_that_may_be_cut_has_a_longer_last_session(problem: Problem) -> None:
    assert minutes(changed(problem, more={"of": "B", "slots": 1}), "b1") == (300, 330, 380)
    assert minutes(changed(problem, more={"of": "B", "minutes": "1h30"}), "b1") == (210, 240, 290)


def test_a_body_that_may_not_be_cut_has_another_session_for_each_slot(problem: Problem) -> None:
    more = changed(problem, more={"of": "A", "slots": 2})
    assert [s.id for s in more.sessions] == ["a1", "a2", "b1", "a2-2", "a2-3"]
    assert minutes(more, "a2-3") == (180, 180, 180)
    assert more.session("a2-2").chairs == ("chair-a",)
    assert more.session("a2-2").rooms == ("hall",)


def test_less_is_taken_from_the_longest_session(problem: Problem) -> None:
    less = changed(problem, less={"of": "A", "minutes": 30})
    assert (minutes(less, "a1"), minutes(less, "a2")) == ((150, 150, 180), (120, 120, 120))
    with pytest.raises(OverlayError, match="180 of 180 minutes: no minutes are left"):
        changed(problem, less={"of": "A", "minutes": 180})


def test_who_is_away_is_away_by_the_clock_of_the_meeting(problem: Problem) -> None:
    away = changed(problem, absent={"who": "chair-b", "when": "tue afternoon"})
    [window] = away.people[1].unavailable
    assert (window.start, window.end) == (
        datetime(2030, 3, 5, 15),
        datetime(2030, 3, 5, 18),
    )
    assert window.timezone == "Europe/Zurich"  # though B's chair lives in New York
    [window] = changed(problem, absent={"who": "A", "when": "wednesday"}).groups[0].unavailable
    assert window.start == datetime(2030, 3, 6)


def test_a_room_is_gone_for_a_while_or_for_the_whole_meeting(problem: Problem) -> None:
    [window] = (
        changed(problem, gone={"room": "hall", "when": "wed 10:00 to 11:30"}).rooms[0].unavailable
    )
    assert (window.start, window.end) == (datetime(2030, 3, 6, 10), datetime(2030, 3, 6, 11, 30))
    [window] = changed(problem, gone={"room": "hall"}).rooms[0].unavailable
    assert window.start == datetime(2030, 3, 5)
    assert window.end is not None
    assert window.end > datetime(2030, 3, 7)


def test_sessions_overtime_and_policies_are_otherwise(problem: Problem) -> None:
    other = changed(
        problem,
        without="A",
        overtime={"slot": "afternoon", "minutes": 45, "price": 3},
        last_close={"minutes": 90},
        policy="hold",
    )
    assert [s.id for s in other.sessions] == ["b1"]
    assert other.slots[1].overtime is not None
    assert other.slots[1].overtime.minutes == 45
    assert other.last_close is not None
    assert (other.last_close.minutes, other.in_force) == (90, "hold")


@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        ({"more": {"of": "C", "slots": 1}}, "no session or body is called 'C'"),
        ({"gone": {"room": "hal"}}, "no room is called 'hal' - did you mean 'hall'?"),
        ({"absent": {"who": "chair-q", "when": "tue"}}, "no person or group is called 'chair-q'"),
        ({"absent": {"who": "chair-a", "when": "friday"}}, "no day of the meeting is a Friday"),
        ({"absent": {"who": "chair-a", "when": "2030-03-01"}}, "is not within the meeting"),
        ({"overtime": {"slot": "evening", "minutes": 30}}, "no slot is called 'evening'"),
        ({"without": "all"}, "no session is left"),
    ],
)
def test_what_names_nothing_is_refused_by_its_name(
    problem: Problem, overlay: dict[str, Any], message: str
) -> None:
    with pytest.raises(OverlayError, match=message.replace("?", r"\?")):
        changed(problem, **overlay)


def test_an_option_is_called_by_what_it_says(problem: Problem) -> None:
    said = Overlay.model_validate(
        {"more": {"of": "B", "slots": 1}, "gone": {"room": "hall", "when": "tuesday"}}
    )
    assert name_of(said) == "B +1 slot; hall gone tuesday"
    assert name_of(said, {"B": "Body B", "hall": "Great hall"}.__getitem__) == (
        "Body B +1 slot; Great hall gone tuesday"
    )
    assert name_of(Overlay(name="my own")) == "my own"
    assert name_of(Overlay()) == "as it is"
