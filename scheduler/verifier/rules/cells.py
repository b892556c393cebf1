"""
An annex cell (a room in a day slot) whose list of sessions changes costs by day and audience.

A list names each session once, in order of start. A sitting outside every slot of its kind is
printed in the latest one that began by its start; before the first slot it is in no cell.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from scheduler.timetable import Charge
from scheduler.verifier.clock import REGULAR, DaySlot
from scheduler.verifier.published import compare
from scheduler.verifier.reading import Reading, Stay

Cell = tuple[str, str]
"""A day slot's id and a room."""


def charge(reading: Reading) -> Iterator[Charge]:
    if reading.problem.situation is None:
        return
    comparison = compare(reading)
    days = {slot.id: slot.day for slot in reading.slots}
    was = _cells(reading, comparison.published)
    now = _cells(reading, reading.stays)
    for cell in sorted(was.keys() | now.keys()):
        before, after = was.get(cell, ()), now.get(cell, ())
        if before != after:
            slot, room = cell
            sessions = tuple(dict.fromkeys(before + after))
            yield Charge(
                rule="cells",
                tier="cells",
                sessions=sessions,
                amount=comparison.weight(sessions, days[slot]),
                message=f"{room} on {slot} is published with {_list(before)}, "
                f"and now has {_list(after)}.",
            )


def _cells(reading: Reading, stays: Iterable[Stay]) -> Mapping[Cell, tuple[str, ...]]:
    cells: dict[Cell, dict[str, None]] = defaultdict(dict)
    for stay in sorted(stays, key=lambda s: (s.start, s.session)):
        slot = printed_in(reading, stay)
        if slot is not None:
            cells[slot.id, stay.room][stay.session] = None
    return {cell: tuple(sessions) for cell, sessions in cells.items()}


def printed_in(reading: Reading, stay: Stay) -> DaySlot | None:
    """The day slot of a sitting; outside all of its kind, the latest that began by its start."""
    if stay.slot is not None:
        return stay.slot
    session = reading.sessions.get(stay.session)
    kind = session.kind if session is not None else REGULAR
    return reading.slots_for(kind).begun_by(stay.start)


def _list(sessions: tuple[str, ...]) -> str:
    return ", ".join(sessions) or "nothing"
