"""What a timetable costs by rule, and the difference to another one, as the verifier charges it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType

from scheduler import verifier
from scheduler.insight.occupancy import Occupancy
from scheduler.instance.levels import Levels
from scheduler.problem import Level, Problem
from scheduler.timetable import Charge, Timetable


@dataclass(frozen=True, slots=True)
class Row:
    """What one rule costs in one tier, before and after."""

    tier: str
    rule: str
    before: int
    after: int

    @property
    def more(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """Rules that cost something before or after, in order of tier and rule."""

    tiers: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def changed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.more != 0)

    @property
    def by_tier(self) -> tuple[int, ...]:
        """How much more each tier costs; compared like the tiers, the first one decides."""
        return tuple(sum(r.more for r in self.rows if r.tier == tier) for tier in self.tiers)


def charged(problem: Problem, timetable: Timetable) -> tuple[Charge, ...]:
    """What the verifier charges; families that are hard throughout charge nothing."""
    families = _possible(problem, (*verifier.SOFT, *verifier.LEVELED, *_STATED), "soft", "warn")
    return tuple(verifier.charges(problem, timetable, families))


def difference(problem: Problem, before: Iterable[Charge], after: Iterable[Charge]) -> Difference:
    """Rule by rule: nothing is left out that costs something on either side."""
    old, new = _sums(before), _sums(after)
    tiers = verifier.tiers_of(problem)
    keys = sorted(old.keys() | new.keys(), key=lambda key: (tiers.index(key[0]), key[1]))
    return Difference(tiers, tuple(Row(*key, old[key], new[key]) for key in keys))


def of_session(charges: Sequence[Charge], session: str) -> tuple[Charge, ...]:
    """The lines in which a session takes part, the dearest first."""
    own = [charge for charge in charges if session in charge.sessions]
    return tuple(sorted(own, key=lambda c: -c.amount))


def _sums(charges: Iterable[Charge]) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for charge in charges:
        sums[charge.tier, charge.rule] += charge.amount
    return sums


def new_violations(occupancy: Occupancy, after: Timetable) -> tuple[verifier.Violation, ...]:
    """Rules that ``after`` breaks and the timetable as it is does not, as the verifier says."""
    families = _possible(occupancy.problem, verifier.HARD, "hard")
    violations = verifier.violations(occupancy.problem, after, families)
    return tuple(v for v in violations if (v.rule, v.message) not in occupancy.broken)


_STATED = tuple(dict.fromkeys(verifier.STATED.values()))


def _possible(
    problem: Problem, families: Iterable[ModuleType], *wanted: Level
) -> tuple[ModuleType, ...]:
    """Without the families of which no occurrence can have such a level: a third of the time."""
    levels = Levels(problem)
    return tuple(
        family
        for family in families
        if family not in verifier.LEVELED
        or family in verifier.SOFT
        or any(levels.may_be(family.__name__.rpartition(".")[2], level) for level in wanted)
    )
