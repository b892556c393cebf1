"""Who has had so much CPU is stopped; who waits, by the clock, is not."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from scheduler.search.cpsat.cpu_watch import CpuWatch, thread_clock


class Solver:
    """Works until it is stopped."""

    def __init__(self) -> None:
        self.stopped = False

    def stop_search(self) -> None:
        self.stopped = True


def test_a_solver_is_stopped_once_its_thread_has_had_its_seconds() -> None:
    watch, solver, spent = CpuWatch(), Solver(), list[float]()

    def work(one: Any) -> None:
        with watch.within(one, 0.05) as so_far:
            while not one.stopped:
                sum(range(1_000))
            spent.append(so_far())

    with ThreadPoolExecutor() as pool:
        watch.wait([pool.submit(work, solver)])
    assert spent[0] >= 0.05
    assert watch.running == []


def test_the_clock_of_a_thread_counts_its_own_work_alone() -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        other = pool.submit(thread_clock).result()
        before = other()
        sum(range(1_000_000))
        assert other() - before < 0.01


def test_what_a_worker_raises_is_raised() -> None:
    def fail() -> None:
        raise ValueError("of a worker")

    with ThreadPoolExecutor() as pool, pytest.raises(ValueError, match="of a worker"):
        CpuWatch().wait([pool.submit(fail)])
