"""contingency: a card that says what follows from each end of a session."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.inputs import Inputs, Pair, refusal_of
from scheduler.commands.inputs.orders import orders_of
from scheduler.commands.inputs.stores import stored_meeting, today
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, NamedScenario, NamedTimetable, PolicyOption
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.interface.asking import require_session
from scheduler.problem import Place, Problem
from scheduler.render import cards as rendering
from scheduler.render.terminal.answer import OK, Answer
from scheduler.render.terminal.console import working
from scheduler.replanning import contingency as cards
from scheduler.replanning.request import ReplanRequest
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.moments import parse_moment

NONE = ["there is no hand-over left in any rolling order"]


def contingency(
    session: Annotated[
        str | None, Parameter(help="Show only the hand-over of this session.")
    ] = None,
    *,
    scenario: NamedScenario = None,
    timetable: NamedTimetable = None,
    policy: PolicyOption = None,
    now: Annotated[
        str | None,
        Parameter(help="Show only what comes after this local time: 'wed 10:20'."),
    ] = None,
    to: Annotated[
        Path | None, Parameter(help="Write the card to this file: .docx, .html, .md or .json.")
    ] = None,
    json: Json = False,
    search: Search = Search(),
    screen: Screen = Screen(),
    where: StoreOption = StoreOption(),
) -> Answer:
    """Print the chair's card: what follows from each end time.

    For each hand-over of a rolling order, every end time on the grid is replanned under the
    policy. End times with the same outcome share a line.
    """
    if json:
        refuse_beside("--json", **screen.given())
    announce(to)
    if to is not None and to.suffix.lower() not in rendering.SUFFIXES:
        raise UsageError(f"{to}: expected a file that ends in {', '.join(rendering.SUFFIXES)}")
    with Inputs(scenario, where.store) as inputs:
        pair = inputs.pair(timetable)
        refusal = refusal_of(pair)
        if refusal is not None:
            return refusal
        pins, doubts = _since(inputs, pair)
    problem, record = pair.scenario.problem, pair.record
    session = _session_named(problem, session)
    budget = replace(search.budget(), workers=1)
    moment = _moment(pair, now)
    request = ReplanRequest(problem, record, pins=pins, now=moment, policy=policy, budget=budget)
    with working("working out what follows") as tell:
        made = cards.build_cards(request, session, tell)
    data = rendering.as_json(record, made)
    page = rendering.page(problem, record, made)
    files = [(to, rendering.write_card(to, page, data))] if to is not None else []
    remarks = [*pair.doubts, *doubts, *([] if made else NONE)]
    body = data if json else rendering.draw(page, screen.terminal)
    return Answer(OK, body, remarks, files, width=screen.terminal.width)


def _session_named(problem: Problem, name: str | None) -> str | None:
    """Its id; UsageError for a name that no session has."""
    if name is None:
        return None
    return require_session(problem, name)


def _since(inputs: Inputs, pair: Pair) -> tuple[Sequence[Place], list[str]]:
    """Pins in force, and a warning if facts were reported that are not part of the revision."""
    if pair.revision is None:
        return (), []
    facts = stored_meeting(inputs.store).facts
    new = [fact for fact in facts if fact not in pair.record.facts]
    told = wording_of(pair.problem).word("; ".join(new))
    doubts = [f"warning: reported later and not in the card: {told}"] if new else []
    return orders_of(inputs.store, pair.record.zone).standing, doubts


def _moment(pair: Pair, now: str | None) -> datetime | None:
    """
    From when on; without ``now`` when the timetable was made, if it is a replan.

    A session that was over by then hands over no more.
    """
    zone = pair.scenario.problem.zone
    if now is not None:
        return parse_moment(now, today(pair.scenario.problem)).replace(tzinfo=zone)
    situation = pair.record.situation
    return None if situation is None else situation.now.astimezone(zone)
