"""now: what runs, what is next, how late we are; once, or again and again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.inputs import Inputs, Pair, refusal_of
from scheduler.commands.inputs.orders import orders_of
from scheduler.commands.inputs.stores import stored_meeting, today
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, NamedScenario, NamedTimetable
from scheduler.errors import FactError, Infeasible, Interrupted, NoTimetable, UsageError
from scheduler.problem import Place
from scheduler.render.reports import now_report as reports
from scheduler.render.terminal.answer import INDENT, OK, WEAK, Answer, Line, View
from scheduler.render.terminal.console import watch as watch_frames
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable
from scheduler.timetable.live import MeetingState, observe
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.moments import MeetingCalendar, parse_moment

EVERY = 1.0
"""Seconds from one frame to the next."""
READ = timedelta(seconds=5)
"""How old what was read of the store may get."""


def now(
    *,
    scenario: NamedScenario = None,
    timetable: NamedTimetable = None,
    fact: Annotated[
        list[str] | None, Parameter(help="With a file: what happened since. Repeatable.")
    ] = None,
    at: Annotated[
        str | None, Parameter(help="Local moment: '2025-02-26 10:20' (default: the clock).")
    ] = None,
    watch: Annotated[
        bool, Parameter(negative=(), help="Again every second, until Ctrl-C.")
    ] = False,
    json: Json = False,
    screen: Screen = Screen(),
    where: StoreOption = StoreOption(),
) -> Answer:
    """What runs, what is next, and how late we are against what is published.

    With the facts told since, also before anybody has replanned: as the meeting then goes on under
    the scenario's policy.
    """

    if json:
        refuse_beside("--json, which is one object", **screen.given())

    def read() -> Reported:
        with Inputs(scenario, where.store) as inputs:
            return _read(inputs, timetable, fact or [])

    first = read()
    refusal = refusal_of(first.pair)
    if refusal is not None:
        return refusal
    clock = _clock(at, today(first.pair.scenario.problem), runs=watch)
    desk = Desk(read, first, clock())
    if watch:
        return _watch(desk, clock, screen.terminal, as_json=json)
    return _once(desk, clock, screen.terminal, as_json=json)


@dataclass(frozen=True, slots=True)
class Reported:
    """A timetable, and what was reported since."""

    pair: Pair
    facts: tuple[str, ...]
    undone: tuple[str, ...] = ()
    pins: tuple[Place, ...] = ()


@dataclass(slots=True)
class Desk:
    """What is read again only now and then, while somebody watches."""

    read: Callable[[], Reported]
    reported: Reported
    when: datetime
    expected: dict[object, tuple[Timetable, str | None]] = field(default_factory=dict)

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
            self.expected = {key: _expected(reported, minute)}
        timetable, remark = self.expected[key]
        published = reported.pair.record.timetable
        problem = reported.pair.scenario.problem
        return reported, observe(problem, published, timetable, moment), remark


def _read(inputs: Inputs, timetable: Path | None, facts: Sequence[str]) -> Reported:
    pair = inputs.pair(timetable)
    recorded = pair.record.facts
    if pair.revision is None:
        return Reported(pair, tuple(fact for fact in facts if fact not in recorded))
    if facts:
        raise UsageError("in a store a fact is told with 'rollgrid report'")
    in_force = stored_meeting(inputs.store).facts
    return Reported(
        pair,
        facts=tuple(fact for fact in in_force if fact not in recorded),
        undone=tuple(fact for fact in recorded if fact not in in_force),
        pins=orders_of(inputs.store, pair.record.zone).standing,
    )


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
        raise UsageError("--watch needs a terminal; without it the answer comes once")
    return Answer(OK)


def _clock(at: str | None, calendar: MeetingCalendar, *, runs: bool) -> Callable[[], datetime]:
    """The clock of the wall; or one that stands at ``at``, or runs on from there."""
    if at is None:
        return lambda: datetime.now(UTC)
    moment = parse_moment(at, calendar).replace(tzinfo=calendar.zone)
    start, begun = moment.astimezone(UTC), datetime.now(UTC)
    if not runs:
        return lambda: start
    second = timedelta(seconds=1)
    return lambda: start + (datetime.now(UTC) - begun) // second * second


def _expected(reported: Reported, at: datetime) -> tuple[Timetable, str | None]:
    """What follows from these facts under the scenario's policy; as published if there are none."""
    problem, record = reported.pair.scenario.problem, reported.pair.record
    if not reported.facts and not reported.undone:
        return record.timetable, None
    from scheduler.replanning.replan import predict  # OR-Tools: only where something happened

    request = ReplanRequest(
        problem,
        record,
        reported.facts,
        reported.undone,
        reported.pins,
        now=at,
        budget=Budget(seconds=5.0, workers=1),
    )
    try:
        outcome = predict(request, replay=True)
    except (Infeasible, NoTimetable):
        remark = f"with what was told, {problem.usual_policy} leaves no timetable: as published"
        return record.timetable, remark
    except FactError as error:  # reported for another moment than this
        return record.timetable, f"{error}: as published"
    except Interrupted:
        raise KeyboardInterrupt from None
    if outcome.interrupted:
        raise KeyboardInterrupt
    return outcome.timetable, None


def _frame(desk: Desk, moment: datetime, view: View) -> list[Line]:
    reported, meeting, _ = desk.at(moment)
    pair = reported.pair
    unpublished = pair.revision is not None and pair.revision.published is None
    draft = pair.name if unpublished else None
    lines = reports.lines(pair.scenario.problem, pair.record, meeting, view, draft=draft)
    since = [*reported.facts, *(f"not: {fact}" for fact in reported.undone)]
    if since:
        told = wording_of(pair.scenario.problem).word("; ".join(since))
        sentence = f"told since: {told} - not replanned yet"
        lines += reports.fitted(Line(f"{'':{INDENT}}{sentence}", WEAK), view.width)
    return lines
