"""Which sessions are set free together."""

import random
from types import SimpleNamespace
from typing import Any

from scheduler.search.exact.session_neighbourhoods import NEIGHBOURHOODS


def test_those_of_a_room_or_about_a_time_are_set_free_together() -> None:
    start = {0: 0, 1: 3, 2: 6, 3: 9}
    room = {0: 0, 1: 1, 2: 0, 3: 1}
    places: Any = SimpleNamespace(start=start, room=room, bodies={}, people={}, charged=[])
    nobody: Any = SimpleNamespace(start={}, room={}, bodies={}, people={}, charged=[])
    for seed in range(4):
        draw = random.Random(seed)
        assert sorted(NEIGHBOURHOODS["room"](places, draw)) in ([0, 2], [1, 3])
        assert sorted(NEIGHBOURHOODS["time"](places, draw)) == [0, 1, 2, 3]
        assert all(seeds(nobody, draw) == [] for seeds in NEIGHBOURHOODS.values())
