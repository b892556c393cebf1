"""reproduce: a revision solved again from what was recorded with it, and compared."""

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Annotated

from cyclopts import Parameter

from scheduler import __version__
from scheduler import store as stores
from scheduler.commands.inputs.orders import Orders
from scheduler.commands.inputs.stores import called, loaded_of, named, opened_at
from scheduler.commands.options import Json, Search, StoreOption
from scheduler.commands.replan.revert import composed
from scheduler.commands.solve import solved
from scheduler.errors import UsageError
from scheduler.interface.plan import scenario_warnings
from scheduler.render.terminal.answer import BAD, GOOD, NO, OK, WEAK, Answer, Line, say, to_json
from scheduler.render.terminal.console import progress
from scheduler.replanning.amend import with_waived
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.replanning.revert import compare_reversion
from scheduler.scenario import Loaded
from scheduler.store import Revision
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes


def reproduce(
    rev: Annotated[str | None, Parameter(help="A revision: r2, Rev.1, head.")] = None,
    *,
    seconds: Annotated[float, Parameter(help="For the search.")] = 60.0,
    json: Json = False,
    where: StoreOption = StoreOption(),
) -> Answer:
    """Solve again from the recorded scenario, facts, seed and workers, and compare.

    Exit 1: another timetable came out.
    """
    with opened_at(where.store) as store:
        recorded = _recorded(store, named(store, rev))
    old = recorded.revision.record
    if old.run is None:
        raise UsageError(f"{called(recorded.revision)} was not solved: nothing to repeat")
    search = Search(seconds=seconds, seed=old.run.seed, workers=old.run.workers)
    new = _again(recorded, search)
    versions = _versions(old)
    same, equal = _bytes(new) == _bytes(old), _outcome(new) == _outcome(old)
    code = OK if equal else NO
    if json:
        return Answer(code, _as_json(recorded.revision, same, equal, versions))
    lines = _verdict(called(recorded.revision), old, new)
    lines += [say(f"{part}: {then} then, {now} now", WEAK) for part, then, now in versions]
    remark = [] if old.run.workers == 1 else ["only --workers 1 promises the same timetable"]
    return Answer(code, lines, [*remark, f"recorded command: {recorded.revision.command}"])


@dataclass(frozen=True, slots=True)
class Recorded:
    """A revision with what it was made from."""

    revision: Revision
    loaded: Loaded
    parent: Record | None
    origin: Record | None


def _recorded(store: stores.Store, revision: Revision) -> Recorded:
    parent = (
        stores.published(store, revision.parent).record if revision.parent is not None else None
    )
    origin = None
    command = revision.command.split()
    if command[:2] == ["rollgrid", "revert"]:
        origin = stores.revision(store, int(command[2].removeprefix("r"))).record
    return Recorded(revision, loaded_of(store, revision), parent, origin)


def _again(recorded: Recorded, search: Search) -> Record:
    old, loaded = recorded.revision.record, recorded.loaded
    if old.situation is None or recorded.parent is None:
        record = solved(loaded, Orders(old.pins, old.waive), old.policy, search).record
        return record.model_copy(update={"revision": old.revision})
    base = recorded.parent
    if recorded.origin is not None:
        now = old.situation.now.astimezone(loaded.problem.zone).replace(tzinfo=None)
        base = composed(loaded.problem, recorded.origin, base, now)
    way = _replanned(recorded, base, search)
    if recorded.origin is not None:
        head, earlier = recorded.parent.timetable, recorded.origin.timetable
        problem, after = way.outcome.problem, way.outcome.timetable
        way = replace(
            way, changes=compare_reversion(problem, head, earlier, after, way.changes).changes
        )
    return record_replan(
        way, base, sha256=loaded.sha256, notes=scenario_warnings(loaded), waive=old.waive
    )


def _replanned(recorded: Recorded, base: Record, search: Search) -> Replanned:
    old, problem = recorded.revision.record, recorded.loaded.problem
    situation = old.situation
    assert situation is not None, "only a replan has a base"
    with progress("replanning", verbose=search.verbose) as tell:
        return replan(
            ReplanRequest(
                with_waived(problem, old.waive),
                base,
                facts=tuple(fact for fact in old.facts if fact not in base.facts),
                undone=tuple(fact for fact in base.facts if fact not in old.facts),
                pins=situation.pins,
                bans=situation.bans,
                now=situation.now.astimezone(problem.zone),
                policy=old.policy,
                freeze_minutes=int((situation.freeze_until - situation.now).total_seconds()) // 60,
                budget=search.budget(tell),
            )
        )


def _verdict(title: str, old: Record, new: Record) -> list[Line]:
    if _bytes(new) == _bytes(old):
        return [say(f"{title}: the same, byte for byte but for the time it took", GOOD)]
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
