"""What a return to an earlier revision changes, and what does not come back."""

from scheduler.problem import Sitting
from scheduler.replanning.revert import AWAY, BACK, BEGUN, SINCE, compare_reversion
from scheduler.timetable import Timetable
from tests.twins import tiny

A, LATER = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("a", "01:00", "01:20")


def said(
    published: list[Sitting], earlier: list[Sitting], after: list[Sitting]
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """The reasons of what changes, and of what does not come back, by session."""
    problem = tiny.replanned("00:00", published, tiny.problem())
    head, then, now = Timetable.of(published), Timetable.of(earlier), Timetable.of(after)
    found = compare_reversion(problem, head, then, now, ())
    return (
        {change.session: change.reason for change in found.changes},
        {change.session: change.reason for change in found.remaining},
    )


def test_who_comes_back_says_so_and_nothing_remains() -> None:
    assert said([LATER], [A], [A]) == ({"a": BACK}, {})


def test_who_had_no_place_then_has_none_again() -> None:
    assert said([A], [], []) == ({"a": AWAY}, {})


def test_who_had_begun_stays_as_it_is_published() -> None:
    assert said([LATER], [A], [LATER]) == ({}, {"a": BEGUN})


def test_who_is_new_since_then_stays() -> None:
    assert said([A], [], [A]) == ({}, {"a": SINCE})
