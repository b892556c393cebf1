"""Sessions that the file names differently: recognised by their place, if no other is there."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.importing.against.file_report import FileSession, Stretch
from scheduler.importing.against.meeting_view import View
from scheduler.importing.against.pairing import Pairs
from scheduler.problem import Session

SIDE = "side-event"


MOST_PAIRS = 1_000_000
"""A session that is gone and one that is new, to be compared: a thousand of each."""


def with_renamed(
    view: View, pairs: Pairs, gone: Sequence[str]
) -> tuple[Pairs, tuple[str, ...], str]:
    """
    What is new at the very place of what is ``gone``, for as many minutes, is that by another name.

    Only where it is the one such session on both sides; the ids of these come with it. Of more
    than ``MOST_PAIRS`` none is looked for, which the text that comes last says.
    """
    if len(gone) * len(pairs.new) > MOST_PAIRS:
        return pairs, (), _too_many(len(gone), len(pairs.new))
    places = _Places(view, pairs)
    match = {
        (id, at)
        for id in gone
        for at, heard in enumerate(pairs.new)
        if heard.stretches and places.are_one(view.sessions[id], heard)
    }
    ids, numbers = Counter(id for id, _ in match), Counter(at for _, at in match)
    sure = {id: at for id, at in match if ids[id] == numbers[at] == 1}
    taken = {*sure.values()}
    known = {id: replace(pairs.new[at], id=id) for id, at in sure.items()}
    made = replace(
        pairs,
        known={**pairs.known, **known},
        new=tuple(one for at, one in enumerate(pairs.new) if at not in taken),
        gone=tuple(id for id in pairs.gone if id not in sure),
    )
    return made, tuple(id for id in gone if id in sure), ""


def _too_many(gone: int, new: int) -> str:
    return (
        f"{gone:,} sessions are not in the file and {new:,} are new: too many to find out which "
        "of them only have a new name"
    )


class _Places:
    """Where sessions of the scenario were, and where those of the file are."""

    def __init__(self, view: View, pairs: Pairs) -> None:
        self._view, self._pairs = view, pairs
        self._starts: dict[int, dict[str, datetime]] = {}

    def are_one(self, session: Session, heard: FileSession) -> bool:
        if (session.kind == SIDE) != (heard.fields.get("kind") == SIDE):
            return False
        if self._view.base is not None:
            return self._was_there(self._view.base.get(session.id, ()), session, heard)
        if session.id in self._view.orders:
            return self._comes_between(session, heard)
        return self._is_pinned_there(session, heard)

    def _was_there(self, parts: Sequence[Stretch], session: Session, heard: FileSession) -> bool:
        rooms = [*dict.fromkeys(part.room for part in parts)]
        if not parts or not self._may_be_in(heard, rooms):
            return False
        if all(part.exact and part.minutes for part in heard.stretches):
            own = [(part.start, part.minutes) for part in heard.stretches]
            return own == [(part.start, part.minutes) for part in parts]
        slots = (dict.fromkeys(self._slots(session, of)) for of in (parts, heard.stretches))
        return next(slots) == next(slots)

    def _slots(self, session: Session, parts: Sequence[Stretch]) -> Iterator[datetime]:
        for part in parts:
            begun = self._view.slots.begun(session.kind, part.start) if part.exact else None
            yield begun.start if begun is not None else part.start

    def _may_be_in(self, heard: FileSession, rooms: Sequence[str]) -> bool:
        """Whether it is in these rooms, as far as the file says it."""
        words = [*dict.fromkeys(part.room for part in heard.stretches)]
        return words == [""] or [self._view.room(word) for word in words] == [*rooms]

    def _is_pinned_there(self, session: Session, heard: FileSession) -> bool:
        pin, first = session.pin, heard.stretches[0]
        if pin is None or pin.exact is None or not first.exact or first.start != pin.exact:
            return False
        room = pin.room or (session.rooms[0] if session.rooms and not session.rooms[1:] else None)
        inside = session.minutes.least <= heard.minutes <= session.minutes.most
        return inside and (room is None or self._may_be_in(heard, [room]))

    def _starts_in(self, index: int) -> dict[str, datetime]:
        """When the sessions of a rolling order start that both have."""
        if index not in self._starts:
            known = self._pairs.known
            order = [id for id in self._view.problem.rolling[index].order if id in known]
            timed = (id for id in order if known[id].stretches)
            self._starts[index] = {id: known[id].stretches[0].begins for id in timed}
        return self._starts[index]

    def _comes_between(self, session: Session, heard: FileSession) -> bool:
        """In a rolling order, between the same two sessions, as long as it may be."""
        order = self._view.problem.rolling[self._view.orders[session.id]]
        own = session.minutes
        if heard.minutes and not own.least <= heard.minutes <= own.most:
            return False
        if not self._may_be_in(heard, [order.room]):
            return False
        starts = self._starts_in(self._view.orders[session.id])
        at = order.order.index(session.id)
        before, after = order.order[at - 1 : at], order.order[at + 1 : at + 2]
        if not {*before, *after} <= starts.keys():
            return False  # a neighbour is not there either
        begins = heard.stretches[0].begins
        earlier = [id for id in starts if starts[id] <= begins]
        later = [id for id in starts if starts[id] > begins]
        last = max(earlier, key=lambda id: starts[id]) if earlier else None
        next_one = min(later, key=lambda id: starts[id]) if later else None
        return (last, next_one) == (*(before or (None,)), *(after or (None,)))


def rename_notes(
    view: View, renamed: Sequence[str], known: Mapping[str, FileSession]
) -> Iterator[str]:
    """How it is known that these are other names."""
    for id in renamed:
        yield (
            f"{known[id].name!r} is read as a new name of {view.name(id)!r}: it is in the "
            "same place, and is the only new session there"
        )
