"""Warnings are printed once, and not again unless they change; nor those that are acknowledged."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import StoreError
from scheduler.render.terminal.answer import counted
from scheduler.timetable import Record, Warning_
from scheduler.vocabulary.command_lines import on_store

if TYPE_CHECKING:  # SQLAlchemy
    from scheduler.store import Revision, Store

PLACE = re.compile(r" \([^()]*:\d+\)$")
"""Where it stands in the scenario, at its end: another line is no other warning."""
Said = tuple[str, str]
"""Code and words of a warning."""


def words_of(warning: Warning_) -> str:
    """What a warning says, without where."""
    return PLACE.sub("", warning.message)


def without_acknowledged(store: "Store", record: Record) -> tuple[Record, list[str]]:
    """A record as it is shown, and a remark on what is left out; StoreError."""
    from scheduler import store as stores  # SQLAlchemy

    seen = {(a.code, a.message) for a in stores.acknowledgements(store)}
    shown, hidden = _without(record, seen)
    if not hidden:
        return record, []
    verb = "was" if len(hidden) == 1 else "were"
    remark = f"{counted(len(hidden), 'warning')} {verb} acknowledged: {on_store('acknowledge')}"
    return shown, [remark]


def without_told(
    store: "Store", record: Record, drafts: Collection[int], *, published: bool = False
) -> tuple[Record, list[str]]:
    """
    The same without what was printed before as well, which one line counts.

    ``drafts``: under which numbers the timetable was just saved; or, if it is ``published``, its
    own, which may have been printed when it was made. StoreError.
    """
    known, remarks = without_acknowledged(store, record)
    if not known.warnings:
        return known, remarks
    told = {one for r in _printed_last(store, drafts, published) for one in _said(r.record)}
    shown, hidden = _without(known, told)
    if not hidden:
        return known, remarks
    codes = ", ".join(dict.fromkeys(warning.code for warning in hidden))
    where = on_store("show", *(f"r{draft}" for draft in [*drafts][:1]))
    return shown, [
        *remarks,
        f"{counted(len(hidden), 'warning')} as before ({codes}): {where}",
    ]


def shown_at(
    where: str | Path | None, record: Record, drafts: Collection[int]
) -> tuple[Record, list[str]]:
    """The same with the store of a place; all is shown if there is none, or it cannot be read."""
    if where is None or not record.warnings:
        return record, []
    from scheduler import store as stores  # SQLAlchemy

    try:
        with stores.opened(where, reads_only=True) as store:
            return without_told(store, record, drafts)
    except StoreError:
        return record, []


def _printed_last(store: "Store", drafts: Collection[int], published: bool) -> "Iterable[Revision]":
    """
    Of which timetables the planner saw the warnings last: of the newest one, and of the published.

    Where several are compared, none is printed with its warnings.
    """
    from scheduler import store as stores  # SQLAlchemy

    every = stores.revisions(store)
    compared = {revision.alternative_to for revision in every}
    alone = [r for r in every if r.alternative_to is None and r.draft not in compared]
    own = [r for r in alone if published and r.draft in drafts]
    newest = own or [r for r in alone if r.draft not in drafts][-1:]
    issues = [r for r in every if r.published is not None and r.draft not in drafts]
    return [*newest, *issues[-1:]]


def _said(record: Record) -> set[Said]:
    return {(warning.code, words_of(warning)) for warning in record.warnings}


def _without(record: Record, said: Collection[Said]) -> tuple[Record, list[Warning_]]:
    """The record without the warnings of these words, and those warnings."""
    hidden = [w for w in record.warnings if (w.code, words_of(w)) in said]
    shown = tuple(w for w in record.warnings if (w.code, words_of(w)) not in said)
    return record.model_copy(update={"warnings": shown}), hidden
