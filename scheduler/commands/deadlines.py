"""deadlines: what is due when, for a meeting or a cycle of meetings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.inputs.here import first_step
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.insight.deadlines import Due, gather_dues
from scheduler.problem import Problem
from scheduler.render.languages.languages import language_of
from scheduler.render.reports import deadlines_report as printing
from scheduler.render.terminal.answer import NO, OK, Answer
from scheduler.render.words import printable
from scheduler.scenario import load
from scheduler.vocabulary.clock import utc_now
from scheduler.vocabulary.moments import parse_day
from scheduler.vocabulary.printing import LanguageCode


def deadlines(
    *scenarios: Annotated[
        Path, Parameter(help="The scenarios of one meeting, or of a cycle of meetings.")
    ],
    now: Annotated[
        str | None,
        Parameter(name=("--now", "--at"), help="The day to count from (default: today)."),
    ] = None,
    language: Annotated[
        LanguageCode | None, Parameter(help="Language (default: that of the first scenario).")
    ] = None,
    to: Annotated[
        Path | None, Parameter(help="Also write the deadlines to this calendar (.ics).")
    ] = None,
    exit_code: Annotated[bool, Parameter(negative=(), help="Exit 1 if something is late.")] = False,
    json: Json = False,
) -> Answer:
    """List what is due when: documents, registration, notices, ...

    Also translations and side events.
    """
    if not scenarios:
        raise UsageError(f"SCENARIO is missing\n{first_step('deadlines')}")
    announce(to)
    problems = _cycle(scenarios)
    day = _day(now, problems[0])
    due = gather_dues(problems)
    late = printing.late(due, day)
    printed = language_of(language or problems[0].annex.language)
    titles = {p.meeting.id: printable(p.meeting.title) or p.meeting.id for p in problems}
    remarks = [*_over(problems, titles, day), *_warnings(late, titles, day)]
    files = []
    if to is not None:
        from scheduler.render.calendars.deadlines_ics import as_calendar  # icalendar costs 0.1 s

        files = [(to, as_calendar(due, day, printed))]
    return Answer(
        NO if exit_code and late else OK,
        printing.as_json(due, day, printed)
        if json
        else printing.as_lines(due, day, printed, titles),
        remarks,
        files,
    )


def _cycle(scenarios: Sequence[Path]) -> list[Problem]:
    """The meetings of a cycle, each by an id of its own."""
    problems = [load(path).problem for path in scenarios]
    twice = [id for id, n in Counter(p.meeting.id for p in problems).items() if n > 1]
    if twice:
        raise UsageError(
            f"two scenarios have the same meeting id, {', '.join(twice)}: change one of them"
        )
    return problems


def _over(problems: Sequence[Problem], titles: Mapping[str, str], day: date) -> list[str]:
    return [
        (
            f"note: {titles[p.meeting.id]} ended on {max(p.days)}; its deadlines no longer "
            "count as late"
        )
        for p in problems
        if max(p.days) < day
    ]


def _warnings(late: Sequence[Due], titles: Mapping[str, str], day: date) -> list[str]:
    return [
        f"warning: {titles[one.meeting]}: {one.title}, due {one.day}"
        + (f", is planned for {one.planned}" if one.state(day) == "slips" else ", is late")
        for one in late
    ]


def _day(text: str | None, first: Problem) -> date:
    """The day asked about; today, where the first meeting is."""
    if text is None:
        return utc_now().astimezone(first.zone).date()
    return parse_day(text, first.calendar)
