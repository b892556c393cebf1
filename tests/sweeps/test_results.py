"""Figures, the front, and results as they are stored."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.sweeps.results import Result, front
from scheduler.sweeps.solving import solve_job
from scheduler.sweeps.statements import USUAL_OBJECTIVES
from scheduler.timetable import Record
from tests.sweeps.small import figures, read

POINTS = st.lists(st.tuples(*[st.integers(0, 3)] * 4) | st.none(), max_size=12)


def beats(one: Sequence[int], other: Sequence[int]) -> bool:
    """As good in everything, better in something; of the first, what is held, more is better."""
    as_good = one[0] >= other[0] and all(a <= b for a, b in zip(one[1:], other[1:], strict=True))
    return as_good and tuple(one) != tuple(other)


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_the_front_is_what_nothing_beats(points: list[tuple[int, ...] | None]) -> None:
    results = [
        Result(state="infeasible") if p is None else Result(state="solved", figures=figures(*p))
        for p in points
    ]
    there = [p for p in points if p is not None]
    expected = {
        n
        for n, p in enumerate(points)
        if p is not None and not any(beats(other, p) for other in there)
    }
    assert front(results, USUAL_OBJECTIVES) == expected


def test_a_job_is_solved_verified_and_told_in_figures(tmp_path: Path) -> None:
    job = read(tmp_path).jobs()[0]
    result = solve_job(job)
    assert (result.state, result.optimal) == ("solved", True)
    told = result.figures
    assert told is not None
    assert (told.held, told.unplaced, told.overtime, told.trimmed) == (450, 0, 0, 0)
    # two rooms, so at least three room slots of 180 minutes
    assert told.room_slots >= 3
    record = Record.model_validate_json(result.timetable)
    assert {s.session for s in record.sittings} == {"a1", "a2", "b1"}
    assert Result.from_json(result.to_json()) == result


def test_what_is_not_possible_and_what_contradicts_itself_are_results(tmp_path: Path) -> None:
    jobs = read(
        tmp_path,
        """
base: meeting.yaml
axes:
  - axis: more
    options:
      - {more: {of: A, slots: 3}}
      - {durations: {of: b1, minutes: 200}}
  - axis: cut
    options:
      - as it is
      - {durations: {of: a1, minutes: 240}, overtime: {slot: morning, minutes: 60}}
      - {without: B}
""",
    ).jobs()
    results = {job.name: solve_job(job) for job in jobs}
    impossible = results["Body A +3 slots · as it is"]
    assert impossible.state == "infeasible"
    assert impossible.reason
    assert results["b1: 200 min · without Body B"].state == "solved"
    for result in results.values():
        assert Result.from_json(result.to_json()) == result


def test_overlays_that_contradict_each_other_together_are_refused(tmp_path: Path) -> None:
    [job] = read(
        tmp_path,
        """
base: meeting.yaml
axes:
  - axis: one
    options: [{without: B}]
  - axis: two
    options: [{more: {of: B, minutes: 30}}]
""",
    ).jobs()
    result = solve_job(job)
    assert (result.state, result.reason) == ("refused", "no session or body is called 'B'")
