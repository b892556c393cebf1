"""Conflicts that are counted by slots, where both sides may share a room."""

from itertools import product

import pytest

from tests.model import solved
from tests.twins import tiny


def test_two_in_one_slot_and_room_do_not_meet() -> None:
    conflict = {"rule": "conflict", "of": ["a"], "against": ["b"], "count": "slots", "weight": 5}
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions({"minutes": 10}, {"minutes": 10}),
        rules=[conflict],
    )
    a, b = tiny.sitting("a", "00:00", "00:10"), tiny.sitting("b", "00:10", "00:20")
    assert solved.agreed(problem, a, b) == {}
    elsewhere = b.model_copy(update={"room": "B"})
    assert solved.agreed(problem, a, elsewhere) == {"preferences": 5}


@pytest.mark.parametrize(
    ("level", "met"), [("hard", None), ("soft", {"preferences": 5})], ids=["hard", "soft"]
)
def test_where_slots_say_when_it_is_two_meet_in_one_of_them(
    level: str, met: dict[str, int] | None
) -> None:
    slots = [
        {"id": "am", "start": "00:00", "end": "00:30", "aligned": True},
        {"id": "pm", "start": "00:30", "end": "01:00", "aligned": True},
    ]
    rule = {"rule": "conflict", "of": ["a"], "against": ["b"], "count": "pairs", "level": level}
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        slots=slots,
        sessions=tiny.sessions({}, {}),
        rules=[rule | ({"weight": 5} if level == "soft" else {})],
    )
    at = {"00:00": "00:20", "00:30": "00:50"}
    for one, other in product(at, at):
        a = tiny.sitting("a", one, at[one])
        b = tiny.sitting("b", other, at[other], room="B")
        assert solved.agreed(problem, a, b) == (met if one == other else {})
