"""Complaints about a scenario and verdicts on a timetable: for people, and for scripts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from scheduler.problem import Problem, Waiver
from scheduler.render.reports.replan_report import WARNED, charges
from scheduler.render.terminal.answer import BAD, GOOD, QUIET, WEAK, Line, counted, say, to_json
from scheduler.render.words import printable
from scheduler.timetable import Charge, Tier
from scheduler.timetable.wording import Wording, wording_of


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


class FalseClaim(Protocol):
    """Something that a timetable file says and that is not so."""

    @property
    def claim(self) -> str: ...
    @property
    def sessions(self) -> tuple[str, ...]: ...
    @property
    def message(self) -> str: ...


class Waived(Violation, Protocol):
    """A rule that is not kept, and need not be."""

    @property
    def reason(self) -> str: ...


class Verdict(Protocol):
    """What the verifier finds in a timetable."""

    @property
    def violations(self) -> Sequence[Violation]: ...
    @property
    def claims(self) -> Sequence[FalseClaim]: ...
    @property
    def more(self) -> Sequence[str]: ...
    @property
    def charges(self) -> Sequence[Charge]: ...
    @property
    def waived(self) -> Sequence[Waived]: ...
    @property
    def waivers(self) -> Sequence[Waiver]: ...
    @property
    def tiers(self) -> Sequence[Tier]: ...
    @property
    def certified(self) -> Mapping[str, int] | None: ...
    @property
    def unchecked(self) -> Mapping[str, str]: ...


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


def verdict(judged: Verdict, problem: Problem) -> list[Line]:
    """Every rule broken and every false claim, else what it costs; what is waived in any case."""
    wording = wording_of(problem)
    told = [*_waived(judged.waived, wording), *waivers(judged.waivers, problem)]
    if judged.violations or judged.claims:
        counts = [(judged.violations, "violation"), (judged.claims, "false claim")]
        wrong = ", ".join(counted(len(some), name) for some, name in counts if some)
        wrong = f"at least {wrong}" if judged.more else wrong
        return [
            *_broken(judged, wording),
            *(say(f"{rule}: more violations than are listed", BAD) for rule in judged.more),
            *told,
            say(f"{wrong}: not accepted.", indent=0),
        ]
    tiers: dict[str, int] = {}
    due = [charge for charge in judged.charges if charge.tier != WARNED]
    for charge in due:
        tiers[charge.tier] = tiers.get(charge.tier, 0) + charge.amount
    cost = ", ".join(f"{tier} {amount:,}" for tier, amount in tiers.items()) or "0"
    warned = [c for c in judged.charges if c.tier == WARNED]
    return [
        say(f"accepted, cost {cost}", GOOD, indent=0),
        *charges(due, wording),
        *(say(f"warning {c.rule}: {wording.word(c.message)}", WEAK) for c in warned),
        *told,
        *_bounds(judged),
    ]


def _bounds(judged: Verdict) -> Iterator[Line]:
    """Which bounds were checked anew, and which are the word of the search."""
    if judged.certified is None:
        return
    for tier in judged.tiers:
        least, name = judged.certified.get(tier.name, 0), printable(tier.name)
        if not tier.bound:
            continue
        said = f"tier {name} costs at least {tier.bound:,}"
        if least >= tier.bound:
            yield say(f"{said}: checked, by its certificate", GOOD)
        elif least:
            yield say(f"{said}: not checked; its certificate proves {least:,}", WEAK)
        elif tier.name in judged.unchecked:
            yield say(f"{said}: not checked: {printable(judged.unchecked[tier.name])}", WEAK)
        else:
            yield say(f"{said}: not checked, because it has no certificate", WEAK)
    if not any(tier.bound for tier in judged.tiers):
        yield say("no tier claims a cost above 0: there is nothing to check", QUIET)


def _broken(judged: Verdict, wording: Wording) -> list[Line]:
    broken = [f"{v.rule}: {wording.word(v.message)}" for v in judged.violations]
    false = [f"false claim, {c.claim}: {wording.word(c.message)}" for c in judged.claims]
    return [say(text, BAD, indent=0) for text in (*broken, *false)]


def _waived(findings: Sequence[Waived], wording: Wording) -> list[Line]:
    return [
        say(f"waived {f.rule}: {wording.word(f.message)} Waived: {f.reason}", QUIET)
        for f in findings
    ]


def _waiver(waiver: Waiver, wording: Wording) -> Line:
    """``the file waives room_clash, sessions WGTU, WGTR: agreed``"""
    scope = {name: getattr(waiver, name) for name in ("sessions", "against", "people", "rooms")}
    parts = [f"{name} {', '.join(map(wording.of, ids))}" for name, ids in scope.items() if ids]
    where = "; ".join(parts) or "everywhere"
    return say(f"the file waives {waiver.rule}, {where}: {waiver.reason}", QUIET)


def waivers(file: Sequence[Waiver], problem: Problem) -> list[Line]:
    """The waivers that a file carries, each with its reason."""
    wording = wording_of(problem)
    return [_waiver(waiver, wording) for waiver in file]


def verdict_json(judged: Verdict) -> bytes:
    return to_json(
        {
            "accepted": not judged.violations and not judged.claims,
            "violations": [
                {"rule": v.rule, "sessions": v.sessions, "message": v.message}
                for v in judged.violations
            ],
            "more": judged.more,
            "claims": [
                {"claim": c.claim, "sessions": c.sessions, "message": c.message}
                for c in judged.claims
            ],
            "charges": [charge.model_dump() for charge in judged.charges],
            "waived": [
                {"rule": f.rule, "sessions": f.sessions, "message": f.message, "reason": f.reason}
                for f in judged.waived
            ],
            "waivers": [waiver.model_dump() for waiver in judged.waivers],
            **({} if judged.certified is None else {"bounds": judged.certified}),
        }
    )
