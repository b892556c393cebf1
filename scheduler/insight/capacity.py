"""
Shortages that show without a search: more is asked for than there can be.

Demands are counted by what could meet them: the sessions that only certain rooms can take, in
certain slots, against the minutes of those rooms in those slots; likewise for the people who
preside, interpreters, delegations. Classes are nested (a session that needs the hall also counts
among those that need the hall or the annex), so each class counts all that lie inside it.

Every error is a proof: sessions count with their least minutes, slots with all the overtime that
may be used, sessions that may be left out do not count, and only rules that are hard for everybody
do. Everything else is a warning. Before a search only the proofs are asked for (``shortages``).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from scheduler.insight import session_shortages
from scheduler.insight.demands import (
    Demands,
    Slots,
    classes,
    demands_of,
    listed,
    many,
    named,
    offer,
    person_away,
)
from scheduler.insight.precomputed import grouped
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.problem import Interpretation, Problem, Session, Team
from scheduler.scenario import Diagnostic, Loaded
from scheduler.scenario.diagnostics import Finding, Severity

TIGHT = 80
"""Percent of the minutes of an only room from which it is called tight."""

Check = Callable[[Demands], Iterator[Finding]]


def diagnose(loaded: Loaded) -> list[Diagnostic]:
    """What a deep look finds in a scenario that can be read, in order of line."""
    diagnostics = []
    for finding in findings(loaded.problem):
        # a Windows path has a colon of its own: split from the right
        _, line, column = loaded.locate(finding.loc).rsplit(":", 2)
        severity: Severity = "warning" if finding.code.startswith("W") else "error"
        diagnostics.append(
            Diagnostic(
                str(loaded.path), int(line), int(column), finding.code, severity, finding.message
            )
        )
    return sorted(diagnostics)


def findings(problem: Problem) -> list[Finding]:
    """All findings, in the order of the checks."""
    demands = demands_of(compile(problem))
    return [finding for check in (*PROOFS, *CAUTIONS) for finding in check(demands)]


class Shortage(NamedTuple):
    """Why there is no timetable at all; ``loc``: where what is short stands in the scenario."""

    code: str
    loc: tuple[str | int, ...]
    message: str


def shortages(instance: Instance) -> list[Shortage]:
    """What alone leaves no timetable: under the policy in force, and in the situation as it is."""
    demands = demands_of(instance)
    proofs = (finding for check in PROOFS for finding in check(demands))
    return [Shortage(*f[:3]) for f in proofs if not f.code.startswith("W")]


def check_sessions(demands: Demands) -> Iterator[Finding]:
    """S074: a session that has to be held, and cannot have its minutes wherever it is put."""
    yield from session_shortages.check_sessions(demands.instance)


def check_rooms(demands: Demands) -> Iterator[Finding]:
    """S070: sessions that need certain rooms, in certain slots, ask for more than these offer."""
    if not demands.levels.all_hard("room_clash"):
        return
    reported: list[frozenset[str]] = []
    for rooms, slots, inside in classes(demands, demands.firm):
        if any(sessions <= {s.id for s in inside} for sessions in reported):
            continue
        there, needed = offer(demands, rooms, slots), demands.least(inside)
        if needed > there:
            reported.append(frozenset(s.id for s in inside))
            where = f"{named(rooms)}, in {many(len(slots), 'slot')}"
            minutes = f"at least {needed:,} minutes, but there are {there:,}, including overtime"
            sessions = f"{many(len(inside), 'session')} can only sit in {where}"
            message = f"{sessions}, and need {minutes}: {listed(inside)}"
            yield Finding("S070", demands.at(inside[0].id), message)


def check_long(demands: Demands) -> Iterator[Finding]:
    """S072: more unbroken sessions of some length than their slots and rooms have places for."""
    if not demands.levels.all_hard("room_clash"):
        return
    unbroken = tuple(s for s in demands.firm if s.split is None)
    for rooms, slots, inside in classes(demands, unbroken):
        short = _too_many(demands, rooms, slots, inside)
        if short is not None:
            minutes, places, long = short
            sessions = f"{many(len(long), 'session')} of {minutes} minutes or more"
            where = f"{named(rooms)}, in {many(len(slots), 'slot')}"
            only = f"{sessions} may not be split and can only sit in {where}"
            message = f"{only}: there is room for {places}"
            yield Finding("S072", demands.at(long[0].id, "minutes"), f"{message}: {listed(long)}")
            return


def _too_many(
    demands: Demands, rooms: frozenset[str], slots: Slots, inside: list[Session]
) -> tuple[int, int, list[Session]] | None:
    """(minutes, places for sessions of as many, the sessions), the longest first."""
    lengths = sorted((demands.least((session,)) for session in inside), reverse=True)
    for n, minutes in enumerate(lengths, 1):
        if n < len(lengths) and lengths[n] == minutes:
            continue
        places = len(rooms) * sum(demands.places(slot, minutes) for slot in slots)
        if n > places:
            return minutes, places, [s for s in inside if demands.least((s,)) >= minutes]
    return None


def check_only_room(demands: Demands) -> Iterator[Finding]:
    """W120: one room alone suits sessions that take nearly all of its time."""
    if len(demands.problem.rooms) < 2:
        return
    # a rolling order has its room to itself: that it fits is the order's own matter
    ordered = {s for order in demands.problem.rolling for s in order.order}
    free = [s for s in demands.firm if s.id not in ordered]
    for i, room in enumerate(demands.problem.rooms):
        only = [s for s in free if demands.rooms_of[s.id] == {room.id}]
        slots = frozenset(id for s in only for id in demands.slots_of[s.id])
        there = offer(demands, frozenset((room.id,)), slots)
        wanted = sum(s.minutes.likely for s in only)
        if demands.least(only) <= there and 100 * wanted > TIGHT * there and len(only) > 1:
            taken = f"{wanted:,} of its {there:,} minutes"
            message = f"{len(only)} sessions fit only into {room.id} and take {taken}"
            yield Finding("W120", ("rooms", i), f"{message}: {listed(only)}")


def check_chairs(demands: Demands) -> Iterator[Finding]:
    """S071: somebody presides over more minutes than there are while it is there."""
    if not demands.levels.all_hard("person_clash"):
        return
    presiding = demands.presiding
    replaceable = {person.id for person in demands.problem.people if person.deputies}
    certain = [s for s in demands.firm if not replaceable & set(s.chairs)]
    chaired = grouped((who, s) for s in certain for who in presiding[s.id])
    for i, person in enumerate(demands.problem.people):
        own = chaired.get(person.id, ())
        times = {demands.slots_of[s.id] for s in own}
        for slots in sorted(times, key=lambda f: (len(f), sorted(f))):
            inside = [s for s in own if demands.slots_of[s.id] <= slots]
            there = demands.open_minutes(slots, person_away(demands, person.id))
            if demands.least(inside) > there:
                presides = (
                    f"{person.id} must preside for at least {demands.least(inside):,} minutes"
                )
                present = f"is available for {there:,}, including overtime: {listed(inside)}"
                message = f"{presides} in {many(len(slots), 'slot')}, but {present}"
                yield Finding("S071", ("people", i, "id"), message)
                break


def check_attendees(demands: Demands) -> Iterator[Finding]:
    """W121: somebody is wanted for more minutes than there are."""
    instance = demands.instance
    attending = zip(instance.sessions, instance.attending, strict=True)
    present = {s.id: demands.presiding[s.id] | who for s, who in attending}
    for i, person in enumerate(demands.problem.people):
        own = [s for s in demands.firm if person.id in present[s.id]]
        slots = frozenset(id for s in own for id in demands.slots_of[s.id])
        there = demands.open_minutes(slots, person_away(demands, person.id))
        wanted = sum(s.minutes.likely for s in own)
        presiding = [s for s in own if person.id in demands.presiding[s.id]]
        if wanted > there and len(presiding) < len(own):
            sessions = f"{many(len(own), 'session')} of {wanted:,} minutes"
            message = f"{person.id} is wanted in {sessions}, but there are only {there:,}"
            yield Finding("W121", ("people", i, "id"), f"{message}: some will be missed")


def check_interpretation(demands: Demands) -> Iterator[Finding]:
    """S073: more interpretation at the least than the teams may give; W122: more as planned."""
    given = demands.problem.interpretation
    if given is None:
        return
    levels = demands.levels
    proof = levels.all_hard("interpretation") and levels.all_hard("room_clash")
    longest = given.minutes + (given.overtime.minutes if given.overtime is not None else 0)
    for wanted, teams, inside in _interpreted(demands, given):
        planned = sum(session.minutes.likely for session in inside)
        most = len(teams) * _assignments(demands.problem)
        surely, likely = -(-demands.least(inside) // longest), -(-planned // given.minutes)
        there = f"{many(len(teams), 'team')} may give {most}"
        at, what = demands.at(inside[0].id, "languages"), ", ".join(sorted(wanted))
        if proof and surely > most:
            needed = f"at least {demands.least(inside):,} minutes make {many(surely, 'assignment')}"
            yield Finding("S073", at, f"interpretation ({what}): {needed}; {there}")
            return
        if likely > most:
            needed = f"{planned:,} planned minutes make {many(likely, 'assignment')}"
            yield Finding("W122", at, f"interpretation ({what}): {needed}; {there}")
            return


def _interpreted(
    demands: Demands, given: Interpretation
) -> Iterator[tuple[frozenset[str], list[Team], list[Session]]]:
    """(languages, teams that have them, sessions that no other team can serve), most first."""
    kinds = {s.languages for s in demands.firm if s.languages}
    for wanted in sorted(kinds, key=lambda k: (-len(k), sorted(k))):
        teams = [team for team in given.teams if wanted <= team.languages]
        ids = {team.id for team in teams}
        # who needs more languages has no other team either
        inside = [
            s
            for s in demands.firm
            if s.languages and {t.id for t in given.teams if s.languages <= t.languages} <= ids
        ]
        if teams and inside:
            yield wanted, teams, inside


def _assignments(problem: Problem) -> int:
    """The most that one team may give, by the day and by each cap over the days of the meeting."""
    given = problem.interpretation
    assert given is not None
    days = sorted(problem.days)
    most = len(days) * given.per_day
    for cap in given.caps:
        # cover the days of the meeting with windows, each from the first day not yet covered
        windows, covered = 0, None
        for day in days:
            if covered is None or (day - covered).days >= cap.days:
                windows, covered = windows + 1, day
        most = min(most, windows * cap.most)
    return most


def check_ranked(demands: Demands) -> Iterator[Finding]:
    """W123: not all ranked sessions can be held."""
    if not demands.ranked or not demands.levels.all_hard("room_clash"):
        return
    everything = (*demands.firm, *demands.ranked)
    for rooms, slots, inside in classes(demands, everything):
        there, needed = offer(demands, rooms, slots), demands.least(inside)
        ranked = [s for s in inside if s.rank is not None]
        if (
            needed > there
            and ranked
            and demands.least(s for s in inside if s.rank is None) <= there
        ):
            last = max(ranked, key=lambda s: s.rank or 0)
            minutes = f"{needed:,} minutes in {named(rooms)}, but there are only {there:,}"
            sessions = f"{many(len(ranked), 'ranked session')} cannot all be held"
            message = f"{sessions}: with the others they need {minutes}"
            yield Finding("W123", demands.at(last.id, "rank"), message)
            return


def check_delegations(demands: Demands) -> Iterator[Finding]:
    """W124: a delegation follows more than its people can sit through."""
    problem = demands.problem
    firm = {s.id for s in demands.firm}
    for i, delegation in enumerate(problem.delegations):
        own = [problem.session(id) for id in problem.chosen(delegation.follows) if id in firm]
        slots = frozenset(id for s in own for id in demands.slots_of[s.id])
        there = delegation.people * demands.open_minutes(slots, ())
        wanted = demands.least(own)
        if wanted > there:
            sessions = f"{many(len(own), 'session')} of {wanted:,} minutes at least"
            people = many(delegation.people, "person", "people")
            message = (
                f"{delegation.id} follows {sessions} with {people}, but there are only {there:,}"
            )
            yield Finding("W124", ("delegations", i, "follows"), message)


PROOFS: tuple[Check, ...] = (
    check_sessions,
    check_rooms,
    check_long,
    check_chairs,
    check_interpretation,
)
CAUTIONS: tuple[Check, ...] = (
    check_only_room,
    check_attendees,
    check_ranked,
    check_delegations,
)
