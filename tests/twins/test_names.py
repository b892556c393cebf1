"""Names in statements: what the solver's side and the verifier's take them for is the same."""

import random
from collections.abc import Iterator

import pytest

from scheduler.problem import Problem, RoomStability
from scheduler.verifier.names import Names, groups_of
from tests.twins import tiny

WORDS = ("a", "b", "all", "a:b", "kind:a", "group:a", "session:a", "group:a:b")
"""Few, so that ids, groups and kinds are called the same, or like a name with a prefix."""
KINDS = ("session", "side-event", "a", "a:b")
PREFIXES = ("", "session:", "group:", "kind:", "other:", ":")


@pytest.mark.parametrize("seed", range(40))
def test_both_sides_resolve_a_name_to_the_same_sessions(seed: int) -> None:
    pick = random.Random(seed)
    problem = _draw(pick)
    resolved = {names: Names(problem).resolve(names) for names in _names(pick)}
    assert resolved == {names: problem.chosen(names) for names in resolved}
    assert any(resolved.values())
    assert not all(resolved.values())


@pytest.mark.parametrize("seed", range(40))
def test_both_sides_see_the_same_bodies(seed: int) -> None:
    pick = random.Random(seed)
    problem, names = _draw(pick), next(_names(pick))
    for pool in (
        RoomStability(rule="room_stability", **{which: names}) for which in ("of", "each")
    ):
        assert list(Names(problem).bodies(pool)) == [b for b in problem.bodies(pool) if b[1]]
    every = RoomStability(rule="room_stability")
    assert list(Names(problem).bodies(every)) == [b for b in problem.bodies(every) if b[1]]


@pytest.mark.parametrize("seed", range(10))
def test_both_sides_agree_on_who_is_held_and_whose_groups(seed: int) -> None:
    problem = _draw(random.Random(seed))
    assert Names(problem).held == problem.held
    assert [groups_of(s) for s in problem.sessions] == [s.groups for s in problem.sessions]


def test_a_plain_name_is_the_session_and_the_group_of_that_name_in_the_planners_order() -> None:
    rows = [("x", "a", ()), ("a", "b", ()), ("y", None, ("a",)), ("z", "b", ())]
    names = Names(_problem(rows))
    assert names.resolve(("a",)) == ("x", "a", "y")
    assert names.resolve(("group:a", "z")) == ("x", "y", "z")
    assert names.resolve(("session:a", "nobody", "kind:a")) == ("a",)
    assert names.resolve(("z", "all", "z")) == ("x", "a", "y", "z")


def _problem(rows: list[tuple[str, str | None, tuple[str, ...]]]) -> Problem:
    return tiny.problem(
        sessions=[
            {"id": id, "minutes": 5, "group": group, "joint": joint} for id, group, joint in rows
        ]
    )


def _draw(pick: random.Random) -> Problem:
    """Some sessions of random groups and kinds, one or two of them cancelled in half the cases."""
    ids = pick.sample(WORDS, pick.randint(2, len(WORDS)))
    sessions = [
        {
            "id": id,
            "minutes": 5,
            "group": pick.choice([None, *WORDS]),
            "joint": pick.sample(WORDS, pick.randint(0, 2)),
            "kind": pick.choice(KINDS),
        }
        for id in ids
    ]
    problem = tiny.problem(sessions=sessions)
    if pick.random() < 0.5:
        return problem
    gone = frozenset(pick.sample(ids, pick.randint(1, len(ids) - 1)))
    return tiny.replanned("00:00", [], problem, cancelled=gone)


def _names(pick: random.Random) -> Iterator[tuple[str, ...]]:
    for _ in range(60):
        words = (pick.choice(PREFIXES) + pick.choice((*WORDS, *KINDS, "c")) for _ in range(3))
        yield tuple(words)[: pick.randint(1, 3)]
