"""Complaints about a scenario and verdicts on a timetable: for people, and for scripts."""

from collections.abc import Sequence
from typing import Protocol

from scheduler.render.reports.replan_report import WARNED, charges
from scheduler.render.terminal.answer import BAD, GOOD, WEAK, Line, counted, say, to_json
from scheduler.timetable import Charge


class Diagnostic(Protocol):
    """A complaint about a place in a scenario file."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def message(self) -> str: ...


class Violation(Protocol):
    """A hard rule that a timetable breaks."""

    @property
    def rule(self) -> str: ...
    @property
    def sessions(self) -> tuple[str, ...]: ...
    @property
    def message(self) -> str: ...


def as_lines(diagnostics: Sequence[Diagnostic]) -> list[Line]:
    """One complaint a line, then how many: ``3 errors, 0 warnings. Nothing was solved.``"""
    errors = _errors(diagnostics)
    lines = [say(str(d), BAD if d.severity == "error" else WEAK, indent=0) for d in diagnostics]
    total = f"{counted(errors, 'error')}, {counted(len(diagnostics) - errors, 'warning')}."
    verdict = f"{total} Nothing was solved." if errors else total
    return [*lines, say(verdict, "" if errors else GOOD, indent=0)]


def as_json(diagnostics: Sequence[Diagnostic]) -> bytes:
    errors = _errors(diagnostics)
    fields = ("file", "line", "column", "code", "severity", "message")
    return to_json(
        {
            "errors": errors,
            "warnings": len(diagnostics) - errors,
            "diagnostics": [{name: getattr(d, name) for name in fields} for d in diagnostics],
        }
    )


def _errors(diagnostics: Sequence[Diagnostic]) -> int:
    return sum(diagnostic.severity == "error" for diagnostic in diagnostics)


def verdict(broken: Sequence[Violation], paid: Sequence[Charge]) -> list[Line]:
    """Every rule broken; else that the timetable is accepted, and what it costs."""
    if broken:
        return [
            *(say(f"{v.rule}: {v.message}", BAD, indent=0) for v in broken),
            say(f"{counted(len(broken), 'violation')}: not accepted.", indent=0),
        ]
    tiers: dict[str, int] = {}
    due = [charge for charge in paid if charge.tier != WARNED]
    for charge in due:
        tiers[charge.tier] = tiers.get(charge.tier, 0) + charge.amount
    cost = ", ".join(f"{tier} {amount:,}" for tier, amount in tiers.items()) or "0"
    warned = [c for c in paid if c.tier == WARNED]
    return [
        say(f"accepted, cost {cost}", GOOD, indent=0),
        *charges(due),
        *(say(f"warning {c.rule}: {c.message}", WEAK) for c in warned),
    ]


def verdict_json(broken: Sequence[Violation], paid: Sequence[Charge]) -> bytes:
    return to_json(
        {
            "accepted": not broken,
            "violations": [
                {"rule": v.rule, "sessions": v.sessions, "message": v.message} for v in broken
            ],
            "charges": [charge.model_dump() for charge in paid],
        }
    )
