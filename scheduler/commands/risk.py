"""risk: who is late how often, and whose delay is whose."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.facts import facts_given
from scheduler.commands.inputs.inputs import Inputs, Pair, refusal_of
from scheduler.commands.inputs.reported import Reported, expect, plan_as_expected, read_reported
from scheduler.commands.options.chances import EarliestOptions, LiveOptions, WeeksOptions
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, NamedScenario, PolicyOption
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.interface.risking import REPLANNED, RiskOf, RiskRequest, compare_policies, risk_of
from scheduler.problem import Policy
from scheduler.render.reports import risk_json
from scheduler.render.reports import risk_report as reports
from scheduler.render.terminal.answer import OK, Answer, View, to_json
from scheduler.render.terminal.console import working
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.clock import utc_now
from scheduler.vocabulary.moments import parse_moment

if TYPE_CHECKING:
    from scheduler.risk.earliest import Prices


def risk(
    timetable: Annotated[
        Path | None, Parameter(help="A timetable file or a revision (default: what is published).")
    ] = None,
    *,
    scenario: NamedScenario = None,
    policy: PolicyOption = None,
    policies: Annotated[
        bool, Parameter(negative=(), help="Compare the policies on the same weeks.")
    ] = False,
    weeks: WeeksOptions = WeeksOptions(),
    live: LiveOptions = LiveOptions(),
    expected: EarliestOptions = EarliestOptions(),
    to: Annotated[
        Path | None, Parameter(help="Also write a picture: late.svg or late.png.")
    ] = None,
    json: Json = False,
    screen: Screen = Screen(),
    where: StoreOption = StoreOption(),
) -> Answer:
    """Show how late each session may be, and how likely that is.

    Uses how long each session may take (minutes: 90 (60 to 180)). Shows when sessions start and
    end, which cells of the annex change, how often the last close is missed, and which session
    causes which delay.
    """
    if json:
        refuse_beside("--json", **screen.given())
    if policies and expected.earliest:
        raise UsageError("give --policies or --earliest, not both")
    if live.fact and not live.is_live:
        raise UsageError("--fact needs --now")
    _refuse_picture(to, policies=policies, earliest=expected.earliest)
    with Inputs(scenario, where.store) as inputs:
        reported = read_reported(inputs, timetable, facts_given(live.fact))
        refusal = refusal_of(reported.pair)
        if refusal is not None:
            return refusal
    request, doubts = _request(reported, policy, weeks, live)
    view = None if json else screen.terminal
    if expected.earliest:
        return _earliest(reported.pair, request, _asked(expected), view)
    if policies:
        return _compared(reported.pair, request, view)
    return _assessed(reported.pair, request, doubts, view, to)


def _request(
    reported: Reported, policy: Policy | None, weeks: WeeksOptions, live: LiveOptions
) -> tuple[RiskRequest, list[str]]:
    """What is asked for; as things stand, with what could not be used of what was reported."""
    asked = RiskRequest(
        plan=reported.pair,
        policy=policy,
        samples=weeks.samples,
        seed=weeks.seed,
        seconds=weeks.seconds,
    )
    return _live(reported, asked, live.at) if live.is_live else (asked, [])


def _refuse_picture(to: Path | None, *, policies: bool, earliest: bool) -> None:
    """A picture is of the risk alone, in a form that there is; its file is told."""
    announce(to)
    if to is None:
        return
    if policies or earliest:
        raise UsageError("--to draws only the risk: leave out --policies and --earliest")
    if to.suffix.lower() not in (".svg", ".png"):
        raise UsageError(f"{to}: expected a .svg or .png file")


def _picture(to: Path, pair: Pair, made: RiskOf, told: reports.Told) -> bytes:
    from scheduler.render.pictures import risk_picture  # XML: a table needs none

    problem, sessions = pair.scenario.problem, made.assessment.sessions
    svg = risk_picture.draw(problem, made.stand, sessions, f"{told.issue} · policy {told.policy}")
    if to.suffix.lower() == ".svg":
        return svg.encode()
    from scheduler.render.pictures.picture_png import png  # typst

    return png(svg)


def _assessed(
    pair: Pair, request: RiskRequest, doubts: list[str], view: View | None, to: Path | None
) -> Answer:
    """The risk of a timetable; ``view``: None for JSON."""
    with working("computing what may happen") as tell:
        made = risk_of(request, tell)
    told = _told(pair, made, request.now)
    remarks = [*pair.doubts, *doubts, *_remarks(pair, made)]
    files = [(to, _picture(to, pair, made, told))] if to is not None else []
    if view is None:
        fields = risk_json.fields(made.assessment, told)
        return Answer(OK, to_json(fields, pair.record.zone), remarks, files)
    problem = pair.scenario.problem
    body = reports.lines(problem, pair.record, made.assessment, told, view)
    return Answer(OK, body, remarks, files, width=view.width)


def _live(reported: Reported, asked: RiskRequest, at: str | None) -> tuple[RiskRequest, list[str]]:
    """The same as things stand, with what was reported since; and what could not be used of it."""
    from scheduler.commands.inputs.stores import today  # SQLAlchemy

    pair = reported.pair
    calendar = today(pair.scenario.problem)
    moment = utc_now()
    if at is not None:
        moment = parse_moment(at, calendar).replace(tzinfo=calendar.zone)
    moment = moment.astimezone(UTC).replace(second=0, microsecond=0)
    record, remark = expect(reported, moment)
    plan = plan_as_expected(pair, record)
    request = replace(asked, plan=plan, now=moment, printed=pair.record.timetable)
    return request, [] if remark is None else [remark]


def _asked(expected: EarliestOptions) -> "tuple[float, Prices]":
    from scheduler.risk.earliest import Prices  # what only some ask is loaded for them

    alpha, waiting = expected.alpha, expected.waiting
    if not 0 <= alpha < 100:
        raise UsageError(f"--alpha {alpha:g}: expected a percentage, from 0 to less than 100")
    if not 0 < waiting <= 1_000:
        raise UsageError(f"--waiting {waiting:g}: expected more than 0, at most 1,000")
    return alpha / 100, Prices(waiting=waiting)


def _earliest(
    pair: Pair, request: RiskRequest, asked: "tuple[float, Prices]", view: View | None
) -> Answer:
    """From when on sessions are expected; ``view``: None for JSON."""
    from scheduler.interface.earliest_starts import earliest_of
    from scheduler.render.reports import earliest_report

    with working("working out earliest starts"):
        stand, rooms = earliest_of(request, *asked)
    if view is None:
        fields = earliest_report.fields(stand, rooms, asked)
        return Answer(OK, to_json(fields, pair.record.zone), pair.doubts)
    body = earliest_report.lines(pair.record, stand, rooms, asked, view)
    return Answer(OK, body, pair.doubts, width=view.width)


def _compared(pair: Pair, request: RiskRequest, view: View | None) -> Answer:
    """Policies side by side; ``view``: None for JSON."""
    from scheduler.render.reports import policies_report

    if request.policy is not None:
        raise UsageError("--policies compares all policies: leave out --policy")
    with working("simulating weeks under each policy") as tell:
        made = compare_policies(request, tell)
    asked = request.samples or REPLANNED
    late = f"note: {made.samples} of {asked} weeks in the time; --seconds gives more"
    remarks = [*pair.doubts, *([late] if made.samples < asked else [])]
    if view is None:
        fields = policies_report.fields(made, request.seed)
        return Answer(OK, to_json(fields, pair.record.zone), remarks)
    problem = pair.scenario.problem
    body = policies_report.lines(problem, pair.record, made, request.seed, view)
    return Answer(OK, body, remarks, width=view.width)


def _told(pair: Pair, made: RiskOf, now: datetime | None) -> reports.Told:
    number = pair.record.revision
    issue = f"Rev.{number}" if number else "the first issue"
    local = None if now is None else now.astimezone(pair.record.zone)
    return reports.Told(issue, made.policy, made.seed, made.replanned, local)


def _remarks(pair: Pair, made: RiskOf) -> list[str]:
    wording, remarks = wording_of(pair.problem), []
    for room, reason in made.reasons:
        why = wording.word(reason)
        remarks.append(f"note: {wording.of(room)} is replanned week by week: {why}")
    if made.asked is not None:
        done = made.assessment.samples
        remarks.append(f"note: {done} of {made.asked} weeks in the time; --seconds gives more")
    if made.certain:
        names = ", ".join(map(wording.of, made.certain))
        remarks.append(f"note: assumed to last exactly as planned: {names}")
    return remarks
