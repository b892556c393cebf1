"""A session is cut only at walls, only if it may be, and goes on in the next slot it may use."""

from typing import Any

import pytest

from scheduler.problem import Problem, Sitting
from scheduler.verifier.rules import split
from tests.conftest import TUESDAY, At, Broken, Stand, Tiny, moment


def long(tiny: Tiny, *, cut: dict[str, Any] | None = None, **changes: Any) -> Problem:
    """wg1 lasts 80 minutes and may be cut; bo chairs wg2, ada wg1."""
    base = {
        "sessions": [
            {"id": "wg1", "minutes": 80, "chairs": ["ada"], "split": {} if cut is None else cut},
            {"id": "wg2", "minutes": 20, "chairs": ["bo"]},
        ]
    }
    return tiny(**(base | changes))


def halves(at: At, first: str, second: str, *, room: str = "A", **when: str) -> list[Sitting]:
    """Two parts of wg1, each written ``10:00-11:00``."""
    (a, b), (c, d) = first.split("-"), second.split("-")
    return [
        at("wg1", "A", a, b, part=1, parts=2),
        at("wg1", room, c, d, part=2, parts=2, **when),
    ]


def test_a_part_lasts_to_the_wall_and_the_rest_starts_with_the_next_slot(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    assert broken(split, long(tiny), *halves(at, "10:00-11:00", "14:00-14:20")) == []


def test_a_session_that_may_not_be_split_has_one_part(tiny: Tiny, at: At, broken: Broken) -> None:
    problem = tiny(sessions=[{"id": "wg1", "minutes": 80}])
    assert broken(split, problem, at("wg1", "A", "10:00", "11:20")) == []
    assert broken(split, problem, *halves(at, "10:00-11:00", "14:00-14:20")) == [
        "wg1 may not be split, but sits in 2 parts."
    ]


def test_a_cut_before_the_wall_is_told_and_one_in_overtime_is_not(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    assert broken(split, long(tiny), *halves(at, "10:00-10:55", "14:00-14:25")) == [
        "wg1 (Mon 2030-03-04 10:00-10:55, A) is cut before the end of 2030-03-04/morning "
        "at Mon 2030-03-04 11:00."
    ]
    assert broken(split, long(tiny), *halves(at, "10:00-11:05", "14:00-14:15")) == []


@pytest.mark.parametrize(("least", "complaints"), [(20, 0), (21, 1)])
def test_no_part_is_shorter_than_the_least_part(
    tiny: Tiny, at: At, broken: Broken, least: int, complaints: int
) -> None:
    problem = long(tiny, cut={"least_part": least})
    assert broken(split, problem, *halves(at, "10:00-11:00", "14:00-14:20")) == complaints * [
        "wg1 (Mon 2030-03-04 14:00-14:20, A) is shorter than 21 minutes."
    ]


def test_a_settled_session_may_have_short_parts(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    sittings = halves(at, "10:00-11:00", "14:00-14:20")
    problem = long(tiny, cut={"least_part": 30}, situation=stand("09:00", settled={"wg1"}))
    assert broken(split, problem, *sittings) == []


@pytest.mark.parametrize(("most", "complaints"), [(3, 0), (2, 1), (None, 0)])
def test_three_parts_are_counted(
    tiny: Tiny, at: At, broken: Broken, most: int | None, complaints: int
) -> None:
    cut = {"most_parts": most}
    problem = tiny(sessions=[{"id": "wg1", "minutes": 130, "split": cut}])
    sittings = [
        *halves(at, "10:00-11:00", "14:00-15:00"),
        at("wg1", "A", "10:00", "10:10", day=TUESDAY, part=3, parts=3),
    ]
    found = broken(split, problem, *sittings)
    assert found == complaints * ["wg1 sits in 3 parts, but may have at most 2."]


@pytest.mark.parametrize(
    ("days", "first", "second", "when", "complaints"),
    [
        ("same", "10:00-11:00", "14:00-14:20", {}, 0),
        ("same", "14:00-15:00", "10:00-10:20", {"day": TUESDAY}, 2),
        ("different", "14:00-15:00", "10:00-10:20", {"day": TUESDAY}, 0),
        ("different", "10:00-11:00", "14:00-14:20", {}, 2),
        ("any", "10:00-11:00", "14:00-14:20", {}, 0),
        ("any", "14:00-15:00", "10:00-10:20", {"day": TUESDAY}, 0),
    ],
)
def test_the_parts_lie_on_one_day_or_on_different_ones_as_asked(
    tiny: Tiny,
    at: At,
    broken: Broken,
    days: str,
    first: str,
    second: str,
    when: dict[str, str],
    complaints: int,
) -> None:
    found = broken(split, long(tiny, cut={"days": days}), *halves(at, first, second, **when))
    assert len(found) == complaints
    assert complaints == 0 or f"its parts must be on {'the ' * (days == 'same')}{days}" in found[0]


def test_a_slot_of_a_day_that_does_not_go_with_the_parts_before_is_passed_over(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    halved = halves(at, "10:00-11:00", "10:00-10:20", day=TUESDAY)
    assert broken(split, long(tiny, cut={"days": "different"}), *halved) == []
    assert broken(split, long(tiny), *halved) != []


def test_parts_that_have_begun_lie_where_they_did(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    halved = halves(at, "10:00-11:00", "14:00-14:20")
    begun = stand("14:10", history=(halved[0],), running=(halved[1],))
    assert broken(split, long(tiny, cut={"days": "different"}, situation=begun), *halved) == []


def test_the_rest_waits_for_nothing(tiny: Tiny, at: At, broken: Broken) -> None:
    for second, when in (("14:10-14:30", {}), ("10:00-10:20", {"day": TUESDAY})):
        [message] = broken(split, long(tiny), *halves(at, "10:00-11:00", second, **when))
        assert message.endswith(
            "goes on at another time than Mon 2030-03-04 14:00, "
            "the start of the next slot that it may use, 2030-03-04/afternoon."
        )


AWAY = {"from": "2030-03-04 14:19", "to": "2030-03-04 15:00"}
LATER = {"from": "2030-03-04 14:20", "to": "2030-03-04 15:00"}


@pytest.mark.parametrize(
    ("changes", "passed_over"),
    [
        ({"people": [{"id": "ada", "unavailable": [AWAY]}]}, True),
        ({"people": [{"id": "ada", "unavailable": [LATER]}]}, False),
        ({"rooms": [{"id": "A", "unavailable": [AWAY]}, {"id": "B"}]}, True),
        ({"rooms": [{"id": "A", "unavailable": [LATER]}, {"id": "B"}]}, False),
    ],
)
def test_a_slot_whose_stretch_chair_or_room_cannot_attend_is_passed_over(
    tiny: Tiny, at: At, broken: Broken, changes: dict[str, Any], passed_over: bool
) -> None:
    problem = long(tiny, **changes)
    same_day = broken(split, problem, *halves(at, "10:00-11:00", "14:00-14:20"))
    next_day = broken(split, problem, *halves(at, "10:00-11:00", "10:00-10:20", day=TUESDAY))
    assert (same_day != [], next_day != []) == (passed_over, not passed_over)


@pytest.mark.parametrize(
    ("room", "start", "end", "chairs", "passed_over"),
    [
        ("A", "14:10", "14:30", ["bo"], True),
        ("A", "14:20", "14:40", ["bo"], False),
        ("B", "14:10", "14:30", ["bo"], False),
        ("B", "14:10", "14:30", ["ada"], True),
        ("B", "14:20", "14:40", ["ada"], False),
    ],
)
def test_a_slot_where_another_session_is_in_the_way_is_passed_over(
    tiny: Tiny,
    at: At,
    broken: Broken,
    room: str,
    start: str,
    end: str,
    chairs: list[str],
    passed_over: bool,
) -> None:
    problem = long(
        tiny,
        sessions=[
            {"id": "wg1", "minutes": 80, "chairs": ["ada"], "split": {}},
            {"id": "wg2", "minutes": 20, "chairs": chairs},
        ],
    )
    other = at("wg2", room, start, end)
    same_day = broken(split, problem, *halves(at, "10:00-11:00", "14:00-14:20"), other)
    moved = halves(at, "10:00-11:00", "10:00-10:20", day=TUESDAY)
    next_day = broken(split, problem, *moved, other)
    assert (same_day != [], next_day != []) == (passed_over, not passed_over)


def test_a_side_event_of_the_group_is_in_the_way(tiny: Tiny, at: At, broken: Broken) -> None:
    problem = tiny(
        sessions=[
            {"id": "wg1", "minutes": 80, "group": "WG", "split": {}},
            {"id": "wg2", "minutes": 20, "group": "WG", "kind": "side-event"},
        ]
    )
    moved = halves(at, "10:00-11:00", "10:00-10:20", day=TUESDAY)
    assert broken(split, problem, *moved, at("wg2", "B", "14:10", "14:30")) == []
    assert broken(split, problem, *moved, at("wg2", "B", "14:20", "14:40")) != []


def test_a_slot_outside_its_window_is_passed_over(tiny: Tiny, at: At, broken: Broken) -> None:
    sessions = [{"id": "wg1", "minutes": 80, "slots": ["morning"], "split": {}}]
    moved = halves(at, "10:00-11:00", "10:00-10:20", day=TUESDAY)
    assert broken(split, tiny(sessions=sessions), *moved) == []


@pytest.mark.parametrize(("least", "passed_over"), [(30, False), (31, True)])
def test_a_slot_shorter_than_the_least_part_is_passed_over_if_the_rest_is_longer(
    tiny: Tiny, at: At, broken: Broken, least: int, passed_over: bool
) -> None:
    slots = [
        {"id": "morning", "start": "10:00", "end": "11:00"},
        {"id": "short", "start": "12:00", "end": "12:30"},
        {"id": "afternoon", "start": "14:00", "end": "15:00"},
    ]
    sessions = [{"id": "wg1", "minutes": 100, "split": {"least_part": least}}]
    problem = tiny(slots=slots, sessions=sessions)
    found = broken(split, problem, *halves(at, "10:00-11:00", "14:00-14:40"))
    assert (found == []) == passed_over
    fits = [{"id": "wg1", "minutes": 90, "split": {"least_part": 31}}]
    [short] = broken(
        split, tiny(slots=slots, sessions=fits), *halves(at, "10:00-11:00", "12:00-12:30")
    )
    assert short == "wg1 (Mon 2030-03-04 12:00-12:30, A) is shorter than 31 minutes."


def test_a_tail_that_comes_out_too_short_is_no_reason_to_pass_over(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    sessions = [{"id": "wg1", "minutes": 125, "split": {"least_part": 10}}]
    sittings = [
        *halves(at, "10:00-11:00", "14:00-15:00"),
        at("wg1", "A", "10:00", "10:05", day=TUESDAY),
    ]
    assert broken(split, tiny(sessions=sessions), *sittings) == [
        "wg1 (Tue 2030-03-05 10:00-10:05, A) is shorter than 10 minutes."
    ]


def test_the_rest_goes_on_in_the_same_room_or_in_a_substitute(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    elsewhere = halves(at, "10:00-11:00", "14:00-14:20", room="B")
    where = "wg1 (Mon 2030-03-04 14:00-14:20, B) goes on in another room than A."
    assert broken(split, long(tiny), *elsewhere) == [where]
    order: dict[str, Any] = {"rolling": [{"room": "A", "order": ["wg1"], "substitutes": ["B"]}]}
    assert broken(split, long(tiny, **order), *elsewhere) == [where]
    lost: dict[str, Any] = {"rooms": [{"id": "A", "unavailable": [AWAY]}, {"id": "B"}]}
    assert broken(split, long(tiny, **order, **lost), *elsewhere) == []
    waits = halves(at, "10:00-11:00", "10:00-10:20", day=TUESDAY)
    assert broken(split, long(tiny, **order, **lost), *waits) != []


def test_the_last_slot_has_no_next_one(tiny: Tiny, at: At, broken: Broken) -> None:
    sittings = [
        at("wg1", "A", "14:00", "15:00", day=TUESDAY),
        at("wg1", "A", "16:00", "16:20", day=TUESDAY),
    ]
    assert broken(split, long(tiny), *sittings) == [
        "wg1 (Tue 2030-03-05 16:00-16:20, A) goes on in no slot that it may use."
    ]


def test_where_a_part_that_has_begun_went_on_is_not_judged_but_the_next_one_is(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    sittings = halves(at, "10:00-10:55", "14:10-14:35")
    begun = long(tiny, situation=stand("14:20", history=(sittings[0],), running=(sittings[1],)))
    assert broken(split, begun, *sittings) == []
    running = long(tiny, situation=stand("10:20", running=(sittings[0],)))
    assert len(broken(split, running, *sittings)) == 2


def test_the_next_slot_after_the_clock_change_is_found(tiny: Tiny, at: At, broken: Broken) -> None:
    slots = [
        {"id": "night", "start": "01:00", "end": "04:00"},
        {"id": "morning", "start": "10:00", "end": "11:00"},
    ]
    for day, minutes in (("2025-10-26", 250), ("2025-03-30", 130)):
        sessions = [{"id": "wg1", "minutes": minutes, "split": {"least_part": 10}}]
        problem = tiny(days=[day], slots=slots, sessions=sessions)
        first = at("wg1", "A", "01:00", "04:00", day=day)
        assert broken(split, problem, first, at("wg1", "A", "10:00", "10:10", day=day)) == []
        assert broken(split, problem, first, at("wg1", "A", "10:00", "10:09", day=day)) != []


@pytest.mark.parametrize(("now", "complaints"), [("14:10", 0), ("13:00", 1)])
@pytest.mark.parametrize("may", [True, False])
def test_what_has_begun_in_more_parts_than_it_may_have_is_not_undone(
    tiny: Tiny, at: At, stand: Stand, broken: Broken, may: bool, now: str, complaints: int
) -> None:
    """Two parts of a session that may not be split; three of one that may have two."""
    hours = {"start": "12:00", "end": "13:00"}
    slots = [{"id": "morning", "start": "10:00", "end": "11:00"}, {"id": "noon", **hours}]
    slots.append({"id": "afternoon", "start": "14:00", "end": "15:00"})
    session: dict[str, Any] = {"id": "wg1", "minutes": 140 if may else 80}
    problem = tiny(slots=slots, sessions=[session | ({"split": {"most_parts": 2}} if may else {})])
    morning = [("10:00", "11:00"), ("12:00", "13:00")][: 2 if may else 1]
    spans = [*morning, ("14:00", "14:20")]
    parts = [at("wg1", "A", *span, part=n, parts=len(spans)) for n, span in enumerate(spans, 1)]
    begun = [part for part in parts if part.start < moment(now)]
    situation = stand(now, history=begun[:2], running=begun[2:] if may else begun[1:])
    problem = problem.model_copy(update={"situation": situation})
    assert len(broken(split, problem, *parts)) == complaints
