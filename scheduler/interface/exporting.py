"""A timetable as a file in any of the formats."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from scheduler.errors import SchedulerError, TimetableError
from scheduler.interface.plan import Plan
from scheduler.interface.verdict import verify
from scheduler.problem.spoken_names import rooms_meant, whose
from scheduler.render import formats
from scheduler.render.formats import Draft, ExportRequest
from scheduler.timetable import Charge
from scheduler.vocabulary.moments import parse_meeting_day, parse_moment
from scheduler.vocabulary.printing import Format, LanguageCode, Picture, Profile, ViewName

if TYPE_CHECKING:
    from scheduler.risk.figures import SessionRisk


def export(
    plan: Plan,
    format: Format,
    *,
    before: Plan | Sequence[Plan] | None = None,
    view: ViewName = "days",
    of: str | None = None,
    day: date | str | None = None,
    rooms: tuple[str, ...] | None = None,
    language: LanguageCode | None = None,
    second: LanguageCode | None = None,
    draft: bool = False,
    clean: bool = False,
    stubs: bool = False,
    risk: bool = False,
    profile: Profile | None = None,
    picture: Picture = "grid",
    published_at: datetime | str | None = None,
) -> bytes:
    """
    A timetable as a file, byte for byte what the command line writes; docs/reference/formats.md.

    ``before``: the plan to mark the differences from; for ics the plans published before, oldest
    first. ``published_at``: when this one was, for ics; without an offset local to the meeting.
    ``second``: another language beside the first. ``stubs``: the old cell of a session that moved
    says where it is now; ``clean``: no other marks. ``risk``: how late each session may be.

    Raises
    ------
    TimetableError
        The timetable breaks a rule of its scenario: it is not printed.
    SchedulerError
        No such format, day, room or person; an option is missing; ``risk`` without a spread.
    """
    charges = _charges_of_valid(plan)
    of = whose(plan.problem, of) if of is not None else None
    rooms = rooms_meant(plan.problem, rooms)
    earlier = (before,) if isinstance(before, Plan) else tuple(before or ())
    if format == "ics":
        return _calendar(plan, earlier, of, language, published_at)
    on = parse_meeting_day(day, plan.problem.calendar) if isinstance(day, str) else day
    shown = ExportRequest(view=view, of=of, day=on, rooms=rooms, language=language, second=second)
    marked = replace(
        shown, draft=Draft() if draft else None, clean=clean, stubs=stubs, charges=charges
    )
    old = earlier[-1] if earlier else None
    since, named = (old.timetable, old.problem) if old is not None else (None, None)
    marked = replace(marked, earlier=named)
    chances = chances_of(plan) if risk else ()
    request = replace(marked, before=since, picture=picture, profile=profile, chances=chances)
    return _written(plan, format, request)


def chances_of(
    plan: Plan, progress: Callable[[str], None] | None = None
) -> "tuple[SessionRisk, ...]":
    """How late each session may be, as ``risk`` has it; UsageError, TimetableError as there."""
    from scheduler.interface.risking import RiskRequest, risk_of  # numpy

    return risk_of(RiskRequest(plan=plan), progress).assessment.sessions


def _charges_of_valid(plan: Plan) -> tuple[Charge, ...]:
    verdict = verify(plan)
    if not verdict.valid:
        head = "the timetable breaks rules of its scenario, or makes false claims:"
        raise TimetableError("\n".join([head, *verdict.complaints]))
    return tuple(verdict.charges)


def _written(plan: Plan, format: Format, request: ExportRequest) -> bytes:
    if format not in formats.FORMATS:
        names = sorted({*formats.FORMATS, "ics"})
        raise SchedulerError(f"{format!r} is not a format (expected {', '.join(names)})")
    try:
        return formats.export(format, plan.problem, plan.record, request)
    except ValueError as error:
        raise SchedulerError(str(error)) from None


def _calendar(
    plan: Plan,
    earlier: Sequence[Plan],
    of: str | None,
    language: LanguageCode | None,
    published_at: datetime | str | None,
) -> bytes:
    from scheduler.render.calendars.entries import NobodyError, carry_over, concerns
    from scheduler.render.calendars.ics_writer import Issue, write

    if published_at is None:
        raise SchedulerError("a calendar needs a published timetable: give published_at")
    zone, moment = plan.problem.zone, published_at
    if isinstance(moment, str):
        moment = parse_moment(moment, plan.problem.calendar)
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    try:
        concerned = concerns(plan.problem, of) if of is not None else lambda _: True
    except NobodyError as error:
        raise SchedulerError(str(error)) from None
    issues = [tuple(filter(concerned, issue.record.sittings)) for issue in (*earlier, plan)]
    first = (*earlier, plan)[0].record.revision
    issue = Issue(moment, plan.record.revision, of, language)
    return write(plan.problem, carry_over(issues, first=first), issues[-1], issue)
