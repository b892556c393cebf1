"""Timetables kept as drafts, so that they can be published, and reproduced."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.commands.inputs.orders import Orders, orders_of
from scheduler.commands.inputs.store_location import (
    NO_PLACE,
    beside_scenario,
    known_store,
    note_beside,
)
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import Author
from scheduler.errors import StaleBase, StoreError, StoreLocked, UsageError
from scheduler.files import is_standard_input
from scheduler.render.terminal.answer import OK, STALE, USAGE
from scheduler.timetable import Record
from scheduler.vocabulary.command_lines import on_store

# the store, which is SQLAlchemy, is imported late: most timetables are solved without one


@dataclass(frozen=True, slots=True)
class Saved:
    """
    The result of saving drafts: ``code`` OK, or why nothing was saved, and their numbers in order.

    Where nothing was saved the answer is printed all the same. ``in_force``: the number of the
    published revision that says the same; None if there is something to publish.
    """

    code: int = OK
    drafts: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    in_force: int | None = None

    @property
    def next_step(self) -> list[str]:
        """The command to run now, or that there is none; empty if nothing was saved."""
        if self.in_force is not None:
            return [f"the same as Rev.{self.in_force}, which is in force: nothing to publish"]
        return [f"next: {on_store('publish', f'r{self.drafts[0]}')}"] if self.drafts else []


@dataclass(frozen=True, slots=True)
class Draft:
    """A timetable to save, with what it was made for and the command that makes it again."""

    record: Record
    cause: str
    command: str


def place_for(scenario: Path, store: str | None, *, save: bool) -> str | Path | None:
    """Where drafts of a scenario go: a store that is named or there, or a new one if asked for."""
    there = known_store(store, scenario)
    if there is None and save and is_standard_input(scenario):
        raise UsageError(NO_PLACE)
    place = beside_scenario(scenario) if there is None and save else there
    if isinstance(place, Path):
        note_beside(place)
    return place


def base_of(where: str | Path | None, zone: ZoneInfo) -> tuple[int | None, Orders]:
    """
    The number published in a store (None: nothing is) and the orders in force, before a search.

    The store is made if it is not there yet; StoreError if it cannot be used.
    """
    if where is None:
        return None, Orders()
    from scheduler import store as stores

    with stores.opened(where) as store:
        head = stores.head(store)
        number = head.published.number if head is not None and head.published else None
        return number, orders_of(store, zone)


def save(
    where: str | Path | None,
    drafts: Sequence[Draft],
    scenario: bytes,
    *,
    parent: int | None,
    author: Author,
) -> Saved:
    """Save drafts in order, if there is a store; what cannot be saved is a remark, no error."""
    if where is None:
        return Saved()
    from scheduler import store as stores

    numbers: list[int] = []
    try:
        with stores.opened(where) as store:
            for draft in drafts:
                origin = stores.Origin(
                    parent=parent,
                    author=author.name,
                    cause=draft.cause,
                    command=draft.command,
                    alternative_to=next(iter(numbers), None),
                )
                made = stores.draft(store, draft.record, scenario, origin)
                numbers.append(made.draft)
            head = stores.head(store)
    except StoreError as error:
        code = STALE if isinstance(error, StoreLocked | StaleBase) else USAGE
        return Saved(code, tuple(numbers), (*_saved(numbers), f"not saved: {error}"))
    same = len(drafts) == 1 and head is not None and drafts[0].record.decides_as(head.record)
    return Saved(OK, tuple(numbers), tuple(_saved(numbers)), parent if same else None)


def cause_of(record: Record) -> str:
    """What a first timetable was made for: itself, and the orders that it obeys."""
    orders = [f"{pin.session} pinned" for pin in record.pins if pin not in record.hours]
    orders += ["robust"] if record.robust is not None else []
    orders += [f"{waiver.rule} waived" for waiver in record.waive]
    return "; ".join(["first timetable", *orders])


def as_options(search: Search) -> str:
    """The options of a search, so that the command can be given again."""
    return f" --seconds {search.seconds:g} --seed {search.seed} --workers {search.cores}"


def _saved(drafts: Sequence[int]) -> list[str]:
    if not drafts:
        return []
    if len(drafts) == 1:
        return [f"saved as draft r{drafts[0]}"]
    names = ", ".join(f"r{n} ({letter})" for n, letter in zip(drafts, "ABCDEFGHI", strict=False))
    return [f"saved as drafts {names}"]
