"""Pins and waivers of a planner, kept in the store until they are lifted."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scheduler.commands.inputs.orders import known_to, place_of, placed, scoped, waiver_of
from scheduler.commands.inputs.stores import Standing, opened_at, standing
from scheduler.commands.options import Hand, UsageError
from scheduler.errors import FactError
from scheduler.render.reports import log_report
from scheduler.render.reports.replan_report import GOOD, said
from scheduler.render.terminal.answer import OK, Answer
from scheduler.replanning.facts import parse_moment
from scheduler.replanning.pins import with_pins

if TYPE_CHECKING:
    from scheduler.render.reports.log_report import Entry

NEXT = "it holds for what is solved from now on: rollgrid replan"


def pinned(
    session: str, *, at: str | None, room: str | None, reason: str, hand: Hand, as_json: bool
) -> Answer:
    """A session is kept at a start or in a room; without either, where it is."""
    from scheduler import store as stores

    with opened_at(hand.store) as store:
        stands = standing(store)
        zone = stands.problem.zone
        start = parse_moment(at) if at is not None else None
        if start is None and room is None:
            start, room = _where_it_is(stands, session, zone)
        if start is not None and start.date() not in stands.problem.days:
            days = ", ".join(map(str, stands.problem.days))
            raise FactError(
                f"{session} cannot be pinned to {start:%Y-%m-%d %H:%M}: the meeting is on {days}"
            )
        words = placed(start, room)
        with_pins(stands.problem, [place_of(session, words, zone)])
        there = next((pin for pin in stores.pins(store) if pin.session == session), None)
        if there is not None:
            raise UsageError(f"{session} is pinned {there.place}: rollgrid unpin {session} first")
        made = stores.pin(store, session, words, author=hand.author, reason=reason)
    return _told([*log_report.orders_of([made], [], zone)], zone, as_json=as_json)


def _where_it_is(stands: Standing, session: str, zone: ZoneInfo) -> tuple[datetime, str]:
    found = stands.base.record.timetable.of_session(session)
    if not found:
        raise FactError(f"{session} is not in the timetable: say where, with --at or --room")
    return found[0].start.astimezone(zone).replace(tzinfo=None), found[0].room


def unpinned(session: str, *, reason: str, hand: Hand, as_json: bool) -> Answer:
    """The pin of a session is lifted."""
    from scheduler import store as stores

    with opened_at(hand.store) as store:
        there = [pin.number for pin in stores.pins(store) if pin.session == session]
        if not there:
            raise UsageError(f"{session} is not pinned; rollgrid pin lists the pins in force")
        zone = standing(store).problem.zone
        made = stores.unpin(store, there[-1], author=hand.author, reason=reason)
    return _told([*log_report.orders_of([made], [], zone)], zone, as_json=as_json)


def waived(
    rule: str,
    scope: Mapping[str, tuple[str, ...]],
    *,
    reason: str,
    until: str | None,
    hand: Hand,
    as_json: bool,
) -> Answer:
    """A rule is not asked for, of these or of all, for a reason."""
    if not reason.strip():
        raise UsageError("a waiver needs a reason: --reason WHY; it is shown with every timetable")
    from scheduler import store as stores

    with opened_at(hand.store) as store:
        problem = standing(store).problem
        zone = problem.zone
        subject = scoped(**scope)
        known_to(problem, waiver_of(rule, subject, reason))
        end = parse_moment(until).replace(tzinfo=zone) if until is not None else None
        made = stores.waive(store, rule, subject, author=hand.author, reason=reason, until=end)
    return _told([*log_report.orders_of([], [made], zone)], zone, as_json=as_json)


def withdrawn(number: int, *, reason: str, hand: Hand, as_json: bool) -> Answer:
    """A waiver is withdrawn."""
    from scheduler import store as stores

    with opened_at(hand.store) as store:
        zone = standing(store).problem.zone
        made = stores.withdraw(store, number, author=hand.author, reason=reason)
    return _told([*log_report.orders_of([], [made], zone)], zone, as_json=as_json)


def pins(where: str | None, *, as_json: bool) -> Answer:
    """Pins in force."""
    from scheduler import store as stores

    with opened_at(where) as store:
        zone = standing(store).problem.zone
        entries = [*log_report.orders_of(stores.pins(store), [], zone)]
    return _listed(entries, zone, "No session is pinned.", as_json=as_json)


def waivers(where: str | None, *, as_json: bool) -> Answer:
    """Waivers in force."""
    from scheduler import store as stores

    with opened_at(where) as store:
        zone = standing(store).problem.zone
        entries = [*log_report.orders_of([], stores.waivers(store), zone)]
    return _listed(entries, zone, "No rule is waived here.", as_json=as_json)


def _told(entries: "list[Entry]", zone: ZoneInfo, *, as_json: bool) -> Answer:
    if as_json:
        return Answer(OK, log_report.as_json(entries, zone))
    lines = [said(f"{entry.name}: {entry.words}", GOOD) for entry in entries]
    return Answer(OK, lines, [f"warning: {e.remark}" for e in entries if e.remark] + [NEXT])


def _listed(entries: "list[Entry]", zone: ZoneInfo, none: str, *, as_json: bool) -> Answer:
    if as_json:
        return Answer(OK, log_report.as_json(entries, zone))
    return Answer(OK, log_report.lines(entries, zone) if entries else [said(none)])
