"""What a deep check proves without a search, and that what it proves is so."""

from pathlib import Path
from typing import Any

import pytest

from scheduler.insight.capacity import diagnose, findings
from scheduler.problem import Problem
from scheduler.scenario import load
from tests.conftest import MONDAY, TUESDAY, Tiny
from tests.search.conferences import conference, filled

CSP11 = Path(__file__).parents[2] / "scenarios" / "csp11.yaml"


def codes(problem: Problem) -> list[str]:
    return [finding.code for finding in findings(problem)]


def long(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"s{n}", "minutes": 50, **more} for n in range(count)]


def test_a_meeting_that_fits_brings_nothing(tiny: Tiny) -> None:
    assert codes(tiny()) == []


def test_sessions_that_only_the_large_room_takes_are_counted_against_it(tiny: Tiny) -> None:
    """Room A has four slots of an hour; five sessions of fifty minutes need 250."""
    (found, second) = findings(tiny(sessions=long(5, attendance=30)))
    assert found.code == "S070"
    assert found.loc == ("sessions", 0)
    assert found.message == (
        "5 sessions can only sit in A, in 4 slots, and need at least 250 minutes, "
        "but there are 240, including overtime: s0, s1, s2, s3 and 1 more"
    )
    assert second.code == "S072"


def test_classes_are_nested(tiny: Tiny) -> None:
    """Two that need A and seven that fit in both: together more than both rooms have."""
    sessions = [*long(7), {"id": "big", "minutes": 100, "attendance": 30, "split": {}}]
    sessions.append({"id": "big2", "minutes": 40, "attendance": 30})
    assert "S070" in codes(tiny(sessions=sessions))


def test_one_slot_is_counted_apart_from_the_others(tiny: Tiny) -> None:
    crowd = long(3, slots=[f"{MONDAY}/morning"])
    (found, *_) = findings(tiny(sessions=[*crowd, {"id": "free", "minutes": 10}]))
    assert found.code == "S070"
    assert "3 sessions can only sit in A or B, in 1 slot" in found.message


def test_sessions_of_more_than_half_a_slot_take_one_slot_each(tiny: Tiny) -> None:
    """Nine times 35 minutes are 315 of 480, and still one too many for eight room slots."""
    sessions = [{"id": f"s{n}", "minutes": 35} for n in range(9)]
    (found,) = findings(tiny(sessions=sessions))
    assert found.code == "S072"
    assert "9 sessions of 35 minutes or more" in found.message
    assert "there is room for 8" in found.message
    assert codes(tiny(sessions=sessions[:8])) == []


def test_sessions_of_a_third_of_a_slot_go_in_threes(tiny: Tiny) -> None:
    """Thirteen of twenty minutes are 260 of 480, in four slots of an hour of one room twelve go."""
    sessions = [{"id": f"s{n}", "minutes": 20, "attendance": 30} for n in range(13)]
    found = findings(tiny(sessions=sessions))
    assert [f.code for f in found] == ["S070", "S072"]
    assert "20 minutes or more may not be split" in found[1].message
    assert "there is room for 12" in found[1].message
    assert "S072" not in codes(tiny(sessions=sessions[:12]))


def test_a_session_that_starts_with_its_slot_has_the_slot_to_itself(tiny: Tiny) -> None:
    slots = [{"id": "am", "start": "10:00", "end": "11:00", "aligned": True}]
    sessions = [{"id": f"s{n}", "minutes": 10, "attendance": 30} for n in range(3)]
    assert codes(tiny(slots=slots, sessions=sessions)) == ["S072"]
    assert codes(tiny(slots=slots, sessions=sessions[:2])) == []


def test_a_chair_who_is_away_too_long_is_told_with_the_minutes(tiny: Tiny) -> None:
    away = {"from": f"{TUESDAY} 08:00", "to": f"{TUESDAY} 20:00"}
    problem = tiny(
        people=[{"id": "ada", "unavailable": [away]}],
        sessions=[{"id": f"s{n}", "minutes": 25, "chairs": ["ada"]} for n in range(5)],
    )
    (found,) = findings(problem)
    assert (found.code, found.loc) == ("S071", ("people", 0, "id"))
    assert (
        "must preside for at least 125 minutes in 4 slots, but is available for 120"
        in found.message
    )


def test_a_deputy_takes_the_proof_away(tiny: Tiny) -> None:
    away = {"from": f"{TUESDAY} 08:00", "to": f"{TUESDAY} 20:00"}
    ada = {"id": "ada", "unavailable": [away], "deputies": [{"id": "bo"}]}
    sessions = [{"id": f"s{n}", "minutes": 25, "chairs": ["ada"]} for n in range(5)]
    assert "S071" not in codes(tiny(people=[ada, {"id": "bo"}], sessions=sessions))


def test_what_is_not_hard_for_everybody_is_no_proof(tiny: Tiny) -> None:
    crowd = long(5, attendance=30)
    soft = [{"rule": "room_clash", "level": "soft"}]
    assert "S070" not in codes(tiny(sessions=crowd, levels=soft))
    assert "S072" not in codes(tiny(sessions=crowd, levels=soft))


def test_ranked_sessions_are_left_out_of_proofs_and_warned_of(tiny: Tiny) -> None:
    crowd = [{**s, "rank": n + 1} for n, s in enumerate(long(5, attendance=30))]
    assert codes(tiny(sessions=crowd)) == ["W123"]


def test_attendees_and_delegations_that_must_miss_something_are_warned_of(tiny: Tiny) -> None:
    problem = tiny(
        sessions=[{"id": f"s{n}", "minutes": 60, "attendees": ["bo"]} for n in range(5)],
        delegations=[{"id": "XA", "people": 1, "follows": ["all"]}],
    )
    assert codes(problem) == ["W121", "W124"]


def test_an_only_room_that_is_nearly_full_is_warned_of(tiny: Tiny) -> None:
    (found,) = findings(tiny(sessions=long(4, attendance=30)))
    assert (found.code, found.loc) == ("W120", ("rooms", 0))
    assert "4 sessions fit only into A and take 200 of its 240 minutes" in found.message


def test_assignments_of_interpreters_are_counted_by_the_caps(tiny: Tiny) -> None:
    """One team, at most one assignment of an hour on any two days: five do not go."""
    given = {
        "teams": [{"id": "t", "languages": ["fr"]}],
        "minutes": 60,
        "caps": [{"days": 2, "most": 1}],
    }
    sessions = [{"id": f"s{n}", "minutes": 50, "languages": ["fr"]} for n in range(5)]
    problem = tiny(sessions=sessions, interpretation=given)
    (found,) = (f for f in findings(problem) if f.code == "S073")
    assert "at least 250 minutes make 5 assignments; 1 team may give 1" in found.message
    softer = tiny(
        sessions=sessions,
        interpretation=given,
        levels=[{"rule": "interpretation", "level": "soft"}],
    )
    (found,) = (f for f in findings(softer) if f.code in ("S073", "W122"))
    assert found.code == "W122"
    assert "250 planned minutes make 5 assignments; 1 team may give 1" in found.message


def test_csp11_asks_its_interpreters_for_eight_assignments_of_seven() -> None:
    """Four days of two full slots each; one team gives at most seven in four days."""
    (found,) = (f for f in findings(load(CSP11).problem) if f.code == "W122")
    assert "1,440 planned minutes make 8 assignments; 1 team may give 7" in found.message


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_called_impossible_that_has_a_timetable(seed: int) -> None:
    problem = conference(seed, sessions=24, rooms=3, days=3)
    placed = filled(problem)
    if not placed.unplaced:
        assert not [code for code in codes(problem) if code.startswith("S")]
    held = {s.session for s in placed.sittings}
    rest = tuple(s for s in problem.sessions if s.id in held)
    possible = problem.model_copy(update={"sessions": rest})
    assert not [code for code in codes(possible) if code.startswith("S")]


def test_a_finding_stands_where_the_file_says_it(tmp_path: Path) -> None:
    path = tmp_path / "week.yaml"
    path.write_text(
        "format: 1\n"
        "meeting: {id: m, title: M, timezone: Europe/Zurich, grid: 10}\n"
        "days: [2030-03-04]\n"
        'slots: [{id: am, start: "10:00", end: "11:00"}]\n'
        "rooms: [{id: A}]\n"
        "people:\n"
        "  - {id: ada}\n"
        "sessions:\n"
        "  - {id: a, minutes: 40, chairs: [ada]}\n"
        "  - {id: b, minutes: 40, chairs: [ada]}\n",
        encoding="utf-8",
    )
    found = diagnose(load(path))
    assert [(d.line, d.code, d.severity) for d in found] == [
        (7, "S071", "error"),
        (9, "S070", "error"),
        (9, "S072", "error"),
    ]
