"""Timetables kept as drafts, so that they can be published, and reproduced."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.commands.inputs.orders import Orders, orders_of
from scheduler.commands.inputs.stores import known_store
from scheduler.commands.options import Hand, Search
from scheduler.errors import StaleBase, StoreError, StoreLocked
from scheduler.render.terminal.answer import OK, STALE, USAGE
from scheduler.timetable import Record


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What became of the drafts.

    Attributes
    ----------
    code
        OK, or why nothing was kept; the answer is printed all the same.
    drafts
        Their numbers, in the order of the records.
    """

    code: int = OK
    drafts: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()


def place_for(scenario: Path, hand: Hand, *, save: bool) -> str | Path | None:
    """Where drafts of a scenario go: a store that is named or there, or a new one if asked for."""
    known = known_store(hand.store, scenario)
    return scenario.with_suffix(".db") if known is None and save else known


@dataclass(frozen=True, slots=True)
class Base:
    """
    What a new draft is made on.

    Attributes
    ----------
    head
        The number that is published; None if nothing is.
    """

    head: int | None = None
    orders: Orders = field(default_factory=Orders)


def base_of(where: str | Path | None, timezone: str) -> Base:
    """
    How a store stands, before a search; it is made if it is not there yet.

    StoreError if it cannot be used: said before the search, not after it.
    """
    if where is None:
        return Base()
    from scheduler import store as stores

    with stores.opened(where) as store:
        head = stores.head(store)
        number = head.published.number if head is not None and head.published else None
        return Base(number, orders_of(store, timezone))


def keep(
    where: str | Path,
    records: Sequence[Record],
    scenario: bytes,
    *,
    parent: int | None,
    causes: Sequence[str],
    commands: Sequence[str],
    author: str,
) -> Kept:
    """Keep records as drafts, in order; what cannot be kept is told, not raised."""
    from scheduler import store as stores

    drafts: list[int] = []
    try:
        with stores.opened(where) as store:
            for record, cause, command in zip(records, causes, commands, strict=True):
                made = stores.draft(
                    store,
                    record,
                    scenario,
                    stores.Origin(parent=parent, author=author, cause=cause, command=command),
                )
                drafts.append(made.draft)
    except StoreError as error:
        code = STALE if isinstance(error, StoreLocked | StaleBase) else USAGE
        return Kept(code, tuple(drafts), (*_saved(drafts), f"not saved: {error}"))
    return Kept(OK, tuple(drafts), tuple(_saved(drafts)))


def cause_of(record: Record) -> str:
    """What a timetable was made for: the facts that it is the first to contain, or orders."""
    orders = [f"{pin.session} pinned" for pin in record.pins]
    orders += [f"{waiver.rule} waived" for waiver in record.waive]
    return "; ".join(["first timetable", *orders])


def searching(search: Search) -> str:
    """The options of a search, so that the command can be given again."""
    return f" --seconds {search.seconds:g} --seed {search.seed} --workers {search.cores}"


def _saved(drafts: Sequence[int]) -> list[str]:
    if not drafts:
        return []
    if len(drafts) == 1:
        return [f"saved as draft r{drafts[0]}"]
    names = ", ".join(f"r{n} ({letter})" for n, letter in zip(drafts, "ABCDEFGHI", strict=False))
    return [f"saved as drafts {names}"]


def next_step(drafts: Sequence[int]) -> str:
    """The command to run now."""
    return f"next: rollgrid publish r{drafts[0]}"
