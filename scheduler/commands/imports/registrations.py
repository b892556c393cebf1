"""import registrations: who registered, as counts."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.imports import parts
from scheduler.commands.options.values import Scenario, Source
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.importing import SOURCE
from scheduler.importing import attendance_table as tables
from scheduler.importing.registration_counts import count
from scheduler.importing.registration_rows import read_registrations
from scheduler.render.terminal.answer import OK, Answer
from scheduler.scenario import load


def registrations(
    file: Source,
    *,
    scenario: Scenario,
    table: Annotated[
        Path | None, Parameter(help="Write the table of women and men to this file (.md or .csv).")
    ] = None,
    to: Annotated[
        Path | None,
        Parameter(help="Write delegations and attendance, for the scenario, to this file."),
    ] = None,
) -> Answer:
    """Count who registered: delegations, women and men, attendance.

    Only counts are kept: by delegation and by body.
    """
    announce(table, part=to, inputs=[(file, SOURCE), (scenario, "the scenario")])
    problem = load(scenario).problem
    if table is not None and table.suffix.lower() not in (".md", ".csv"):
        raise UsageError(f"--table {table}: expected a .md or .csv file")
    counted = count(read_registrations(file, problem), problem)
    files = [] if to is None else [(to, tables.as_part(counted, file.name))]
    if table is not None:
        made = tables.as_csv if table.suffix.lower() == ".csv" else tables.as_markdown
        files.append((table, made(counted)))
    own = sum(1 for session in problem.sessions if "attendance" in session.model_fields_set)
    # their number would tell, beside the table, how many are not in it
    remarks = [f"{file}: all rows read, 0 left out"]
    remarks += [] if to is None else [parts.next_step(to)]
    if to is not None and own:
        remarks.append(
            f"note: {own} sessions have their own attendance in the scenario; it was kept"
        )
    body = tables.as_markdown(counted) if table is None else ()
    return Answer(OK, body, remarks, files, private=True)
