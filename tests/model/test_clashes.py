"""Why somebody could not begin sooner: what stands in the way, the walk from it included."""

from tests.model import solved
from tests.twins import tiny


def test_a_walk_from_what_ended_with_the_slot_before_is_in_the_way() -> None:
    """ada presides in B until 00:10, and forty minutes later in A."""
    slots = [
        {"id": "one", "start": "00:00", "end": "00:10"},
        {"id": "two", "start": "00:10", "end": "01:30"},
    ]
    for walk, starts in ((0, "00:10"), (40, "00:50")):
        problem = tiny.problem(
            slots=slots,
            rooms=tiny.TWO_ROOMS,
            travel={"minutes": walk},
            sessions=tiny.sessions(
                {"minutes": 10, "chairs": ["ada"], "rooms": ["B"], "slots": ["one"]},
                {"minutes": 20, "chairs": ["ada"]},
            ),
            rolling=[{"room": "A", "order": ["b"]}],
        )
        a = tiny.sitting("a", "00:00", "00:10", room="B")
        for start, end in (("00:10", "00:30"), ("00:50", "01:10")):
            found = solved.agreed(problem, a, tiny.sitting("b", start, end))
            assert (found is not None) == (start == starts)


def test_who_must_never_meet_and_share_a_chair_have_the_walk_in_their_way_too() -> None:
    """b sits in B from 00:10 to 00:20; a would have to walk for ten minutes before or after."""
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions(
            {"minutes": 10, "chairs": ["ada"]},
            {"minutes": 10, "chairs": ["ada"], "rooms": ["B"], "slots": ["am"]},
        ),
        rolling=[{"room": "A", "order": ["a"]}],
        travel={"minutes": 10},
        rules=[{"rule": "conflict", "of": "a", "against": "b", "level": "hard"}],
    )
    later = tiny.sitting("a", "01:00", "01:10"), tiny.sitting("b", "00:10", "00:20", room="B")
    assert solved.agreed(problem, *later) is not None
