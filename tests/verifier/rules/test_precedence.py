"""``then`` starts when ``first`` is over and the lag has passed."""

import pytest

from scheduler.verifier.rules import precedence
from tests.conftest import TUESDAY, At, Broken, Stand, Tiny

RULE = {"rule": "precedence", "first": "wg1", "then": "wg2"}


def test_it_may_start_on_the_minute_that_the_first_one_ends(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:25", "10:45")
    assert broken(precedence, tiny(rules=[RULE]), *sittings) == []


def test_one_minute_too_early_is_told(tiny: Tiny, at: At, broken: Broken) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:24", "10:44")
    assert broken(precedence, tiny(rules=[RULE]), *sittings) == [
        "wg2 starts Mon 2030-03-04 10:24, before wg1 is over at Mon 2030-03-04 10:25."
    ]


@pytest.mark.parametrize(("lag", "complaints"), [(35, 0), (36, 1)])
def test_the_lag_is_kept_too(tiny: Tiny, at: At, broken: Broken, lag: int, complaints: int) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "11:00", "11:20")
    assert broken(precedence, tiny(rules=[{**RULE, "lag": lag}]), *sittings) == complaints * [
        "wg2 starts Mon 2030-03-04 11:00, before wg1 is over and 36 minutes have passed "
        "at Mon 2030-03-04 11:01."
    ]


def test_a_lag_over_the_clock_change_is_counted_as_it_elapses(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    sittings = [
        at("wg1", "A", "01:00", "01:30", day="2025-03-30"),
        at("wg2", "A", "03:30", "03:50", day="2025-03-30"),
    ]
    assert broken(precedence, tiny(rules=[{**RULE, "lag": 60}]), *sittings) == []
    assert len(broken(precedence, tiny(rules=[{**RULE, "lag": 61}]), *sittings)) == 1


def test_the_last_of_three_parts_counts(tiny: Tiny, at: At, broken: Broken) -> None:
    parts = [at("wg1", "A", "10:00", "11:00"), at("wg1", "A", "14:00", "15:00")]
    parts += [at("wg1", "A", "10:00", "10:10", day=TUESDAY)]
    between = at("wg2", "B", "10:00", "10:20", day=TUESDAY)
    assert len(broken(precedence, tiny(rules=[RULE]), *parts, between)) == 1
    after = at("wg2", "B", "10:10", "10:30", day=TUESDAY)
    assert broken(precedence, tiny(rules=[RULE]), *parts, after) == []


def test_nothing_is_asked_of_the_unplaced_the_cancelled_and_what_has_begun(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    first, then = at("wg1", "A", "14:00", "14:25"), at("wg2", "A", "10:00", "10:20")
    unplaced = tiny(rules=[RULE], situation=stand("10:10"))
    assert broken(precedence, unplaced, then, unplaced=["wg1"]) == []
    cancelled = stand("10:30", history=(then,), cancelled={"wg2"})
    assert broken(precedence, tiny(rules=[RULE], situation=cancelled), first, then) == []
    running = stand("10:10", running=(then,))
    assert broken(precedence, tiny(rules=[RULE], situation=running), first, then) == []
    assert broken(precedence, unplaced, first, then) != []


@pytest.mark.parametrize(
    ("wait", "when", "complaints"),
    [
        ({"days": 1}, ("2030-03-05", "10:00", "10:20"), 0),
        ({"days": 1}, ("2030-03-04", "14:00", "14:20"), 1),
        ({"slots": 1}, ("2030-03-04", "14:00", "14:20"), 0),
        ({"slots": 2}, ("2030-03-04", "14:00", "14:20"), 1),
        ({"slots": 2}, ("2030-03-05", "10:00", "10:20"), 0),
    ],
)
def test_days_and_slots_pass_before_it_starts(
    tiny: Tiny,
    at: At,
    broken: Broken,
    wait: dict[str, int],
    when: tuple[str, str, str],
    complaints: int,
) -> None:
    day, start, end = when
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", start, end, day=day)
    assert len(broken(precedence, tiny(rules=[RULE | wait]), *sittings)) == complaints
