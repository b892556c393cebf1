"""A side event does not overlap another session of the group that organises it."""

import pytest

from scheduler.verifier.rules import side_event
from tests.conftest import At, Broken, Stand, Tiny


@pytest.mark.parametrize(
    ("kind", "group", "start", "end", "complaints"),
    [
        ("side-event", "WG", "10:20", "10:40", 1),
        ("side-event", "WG", "10:25", "10:45", 0),
        ("side-event", "other", "10:20", "10:40", 0),
        ("side-event", None, "10:20", "10:40", 0),
        ("session", "WG", "10:20", "10:40", 0),
    ],
)
def test_it_is_held_apart_from_its_own_group_only(
    tiny: Tiny,
    at: At,
    broken: Broken,
    kind: str,
    group: str | None,
    start: str,
    end: str,
    complaints: int,
) -> None:
    problem = tiny(
        sessions=[
            {"id": "wg1", "minutes": 25, "group": "WG"},
            {"id": "se", "minutes": 20, "kind": kind, "group": group},
        ]
    )
    sittings = at("wg1", "A", "10:00", "10:25"), at("se", "B", start, end)
    found = broken(side_event, problem, *sittings)
    assert found == complaints * [
        "wg1 (Mon 2030-03-04 10:00-10:25, A) and se (Mon 2030-03-04 10:20-10:40, B) overlap, "
        "one is a side event, and both are sessions of WG."
    ]


def test_two_side_events_of_a_group_are_held_apart_unless_both_have_begun(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    sessions = [
        {"id": id, "minutes": 20, "kind": "side-event", "group": "WG"} for id in ("se1", "se2")
    ]
    a, b = at("se1", "A", "10:00", "10:20"), at("se2", "B", "10:00", "10:20")
    assert len(broken(side_event, tiny(sessions=sessions), a, b)) == 1
    begun = tiny(sessions=sessions, situation=stand("10:10", running=(a, b)))
    assert broken(side_event, begun, a, b) == []
