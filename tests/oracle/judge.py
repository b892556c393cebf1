"""Every hard rule of the page, over a problem and a timetable."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from scheduler.problem import Problem, Sitting
from scheduler.problem.meeting import RollingOrder, Session
from tests.oracle import interpreting, stated
from tests.oracle.meeting import (
    Meeting,
    Sit,
    Slot,
    Table,
    begun,
    clock,
    is_over,
    minute,
    overlap,
    remembered,
    rest,
    runs,
)

Broken = Iterator[tuple[str, str]]
"""(family, what is broken) of each breach found."""


def judge(problem: Problem, sittings: Iterable[Sitting], unplaced: Iterable[str]) -> list[str]:
    """The families of hard rules that a timetable breaks, each once; none if it is one."""
    meeting = Meeting(problem)
    sittings, unplaced = list(sittings), list(unplaced)
    if any(s.session not in meeting.sessions for s in sittings):
        return ["placement"]
    table = Table(meeting, map(Sit.of, sittings), unplaced)
    found = dict.fromkeys(family for family, _ in breaches(meeting, table))
    if not numbered(sittings) or len(set(unplaced)) != len(unplaced):
        found["placement"] = None
    return list(found)


def numbered(sittings: Iterable[Sitting]) -> bool:
    """Whether parts are numbered in order of time."""
    by: dict[str, list[Sitting]] = {}
    for sitting in sorted(sittings, key=lambda s: s.start):
        by.setdefault(sitting.session, []).append(sitting)
    return all(
        [(s.part, s.parts) for s in own] == [(n + 1, len(own)) for n in range(len(own))]
        for own in by.values()
    )


def breaches(meeting: Meeting, table: Table) -> Broken:
    yield from history(meeting, table)
    yield from placement(meeting, table)
    yield from alone(meeting, table)
    yield from pairs(meeting, table)
    yield from whole(meeting, table)


def alone(meeting: Meeting, table: Table) -> Broken:
    """What sessions break whatever the others do."""
    for id, sits in table.by.items():
        session = meeting.sessions[id]
        yield from of_session(meeting, session, sits)


def whole(meeting: Meeting, table: Table) -> Broken:
    """What takes all sessions to see."""
    for id, sits in table.by.items():
        yield from going_on(meeting, table, meeting.sessions[id], sits)
    for order in meeting.problem.rolling:
        yield from rolling(meeting, table, order)
    for statement in meeting.problem.rules:
        if Meeting.stated(statement)[0] == "hard":
            for line in stated.lines(meeting, table, statement, hard=True):
                if line.amount and stated.is_judged(meeting, table, statement, line):
                    yield statement.rule, f"{statement.sentence()}: {line.amount}"
    for text in interpreting.staffing(meeting, table):
        yield "interpretation", text
    for text in interpreting.too_much(meeting, table):
        yield "interpretation", text
    for delegation in meeting.problem.delegations:
        if meeting.hard("small_delegation", people=(delegation.id,)):
            line = stated.delegation_minutes(meeting, table, delegation)
            if line.amount and not all(begun(meeting, s) for s in line.sits):
                yield "small_delegation", delegation.id


# --- placement, history --------------------------------------------------------------------------


def history(meeting: Meeting, table: Table) -> Broken:
    if meeting.now is None:
        return
    sits = [interpreted(meeting, sit) for sit in table.sits]
    history = {interpreted(meeting, sit) for sit in meeting.history}
    for sit in history - {*sits}:
        yield "history", f"{sit} was held"
    running = {interpreted(meeting, sit)._replace(end=0) for sit in meeting.running}
    for run in running:
        found = [s for s in sits if s._replace(end=0) == run]
        if not any(s.end >= meeting.now for s in found):
            yield "history", f"{run} is running"
    for sit in sits:
        past = sit in history or sit._replace(end=0) in running
        if begun(meeting, sit) and not past:
            yield "history", f"{sit} lies in the past"


def interpreted(meeting: Meeting, sit: Sit) -> Sit:
    """With its team: where it names none and only one has all its languages, it is that one."""
    offered, session = meeting.problem.interpretation, meeting.sessions.get(sit.session)
    if sit.team is not None or offered is None or session is None or not session.languages:
        return sit
    able = [team.id for team in offered.teams if session.languages <= team.languages]
    return sit._replace(team=able[0]) if len(able) == 1 else sit


def placement(meeting: Meeting, table: Table) -> Broken:
    held = {s.id for s in meeting.held}
    for session in meeting.held:
        id = session.id
        if (id in table.unplaced) == (id in table.by):
            yield "placement", f"{id} is placed and unplaced, or neither"
        if id in table.unplaced and not may_be_unplaced(meeting, session):
            yield "placement", f"{id} must have a place"
    for id in {*table.by, *table.unplaced} - held:
        if id in table.unplaced or id not in meeting.sessions:
            yield "placement", f"{id} is not to be held"
        elif any(not is_over(meeting, s) for s in table.by[id]):
            yield "placement", f"{id} is cancelled"


def may_be_unplaced(meeting: Meeting, session: Session) -> bool:
    wanted = meeting.situation is None and session.rank is None
    return not (wanted or session.id in meeting.begun_sessions or session.id in meeting.starts)


# --- one session ---------------------------------------------------------------------------------


def of_session(meeting: Meeting, session: Session, sits: list[Sit]) -> Broken:
    id = session.id
    if id not in meeting.cancelled:
        total = sum(s.end - s.start for s in sits)
        if not meeting.fewest(id) <= total <= meeting.planned(id):
            yield "placement", f"{id} lasts {total} minutes"
    for n, sit in enumerate(sits):
        slot = meeting.slot_of(sit)
        if sit.end <= sit.start and not begun(meeting, sit):
            yield "placement", f"{sit} has no minutes"
        if not begun(meeting, sit):
            yield from new_place(meeting, session, sit, slot, n == 0)
        closing = meeting.ends_in(sit) if runs(meeting, sit) else slot
        if (
            closing is not None
            and sit.end > closing.end + meeting.allowed(closing)
            and not is_over(meeting, sit)
        ):
            yield "overtime", f"{sit} ends too late"
        if not is_over(meeting, sit):
            yield from available(meeting, session, sit, meeting.presiding(sit), hard=True)
            yield from window(meeting, session, sit, n == 0)
        yield from uncomfortable(meeting, session, sit)
    yield from rooms(meeting, session, sits)
    yield from who_presides(meeting, session, sits)
    yield from cut(meeting, session, sits)


def new_place(
    meeting: Meeting, session: Session, sit: Sit, slot: Slot | None, first: bool
) -> Broken:
    told = first and meeting.starts.get(session.id) == sit.start
    if slot is None:
        yield "placement", f"{sit} is in no slot of its kind"
    elif slot.template.aligned and sit.start != slot.start and not told:
        yield "placement", f"{sit} starts after its aligned slot"
    if first and sit.start < meeting.starts.get(session.id, sit.start):
        yield "placement", f"{sit} starts before the true start that was told"
    if not meeting.on_grid(sit.start) and not told:
        yield "placement", f"{sit} is off the grid"


def available(
    meeting: Meeting, session: Session, sit: Sit, chairs: tuple[str, ...], *, hard: bool
) -> Broken:
    for level, what, _ in unavailable(meeting, session, sit, chairs, hard=hard):
        if level == "hard":
            yield "availability", f"{sit}: {what}"


def unavailable(
    meeting: Meeting, session: Session, sit: Sit, chairs: tuple[str, ...], *, hard: bool
) -> Iterator[tuple[str, str, int]]:
    """(level, who or what, minutes) of all that is not available during a sitting."""
    start, end = rest(meeting, sit) if hard else (sit.start, sit.end)
    concerned = [("room", sit.room)]
    concerned += [("person", who) for who in dict.fromkeys(chairs)]
    concerned += [("group", group) for group in meeting.groups(session)]
    for what, id in concerned:
        minutes = meeting.outside(what, id, start, end)
        if minutes > 0:
            people = (id,) if what == "person" else ()
            room = id if what == "room" else None
            level, _ = meeting.level("availability", (session.id,), people, room)
            yield level, id, minutes


def out_of_window(meeting: Meeting, session: Session, sit: Sit, first: bool, hard: bool) -> bool:
    """Whether a sitting breaks what the family ``window`` itself says."""
    zone = meeting.problem.zone
    late = session.deadline is not None and sit.end > minute(session.deadline.replace(tzinfo=zone))
    if hard and begun(meeting, sit):
        start, end = rest(meeting, sit)
        return late and start < end
    if session.slots is not None and not meeting.means_slot(session.slots, meeting.slot_of(sit)):
        return True
    if session.days is not None and meeting.day_of(sit) not in session.days:
        return True
    if session.after is not None and sit.start < minute(session.after.replace(tzinfo=zone)):
        return True
    return late or (first and off_pin(meeting, session, sit.start))


def off_pin(meeting: Meeting, session: Session, start: int) -> bool:
    pin, zone = session.pin, meeting.problem.zone
    if pin is None or session.id in meeting.starts:
        return False
    if pin.exact is not None and start != minute(pin.exact.replace(tzinfo=zone)):
        return True
    return pin.not_before is not None and start < minute(pin.not_before.replace(tzinfo=zone))


def window(meeting: Meeting, session: Session, sit: Sit, first: bool) -> Broken:
    if meeting.hard("window", (session.id,)) and out_of_window(meeting, session, sit, first, True):
        yield "window", f"{sit} is outside its window"
    yield from bounds(meeting, session, sit, first)


def bounds(meeting: Meeting, session: Session, sit: Sit, first: bool) -> Broken:
    """What counts as the window: documents, quorum, and hard places and hours."""
    if not begun(meeting, sit):
        for id, document, ready in meeting_documents(meeting):
            if (
                id == session.id
                and meeting.hard("documents", (id,))
                and first
                and meeting.day(sit.start) < ready
            ):
                yield "documents", f"{sit} waits for {document}"
        ready_at = stated.quorum_ready(meeting)
        if (
            session.decides
            and ready_at is not None
            and meeting.hard("quorum", (session.id,))
            and first
            and sit.start < ready_at
        ):
            yield "quorum", f"{sit} waits for a quorum"
    for statement in meeting.problem.rules:
        if statement.rule in ("prefer", "avoid", "nothing_after"):
            if Meeting.stated(statement)[0] != "hard":
                continue
            if session.id not in meeting.chosen(statement.of):
                continue
            if statement.rule == "nothing_after":
                off = stated.after_hour(meeting, statement, sit, True) > 0
            else:
                off = stated.is_off(meeting, statement, sit, True)
            if off:
                yield statement.rule, f"{sit}: {statement.sentence()}"


def uncomfortable(meeting: Meeting, session: Session, sit: Sit) -> Broken:
    """Where comfort is hard: the minutes to come of a sitting."""
    for who in dict.fromkeys(meeting.presiding(sit)):
        person = meeting.people.get(who)
        if (
            person is not None
            and person.remote
            and meeting.hard("comfort", (session.id,), (who,))
            and not is_over(meeting, sit)
        ):
            start, end = rest(meeting, sit)
            if stated.comfort_minutes(meeting, who, [sit._replace(start=start, end=end)]):
                yield "comfort", f"{who} is asked to work at night"


@remembered
def meeting_documents(meeting: Meeting) -> tuple[tuple[str, str, date], ...]:
    """(session, document, first day on which it may be taken up)."""
    return tuple(stated.document_days(meeting))


def suits(meeting: Meeting, session: Session, room: str) -> bool:
    """Seats, features, ``rooms`` and the pinned room."""
    place = meeting.rooms[room]
    if place.seats is not None and place.seats < session.attendance:
        return False
    if any(place.features.get(f, 0) < n for f, n in session.features.items()):
        return False
    if session.rooms is not None and room not in session.rooms:
        return False
    return session.pin is None or session.pin.room is None or session.pin.room == room


def fits_room(meeting: Meeting, session: Session, room: str) -> bool:
    """``room_fit`` where it is hard."""
    return not meeting.hard("room_fit", (session.id,), room=room) or suits(meeting, session, room)


def rooms(meeting: Meeting, session: Session, sits: list[Sit]) -> Broken:
    order = meeting.orders.get(session.id)
    coming = [s for s in sits if not begun(meeting, s)]
    for sit in coming:
        if not fits_room(meeting, session, sit.room):
            yield "room_fit", f"{sit}: the room does not fit"
        slot = meeting.slot_of(sit)
        if (
            order is not None
            and slot is not None
            and sit.room not in meeting.order_rooms(order, slot)
        ):
            yield "room_fit", f"{sit}: not a room of its rolling order"
    if order is None and len({s.room for s in coming}) > 1:
        yield "room_fit", f"{session.id} sits in several rooms"


def who_presides(meeting: Meeting, session: Session, sits: list[Sit]) -> Broken:
    coming = [s for s in sits if not begun(meeting, s)]
    if len({meeting.presiding(s) for s in coming}) > 1:
        yield "office_holder", f"{session.id} changes who presides"
    for sit in coming:
        if sit.chairs and sit.chairs not in meeting.panels(session):
            yield "office_holder", f"{sit}: nobody of these presides"
        empty = [c for c in meeting.presiding(sit) if meeting.is_empty(c)]
        vacant = tuple(c for c in session.chairs if meeting.is_empty(c))
        if empty and meeting.hard("office_holder", (session.id,), vacant):
            yield "office_holder", f"{sit}: {empty} is vacant"


# --- parts ---------------------------------------------------------------------------------------


def last_possible_end(meeting: Meeting, sit: Sit) -> int | None:
    """Of a running sitting; None if it has no slot."""
    slot, now = meeting.slot_of(sit), meeting.now
    if slot is None or now is None:
        return None
    session, end = meeting.sessions[sit.session], now
    while end < slot.end + meeting.allowed(slot):
        longer = sit._replace(end=end + 1)
        if not may_go_on(meeting, session, longer):
            break
        end += 1
    return end


def may_go_on(meeting: Meeting, session: Session, sit: Sit) -> bool:
    """Whether the rest of a running sitting breaks none of the rules that are asked of it."""
    if any(available(meeting, session, sit, meeting.presiding(sit), hard=True)):
        return False
    if any(window(meeting, session, sit, False)) or any(uncomfortable(meeting, session, sit)):
        return False
    for statement in meeting.problem.rules:
        if statement.rule == "closing" and Meeting.stated(statement)[0] == "hard":
            of = stated.closing(meeting, Table(meeting, [sit]), statement, True)
            if any(line.amount for line in of if line.sits == (sit,)):
                return False
    rules = meeting.problem.interpretation
    if (
        sit.team is not None
        and rules is not None
        and meeting.now is not None
        and meeting.hard("interpretation", people=(sit.team,))
    ):
        if meeting.outside("team", sit.team, meeting.now, sit.end):
            return False
        limit = rules.minutes + (rules.overtime.minutes if rules.overtime else 0)
        start = assignment_start(meeting, sit)
        if sit.end - start > max(limit, meeting.now - start):
            return False
    return True


def assignment_start(meeting: Meeting, sit: Sit) -> int:
    """When the assignment to which a running sitting belongs began."""
    slot = meeting.slot_of(sit)
    same = [
        s.start
        for s in (*meeting.history, *meeting.running)
        if s.team == sit.team and s.room == sit.room and meeting.slot_of(s) == slot
    ]
    return min([sit.start, *same])


def is_stopped(meeting: Meeting, sit: Sit) -> bool:
    slot = meeting.slot_of(sit)
    if not runs(meeting, sit) or slot is None or sit.end >= slot.end:
        return False
    return sit.end == last_possible_end(meeting, sit)


def short_parts_allowed(meeting: Meeting, session: Session, sits: Iterable[Sit]) -> bool:
    """Whether a fact frees the session from its least part."""
    told = session.id in meeting.settled or session.id in meeting.starts
    return told or any(is_stopped(meeting, s) for s in sits)


def cut(meeting: Meeting, session: Session, sits: list[Sit]) -> Broken:
    """What the family ``split`` says of the parts of a session, but for where they go on."""
    if len(sits) < 2 or session.id in meeting.cancelled:
        return
    split = session.split
    if split is None:
        if any(not begun(meeting, s) for s in sits[1:]):
            yield "split", f"{session.id} may not be split"
        return
    for sit in sits[:-1]:
        slot = meeting.slot_of(sit)
        if (
            slot is not None
            and sit.end < slot.end
            and not is_stopped(meeting, sit)
            and not is_over(meeting, sit)
        ):
            yield "split", f"{sit} ends before its wall"
    if not short_parts_allowed(meeting, session, sits) and any(
        s.end - s.start < split.least_part for s in sits
    ):
        yield "split", f"{session.id} has too short a part"
    most = max(split.most_parts or len(sits), sum(begun(meeting, s) for s in sits))
    if len(sits) > most:
        yield "split", f"{session.id} has too many parts"
    slots = [slot for s in sits if (slot := meeting.slot_of(s)) is not None]
    days = {slot.day for slot in slots}
    if split.days == "same" and len(days) > 1:
        yield "split", f"{session.id} is not on one day"
    if split.days == "different" and len(days) < len(slots):
        yield "split", f"{session.id} is twice on a day"


def going_on(meeting: Meeting, table: Table, session: Session, sits: list[Sit]) -> Broken:
    """Each part that is to come starts in the next slot that the session may use."""
    if session.split is None or session.id in meeting.cancelled:
        return
    for n in range(1, len(sits)):
        before, sit = sits[n - 1], sits[n]
        if begun(meeting, sit):
            continue
        left = sum(s.end - s.start for s in sits[n:])
        slot = next_slot(meeting, table, session, sits[:n], left, sit)
        if slot is None or sit.start != slot.start:
            yield "split", f"{sit} does not go on in the next slot after {before}"


def next_slot(
    meeting: Meeting,
    table: Table | None,
    session: Session,
    before: list[Sit],
    left: int,
    sit: Sit,
) -> Slot | None:
    """The next day slot that a session may use; without a table clashes are left out."""
    end = before[-1].end
    for slot in meeting.slots:
        if (slot.start >= end and (meeting.now is None or slot.start >= meeting.now)) and may_use(
            meeting, table, session, before, slot, left, sit
        ):
            return slot
    return None


def may_use(
    meeting: Meeting,
    table: Table | None,
    session: Session,
    before: list[Sit],
    slot: Slot,
    left: int,
    sit: Sit,
) -> bool:
    if not slot.serves(session.kind) or session.split is None:
        return False
    bound = not short_parts_allowed(meeting, session, before)
    if bound and slot.length < session.split.least_part and left > slot.length:
        return False
    days = {own.day for s in before if (own := meeting.slot_of(s)) is not None}
    if session.split.days == "same" and days - {slot.day}:
        return False
    if session.split.days == "different" and slot.day in days:
        return False
    stretch = sit._replace(start=slot.start, end=slot.start + min(left, slot.length))
    order = meeting.orders.get(session.id)
    choice = [sit.room] if order is None else meeting.order_rooms(order, slot)
    return any(
        may_sit(meeting, stretch._replace(room=room), False)
        and (table is None or not clashes(meeting, table, stretch._replace(room=room)))
        for room in choice
    )


@remembered
def may_sit(meeting: Meeting, sit: Sit, first: bool) -> bool:
    """Whether a stretch breaks none of: kind, window, availability, room_fit."""
    session = meeting.sessions[sit.session]
    slot = meeting.slot_at(session.kind, sit.start)
    if slot is None or not fits_room(meeting, session, sit.room):
        return False
    if any(available(meeting, session, sit, meeting.presiding(sit), hard=True)):
        return False
    return not any(window(meeting, session, sit, first))


def clashes(meeting: Meeting, table: Table, sit: Sit, but: Iterable[str] = ()) -> bool:
    """Whether a stretch clashes with a sitting of another session (but of some)."""
    leave = {sit.session, *but}
    return any(other.session not in leave and clash(meeting, sit, other) for other in table.sits)


# --- two sessions --------------------------------------------------------------------------------


@remembered
def clash(meeting: Meeting, x: Sit, y: Sit) -> bool:
    """Whether two sittings of different sessions may not be as they are: room, person, body."""
    if begun(meeting, x) and begun(meeting, y):
        return False
    return any(clash_kinds(meeting, x, y))


def clash_kinds(meeting: Meeting, x: Sit, y: Sit) -> Iterator[str]:
    pair = x.session, y.session
    common = overlap(x, y)
    if common > 0 and meeting.shares(x.room, y.room) and meeting.hard("room_clash", pair):
        yield "room_clash"
    walk = meeting.walk(x.room, y.room)
    if common + walk > 0:
        for who in set(meeting.presiding(x)) & set(meeting.presiding(y)):
            if meeting.hard("person_clash", pair, (who,)):
                yield "person_clash"
    if common > 0:
        if organises(meeting, *pair) and meeting.hard("side_event", pair):
            yield "side_event"
        for statement in meeting.problem.rules:
            if (
                statement.rule == "conflict"
                and statement.count != "slots"
                and Meeting.stated(statement)[0] == "hard"
                and (min(pair), max(pair)) in stated.conflict_pairs(meeting, statement)
            ):
                yield "conflict"


def organises(meeting: Meeting, a: str, b: str) -> bool:
    """Whether one is a side event of the group that holds the other."""
    one, two = meeting.sessions[a], meeting.sessions[b]
    return any(
        x.kind == "side-event" and x.group is not None and x.group == y.group
        for x, y in ((one, two), (two, one))
    )


def in_session(meeting: Meeting, sit: Sit) -> set[str]:
    """Everybody in a sitting, presiding or attending, as acting where acting."""
    attending = map(meeting.as_acting, meeting.sessions[sit.session].attendees)
    return {*meeting.presiding(sit), *attending}


def attendees_at_once(
    meeting: Meeting, xs: Iterable[Sit], ys: list[Sit]
) -> dict[str, list[tuple[int, Sit, Sit]]]:
    """By person in both who does not preside over both: (minutes, sitting, sitting)."""
    found: dict[str, list[tuple[int, Sit, Sit]]] = {}
    for x in xs:
        for y in ys:
            minutes = overlap(x, y) + meeting.walk(x.room, y.room)
            if minutes > 0 and not (begun(meeting, x) and begun(meeting, y)):
                both = in_session(meeting, x) & in_session(meeting, y)
                both -= set(meeting.presiding(x)) & set(meeting.presiding(y))
                for who in sorted(both):
                    found.setdefault(who, []).append((minutes, x, y))
    return found


def pairs(meeting: Meeting, table: Table) -> Broken:
    for a, b in combinations(table.by, 2):
        yield from of_pair(meeting, a, table.by[a], b, table.by[b])


def of_pair(meeting: Meeting, a: str, xs: list[Sit], b: str, ys: list[Sit]) -> Broken:
    for x in xs:
        for y in ys:
            if not (begun(meeting, x) and begun(meeting, y)):
                for kind in clash_kinds(meeting, x, y):
                    yield kind, f"{x} and {y}"
    pair = a, b
    if any(entry.rule == "attendee_clash" for entry in meeting.problem.levels):
        for who in attendees_at_once(meeting, xs, ys):
            if meeting.hard("attendee_clash", pair, (who,)):
                yield "attendee_clash", f"{who} is in {a} and {b} at once"


# --- rolling orders ------------------------------------------------------------------------------


def listed_sequence(meeting: Meeting, order: RollingOrder) -> list[str]:
    """The sequence in force."""
    published = list(meeting.situation.sequence) if meeting.situation else []
    named = [id for id in published if id in order.order]
    if not named:
        return list(order.order)
    found = list(named)
    for n, id in enumerate(order.order):
        if id not in found:
            found.insert(found.index(order.order[n - 1]) + 1 if n else 0, id)
    return found


def sequence(meeting: Meeting, table: Table, order: RollingOrder) -> list[str]:
    """The sessions of an order that are held and placed, in their sequence."""
    ids = [
        id
        for id in listed_sequence(meeting, order)
        if id in table.by and id not in meeting.cancelled
    ]
    if meeting.situation is not None and meeting.policy == "reorder":
        place = {id: n for n, id in enumerate(ids)}
        ids.sort(
            key=lambda id: (
                not begun(meeting, table.first(id)),
                table.first(id).start,
                place[id],
            )
        )
    return ids


def rolling(meeting: Meeting, table: Table, order: RollingOrder) -> Broken:
    ids = sequence(meeting, table, order)
    for n, id in enumerate(ids):
        sits = table.by[id]
        if begun(meeting, sits[0]):
            continue
        ready = ready_time(meeting, table, order, ids, n)
        if sits[0].start < ready:
            yield "rolling", f"{sits[0]} does not wait for those before it"
        moment = could_start(meeting, table, order, id, ready)
        if moment is not None:
            yield "rolling", f"{sits[0]} could start at {moment}"


def ready_time(meeting: Meeting, table: Table, order: RollingOrder, ids: list[str], n: int) -> int:
    times = [meeting.now if meeting.now is not None else -(10**12)]
    times += [table.over(id) + order.changeover for id in ids[:n]]
    for id in ids:
        had = [s.end for s in table.by[id] if begun(meeting, s)]
        times += [max(had) + order.changeover] if had else []
    return max(times)


def could_start(
    meeting: Meeting, table: Table, order: RollingOrder, id: str, ready: int
) -> int | None:
    """The first moment, before it starts, at which a session could start."""
    session, start = meeting.sessions[id], table.first(id).start
    told = meeting.starts.get(id)
    for slot in meeting.slots:
        for moment in range(max(slot.start, ready), min(slot.end, start)):
            if (meeting.on_grid(moment) or moment == told) and nominal(
                meeting, table, order, session, moment
            ):
                return moment
    return None


def nominal(
    meeting: Meeting, table: Table, order: RollingOrder, session: Session, moment: int
) -> bool:
    """Whether the nominal layout from a moment exists, and breaks nothing."""
    slot = meeting.slot_at(session.kind, moment)
    if slot is None:
        return False
    told = meeting.starts.get(session.id) == moment
    if moment < meeting.starts.get(session.id, moment):
        return False
    if slot.template.aligned and moment != slot.start and not told:
        return False
    if breaks_order(meeting, table, session.id, moment):
        return False
    own = [s for s in table.by[session.id] if not begun(meeting, s)]
    like, left = own[0], sum(s.end - s.start for s in own)
    layout: list[Sit] = []
    at: Slot | None = slot
    while left and at is not None:
        start = moment if not layout else at.start
        sit = like._replace(start=start, end=min(start + left, at.end))
        room = free_room(meeting, table, order, session, sit, at, first=not layout)
        if room is None:
            return False
        layout.append(sit._replace(room=room))
        left -= sit.end - sit.start
        if left:
            if session.split is None:
                return False
            at = next_slot(meeting, None, session, layout, left, like)
    return not left and not any(cut(meeting, session, layout))


def free_room(
    meeting: Meeting,
    table: Table,
    order: RollingOrder,
    session: Session,
    sit: Sit,
    slot: Slot,
    *,
    first: bool,
) -> str | None:
    """A room of the order in which a part may sit, clashing with nobody outside the order."""
    for room in meeting.order_rooms(order, slot):
        there = sit._replace(room=room)
        if may_sit(meeting, there, first) and not clashes(meeting, table, there, but=order.order):
            return room
    return None


def breaks_order(meeting: Meeting, table: Table, id: str, start: int) -> bool:
    """Whether a hard precedence forbids a session to start then."""
    for statement in meeting.problem.rules:
        if (
            statement.rule in ("precedence", "opening", "closing")
            and Meeting.stated(statement)[0] == "hard"
        ):
            for a, b, lag, slots, days in stated.ordered(meeting, statement):
                if (
                    b == id
                    and a in table.by
                    and stated.too_early(meeting, table.over(a), b, start, lag, slots, days)
                ):
                    return True
    return False


__all__ = ["breaches", "clock", "judge", "last_possible_end"]
