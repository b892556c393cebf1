"""What sessions at once cost at the least is told and claimed, if nothing is paid before."""

import pytest

from scheduler.instance.compile import compile
from scheduler.search.cpsat.limits import Limits
from scheduler.search.progress import Progress
from scheduler.search.proofs import claim_nothing
from scheduler.search.time_then_rooms import bounding, count_bound, overlap_bound
from scheduler.search.time_then_rooms.overlap_bound import OverlapBound
from scheduler.search.time_then_rooms.overlap_moments import moments_of
from scheduler.timetable import Timetable
from tests.twins import tiny


@pytest.mark.parametrize(("unplaced", "bound", "told"), [(0, 2, 1), (1, 0, 0)])
def test_a_bound_is_told_and_claimed(
    monkeypatch: pytest.MonkeyPatch, unplaced: int, bound: int, told: int
) -> None:
    heard: list[Progress] = []
    limits = Limits(60, 1, 1, report=heard.append)
    instance = compile(tiny.problem())
    proof = OverlapBound(2, (0,) * len(instance.sessions), moments_of(instance))
    monkeypatch.setattr(overlap_bound, "bound", lambda *_: proof)
    monkeypatch.setattr(count_bound, "applies", lambda _: False)
    answer = claim_nothing({"unplaced": unplaced, "preferences": 5}, Timetable.of([]))
    found = bounding.at_least(instance, answer, None, limits)
    assert [tier.bound for tier in found.tiers] == [0, bound]
    assert [certificate.bound for certificate in found.certificates] == told * [2]
    assert [(said.tier, said.incumbent, said.bound) for said in heard] == told * [
        ("preferences", 5, 2)
    ]
