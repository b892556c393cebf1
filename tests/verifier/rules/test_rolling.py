"""Sessions of a rolling order follow one another, and nothing is idle without need."""

from typing import Any

import pytest

from scheduler.problem import Problem
from scheduler.verifier.rules import rolling
from tests.conftest import TUESDAY, At, Broken, Stand, Tiny, moment


def order(tiny: Tiny, *second: dict[str, Any], **changes: Any) -> Problem:
    """wg1 (25 minutes, ada), then wg2 (20 minutes, bo) and more, rolling in A."""
    wg2 = {"id": "wg2", "minutes": 20, "chairs": ["bo"]}
    sessions = [
        {"id": "wg1", "minutes": 25, "chairs": ["ada"]},
        *({**wg2, **wish} for wish in (second or ({},))),
    ]
    base = {"sessions": sessions, "rolling": [rolls(*(str(s["id"]) for s in sessions))]}
    return tiny(**(base | changes))


def rolls(*sessions: str, **more: Any) -> dict[str, Any]:
    return {"room": "A", "order": list(sessions), **more}


@pytest.fixture
def wg1(at: At) -> Any:
    return at("wg1", "A", "10:00", "10:25")


def test_the_next_session_starts_on_the_next_tick_after_an_off_grid_end(
    tiny: Tiny, at: At, wg1: Any, broken: Broken
) -> None:
    assert broken(rolling, order(tiny), wg1, at("wg2", "A", "10:30", "10:50")) == []


def test_one_tick_of_idleness_is_told(tiny: Tiny, at: At, wg1: Any, broken: Broken) -> None:
    assert broken(rolling, order(tiny), wg1, at("wg2", "A", "10:40", "11:00")) == [
        (
            "wg2 (Mon 2030-03-04 10:40-11:00, A) could start at Mon 2030-03-04 10:30, after "
            "wg1: gaps are not allowed."
        )
    ]


def test_the_first_one_starts_with_the_meeting(tiny: Tiny, at: At, broken: Broken) -> None:
    assert broken(rolling, order(tiny), at("wg1", "A", "10:10", "10:35")) == [
        (
            "wg1 (Mon 2030-03-04 10:10-10:35, A) could start at Mon 2030-03-04 10:00: gaps "
            "are not allowed."
        )
    ]


def test_a_start_before_the_one_before_has_ended_is_told(
    tiny: Tiny, at: At, wg1: Any, broken: Broken
) -> None:
    assert broken(rolling, order(tiny), wg1, at("wg2", "A", "10:20", "10:40")) == [
        "wg2 (Mon 2030-03-04 10:20-10:40, A) starts before Mon 2030-03-04 10:25, "
        "when it may follow wg1."
    ]


def test_the_changeover_is_kept_after_what_has_just_ended(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    over = at("wg1", "A", "10:00", "10:20")
    situation = stand("10:20", history=(over,))
    problem = order(tiny, rolling=[rolls("wg1", "wg2", changeover=10)], situation=situation)
    assert broken(rolling, problem, over, at("wg2", "A", "10:30", "10:50")) == []
    assert broken(rolling, problem, over, at("wg2", "A", "10:20", "10:40")) != []


def test_the_changeover_is_kept_and_no_more_than_that(
    tiny: Tiny, at: At, wg1: Any, broken: Broken
) -> None:
    problem = order(tiny, rolling=[rolls("wg1", "wg2", changeover=10)])
    assert broken(rolling, problem, wg1, at("wg2", "A", "10:40", "11:00")) == []
    assert broken(rolling, problem, wg1, at("wg2", "A", "10:30", "10:50")) == [
        "wg2 (Mon 2030-03-04 10:30-10:50, A) starts before Mon 2030-03-04 10:35, "
        "when it may follow wg1 (wg1 ends Mon 2030-03-04 10:25)."
    ]
    assert broken(rolling, problem, wg1, at("wg2", "A", "14:00", "14:20")) != []


NEEDS: list[dict[str, Any]] = [
    {"minutes": 31},
    {"minutes": 40, "split": {"least_part": 31}},
    {"minutes": 40, "split": {"least_part": 21}},
    {"minutes": 100, "split": {"most_parts": 2, "least_part": 35}},
    {"pin": {"exact": "2030-03-04 14:00"}},
    {"pin": {"not_before": "2030-03-04 14:00"}},
    {"slots": ["afternoon"]},
    {"after": "2030-03-04 10:50"},
]
NO_NEED: list[dict[str, Any]] = [
    {"minutes": 30},
    {"minutes": 40, "split": {"least_part": 10}},
    {"pin": {"not_before": "2030-03-04 10:40"}},
    {"slots": ["morning", "afternoon"]},
    {"after": "2030-03-04 10:40"},
]


@pytest.mark.parametrize(
    ("wish", "idle"), [(w, True) for w in NEEDS] + [(w, False) for w in NO_NEED]
)
def test_idleness_is_allowed_where_the_session_cannot_start(
    tiny: Tiny, at: At, wg1: Any, broken: Broken, wish: dict[str, Any], idle: bool
) -> None:
    minutes = wish.get("minutes", 20)
    end = min(minutes, 60)
    sittings = [wg1, at("wg2", "A", "14:00", f"{14 + end // 60}:{end % 60:02}")]
    if minutes > 60:
        sittings.append(at("wg2", "A", "10:00", f"10:{minutes - 60}", day=TUESDAY))
    assert (broken(rolling, order(tiny, wish), *sittings) == []) == idle


def test_a_layout_passes_over_a_slot_that_the_chair_cannot_attend(
    tiny: Tiny, at: At, wg1: Any, broken: Broken
) -> None:
    away = {"from": "2030-03-04 14:00", "to": "2030-03-04 15:00"}
    wg2 = {"minutes": 40, "split": {}, "deadline": "2030-03-04 18:00"}
    people = [{"id": "ada"}, {"id": "bo", "unavailable": [away]}]
    later = at("wg2", "A", "10:00", "10:40", day=TUESDAY)
    assert broken(rolling, order(tiny, wg2, people=people), wg1, later) == []
    endless = {k: v for k, v in wg2.items() if k != "deadline"}
    assert broken(rolling, order(tiny, endless, people=people), wg1, later) != []


def test_the_chair_comes_at_twenty_to_eleven_and_it_starts_then(
    tiny: Tiny, at: At, wg1: Any, broken: Broken
) -> None:
    away = {"from": "2030-03-04 10:00", "to": "2030-03-04 10:40"}
    problem = order(tiny, people=[{"id": "ada"}, {"id": "bo", "unavailable": [away]}])
    assert broken(rolling, problem, wg1, at("wg2", "A", "10:40", "11:00")) == []
    [message] = broken(rolling, problem, wg1, at("wg2", "A", "14:00", "14:20"))
    assert "could start at Mon 2030-03-04 10:40" in message


@pytest.mark.parametrize(
    ("room", "chairs", "in_the_way"),
    [("A", [], True), ("B", [], False), ("B", ["bo"], True), ("B", ["ada"], False)],
)
def test_what_sits_outside_the_order_may_be_in_the_way(
    tiny: Tiny,
    at: At,
    wg1: Any,
    broken: Broken,
    room: str,
    chairs: list[str],
    in_the_way: bool,
) -> None:
    problem = order(
        tiny,
        {},
        {"id": "other", "minutes": 30, "chairs": chairs},
        rolling=[rolls("wg1", "wg2")],
    )
    other = at("other", room, "10:30", "11:00")
    found = broken(rolling, problem, wg1, other, at("wg2", "A", "14:00", "14:20"))
    assert (found == []) == in_the_way


def test_a_side_event_of_the_group_may_be_in_the_way(
    tiny: Tiny, at: At, wg1: Any, broken: Broken
) -> None:
    side = {"id": "se", "minutes": 30, "kind": "side-event", "group": "WG", "chairs": []}
    for group, in_the_way in (("WG", True), ("other", False)):
        problem = order(tiny, {"group": group}, side, rolling=[rolls("wg1", "wg2")])
        sittings = wg1, at("se", "B", "10:30", "11:00"), at("wg2", "A", "14:00", "14:20")
        assert (broken(rolling, problem, *sittings) == []) == in_the_way


def test_it_waits_for_what_must_come_first(tiny: Tiny, at: At, wg1: Any, broken: Broken) -> None:
    rule = {"rule": "precedence", "first": "other", "then": "wg2", "lag": 5}
    problem = order(
        tiny,
        {},
        {"id": "other", "minutes": 30, "chairs": []},
        rolling=[rolls("wg1", "wg2")],
        rules=[rule],
    )
    other = at("other", "B", "10:00", "10:30")
    assert broken(rolling, problem, wg1, other, at("wg2", "A", "10:40", "11:00")) == []
    [message] = broken(rolling, problem, wg1, other, at("wg2", "A", "14:00", "14:20"))
    assert "could start at Mon 2030-03-04 10:40" in message


def test_a_substitute_that_is_free_leaves_no_reason_to_wait(
    tiny: Tiny, at: At, wg1: Any, broken: Broken
) -> None:
    lost = {"from": "2030-03-04 10:30", "to": "2030-03-04 11:00"}
    rooms = [{"id": "A", "unavailable": [lost]}, {"id": "B"}]
    late = at("wg2", "A", "14:00", "14:20")
    alone = order(tiny, rooms=rooms)
    assert broken(rolling, alone, wg1, late) == []
    helped = order(tiny, rooms=rooms, rolling=[rolls("wg1", "wg2", substitutes=["B"])])
    assert len(broken(rolling, helped, wg1, late)) == 1
    assert broken(rolling, helped, wg1, late, at("x", "B", "10:00", "11:00")) == []


def test_of_three_the_cancelled_one_is_followed_through(
    tiny: Tiny, at: At, wg1: Any, stand: Stand, broken: Broken
) -> None:
    for gone in ({"cancelled": {"wg2"}}, {}):
        problem = order(tiny, {}, {"id": "wg3"}, situation=stand("09:00", **gone))
        unplaced = [] if gone else ["wg2"]
        early, late = at("wg3", "A", "10:30", "10:50"), at("wg3", "A", "10:40", "11:00")
        assert broken(rolling, problem, wg1, early, unplaced=unplaced) == []
        assert len(broken(rolling, problem, wg1, late, unplaced=unplaced)) == 1


def test_nothing_is_pulled_before_now(
    tiny: Tiny, at: At, wg1: Any, stand: Stand, broken: Broken
) -> None:
    problem = order(tiny, situation=stand("10:35", history=(wg1,)))
    assert broken(rolling, problem, wg1, at("wg2", "A", "10:40", "11:00")) == []
    assert broken(rolling, problem, wg1, at("wg2", "A", "10:30", "10:50")) == [
        "wg2 (Mon 2030-03-04 10:30-10:50, A) starts before Mon 2030-03-04 10:35, which is now."
    ]


def test_a_told_start_may_be_late_but_not_out_of_order(
    tiny: Tiny, at: At, wg1: Any, stand: Stand, broken: Broken
) -> None:
    situation = stand("10:20", running=(wg1,), starts={"wg2": moment("10:37")})
    problem = order(tiny, situation=situation)
    assert broken(rolling, problem, wg1, at("wg2", "A", "10:37", "10:57")) == []
    assert len(broken(rolling, problem, wg1, at("wg2", "A", "10:24", "10:44"))) == 1


def test_what_has_begun_is_not_judged_and_the_next_one_follows_it(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:22", "10:42")
    problem = order(
        tiny, {}, {"id": "wg3", "minutes": 15}, situation=stand("10:30", running=(wg1, wg2))
    )
    assert broken(rolling, problem, wg1, wg2, at("wg3", "A", "10:50", "11:05")) == []
    assert broken(rolling, problem, wg1, wg2, at("wg3", "A", "10:40", "10:55")) != []


@pytest.mark.parametrize(("day", "idle"), [("2025-10-26", "03:40"), ("2025-03-30", "04:40")])
def test_in_the_night_of_the_clock_change_the_next_one_follows_at_once(
    tiny: Tiny, at: At, broken: Broken, day: str, idle: str
) -> None:
    night = {"id": "night", "start": "01:00", "end": "05:00"}
    sessions = [{"id": "wg1", "minutes": 145}, {"id": "wg2", "minutes": 20}]
    problem = tiny(days=[day], slots=[night], sessions=sessions, rolling=[rolls("wg1", "wg2")])
    # 145 minutes after 01:00 the clock shows 02:25 for the second time, or 04:25
    end, start = ("02:25+01:00", "02:30+01:00") if day.endswith("26") else ("04:25", "04:30")
    wg1 = at("wg1", "A", "01:00", end, day=day)
    assert broken(rolling, problem, wg1, at("wg2", "A", start, "04:50", day=day)) == []
    [message] = broken(rolling, problem, wg1, at("wg2", "A", idle, "05:00", day=day))
    assert f"could start at Sun {day} {start.replace(':00', '00')}" in message


@pytest.mark.parametrize(("most", "complaints"), [(2, 0), (3, 1)])
def test_nobody_begins_where_it_would_need_more_parts_than_it_may_have(
    tiny: Tiny, at: At, broken: Broken, most: int, complaints: int
) -> None:
    """From half past ten on wg2 would need three parts; from two on it needs two."""
    wg2 = {"id": "wg2", "minutes": 100, "split": {"most_parts": most}}
    problem = tiny(
        sessions=[{"id": "wg1", "minutes": 25}, wg2],
        rolling=[{"room": "A", "order": ["wg1", "wg2"]}],
    )
    sittings = [
        at("wg1", "A", "10:00", "10:25"),
        at("wg2", "A", "14:00", "15:00", parts=2),
        at("wg2", "A", "10:00", "10:40", day=TUESDAY, part=2, parts=2),
    ]
    assert len(broken(rolling, problem, *sittings)) == complaints
