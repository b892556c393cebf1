"""All timetables of a small problem, by brute force; local rules cut what cannot become one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from scheduler.problem import Problem
from scheduler.problem.meeting import Session
from tests.oracle import interpreting
from tests.oracle.judge import (
    alone,
    history,
    last_possible_end,
    may_be_unplaced,
    of_pair,
    placement,
    sequence,
    whole,
)
from tests.oracle.meeting import Meeting, Sit, Slot, Table, begun
from tests.oracle.tiers import Costs, costs

MOST = 1_500
"""So many timetables are looked at in full."""
STEPS = 20_000
"""So many are begun."""


class TooMany(Exception):
    """The problem is too large for brute force."""


@dataclass(frozen=True)
class Listed:
    """A timetable; what it costs is counted when it is asked for."""

    meeting: Meeting
    sits: tuple[Sit, ...]
    unplaced: frozenset[str]

    @cached_property
    def costs(self) -> Costs:
        """By tier."""
        return costs(self.meeting, Table(self.meeting, self.sits, self.unplaced))


def every_timetable(problem: Problem) -> list[Listed]:
    """All that break no hard rule; raises TooMany."""
    meeting = Meeting(problem)
    return [Listed(meeting, tuple(table.sits), table.unplaced) for table in tables(meeting)]


def is_possible(problem: Problem) -> bool:
    """Whether there is a timetable at all; raises TooMany."""
    return any(True for _ in tables(Meeting(problem)))


def best(found: list[Listed]) -> list[Listed]:
    """Those that cost least, tier after tier."""
    least = min((tuple(one.costs.values()) for one in found), default=())
    return [one for one in found if tuple(one.costs.values()) == least]


def tables(meeting: Meeting) -> Iterator[Table]:
    choices = []
    ids = [s.id for s in meeting.held]
    ids.sort(key=lambda id: id in meeting.orders)
    for id in ids:
        choices.append((id, list(dict.fromkeys(options(meeting, meeting.sessions[id])))))
    fixed = [s for s in meeting.history if s.session in meeting.cancelled]
    counts = {"steps": 0, "tables": 0}
    for sits, unplaced in combined(meeting, choices, counts):
        for staffed in teams(meeting, [*sits, *fixed]):
            counts["tables"] += 1
            if counts["tables"] > MOST:
                raise TooMany("timetables")
            table = Table(meeting, staffed, unplaced)
            rules = (history, placement, whole)
            if not any(True for rule in rules for _ in rule(meeting, table)):
                yield table


Choices = list[tuple[str, list[tuple[Sit, ...] | None]]]


def combined(
    meeting: Meeting, choices: Choices, counts: dict[str, int]
) -> Iterator[tuple[list[Sit], list[str]]]:
    """A choice for each session, so that no two break a rule of two sessions."""
    fine: dict[tuple[tuple[Sit, ...], tuple[Sit, ...]], bool] = {}

    def agree(a: tuple[Sit, ...], b: tuple[Sit, ...]) -> bool:
        key = a, b
        if key not in fine:
            pair = of_pair(meeting, a[0].session, list(a), b[0].session, list(b))
            fine[key] = not any(True for _ in pair) and in_sequence(meeting, a, b)
        return fine[key]

    def add(n: int, chosen: list[tuple[Sit, ...]], out: list[str]) -> Iterator[None]:
        counts["steps"] += 1
        if counts["steps"] > STEPS:
            raise TooMany("steps")
        if n == len(choices):
            yield None
            return
        id, found = choices[n]
        for option in found:
            if option is None:
                out.append(id)
                yield from add(n + 1, chosen, out)
                out.pop()
            elif all(agree(other, option) for other in chosen):
                chosen.append(option)
                yield from add(n + 1, chosen, out)
                chosen.pop()

    chosen: list[tuple[Sit, ...]] = []
    out: list[str] = []
    for _ in add(0, chosen, out):
        yield [s for option in chosen for s in option], list(out)


def in_sequence(meeting: Meeting, a: tuple[Sit, ...], b: tuple[Sit, ...]) -> bool:
    """Whether two sessions of one rolling order follow one another; true of all others."""
    order = meeting.orders.get(a[0].session)
    if order is None or order is not meeting.orders.get(b[0].session):
        return True
    by = {a[0].session: list(a), b[0].session: list(b)}
    table = Table(meeting, [*a, *b])
    first, then = sequence(meeting, table, order)
    if begun(meeting, by[then][0]):
        return True
    return by[then][0].start >= max(s.end for s in by[first]) + order.changeover


# --- one session ---------------------------------------------------------------------------------


def options(meeting: Meeting, session: Session) -> Iterator[tuple[Sit, ...] | None]:
    """All that a session may do by itself; None is to have no place."""
    past = [s for s in (*meeting.history, *meeting.running) if s.session == session.id]
    past.sort(key=lambda s: s.start)
    if may_be_unplaced(meeting, session):
        yield None
    held = sum(s.end - s.start for s in past if s not in meeting.running)
    for total in range(meeting.fewest(session.id), meeting.planned(session.id) + 1):
        for panel in meeting.panels(session):
            for sits in layouts(meeting, session, past, total - held, panel):
                table = Table(meeting, sits)
                if not any(True for _ in alone(meeting, table)):
                    yield tuple(sits)


def layouts(
    meeting: Meeting, session: Session, past: list[Sit], left: int, panel: tuple[str, ...]
) -> Iterator[list[Sit]]:
    if past and past[-1] in meeting.running:
        for sit, more in ends(meeting, session, past[-1], left):
            if sit.end >= (meeting.now or 0):
                yield from onwards(meeting, session, [*past[:-1], sit], more, panel)
    else:
        yield from onwards(meeting, session, past, left, panel)


def onwards(
    meeting: Meeting, session: Session, sits: list[Sit], left: int, panel: tuple[str, ...]
) -> Iterator[list[Sit]]:
    """What may follow, where so many minutes are left."""
    if left == 0 and sits:
        yield sits
    if left <= 0:
        return
    chairs = panel if panel != usual(meeting, session) else ()
    for start, room in starts(meeting, session, sits):
        for sit, more in ends(meeting, session, Sit(session.id, room, start, start, chairs), left):
            yield from onwards(meeting, session, [*sits, sit], more, panel)


def usual(meeting: Meeting, session: Session) -> tuple[str, ...]:
    return tuple(map(meeting.as_acting, session.chairs))


def starts(meeting: Meeting, session: Session, sits: list[Sit]) -> Iterator[tuple[int, str]]:
    order = meeting.orders.get(session.id)
    coming = [s for s in sits if not begun(meeting, s)]
    for slot in meeting.slots:
        if not slot.serves(session.kind):
            continue
        rooms = list(meeting.rooms) if order is None else meeting.order_rooms(order, slot)
        if order is None and coming:
            rooms = [coming[-1].room]
        for start in beginnings(meeting, session, sits, slot):
            for room in rooms:
                yield start, room


def beginnings(meeting: Meeting, session: Session, sits: list[Sit], slot: Slot) -> Iterator[int]:
    now = meeting.now if meeting.now is not None else slot.start
    if sits:
        if session.split is not None and slot.start >= max(now, sits[-1].end):
            yield slot.start
        return
    told = meeting.starts.get(session.id)
    for start in range(max(slot.start, now), slot.end):
        if meeting.on_grid(start) or start == told:
            yield start


def ends(meeting: Meeting, session: Session, sit: Sit, left: int) -> Iterator[tuple[Sit, int]]:
    """(sitting, minutes left) for all ends that a part may have."""
    slot = meeting.ends_in(sit) if begun(meeting, sit) else meeting.slot_of(sit)
    if left < 0:
        return
    if slot is None:
        yield sit._replace(end=sit.start + left), 0
        return
    limit = slot.end + meeting.allowed(slot)
    if sit.start + left <= limit:
        yield sit._replace(end=sit.start + left), 0
    if session.split is None:
        return
    walls = set(range(slot.end, limit + 1))
    if begun(meeting, sit):
        stop = last_possible_end(meeting, sit)
        walls |= set() if stop is None else {stop}
    for end in sorted(walls):
        if end - sit.start < left:
            yield sit._replace(end=end), left - (end - sit.start)


# --- teams ---------------------------------------------------------------------------------------


def teams(meeting: Meeting, sits: list[Sit]) -> Iterator[list[Sit]]:
    """All ways to give the sittings that are to come their teams."""
    if meeting.problem.interpretation is None:
        yield sits
        return
    cells: dict[tuple[str, str], list[int]] = {}
    for n, sit in enumerate(sits):
        slot = meeting.slot_of(sit)
        wants = meeting.sessions[sit.session].languages
        if wants and slot is not None and not begun(meeting, sit):
            cells.setdefault((sit.room, slot.id), []).append(n)
    choice = []
    for own in cells.values():
        wants = frozenset[str]().union(*(meeting.sessions[sits[n].session].languages for n in own))
        choice.append(interpreting.suitable(meeting, wants))
    for picked in product(*choice):
        found = list(sits)
        for own, team in zip(cells.values(), picked, strict=True):
            for n in own:
                found[n] = found[n]._replace(team=team)
        yield found
