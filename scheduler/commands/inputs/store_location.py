"""
Where the store of a command is.

A store is named with ``--store`` or ROLLGRID_STORE; else it is the file beside the scenario, or
the only one in the current folder.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from scheduler.commands.inputs.here import no_store
from scheduler.errors import UsageError
from scheduler.files import is_standard_input
from scheduler.vocabulary.command_lines import note_store, rollgrid

STORE = "ROLLGRID_STORE"
"""The variable that names a store, a file or a URL."""
SCENARIOS = (".yaml", ".yml")


NO_PLACE = "a scenario from standard input has no store: give one with --store"


def known_store(store: str | None, scenario: Path | None = None) -> str | Path | None:
    """The store that was named or is beside the scenario; None if there is none yet."""
    named = store or os.environ.get(STORE)
    if store:
        note_store(store)
    if named:
        return named
    if scenario is None:
        return None
    beside = beside_scenario(scenario)
    return beside if beside.is_file() else None


def note_beside(path: Path) -> None:
    """Commands that are printed name this store, if it is not the one that they find here."""
    here = {*_here(), path}
    if path.parent != Path() or (len(here) > 1 and _with_scenario(here) != [path]):
        note_store(str(path))


def beside_scenario(scenario: Path) -> Path:
    """``meeting.db`` beside ``meeting.yaml``; UsageError if a folder is named as the scenario."""
    if scenario.is_dir():
        raise UsageError(f"{scenario} is a folder: give a file in it")
    return scenario.with_suffix(".db")


def locate_store(store: str | None, scenario: Path | None = None) -> str | Path:
    """The store to use; UsageError with what to do if none is named and not exactly one is here."""
    named = known_store(store, scenario)
    if isinstance(named, Path):
        note_beside(named)
    if named is not None:
        return named
    if scenario is not None and is_standard_input(scenario):
        raise UsageError(NO_PLACE)
    if scenario is not None:
        raise UsageError(
            f"there is no store beside {scenario}: add a timetable file, or make the store "
            f"with: {rollgrid('solve', scenario, '--save')}"
        )
    here = _here()
    with_scenario = _with_scenario(here)
    stores = here if len(here) == 1 else with_scenario
    if len(stores) == 1:
        return stores[0]
    if not here:
        raise UsageError(no_store())
    names = ", ".join(str(path) for path in stores or here)
    raise UsageError(f"there are several stores here ({names}): choose one with --store")


def _here() -> list[Path]:
    """The stores in the current folder."""
    return sorted(path for path in Path().glob("*.db") if path.is_file())


def _with_scenario(stores: Iterable[Path]) -> list[Path]:
    """Those beside which a scenario lies."""
    return [db for db in stores if any(db.with_suffix(s).exists() for s in SCENARIOS)]
