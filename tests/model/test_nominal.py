"""How long somebody could sit from the start of a slot, before it is known what else is held."""

from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.model.nominal import reach
from tests.twins import tiny


@pytest.mark.parametrize(
    ("shut", "row", "ticks"),
    [
        (None, {}, 3),
        (("00:20", "00:40"), {}, 2),
        (("00:00", "00:10"), {}, 0),
        (("00:50", "02:00"), {}, 3),
        (None, {"deadline": f"{tiny.DAY} 00:20"}, 2),
        (("00:10", "00:40"), {"deadline": f"{tiny.DAY} 00:20"}, 1),
        (None, {"after": f"{tiny.DAY} 00:10"}, 0),
        (None, {"slots": ["pm"]}, 0),
    ],
)
def test_it_is_until_the_room_shuts_or_the_slot_or_the_window_ends(
    shut: tuple[str, str] | None, row: dict[str, Any], ticks: int
) -> None:
    spans = (
        []
        if shut is None
        else [{"from": f"{tiny.DAY} {a}", "to": f"{tiny.DAY} {b}"} for a, b in [shut]]
    )
    rooms = [{"id": "A", "unavailable": spans}]
    instance = compile(tiny.problem(rooms=rooms, sessions=tiny.sessions(row)))
    assert reach(instance, 0, 0) == ticks
