"""A session follows the last part of another one."""

import pytest

from scheduler.verifier.rules import adjacency
from tests.conftest import At, Broken, Tiny


@pytest.mark.parametrize(
    ("start", "end", "complaints"), [("14:20", "14:40", 0), ("11:00", "11:20", 1)]
)
def test_it_is_not_the_first_part_that_it_follows(
    tiny: Tiny, at: At, broken: Broken, start: str, end: str, complaints: int
) -> None:
    rule = {"rule": "adjacency", "first": "wg1", "then": "wg2", "within": 10, "level": "hard"}
    sessions = [{"id": "wg1", "minutes": 80, "split": {}}, {"id": "wg2", "minutes": 20}]
    sittings = [
        at("wg1", "A", "10:00", "11:00", parts=2),
        at("wg1", "A", "14:00", "14:20", part=2, parts=2),
        at("wg2", "A", start, end),
    ]
    found = broken(adjacency, tiny(sessions=sessions, rules=[rule]), *sittings)
    assert len(found) == complaints
