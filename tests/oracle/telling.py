"""Random facts about a published timetable, told at a random moment, often at a boundary."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from scheduler.problem import Place, Problem
from tests.oracle.case import Case
from tests.oracle.drawing import POLICIES, Data
from tests.oracle.meeting import Meeting, Sit, local, minute
from tests.oracle.standing import Fact, Told, by_session, in_force, takes_effect


def case_of(case: Case, told: Told) -> Case:
    """The case of a replan: what is published, and what is told."""
    now = told.now.isoformat()
    case = replace(case, facts=told.facts, now=now, policy=told.policy, freeze=told.freeze)
    return replace(case, pins=told.pins, bans=told.bans)


def told(rng: Random, problem: Problem, sits: Sequence[Sit], *, late: bool = False) -> Told:
    """Facts; ``late``: some have taken effect before they are told."""
    meeting = Meeting(problem)
    published = by_session(sits)
    now = moment(rng, meeting, published)
    facts: list[Fact] = []
    for _ in range(rng.choice((0, 1, 1, 1, 2, 2))):
        fact = one(rng, meeting, published, now, late)
        if fact is not None and fact.about not in {f.about for f in facts}:
            facts.append(fact)
    freeze = rng.choice((0, 0, 0, 20, 60, 600))
    return Told(tuple(facts), local(now, meeting.tz), rng.choice(POLICIES), freeze)


def moment(rng: Random, meeting: Meeting, published: dict[str, list[Sit]]) -> int:
    sits = [s for own in published.values() for s in own]
    edges = [m for s in sits for m in (s.start, s.end)]
    edges += [m for s in meeting.slots for m in (s.start, s.end)]
    chance = rng.random()
    if chance < 0.15 or not sits:
        return min(edges) - rng.choice((1, 60, 1_500))
    if chance < 0.55:
        return rng.choice(edges) + rng.choice((0, 0, 0, 1, -1))
    sit = rng.choice(sits)
    return rng.randint(sit.start, sit.end)


def one(
    rng: Random, meeting: Meeting, published: dict[str, list[Sit]], now: int, late: bool
) -> Fact | None:
    kinds = ["overrun", "overrun", "early", "early", "late", "cancelled", "absent", "room-lost"]
    if meeting.problem.interpretation is not None:
        kinds += ["interpretation-lost", "interpretation-cut"]
    if meeting.problem.documents:
        kinds.append("documents")
    if meeting.problem.quorum is not None:
        kinds.append("quorum-missed")
    kind = rng.choice(kinds)
    if kind in ("overrun", "early", "late", "cancelled"):
        return about_session(rng, meeting, published, now, kind, late)
    if kind in ("absent", "room-lost", "interpretation-lost"):
        return window(rng, meeting, now, kind)
    if kind == "interpretation-cut":
        return Fact(kind, minutes=meeting.grid * rng.choice((1, 2, 3)))
    if kind == "documents":
        last: date = max(meeting.problem.days)
        return Fact(kind, "paper", day=last - timedelta(days=rng.choice((0, 1))))
    end = local(now + rng.choice((meeting.grid, 60, 1_440)), meeting.tz).replace(tzinfo=None)
    return Fact(kind, end=end)


def about_session(
    rng: Random,
    meeting: Meeting,
    published: dict[str, list[Sit]],
    now: int,
    kind: str,
    late: bool,
) -> Fact | None:
    """None where it would take effect before it is told, or be about what is over."""
    if not published:
        return None
    id = rng.choice(sorted(published))
    sits = published[id]
    grid = meeting.grid
    minutes = rng.choice((1, 3, grid, grid, 2 * grid))
    if kind == "early":
        minutes = min(minutes, sum(s.end - s.start for s in sits) - 1)
        if minutes < 1:
            return None
    fact = Fact(kind, id, 0 if kind == "cancelled" else minutes)
    effect = takes_effect(published, fact, in_force(published, [fact]), sits[0].start)
    if late and kind != "cancelled" and effect < now <= effect + 2 * grid + 5:
        return fact
    return fact if effect >= now else None


def decided(rng: Random, problem: Problem, sits: Sequence[Sit], new: str | None) -> Told:
    """
    Lists of speakers, sessions added and cancelled, perhaps told some time ago, and more.

    ``new``: a session of the scenario that is not published.
    """
    meeting = Meeting(problem)
    published = by_session(sits)
    now = moment(rng, meeting, published)
    facts: list[Fact] = []
    for _ in range(rng.choice((0, 0, 1))):
        fact = one(rng, meeting, published, now, rng.random() < 0.5)
        facts += [fact] if fact is not None else []
    then = local(now - rng.choice((0, 0, 1, 5, meeting.grid)), meeting.tz)
    ago = None if then.fold else then.replace(tzinfo=None)
    if new is not None:
        facts.append(Fact("added", new, told=rng.choice((None, ago))))
    for _ in range(rng.choice((1, 1, 2)) if new is None else rng.choice((0, 1))):
        kind = rng.choice(("speakers", "speakers", "added", "cancelled"))
        own = rng.choice(sorted(published)) if published else ""
        if kind == "added":
            fact = brought(rng, meeting, ago)
        elif not published:
            fact = None
        elif kind == "cancelled":
            fact = Fact(kind, own, told=rng.choice((None, ago)))
        else:
            fact = speakers(rng, meeting, published[own], now)
        if fact is not None and fact.about not in {f.about for f in facts}:
            facts.append(fact)
    rng.shuffle(facts)
    freeze = rng.choice((0, 0, 0, 20, 600))
    return Told(tuple(facts), local(now, meeting.tz), rng.choice(POLICIES), freeze)


def later(rng: Random, meeting: Meeting, first: Told) -> Told:
    """Another replan at that moment or later, of which nothing new is told."""
    edges = [m for s in meeting.slots for m in (s.start, s.end) if m >= minute(first.now)]
    now = minute(first.now) + rng.choice((0, 0, 1, meeting.grid))
    now = max(now, rng.choice((now, now, *edges)) + rng.choice((0, 1, -1)))
    policy = rng.choice((first.policy, rng.choice(POLICIES)))
    return Told((), local(now, meeting.tz), policy, rng.choice((0, 0, 20)))


def kept(rng: Random, meeting: Meeting, told: Told, sits: Sequence[Sit]) -> Told:
    """Told with pins and bans of sessions that have not begun."""
    now = minute(told.now)
    begun = {s.session for s in sits if s.start < now} | {f.about for f in told.facts}
    free = [s.id for s in meeting.problem.sessions if s.id not in begun]
    steps = [m for s in meeting.slots for m in range(max(s.start, now), s.end)]
    steps = [m for m in steps if meeting.on_grid(m)]
    if not free or not steps:
        return told
    places = []
    for id in rng.sample(free, min(len(free), rng.choice((1, 1, 2)))):
        own = [s for s in sits if s.session == id]
        near = [own[0].start] if own else steps
        start = local(rng.choice((rng.choice(near), rng.choice(steps))), meeting.tz)
        room = rng.choice(list(meeting.rooms))
        what = rng.choice(({"start": start}, {"room": room}, {"start": start, "room": room}))
        places.append(Place(session=id, **what))
    pins = [place for place in places if rng.random() < 0.5]
    bans = [place for place in places if place not in pins]
    return told._replace(pins=tuple(pins), bans=tuple(bans))


def speakers(rng: Random, meeting: Meeting, sits: Sequence[Sit], now: int) -> Fact | None:
    """A list of speakers of a session that has perhaps begun when it is told."""
    first, last = sits[0].start + 1, min(now, sits[-1].end)
    if last < first:
        return None
    told = local(rng.choice((last, last, rng.randint(first, last))), meeting.tz)
    if told.fold:
        return None  # its clock time would mean an hour before
    each = rng.choice((1, 3, meeting.grid))
    left = rng.choice((1, 2, 3))
    return Fact("speakers", sits[0].session, each, left=left, told=told.replace(tzinfo=None))


def brought(rng: Random, meeting: Meeting, ago: datetime | None) -> Fact:
    """A session that is new to the scenario too, often behind another one in a rolling order."""
    more: Data = {}
    if meeting.orders and rng.random() < 0.7:
        more["follows"] = rng.choice(sorted(meeting.orders))
    if rng.random() < 0.5:
        more["chairs"] = [rng.choice(("ada", "bo", "cy"))]
    if rng.random() < 0.3:
        more["split"] = {"least_part": 1}
    if rng.random() < 0.2:
        more["attendance"] = 100
    minutes = meeting.grid * rng.choice((1, 1, 2)) + rng.choice((0, 0, -2))
    told = rng.choice((None, ago))
    return Fact("added", "x", minutes, more=json.dumps(more) if more else "", told=told)


def window(rng: Random, meeting: Meeting, now: int, kind: str) -> Fact | None:
    problem = meeting.problem
    if kind == "absent":
        id = rng.choice([p.id for p in problem.people])
    elif kind == "room-lost":
        id = rng.choice([r.id for r in problem.rooms])
    else:
        teams = problem.interpretation.teams if problem.interpretation else ()
        id = rng.choice([t.id for t in teams])
    edges = [m for s in meeting.slots for m in (s.start, s.end) if m >= now] or [now]
    start = max(now, rng.choice((now, now, rng.choice(edges))) + rng.choice((0, 0, 5)))
    length = rng.choice((meeting.grid, meeting.grid + 3, 240, 1_440))
    moments = [local(m, meeting.tz) for m in (start, start + length)]
    if any(m.fold for m in moments):
        return None  # its clock time would mean an hour before
    begin, end = (m.replace(tzinfo=None) for m in moments)
    if begin >= end:
        end = begin + timedelta(minutes=1)
    return Fact(kind, id, start=begin, end=end)
