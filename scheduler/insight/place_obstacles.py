"""
What stands in the way of a session in some room at some time: the common hard rules, quickly.

Room, window, hours, people who preside, hard conflicts, side events, order, how many at once, as
the instance has them. Rules that need the whole timetable are left to the verifier.
"""

from collections.abc import Iterator

from scheduler.insight.occupancy import Obstacle, Occupancy, Part
from scheduler.insight.precomputed import Precomputed
from scheduler.instance.instance import Instance
from scheduler.instance.preferences import unwanted
from scheduler.instance.records import overlaps
from scheduler.problem import Session


def obstacles(occupancy: Occupancy, part: Part) -> tuple[Obstacle, ...]:
    """What is in the way of a part there; what is so in every room is worked out once."""
    precomputed = occupancy.precomputed
    session = precomputed.instance.sessions[part.i]
    time = (part.i, part.k, part.start, part.end, part.first)
    if time not in occupancy.in_every_room:
        occupancy.in_every_room[time] = (
            *_too_early(precomputed, part),
            *_without_chair(occupancy, session),
            *_absent(occupancy, session, part),
            *_opposed(occupancy, session, part),
            *_crowded(occupancy, session, part),
        )
    return (
        *_unsuitable(precomputed, session, part),
        *occupancy.in_every_room[time],
        *_room_taken(occupancy, session, part),
        *_people_elsewhere(occupancy, session, part),
    )


def are_sure(occupancy: Occupancy, part: Part) -> bool:
    """Whether something is in the way of a part there whoever of those who may presides."""
    precomputed, session = occupancy.precomputed, occupancy.instance.sessions[part.i]
    if len(occupancy.instance.panels[part.i]) == 1:
        return bool(obstacles(occupancy, part))
    in_the_way = (
        *_unsuitable(precomputed, session, part),
        *_too_early(precomputed, part),
        *_opposed(occupancy, session, part),
        *_crowded(occupancy, session, part),
        *_room_taken(occupancy, session, part),
    )
    return bool(in_the_way)


def _unsuitable(precomputed: Precomputed, session: Session, part: Part) -> Iterator[Obstacle]:
    """The room does not fit, or is not available; hours and rooms that statements forbid."""
    instance = precomputed.instance
    if part.r not in precomputed.suitable_rooms(part.i):
        yield Obstacle("room_fit", instance.rooms[part.r])
    if overlaps(instance.shut(part.i, part.r), part.start, part.end):
        yield Obstacle("availability", instance.rooms[part.r])
    if overlaps(instance.ban(part.i, part.k, part.r), part.start, part.end):
        for rule in precomputed.unwanted[session.id]:
            spans = unwanted(instance, rule, part.k, part.r)
            if overlaps(spans, part.start, part.end):
                yield Obstacle(rule.rule)


def _too_early(precomputed: Precomputed, part: Part) -> Iterator[Obstacle]:
    """Outside its window, or before its documents or the quorum are there."""
    instance = precomputed.instance
    if _is_outside_window(instance, part):
        yield Obstacle("window")
    if part.first and part.start < instance.papers[part.i]:
        yield Obstacle("documents")
    if part.first and part.start < instance.quorate[part.i]:
        yield Obstacle("quorum")


def _is_outside_window(instance: Instance, part: Part) -> bool:
    """Outside its slots, days and hours; or a first part before its start, or off its pin."""
    if instance.windowed(part.i) and (
        not instance.wished(part.i, part.k)
        or part.start < instance.opens(part.i)
        or part.end > instance.closes(part.i)
    ):
        return True
    pinned = instance.pinned(part.i) if part.first else None
    return pinned is not None and not pinned[0] <= part.start <= pinned[1]


def _without_chair(occupancy: Occupancy, session: Session) -> Iterator[Obstacle]:
    """An office is vacant, and nobody acts or deputises."""
    instance = occupancy.precomputed.instance
    vacant = instance.vacant.intersection(occupancy.presiding[session.id])
    if vacant and instance.levels.is_hard("office_holder", (session.id,), tuple(sorted(vacant))):
        yield Obstacle("office_holder")


def _absent(occupancy: Occupancy, session: Session, part: Part) -> Iterator[Obstacle]:
    """Somebody who presides, or a group of the session, is not available."""
    instance = occupancy.precomputed.instance
    away = [
        *(((who,), who, instance.hours.get(who, ())) for who in occupancy.presiding[session.id]),
        *(((), group, instance.group_hours.get(group, ())) for group in session.groups),
    ]
    for people, who, spans in away:
        is_away = overlaps(spans, part.start, part.end)
        if is_away and instance.levels.is_hard("availability", (session.id,), people):
            yield Obstacle("availability", who)


def _room_taken(occupancy: Occupancy, session: Session, part: Part) -> Iterator[Obstacle]:
    instance = occupancy.precomputed.instance
    room = instance.rooms[part.r]
    others = {
        sitting.session
        for sitting in occupancy.in_room.get(room, ())
        if sitting.start < part.end and part.start < sitting.end and sitting.session != session.id
    }
    hard = [id for id in others if instance.levels.is_hard("room_clash", (session.id, id))]
    if hard:
        yield Obstacle("room_clash", room, tuple(sorted(hard)))


def _people_elsewhere(occupancy: Occupancy, session: Session, part: Part) -> Iterator[Obstacle]:
    """Who presides is nowhere else, and has the time to walk."""
    precomputed, levels = occupancy.precomputed, occupancy.precomputed.instance.levels
    longest = precomputed.longest_walk
    near = occupancy.during(part.start - longest, part.end + longest)
    for person in occupancy.presiding[session.id]:
        others = set()
        for sitting in near:
            presides = person in occupancy.presiding.get(sitting.session, ())
            if presides and sitting.session != session.id:
                walk = precomputed.walk(part.r, sitting.room)
                if sitting.start < part.end + walk and part.start < sitting.end + walk:
                    others.add(sitting.session)
        hard = {id for id in others if levels.is_hard("person_clash", (session.id, id), (person,))}
        if hard:
            yield Obstacle("person_clash", person, tuple(sorted(hard)))


def _opposed(occupancy: Occupancy, session: Session, part: Part) -> Iterator[Obstacle]:
    """Hard conflicts; side events of the group."""
    opposed = occupancy.precomputed.opposed.get(session.id, ())
    if not opposed:
        return
    beside = {sitting.session for sitting in occupancy.during(part.start, part.end)}
    for rule in ("conflict", "side_event"):
        others = sorted({other for code, other in opposed if code == rule and other in beside})
        if others:
            yield Obstacle(rule, "", tuple(others))


def _crowded(occupancy: Occupancy, session: Session, part: Part) -> Iterator[Obstacle]:
    """As many sittings go on already as may, at some moment of the part."""
    for crowd in occupancy.precomputed.crowds:
        if session.id not in crowd.sessions:
            continue
        beside = [
            sitting
            for sitting in occupancy.during(part.start, part.end)
            if sitting.session in crowd.sessions and sitting.session != session.id
        ]
        if len(beside) < crowd.most:
            continue
        moments = [part.start, *(s.start for s in beside if s.start > part.start)]
        crowds = ([s.session for s in beside if s.start <= m < s.end] for m in moments)
        fullest = max(crowds, key=len)
        if len(fullest) >= crowd.most:
            away = len(fullest) + 1 - crowd.most
            yield Obstacle("concurrency", "", tuple(sorted(set(fullest))), away)


def out_of_order(occupancy: Occupancy, i: int, start: int, end: int) -> tuple[Obstacle, ...]:
    """Those who would have to come before or after session i, with all parts in [start, end)."""
    if (i, start, end) not in occupancy.in_disorder:
        occupancy.in_disorder[i, start, end] = tuple(_out_of_order(occupancy, i, start, end))
    return occupancy.in_disorder[i, start, end]


def _out_of_order(occupancy: Occupancy, i: int, start: int, end: int) -> Iterator[Obstacle]:
    sessions = occupancy.precomputed.instance.sessions
    blocked: dict[str, list[str]] = {}
    for after in occupancy.precomputed.afters.get(sessions[i].id, ()):
        other = sessions[after.b if after.a == i else after.a].id
        if other not in occupancy.extent:
            continue
        opens, closes = occupancy.extent[other]
        over, begins = (end, opens) if after.a == i else (closes, start)
        if begins < after.release(over):
            blocked.setdefault(after.rule, []).append(other)
    for rule, others in blocked.items():
        yield Obstacle(rule, "", tuple(sorted(others)))
