"""reproduce: a revision solved again from what was recorded with it, and compared."""

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Annotated

from cyclopts import Parameter

from scheduler import __version__
from scheduler import store as stores
from scheduler.commands.inputs.orders import Orders
from scheduler.commands.inputs.stores import called, loaded_of, named, opened_at
from scheduler.commands.options.chances import ForesightOptions
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json
from scheduler.commands.replan.carry_out import record_of
from scheduler.commands.replan.revert import compose_base
from scheduler.commands.replan.task import Back, Task
from scheduler.commands.solve import solve_loaded
from scheduler.errors import UsageError
from scheduler.problem import Situation
from scheduler.problem.day_slots import MINUTE
from scheduler.render.terminal.answer import BAD, GOOD, NO, OK, WEAK, Answer, Line, say, to_json
from scheduler.render.terminal.console import progress
from scheduler.replanning.replan import replan
from scheduler.scenario import Loaded
from scheduler.store import Revision
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes


def reproduce(
    rev: Annotated[str | None, Parameter(help="A revision: r2, Rev.1, head.")] = None,
    *,
    seconds: Annotated[float, Parameter(help="Time limit in seconds.")] = 60.0,
    json: Json = False,
    where: StoreOption = StoreOption(),
) -> Answer:
    """Repeat a recorded solve and compare the result.

    Uses the recorded scenario, facts, seed and workers. Exit 1: the result is another timetable.
    """
    with opened_at(where.store, to_read=True) as store:
        recorded = _recorded(store, named(store, rev))
    old = recorded.revision.record
    if old.run is None:
        raise UsageError(
            f"{called(recorded.revision)} was not made by a solve: there is nothing to repeat"
        )
    search = Search(seconds=seconds, seed=old.run.seed, workers=old.run.workers)
    new = _again(recorded, search)
    versions = _versions(old)
    same, equal = _bytes(new) == _bytes(old), _outcome(new) == _outcome(old)
    code = OK if equal else NO
    if json:
        return Answer(code, _as_json(recorded.revision, same, equal, versions))
    lines = _verdict(called(recorded.revision), old, new)
    lines += [say(f"{part}: {then} then, {now} now", WEAK) for part, then, now in versions]
    remark = [] if old.run.workers == 1 else ["only --workers 1 guarantees the same timetable"]
    return Answer(code, lines, [*remark, f"recorded command: {recorded.revision.command}"])


@dataclass(frozen=True, slots=True)
class Recorded:
    """A revision with what it was made from."""

    revision: Revision
    loaded: Loaded
    parent: Record | None
    origin: Record | None


def _recorded(store: stores.Store, revision: Revision) -> Recorded:
    parent, origin = None, None
    if revision.parent is not None:
        parent = stores.published(store, revision.parent).record
    command = revision.command.split()
    if command[:2] == ["rollgrid", "revert"]:
        origin = stores.revision(store, int(command[2].removeprefix("r"))).record
    return Recorded(revision, loaded_of(store, revision), parent, origin)


def _again(recorded: Recorded, search: Search) -> Record:
    old, loaded = recorded.revision.record, recorded.loaded
    if old.situation is None or recorded.parent is None:
        pins = tuple(pin for pin in old.pins if old.robust is None or pin not in old.hours)
        asked = ForesightOptions(robust=old.robust is not None, earliest=bool(old.expected))
        orders = Orders(pins, old.waive)
        record = solve_loaded(loaded, orders, old.policy, search, asked).record
        return record.model_copy(update={"revision": old.revision})
    task = _task(recorded, recorded.parent, old.situation)
    with progress("replanning", verbose=search.verbose, seconds=search.seconds) as tell:
        request = replace(task.request(search.budget(tell)), bans=old.situation.bans)
        return record_of(replan(request), task)


def _task(recorded: Recorded, parent: Record, situation: Situation) -> Task:
    old, loaded = recorded.revision.record, recorded.loaded
    now = situation.now.astimezone(loaded.problem.zone)
    base, back = parent, None
    if recorded.origin is not None:
        base = compose_base(loaded.problem, recorded.origin, parent, now.replace(tzinfo=None))
        back = Back(parent, recorded.origin.timetable, recorded.revision.command)
    hours, minutes = divmod((situation.freeze_until - situation.now) // MINUTE, 60)
    return Task(
        loaded,
        base,
        facts=tuple(fact for fact in old.facts if fact not in base.facts),
        undone=tuple(fact for fact in base.facts if fact not in old.facts),
        orders=Orders(situation.pins, old.waive),
        now=now,
        policy=old.policy,
        freeze=f"{hours}h{minutes}",
        back=back,
    )


def _verdict(title: str, old: Record, new: Record) -> list[Line]:
    if _bytes(new) == _bytes(old):
        return [say(f"{title}: the same, byte for byte, except for the run time", GOOD)]
    if _outcome(new) == _outcome(old):
        return [say(f"{title}: the same timetable at the same cost", GOOD)]
    if _costs(new) == _costs(old):
        return [say(f"{title}: another timetable at the same cost", WEAK)]
    return [
        say(f"{title}: another timetable at another cost", BAD),
        say(f"then {_costs(old)}"),
        say(f"now  {_costs(new)}"),
    ]


def _bytes(record: Record) -> bytes:
    """All but how long it took, by which versions, and what the file of the scenario was called."""
    return to_bytes(record.model_copy(update={"run": None, "warnings": ()}))


def _outcome(record: Record) -> object:
    return record.sittings, record.unplaced, _costs(record)


def _costs(record: Record) -> dict[str, int]:
    return {tier.name: tier.cost for tier in record.tiers if tier.cost > 0}


def _versions(old: Record) -> list[tuple[str, str, str]]:
    """Parts that are of another version now."""
    if old.run is None:
        return []
    now = {"rollgrid": __version__, "ortools": version("ortools")}
    then = {"rollgrid": old.run.rollgrid, "ortools": old.run.ortools}
    return [(part, then[part], now[part]) for part in now if then[part] != now[part]]


def _as_json(
    revision: Revision, same: bool, equal: bool, versions: list[tuple[str, str, str]]
) -> bytes:
    content = {
        "revision": f"r{revision.draft}",
        "same_bytes": same,
        "same_timetable": equal,
        "command": revision.command,
        "versions": {part: {"then": then, "now": now} for part, then, now in versions},
    }
    return to_json(content)
