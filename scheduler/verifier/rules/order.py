"""
Each two sessions that were published one after the other, and now start the other way round.

They were published with first sittings in one room, or belong to one rolling order. The weight is
that of both, on the local day of the earlier one as published.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scheduler.timetable import Charge
from scheduler.verifier.published import Comparison, compare
from scheduler.verifier.reading import Reading, Stay


def charge(reading: Reading) -> Iterator[Charge]:
    comparison = compare(reading)
    for was_first, was_second in _published_pairs(comparison):
        pair = (was_first.session, was_second.session)
        first, second = (reading.stays_of[s.session][0] for s in (was_first, was_second))
        if was_first.start < was_second.start and second.start < first.start:
            yield Charge(
                rule="order",
                tier="order",
                sessions=pair,
                amount=comparison.weight(pair, reading.day_of(was_first)),
                message=f"{second.session} starts {reading.say(second.start)}, before "
                f"{first.session} at {reading.say(first.start)}; they are published the other "
                "way round.",
            )


def _published_pairs(comparison: Comparison) -> Iterator[tuple[Stay, Stay]]:
    """The first published sittings of two sessions in one room or order, in order of time."""
    reading = comparison.reading
    firsts = [
        stays[0]
        for id, stays in comparison.published_of.items()
        if id in reading.stays_of and id not in reading.unplaced
    ]
    firsts.sort(key=lambda s: (s.start, s.session))
    together: dict[object, list[int]] = defaultdict(list)
    for n, stay in enumerate(firsts):
        together[stay.room].append(n)
        if (order := reading.order_of.get(stay.session)) is not None:
            together[id(order)].append(n)
    pairs = {pair for those in together.values() for pair in combinations(those, 2)}
    for a, b in sorted(pairs):
        yield firsts[a], firsts[b]
