"""Teams of interpreters: which sitting has which, and what they may be asked to do."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any, NamedTuple

from tests.oracle.meeting import Meeting, Sit, Slot, Table, begun, is_over


class Assignment(NamedTuple):
    """All interpreted sittings of a room in a day slot."""

    team: str
    slot: Slot
    sits: tuple[Sit, ...]

    @property
    def start(self) -> int:
        return min(s.start for s in self.sits)

    @property
    def end(self) -> int:
        return max(s.end for s in self.sits)


class Occurrence(NamedTuple):
    """What a team is asked for too much: ``hard`` is the part that a hard rule judges."""

    team: str
    amount: int
    hard: int
    sits: tuple[Sit, ...]


def suitable(meeting: Meeting, languages: frozenset[str]) -> list[str]:
    rules = meeting.problem.interpretation
    return [t.id for t in rules.teams if languages <= t.languages] if rules else []


def team_of(meeting: Meeting, sit: Sit) -> str | None:
    """The team of a sitting: the one named, or the only one that has its languages."""
    languages = meeting.sessions[sit.session].languages
    if sit.team is not None or not languages or begun(meeting, sit):
        return sit.team
    fit = suitable(meeting, languages)
    return fit[0] if len(fit) == 1 else None


def assignments(meeting: Meeting, table: Table) -> list[Assignment]:
    found: dict[tuple[str, str, str], list[Sit]] = {}
    slots = {}
    for sit in table.sits:
        slot, team = meeting.slot_of(sit), team_of(meeting, sit)
        if slot is not None and team is not None:
            slots[slot.id] = slot
            found.setdefault((team, slot.id, sit.room), []).append(sit)
    return [Assignment(team, slots[slot], tuple(sits)) for (team, slot, _), sits in found.items()]


def staffing(meeting: Meeting, table: Table) -> Iterator[str]:
    """What has no level: which sittings have a team, and that it is one for a room and slot."""
    if meeting.problem.interpretation is None:
        return
    in_cell: dict[tuple[str, str], set[str]] = {}
    for sit in table.sits:
        languages = meeting.sessions[sit.session].languages
        team = team_of(meeting, sit)
        if not begun(meeting, sit):
            if languages and team not in suitable(meeting, languages):
                yield f"{sit.session} has no team with its languages"
            if not languages and team is not None:
                yield f"{sit.session} needs no team"
        slot = meeting.slot_of(sit)
        if team is not None and slot is not None:
            cell = in_cell.setdefault((sit.room, slot.id), set())
            if not begun(meeting, sit) and cell - {team}:
                yield f"{sit.session} has another team in its room and slot"
            cell.add(team)


def occurrences(meeting: Meeting, table: Table) -> Iterator[Occurrence]:
    rules = meeting.problem.interpretation
    if rules is None:
        return
    listed = assignments(meeting, table)
    limit = rules.minutes + (rules.overtime.minutes if rules.overtime else 0)
    for one in listed:
        length = one.end - one.start
        amount = hard = max(0, length - limit)
        start = one.start
        had = [s.end for s in one.sits if begun(meeting, s)]
        if meeting.now is not None and had:
            hard = max(0, length - max(limit, min(meeting.now, max(had)) - one.start))
            start = max(start, min(meeting.now, one.end))
        if all(is_over(meeting, s) for s in one.sits):
            hard = 0
        yield Occurrence(one.team, amount, hard, one.sits)
        away = meeting.outside("team", one.team, one.start, one.end) > 0
        still = meeting.outside("team", one.team, start, one.end) > 0
        yield Occurrence(one.team, int(away), int(still), one.sits)
    for team in rules.teams:
        own = [one for one in listed if one.team == team.id]
        yield from _of_team(meeting, rules, team.id, own)


def _of_team(
    meeting: Meeting, rules: Any, team: str, own: list[Assignment]
) -> Iterator[Occurrence]:
    for a, b in combinations(own, 2):
        gap = max(b.start - a.end, a.start - b.end)
        off = int(gap < rules.between or gap < 0)
        yield _counted(meeting, team, off, a.sits + b.sits)
    for day in sorted({one.slot.day for one in own}):
        on = [one for one in own if one.slot.day == day]
        over = max(0, len(on) - rules.per_day)
        yield _counted(meeting, team, over, tuple(s for one in on for s in one.sits))
    for cap in rules.caps:
        for day in meeting.problem.days:
            until = day + timedelta(days=cap.days)
            on = [one for one in own if day <= one.slot.day < until]
            over = max(0, len(on) - cap.most)
            yield _counted(meeting, team, over, tuple(s for one in on for s in one.sits))


def _counted(meeting: Meeting, team: str, amount: int, sits: tuple[Sit, ...]) -> Occurrence:
    """What all begun sittings make up is not judged."""
    hard = 0 if all(begun(meeting, s) for s in sits) else amount
    return Occurrence(team, amount, hard, sits)


def too_much(meeting: Meeting, table: Table) -> Iterator[str]:
    """Hard occurrences that are broken."""
    for one in occurrences(meeting, table):
        if one.hard and meeting.hard("interpretation", people=(one.team,)):
            yield f"{one.team} is asked for too much, {one.hard}"


def overtime(meeting: Meeting, table: Table) -> int:
    """What the interpreters' overtime costs."""
    rules = meeting.problem.interpretation
    if rules is None or rules.overtime is None:
        return 0
    minutes = sum(
        min(max(0, one.end - one.start - rules.minutes), rules.overtime.minutes)
        for one in assignments(meeting, table)
    )
    return minutes * rules.overtime.price
