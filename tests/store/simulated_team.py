"""
A team of two planners, simulated: what they do, when, and what breaks is drawn from one seed.

The truth is a model of plain lists. Clocks jump, statements fail in the middle of a step, planners
close the store and open it again, and try to write while the other does. No step may be lost, be
half there, or be told otherwise than the model has it.
"""

import random
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import event

from scheduler import __version__
from scheduler import store as stores
from scheduler.errors import StaleBase, StoreError, StoreLocked
from scheduler.store import Store
from tests.store.saying import faults, kept, letters

STEPS = 250
"""Of one meeting."""
PEOPLE = ("the Chair of WGETI", "the Chair of WGTU", "the interpreters")
EVERY = 50
"""Steps after which everything is compared."""


class Broken(Exception):
    """The storage refuses a statement."""


@dataclass
class Truth:
    """What has been said, in order, and what became of it."""

    facts: list[tuple[str, int | None]] = field(default_factory=list)
    pins: list[tuple[str, int | None]] = field(default_factory=list)
    waivers: list[tuple[str, int | None]] = field(default_factory=list)
    drafts: list[tuple[int | None, int | None]] = field(default_factory=list)
    issues: list[int] = field(default_factory=list)
    notices: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    """What was done with each: written, sent; superseded."""

    @property
    def head(self) -> int | None:
        return len(self.issues) - 1 if self.issues else None


class Team:
    """Two planners at one store, and the truth about it."""

    def __init__(self, seed: int, file: Path) -> None:
        self.draw = random.Random(seed)
        self.file = file
        self.truth = Truth()
        self.now = datetime(2025, 2, 25, 9, tzinfo=UTC)
        self.story: list[str] = []
        self._seed = seed
        self._open: dict[str, tuple[ExitStack, Store]] = {}
        self._breaks_in: int | None = None

    def run(self, steps: int = STEPS) -> None:
        """AssertionError with the seed, the version and the last steps if anything differs."""
        try:
            for number in range(1, steps + 1):
                self._step()
                if number % EVERY == 0:
                    self._compare()
        except Exception as error:  # told with what led to it
            last = "\n".join(self.story[-12:])
            told = f"seed {self._seed}, rollgrid {__version__}, step {len(self.story)}"
            raise AssertionError(f"{told}: {error!r}\n{last}") from error
        finally:
            for who in list(self._open):
                self._close(who)

    def _clock(self) -> datetime:
        return self.now

    def _step(self) -> None:
        self.now += timedelta(seconds=self.draw.choice([0, 0, 1, 7, 60]))
        if self.draw.random() < 0.04:
            self.now += timedelta(minutes=self.draw.randint(-90, 90))
        who = self.draw.choice(["ada", "bo"])
        what = self.draw.choice(STEPS_OF_A_PLANNER)
        self._breaks_in = self.draw.randint(1, 12) if self.draw.random() < 0.15 else None
        self.story.append(f"{self.now:%H:%M:%S} {who} {what.__name__} {self._breaks_in or ''}")
        try:
            what(self, who)
        except Broken:
            self._close(who)
        finally:
            self._breaks_in = None

    def store(self, who: str) -> Store:
        """The store of a planner, opened when it is first needed."""
        if who not in self._open:
            stack, breaks, self._breaks_in = ExitStack(), self._breaks_in, None
            opened = stores.opened(self.file, clock=self._clock, wait=0.001)
            store = stack.enter_context(opened)
            event.listen(store.engine, "before_cursor_execute", self._refuse)
            event.listen(store.engine, "commit", self._refuse)
            self._open[who] = stack, store
            self._breaks_in = breaks
        return self._open[who][1]

    def _refuse(self, *_: Any) -> None:
        """Raise at the statement that was drawn: nothing of the step is kept then."""
        if self._breaks_in is not None:
            self._breaks_in -= 1
            if self._breaks_in == 0:
                raise Broken

    def _close(self, who: str) -> None:
        stack, _ = self._open.pop(who, (ExitStack(), None))
        stack.close()

    def _compare(self) -> None:
        truth = self.truth
        with stores.opened(self.file, reads_only=True, clock=self._clock) as store:
            told = [(f.text, f.undoes) for f in stores.facts(store, undone=True)]
            assert told == truth.facts
            pins = [(p.session, p.undoes) for p in stores.pins(store, undone=True)]
            assert pins == truth.pins
            waived = [(w.subject, w.undoes) for w in stores.waivers(store, undone=True)]
            assert waived == truth.waivers
            drafts = stores.revisions(store)
            assert [(d.parent, d.alternative_to) for d in drafts] == truth.drafts
            issues = sorted((d.published.number, d.draft) for d in drafts if d.published)
            assert issues == list(enumerate(truth.issues))
            posted = stores.notices(store)
            states = {(p.publication, p.notice.recipient): p.state for p in posted}
            assert states == {place: _state(done) for place, done in truth.notices.items()}
            times = [f.at for f in stores.facts(store, undone=True)]
        assert times == sorted(set(times))
        assert [fault for fault in faults(self.file) if "clock" not in fault] == []

    def close_and_open(self, who: str) -> None:
        self._close(who)

    def tell(self, who: str) -> None:
        text = f"late cei {self.draw.randint(1, 90)}m"
        made = stores.add_fact(self.store(who), "late", text, author=who)
        self.truth.facts.append((text, None))
        assert made.number == len(self.truth.facts)

    def take_back(self, who: str) -> None:
        reason = f"misheard {len(self.truth.facts)}"
        self._undo(
            self.truth.facts,
            reason,
            lambda n: stores.undo_fact(self.store(who), n, author=who, reason=reason),
        )

    def pin(self, who: str) -> None:
        stores.pin(self.store(who), "cei", "plenary", author=who)
        self.truth.pins.append(("cei", None))

    def unpin(self, who: str) -> None:
        self._undo(self.truth.pins, "cei", lambda n: stores.unpin(self.store(who), n, author=who))

    def waive(self, who: str) -> None:
        stores.waive(self.store(who), "room_fit", "cei", author=who, reason="agreed")
        self.truth.waivers.append(("cei", None))

    def withdraw(self, who: str) -> None:
        self._undo(
            self.truth.waivers, "cei", lambda n: stores.withdraw(self.store(who), n, author=who)
        )

    def _undo(
        self, rows: list[tuple[str, int | None]], text: str, undo: Callable[[int], object]
    ) -> None:
        """Take back a row that may be, or is refused as the model has it."""
        number = self.draw.randint(1, len(rows) + 1)
        gone = {undone for _, undone in rows}
        may = number <= len(rows) and rows[number - 1][1] is None and number not in gone
        try:
            undo(number)
        except StoreError:
            assert not may
            return
        assert may
        rows.append((text, number))

    def draft(self, who: str) -> None:
        """One timetable, or two for a choice, each kept by itself."""
        head = self.truth.head
        for _ in range(self.draw.randint(1, 2)):
            made = kept(self.store(who), head)
            self.truth.drafts.append((head, None))
            assert made.draft == len(self.truth.drafts)

    def publish(self, who: str) -> None:
        """A draft that may be too old, by somebody who may have seen an older issue."""
        truth = self.truth
        if not truth.drafts:
            return
        number = self.draw.randint(max(1, len(truth.drafts) - 3), len(truth.drafts))
        seen = truth.head if self.draw.random() < 0.8 else None
        parent = truth.drafts[number - 1][0]
        may = number not in {*truth.issues} and parent == truth.head == seen
        other = self.store("bo" if who == "ada" else "ada") if self.draw.random() < 0.3 else None

        def write(*given: Any) -> list[stores.Notice]:
            if other is not None:  # nobody writes meanwhile, and who reads sees what was
                self._breaks_in, breaks = None, self._breaks_in
                self._is_locked_out(other)
                self._breaks_in = breaks
            return list(letters(*PEOPLE)(*given))

        due = [place for place, done in truth.notices.items() if not done]
        try:
            stores.publish(self.store(who), number, seen, author=who, notices=write, supersedes=due)
        except StaleBase:
            assert not may
            return
        except StoreError:
            assert number in truth.issues
            return
        assert may
        truth.issues.append(number)
        assert truth.head is not None
        truth.notices |= {place: {"superseded"} for place in due}
        truth.notices |= {(truth.head, person): set() for person in PEOPLE}

    def _is_locked_out(self, other: Store) -> None:
        head = stores.head(other)
        number = None if head is None or head.published is None else head.published.number
        assert number == self.truth.head
        try:
            stores.add_fact(other, "late", "late cei 1m", author="other")
        except StoreLocked:
            return
        raise AssertionError("two wrote at once")

    def write(self, who: str) -> None:
        self._mark(who, "written")

    def send(self, who: str) -> None:
        self._mark(who, "sent")

    def _mark(self, who: str, mark: Literal["written", "sent"]) -> None:
        """A notice is marked once, and never when it is told with those of a later issue."""
        if not self.truth.notices:
            return
        place = self.draw.choice(sorted(self.truth.notices))
        done = self.truth.notices[place]
        may = mark not in done and "superseded" not in done
        assert stores.mark(self.store(who), *place, mark, author=who) is may
        if may:
            done.add(mark)


def _state(done: set[str]) -> str:
    """The last of what was done with a notice."""
    return next((state for state in ("superseded", "sent", "written") if state in done), "due")


STEPS_OF_A_PLANNER: tuple[Callable[[Team, str], None], ...] = (
    *(Team.tell, Team.tell, Team.take_back, Team.pin, Team.unpin, Team.waive, Team.withdraw),
    *(Team.draft, Team.draft, Team.publish, Team.publish, Team.publish),
    *(Team.write, Team.write, Team.send, Team.close_and_open),
)
