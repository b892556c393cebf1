"""
Thousands of weeks of a chain, drawn together.

Common random numbers: the numbers of a session depend on the seed and on its id alone, so that two
plans, or two policies, meet the same luck.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.problem import Problem
from scheduler.risk.chains import Chain
from scheduler.risk.distributions import Durations
from scheduler.risk.special_functions import Floats, Integers, normal_cdf


@dataclass(frozen=True)
class Weeks:
    """
    Drawn weeks of a chain.

    Attributes
    ----------
    starts, ends
        Minutes at which each session starts and ends, NEVER where somebody has to decide first;
        shape (sessions, weeks).
    """

    starts: Integers
    ends: Integers


def draw_levels(
    problem: Problem, sessions: Sequence[str], samples: int, seed: int
) -> dict[str, Floats]:
    """
    Evenly drawn levels in [0, 1) by session; those of one chair or body hang together as stated.

    A Gaussian copula: what is common to a chair, to a body, and a session's own are independent
    normals whose variances are the stated shares.
    """
    risk, own = problem.risk, {s.id: s for s in problem.sessions}
    if not (risk.same_chair or risk.same_body):
        return {id: _generator(seed, "session", id).random(samples) for id in sessions}
    levels = {}
    common: dict[tuple[str, str], Floats] = {}

    def normal(kind: str, name: str) -> Floats:
        if (kind, name) not in common:
            common[kind, name] = _generator(seed, kind, name).standard_normal(samples)
        return common[kind, name]

    for id in sessions:
        session, alone = own[id], 100
        z = np.zeros(samples)
        for kind, share, names in (
            ("chair", risk.same_chair, session.chairs[:1]),
            ("body", risk.same_body, session.groups[:1]),
        ):
            for name in names if share else ():
                z += np.sqrt(share / 100.0) * normal(kind, name)
                alone -= share
        z += np.sqrt(alone / 100.0) * normal("own", id)
        levels[id] = np.minimum(normal_cdf(z), np.nextafter(1.0, 0.0))
    return levels


def draw_minutes(
    levels: Mapping[str, Floats], durations: Mapping[str, Durations]
) -> dict[str, Integers]:
    """Whole minutes that each session lasts, by its levels."""
    return {id: durations[id].at(own) for id, own in levels.items()}


def _generator(seed: int, kind: str, name: str) -> np.random.Generator:
    digest = hashlib.sha256(f"{seed}|{kind}|{name}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def draw_weeks(chain: Chain, minutes: Sequence[Integers]) -> Weeks:
    """The weeks in which the sessions of a chain last so long; ``minutes``: one row a session."""
    samples = len(minutes[0])
    starts = np.empty((len(chain.links), samples), dtype=np.int64)
    ends = np.empty_like(starts)
    late = chain.links[-1].printed[0][0]
    planned = np.full(samples, late if late in chain.late_starts else chain.never)
    start = np.full(samples, chain.begins)
    for n, (link, lasts) in enumerate(zip(chain.links, minutes, strict=True)):
        starts[n] = start
        begun = n == 0 and chain.held > 0
        ends[n] = (
            link.ends(np.full(samples, chain.now), lasts - chain.held)
            if begun
            else link.ends(start, lasts)
        )
        if n + 1 < len(chain.links):
            ready = chain.ready(ends[n])
            last_ready = chain.planned_ready[n + 1][ready]
            planned = chain.replanned(planned, last_ready)
            start = chain.links[n + 1].begins(ready)
            if n + 2 == len(chain.links):
                start = np.where(planned < chain.never, planned, start)
            start = np.where(last_ready < chain.never, start, chain.never)
    return Weeks(starts, ends)
