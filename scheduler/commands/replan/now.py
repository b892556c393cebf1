"""now: what runs, what is next, how late we are; once, or again and again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.facts import facts_given
from scheduler.commands.inputs.inputs import Inputs, refusal_of
from scheduler.commands.inputs.reported import Reported, expect, plan_as_expected, read_reported
from scheduler.commands.inputs.stores import today
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, NamedScenario, NamedTimetable
from scheduler.errors import UsageError
from scheduler.render.reports import now_report as reports
from scheduler.render.terminal.answer import INDENT, OK, WEAK, Answer, Line, View
from scheduler.render.terminal.console import watch as watch_frames
from scheduler.timetable import Record
from scheduler.timetable.live import MeetingState, observe
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.clock import utc_now
from scheduler.vocabulary.moments import MeetingCalendar, parse_moment

if TYPE_CHECKING:  # numpy
    from scheduler.risk.figures import SessionRisk

EVERY = 1.0
"""Seconds from one frame to the next."""
READ = timedelta(seconds=5)
"""How old what was read of the store may get."""


def now(
    *,
    scenario: NamedScenario = None,
    timetable: NamedTimetable = None,
    fact: Annotated[
        list[str] | None, Parameter(help="With a file: a fact since then. Repeatable.")
    ] = None,
    now: Annotated[
        str | None,
        Parameter(
            name=("--now", "--at"),
            help="The local time: 'wed 10:20' (default: the clock).",
        ),
    ] = None,
    watch: Annotated[
        bool, Parameter(negative=(), help="Repeat every second until Ctrl-C.")
    ] = False,
    chances: Annotated[
        bool,
        Parameter(
            negative=(), help="Show when current sessions will end, and how likely (see risk)."
        ),
    ] = False,
    json: Json = False,
    screen: Screen = Screen(),
    where: StoreOption = StoreOption(),
) -> Answer:
    """Show what is on, what is next and how late the meeting is.

    Facts that were reported since count too, even before a replan: the meeting then goes on under
    the scenario's policy.
    """

    if json:
        refuse_beside("--json, which prints one object", chances=chances, **screen.given())

    def read() -> Reported:
        with Inputs(scenario, where.store) as inputs:
            return read_reported(inputs, timetable, facts_given(fact))

    first = read()
    refusal = refusal_of(first.pair)
    if refusal is not None:
        return refusal
    clock = _clock(now, today(first.pair.scenario.problem), runs=watch)
    desk = Desk(read, first, clock(), chances)
    if watch:
        return _watch(desk, clock, screen.terminal, as_json=json)
    return _once(desk, clock, screen.terminal, as_json=json)


@dataclass(slots=True)
class Desk:
    """What is read again only now and then, while somebody watches."""

    read: Callable[[], Reported]
    reported: Reported
    when: datetime
    chances: bool = False
    expected: dict[object, tuple[Record, str | None]] = field(default_factory=dict)
    ends: dict[object, tuple["SessionRisk", ...]] = field(default_factory=dict)

    def at(self, moment: datetime) -> tuple[Reported, MeetingState, str | None]:
        """What was reported, where the meeting stands, and a remark if that is not known."""
        if moment - self.when >= READ:
            self.reported, self.when = self.read(), moment
        reported = self.reported
        minute = moment.replace(second=0, microsecond=0)
        key = (
            reported.pair.name,
            reported.facts,
            reported.undone,
            minute if reported.facts else None,
        )
        if key not in self.expected:
            self.expected = {key: expect(reported, minute)}
        record, remark = self.expected[key]
        published = reported.pair.record.timetable
        problem = reported.pair.scenario.problem
        return reported, observe(problem, published, record.timetable, moment), remark

    def ends_at(self, moment: datetime) -> tuple["SessionRisk", ...]:
        """When what is on ends, and how likely, where that was asked for; once a minute."""
        minute = moment.replace(second=0, microsecond=0)
        key = (self.reported.pair.name, self.reported.facts, minute)
        if not self.chances:
            return ()
        if key not in self.ends:
            from scheduler.interface.risking import RiskRequest, ends_of_running  # numpy

            pair, (record, _) = self.reported.pair, next(iter(self.expected.values()))
            plan = plan_as_expected(pair, record)
            request = RiskRequest(plan=plan, now=minute, printed=pair.record.timetable)
            self.ends = {key: ends_of_running(request)}
        return self.ends[key]


def _once(desk: Desk, clock: Callable[[], datetime], view: View, *, as_json: bool) -> Answer:
    reported, meeting, remark = desk.at(clock())
    remarks = [*reported.pair.doubts, *([remark] if remark is not None else [])]
    if as_json:
        record = reported.pair.record
        return Answer(OK, reports.as_json(record, meeting, reported.facts, record.zone), remarks)
    return Answer(OK, _frame(desk, clock(), view), remarks, width=view.width)


def _watch(desk: Desk, clock: Callable[[], datetime], view: View, *, as_json: bool) -> Answer:
    if as_json:
        raise UsageError("--watch is for a terminal, --json for a program: choose one")
    if not watch_frames(lambda: _frame(desk, clock(), view), every=EVERY):
        raise UsageError("--watch needs a terminal: leave it out for one answer")
    return Answer(OK)


def _clock(said: str | None, calendar: MeetingCalendar, *, runs: bool) -> Callable[[], datetime]:
    """The clock of the wall; or one that stands at ``said``, or runs on from there."""
    if said is None:
        return utc_now
    moment = parse_moment(said, calendar).replace(tzinfo=calendar.zone)
    start, begun = moment.astimezone(UTC), utc_now()
    if not runs:
        return lambda: start
    second = timedelta(seconds=1)
    return lambda: start + (utc_now() - begun) // second * second


def _frame(desk: Desk, moment: datetime, view: View) -> list[Line]:
    reported, meeting, _ = desk.at(moment)
    pair = reported.pair
    unpublished = pair.revision is not None and pair.revision.published is None
    draft = pair.name if unpublished else None
    lines = reports.lines(pair.scenario.problem, pair.record, meeting, view, draft=draft)
    lines += _ends(desk, moment, view)
    since = [*reported.facts, *(f"{fact} (taken back)" for fact in reported.undone)]
    if since:
        told = wording_of(pair.scenario.problem).word("; ".join(since))
        sentence = f"reported since, not replanned yet: {told}"
        lines += reports.fitted(Line(f"{'':{INDENT}}{sentence}", WEAK), view.width)
    return lines


def _ends(desk: Desk, moment: datetime, view: View) -> list[Line]:
    """``ENIP ends by Tue 18:00, as printed, with 62 %``"""
    ends = desk.ends_at(moment)
    if not ends:
        return []
    from scheduler.render.reports.risk_report import ends_by, names_of  # numpy

    pair = desk.reported.pair
    names = names_of(pair.scenario.problem, pair.record)
    told = (Line(f"{'':{INDENT}}{ends_by(names, one)}") for one in ends)
    return [piece for line in told for piece in reports.fitted(line, view.width)]
