"""Solve a revision again from what was recorded with it, and compare."""

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from scheduler import __version__
from scheduler.commands.inputs.loading import notes_of
from scheduler.commands.inputs.orders import Orders
from scheduler.commands.inputs.stores import called, loaded_of, named, opened_at
from scheduler.commands.options import Search, UsageError
from scheduler.commands.replan.revert import composed
from scheduler.commands.solve import solve
from scheduler.render.reports.envelope import to_json
from scheduler.render.reports.replan_report import BAD, GOOD, WEAK, said
from scheduler.render.terminal.answer import NO, OK, Answer
from scheduler.render.terminal.console import progress
from scheduler.replanning.amend import with_waived
from scheduler.replanning.request import ReplanRequest
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes

if TYPE_CHECKING:
    from scheduler.scenario import Loaded
    from scheduler.store import Revision, Store


@dataclass(frozen=True, slots=True)
class Recorded:
    """A revision with what it was made from."""

    revision: "Revision"
    loaded: "Loaded"
    parent: Record | None
    origin: Record | None


def reproduced(name: str | None, *, store: str | None, seconds: float, as_json: bool) -> Answer:
    """Whether the same timetable comes out again; which versions differ, if it does not."""
    with opened_at(store) as found:
        recorded = _recorded(found, named(found, name))
    old = recorded.revision.record
    if old.run is None:
        raise UsageError(f"{called(recorded.revision)} was not solved: nothing to repeat")
    search = Search(seconds=seconds, seed=old.run.seed, workers=old.run.workers)
    new = _again(recorded, search)
    versions = _versions(old)
    same, equal = _bytes(new) == _bytes(old), _outcome(new) == _outcome(old)
    code = OK if equal else NO
    if as_json:
        return Answer(code, _as_json(recorded.revision, same, equal, versions))
    title = called(recorded.revision)
    if same:
        lines = [said(f"{title}: the same, byte for byte but for the time it took", GOOD)]
    elif equal:
        lines = [said(f"{title}: the same timetable at the same cost", GOOD)]
    elif _costs(new) == _costs(old):
        lines = [said(f"{title}: another timetable at the same cost", WEAK)]
    else:
        lines = [said(f"{title}: another timetable at another cost", BAD)]
        lines += [said(f"then {_costs(old)}"), said(f"now  {_costs(new)}")]
    lines += [said(f"{part}: {then} then, {now} now", WEAK) for part, then, now in versions]
    remark = [] if old.run.workers == 1 else ["only --workers 1 promises the same timetable"]
    return Answer(code, lines, [*remark, f"recorded command: {recorded.revision.command}"])


def _recorded(store: "Store", revision: "Revision") -> Recorded:
    from scheduler import store as stores

    parent = (
        stores.published(store, revision.parent).record if revision.parent is not None else None
    )
    origin = None
    words = revision.command.split()
    if words[:2] == ["rollgrid", "revert"]:
        origin = stores.revision(store, int(words[2].removeprefix("r"))).record
    return Recorded(revision, loaded_of(store, revision), parent, origin)


def _again(recorded: Recorded, search: Search) -> Record:
    old, loaded = recorded.revision.record, recorded.loaded
    if old.situation is None or recorded.parent is None:
        orders = Orders(old.pins, old.waive)
        made = solve(loaded, orders, old.policy, search)[1]
        return made.model_copy(update={"revision": old.revision})
    from scheduler.replanning.recording import record_replan
    from scheduler.replanning.replan import replan
    from scheduler.replanning.revert import compare_reversion

    problem, situation, base = loaded.problem, old.situation, recorded.parent
    now = situation.now.astimezone(problem.zone)
    if recorded.origin is not None:
        base = composed(problem, recorded.origin, base, now.replace(tzinfo=None))
    with progress("replanning", verbose=search.verbose) as tell:
        request = ReplanRequest(
            with_waived(problem, old.waive),
            base,
            facts=tuple(fact for fact in old.facts if fact not in base.facts),
            undone=tuple(fact for fact in base.facts if fact not in old.facts),
            pins=situation.pins,
            bans=situation.bans,
            now=now,
            policy=old.policy,
            freeze_minutes=int((situation.freeze_until - situation.now).total_seconds()) // 60,
            budget=search.budget(tell),
        )
        way = replan(request)
    if recorded.origin is not None:
        head, earlier = recorded.parent.timetable, recorded.origin.timetable
        found = way.outcome
        back = compare_reversion(found.problem, head, earlier, found.timetable, way.changes)
        way = replace(way, changes=back.changes)
    return record_replan(way, base, sha256=loaded.sha256, notes=notes_of(loaded), waive=old.waive)


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
    revision: "Revision", same: bool, equal: bool, versions: list[tuple[str, str, str]]
) -> bytes:
    content = {
        "revision": f"r{revision.draft}",
        "same_bytes": same,
        "same_timetable": equal,
        "command": revision.command,
        "versions": {part: {"then": then, "now": now} for part, then, now in versions},
    }
    return to_json(content)
