"""Each pair of sessions that were published in one room and now start the other way round: 1."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verify.published import Comparison, compare
from scheduler.verify.reading import Stay


def charge(problem: Problem, timetable: Timetable) -> Iterator[Charge]:
    comparison = compare(problem, timetable)
    if comparison is None:
        return
    reading = comparison.reading
    for was_first, was_second in _published_pairs(comparison):
        first, second = (reading.stays_of[s.session][0] for s in (was_first, was_second))
        if was_first.start < was_second.start and second.start < first.start:
            yield Charge(
                rule="order",
                tier="order",
                sessions=(first.session, second.session),
                amount=1,
                message=f"{second.session} starts {reading.say(second.start)}, before "
                f"{first.session} at {reading.say(first.start)}; they are published the other "
                "way round.",
            )


def _published_pairs(comparison: Comparison) -> Iterator[tuple[Stay, Stay]]:
    """The first published sittings of two sessions in one room, in order of time."""
    reading = comparison.reading
    in_room: dict[str, list[Stay]] = defaultdict(list)
    for id, stays in comparison.published_of.items():
        if id in reading.stays_of and id not in reading.unplaced:
            in_room[stays[0].room].append(stays[0])
    for _, firsts in sorted(in_room.items()):
        yield from combinations(sorted(firsts, key=lambda s: (s.start, s.session)), 2)
