"""Real instances in the product's own rules: what we charge is what their own scorers say."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from scheduler import planning, verify
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Charge, Timetable, Unplaced
from tests.benchmarks.adapters import ietf, tpac
from tests.benchmarks.data import instance
from tests.benchmarks.scorers import ietf as ietf_score
from tests.benchmarks.scorers import tpac as tpac_score

SEEDS = range(3)


def anywhere(problem: Problem, seed: int, *, lost: float = 0.05) -> Timetable:
    """Every session in a random slot and room, some without a place: bad, but a timetable."""
    draw = random.Random(seed)
    slots = verify.reading.read(problem, Timetable(sittings=())).slots
    sittings, unplaced = [], []
    for session in problem.sessions:
        if draw.random() < lost:
            unplaced.append(Unplaced(session=session.id, reason="drawn"))
            continue
        slot, room = draw.choice(slots), draw.choice(problem.rooms)
        end = slot.start + timedelta(minutes=session.minutes.likely)
        sittings.append(Sitting(session=session.id, room=room.id, start=slot.start, end=end))
    return Timetable.of(sittings, unplaced)


def by_rule(charges: list[Charge]) -> Counter[str]:
    found: Counter[str] = Counter()
    for charge in charges:
        found[charge.rule] += charge.amount
    return found


def _placed(timetable: Timetable) -> dict[str, tuple[str, datetime, datetime]]:
    return {
        s.session: (s.room, s.start.astimezone(UTC), s.end.astimezone(UTC))
        for s in timetable.sittings
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_tpac_is_charged_as_its_own_words_say(seed: int) -> None:
    data = instance("w3c/tpac2023")
    problem = tpac.problem(data)
    timetable = anywhere(problem, seed, lost=0)
    found = by_rule(verify.charges(problem, timetable))
    sittings = [(s.session, s.room, s.start) for s in timetable.sittings]
    scored = tpac_score.score(data, sittings)
    assert found["room_stability"] == scored["switches"]
    assert found["room_fit"] == scored["small"]
    windows = verify.violations(problem, timetable, (verify.window,))
    assert len(timetable.sittings) - len(windows) == scored["placed"]


def test_tpac_comes_out_with_every_meeting_as_asked_and_no_switch() -> None:
    data = instance("w3c/tpac2023")
    outcome = planning.solve(tpac.problem(data), seconds=60)
    sittings = [(s.session, s.room, s.start) for s in outcome.timetable.sittings]
    scored = tpac_score.score(data, sittings)
    assert scored["placed"] == 223
    assert scored["switches"] == 0
    assert scored["small"] <= 4
    assert len([w for w in outcome.warnings if w.code == "W110"]) == scored["small"]


@pytest.mark.parametrize("seed", SEEDS)
def test_ietf_is_charged_as_its_generator_counts(seed: int) -> None:
    data = instance("ietf/ietf106")
    problem = ietf.problem(data)
    timetable = anywhere(problem, seed)
    charges = verify.charges(problem, timetable)
    scored = ietf_score.score(data, _placed(timetable))
    found = by_rule(charges)
    assert found["room_fit"] == scored["room"]
    assert found["avoid"] == scored["timerange"]
    assert found["precedence"] == scored.get("order", 0)
    assert found["days_apart"] == scored.get("time_relation", 0)
    assert found["adjacency"] == scored.get("wg_adjacent", 0)
    kinds = ("chair_conflict", "key_participant", "tech_overlap", "bethere")
    assert found["conflict"] == sum(scored[kind] for kind in kinds)
