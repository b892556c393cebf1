"""Who is in the way where there are too few rooms."""

import random

from scheduler.instance.compile import compile
from scheduler.search.decomposed import start_prices
from scheduler.search.decomposed.masks import frame_of
from tests.twins import tiny


def test_who_is_one_too_many_is_on_at_the_same_time() -> None:
    """a overlaps with b at its end, and with nobody before; c is over by then."""
    problem = tiny.problem(
        slots=[{"id": "day", "start": "00:00", "end": "02:00"}],
        sessions=tiny.sessions({"minutes": 40}, {"minutes": 30}, {"minutes": 30}),
    )
    frame = frame_of(compile(problem))
    a, b, c = (int(t * frame.lengths[0] / 40) for t in (30, 60, 0))
    times = start_prices.times_of(frame, [a, b, c])
    assert {times.too_many(0, random.Random(seed)) for seed in range(5)} == {1}
    assert times.too_many(2, random.Random(1)) is None
