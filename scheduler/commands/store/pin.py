"""pin, unpin: sessions that stay where they are, in what is solved from now on."""

from datetime import datetime
from typing import Annotated

from cyclopts import Parameter

from scheduler import store as stores
from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.orders import (
    pins_in_force,
    place_of,
    show_listed,
    show_recorded,
    word_place,
)
from scheduler.commands.inputs.stores import StoredMeeting, opened_at, stored_meeting, today
from scheduler.commands.inputs.titles import told_in_titles
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json, Session
from scheduler.errors import FactError, UsageError
from scheduler.interface.asking import require_session
from scheduler.problem.day_slots import slot_day
from scheduler.problem.spoken_names import room_meant, session_meant, with_room_id
from scheduler.render.reports import log_report
from scheduler.render.terminal.answer import Answer
from scheduler.replanning.pins import with_pins
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.command_lines import on_store
from scheduler.vocabulary.moments import parse_moment
from scheduler.vocabulary.whereabouts import read_where


def pin(
    session: Session | None = None,
    *,
    at: Annotated[
        str | None, Parameter(help="Pin the session to this start: '2025-02-28 10:00'.")
    ] = None,
    room: Annotated[str | None, Parameter(help="Pin the session to this room.")] = None,
    reason: Annotated[str, Parameter(help="The reason, for the log.")] = "",
    json: Json = False,
    author: Author = Author(),
) -> Answer:
    """Keep a session at its place, its start or its room from now on.

    Pins count in every later solve and replan. Without a session: lists the pins in force.
    """
    if session is None:
        refuse_beside("no session", at=at, room=room, reason=reason)
        return _pins(author.store, as_json=json)
    with opened_at(author.store) as store:
        state = stored_meeting(store)
        zone = state.problem.zone
        session = require_session(state.problem, session)
        room = room_meant(state.problem, room) if room is not None else None
        start = parse_moment(at, today(state.problem, store.clock())) if at is not None else None
        with told_in_titles(state.problem):
            if start is None and room is None:
                start, room = _where_it_is(state, session)
            _refuse_other_days(state, session, start)
            place = word_place(start, room)
            with_pins(state.problem, [place_of(session, place, zone)])
        there = next((pin for pin in pins_in_force(store) if pin.session == session), None)
        if there is not None:
            pinned = wording_of(state.problem).word(f"{session} is pinned {there.place}")
            raise UsageError(f"{pinned}: first run '{on_store('unpin', session)}'")
        made = stores.pin(store, session, place, author=author.name, reason=reason)
    return show_recorded([*log_report.orders_of([made], [], zone)], state.problem, as_json=json)


def unpin(
    session: Session,
    *,
    reason: Annotated[str, Parameter(help="The reason; it stays in the log.")] = "",
    json: Json = False,
    author: Author = Author(),
) -> Answer:
    """Remove the pin of a session."""
    with opened_at(author.store) as store:
        problem = stored_meeting(store).problem
        session = session_meant(problem, session)
        there = [pin.number for pin in pins_in_force(store) if pin.session == session]
        if not there:
            named = wording_of(problem).of(session)
            raise UsageError(f"{named} is not pinned; the pins in force: {on_store('pin')}")
        made = stores.unpin(store, there[-1], author=author.name, reason=reason)
    return show_recorded([*log_report.orders_of([made], [], problem.zone)], problem, as_json=json)


def lock(
    session: Session,
    *where: Annotated[
        str,
        Parameter(help="A start such as 'wed 15:00', then ROOM (default: where it is)."),
    ],
    reason: Annotated[str, Parameter(help="The reason, for the log.")] = "",
    json: Json = False,
    author: Author = Author(),
) -> Answer:
    """Pin a session at a start or in a room; does the same as pin."""
    with opened_at(author.store, to_read=True) as store:
        problem = stored_meeting(store).problem
        calendar = today(problem, store.clock())
    place = read_where(with_room_id(problem, where), calendar, [room.id for room in problem.rooms])
    if place.start is None and (place.slot is not None or place.day is not None):
        raise UsageError(
            "lock needs a start or a room; to move the session: "
            f"{on_store('move', session, *where)}"
        )
    at = None if place.start is None else f"{place.start:%Y-%m-%d %H:%M}"
    return pin(session, at=at, room=place.room, reason=reason, json=json, author=author)


def unlock(
    session: Session,
    *,
    reason: Annotated[str, Parameter(help="The reason, for the log.")] = "",
    json: Json = False,
    author: Author = Author(),
) -> Answer:
    """Release a session that was pinned or moved; same as unpin."""
    return unpin(session, reason=reason, json=json, author=author)


def _pins(where: str | None, *, as_json: bool) -> Answer:
    with opened_at(where, to_read=True) as store:
        problem = stored_meeting(store).problem
        entries = [*log_report.orders_of(pins_in_force(store), [], problem.zone)]
    return show_listed(
        entries, problem.zone, wording_of(problem), "No session is pinned.", as_json=as_json
    )


def _where_it_is(state: StoredMeeting, session: str) -> tuple[datetime, str]:
    sittings = state.base.record.timetable.of_session(session)
    if not sittings:
        raise FactError(f"{session} is not in the timetable: add --at or --room")
    return sittings[0].start.astimezone(state.problem.zone).replace(tzinfo=None), sittings[0].room


def _refuse_other_days(state: StoredMeeting, session: str, start: datetime | None) -> None:
    zone = state.problem.zone
    if (
        start is not None
        and slot_day(state.problem, start.replace(tzinfo=zone)) not in state.problem.days
    ):
        days = ", ".join(map(str, state.problem.days))
        raise FactError(
            f"{session} cannot be pinned to {start:%Y-%m-%d %H:%M}: the meeting is on {days}"
        )
