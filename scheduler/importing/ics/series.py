"""Appointments with one UID: which version holds, and when it is held."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from scheduler.importing.ics.entries import Entry
from scheduler.importing.ics.remarks import Remarks
from scheduler.importing.ics.rules import Steps, times
from scheduler.importing.ics.values import Lasting, Unreadable

Span = tuple[datetime, datetime]
DAY = timedelta(days=1)


class Expansion:
    """Spans of entries around a window, in UTC; ``remarks`` get what was assumed."""

    def __init__(self, window: Span, remarks: Remarks) -> None:
        self._window, self._remarks, self._steps = window, remarks, Steps()

    def spans(self, entries: Iterable[Entry]) -> Iterator[Span]:
        """When somebody is busy by the newest version of every entry, not in order."""
        groups: defaultdict[object, list[Entry]] = defaultdict(list)
        for number, entry in enumerate(entries):
            groups[entry.uid or number].append(entry)
        for group in groups.values():
            yield from self._of_one(group)

    def _of_one(self, group: list[Entry]) -> Iterator[Span]:
        masters = self._newest([e for e in group if e.instead_of is None and not e.adds])
        instead: defaultdict[tuple[date | None, bool], list[Entry]] = defaultdict(list)
        for entry in group:
            if entry.instead_of is not None:
                instead[_utc_key(entry), entry.onwards].append(entry)
        exceptions = [entry for same in instead.values() for entry in self._newest(same)]
        if masters and all(master.cancelled for master in masters):
            sequence = max(master.rank[0] for master in masters)
            exceptions = [entry for entry in exceptions if entry.rank[0] > sequence]
            masters = []
        for master in masters:
            yield from self._series(master, exceptions)
        alone = [*exceptions, *(entry for entry in group if entry.adds)]
        for entry in alone:
            if entry.counts and not entry.cancelled and (not entry.onwards or not masters):
                yield _span(entry, entry.start, entry.lasting)

    def _newest(self, versions: list[Entry]) -> list[Entry]:
        """The newest version; those of which nothing says which is newer, if they differ."""
        kept: dict[object, Entry] = {}
        for entry in _newest(versions):
            says = entry.time_lines()
            if kept and says not in kept:
                first = next(iter(kept.values())).component.number
                text = f"has the UID of VEVENT {first}, and neither is newer: both count"
                self._remarks.assume(entry.component, entry.component.line, text)
            kept.setdefault(says, entry)
        return [*kept.values()]

    def _series(self, master: Entry, exceptions: list[Entry]) -> Iterator[Span]:
        single, days = set[datetime](), set[date]()
        onwards: list[tuple[datetime, Entry]] = []
        for entry in exceptions:
            which = entry.instead_of
            if entry.onwards and which is not None:
                onwards.append((master.clock(which), entry))
            elif isinstance(which, datetime) and not master.whole:
                single.add(master.clock(which))
            elif which is not None:
                days.add(master.clock(which).date())
        onwards.sort(key=lambda pair: pair[0])
        for local, lasting in self._held(master, onwards):
            if local in single:
                continue
            if local.date() in days:
                days.discard(local.date())
                continue
            yield from _as_changed(master, local, lasting, onwards)

    def _held(
        self, master: Entry, onwards: list[tuple[datetime, Entry]]
    ) -> Iterator[tuple[datetime, Lasting]]:
        """Starts by its own clock, near the window, in order, with the length of each."""
        reach = [abs(entry.start - which) + _most(entry.lasting) for which, entry in onwards]
        lengths = [_most(lasting) for lasting in (master.lasting, *master.more.values())]
        ahead = max([*reach, *lengths]) + 2 * DAY
        first, last = (m.astimezone(master.own).replace(tzinfo=None) for m in self._window)
        window = (first - ahead, last + ahead)
        starts = {master.start: master.lasting} | master.more
        for line, rule in master.rules:
            try:
                ruled = list(times(rule, master.start, window, self._steps))
            except Unreadable as error:
                self._remarks.pass_over(master.component, line.number, f"{line.name} {error}")
                continue
            starts = dict.fromkeys(ruled, master.lasting) | starts
        gone = set(master.gone)
        for line, rule in master.without:
            try:
                gone.update(times(rule, master.start, window, self._steps))
            except Unreadable as error:
                self._remarks.pass_over(master.component, line.number, f"{line.name} {error}")
        for local in sorted(starts):
            inside = window[0] <= local <= window[1]
            if inside and local not in gone and local.date() not in master.gone_days:
                yield local, starts[local]


def _as_changed(
    master: Entry, local: datetime, lasting: Lasting, onwards: list[tuple[datetime, Entry]]
) -> Iterator[Span]:
    """The occurrence as it is, or as the last change of all that follow has it."""
    changes = [(which, entry) for which, entry in onwards if which <= local]
    if not changes:
        if master.counts:
            yield _span(master, local, lasting)
        return
    which, entry = changes[-1]
    if entry.counts and not entry.cancelled:
        # so far as the first one was moved, by the clock
        moved = master.clock(entry.start.replace(tzinfo=entry.own)) - which
        shifted = (local + moved).replace(tzinfo=master.own).astimezone(entry.own)
        yield _span(entry, shifted.replace(tzinfo=None), entry.lasting)


def _newest(versions: list[Entry]) -> list[Entry]:
    """The entries of the highest SEQUENCE with the latest DTSTAMP, or with none at all."""
    sequence = max((entry.rank[0] for entry in versions), default=0)
    last = [entry for entry in versions if entry.rank[0] == sequence]
    latest = max((stamp for entry in last if (stamp := entry.rank[1]) is not None), default=None)
    return [entry for entry in last if entry.rank[1] in (None, latest)]


def _utc_key(entry: Entry) -> date | None:
    which = entry.instead_of
    if isinstance(which, datetime) and which.tzinfo is not None:
        return which.astimezone(UTC)
    return which


def _most(lasting: Lasting) -> timedelta:
    return timedelta(days=lasting.days) + lasting.exact


def _span(entry: Entry, local: datetime, lasting: Lasting) -> Span:
    start = local.replace(tzinfo=entry.own)
    return start.astimezone(UTC), lasting.after(start)
