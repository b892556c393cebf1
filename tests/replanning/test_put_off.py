"""Of two that need one chair, whoever is printed or told to begin then is not put off."""

from typing import Any

from scheduler.problem import Problem, Sitting
from tests.replanning.test_printed_hours import basis, played
from tests.twins import tiny

ADA: dict[str, Any] = {"chairs": ["ada"]}
A = tiny.sitting("a", "00:00", "00:10", room="B")
B = tiny.sitting("b", "00:10", "00:20", room="B")
C = tiny.sitting("c", "00:20", "00:27")


def problem(*rolling: dict[str, Any], **of_c: Any) -> Problem:
    """Ada presides over a and b, one after the other in room B, and over c in room A."""
    return tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
        rooms=[{"id": "A"}, {"id": "B"}],
        sessions=tiny.sessions(
            ADA | {"minutes": 10}, ADA | {"minutes": 10}, ADA | {"minutes": 7} | of_c
        ),
        rolling=list(rolling),
    )


IN_A, IN_B = {"room": "A", "order": ["c"]}, {"room": "B", "order": ["b"]}


def test_a_told_start_stands_though_somebody_of_another_order_could_come_forward() -> None:
    """From ten past to thirteen past c could begin, and b could wait until twenty past."""
    found = played(basis(problem(IN_A, IN_B), (A, B, C), "late b 3m"), "00:19")
    assert found == {"a": [("00:00", "00:10")], "b": [("00:13", "00:23")]}


def test_a_told_start_outside_rolling_orders_stands_as_well() -> None:
    found = played(basis(problem(IN_A), (A, B, C), "late b 3m"), "00:19")
    assert found == {"a": [("00:00", "00:10")], "b": [("00:13", "00:23")]}


def test_who_is_added_waits_for_who_is_printed_in_another_order() -> None:
    printed: tuple[Sitting, ...] = (A, B)
    known = basis(problem(IN_A, IN_B), printed, f"added c at {tiny.DAY} 00:08")
    assert played(known, "00:25")["b"] == [("00:10", "00:20")]
    assert played(known, "00:25")["c"] == [("00:20", "00:27")]


def test_who_is_added_and_cannot_wait_is_not_held_before_somebody_replans() -> None:
    known = basis(
        problem(IN_A, IN_B, deadline=f"{tiny.DAY} 00:20"),
        (A, B),
        f"added c at {tiny.DAY} 00:08",
    )
    assert played(known, "00:25") == {"a": [("00:00", "00:10")], "b": [("00:10", "00:20")]}


def test_who_overran_had_begun_and_is_waited_for() -> None:
    """c began as printed and goes on: b, in another order, begins when Ada is there."""
    c = tiny.sitting("c", "00:00", "00:07")
    known = basis(problem(IN_A, IN_B), (c, B), f"overrun c 5m at {tiny.DAY} 00:15")
    assert played(known, "00:25") == {"b": [("00:20", "00:30")], "c": [("00:00", "00:12")]}
