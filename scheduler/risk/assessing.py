"""The risk of a timetable: from its chains where nobody has to decide, else from replans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from scheduler.risk.chains import Chain, chain_of
from scheduler.risk.distributions import certain
from scheduler.risk.drawing import draw_levels, draw_minutes, draw_weeks
from scheduler.risk.drawn import Cell, Drawn, draw, tally
from scheduler.risk.exact import Chances, chances
from scheduler.risk.figures import Chance, Mean, SessionRisk, mean, session_risks, share
from scheduler.risk.free_sittings import free_chains
from scheduler.risk.special_functions import Integers
from scheduler.risk.stand import Stand
from scheduler.risk.weeks import Week

PAIRS_DRAWN = 200_000
"""Weeks times pairs of sessions that are drawn to tell whose delay is whose."""


@dataclass(frozen=True, slots=True)
class Delay:
    """
    Minutes of the meeting by which ``session`` starts later, on average, than if ``cause`` lasted
    as planned.
    """

    cause: str
    session: str
    minutes: Mean


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sessions of one person that are printed apart, and the chance that they overlap."""

    person: str
    sessions: tuple[str, str]
    chance: Chance


@dataclass(frozen=True, slots=True)
class Close:
    """The last close of the meeting: the chance that it is passed, and by how many minutes."""

    slot: str
    passed: Chance
    minutes: Mean


@dataclass(frozen=True)
class Assessment:
    """
    The risk of a timetable.

    Attributes
    ----------
    cells
        Of each cell of the annex that is printed or may be: the chance that it changes.
    undecided
        The chance that somebody has to decide in the course of the week.
    overtime, trimmed
        Minutes past the ends of slots, and given up, on average.
    exact
        Whether the chances of sessions are worked out, and not drawn.
    """

    sessions: tuple[SessionRisk, ...]
    cells: tuple[tuple[Cell, Chance], ...]
    close: Close | None
    undecided: Chance
    overtime: Mean
    trimmed: Mean
    changed: Mean
    delays: tuple[Delay, ...]
    clashes: tuple[Clash, ...]
    samples: int
    exact: bool


@dataclass(frozen=True)
class Layout:
    """The chains of a meeting, and why orders (by their room) are none."""

    chains: tuple[Chain, ...]
    reasons: tuple[tuple[str, str], ...]


def layout_of(stand: Stand) -> Layout:
    """What of a meeting can be worked out, and what cannot."""
    chains: list[Chain] = []
    reasons: list[tuple[str, str]] = []
    for order in stand.instance.orders:
        chain = chain_of(stand, order)
        if isinstance(chain, str):
            reasons.append((stand.instance.rooms[order.room], chain))
        elif chain is not None:
            chains.append(chain)
    return Layout((*chains, *free_chains(stand)), tuple(reasons))


def draw_lengths(
    stand: Stand, sessions: Sequence[str], samples: int, seed: int
) -> dict[str, Integers]:
    """How long each session lasts in each week, with common random numbers."""
    levels = draw_levels(stand.instance.problem, sessions, samples, seed)
    return draw_minutes(levels, stand.durations)


def assess(stand: Stand, chains: Sequence[Chain], samples: int, seed: int) -> Assessment:
    """The risk of chains: worked out as far as sessions are independent, the rest drawn."""
    risk = stand.instance.problem.risk
    exact = not (risk.same_chair or risk.same_body)
    worked_out: dict[str, Chances] = {}
    for chain in chains if exact else ():
        for link, own in zip(chain.links, chances(chain), strict=True):
            worked_out[link.session] = own
    ids = [link.session for chain in chains for link in chain.links]
    lengths = draw_lengths(stand, ids, samples, seed)
    drawn = draw(stand, chains, lengths, samples)
    made = _assessed(stand, chains, worked_out, drawn)
    return replace(made, delays=_delays(stand, chains, lengths), exact=exact)


def assess_weeks(stand: Stand, weeks: Sequence[Week]) -> Assessment:
    """The risk of weeks that were replanned one by one."""
    return _assessed(stand, (), {}, tally(stand, weeks))


def _assessed(
    stand: Stand, chains: Sequence[Chain], worked_out: Mapping[str, Chances], drawn: Drawn
) -> Assessment:
    cells = sorted(drawn.cells.items(), key=lambda item: (_place(stand, item[0]), item[0]))
    changed = np.zeros(drawn.samples, dtype=np.int64)
    for _, row in cells:
        changed = changed + row
    return Assessment(
        sessions=tuple(session_risks(stand, chains, worked_out, drawn)),
        cells=tuple((cell, share(row)) for cell, row in cells),
        close=_close(stand, drawn),
        undecided=share(drawn.stopped),
        overtime=mean(drawn.overtime),
        trimmed=mean(drawn.trimmed),
        changed=mean(changed),
        delays=(),
        clashes=_clashes(stand, drawn),
        samples=drawn.samples,
        exact=False,
    )


def _place(stand: Stand, cell: Cell) -> int:
    return next(k for k, slot in enumerate(stand.instance.slots) if slot.id == cell[1])


def _close(stand: Stand, drawn: Drawn) -> Close | None:
    """Weeks in which somebody has to decide before the close do not keep it either."""
    instance = stand.instance
    close = instance.last_close
    regular = [k for k in range(len(instance.slots)) if instance.regular(k)]
    if close is None or not drawn.ends:
        return None
    slot = next(instance.slots[k] for k in regular if instance.slots[k].end == close)
    side = {s.id for s in instance.sessions if s.kind == "side-event"}
    ends = [end for id, end in drawn.ends.items() if id not in side]
    last = np.max(np.stack(ends), axis=0) if ends else np.zeros(drawn.samples, dtype=np.int64)
    over = np.where(last < drawn.never, np.maximum(last - close, 0), 0)
    return Close(slot.id, share(last > close), mean(over))


def _delays(
    stand: Stand, chains: Sequence[Chain], lengths: Mapping[str, Integers]
) -> tuple[Delay, ...]:
    """By leaving out the surprises of one session at a time, in weeks that are held to the end."""
    delays, elapsed = [], stand.meeting_minutes
    for chain in chains:
        n = len(chain.links)
        weeks = max(1_000, min(20_000, PAIRS_DRAWN // (n * n)))
        own = [lengths[link.session][:weeks] for link in chain.links]
        starts = draw_weeks(chain, own).starts if n > 1 else np.empty((0, 0), dtype=np.int64)
        for c in range(n - 1):
            if chain.links[c].durations == certain(chain.links[c].planned):
                continue
            planned = np.full_like(own[c], chain.links[c].planned)
            without = draw_weeks(chain, [*own[:c], planned, *own[c + 1 :]]).starts
            for j in range(c + 1, n):
                held = (starts[j] < chain.never) & (without[j] < chain.never)
                minutes = mean((elapsed[starts[j]] - elapsed[without[j]])[held])
                cause, session = chain.links[c].session, chain.links[j].session
                delays.append(Delay(cause, session, minutes))
    return tuple(sorted(delays, key=lambda d: -d.minutes.value))


def _clashes(stand: Stand, drawn: Drawn) -> tuple[Clash, ...]:
    """The clashes of people who are in two sessions that are printed apart, likeliest first."""
    instance, clashes = stand.instance, []
    for person, own in instance.involving.items():
        ids = [instance.sessions[i].id for i in own if instance.sessions[i].id in drawn.starts]
        for a, b in combinations(ids, 2):
            if person in instance.chairs[instance.index[a]] & instance.chairs[instance.index[b]]:
                continue
            spans = (_span(stand, id) for id in (a, b))
            if not _meet(*spans) and (chance := _overlap(stand, drawn, a, b)).value > 0.0:
                clashes.append(Clash(person, (a, b), chance))
    return tuple(sorted(clashes, key=lambda c: (-c.chance.value, c.person, c.sessions)))


def _span(stand: Stand, id: str) -> list[tuple[int, int]]:
    return [(stand.minute(s.start), stand.minute(s.end)) for s in stand.printed.of_session(id)]


def _meet(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _overlap(stand: Stand, drawn: Drawn, a: str, b: str) -> Chance:
    """The share of weeks in which both sit in one slot at once."""
    instance = stand.instance
    serving = (set(instance.serving[instance.index[id]]) for id in (a, b))
    meet = np.zeros(drawn.samples, dtype=np.bool_)
    for k in set.intersection(*serving):
        slot = instance.slots[k]
        start = np.maximum(np.maximum(drawn.starts[a], drawn.starts[b]), slot.start)
        end = np.minimum(np.minimum(drawn.ends[a], drawn.ends[b]), slot.end + slot.allowed)
        meet |= start < end
    return share(meet)
