"""Nobody presides over two sittings of different sessions at once."""

import pytest

from scheduler.verifier.rules import person_clash
from tests.conftest import At, Broken, Stand, Tiny


def test_a_shared_chair_is_missed_in_one_of_two_rooms(tiny: Tiny, at: At, broken: Broken) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:20", "10:40")
    assert broken(person_clash, tiny(), *sittings) == [
        "ada cannot chair wg1 (Mon 2030-03-04 10:00-10:25, A) and "
        "wg2 (Mon 2030-03-04 10:20-10:40, B) at once."
    ]


def test_a_chair_may_go_from_room_to_room_without_a_break(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:25", "10:45")
    assert broken(person_clash, tiny(), *sittings) == []


def test_with_a_walk_between_the_rooms_it_has_to_be_there_before(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    problem = tiny(travel={"minutes": 5})
    one = at("wg1", "A", "10:00", "10:25")
    assert broken(person_clash, problem, one, at("wg2", "B", "10:30", "10:50")) == []
    assert broken(person_clash, problem, one, at("wg2", "A", "10:25", "10:45")) == []
    assert broken(person_clash, problem, one, at("wg2", "B", "10:29", "10:49")) == [
        "ada cannot chair wg1 (Mon 2030-03-04 10:00-10:25, A) and "
        "wg2 (Mon 2030-03-04 10:29-10:49, B): it takes 5 minutes from A to B."
    ]


def test_of_three_at_once_each_two_are_told(tiny: Tiny, at: At, broken: Broken) -> None:
    sessions = [{"id": f"wg{k}", "minutes": 25, "chairs": ["ada"]} for k in (1, 2, 3)]
    sittings = [at(f"wg{k}", room, "10:00", "10:25") for k, room in ((1, "A"), (2, "B"), (3, "B"))]
    assert len(broken(person_clash, tiny(sessions=sessions), *sittings)) == 3


@pytest.mark.parametrize(("state", "clashes"), [("vacant", 1), ("confirmed", 0), ("pending", 0)])
def test_who_acts_for_a_vacant_office_cannot_be_elsewhere(
    tiny: Tiny, at: At, broken: Broken, state: str, clashes: int
) -> None:
    problem = tiny(
        people=[{"id": "ada", "state": state, "acting": "bo"}, {"id": "bo"}],
        sessions=[
            {"id": "wg1", "minutes": 25, "chairs": ["ada"]},
            {"id": "wg2", "minutes": 20, "chairs": ["bo"]},
        ],
    )
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:00", "10:20")
    assert len(broken(person_clash, problem, *sittings)) == clashes


def test_two_that_have_begun_are_not_judged(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    a, b = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:20", "10:40")
    assert broken(person_clash, tiny(situation=stand("10:22", running=(a, b))), a, b) == []
    assert broken(person_clash, tiny(situation=stand("10:10", running=(a,))), a, b) != []
