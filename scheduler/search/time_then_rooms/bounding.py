"""The least that overlaps cost, claimed of an answer in which everybody has a place."""

from dataclasses import replace

from scheduler.instance.instance import Instance
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import ModelTier
from scheduler.search.proofs import Answer, Reason, claim_of, join
from scheduler.search.time_then_rooms import count_bound, overlap_bound
from scheduler.search.time_then_rooms.certifying import certificate, set_certificate
from scheduler.search.time_then_rooms.count_bound import CountBound

SHARE = 0.5
"""Share of the time left that counts may use before sets of sessions are looked at."""


def counted(instance: Instance, answer: Answer, limits: Limits) -> CountBound | None:
    """What counts prove of a timetable that costs something; None if nothing."""
    cost = answer.tiers[-1].cost
    if not cost or limits.left <= 0 or not count_bound.applies(instance):
        return None
    proof = count_bound.bound(instance, limits, enough=cost)
    return proof if proof.bound > 0 else None


def at_least(
    instance: Instance, answer: Answer, proof: CountBound | None, limits: Limits
) -> Answer:
    """
    The answer with a bound of what sessions at once cost.

    ``proof``: what counts proved beforehand.
    """
    if answer.tiers[-1].name != "preferences" or any(tier.cost for tier in answer.tiers[:-1]):
        return answer
    if proof is None and not answer.proved:
        proof = counted(instance, answer, limits.share(SHARE, ""))
    if proof is not None:
        answer = _bounded(answer, proof.bound, Reason.COUNTS, limits)
        counts = (certificate(instance, proof, answer.tiers[-1].name),)
        answer = replace(answer, certificates=(*answer.certificates, *counts))
    if answer.proved:
        return answer
    sets = overlap_bound.bound(instance, answer.timetable, limits)
    if sets is None or sets.bound <= answer.tiers[-1].bound:
        return answer
    answer = _bounded(answer, sets.bound, Reason.OVERLAPS, limits)
    kept = (set_certificate(instance, sets, answer.tiers[-1].name),)
    return replace(answer, certificates=(*answer.certificates, *kept))


def _bounded(answer: Answer, least: int, reason: Reason, limits: Limits) -> Answer:
    """The answer with a bound of what preferences cost where everybody has a place."""
    *before, last = answer.tiers
    limits.tell(last.name, last.cost, min(last.cost, least))
    costs = {tier.name: tier.cost for tier in answer.tiers}
    proved = [
        *(ModelTier(tier.name, 0, 0) for tier in before),
        ModelTier(last.name, last.cost, min(last.cost, least)),
    ]
    return join(answer, claim_of(costs, answer.timetable, proved, reason))
