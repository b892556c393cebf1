"""
Who is where so far, and where else a session could be: parts at walls, rooms, people.

A session starts at a tick of its slot, sits up to the wall, and goes on at the start of the next
slot that it may use. What is laid out stays valid whatever is added later: a slot was passed over
because it was taken, and nobody leaves.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from scheduler.instance.instance import Instance
from scheduler.instance.records import Span, overlaps

Leg = tuple[int, int, int]
"""(slot k, start, end) of a part, in ticks."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The sittings of session i in room r; ``lost``: ticks of its room that nobody can use now."""

    i: int
    r: int
    legs: tuple[Leg, ...]

    @property
    def start(self) -> int:
        return self.legs[0][1]

    @property
    def end(self) -> int:
        return self.legs[-1][2]


@dataclass
class Rows:
    """What is taken, by room and by person; every session has one room and its first panel."""

    instance: Instance
    rooms: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    ready: dict[int, int] = field(default_factory=dict)

    def put(self, layout: Layout) -> None:
        """Take the places of a session."""
        legs = [(start, end) for _, start, end in layout.legs]
        self.spans[layout.i] = legs
        self.rooms[layout.r] += legs
        for who in self.instance.panels[layout.i][0].people:
            self.people[who] += legs
        for after in self.instance.afters:
            if after.a == layout.i:
                self.ready[after.b] = max(self.ready.get(after.b, 0), after.release(layout.end))

    def layouts(self, i: int, r: int, since: int, until: int | None = None) -> Iterator[Layout]:
        """All that are free in one room and start no later, the first starts first."""
        instance = self.instance
        serving, slots = instance.serving[i], instance.slots
        pinned = instance.pinned(i) or (0, instance.horizon)
        first = max(since, instance.now, instance.earliest(i), pinned[0])
        last = pinned[1] if until is None else min(until, pinned[1])
        for n, k in enumerate(serving):
            if slots[k].start > last:
                continue
            over = first
            for t in instance.starts(i, k):
                if over <= t <= last:
                    over = self._over(i, r, t)
                    layout = self._layout(i, r, serving[n:], t) if over <= t else None
                    if layout is not None:
                        yield layout

    def _over(self, i: int, r: int, t: int) -> int:
        """When everything on at a tick that is in the way is over; 0 if nothing is."""
        instance = self.instance
        rooms = (self.rooms[s] for s in instance.alike[r])
        people = (self.people[who] for who in instance.panels[i][0].people)
        taken = chain(*rooms, *people, *(self.spans[j] for j in instance.conflicts[i]))
        return max((end for start, end in taken if start <= t < end), default=0)

    def rest_of(self, i: int, r: int, held: Sequence[Leg]) -> Layout | None:
        """What has begun of session i, and what is to come of it; None if that finds no place."""
        return self._layout(i, r, self.instance.serving[i], 0, held)

    def _layout(
        self, i: int, r: int, serving: Sequence[int], t: int, held: Sequence[Leg] = ()
    ) -> Layout | None:
        """``serving``: the slot of the start, and those that it may go on in; ``held``: begun."""
        instance, legs = self.instance, list(held)
        rest = instance.planned[i] - sum(end - start for _, start, end in held)
        split = instance.sessions[i].split
        most = 1 if split is None else (split.most_parts or len(instance.slots))
        for q in serving if rest > 0 and len(legs) < most else ():
            slot = instance.slots[q]
            if legs and slot.start < max(legs[-1][2], instance.now):
                continue
            start = slot.start if legs else t
            end = min(start + rest, slot.end)
            if not self.is_free(i, q, r, start, end):
                if legs:
                    continue
                return None
            legs.append((q, start, end))
            rest -= end - start
            if rest == 0 or len(legs) == most:
                break
        least, new = instance.least_part[i], legs[len(held) :]
        short = len(legs) > 1 and any(end - start < least for _, start, end in new)
        return None if rest > 0 or short else Layout(i, r, tuple(legs))

    def is_free(self, i: int, k: int, r: int, start: int, end: int) -> bool:
        instance = self.instance
        panel = instance.panels[i][0]
        return (
            instance.open_for(i, k)
            and end <= instance.deadline(i)
            and not overlaps(panel.away, start, end)
            and not overlaps(instance.forbidden(i, k, r), start, end)
            and not any(overlaps(self.rooms[s], start, end) for s in instance.alike[r])
            and not any(overlaps(self.people[who], start, end) for who in panel.people)
            and not any(overlaps(self.spans[j], start, end) for j in instance.conflicts[i])
        )
