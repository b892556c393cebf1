"""
Each interpreted room slot is served by one team, which is not asked for more than it may work.

An assignment is all interpreted sittings of a room in one day slot, from the first start to the
last end.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from scheduler.problem import Interpretation, Problem, Team
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Charge
from scheduler.verifier.clock import DaySlot, minutes
from scheduler.verifier.findings import Breach, Violation
from scheduler.verifier.hours import Hours, hours_of
from scheduler.verifier.levels import level_of
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import many
from scheduler.verifier.tiers import tier_of_minutes

RULE = "interpretation"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The interpreted sittings of a room in one day slot."""

    team: str
    room: str
    slot: DaySlot
    stays: tuple[Stay, ...]

    @property
    def start(self) -> datetime:
        return min(stay.start for stay in self.stays)

    @property
    def end(self) -> datetime:
        return max(stay.end for stay in self.stays)

    @property
    def over(self) -> bool:
        return all(stay.over for stay in self.stays)

    def had(self, now: datetime | None) -> timedelta:
        """How long it had lasted by now."""
        ends = [stay.end for stay in self.stays if stay.begun]
        return min(now, max(ends)) - self.start if ends and now is not None else timedelta(0)

    def since(self, now: datetime | None) -> datetime:
        """From when its minutes are still to come: its start, or now if that is later."""
        return self.start if now is None else max(self.start, now)

    @property
    def sessions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stay.session for stay in self.stays))


def assignments(reading: Reading) -> tuple[Assignment, ...]:
    """In order of time; sittings without slot or team make none."""
    cells: dict[tuple[str, str, str], list[Stay]] = defaultdict(list)
    slots = {slot.id: slot for slot in reading.slots}
    for stay in reading.stays:
        if _interpreted(reading, stay) and stay.slot is not None and stay.team is not None:
            cells[stay.slot.id, stay.room, stay.team].append(stay)
    made = (
        Assignment(team, room, slots[slot], tuple(stays))
        for (slot, room, team), stays in cells.items()
    )
    return tuple(sorted(made, key=lambda a: (a.start, a.room, a.team)))


def _interpreted(reading: Reading, stay: Stay) -> bool:
    session = reading.sessions.get(stay.session)
    return session is not None and bool(session.languages)


def check(reading: Reading) -> Iterator[Violation]:
    """Who interprets what: one team a room slot, with all the languages."""
    offered = reading.problem.interpretation
    if offered is None:  # a team that a sitting names is nobody's business here
        return
    teams = {team.id: team for team in offered.teams}
    for stay in reading.stays:
        why = None if stay.begun else _unserved(reading, teams, stay)
        if why is not None:
            yield Violation(RULE, (stay.session,), f"{reading.say_stay(stay)} {why}.")
    cells = grouped(assignments(reading), lambda a: (a.slot.id, a.room))
    for (slot, room), several in sorted(cells.items()):
        fresh = any(not stay.begun for a in several for stay in a.stays)
        if len(several) > 1 and fresh:
            names = " and ".join(a.team for a in several)
            sessions = tuple(id for a in several for id in a.sessions)
            yield Violation(RULE, sessions, f"{names} both work in {room} on {slot}.")


def _unserved(reading: Reading, teams: dict[str, Team], stay: Stay) -> str | None:
    session = reading.sessions.get(stay.session)
    wanted = session.languages if session is not None and teams else frozenset()
    if not wanted:
        return None if stay.team is None else f"needs no interpreters, but has {stay.team}"
    if stay.team is None:
        return f"has no interpreters for {', '.join(sorted(wanted))}"
    if stay.team not in teams:
        return f"has interpreters {stay.team}, who are not in the scenario"
    lacking = wanted - teams[stay.team].languages
    return f"has {stay.team}, who lack {', '.join(sorted(lacking))}" if lacking else None


def charge(reading: Reading) -> Iterator[Charge]:
    """Overtime of interpreters."""
    offered = reading.problem.interpretation
    if offered is None or offered.overtime is None:
        return
    for a in assignments(reading):
        over = minutes(a.end - a.start) - offered.minutes
        amount = min(over, offered.overtime.minutes) * offered.overtime.price
        if amount > 0:
            overtime = f"{many(over, 'minute')} of overtime"
            yield Charge(
                rule=RULE,
                tier=tier_of_minutes(reading.problem),
                sessions=a.sessions,
                amount=amount,
                message=f"{overtime} for {a.team} in {a.room} on {a.slot.id}.",
            )


def breaches(reading: Reading) -> Iterator[Breach]:
    offered = reading.problem.interpretation
    if offered is None:
        return
    everything = assignments(reading)
    for team in offered.teams:
        work = [a for a in everything if a.team == team.id]
        yield from _too_long(reading, offered, work)
        yield from _too_many(reading.problem, offered, team, work)
        yield from _too_close(reading, offered, work)
        yield from _away(reading, team, work)


def ends(reading: Reading, stay: Stay, latest: datetime) -> Iterator[datetime]:
    """When a sitting that runs has to end, as far as its interpreters go, if they are asked."""
    offered = reading.problem.interpretation
    own = next((a for a in assignments(reading) if stay in a.stays), None)
    if offered is None or own is None:
        return
    if not level_of(reading.problem, RULE, (), (own.team,)).obeyed:
        return
    limit = (offered.minutes + _extra(offered)) * MINUTE
    yield own.start + max(limit, own.had(reading.now))
    for team in offered.teams:
        hours = _hours(reading, team)
        if team.id == own.team and hours is not None:
            yield hours.permitted_until(stay.since, latest)


def _extra(offered: Interpretation) -> int:
    """The minutes beyond the limit that a price allows."""
    return offered.overtime.minutes if offered.overtime is not None else 0


def _hours(reading: Reading, team: Team) -> Hours | None:
    return hours_of(team.available, team.unavailable, reading.problem.meeting.timezone)


def _breach(amount: int, message: str, *work: Assignment) -> Breach:
    past = all(stay.begun for a in work for stay in a.stays)
    return Breach(RULE, (), amount, message, people=(work[0].team,), past=past)


def _too_long(
    reading: Reading, offered: Interpretation, work: list[Assignment]
) -> Iterator[Breach]:
    for a in work:
        length = minutes(a.end - a.start)
        over = length - offered.minutes - _extra(offered)
        if over > 0:
            where = f"{a.room}, {reading.say_span(a.start, a.end)}"
            worked = f"{many(length, 'minute')} of work for {a.team} in {where}"
            message = f"{worked}: {over} too many."
            too_long = a.end - a.start > a.had(reading.now)
            yield replace(_breach(over, message, a), past=a.over or not too_long)


def _too_many(
    problem: Problem, offered: Interpretation, team: Team, work: list[Assignment]
) -> Iterator[Breach]:
    spells = [(1, offered.per_day), *((cap.days, cap.most) for cap in offered.caps)]
    for days, most in spells:
        for first in sorted(set(problem.days)):
            inside = [a for a in work if 0 <= (a.slot.day - first).days < days]
            if len(inside) > most:
                serves = f"{team.id} would serve {many(len(inside), 'sitting')}"
                within = f"in {many(days, 'day')} from {first}"
                message = f"{serves} {within}, but at most {most} are allowed."
                yield _breach(len(inside) - most, message, *inside)


def _too_close(
    reading: Reading, offered: Interpretation, work: list[Assignment]
) -> Iterator[Breach]:
    for a, b in combinations(work, 2):
        gap = max(b.start - a.end, a.start - b.end)
        if gap < offered.between * MINUTE:
            one, other = (f"{x.room}, {reading.say_span(x.start, x.end)}" for x in (a, b))
            free = many(max(0, minutes(gap)), "minute")
            between = f"{free} between {one}, and {other},"
            message = f"{between} for {a.team}; {offered.between} are needed."
            yield _breach(1, message, a, b)


def _away(reading: Reading, team: Team, work: list[Assignment]) -> Iterator[Breach]:
    hours = _hours(reading, team)
    for a in work:
        if hours is not None and not hours.permit(a.start, a.end):
            span = reading.say_span(a.start, a.end)
            breach = _breach(1, f"{team.id} cannot work throughout {a.room}, {span}.", a)
            yield replace(breach, past=a.over or hours.permit(a.since(reading.now), a.end))
