"""Large meetings in parts: masks say what the clock says, and prices are those of the verifier."""

import random
from dataclasses import replace

import pytest

from scheduler import verifier
from scheduler.errors import Interrupted
from scheduler.instance.compile import compile
from scheduler.instance.decode import decode
from scheduler.problem import Problem, Spread
from scheduler.search import decomposed, solve
from scheduler.search.cpsat.limits import Limits
from scheduler.search.decomposed import room_loads, rooming, scope
from scheduler.search.decomposed.masks import frame_of, ones, ticks_of, touching
from scheduler.search.decomposed.partial_timetable import Board, Wastes
from scheduler.search.outcome import judge
from scheduler.search.progress import Progress
from tests.benchmarks.centre import centre
from tests.draws import sampled
from tests.search.test_bounds import meeting
from tests.twins import tiny
from tests.twins.drawing import draw


def test_a_sitting_touches_a_mask_if_any_of_its_ticks_does() -> None:
    pick = random.Random(1)
    for _ in range(50):
        mask, length = pick.getrandbits(40), pick.randrange(1, 9)
        expected = [t for t in range(40) if mask & ones(t, t + length)]
        assert ticks_of(touching(mask, length)) == expected


def test_what_sessions_can_fill_of_a_gap_is_the_best_sum_of_their_lengths() -> None:
    wastes = Wastes([4, 6])
    assert [wastes.filled(gap) for gap in (3, 4, 7, 9, 10, 13)] == [0, 4, 6, 8, 10, 12]


def _at_random(problem: Problem, seed: int) -> Board | None:
    """Sessions wherever a hard rule lets them, one after the other."""
    board, pick = Board(frame_of(compile(problem))), random.Random(seed)
    for i, rooms in enumerate(board.frame.rooms):
        free = board.free(i, gently=False)
        places = [(r, t) for r in rooms for t in ticks_of(board.free_in(i, r, free, gently=False))]
        if not places:
            return None
        board.place(i, *pick.choice(places))
    return board


def test_masks_allow_what_the_verifier_accepts_at_its_price() -> None:
    compared = 0
    for seed in range(200):
        problem = meeting(seed) if seed % 2 else draw(seed)
        instance = compile(problem)
        board = _at_random(problem, seed) if scope.applies(instance) else None
        if board is None:
            continue
        sittings = [
            (i, r, t, t + board.frame.lengths[i])
            for i, (r, t) in enumerate(board.places())
            if r is not None and t is not None
        ]
        timetable = decode(instance, sittings, [])
        assert not verifier.violations(problem, timetable)
        assert verifier.tier_costs(problem, timetable)["preferences"] == board.cost()
        compared += 1
    assert compared > 50


def test_lifting_and_placing_again_changes_nothing() -> None:
    board = _at_random(meeting(3), 3)
    assert board is not None
    cost, taken = board.cost(), list(board.in_room)
    for i, (r, t) in enumerate(board.places()):
        assert r is not None
        assert t is not None
        board.lift(i)
        price = board.price(i, r, t)
        assert cost - board.cost() == price
        board.place(i, r, t)
    assert (board.cost(), board.in_room) == (cost, taken)


@pytest.mark.parametrize("sessions", sampled([150, 400], 1))
def test_a_conference_centre_is_verified_and_its_bound_means_something(sessions: int) -> None:
    """Stopped at the first timetable, which it then keeps."""
    problem, limits = centre(sessions, seed=7), Limits(300.0, 1, 1)

    def stop(told: Progress) -> None:
        if told.found:
            limits.stop.press()

    found = decomposed.solve(compile(problem), replace(limits, report=stop))
    assert found is not None
    judge(problem, found.timetable, found.tiers)
    assert 0 < found.tiers[-1].bound <= found.tiers[-1].cost
    assert limits.elapsed < limits.seconds


def test_rooms_that_are_short_are_priced_in_the_bound() -> None:
    """Neither body can have the only large room to itself, so each must have another as well."""
    rows = [
        {"group": "GH"[n % 2], "minutes": 20, "attendance": 40 if n < 2 else 0} for n in range(6)
    ]
    problem = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "01:00"}],
        rooms=[{"id": "A", "seats": 50}, {"id": "B", "seats": 20}],
        sessions=tiny.sessions(*rows),
        groups=[{"id": "G"}, {"id": "H"}],
        rules=[{"rule": "room_stability", "weight": 4}],
    )
    relaxed = rooming.relax(room_loads.loads_of(frame_of(compile(problem))), Limits(5.0, 1, 1))
    assert relaxed is not None
    assert relaxed.bound == 8


def test_stopped_before_that_it_builds_no_model_of_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decomposed, "HUGE", 150)
    limits = Limits(30.0, 1, 1)
    limits.stop.press()
    with pytest.raises(Interrupted):
        solve._search(compile(centre(150)), limits)


def test_rules_that_it_does_not_know_are_left_to_others() -> None:
    problem = centre(60)
    spread = problem.model_copy(update={"rules": (Spread(rule="spread", each=("b1",)),)})
    assert decomposed.solve(compile(spread), Limits(5.0, 1, 1)) is None
