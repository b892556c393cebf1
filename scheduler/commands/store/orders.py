"""Pins and waivers of a planner, as answers."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from scheduler.render.reports import log_report
from scheduler.render.reports.log_report import Entry
from scheduler.render.reports.replan_report import GOOD, said
from scheduler.render.terminal.answer import OK, Answer

NEXT = "it holds for what is solved from now on: rollgrid replan"


def recorded(entries: Sequence[Entry], zone: ZoneInfo, *, as_json: bool) -> Answer:
    """An order that was given, or withdrawn."""
    if as_json:
        return Answer(OK, log_report.as_json(entries, zone))
    lines = [said(f"{entry.name}: {entry.words}", GOOD) for entry in entries]
    return Answer(OK, lines, [f"warning: {e.remark}" for e in entries if e.remark] + [NEXT])


def listed(entries: Sequence[Entry], zone: ZoneInfo, none: str, *, as_json: bool) -> Answer:
    """Orders in force; ``none`` says that there is none."""
    if as_json:
        return Answer(OK, log_report.as_json(entries, zone))
    return Answer(OK, log_report.lines(entries, zone) if entries else [said(none)])
