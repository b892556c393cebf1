"""
The progress of a sweep: one live line on a terminal; elsewhere a line now and then, if asked for.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scheduler.render.terminal.answer import counted
from scheduler.render.terminal.console import remind, working
from scheduler.sweeps.driver import Progress

STEPS = 20
"""Lines that are told of a whole sweep where there is no terminal."""


@contextmanager
def counting(task: str, *, verbose: bool = False) -> Iterator[Callable[[Progress], None]]:
    """What a sweep is to be given, to tell on stderr how far it is."""
    told = [-1]

    def tell(progress: Progress) -> None:
        if show is not None:
            show(words(progress))
        elif verbose:
            step = progress.done * STEPS // max(1, progress.total)
            if step > told[0]:
                told[0] = step
                remind(f"{task} · {words(progress)}")

    with working(task) as show:
        yield tell


def words(progress: Progress) -> str:
    """``12 of 200 jobs · 1 failed · about 4 minutes left``"""
    pieces = [f"{progress.done:,} of {counted(progress.total, 'job')}"]
    pieces += [f"{progress.failed:,} failed"] if progress.failed else []
    if progress.left is not None and progress.done < progress.total:
        pieces.append(f"about {duration(progress.left)} left")
    return " · ".join(pieces)


def duration(seconds: float) -> str:
    """``40 seconds``, ``4 minutes``, ``2 h 10 min``"""
    if seconds < 90:
        return counted(max(1, round(seconds)), "second")
    minutes = round(seconds / 60)
    return counted(minutes, "minute") if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
