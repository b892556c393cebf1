"""check: every complaint about scenarios."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler import scenario
from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.here import first_step
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError
from scheduler.interface import checking
from scheduler.render.reports import findings_report
from scheduler.render.terminal.answer import INVALID, OK, Answer, to_json
from scheduler.render.terminal.console import working
from scheduler.scenario import Diagnostic


def check(
    *scenarios: Annotated[Path, Parameter(help="Scenario files.")],
    json: Json = False,
    explain: Annotated[str | None, Parameter(help="Explain a code such as S003.")] = None,
    deep: Annotated[
        bool, Parameter(negative=(), help="Also check whether rooms, people and teams are enough.")
    ] = False,
) -> Answer:
    """List every error in scenarios: file, line, column and code.

    Nothing is solved.
    """
    if explain is not None:
        refuse_beside("--explain", scenario=scenarios, deep=deep)
        meaning = scenario.explain(explain)
        fields = {"code": explain.upper(), "meaning": meaning}
        return Answer(OK, to_json(fields) if json else f"{meaning}\n".encode())
    if not scenarios:
        raise UsageError(f"SCENARIO is missing\n{first_step('check')}")
    complaints = [one for path in scenarios for one in _check(path, deep=deep)]
    code = INVALID if any(d.severity == "error" for d in complaints) else OK
    report = findings_report.as_json if json else findings_report.as_lines
    return Answer(code, report(complaints))


def _check(path: Path, *, deep: bool) -> Sequence[Diagnostic]:
    with working(f"reading {path.name}"):
        return checking.check(path, deep=deep)
