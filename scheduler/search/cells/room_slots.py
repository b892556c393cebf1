"""
A conference as a board of room slots: which sessions, of which bodies, may be in which cell.

Here a cell holds sessions of one body alone. The minutes in it are not on the board.
"""

from collections import defaultdict
from dataclasses import dataclass

from scheduler import model as models
from scheduler.instance.instance import Instance
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.problem import Exclusive

Cell = tuple[int, int]
"""(slot k, room r)."""


@dataclass(frozen=True, slots=True)
class Board:
    """
    Attributes
    ----------
    bodies
        Sessions of body b, shape (m,); each session is of one body.
    body
        Body of session i, shape (n,).
    sizes
        Ticks that session i takes at the least, shape (n,).
    lengths
        Ticks of slot k, its overtime included, shape (K,).
    rooms
        By session i and slot k: the rooms it may use there.
    """

    instance: Instance
    bodies: tuple[tuple[int, ...], ...]
    body: tuple[int, ...]
    sizes: tuple[int, ...]
    lengths: tuple[int, ...]
    rooms: dict[tuple[int, int], frozenset[int]]

    def union_of(self, sessions: set[int]) -> list[int] | None:
        """The bodies that these sessions are, if they are whole bodies."""
        bodies = sorted({self.body[i] for i in sessions})
        return bodies if sum(len(self.bodies[b]) for b in bodies) == len(sessions) else None


def board_of(instance: Instance) -> Board | None:
    """None where cells are not for one body alone."""
    bodies = _bodies(instance)
    if bodies is None:
        return None
    left = models.prune(instance)
    return Board(
        instance=instance,
        bodies=bodies,
        body=tuple(b for _, b in sorted((i, b) for b, own in enumerate(bodies) for i in own)),
        sizes=instance.least,
        lengths=tuple(slot.end + slot.allowed - slot.start for slot in instance.slots),
        rooms={
            (i, k): frozenset(rooms)
            for (i, k), rooms in sorted(left.rooms.items())
            if k in left.slots[i] and rooms
        },
    )


def _bodies(instance: Instance) -> tuple[tuple[int, ...], ...] | None:
    """Sessions by body, if a hard statement parts all of them, each being of one body."""
    for rule in hard_statements(instance.problem, Exclusive):
        own = tuple(tuple(sessions) for _, sessions in instance.bodies(rule))
        listed = [i for sessions in own for i in sessions]
        if len(listed) == len(set(listed)) == len(instance.sessions):
            return own
    return None


def sessions_led(instance: Instance) -> dict[str, list[int]]:
    """By person: the sessions over which this person presides in any case."""
    led: defaultdict[str, list[int]] = defaultdict(list)
    for i, panels in enumerate(instance.panels):
        for who in frozenset.intersection(*(panel.people for panel in panels)):
            led[who].append(i)
    return led
