"""Two timetables in the same fresh weeks: what each costs, and the difference with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from scheduler.problem import RiskWeights
from scheduler.risk.assessing import draw_lengths, layout_of
from scheduler.risk.chains import Chain
from scheduler.risk.drawing import draw_weeks
from scheduler.risk.drawn import Drawn, draw
from scheduler.risk.figures import Mean, mean
from scheduler.risk.special_functions import Floats, Integers
from scheduler.risk.stand import Stand
from scheduler.robustness.hours import idle
from scheduler.timetable import Robustness, WeekFigures


@dataclass(frozen=True)
class Weeks:
    """What is counted in each week, and what that costs, shape (weeks,)."""

    cells: Floats
    late: Floats
    overtime: Floats
    idle: Floats
    undecided: Floats
    cost: Floats

    @property
    def figures(self) -> WeekFigures:
        """The means, as they are stored."""
        rows = {field.name: getattr(self, field.name) for field in fields(self)}
        return WeekFigures(**{name: round(float(row.mean()), 6) for name, row in rows.items()})


@dataclass(frozen=True)
class Judgement:
    """
    Two timetables in the same weeks.

    Attributes
    ----------
    gain
        What a week costs less under the robust one.
    """

    plain: Weeks
    robust: Weeks
    gain: Mean

    @property
    def samples(self) -> int:
        return len(self.plain.cost)

    @property
    def is_better(self) -> bool:
        """Whether the gain is more than what chance explains."""
        return self.gain.value > self.gain.margin


def stored(judgement: Judgement, seed: int, *, kept: bool) -> Robustness:
    """What a timetable file holds of it."""
    gain = judgement.gain
    return Robustness(
        samples=judgement.samples,
        seed=seed,
        gain=round(gain.value, 6),
        margin=round(gain.margin, 6),
        kept=kept,
        plain=judgement.plain.figures,
        robust=judgement.robust.figures,
    )


def judge(plain: Stand, robust: Stand, samples: int, seed: int) -> Judgement:
    """The same weeks under both; ``seed``: none of those by which hours were chosen."""
    ids = [s.id for s in plain.instance.sessions if plain.timetable.of_session(s.id)]
    lengths = draw_lengths(plain, ids, samples, seed)
    without = layout_of(plain).chains
    weights = plain.instance.problem.risk.weights
    made = [
        _weeks(stand, draw(stand, chains, lengths, samples), _idle(stand, without, chains, lengths))
        for stand, chains in ((plain, without), (robust, layout_of(robust).chains))
    ]
    before, after = (_with_cost(weeks, weights) for weeks in made)
    return Judgement(before, after, mean(before.cost - after.cost))


def figures(stand: Stand, samples: int, seed: int) -> WeekFigures:
    """The figures of weeks of one timetable; what is idle, and the cost, is left at 0."""
    ids = [s.id for s in stand.instance.sessions if stand.timetable.of_session(s.id)]
    lengths = draw_lengths(stand, ids, samples, seed)
    drawn = draw(stand, layout_of(stand).chains, lengths, samples)
    return _weeks(stand, drawn, np.zeros(samples, dtype=np.int64)).figures


def _weeks(stand: Stand, drawn: Drawn, waits: Integers) -> Weeks:
    cells = np.zeros(drawn.samples)
    for row in drawn.cells.values():
        cells += row
    late, elapsed = np.zeros(drawn.samples), stand.meeting_minutes
    for id, starts in drawn.starts.items():
        printed = stand.printed.of_session(id)
        if printed:
            after = np.maximum(elapsed[starts] - elapsed[stand.minute(printed[0].start)], 0)
            late += np.where(starts < drawn.never, after, 0)
    undecided = drawn.stopped.astype(np.float64)
    over = drawn.overtime.astype(np.float64)
    return Weeks(cells, late, over, waits.astype(np.float64), undecided, np.zeros(drawn.samples))


def _with_cost(weeks: Weeks, weights: RiskWeights) -> Weeks:
    cost = (
        weights.cell * weeks.cells
        + weights.late * weeks.late
        + weights.overtime * weeks.overtime
        + weights.idle * weeks.idle
        + weights.undecided * weeks.undecided
    )
    return Weeks(weeks.cells, weeks.late, weeks.overtime, weeks.idle, weeks.undecided, cost)


def _idle(
    stand: Stand, without: Sequence[Chain], chains: Sequence[Chain], lengths: dict[str, Integers]
) -> Integers:
    """Minutes in which rooms wait for hours that the plain timetable has not."""
    total = np.zeros(len(next(iter(lengths.values()))), dtype=np.int64)
    plain = {chain.links[0].session: chain for chain in without if chain.rolls}
    for chain in chains:
        if chain.rolls:
            weeks = draw_weeks(chain, [lengths[link.session] for link in chain.links])
            other = plain[chain.links[0].session]
            total = total + idle(other, chain, stand.meeting_minutes, weeks)
    return total
