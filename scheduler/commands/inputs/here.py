"""What lies in the current folder: the default where a command was given nothing."""

from contextlib import suppress
from itertools import islice
from pathlib import Path

from scheduler.files.recognition import MOST, YAML, scenario_in
from scheduler.vocabulary.command_lines import rollgrid


def scenarios_here() -> list[Path]:
    """The scenarios of the current folder by name; parts of one are left out."""
    found = []
    files = (path for path in sorted(Path().iterdir()) if path.suffix.lower() in YAML)
    for path in islice(files, MOST):
        with suppress(OSError):
            if path.is_file() and scenario_in(path) == "a scenario":
                found.append(path)
    return found


def first_step(command: str, *words: str) -> str:
    """
    What to do first where ``command`` needs a scenario or store, and none was named.

    ``words``: what follows the scenario on its command line.
    """
    scenarios = scenarios_here()
    if not scenarios:
        return _start()
    if len(scenarios) == 1:
        return f"for the scenario here: {rollgrid(command, scenarios[0], *words)}"
    names = ", ".join(map(str, scenarios))
    return f"there are several scenarios here ({names}): {rollgrid(command, scenarios[0], *words)}"


def no_store() -> str:
    """The sentence that there is no store in the current folder, and how to make one."""
    scenarios = scenarios_here()
    if not scenarios:
        return f"there is no store here; {_start()}; to use one elsewhere, add --store"
    made = rollgrid("solve", scenarios[0], "--save")
    which = "to make it" if len(scenarios) == 1 else "to make one for a scenario"
    return f"there is no store here yet; {which}: {made}; to use one elsewhere, add --store"


def _start() -> str:
    return (
        f"there is no meeting in this folder yet; to start one: {rollgrid('init', 'meeting')}; "
        f"to see one first: {rollgrid('demo')}"
    )
