"""Solve, verify, show, export."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.inputs import drafts
from scheduler.commands.inputs.loading import belongs, judged, load_scenario, notes_of
from scheduler.commands.inputs.pairs import Pair, pair_of, record_of, refusal_of
from scheduler.commands.options import SHEETS, Annexed, Hand, Search, Sheets, UsageError
from scheduler.errors import Infeasible, SchedulerError
from scheduler.problem import Policy, Problem
from scheduler.render.layout.layout import lay_out
from scheduler.render.reports import replan_report
from scheduler.render.terminal.answer import INTERRUPTED, NO, OK, Answer, Line, View
from scheduler.render.terminal.console import progress, remind
from scheduler.render.terminal.show import BLANK, STOPPED, drawn, finished, next_step
from scheduler.replanning.amend import with_waived
from scheduler.replanning.pins import with_pins
from scheduler.timetable import Record, Timetable
from scheduler.timetable.files import to_bytes

if TYPE_CHECKING:
    from scheduler.commands.inputs.orders import Orders
    from scheduler.render.export_request import ExportRequest
    from scheduler.scenario import Loaded
    from scheduler.search.solve import Outcome


def solved(
    scenario: Path,
    *,
    policy: Policy | None,
    search: Search,
    hand: Hand,
    save: bool,
    out: Path | None,
    as_json: bool,
    view: View,
) -> Answer:
    """The grid of the best timetable, how good it is, and what to do with it."""
    loaded = load_scenario(scenario)
    place = drafts.place_for(scenario, hand, save=save)
    base = (
        drafts.base_of(place, loaded.problem.meeting.timezone)
        if place is not None
        else drafts.Base()
    )
    outcome, record = solve(loaded, base.orders, policy, search)
    saved = drafts.Kept()
    if place is not None:
        saved = drafts.keep(
            place,
            [record],
            loaded.data,
            parent=base.head,
            causes=[drafts.cause_of(record)],
            commands=[_command(scenario, policy, search)],
            author=hand.author,
        )
    data = to_bytes(record)
    lines = [*drawn(outcome.problem, record, view), BLANK]
    lines += replan_report.summary(outcome.problem, record)
    after = [drafts.next_step(saved.drafts)] if saved.drafts else []
    steps = [STOPPED, *after] if outcome.interrupted else after or [next_step(scenario, out)]
    return Answer(
        INTERRUPTED if outcome.interrupted else saved.code,
        data if as_json else finished(lines, view),
        [*_besides(base), *saved.remarks, *steps],
        [(out, data)] if out is not None else [],
        width=view.width,
    )


def _besides(base: drafts.Base) -> list[str]:
    if base.head is None:
        return []
    return [
        f"warning: Rev.{base.head} is published, and this was solved as if it were not: "
        "'rollgrid replan' moves the least"
    ]


def solve(
    loaded: "Loaded", orders: "Orders", policy: Policy | None, search: Search
) -> "tuple[Outcome, Record]":
    """The best timetable under a planner's orders, and what is kept of it."""
    from scheduler.search import solve as planning

    with progress("solving", verbose=search.verbose) as tell:
        try:
            outcome = planning.solve(
                with_pins(with_waived(loaded.problem, orders.waive), orders.pins),
                search.budget(tell),
                policy,
            )
        except SchedulerError as error:
            if isinstance(error, Infeasible):
                error.add_note(f"next: rollgrid explain {loaded.path}")
            # what the scenario itself warns of may well be the reason
            for note in loaded.diagnostics:
                remind(str(note))
            raise
    record = planning.record(
        outcome,
        sha256=loaded.sha256,
        notes=notes_of(loaded),
        pins=orders.pins,
        waive=orders.waive,
    )
    return outcome, record


def _command(scenario: Path, policy: Policy | None, search: Search) -> str:
    chosen = f" --policy {policy}" if policy is not None else ""
    return f"rollgrid solve {scenario.name}{chosen}{drafts.searching(search)}"


def verified(
    scenario: Path | None, timetable: Path | None, *, store: str | None, as_json: bool
) -> Answer:
    """Every rule broken, or that none is, with what it costs."""
    from scheduler.render.reports import findings_report

    pair = pair_of(scenario, timetable, store=store)
    broken, paid = judged(pair.problem, pair.record)
    told = findings_report.verdict_json if as_json else findings_report.verdict
    return Answer(NO if broken else OK, told(broken, paid), pair.doubts)


def shown(
    scenario: Path | None,
    timetable: Path | None,
    *,
    store: str | None,
    day: str | None,
    as_json: bool,
    view: View,
) -> Answer:
    """The grid of a timetable that holds."""
    pair = pair_of(scenario, timetable, store=store)
    refusal = refusal_of(pair)
    if refusal is not None:
        return refusal
    if as_json:
        return Answer(OK, to_bytes(pair.record), pair.doubts)
    try:
        lines = [*drawn(pair.problem, pair.record, view, day=day), BLANK]
    except ValueError as error:
        raise UsageError(str(error)) from None
    lines += [*_issue(pair), *replan_report.summary(pair.problem, pair.record)]
    return Answer(OK, finished(lines, view), pair.doubts, width=view.width)


def _issue(pair: Pair) -> list[Line]:
    if pair.revision is None:
        return []
    from scheduler.render.reports import log_report

    return [log_report.issue(pair.problem, pair.revision), BLANK]


def exported(
    format: str,
    scenario: Path | None,
    timetable: Path | None,
    *,
    store: str | None,
    before: Path | None,
    to: Path | None,
    sheets: Sheets = SHEETS,
    letter: Annexed | None = None,
) -> Answer:
    """The annex of a timetable that holds, on its own or in a letter."""
    pair = pair_of(scenario, timetable, store=store)
    refusal = refusal_of(pair)
    if refusal is not None:
        return refusal
    from scheduler.render import formats
    from scheduler.render.languages.untranslated import untranslated

    old = compared(before, pair, scenario, store=store)
    people = format == "html" or sheets.of in {person.id for person in pair.problem.people}
    doubts = [
        *pair.doubts,
        *untranslated(pair.problem, pair.record, sheets.language, offices=people),
    ]
    try:
        asked = request_of(pair.problem, old, sheets)
        if letter is not None:
            from scheduler.commands.imports import letters

            page = lay_out(pair.problem, pair.record, asked)
            return letters.annexed(letter, page, to, doubts)
        data = formats.export(format, pair.problem, pair.record, asked)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return Answer(OK, data if to is None else (), doubts, [(to, data)] if to is not None else [])


def compared(
    before: Path | None, pair: Pair, scenario: Path | None, *, store: str | None
) -> Timetable | None:
    """The timetable to compare with, a file or a revision of the same meeting."""
    if before is None:
        return None
    old, name = record_of(before, scenario, store=store)
    belongs(Path(name), old, pair.record.meeting)
    return old.timetable


def request_of(problem: Problem, old: Timetable | None, sheets: Sheets) -> "ExportRequest":
    """What the planner asks to have printed."""
    from scheduler.render.export_request import ExportRequest
    from scheduler.render.languages.dating import day_called

    days = sorted(set(problem.days))
    return ExportRequest(
        before=old,
        view=sheets.view,
        of=sheets.of,
        day=days[day_called(days, sheets.day)] if sheets.day is not None else None,
        rooms=sheets.room,
        language=sheets.language,
        draft=sheets.draft,
    )
