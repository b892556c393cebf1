"""Bounds of the starts in a rolling order cut off nothing that a session might need."""

from typing import Any

import pytest

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.model.candidates import Candidates
from scheduler.problem import Problem
from tests.model.solved import agreed
from tests.twins import tiny


def pruned(problem: Problem) -> tuple[list[int], list[int]]:
    """Earliest and latest starts in minutes after midnight; -1 where there is no bound."""
    instance = compile(problem)
    left: Candidates = models.prune(instance)
    clock = instance.grid.clock

    def minutes(bound: list[int]) -> list[int]:
        moments = [clock(t) if t < instance.horizon else None for t in bound]
        return [-1 if m is None else 60 * m.hour + m.minute for m in moments]

    return minutes(left.earliest), minutes(left.latest)


def test_the_latest_start_is_that_of_the_minutes_that_fit_last() -> None:
    """b starts at 00:10 with ten or twenty minutes, and with thirty not before 01:00."""
    rows = tiny.sessions({"minutes": 10}, {"minutes": {"least": 10, "likely": 30}})
    problem = tiny.problem(sessions=rows, rolling=tiny.ROLLING)
    assert pruned(problem) == ([0, 10], [0, 60])


def test_the_latest_start_follows_what_comes_before_in_the_order_and_nothing_else() -> None:
    rows = tiny.sessions({"minutes": 10}, {"minutes": 10}, {"minutes": 10, "rooms": ["B"]})
    rolling = [{"room": "A", "order": ["a", "b"]}]
    after = {"rule": "precedence", "first": "a", "then": "b", "lag": 10}
    problem = tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows, rolling=rolling, rules=[after])
    assert pruned(problem)[1] == [0, 20, -1]
    behind = problem.model_validate(
        problem.model_dump(mode="json", exclude_defaults=True) | {"rules": [after | {"first": "c"}]}
    )
    assert pruned(behind)[1] == [0, -1, -1]


def test_what_is_cut_ends_once_it_has_filled_the_slots_that_are_open_to_it() -> None:
    shut = [{"from": f"{tiny.DAY} 00:00", "to": f"{tiny.DAY} 00:10"}]
    for rooms, ends in ([{"id": "A"}], 70), ([{"id": "A", "unavailable": shut}], 80):
        rows = tiny.sessions({"minutes": 40, "split": tiny.SPLIT}, {"minutes": 10})
        problem = tiny.problem(rooms=rooms, sessions=rows, rolling=tiny.ROLLING)
        assert pruned(problem)[1] == [ends - 70, ends]


def test_a_changeover_lies_between_any_two() -> None:
    rows = tiny.sessions({"minutes": 10}, {"minutes": 10})
    rolling = [tiny.ROLLING[0] | {"changeover": 10}]
    assert pruned(tiny.problem(sessions=rows, rolling=rolling)) == ([0, 20], [0, 20])


def test_who_follows_what_has_just_ended_waits_for_the_changeover() -> None:
    slots = [{"id": "am", "start": "00:00", "end": "01:00"}]
    rows = tiny.sessions({"minutes": 20}, {"minutes": 10})
    rolling = [tiny.ROLLING[0] | {"changeover": 10}]
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:30", "00:40")
    base = tiny.problem(slots=slots, sessions=rows, rolling=rolling)
    for now in ("00:20", "00:25"):
        earliest, latest = pruned(tiny.replanned(now, [a, b], base, history=[a]))
        assert (earliest[1], latest[1]) == (30, 30)


@pytest.mark.parametrize(
    ("second", "latest"), [(["c", "d"], [0, 10, 0, 10]), (["d", "c"], [-1, -1, -1, -1])]
)
def test_the_latest_start_is_known_where_nobody_can_be_in_the_way_then(
    second: list[str], latest: list[int]
) -> None:
    """d shares the chair of a: it follows c, and a is over by then; or both could start first."""
    rows = [{"minutes": 10, "chairs": [who]} for who in ("ada", "bo", "cy", "ada")]
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        people=[{"id": who} for who in ("ada", "bo", "cy")],
        sessions=tiny.sessions(*rows),
        rolling=[{"room": "A", "order": ["a", "b"]}, {"room": "B", "order": second}],
    )
    assert pruned(problem)[1] == latest


def test_what_runs_may_have_to_wait_for_somebody_else_and_so_does_who_follows_it() -> None:
    """b takes the next slot: a goes on in the evening, and c waits that long."""
    first = tiny.sitting("a", "00:00", "00:30").model_copy(update={"parts": 2})
    tail = tiny.sitting("a", "01:00", "01:10").model_copy(update={"part": 2, "parts": 2})
    b, c = tiny.sitting("b", "01:10", "01:30", room="B"), tiny.sitting("c", "01:10", "01:30")
    hours = (("am", "00:00", "00:30"), ("pm", "01:00", "01:40"), ("eve", "02:00", "02:40"))
    rows: tuple[dict[str, Any], ...]
    rows = ({"minutes": 40, "split": tiny.SPLIT, "chairs": ["ada"]}, {"chairs": ["ada"]}, {})
    base = tiny.problem(
        slots=[{"id": id, "start": start, "end": end} for id, start, end in hours],
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions(*rows),
        rolling=[{"room": "A", "order": ["a", "c"]}, {"room": "B", "order": ["b"]}],
    )
    minutes = {"a": 40, "b": 20, "c": 20}
    then = tiny.replanned("00:10", [first, tail, b, c], base, running=[first], minutes=minutes)
    evening = tiny.sitting("a", "02:00", "02:10").model_copy(update={"part": 2, "parts": 2})
    followed = tiny.sitting("c", "02:10", "02:30")
    sooner = tiny.sitting("b", "01:00", "01:20", room="B")
    assert agreed(then, first, evening, sooner, followed) is not None


@pytest.mark.parametrize("split", [{}, {"split": tiny.SPLIT}])
def test_who_follows_what_is_over_with_fewer_minutes_than_planned_waits_for_its_end_alone(
    split: dict[str, Any],
) -> None:
    """a was over at 00:20, after 20 of 30 minutes: b may follow at 00:30, whenever it is now."""
    rows = tiny.sessions({"minutes": {"least": 20, "likely": 30}, **split}, {"minutes": 10})
    rolling = [tiny.ROLLING[0] | {"changeover": 10}]
    slots = [{"id": "am", "start": "00:00", "end": "01:00"}]
    base = tiny.problem(slots=slots, sessions=rows, rolling=rolling)
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:30", "00:40")
    planned = [tiny.sitting("a", "00:00", "00:30"), tiny.sitting("b", "00:40", "00:50")]
    for now in ("00:25", "00:30"):
        then = tiny.replanned(now, planned, base, history=[a], in_force="hold")
        assert agreed(then, a, b) is not None
