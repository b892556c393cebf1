"""
A partial timetable on masks: what is where, when a session could start, and what that would cost.
"""

from collections.abc import Iterable, Iterator

from scheduler.search.decomposed.masks import Frame, Mask, ones, ticks_of, touching


class Board:
    """
    Attributes
    ----------
    start, room
        Of session i; None while it has no place.
    at
        The ticks of session i.
    in_room, in_person
        The ticks in which a room, a person is taken.
    used
        By body: in how many sittings it has each of its rooms.
    """

    def __init__(self, frame: Frame) -> None:
        n, m = len(frame.lengths), len(frame.open)
        self.frame = frame
        self.start: list[int | None] = [None] * n
        self.room: list[int | None] = [None] * n
        self.at: list[Mask] = [0] * n
        self.in_room: list[Mask] = [0] * m
        self.in_person: list[Mask] = [0] * len(frame.led)
        self.here: list[dict[int, int]] = [{} for _ in range(m)]
        self.used: list[dict[int, int]] = [{} for _ in frame.bodies]

    def place(self, i: int, r: int, t: int) -> None:
        mask = ones(t, t + self.frame.lengths[i])
        self.start[i], self.room[i], self.at[i] = t, r, mask
        self.in_room[r] |= mask
        self.here[r][i] = t
        for c in self.frame.chairs[i]:
            self.in_person[c] |= mask
        for b in self.frame.bodies_of[i]:
            self.used[b][r] = self.used[b].get(r, 0) + 1

    def lift(self, i: int) -> None:
        r, mask = self.room[i], self.at[i]
        if r is None:
            return
        self.start[i], self.room[i], self.at[i] = None, None, 0
        self.in_room[r] &= ~mask
        del self.here[r][i]
        for c in self.frame.chairs[i]:
            self.in_person[c] &= ~mask
        for b in self.frame.bodies_of[i]:
            self.used[b][r] -= 1
            if self.used[b][r] == 0:
                del self.used[b][r]

    def taken(self, i: int, *, gently: bool) -> Mask:
        """Ticks in which session i must not be held; ``gently``: or should not."""
        mask, at, frame = 0, self.at, self.frame
        for c in frame.chairs[i]:
            mask |= self.in_person[c]
        for j in frame.conflicts[i]:
            mask |= at[j]
        for j in frame.clashes[i] if gently else ():
            mask |= at[j]
        return mask

    def free(self, i: int, *, gently: bool) -> Mask:
        """Starts of session i at which nobody is in its way, whatever the room."""
        frame = self.frame
        return frame.starts[i] & ~touching(self.taken(i, gently=gently), frame.lengths[i])

    def free_in(self, i: int, r: int, free: Mask, *, gently: bool) -> Mask:
        """Those of the starts at which the room is free as well."""
        frame = self.frame
        taken = touching(self.in_room[r] | frame.shut[r], frame.lengths[i])
        mask = free & ~taken & ~frame.bans.get((i, r), 0)
        for _, unwanted in frame.wishes[i] if gently else ():
            mask &= ~unwanted[r]
        return mask

    def in_the_way(self, i: int, r: int, t: int, *, gently: bool) -> set[int]:
        """Sessions that would have to go if session i were held there and then."""
        frame, mask = self.frame, ones(t, t + self.frame.lengths[i])
        others = {j for j in self.here[r] if self.at[j] & mask}
        for c in frame.chairs[i]:
            if self.in_person[c] & mask:
                others |= {j for j in frame.led[c] if self.at[j] & mask}
        others |= {j for j in frame.conflicts[i] if self.at[j] & mask}
        if gently:
            others |= {j for j in frame.clashes[i] if self.at[j] & mask}
        others.discard(i)
        return others

    def price(self, i: int, r: int, t: int) -> int:
        """What it would cost to hold session i there and then, as things are."""
        frame = self.frame
        mask, total = ones(t, t + frame.lengths[i]), 0
        for j, (once, each) in frame.clashes[i].items():
            both = self.at[j] & mask
            if both:
                total += once + each * both.bit_count()
        for weight, unwanted in frame.wishes[i]:
            total += weight * (unwanted[r] >> t & 1)
        return total + self.moving(i, r)

    def moving(self, i: int, r: int) -> int:
        """What it would cost in rooms to hold session i there."""
        return sum(
            self.frame.bodies[b].weight
            for b in self.frame.bodies_of[i]
            if self.used[b] and r not in self.used[b]
        )

    def places(self) -> list[tuple[int | None, int | None]]:
        """(room, start) of each session."""
        return list(zip(self.room, self.start, strict=True))

    def restore(self, places: list[tuple[int | None, int | None]]) -> None:
        """Go back to these places."""
        changed = [i for i, place in enumerate(self.places()) if place != places[i]]
        for i in changed:
            self.lift(i)
        for i in changed:
            r, t = places[i]
            if r is not None and t is not None:
                self.place(i, r, t)

    def cost(self) -> int:
        """What the timetable costs in all."""
        frame, total = self.frame, 0
        for body, used in zip(frame.bodies, self.used, strict=True):
            total += body.weight * max(0, len(used) - 1)
        for i, (r, t) in enumerate(zip(self.room, self.start, strict=True)):
            if r is not None and t is not None:
                for weight, unwanted in frame.wishes[i]:
                    total += weight * (unwanted[r] >> t & 1)
        return total + sum(amount for _, _, amount in self.meetings())

    def unwelcome(self) -> list[int]:
        """Sessions that are where, or when, somebody wishes them not to be."""
        places = zip(self.frame.wishes, self.room, self.start, strict=True)
        return [
            i
            for i, (wishes, r, t) in enumerate(places)
            if r is not None and t is not None and any(u[r] >> t & 1 for _, u in wishes)
        ]

    def meetings(self) -> Iterator[tuple[int, int, int]]:
        """(i, j, price) of sessions that should not be held at once, and are."""
        for i, clashes in enumerate(self.frame.clashes):
            for j, (once, each) in clashes.items():
                both = self.at[i] & self.at[j] if i < j else 0
                if both:
                    yield i, j, once + each * both.bit_count()

    def best_fit(self, i: int, r: int, starts: Mask, wastes: "Wastes") -> int:
        """The start among these that leaves the room least that nobody could use."""
        frame, length = self.frame, self.frame.lengths[i]
        free = frame.open[r] & ~self.in_room[r]
        flush = starts & free & ~(free << 1)
        if not flush:
            flush = starts & ~(free >> length)
            return ticks_of(flush)[0] if flush else ticks_of(starts)[0]
        best, fitting, rest, room_left = None, 0, 0, flush
        while room_left:
            ends = room_left & ~(free >> (length + rest))
            score = (rest % length != 0, *wastes.of(rest))
            if ends and (best is None or score < best):
                best, fitting = score, ends
                if rest == 0:
                    break
            room_left &= ~ends
            rest += 1
        return (fitting & -fitting).bit_length() - 1


class Wastes:
    """How much of a gap cannot be filled by sessions of the given lengths."""

    def __init__(self, lengths: Iterable[int]) -> None:
        self.lengths = sorted(set(lengths))
        self._filled = [0]

    def of(self, gap: int) -> tuple[int, int]:
        """(ticks that stay empty at the least, the gap)."""
        return gap - self.filled(gap), gap

    def filled(self, gap: int) -> int:
        """The most of a gap that sessions of these lengths can fill."""
        while len(self._filled) <= gap:
            size = len(self._filled)
            fits = [length for length in self.lengths if length <= size]
            self._filled.append(max((x + self._filled[size - x] for x in fits), default=0))
        return self._filled[gap]
