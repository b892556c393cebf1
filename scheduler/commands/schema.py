"""schema: what a scenario file may contain, for editors."""

import json

from scheduler import scenario
from scheduler.render.terminal.answer import OK, Answer


def schema() -> Answer:
    """Print the JSON Schema of scenario files, for editors."""
    return Answer(OK, f"{json.dumps(scenario.schema(), indent=2)}\n".encode())
