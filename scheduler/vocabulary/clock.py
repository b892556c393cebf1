"""
The clock: the one place that asks what time it is.

Whatever needs the time asks here, so that a simulation or a test can say what time it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the moment, with its time zone."""


def _system_clock() -> datetime:
    return datetime.now(UTC)


_clock: ContextVar[Clock] = ContextVar("clock", default=_system_clock)


def utc_now() -> datetime:
    """The moment, in UTC."""
    return _clock.get()()


@contextmanager
def telling(clock: Clock) -> Iterator[None]:
    """Within it ``utc_now`` returns what ``clock`` says."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)
