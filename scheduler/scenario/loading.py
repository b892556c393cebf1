"""Scenario file -> problem, or every complaint at once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from scheduler.problem import Problem, Scenario
from scheduler.scenario.checks import (
    clocks,
    contradictions,
    fitting,
    ordering,
    provided,
    slots,
    spreads,
)
from scheduler.scenario.checks.field_values import check_fields
from scheduler.scenario.checks.references import check_names
from scheduler.scenario.completing import check_expected
from scheduler.scenario.diagnostics import (
    Diagnostic,
    Finding,
    InvalidScenarioError,
    Located,
    RefusedError,
)
from scheduler.scenario.draft import Draft, draft_of, salvage
from scheduler.scenario.including import Whole, with_included
from scheduler.scenario.tables.wording import located as in_its_words
from scheduler.scenario.yaml.parsing import parse
from scheduler.scenario.yaml.source import read_bytes, text_of
from scheduler.scenario.yaml.tree import Node, position

Check = Callable[[Draft], Iterator[Finding]]

CHECKS: tuple[tuple[Check, frozenset[str]], ...] = (
    (clocks.check_days, frozenset({"days"})),
    (clocks.check_title_days, frozenset({"days"})),
    (clocks.check_clock_times, frozenset()),
    (clocks.check_spans, frozenset()),
    (clocks.check_grid, frozenset()),
    (slots.check_kinds, frozenset({"slots"})),
    (slots.check_overlaps, frozenset({"days"})),
    (provided.check_acting, frozenset()),
    (provided.check_offices, frozenset({"sessions"})),
    (ordering.check_precedence, frozenset({"sessions"})),
    (contradictions.check_statements, frozenset({"sessions"})),
    (contradictions.check_exclusions, frozenset({"sessions", "rooms"})),
    (provided.check_combined, frozenset()),
    (provided.check_deputies, frozenset()),
    (provided.check_languages, frozenset({"interpretation"})),
    (provided.check_titles, frozenset({"sessions"})),
    (provided.check_quorum, frozenset({"levels", "waive"})),
    (provided.check_documents, frozenset({"days", "levels", "waive"})),
    (fitting.check_least_parts, frozenset()),
    (spreads.check_spreads, frozenset()),
    (spreads.check_shape, frozenset()),
)
"""Each check with the top fields that must be whole for its verdict to mean anything."""

FITTING: tuple[tuple[Check, frozenset[str]], ...] = (
    (fitting.check_rooms, frozenset({"rooms", "rolling"})),
    (fitting.check_fit, frozenset({"days", "slots", "last_close"})),
    (fitting.check_orders, frozenset({"days", "slots", "last_close"})),
)
"""Checks that reckon with the calendar and the rooms, so only if names and clocks hold."""

MISPLACED = frozenset({"S018", "S019", "S020"})
"""After an unknown room, slot or day, where a session may sit is anybody's guess."""
MISTIMED = frozenset({"S011", "S014", "S020", "S025", "S026", "S027"})
"""After these, in the days or slots, the calendar is not what the planner meant."""
TIMETABLE = frozenset({"format_version", "scenario_sha256", "sittings"})
"""Fields that every timetable file has, and no scenario."""
MOST = 1_000
"""Complaints of one check that are told."""


@dataclass(frozen=True)
class Loaded:
    """
    A problem and the file it came from.

    Attributes
    ----------
    data
        The whole scenario as one file: its own bytes, or, if it includes others, all together.
    sha256
        Of ``data``.
    diagnostics
        Warnings, in order of line.
    """

    problem: Problem
    sha256: str
    path: Path
    diagnostics: tuple[Diagnostic, ...]
    tree: Node = field(repr=False, compare=False)
    data: bytes = field(default=b"", repr=False, compare=False)

    def locate(self, loc: Iterable[str | int]) -> str:
        """``file:line:column`` of a place such as ``("sessions", 4, "chairs", 0)``."""
        line, column, file = position(self.tree, tuple(loc))
        return f"{self.path.parent / file if file else self.path}:{line}:{column}"


def load(path: Path) -> Loaded:
    """
    Read a scenario.

    InvalidScenarioError (a ScenarioError) with every complaint, one a line, in order of line.
    """
    return load_bytes(path, _bytes(path))


def load_bytes(path: Path, data: bytes) -> Loaded:
    """Read a scenario that is kept elsewhere; ``path`` is how messages call it."""
    scenario, whole, located = _judged(data, path.parent)
    diagnostics = _diagnostics(path, located)
    if scenario is None or whole is None or any(d.severity == "error" for d in diagnostics):
        raise InvalidScenarioError(diagnostics)
    given = {name: getattr(scenario, name) for name in scenario.model_fields_set}
    # every field has been judged with the scenario; a second validator costs 20 ms to build
    problem = Problem.model_construct(**given)
    data = whole.standalone(data)
    digest = hashlib.sha256(data).hexdigest()
    return Loaded(problem, digest, path, diagnostics, whole.root, data)


def diagnose(path: Path) -> list[Diagnostic]:
    """Every complaint about a scenario file, errors and warnings, in order of line."""
    try:
        return list(_diagnostics(path, _judged(_bytes(path), path.parent)[2]))
    except InvalidScenarioError as error:
        return list(error.diagnostics)


def diagnose_text(path: Path, data: bytes) -> list[Diagnostic]:
    """Every complaint about the bytes of a scenario that is to be stored at ``path``."""
    return list(_diagnostics(path, _judged(data, path.parent)[2]))


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except RefusedError as refused:
        raise InvalidScenarioError(_diagnostics(path, [refused.located])) from None


def _judged(data: bytes, folder: Path) -> tuple[Scenario | None, Whole | None, list[Located]]:
    """What the bytes say, as far as they can be read, and all that is wrong with it."""
    try:
        root, located = parse(text_of(data))
    except RefusedError as refused:
        return None, None, [refused.located]
    if not isinstance(root.value, dict) or root.value.keys() >= TIMETABLE:
        return None, None, [*located, Located("S012", root.line, root.column, _not_fields(root))]
    whole = with_included(root, folder)
    located = (*located, *whole.complaints)
    if whole.complaints:
        # what is missing may be what could not be read: nothing else can be told for certain
        return None, whole, [*located]
    scenario, findings = judge(whole.root)
    return scenario, whole, [*located, *(in_its_words(whole.root, finding) for finding in findings)]


def judge(root: Node) -> tuple[Scenario | None, list[Finding]]:
    """The scenario if all its fields hold, and every finding about it."""
    scenario, faults = check_fields(root)
    names = (*islice(check_names(root), MOST), *islice(check_expected(root), MOST))
    lost = faults + tuple(f for f in names if f.code in MISPLACED | {"S022"})
    draft = draft_of(scenario) if scenario is not None else salvage(root, faults)
    size = list(slots.check_size(draft))
    if size:
        return None, [*faults, *names, *size]
    findings = [*faults, *names, *_run(CHECKS, draft)]
    if draft.zone is not None and not _is_mistimed(findings):
        findings += (_for_rank(draft, f) for f in _run(FITTING, _without(draft, lost)))
    return scenario, list(dict.fromkeys(findings))


def judge_fields(root: Node) -> list[Finding]:
    """What is wrong with the lists of an incomplete scenario that a table has, as far as told."""
    of = ("sessions", "rules", "documents")
    faults = [f for f in check_fields(root)[1] if f.loc[:1] and f.loc[0] in of and len(f.loc) > 1]
    return [*faults, *(f for f in check_names(root) if f.code == "S016")]


def _run(checks: Iterable[tuple[Check, frozenset[str]]], draft: Draft) -> list[Finding]:
    return [
        finding
        for check, needs in checks
        if needs <= draft.whole
        for finding in islice(check(draft), MOST)
    ]


def _for_rank(draft: Draft, finding: Finding) -> Finding:
    """A session with a rank that fits nowhere stays without a place: that is only a warning."""
    ranked = {i for i, session in draft.sessions if session.rank is not None}
    if finding.loc[:1] == ("sessions",) and finding.loc[1] in ranked:
        message = f"{finding.message}; it has a rank, so it will have no place"
        return finding._replace(code="W111", message=message)
    return finding


def _is_mistimed(findings: Iterable[Finding]) -> bool:
    calendar = ("days", "slots")
    return any(f.code in MISTIMED and f.loc[:1] and f.loc[0] in calendar for f in findings)


def _without(draft: Draft, lost: Iterable[Finding]) -> Draft:
    """The draft less the sessions and orders whose places cannot be told."""
    gone = frozenset(finding.loc[:2] for finding in lost)
    return replace(
        draft,
        sessions=tuple(pair for pair in draft.sessions if ("sessions", pair[0]) not in gone),
        rolling=tuple(pair for pair in draft.rolling if ("rolling", pair[0]) not in gone),
    )


def _not_fields(root: Node) -> str:
    if isinstance(root.value, dict):
        return "a timetable, not a scenario: the scenario comes first, then the timetable"
    if root.value is None:
        return "the file is empty: a scenario has at least meeting, days, slots, rooms, sessions"
    kind = "a list" if isinstance(root.value, tuple) else "a single value"
    return f"expected fields (meeting, days, slots, ...), not {kind}"


def _diagnostics(path: Path, located: Iterable[Located]) -> tuple[Diagnostic, ...]:
    return tuple(
        sorted(
            Diagnostic(
                str(path.parent / file if file else path),
                line,
                column,
                code,
                "warning" if code.startswith("W") else "error",
                message,
            )
            for code, line, column, message, file in located
        )
    )
