"""The result of many weeks, session by session and cell by cell, however they were computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.problem import Sitting
from scheduler.risk.chains import Chain
from scheduler.risk.drawing import Weeks, draw_weeks
from scheduler.risk.special_functions import Integers
from scheduler.risk.stand import Stand
from scheduler.risk.weeks import Week
from scheduler.timetable.diff import in_slots
from scheduler.timetable.utilisation import overtime

Booleans = np.ndarray[tuple[int], np.dtype[np.bool_]]
Cell = tuple[str, str]
"""(room, day slot), as the annex prints them."""


@dataclass(frozen=True)
class Drawn:
    """
    Weeks side by side.

    Attributes
    ----------
    starts, ends
        By session: minutes from local midnight of the first day; ``never`` where somebody has to
        decide before.
    cells
        By cell: whether other sessions are held there than printed. Only those that may change.
    overtime, trimmed
        Minutes past the ends of slots, and given up, in all.
    stopped
        Whether somebody has to decide in the course of the week.
    """

    never: int
    starts: Mapping[str, Integers]
    ends: Mapping[str, Integers]
    cells: Mapping[Cell, Booleans]
    overtime: Integers
    trimmed: Integers
    stopped: Booleans

    @property
    def samples(self) -> int:
        return len(self.stopped)


def draw(
    stand: Stand, chains: Sequence[Chain], minutes: Mapping[str, Integers], samples: int
) -> Drawn:
    """The weeks of these chains, in which the sessions last so long."""
    starts: dict[str, Integers] = {}
    ends: dict[str, Integers] = {}
    cells: dict[Cell, Booleans] = {}
    over = np.zeros(samples, dtype=np.int64)
    stopped = np.zeros(samples, dtype=np.bool_)
    for chain in chains:
        weeks = draw_weeks(chain, [minutes[link.session] for link in chain.links])
        for n, link in enumerate(chain.links):
            starts[link.session], ends[link.session] = weeks.starts[n], weeks.ends[n]
        stopped |= (weeks.ends == chain.never).any(axis=0)
        over += _overtime(chain, weeks)
        for cell, changed in _cells(stand, chain, weeks).items():
            cells[cell] = cells[cell] | changed if cell in cells else changed
    never = stand.instance.horizon + 1
    return Drawn(never, starts, ends, cells, over, np.zeros_like(over), stopped)


def _overtime(chain: Chain, weeks: Weeks) -> Integers:
    """Minutes past the end of the last slot of each session; others have none under ``roll``."""
    over = np.zeros(weeks.ends.shape[1], dtype=np.int64)
    for n, link in enumerate(chain.links):
        end, last = weeks.ends[n], link.places[-1]
        late = np.where((end < chain.never) & (end > last.end), end - last.end, 0)
        over = np.maximum(over, late)
    return over


def _cells(stand: Stand, chain: Chain, weeks: Weeks) -> dict[Cell, Booleans]:
    """
    For each slot that the chain may use: whether another of its sessions is there, or none is.
    """
    changed: dict[Cell, Booleans] = {}
    listed = _listed(stand, stand.printed.sittings)
    for n, link in enumerate(chain.links):
        start, end = weeks.starts[n], weeks.ends[n]
        lasted = np.where(end < chain.never, end, link.printed[-1][1])
        for place in link.places:
            cell = (chain.room, stand.instance.slots[place.k].id)
            sits = (start < place.end) & (lasted > place.start) & (start < chain.never)
            printed = link.session in listed.get(cell, ())
            differs = sits != printed
            changed[cell] = changed[cell] | differs if cell in changed else differs
    return changed


def tally(stand: Stand, weeks: Sequence[Week]) -> Drawn:
    """The same of weeks that were replanned one by one."""
    never, samples = stand.instance.horizon + 1, len(weeks)
    ids = [s.id for s in stand.instance.sessions]
    starts = {id: np.full(samples, never, dtype=np.int64) for id in ids}
    ends = {id: np.full(samples, never, dtype=np.int64) for id in ids}
    over, trimmed = np.zeros(samples, dtype=np.int64), np.zeros(samples, dtype=np.int64)
    cells: dict[Cell, Booleans] = {}
    printed = _listed(stand, stand.printed.sittings)
    for w, week in enumerate(weeks):
        for id, (start, end) in _times(stand, week, never).items():
            starts[id][w], ends[id][w] = start, end
        over[w] = sum(overtime(stand.instance.problem, week.last.timetable).values())
        trimmed[w] = sum(week.trimmed.values())
        now = _listed(stand, _begun(week))
        for cell in printed.keys() | now.keys():
            row = cells.setdefault(cell, np.zeros(samples, dtype=np.bool_))
            row[w] = printed.get(cell) != now.get(cell)
    stopped = np.array([week.stopped is not None for week in weeks], dtype=np.bool_)
    return Drawn(never, starts, ends, cells, over, trimmed, stopped)


def _begun(week: Week) -> list[Sitting]:
    """The sittings of a week; of a stopped one those that had begun by then."""
    last = week.last.sittings
    return [s for s in last if week.stopped is None or s.start < week.stopped]


def _times(stand: Stand, week: Week, never: int) -> dict[str, tuple[int, int]]:
    """(start, end) of each session that began; NEVER where a stopped week does not tell its end."""
    times: dict[str, tuple[int, int]] = {}
    told, unfinished = week.last_told
    begun = _begun(week)
    later = [s for s in week.last.sittings if s.session in told and s not in begun]
    final = {s.session: s for s in sorted(week.last.sittings, key=lambda s: s.start)}
    for s in sorted((*begun, *later), key=lambda s: s.start):
        start = times.get(s.session, (stand.minute(s.start), never))[0]
        is_over = week.stopped is None or s.end <= week.stopped or s.session in told
        is_known = is_over and s.session not in unfinished and s == final[s.session]
        times[s.session] = start, stand.minute(s.end) if is_known else never
    return times


def _listed(stand: Stand, sittings: Sequence[Sitting]) -> dict[Cell, tuple[str, ...]]:
    """The sessions of each cell, in order of start."""
    listed: dict[Cell, list[str]] = {}
    for slot, sitting in in_slots(stand.instance.problem, sorted(sittings, key=lambda s: s.start)):
        own = listed.setdefault((sitting.room, slot.id), [])
        if sitting.session not in own:
            own.append(sitting.session)
    return {cell: tuple(sessions) for cell, sessions in listed.items()}
