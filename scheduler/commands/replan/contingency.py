"""The contingency card: from files or from the store, to the terminal or to a file."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scheduler.commands.inputs.orders import orders_of
from scheduler.commands.inputs.pairs import Pair, pair_of, refusal_of
from scheduler.commands.inputs.stores import opened_at, standing
from scheduler.commands.options import Search, UsageError
from scheduler.errors import did_you_mean
from scheduler.problem import Place, Policy
from scheduler.render import cards as rendering
from scheduler.render.terminal.answer import OK, Answer, View
from scheduler.render.terminal.console import working
from scheduler.replanning.facts import parse_moment
from scheduler.replanning.request import ReplanRequest
from scheduler.timetable import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.replanning.contingency import Card


def carded(
    scenario: Path | None,
    timetable: Path | None,
    session: str | None,
    *,
    policy: Policy | None,
    now: str | None,
    to: Path | None,
    search: Search,
    store: str | None,
    as_json: bool,
    view: View,
) -> Answer:
    """What follows from each end time, on one page."""
    if to is not None and to.suffix.lower() not in rendering.SUFFIXES:
        raise UsageError(f"{to}: a card is written as {', '.join(rendering.SUFFIXES)}")
    pair = pair_of(scenario, timetable, store=store)
    refused = refusal_of(pair)
    if refused is not None:
        return refused
    pins, doubts = _told_since(pair, scenario, store)
    made = _made(pair, session, policy, now, pins, search)
    data = rendering.as_json(pair.record, made)
    page = rendering.page(pair.loaded.problem, pair.record, made)
    files = [(to, rendering.write_card(to, page, data))] if to is not None else []
    body = data if as_json else rendering.drawn(page, view)
    remarks = [*pair.doubts, *doubts]
    if not made:
        remarks.append("no session of a rolling order is still to hand over to another")
    return Answer(OK, body, remarks, files, width=view.width)


def _made(
    pair: Pair,
    session: str | None,
    policy: Policy | None,
    now: str | None,
    pins: tuple[Place, ...],
    search: Search,
) -> "Sequence[Card]":
    from scheduler.replanning import contingency

    problem = pair.loaded.problem
    _known(pair, session)
    zone = problem.zone
    moment = (
        parse_moment(now).replace(tzinfo=zone) if now is not None else _as_of(pair.record, zone)
    )
    with working("working out what follows") as tell:
        request = ReplanRequest(
            problem,
            pair.record,
            pins=pins,
            now=moment,
            policy=policy,
            budget=replace(search.budget(), workers=1),
        )
        return contingency.build_cards(request, session, tell)


def _as_of(record: Record, zone: ZoneInfo) -> datetime | None:
    """When the timetable was made, if it is a replan: what was over then hands over no more."""
    return None if record.situation is None else record.situation.now.astimezone(zone)


def _known(pair: Pair, session: str | None) -> None:
    ids = [s.id for s in pair.problem.sessions]
    if session is not None and session not in ids:
        raise UsageError(f"no session is called {session!r}{did_you_mean(session, ids)}")


def _told_since(
    pair: Pair, scenario: Path | None, store: str | None
) -> tuple[tuple[Place, ...], list[str]]:
    """Pins in force, and a warning if facts were told that are not part of the revision."""
    if pair.revision is None:
        return (), []
    with opened_at(store, scenario) as found:
        stands = standing(found)
        orders = orders_of(found, pair.record.timezone)
    new = [fact for fact in stands.facts if fact not in pair.record.facts]
    doubts = [f"warning: told since, and not part of it: {'; '.join(new)}"] if new else []
    return orders.pins, doubts
