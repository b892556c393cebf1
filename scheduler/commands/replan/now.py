"""now: what runs, what is next, how late we are; once, or again and again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.commands.inputs.orders import orders_of
from scheduler.commands.inputs.pairs import Pair, pair_of, refusal_of
from scheduler.commands.inputs.stores import opened_at, standing
from scheduler.commands.options import UsageError
from scheduler.errors import FactError, Infeasible, Interrupted, NoTimetable
from scheduler.problem import Place
from scheduler.render.reports import now_report as rendering
from scheduler.render.reports.replan_report import INDENT, WEAK
from scheduler.render.terminal.answer import OK, Answer, Line, View
from scheduler.render.terminal.console import watch
from scheduler.replanning.facts import parse_moment
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable
from scheduler.timetable.live import MeetingState, observe

EVERY = 1.0
"""Seconds from one frame to the next."""
READ = timedelta(seconds=5)
"""How old what was read of the store may get."""


@dataclass(frozen=True, slots=True)
class Told:
    """A timetable, and what was told since."""

    pair: Pair
    facts: tuple[str, ...]
    undone: tuple[str, ...] = ()
    pins: tuple[Place, ...] = ()


@dataclass(slots=True)
class Desk:
    """What is read again only now and then, while somebody watches."""

    read: Callable[[], Told]
    told: Told | None = None
    when: datetime | None = None
    expected: dict[object, tuple[Timetable, str | None]] = field(default_factory=dict)

    def at(self, moment: datetime) -> tuple[Told, MeetingState, str | None]:
        """What was told, where the meeting stands, and a remark if that could not be worked out."""
        if self.told is None or self.when is None or moment - self.when >= READ:
            self.told, self.when = self.read(), moment
        told = self.told
        minute = moment.replace(second=0, microsecond=0)
        key = (told.pair.name, told.facts, told.undone, minute if told.facts else None)
        if key not in self.expected:
            self.expected = {key: _expected(told, minute)}
        timetable, remark = self.expected[key]
        published = told.pair.record.timetable
        return told, observe(told.pair.loaded.problem, published, timetable, moment), remark


def now(
    scenario: Path | None,
    timetable: Path | None,
    facts: Sequence[str],
    *,
    at: str | None,
    watched: bool,
    store: str | None,
    as_json: bool,
    view: View,
) -> Answer:
    """Where the meeting stands, by the published timetable and the facts told since."""
    desk = Desk(lambda: _read(scenario, timetable, facts, store))
    desk.told = desk.read()
    refused = refusal_of(desk.told.pair)
    if refused is not None:
        return refused
    zone = desk.told.pair.record.zone
    clock = _clock(at, zone, runs=watched)
    desk.when = clock()
    if watched and as_json:
        raise UsageError("--watch is for a terminal, --json for a program: choose one")
    if watched and not watch(lambda: _frame(desk, clock(), view), every=EVERY):
        raise UsageError("--watch needs a terminal; without it the answer comes once")
    if watched:
        return Answer(OK)
    told, found, remark = desk.at(clock())
    remarks = [*told.pair.doubts, *([remark] if remark is not None else [])]
    if as_json:
        body = rendering.as_json(told.pair.record, found, told.facts, zone)
        return Answer(OK, body, remarks)
    return Answer(OK, _frame(desk, clock(), view), remarks, width=view.width)


def _clock(at: str | None, zone: ZoneInfo, *, runs: bool) -> Callable[[], datetime]:
    """The clock of the wall; or one that stands at ``at``, or runs on from there."""
    if at is None:
        return lambda: datetime.now(UTC)
    start, begun = parse_moment(at).replace(tzinfo=zone).astimezone(UTC), datetime.now(UTC)
    if not runs:
        return lambda: start
    second = timedelta(seconds=1)
    return lambda: start + (datetime.now(UTC) - begun) // second * second


def _read(
    scenario: Path | None, timetable: Path | None, facts: Sequence[str], store: str | None
) -> Told:
    pair = pair_of(scenario, timetable, store=store)
    if pair.revision is None:
        return Told(pair, tuple(f for f in facts if f not in pair.record.facts))
    if facts:
        raise UsageError("in a store a fact is told with 'rollgrid report'")
    with opened_at(store, scenario) as found:
        stands = standing(found)
        pins = orders_of(found, pair.record.timezone).pins
    gone = tuple(fact for fact in pair.record.facts if fact not in stands.facts)
    new = tuple(fact for fact in stands.facts if fact not in pair.record.facts)
    return Told(pair, new, gone, pins)


def _expected(told: Told, at: datetime) -> tuple[Timetable, str | None]:
    """What follows from the facts told since under the scenario's policy, as published if none."""
    record = told.pair.record
    if not told.facts and not told.undone:
        return record.timetable, None
    from scheduler.replanning.replan import predict

    try:
        request = ReplanRequest(
            told.pair.loaded.problem,
            record,
            told.facts,
            told.undone,
            told.pins,
            now=at,
            budget=Budget(seconds=5.0, workers=1),
        )
        outcome = predict(request, replay=True)
    except (Infeasible, NoTimetable):
        policy = told.pair.loaded.problem.usual_policy
        return record.timetable, f"with what was told, {policy} leaves no timetable: as published"
    except FactError as error:  # told for another moment than this
        return record.timetable, f"{error}: as published"
    except Interrupted:
        raise KeyboardInterrupt from None
    if outcome.interrupted:
        raise KeyboardInterrupt
    return outcome.timetable, None


def _frame(desk: Desk, moment: datetime, view: View) -> list[Line]:
    told, found, _ = desk.at(moment)
    pair = told.pair
    unpublished = pair.revision is not None and pair.revision.published is None
    draft = pair.name if unpublished else None
    lines = rendering.lines(pair.loaded.problem, pair.record, found, view, draft=draft)
    since = [*told.facts, *(f"not: {fact}" for fact in told.undone)]
    if since:
        words = f"told since: {'; '.join(since)} - not replanned yet"
        lines += rendering.fitted(Line(f"{'':{INDENT}}{words}", WEAK), view.width)
    return lines
