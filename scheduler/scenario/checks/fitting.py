"""
What cannot fit however it is arranged: sessions too long, orders too full, pins outside.

Every bound is one that no timetable can beat: sessions at their least minutes, slots with all the
overtime that any policy may give. Absences and clashes are left to the solver, which can explain
them.
"""

from collections.abc import Iterator
from datetime import date, datetime

from scheduler.problem import Room, Session, Split
from scheduler.problem.day_slots import MINUTE
from scheduler.scenario.checks.roomy_slots import ListedSlots, is_listed, pinned_to
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.draft import DaySpan, Draft
from scheduler.vocabulary.locations import Loc


def check_rooms(draft: Draft) -> Iterator[Finding]:
    """Some room that the session may use seats it and has what it needs."""
    every = [room for _, room in draft.rooms]
    by_name: dict[str, list[Room]] = {}
    for room in every:
        by_name.setdefault(room.id, []).append(room)
    for i, session in draft.sessions:
        if draft.is_softened("room_fit", session.id):
            continue
        names = _named_rooms(draft, session)
        allowed = every if names is None else [r for name in names for r in by_name.get(name, ())]
        misfit = _misfit(session, allowed)
        if misfit is not None:
            yield Finding("S041", ("sessions", i, misfit[0]), f"{session.id}: {misfit[1]}")


def _named_rooms(draft: Draft, session: Session) -> list[str] | None:
    """Room choice by name: the rolling order's rooms, the session's own, and its pin; None: any."""
    order = draft.orders.get(session.id)
    pinned = session.pin.room if session.pin is not None else None
    choices = [
        *([(order.room, *order.substitutes)] if order is not None else []),
        *([session.rooms] if session.rooms is not None else []),
        *([(pinned,)] if pinned is not None else []),
    ]
    if not choices:
        return None
    return [name for name in dict.fromkeys(choices[0]) if all(name in c for c in choices[1:])]


def _misfit(session: Session, allowed: list[Room]) -> tuple[str, str] | None:
    """The field that no room can meet, and why."""
    if not allowed:
        return "id", "its rolling order, 'rooms' and pin leave no room"
    seated = [room for room in allowed if room.seats is None or room.seats >= session.attendance]
    if not seated:
        largest = max(allowed, key=lambda room: room.seats or 0)
        most = f"the largest room that it may use, {largest.id}, has {largest.seats}"
        return "attendance", f"no room seats {session.attendance}: {most}"
    if not any(_has(room, session) for room in seated):
        wanted = ", ".join(sorted(session.features))
        return "features", f"no room that is large enough has {wanted}"
    return None


def _has(room: Room, session: Session) -> bool:
    return all(room.features.get(name, 0) >= wanted for name, wanted in session.features.items())


def check_fit(draft: Draft) -> Iterator[Finding]:
    """Each session has slots it may use, and they hold its least minutes."""
    slots: dict[tuple[object, ...], ListedSlots] = {}
    for i, session in draft.sessions:
        if _is_reversed(session) or draft.is_softened("window", session.id):
            continue
        key = ListedSlots.key(session)
        if key not in slots:
            slots[key] = ListedSlots(draft, session)
        listed = slots[key]
        if listed.serving and not listed.hold(session):
            finding = _unfit(draft, ("sessions", i), session, listed)
            if finding is not None:
                yield finding


def _is_reversed(session: Session) -> bool:
    """A deadline before the beginning has a code of its own."""
    after, deadline = session.after, session.deadline
    return after is not None and deadline is not None and deadline <= after


def _unfit(draft: Draft, loc: Loc, session: Session, listed: ListedSlots) -> Finding | None:
    spans = [span for span in listed.spans if _open(draft, session, span)]
    if not spans:
        return Finding(
            "S045", (*loc, _blame(session)), f"there is no slot that {session.id} may use"
        )
    pin = _pin_outside(draft, loc, session, spans)
    if pin is not None:
        return pin
    free = [(_minutes(draft, session, span), span) for span in spans]
    longest, where = max(free, key=lambda pair: pair[0])
    least = session.minutes.least
    if session.split is None and longest < least:
        message = (
            f"{session.id} needs {least} unbroken minutes; its longest stretch has "
            f"{longest}, including overtime ({where.id})"
        )
        return Finding("S021", (*loc, "minutes"), message)
    if session.split is not None:
        return _too_long_in_parts(loc, session, session.split, free)
    return None


def _too_long_in_parts(
    loc: Loc, session: Session, split: Split, free: list[tuple[int, DaySpan]]
) -> Finding | None:
    days: dict[date, list[int]] = {}
    for minutes, span in free:
        days.setdefault(span.day, []).append(minutes)
    if split.days == "same":
        offers = list(days.values())
    elif split.days == "different":
        offers = [[max(minutes) for minutes in days.values()]]
    else:
        offers = [[minutes for minutes, _ in free]]
    parts = len(free) if split.most_parts is None else split.most_parts
    room = max(sum(sorted(offer, reverse=True)[:parts]) for offer in offers)
    least = session.minutes.least
    if room >= least:
        return None
    limit = f" in {parts} parts" if parts < len(free) else ""
    limit += {"any": "", "same": " on one day", "different": " on days of their own"}[split.days]
    message = (
        f"{session.id} needs {least} minutes; its slots have {room}{limit}, including overtime"
    )
    return Finding("S033", (*loc, "minutes"), message)


def _open(draft: Draft, session: Session, span: DaySpan) -> bool:
    """Whether ``after`` and ``deadline`` leave anything of the slot."""
    start, close = _bounds(draft, session, span)
    return start < min(span.end, close)


def _bounds(draft: Draft, session: Session, span: DaySpan) -> tuple[datetime, datetime]:
    """The stretch of a slot and its overtime between ``after`` and ``deadline``."""
    start, close = span.start, span.close
    if session.after is not None:
        start = max(start, draft.moment(session.after))
    if session.deadline is not None:
        close = min(close, draft.moment(session.deadline))
    return start, close


def _minutes(draft: Draft, session: Session, span: DaySpan) -> int:
    """The most minutes the session can sit in a slot: none of it lies before its pin."""
    start, close = _bounds(draft, session, span)
    if span.slot.aligned and start > span.start:
        return 0
    earliest = pinned_to(session)
    if earliest is not None:
        start = max(start, draft.moment(earliest))
    if session.split is None and session.pin is not None and session.pin.exact is not None:
        start = start if span.start <= draft.moment(session.pin.exact) < span.end else close
    return max(0, int((close - start) / MINUTE)) if start < span.end else 0


def _pin_outside(draft: Draft, loc: Loc, session: Session, spans: list[DaySpan]) -> Finding | None:
    """An exact start lies in a slot that the session may use, an earliest one before the last."""
    moment = pinned_to(session)
    if session.pin is None or moment is None:
        return None
    pinned = draft.moment(moment)
    bounds = [(*_bounds(draft, session, span), span.end) for span in spans]
    if session.pin.exact is not None:
        field, fits = "exact", any(a <= pinned < min(b, end) for a, b, end in bounds)
    else:
        field, fits = "not_before", any(pinned < min(b, end) for _, b, end in bounds)
    if fits:
        return None
    message = f"{session.id}: {moment:%Y-%m-%d %H:%M} is not in a slot that it may use"
    if field == "not_before":
        message = (
            f"{session.id}: there is no slot left that it may use from {moment:%Y-%m-%d %H:%M} on"
        )
    return Finding("S036", (*loc, "pin", field), message)


def _blame(session: Session) -> str:
    """The field that most likely took the slots away."""
    if session.slots is not None:
        return "slots"
    if session.days is not None:
        return "days"
    return "deadline" if session.deadline is not None else "after"


def check_least_parts(draft: Draft) -> Iterator[Finding]:
    """No part has to be longer than the whole session."""
    for i, session in draft.sessions:
        least_part = session.split.least_part if session.split is not None else 0
        if least_part > session.minutes.least:
            message = (
                f"{session.id}: least_part ({least_part} minutes) is longer than the least "
                f"minutes of the session ({session.minutes.least})"
            )
            yield Finding("S032", ("sessions", i, "split", "least_part"), message)


def check_orders(draft: Draft) -> Iterator[Finding]:
    """The sessions of a rolling order, at their least, fit the slots it may use, one by one."""
    sessions = {session.id: session for _, session in draft.sessions}
    for i, order in draft.rolling:
        listed = [sessions[name] for name in dict.fromkeys(order.order) if name in sessions]
        if any(draft.is_softened("window", session.id) for session in listed):
            continue
        spans = [
            span
            for span in draft.calendar
            if any(span.slot.serves(s.kind) and is_listed(s, span) for s in listed)
        ]
        room = sum(int((span.close - span.start) / MINUTE) for span in spans)
        least = sum(session.minutes.least for session in listed if session.rank is None)
        if least > room:
            message = (
                f"the order in {order.room} needs at least {least} minutes; its slots have "
                f"{room}, including overtime"
            )
            yield Finding("S034", ("rolling", i, "order"), message)
