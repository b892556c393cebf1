"""init, publish, log, revert, reproduce, doctor: what is kept, and whether it is whole."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.options import HAND, SEARCH, WHERE, Hand, Json, Search, Where, reasoned
from scheduler.render.terminal.answer import Answer

Rev = Annotated[str, Parameter(help="A revision: r2, Rev.1, head.")]
Reason = Annotated[str | None, Parameter(help="Why (needed): it stays in the log.")]


def init(
    folder: Annotated[Path, Parameter(help="A new or empty folder.")], *, json: Json = False
) -> Answer:
    """A scenario to fill in, with comments, the schema for editors, and its store."""
    from scheduler.commands.store.init import started

    return started(folder, as_json=json)


def publish(rev: Rev | None = None, *, json: Json = False, hand: Hand = HAND) -> Answer:
    """A draft becomes the next Rev.N, if it holds and nobody has published meanwhile.

    Without REV the newest draft, unless there are several to choose from. Exit 6: somebody else
    published first; the draft is kept.
    """
    from scheduler.commands.store import publish as publishing

    return publishing.published(rev, hand=hand, as_json=json)


def log(*, json: Json = False, where: Where = WHERE) -> Answer:
    """What was said, decided and published, by whom and when, in order."""
    from scheduler.commands.store import publish as publishing

    return publishing.logged(where.store, as_json=json)


def revert(
    rev: Rev,
    *,
    reason: Reason = None,
    now: Annotated[str | None, Parameter(help="Local moment: '2025-02-26 10:20'.")] = None,
    json: Json = False,
    search: Search = SEARCH,
    hand: Hand = HAND,
) -> Answer:
    """Go back: a new draft as close to an earlier revision as what happened since allows."""
    why = reasoned(reason, f"going back to {rev}")
    from scheduler.commands.replan import revert as reverting

    return reverting.reverted(rev, now=now, reason=why, search=search, hand=hand, as_json=json)


def reproduce(
    rev: Rev | None = None,
    *,
    seconds: Annotated[float, Parameter(help="For the search.")] = 60.0,
    json: Json = False,
    where: Where = WHERE,
) -> Answer:
    """Solve again from the recorded scenario, facts, seed and workers, and compare.

    Exit 1: another timetable came out.
    """
    from scheduler.commands.store.reproduce import reproduced

    return reproduced(rev, store=where.store, seconds=seconds, as_json=json)


def doctor(*, json: Json = False, where: Where = WHERE) -> Answer:
    """Whether the store is whole and lies well, and which optional parts are there."""
    from scheduler.commands.store.doctor import examined

    return examined(where.store, as_json=json)
