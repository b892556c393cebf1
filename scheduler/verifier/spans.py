"""Half-open spans of time: which overlap which, quickly, and grouping by a key."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Span(Protocol):
    """Anything from one moment to another, [start, end)."""

    @property
    def start(self) -> datetime: ...

    @property
    def end(self) -> datetime: ...


S = TypeVar("S", bound=Span)
T = TypeVar("T")
K = TypeVar("K")


def grouped(things: Iterable[T], key: Callable[[T], K | None]) -> dict[K, list[T]]:
    """Things by their key, each in the order in which they come; without those that have none."""
    groups: dict[K, list[T]] = defaultdict(list)
    for thing in things:
        if (of := key(thing)) is not None:
            groups[of].append(thing)
    return groups


def overlap(a: Span, b: Span) -> timedelta:
    """How long two spans last at once; zero where one ends as the other starts."""
    return max(timedelta(0), min(a.end, b.end) - max(a.start, b.start))


def overlapping_pairs(spans: Iterable[S]) -> Iterator[tuple[S, S]]:
    """Every two spans that overlap, the earlier start first; spans without length never do."""
    going: list[S] = []
    for span in sorted((s for s in spans if s.start < s.end), key=lambda s: s.start):
        going = [g for g in going if g.end > span.start]
        for earlier in going:
            yield earlier, span
        going.append(span)


@dataclass(frozen=True, slots=True)
class Calendar(Generic[S]):
    """
    Spans in order of start, searched without looking at all of them.

    Attributes
    ----------
    spans, starts
        In order of start; spans without length are left out, nothing overlaps them.
    latest
        The latest end among the spans up to here: the search back stops where it is past.
    """

    spans: Sequence[S]
    starts: Sequence[datetime]
    latest: Sequence[datetime]

    @classmethod
    def of(cls, spans: Iterable[S]) -> "Calendar[S]":
        inside = sorted((s for s in spans if s.start < s.end), key=lambda s: s.start)
        latest = tuple(accumulate((s.end for s in inside), max))
        return cls(tuple(inside), tuple(s.start for s in inside), latest)

    def during(self, start: datetime, end: datetime) -> Iterator[S]:
        """The spans that overlap [start, end), the latest start first."""
        if start >= end:
            return
        for k in range(bisect_left(self.starts, end) - 1, -1, -1):
            if self.latest[k] <= start:
                return
            if self.spans[k].end > start:
                yield self.spans[k]

    def at(self, moment: datetime) -> S | None:
        """The span that holds this moment; of several, the one that started last."""
        return next(self.during(moment, moment + datetime.resolution), None)

    def begun_by(self, moment: datetime) -> S | None:
        """The span with the latest start not after this moment, over or not."""
        k = bisect_left(self.starts, moment + datetime.resolution)
        return self.spans[k - 1] if k > 0 else None

    def starting_from(self, moment: datetime) -> Sequence[S]:
        """The spans that start at this moment or later."""
        return self.spans[bisect_left(self.starts, moment) :]
