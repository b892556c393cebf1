"""Warnings that the planner has acknowledged are not shown again, unless they change."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import StoreError
from scheduler.render.terminal.answer import counted
from scheduler.timetable import Record, Warning_
from scheduler.vocabulary.command_lines import on_store

if TYPE_CHECKING:  # SQLAlchemy
    from scheduler.store import Store

PLACE = re.compile(r" \([^()]*:\d+\)$")
"""Where it stands in the scenario, at its end: another line is no other warning."""


def words_of(warning: Warning_) -> str:
    """What a warning says, without where."""
    return PLACE.sub("", warning.message)


def without_acknowledged(store: "Store", record: Record) -> tuple[Record, list[str]]:
    """A record as it is shown, and a remark on what is left out; StoreError."""
    from scheduler import store as stores  # SQLAlchemy

    seen = {(a.code, a.message) for a in stores.acknowledgements(store)}
    shown = tuple(w for w in record.warnings if (w.code, words_of(w)) not in seen)
    hidden = len(record.warnings) - len(shown)
    if not hidden:
        return record, []
    verb = "was" if hidden == 1 else "were"
    remark = f"{counted(hidden, 'warning')} {verb} acknowledged: {on_store('acknowledge')}"
    return record.model_copy(update={"warnings": shown}), [remark]


def shown_at(where: str | Path | None, record: Record) -> tuple[Record, list[str]]:
    """The same with the store of a place; all is shown if there is none, or it cannot be read."""
    if where is None or not record.warnings:
        return record, []
    from scheduler import store as stores  # SQLAlchemy

    try:
        with stores.opened(where, reads_only=True) as store:
            return without_acknowledged(store, record)
    except StoreError:
        return record, []
