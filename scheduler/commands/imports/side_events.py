"""import side-events: requests for side events, from the form; and the form itself."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.imports import parts
from scheduler.commands.options.values import Into, Scenario
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.importing.session_list import as_part
from scheduler.importing.side_event_requests import read_requests
from scheduler.importing.tally import left_out
from scheduler.render.terminal.answer import OK, Answer
from scheduler.render.workbook import side_event_form
from scheduler.scenario import load


def side_events(
    file: Annotated[Path | None, Parameter(help="The filled-in form.")] = None,
    *,
    scenario: Scenario,
    form: Annotated[
        Path | None, Parameter(help="Write an empty form to this file (.xlsx or .csv).")
    ] = None,
    to: Into = None,
) -> Answer:
    """Read requests for side events from a filled-in form.

    To get an empty form, use --form.
    """
    announce(form, part=to, inputs=[(scenario, "the scenario")])
    if (file is None) == (form is None):
        raise UsageError(
            "no form is given: add a filled-in form, or get an empty one with --form FILE"
        )
    problem = load(scenario).problem
    if form is not None:
        if to is not None:
            raise UsageError("--form writes an empty form: leave out --to")
        if form.suffix.lower() not in (".xlsx", ".csv"):
            raise UsageError(f"--form {form}: expected a .xlsx or .csv file")
        is_csv = form.suffix.lower() == ".csv"
        data = side_event_form.as_csv() if is_csv else side_event_form.as_xlsx(problem)
        return Answer(OK, (), (), [(form, data)])
    assert file is not None
    requests = read_requests(file, problem)
    read = len(requests.imported.sessions)
    count = parts.count(file, "request", "requests", read, len(requests.left))
    return parts.part(as_part(requests.imported), to, [*left_out(requests.left), count])
