"""
What the page says of a published timetable, facts and now: the problem of the replan.

Nothing of the program's own reading of facts is used. ``problem_now`` covers facts told before
they take effect; what was held otherwise than printed is played through by ``replay``.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from scheduler.problem import (
    Pin,
    Place,
    Policy,
    Preference,
    Problem,
    Registered,
    Session,
    Sitting,
    Situation,
    Window,
)
from tests.oracle.meeting import Meeting, Sit, Slot, Table, local, minute


@dataclass(frozen=True)
class Fact:
    """
    One fact: its kind, whom it is about, and its figures.

    ``left``: speakers, ``minutes`` each. ``more``: what an added session says, as JSON.
    ``told``: when, by the clock of the meeting; None: now.
    """

    kind: str
    about: str = ""
    minutes: int = 0
    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    more: str = ""
    left: int = 0
    told: datetime | None = None

    def words(self) -> str:
        """As it is told to the program."""
        found = [self.kind, self.about, f"{self.left}" if self.left else ""]
        found += [f"{self.minutes}m"] if self.minutes else []
        found += [f"{self.day}"] if self.day else []
        if self.start is not None and self.end is not None:
            found.append(f"{self.start:%Y-%m-%d %H:%M} to {self.end:%Y-%m-%d %H:%M}")
        elif self.end is not None:
            found.append(f"to {self.end:%Y-%m-%d %H:%M}")
        found += [self.more] if self.more else []
        found += [f"at {self.told:%Y-%m-%d %H:%M}"] if self.told is not None else []
        return " ".join(f for f in found if f)

    def moment(self, now: int, zone: str) -> int:
        """When it was told, in minutes."""
        return now if self.told is None else minute(self.told.replace(tzinfo=ZoneInfo(zone)))

    @property
    def added(self) -> Session | None:
        """The session that it brings, where the scenario does not have it."""
        if self.kind != "added" or not self.minutes:
            return None
        says = {k: v for k, v in json.loads(self.more or "{}").items() if k != "follows"}
        return Session.model_validate({"id": self.about, "minutes": self.minutes, **says})

    @property
    def follows(self) -> str | None:
        """After which session it comes in a rolling order."""
        found = json.loads(self.more or "{}").get("follows")
        return None if found is None else f"{found}"

    def window(self, zone: str) -> Window:
        """Facts are told by the clock of the meeting, whosever they are."""
        start, end = (f"{m:%Y-%m-%d %H:%M}" for m in (self.start, self.end))
        return Window.model_validate({"from": start, "to": end, "timezone": zone})


def amended(problem: Problem, facts: Iterable[Fact]) -> Problem:
    """The problem with the facts that change what it says."""
    update: dict[str, Any] = {}
    zone = problem.meeting.timezone

    def away(field: str, fact: Fact) -> None:
        listed = update.get(field, getattr(problem, field))
        update[field] = tuple(
            one.model_copy(update={"unavailable": (*one.unavailable, fact.window(zone))})
            if one.id == fact.about
            else one
            for one in listed
        )

    for fact in facts:
        rules = update.get("interpretation", problem.interpretation)
        if (new := fact.added) is not None:
            update["sessions"] = (*update.get("sessions", problem.sessions), new)
            update["rolling"] = tuple(
                order.model_copy(update={"order": behind(order.order, fact)})
                for order in update.get("rolling", problem.rolling)
            )
        elif fact.kind == "absent":
            away("people", fact)
        elif fact.kind == "room-lost":
            away("rooms", fact)
            update["rolling"] = tuple(
                order.model_copy(update={"substitutes": others})
                if order.room == fact.about and not order.substitutes
                else order
                for order in update.get("rolling", problem.rolling)
                for others in [tuple(r.id for r in problem.rooms if r.id != fact.about)]
            )
        elif fact.kind == "interpretation-lost" and rules is not None:
            teams = tuple(
                t.model_copy(update={"unavailable": (*t.unavailable, fact.window(zone))})
                if t.id == fact.about
                else t
                for t in rules.teams
            )
            update["interpretation"] = rules.model_copy(update={"teams": teams})
        elif fact.kind == "interpretation-cut" and rules is not None:
            least = min(rules.minutes, fact.minutes)
            update["interpretation"] = rules.model_copy(update={"minutes": least, "overtime": None})
        elif fact.kind == "documents":
            update["documents"] = tuple(
                d.model_copy(
                    update={"out": fact.day, "languages": dict.fromkeys(d.languages, fact.day)}
                )
                if d.id == fact.about
                else d
                for d in update.get("documents", problem.documents)
            )
        elif fact.kind == "quorum-missed" and problem.quorum is not None:
            quorum = problem.quorum
            kept = [r for r in quorum.registered if fact.end is None or r.at >= fact.end]
            if fact.end is not None:
                kept.append(Registered(at=fact.end, delegations=quorum.needed))
            update["quorum"] = quorum.model_copy(update={"registered": tuple(kept)})
    return problem.model_copy(update=update)


def behind(order: tuple[str, ...], fact: Fact) -> tuple[str, ...]:
    """A rolling order with the session that a fact adds, if it is added to this one."""
    if fact.follows not in order:
        return order
    n = order.index(fact.follows) + 1
    return (*order[:n], fact.about, *order[n:])


def not_added(problem: Problem, facts: Iterable[Fact]) -> Problem:
    """The problem without the sessions that facts add: what could be published before."""
    new = {f.about for f in facts if f.kind == "added"}
    return problem.model_copy(
        update={
            "sessions": tuple(s for s in problem.sessions if s.id not in new),
            "rolling": tuple(
                order.model_copy(update={"order": tuple(i for i in order.order if i not in new)})
                for order in problem.rolling
            ),
        }
    )


def by_session(sits: Iterable[Sit]) -> dict[str, list[Sit]]:
    found: dict[str, list[Sit]] = {}
    for sit in sorted(sits, key=lambda s: (s.start, s.room)):
        found.setdefault(sit.session, []).append(sit)
    return found


def in_force(published: dict[str, list[Sit]], facts: Iterable[Fact]) -> dict[str, int]:
    """Minutes of every published session, changed by facts."""
    found = {id: sum(s.end - s.start for s in sits) for id, sits in published.items()}
    for fact in facts:
        if fact.kind == "overrun":
            found[fact.about] += fact.minutes
        elif fact.kind == "early":
            found[fact.about] -= fact.minutes
    return found


class Refused(Exception):
    """The page has it that the facts cannot be so."""


def takes_effect(
    published: dict[str, list[Sit]], fact: Fact, minutes: dict[str, int], decided: int
) -> int:
    """
    The moment from which the meeting goes on otherwise than printed; never, if it does not.

    ``decided``: when it was told, for what somebody decides.
    """
    sits = published.get(fact.about, [])
    if fact.kind in ("cancelled", "added"):
        return decided
    if fact.kind == "overrun":
        return sits[-1].end
    if fact.kind == "early":
        return end_after(sits, minutes[fact.about])
    if fact.kind == "late":
        return sits[0].start
    return 10**12


def end_after(sits: Sequence[Sit], minutes: int) -> int:
    """When a session has been held for so many minutes."""
    for sit in sits:
        if minutes <= sit.end - sit.start:
            return sit.start + minutes
        minutes -= sit.end - sit.start
    return sits[-1].end


def is_open(meeting: Meeting, slot: Slot | None, now: int) -> bool:
    return slot is not None and slot.end + meeting.allowed(slot) > now


class Told(NamedTuple):
    """
    What a replan is asked.

    ``pins``, ``bans``: (session, start, room), places that it keeps to, or keeps away from.
    """

    facts: tuple[Fact, ...]
    now: datetime
    policy: Policy
    freeze: int = 0
    pins: tuple[Place, ...] = ()
    bans: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Stands:
    """What facts make of each session: its minutes, its true start, whether it is held."""

    minutes: dict[str, int]
    settled: frozenset[str] = frozenset()
    starts: dict[str, int] = field(default_factory=dict)
    cancelled: frozenset[str] = frozenset()


def stands(published: dict[str, list[Sit]], facts: Iterable[Fact]) -> Stands:
    """As facts about a published timetable have it."""
    facts = list(facts)
    minutes = in_force(published, facts)
    starts: dict[str, int] = {}
    for fact in facts:
        if fact.added is not None:
            minutes[fact.about] = fact.minutes
        if fact.kind == "late":
            begin = starts.get(fact.about, published[fact.about][0].start)
            starts[fact.about] = begin + fact.minutes
    return Stands(
        minutes,
        frozenset(f.about for f in facts if f.kind in ("overrun", "early")),
        starts,
        frozenset(f.about for f in facts if f.kind == "cancelled"),
    )


def problem_now(
    problem: Problem,
    sittings: Sequence[Sitting],
    told: Told,
    *,
    played: Sequence[Sit] | None = None,
    standing: Stands | None = None,
    sequence: tuple[str, ...] = (),
) -> Problem:
    """
    The problem of the replan: scenario, facts, policy, situation.

    ``played``: the sittings as they were held by now, where that differs from what is published.
    ``standing``: what facts make of the sessions, where these are not all.
    ``sequence``: the one in which another policy has published them.
    """
    at, zone = minute(told.now), problem.meeting.timezone
    published = by_session(map(Sit.of, sittings))
    if standing is None:
        standing = stands(published, told.facts)
    held = by_session(played) if played is not None else published
    printed = [s for own in published.values() for s in own]
    now = kept_to(amended(problem, told.facts), told.pins, told.bans)
    meeting = Meeting(now.model_copy(update={"in_force": told.policy, "situation": None}))
    meeting.agreed = agreed(problem, printed)
    history, running = past(meeting, held, at, standing)
    overtime = agreed(problem, [*printed, *history])
    place = {(s.session, minute(s.start)): s for s in sittings}
    situation = Situation(
        now=local(at, zone),
        freeze_until=local(at + told.freeze, zone),
        published=tuple(sittings),
        minutes=standing.minutes,
        settled=standing.settled | too_short(meeting, history),
        history=tuple(record(s, place, zone) for s in history),
        running=tuple(record(s, place, zone) for s in running),
        starts={id: local(start, zone) for id, start in standing.starts.items()},
        cancelled=standing.cancelled,
        overtime=overtime,
        sequence=sequence,
    )
    return now.model_copy(update={"in_force": told.policy, "situation": situation})


def past(
    meeting: Meeting, held: dict[str, list[Sit]], now: int, standing: Stands
) -> tuple[list[Sit], list[Sit]]:
    """(what is over, what is running) by now."""
    history: list[Sit] = []
    running: list[Sit] = []
    for id, all_of in held.items():
        sits = [s for s in all_of if s.start < now]
        planned = standing.minutes.get(id, meeting.planned(id))
        left = planned - sum(s.end - s.start for s in sits)
        for sit in sits:
            goes_on = (
                sit == sits[-1]
                and sit.end == now
                and left > 0
                and is_open(meeting, meeting.ends_in(sit), now)
                and id not in standing.cancelled
            )
            (running if sit.end > now or goes_on else history).append(sit)
    return history, running


def too_short(meeting: Meeting, history: Iterable[Sit]) -> frozenset[str]:
    """Sessions of which a part was held that is shorter than its least part."""
    return frozenset(
        sit.session
        for sit in history
        for split in [meeting.sessions[sit.session].split]
        if split is not None and sit.end - sit.start < split.least_part
    )


def kept_to(problem: Problem, pins: Iterable[Place], bans: Iterable[Place]) -> Problem:
    """The problem with pins in place of those of the scenario, and bans as statements."""
    zone, grid = problem.zone, problem.meeting.grid
    pinned = {place.session: place for place in pins}
    sessions = tuple(
        session.model_copy(update={"pin": both(session.pin, at, zone)})
        if (at := pinned.get(session.id)) is not None
        else session
        for session in problem.sessions
    )
    avoided = tuple(
        Preference.model_validate({"rule": "avoid", "level": "hard", **there(place, zone, grid)})
        for place in bans
    )
    return problem.model_copy(update={"sessions": sessions, "rules": (*problem.rules, *avoided)})


def both(pin: Pin | None, place: Place, zone: ZoneInfo) -> Pin:
    """A pin of the scenario, but for what the planner's pin says instead."""
    room = place.room or (pin.room if pin else None)
    if place.start is not None:
        return Pin(exact=naive(place.start, zone), room=room)
    return Pin(room=room) if pin is None else pin.model_copy(update={"room": room})


def naive(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else moment.astimezone(zone).replace(tzinfo=None)


def there(place: Place, zone: ZoneInfo, grid: int) -> dict[str, Any]:
    """Whom a ban is about, and what it bans: a room, a step of the grid, or both."""
    found: dict[str, Any] = {"of": [f"session:{place.session}"]}
    if place.room is not None:
        found["rooms"] = [place.room]
    begin = naive(place.start, zone)
    if begin is not None:
        end = begin + timedelta(minutes=grid)
        found |= {"days": [f"{begin:%Y-%m-%d}"], "hours": [f"{begin:%H:%M}", f"{end:%H:%M}"]}
    return found


def record(sit: Sit, place: dict[tuple[str, int], Sitting], zone: str) -> Sitting:
    """A sitting as it is written down; part numbers are those published, where they were."""
    known = place.get((sit.session, sit.start))
    parts = {"part": known.part, "parts": known.parts} if known else {}
    return Sitting(
        session=sit.session,
        room=sit.room,
        start=datetime.fromtimestamp(sit.start * 60, UTC),
        end=datetime.fromtimestamp(sit.end * 60, UTC),
        chairs=sit.chairs,
        team=sit.team,
        **parts,
    )


def agreed(problem: Problem, sits: Iterable[Sit]) -> dict[str, int]:
    """Minutes of overtime by slot of sittings that were published, or are over."""
    meeting = Meeting(problem.model_copy(update={"situation": None}))
    found: dict[str, int] = {}
    for sit in sits:
        slot = meeting.ends_in(sit)
        if slot is not None and sit.end > slot.end:
            found[slot.id] = max(found.get(slot.id, 0), sit.end - slot.end)
    return found


def published_sequence(problem: Problem, published: dict[str, list[Sit]]) -> tuple[str, ...]:
    """The sequence that is published, where it is another than the listed one."""
    found: list[str] = []
    other = False
    for order in problem.rolling:
        ids = [id for id in order.order if id in published]
        as_held = sorted(ids, key=lambda id: (published[id][0].start, ids.index(id)))
        other = other or as_held != ids
        found += as_held
    return tuple(found) if other else ()


__all__ = ["Fact", "Table", "amended", "problem_now", "takes_effect"]
