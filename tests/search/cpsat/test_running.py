"""Ctrl-C ends the building of a model, and nothing else at once; a busy machine ends no run."""

import time

import pytest
from ortools.sat.python.cp_model import OPTIMAL, CpModel

from scheduler.errors import Interrupted
from scheduler.search.cpsat.limits import Limits, Stop
from scheduler.search.cpsat.running import run


def test_only_while_nothing_is_found_it_gives_up() -> None:
    stop = Stop()
    with pytest.raises(Interrupted), stop.building():
        stop.press()
    assert stop.pressed
    stop.press()  # it is not building any more
    with pytest.raises(Interrupted), stop.building():
        pytest.fail("it was pressed before")


def test_a_share_may_take_half_of_the_rest_by_the_clock() -> None:
    whole = Limits(3_600, 1, 1)
    for of in (0.05, 0.5, 1.0):
        share = whole.share(of)
        assert share.grace is not None
        assert share.seconds <= share.grace <= whole.seconds
        assert share.grace == pytest.approx((1 + of) / 2 * whole.seconds, abs=60)
        within = share.share(of)
        assert within.grace is not None
        assert within.grace <= share.seconds


def test_a_share_goes_on_until_it_has_had_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is over by the clock, and the process has hardly worked: runs and loops go on."""
    now, cpu = [0.0], [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "process_time", lambda: cpu[0])
    share = Limits(3_600, 1, 1, began=0.0).share(0.1)
    short = share.within(20)
    assert (share.left, short.left) == (360, 20)
    now[0], cpu[0] = 500.0, 15.0
    assert (share.left, short.left) == (345, 0)  # half of the rest of its share is over, too
    model = CpModel()
    model.add_exactly_one(model.new_bool_var(f"{n}") for n in range(9))
    assert run(model, share, "any")[1] == OPTIMAL
    cpu[0] = 360.0
    assert share.left == 0
    now[0], cpu[0] = 3_599.0, 0.0
    assert share.left == 0


def test_nothing_runs_once_the_time_of_its_share_is_up() -> None:
    over = Limits(3_600, 1, 1, began=time.monotonic() - 7_200)
    assert over.share(0.5).most == 0
