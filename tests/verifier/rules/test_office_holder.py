"""A session one of whose chairs is vacant, with nobody acting, cannot be held."""

import pytest

from scheduler.verifier.rules import office_holder
from tests.conftest import At, Broken, Stand, Tiny

VACANT = [{"id": "ada"}, {"id": "bo", "state": "vacant"}]


@pytest.mark.parametrize(
    ("bo", "complaints"),
    [
        ({"state": "vacant"}, 1),
        ({"state": "vacant", "acting": "ada"}, 0),
        ({"state": "pending"}, 0),
        ({"state": "confirmed"}, 0),
    ],
)
def test_a_vacant_chair_needs_somebody_acting(
    tiny: Tiny, at: At, broken: Broken, bo: dict[str, str], complaints: int
) -> None:
    problem = tiny(people=[{"id": "ada"}, {"id": "bo", **bo}])
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    assert broken(office_holder, problem, *sittings) == complaints * [
        "wg2 (Mon 2030-03-04 10:30-10:50, A) has no chair: bo is vacant and nobody acts."
    ]


def test_what_has_begun_and_what_is_unplaced_is_not_judged(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    sitting = at("wg2", "A", "10:30", "10:50")
    problem = tiny(people=VACANT, situation=stand("10:40", running=(sitting,)))
    assert broken(office_holder, problem, sitting) == []
    assert broken(office_holder, tiny(people=VACANT), unplaced=["wg2"]) == []
