"""The times of a programme that was published elsewhere, as the first draft of a new store."""

from pathlib import Path

from scheduler import scenario
from scheduler import store as stores
from scheduler.commands.options.store import Author
from scheduler.interface.plan import Plan, plan_of
from scheduler.interface.verdict import judge
from scheduler.timetable import Record


def keep_times(times: bytes, path: Path, store: Path) -> Plan | None:
    """
    Keep a timetable of the scenario at ``path`` as draft r1, so that it can be published.

    None, and nothing is kept, if it breaks a rule of the scenario.
    """
    loaded = scenario.load(path)
    record = Record.model_validate_json(times).model_copy(update={"scenario_sha256": ""})
    if not judge(loaded.problem, record).valid:
        return None
    origin = stores.Origin(parent=None, author=Author().name, cause="the times of the programme")
    with stores.opened(store) as opened:
        kept = stores.draft(opened, record, loaded.data, origin)
    return plan_of(loaded, kept.record, name="r1")
