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
    file: Annotated[Path | None, Parameter(help="A form that was filled in.")] = None,
    *,
    scenario: Scenario,
    form: Annotated[
        Path | None, Parameter(help="Write the empty form here (.xlsx or .csv).")
    ] = None,
    to: Into = None,
) -> Answer:
    """Requests for side events, from the form that --form writes."""
    announce(form, part=to, inputs=[(scenario, "the scenario")])
    if (file is None) == (form is None):
        raise UsageError("give a form that was filled in, or --form FILE for an empty one")
    problem = load(scenario).problem
    if form is not None:
        if to is not None:
            raise UsageError("--form writes an empty form: leave out --to")
        if form.suffix.lower() not in (".xlsx", ".csv"):
            raise UsageError(f"--form {form}: a form is written as .xlsx or .csv")
        is_csv = form.suffix.lower() == ".csv"
        data = side_event_form.as_csv() if is_csv else side_event_form.as_xlsx(problem)
        return Answer(OK, (), (), [(form, data)])
    assert file is not None
    requests = read_requests(file, problem)
    read = len(requests.imported.sessions)
    count = parts.count(file, "request", "requests", read, len(requests.left))
    return parts.part(as_part(requests.imported), to, [*left_out(requests.left), count])
