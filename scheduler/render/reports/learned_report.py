"""How long sessions take, as past meetings tell: in words, and as plain data."""

from collections.abc import Iterator, Mapping

from scheduler.render.reports.risk_json import share_fields
from scheduler.render.terminal.answer import QUIET, Line, View, adapt, say
from scheduler.render.terminal.figures import fit_table
from scheduler.render.words import printable
from scheduler.risk.learning import Calibration, Learned, Lesson

HEADS = ("body", "sessions", "reported", "expected", "next", "9 of 10 take")
NOTE = (
    "Expected: the median of the planner's estimates, in minutes. Next: the median for "
    "the next session with that estimate, and the range for 9 of 10 such sessions. For "
    "another estimate, scale all figures in proportion. Sessions without a report count "
    "as held as printed."
)
WRITE = "Add these to the scenario, beside the planned minutes; they move nothing:"


def lines(meetings: int, lesson: Lesson, titles: Mapping[str, str], view: View) -> list[Line]:
    """A row for each body and kind, what to write, and how the ranges held."""
    cases = sum(cell.sessions for cell in lesson.cells)
    reported = sum(cell.reported for cell in lesson.cells)
    worth = f"The planner's estimate counts as much as {lesson.worth:.1f} past sessions."
    made = [
        say(f"Durations learned from {_count(meetings, 'meeting')}", "bold"),
        say(f"{_count(cases, 'session')}, {reported} of them reported", QUIET),
        Line(),
    ]
    rows = [list(HEADS), *(_row(cell, titles) for cell in lesson.cells)]
    for number, printed in enumerate(fit_table(rows, view.width)):
        made += [Line(text, QUIET if number == 0 else "") for text in printed]
    made += [Line(), say(WRITE)]
    made += [say(text) for cell in lesson.cells for text in _writings(cell, titles)]
    made += [Line(), say(worth), *_calibration(lesson.calibration), say(NOTE, QUIET)]
    return list(adapt(made, view))


def _row(cell: Learned, titles: Mapping[str, str]) -> list[str]:
    return [
        _name(cell, titles),
        str(cell.sessions),
        str(cell.reported),
        f"{cell.estimate:.0f}",
        f"{cell.middle:.0f}",
        f"{cell.low:.0f} to {cell.high:.0f}",
    ]


def _name(cell: Learned, titles: Mapping[str, str]) -> str:
    title = printable(titles.get(cell.body, cell.body)) or cell.body
    return title if cell.kind == "session" else f"{title} ({cell.kind})"


def _writings(cell: Learned, titles: Mapping[str, str]) -> Iterator[str]:
    """``WGTU, planned at 270: spread: {least: 221, likely: 267, most: 334, shape: pert}``"""
    for planned, (least, likely, most) in cell.spreads.items():
        fields = f"{{least: {least}, likely: {likely}, most: {most}, shape: pert}}"
        yield f"{_name(cell, titles)}, planned at {planned}: spread: {fields}"


def _calibration(made: Calibration | None) -> Iterator[Line]:
    if made is None:
        yield say("There is only one session, so the prediction cannot be tested.")
        return
    source = "meetings" if made.by_meeting else "sessions"
    share = made.share
    yield say(
        f"Test, each predicted from the other {source}: {made.held} of {made.sessions} "
        f"sessions were within their range for 9 of 10 ({100 * share.value:.0f} %; with so "
        f"few, {100 * share.low:.0f} to {100 * share.high:.0f} %)."
    )
    ranks = " ".join(map(str, made.ranks))
    yield say(f"By tenths of the prediction, the shortest first: {ranks}.")
    if made.scores is not None:
        s = made.scores
        yield say(
            f"Log score a session (higher is better): {s.learned:.2f}; by the estimate alone "
            f"{s.planner:.2f}; by past sessions alone {s.cases:.2f}."
        )


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def fields(meetings: int, lesson: Lesson, titles: Mapping[str, str]) -> Mapping[str, object]:
    """The fields of ``durations learn --json``."""
    return {
        "meetings": meetings,
        "sessions": sum(cell.sessions for cell in lesson.cells),
        "reported": sum(cell.reported for cell in lesson.cells),
        "estimate_worth": round(lesson.worth, 3),
        "bodies": [_cell(cell, titles) for cell in lesson.cells],
        "calibration": None if lesson.calibration is None else _held_out(lesson.calibration),
    }


def _cell(cell: Learned, titles: Mapping[str, str]) -> dict[str, object]:
    points = {"p5": cell.low, "p50": cell.middle, "p95": cell.high}
    return {
        "body": cell.body,
        "title": titles.get(cell.body, cell.body),
        "kind": cell.kind,
        "sessions": cell.sessions,
        "reported": cell.reported,
        "expected": cell.estimate,
        "next": {name: round(value, 1) for name, value in points.items()},
        "factor": {name: round(value / cell.estimate, 4) for name, value in points.items()},
        "write": [
            {
                "planned": planned,
                "minutes": f"{likely} ({least} to {most})",
                "spread": {"least": least, "likely": likely, "most": most, "shape": "pert"},
            }
            for planned, (least, likely, most) in cell.spreads.items()
        ],
    }


def _held_out(made: Calibration) -> dict[str, object]:
    scores = made.scores
    return {
        "by": "meeting" if made.by_meeting else "session",
        "sessions": made.sessions,
        "held": made.held,
        "share": share_fields(made.share),
        "ranks": list(made.ranks),
        "log_scores": None
        if scores is None
        else {
            "learned": round(scores.learned, 6),
            "estimate": round(scores.planner, 6),
            "past_sessions": round(scores.cases, 6),
        },
    }
