"""The risk of a timetable in words and tables: who is late how often, and whose delay it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.problem import Problem
from scheduler.render.reports.replan_report import Brief, brief
from scheduler.render.terminal.answer import BAD, INDENT, QUIET, WEAK, Line, View, adapt, say
from scheduler.render.terminal.figures import fit_table
from scheduler.render.words import percent, printable
from scheduler.risk.assessing import Assessment, Delay
from scheduler.risk.figures import Chance, Mean, Percentiles, SessionRisk
from scheduler.timetable import Record

OFTEN, SOMETIMES = 0.5, 0.2
"""Chances from which on a line is told in red, and in yellow."""
BAR = 20
"""Cells of a heat bar."""
TOP = 8
"""Delays and clashes that are told."""
CELLS = 12
"""Cells of the annex that are told, the likeliest to change first."""
LEGEND = (
    "10, 50, 90: the time that is met in that many of 100 weeks. Later: the chance of "
    "being later than printed. Minutes are meeting time, without nights and lunches."
)


@dataclass(frozen=True, slots=True)
class Told:
    """
    What a report says besides the figures.

    ``issue``: what the timetable is called; ``policy``: who answers; ``seed``: of the weeks drawn;
    ``replanned``: whether weeks were replanned one by one.
    """

    issue: str
    policy: str
    seed: int
    replanned: bool
    now: datetime | None = None


def names_of(problem: Problem, published: Record) -> Brief:
    """What the report calls sessions, rooms, people and moments."""
    return brief(problem, published.timetable)


def lines(
    problem: Problem, published: Record, risk: Assessment, told: Told, view: View
) -> list[Line]:
    """Starts, ends, cells, the close, whose delay is whose, people."""
    names = names_of(problem, published)
    made = [*_head(problem, risk, told), *_on(names, risk.sessions, told)]
    made += _table(_starts(names, risk.sessions), risk.sessions, view, "starts_later")
    made += [Line(), *_table(_ends(names, risk.sessions), risk.sessions, view, "ends_later")]
    made += [Line(), *_bars(names, risk.sessions, view)]
    for part in (
        _cells(names, risk),
        _close(risk),
        _delays(names, risk),
        _clashes(names, risk),
    ):
        made += [Line(), *part] if part else []
    made += [Line(), say(LEGEND, QUIET)]
    return list(adapt(made, view))


def _head(problem: Problem, risk: Assessment, told: Told) -> Iterator[Line]:
    yield say(f"How late: {problem.meeting.title}", "bold")
    when = "" if told.now is None else f" · as of {told.now:%a %H:%M}"
    yield say(f"{told.issue} · policy {told.policy}{when}", QUIET)
    weeks = f"{risk.samples:,} weeks {'replanned' if told.replanned else 'drawn'}, seed {told.seed}"
    if risk.exact:
        yield say(f"starts and ends are exact; the rest is from {weeks}", QUIET)
    else:
        yield say(f"from {weeks}; 95 of 100 such intervals contain the true chance", QUIET)
    yield Line()


def _on(names: Brief, sessions: Sequence[SessionRisk], told: Told) -> list[Line]:
    """``ENIP is on: it ends by Tue 18:00, as printed, with 62 %``"""
    if told.now is None:
        return []
    lines = [say(ends_by(names, s), _style(s.ends_later.value)) for s in sessions if s.is_on]
    return [*lines, Line()] if lines else []


def ends_by(names: Brief, s: SessionRisk) -> str:
    """For a session that is on: the chance that it ends as printed, and when it is nearly sure."""
    in_time = Chance(1 - s.ends_later.value, 1 - s.ends_later.high, 1 - s.ends_later.low)
    sure = "" if s.ends[2] is None else f", and by {names.moment(s.ends[2])} with 90 %"
    printed = names.moment(s.printed_end)
    return (
        f"{names.session(s.session)} ends by {printed}, as printed, with {percent(in_time)}{sure}"
    )


def _starts(names: Brief, sessions: Sequence[SessionRisk]) -> list[list[str]]:
    rows = [["starts", "printed", "10", "50", "90", "later", "earlier"]]
    for s in sessions:
        moments = [names.moment(s.printed_start), *_moments(names, s.starts)]
        shares = [percent(s.starts_later), percent(s.starts_earlier)]
        rows.append([printable(names.session(s.session)), *moments, *shares])
    return rows


def _ends(names: Brief, sessions: Sequence[SessionRisk]) -> list[list[str]]:
    rows = [["ends", "printed", "10", "50", "90", "later", "to decide"]]
    for s in sessions:
        moments = [names.moment(s.printed_end), *_moments(names, s.ends)]
        shares = [percent(s.ends_later), percent(s.undecided)]
        rows.append([printable(names.session(s.session)), *moments, *shares])
    return rows


def _moments(names: Brief, percentiles: Percentiles) -> list[str]:
    return ["–" if moment is None else names.moment(moment) for moment in percentiles]


def _table(
    rows: list[list[str]], sessions: Sequence[SessionRisk], view: View, key: str
) -> Iterator[Line]:
    styles = [QUIET, *(_style(getattr(s, key).value) for s in sessions)]
    for printed, style in zip(fit_table(rows, view.width), styles, strict=True):
        yield from (Line(text, style) for text in printed)


def _style(chance: float) -> str:
    return BAD if chance >= OFTEN else WEAK if chance >= SOMETIMES else ""


def _bars(names: Brief, sessions: Sequence[SessionRisk], view: View) -> Iterator[Line]:
    """One bar a session: the chance that it ends later than printed."""
    yield say("ends later than printed", QUIET)
    titles = [printable(names.session(s.session)) for s in sessions]
    room = max(8, view.width - INDENT - BAR - 10)
    wide = min(room, max(map(len, titles), default=0))
    full, empty = ("#", ".") if view.ascii else ("█", "░")
    for s, title in zip(sessions, titles, strict=True):
        filled = round(BAR * s.ends_later.value)
        bar = full * filled + empty * (BAR - filled)
        short = title if len(title) <= wide else f"{title[: wide - 1]}…"
        text = f"{'':{INDENT}}{short:<{wide}}  {bar} {percent(s.ends_later):>5}"
        yield Line(text[: view.width], _style(s.ends_later.value))


def _cells(names: Brief, risk: Assessment) -> list[Line]:
    likely = sorted(risk.cells, key=lambda item: -item[1].value)
    likely = [item for item in likely if item[1].value > 0][:CELLS]
    if not likely:
        return [say("No cell of the annex changes.")]
    shown = [cell for cell, _ in likely]
    told = [
        say(f"{_cell(names, cell)}: {percent(chance)}", _style(chance.value), indent=2 * INDENT)
        for cell, chance in risk.cells
        if cell in shown
    ]
    return [say(f"Cells of the annex that change: {mean_words(risk.changed)} on average"), *told]


def _cell(names: Brief, cell: tuple[str, str]) -> str:
    """``Wednesday morning, Room 2``"""
    day, _, slot = cell[1].partition("/")
    weekday = f"{datetime.fromisoformat(day):%A}" if not names.dated else day
    return f"{weekday} {slot}, {names.room(cell[0])}"


def _close(risk: Assessment) -> list[Line]:
    told = []
    if risk.close is not None:
        passed = risk.close.passed
        early = ", counting weeks in which the time runs out before it"
        told.append(
            say(
                f"The last close is missed with {percent(passed)}"
                f"{early if risk.undecided.value > 0 else ''}; "
                f"sessions run {mean_words(risk.close.minutes)} minutes over it on average.",
                _style(passed.value),
            )
        )
    told.append(
        say(
            f"The time runs out and somebody has to decide with {percent(risk.undecided)}.",
            _style(risk.undecided.value),
        )
    )
    return told


def mean_words(value: Mean) -> str:
    """``39.7``; from few weeks ``40 ± 12``"""
    if value.margin < 0.05:
        return f"{value.value:.1f}"
    return f"{value.value:.1f} ± {value.margin:.1f}"


def _delays(names: Brief, risk: Assessment) -> list[Line]:
    told = [d for d in risk.delays if d.minutes.value > d.minutes.margin][:TOP]
    if not told:
        return []
    return [say("Whose delay is whose, on average"), *(_delay(names, d) for d in told)]


def _delay(names: Brief, delay: Delay) -> Line:
    cause, session = names.session(delay.cause), names.session(delay.session)
    text = f"{session} starts {delay.minutes.value:.0f} min later because of {cause}"
    return say(text, indent=2 * INDENT)


def _clashes(names: Brief, risk: Assessment) -> list[Line]:
    told = [c for c in risk.clashes if c.chance.value >= 0.005][:TOP]
    if not told:
        return []
    head = say("Who is late for a session because another one runs over")
    return [
        head,
        *(
            say(
                f"{names.people.get(c.person, c.person)}: {names.session(c.sessions[0])} and "
                f"{names.session(c.sessions[1])}, {percent(c.chance)}",
                _style(c.chance.value),
                indent=2 * INDENT,
            )
            for c in told
        ),
    ]
