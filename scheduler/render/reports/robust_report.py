"""The result of ``solve --robust`` in words: the hours, and what they buy."""

from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.render.reports.replan_report import brief
from scheduler.render.terminal.answer import GOOD, Line, say
from scheduler.render.words import printable
from scheduler.timetable import Record, Robustness, WeekFigures


def lines(problem: Problem, record: Record) -> list[Line]:
    """Nothing of a timetable that was not asked to be robust."""
    found = record.robust
    if found is None:
        return []
    made = [Line(), say(_verdict(found), GOOD if found.kept else "")]
    if not found.kept:
        return [*made, say(_figures("a week", found.plain))]
    made += [say(_figures("without", found.plain)), say(_figures("with", found.robust))]
    return [*made, *_hours(problem, record)]


def _verdict(found: Robustness) -> str:
    gain = f"{found.gain:.1f} ± {found.margin:.1f}"
    if found.kept:
        return (
            f"Robust: in {found.samples:,} fresh weeks, a week costs {found.robust.cost:.1f}, and "
            f"{found.plain.cost:.1f} without hours and slack: {gain} less."
        )
    if found.gain == found.margin == 0:
        return "No gain: the search found no timetable that costs less."
    return (
        f"No clear gain: in {found.samples:,} fresh weeks, the robust timetable costs "
        f"{gain} less, which may be chance. The plain timetable was kept."
    )


def _figures(name: str, figures: WeekFigures) -> str:
    return (
        f"{name}: {figures.cells:.2f} cells change, {figures.late:.0f} minutes late, "
        f"{figures.overtime:.0f} of overtime, {figures.idle:.0f} idle, somebody has to decide in "
        f"{100 * figures.undecided:.1f} % of weeks"
    )


def _hours(problem: Problem, record: Record) -> Iterator[Line]:
    names = brief(problem, record.timetable)
    for pin in record.hours:
        assert pin.not_before is not None
        moment = pin.not_before.astimezone(record.zone)
        yield say(f"{printable(names.session(pin.session))}: not before {names.moment(moment)}")
