"""Replan: one way with its reasons, or several side by side."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.answers.loading import load_pair, notes_of
from scheduler.facts import parse_minutes, parse_moment
from scheduler.options import Search
from scheduler.problem import Policy
from scheduler.records import to_bytes
from scheduler.render import choices, reports
from scheduler.render.console import INTERRUPTED, OK, Answer, Body, View, progress
from scheduler.render.drawing import BLANK, STOPPED, drawn, finished, next_step
from scheduler.scenario import Loaded
from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.replanning import Replanned

LETTERS = "ABCDEFGHI"


def replanned(
    scenario: Path,
    published: Path,
    facts: Sequence[str],
    *,
    now: str | None,
    freeze: str,
    policy: Policy | None,
    alternatives: int | None,
    search: Search,
    out: Path | None,
    as_json: bool,
    view: View,
) -> Answer:
    """The timetable that moves least, with the reasons; or several of them, side by side."""
    loaded, old, _ = load_pair(scenario, published)
    from scheduler import replanning

    plan: Callable[..., Any] = replanning.replan
    if alternatives is not None:
        plan = partial(replanning.alternatives, count=alternatives)
    with progress("replanning", verbose=search.verbose) as tell:
        found = plan(
            loaded.problem,
            old,
            facts,
            now=parse_moment(now) if now is not None else None,
            policy=policy,
            freeze_minutes=parse_minutes(freeze),
            seconds=search.seconds,
            seed=search.seed,
            workers=search.cores,
            progress=tell,
        )
    ways: tuple[Replanned, ...] = (found,) if alternatives is None else found
    chosen = [_choice(letter, way, loaded, old) for letter, way in zip(LETTERS, ways, strict=False)]
    told = _one if alternatives is None else _several
    body, files = told(chosen, old, ways[0].notes, out, as_json=as_json, view=view)
    stopped = any(way.outcome.interrupted for way in ways)
    step = STOPPED if stopped else next_step(scenario, files[0][0] if files else None)
    return Answer(
        INTERRUPTED if stopped else OK, body, [*ways[0].notes, step], files, width=view.width
    )


def _choice(letter: str, way: "Replanned", loaded: Loaded, old: Record) -> choices.Choice:
    from scheduler.planning import record

    made = record(
        way.outcome,
        sha256=loaded.sha256,
        notes=notes_of(loaded),
        previous=old,
        facts=way.facts,
        now=way.now,
        changes=way.changes,
    )
    return choices.Choice(letter, way.outcome.problem, made)


def _one(
    chosen: Sequence[choices.Choice],
    old: Record,
    notes: Sequence[str],
    out: Path | None,
    *,
    as_json: bool,
    view: View,
) -> tuple[Body, list[tuple[Path, bytes]]]:
    problem, record = chosen[0].problem, chosen[0].record
    data = to_bytes(record)
    files = [(out, data)] if out is not None else []
    if as_json:
        return data, files
    lines = [
        *reports.standing(problem, record, old),
        BLANK,
        *drawn(problem, record, view, before=old.timetable),
        BLANK,
        *reports.replanned(problem, record, old),
    ]
    return finished(lines, view), files


def _several(
    chosen: Sequence[choices.Choice],
    old: Record,
    notes: Sequence[str],
    out: Path | None,
    *,
    as_json: bool,
    view: View,
) -> tuple[Body, list[tuple[Path, bytes]]]:
    """The comparison; the files are ``new-A.json``, ``new-B.json``, ... beside one another."""
    records = [choice.record for choice in chosen]
    names = [out.with_stem(f"{out.stem}-{c.letter}") for c in chosen] if out is not None else []
    files = [(name, to_bytes(record)) for name, record in zip(names, records, strict=False)]
    if as_json:
        return choices.as_json(records, notes), files
    head = [*reports.standing(chosen[0].problem, records[0], old), BLANK]
    table = choices.comparison(chosen, old.timetable, ascii=view.ascii)
    return [*finished(head, view), table], files
