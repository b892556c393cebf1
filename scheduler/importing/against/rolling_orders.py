"""Differences in the rolling orders: the order, and what is new in one."""

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scheduler.importing.against.differences import Difference
from scheduler.importing.against.file_report import FileSession
from scheduler.importing.against.meeting_view import View
from scheduler.importing.against.sayings import listing
from scheduler.scenario.editing import SetOrder

THERE = "the scenario has this order already"


def reordered(view: View, known: Mapping[str, FileSession]) -> Iterator[Difference]:
    """
    The rolling orders whose sessions come in another order in the file.

    Without a timetable an order that the planner lets a replan change is not compared.
    """
    if view.base is None and view.problem.means.reorders:
        return
    for index, order in enumerate(view.problem.rolling):
        timed = [id for id in order.order if id in known and known[id].stretches]
        before = [id for id in timed if view.base is None or view.base.get(id)]
        if view.base is not None:
            base = view.base
            before.sort(key=lambda id: base[id][0].start)
        after = sorted(before, key=lambda id: known[id].stretches[0].begins)
        if before == after:
            continue
        there = [id for id in order.order if id in after] == after
        was, now = _differing(before, after)
        yield Difference(
            session=now[0],
            name=view.room_name(order.room),
            kind="order",
            before=listing([*map(view.name, was)]),
            after=listing([*map(view.name, now)]),
            place=known[now[0]].place,
            edits=() if there else (SetOrder(index, tuple(after)),),
            why=THERE if there else "",
        )


def _differing(before: Sequence[str], after: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Two orders of the same, without what they begin and end with alike."""
    strays = [at for at, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    span = slice(strays[0], strays[-1] + 1)
    return before[span], after[span]


def order_for(view: View, rooms: Sequence[str]) -> int | None:
    """The rolling order of a room, if something is held in one room and it has one."""
    orders = (i for i, order in enumerate(view.problem.rolling) if [order.room] == [*rooms])
    return next(orders, None)


class StartsOf:
    """The sessions of an order that the file has with times, by their starts."""

    def __init__(self, order: Sequence[str], known: Mapping[str, FileSession]) -> None:
        self._first: dict[datetime, str] = {}
        for id in order:
            if id in known and known[id].stretches:
                self._first.setdefault(known[id].stretches[0].begins, id)
        self._starts = sorted(self._first)

    def append(self, id: str, begins: datetime) -> None:
        """One that is new: of those that start with it, the one that was there is first."""
        if begins not in self._first:
            self._first[begins] = id
            insort(self._starts, begins)

    def predecessor(self, start: datetime) -> str:
        """The session after which something that starts then comes; empty: before all."""
        at = bisect_right(self._starts, start)
        return self._first[self._starts[at - 1]] if at else ""
