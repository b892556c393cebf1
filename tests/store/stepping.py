"""
Processes that work on a store until they are killed or done, for the tests that kill them.

A server process loads everything once and forks the workers, so that a round costs no start-up.
Every confirmed step is written to a pipe as one line, which a kill cannot cut.
"""

import _strptime  # type: ignore[import-not-found]  # noqa: F401  # nobody could load it later
import multiprocessing
import os
import resource
import tempfile  # noqa: F401  # nor this
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy.dialects.sqlite import pysqlite  # noqa: F401  # nobody could load it later

from scheduler import notices
from scheduler import store as stores
from scheduler.errors import StaleBase, StoreError
from scheduler.store import Store
from tests.store.saying import kept, letters

RECIPIENTS = ("the Chair of WGETI", "the Chair of WGTU", "the interpreters")
NOBODY = 65534
"""A user who owns nothing."""
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.store.stepping"])


@contextmanager
def working(
    work: str, where: Path | str, *rest: object
) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process that does ``work``, a function of this module, and the lines it writes."""
    ours, theirs = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_run, args=(work, where, theirs, rest), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def lines_from(pipe: Connection) -> Iterator[list[str]]:
    """The words of each line, until the process ends."""
    try:
        while True:
            yield pipe.recv_bytes().decode().split()
    except (EOFError, OSError):
        return


def _run(work: str, where: Path | str, pipe: Connection, rest: tuple[object, ...]) -> None:
    WORKS[work](where, pipe, *rest)


def _say(pipe: Connection, *words: object) -> None:
    pipe.send_bytes(" ".join(map(str, words)).encode())


def stepping(where: Path | str, pipe: Connection) -> None:
    """Facts, drafts, publications with notices and marks, without end."""
    with stores.opened(where, wait=60) as store:
        while True:
            _say(pipe, "fact", stores.add_fact(store, "late", "late cei 10m", author="p").number)
            parent = _head(store)
            draft = kept(store, parent).draft
            _say(pipe, "draft", draft)
            stores.publish(store, draft, parent, author="p", notices=letters(*RECIPIENTS))
            number = 0 if parent is None else parent + 1
            _say(pipe, "published", number)
            stores.mark(store, number, RECIPIENTS[0], "written", author="p")
            _say(pipe, "written", number)


def writing(where: Path | str, pipe: Connection, outbox: Path) -> None:
    """Every notice that is due into an outbox, as ``rollgrid notices write`` does it."""
    with stores.opened(where, wait=60) as store, notices.alone(outbox):
        known = [p for p in stores.notices(store) if p.state != "due"]
        notices.tidy(outbox, [(p.publication, p.notice.recipient) for p in known])
        _say(pipe, "tidied", len(known))
        for one in stores.notices(store, state="due"):
            place = (one.publication, one.notice.recipient)
            told = partial(stores.mark, store, *place, "written", author="p")
            files = {"notice.txt": one.notice.text.encode(), "notice.eml": one.notice.eml or b""}
            notices.put(outbox, *place, files, told)
            _say(pipe, "written", one.notice.recipient.replace(" ", "_"))
    _say(pipe, "done", 0)


def racing(where: Path | str, pipe: Connection, start: Barrier, wins: int) -> None:
    """Publish so many times; a loser makes a new draft from what is published by then."""
    with stores.opened(where, wait=60) as store:
        start.wait(60)
        while wins > 0:
            parent = _head(store)
            draft = kept(store, parent).draft
            try:
                issue = stores.publish(store, draft, parent, author="p", notices=letters("a"))
            except StaleBase:
                _say(pipe, "lost", draft)
                continue
            wins -= 1
            _say(pipe, "won", draft, issue.record.revision)


def outlasting(where: Path | str, pipe: Connection, start: Barrier, wins: int) -> None:
    """
    Publish so many times, whatever becomes of the server.

    Who gets no answer looks whether the publication is there before it is tried again.
    """
    start.wait(60)
    unsure: int | None = None
    while wins > 0:
        try:
            with stores.opened(where, wait=60) as store:
                if unsure is not None:
                    there = stores.revision(store, unsure).published
                    wins -= there is not None
                    _say(pipe, "looked", unsure, "nowhere" if there is None else there.number)
                    unsure = None
                while wins > 0:
                    parent = _head(store)
                    draft = kept(store, parent).draft
                    unsure = draft
                    issue = stores.publish(store, draft, parent, author="p", notices=letters("a"))
                    unsure, wins = None, wins - 1
                    _say(pipe, "won", draft, issue.record.revision)
        except StaleBase:
            unsure = None
        except StoreError:
            _say(pipe, "broke", 0)
            time.sleep(0.05)


def _head(store: Store) -> int | None:
    found = stores.head(store)
    return None if found is None or found.published is None else found.published.number


def outgrowing(where: Path | str, pipe: Connection, room: int) -> None:
    """Facts until the file may not grow; ``room`` in bytes."""
    with stores.opened(where) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        _until_refused(store, pipe)


def barred(where: Path | str, pipe: Connection) -> None:
    """A fact by somebody who may not write here."""
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        with stores.opened(where) as store:
            _until_refused(store, pipe)
    except StoreError as error:
        _say(pipe, "refused", error)


def consulting(where: Path | str, pipe: Connection) -> None:
    """The facts of a store, read by somebody who may not write here."""
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    with stores.opened(where, reads_only=True) as store:
        for fact in stores.facts(store):
            _say(pipe, fact.text)


def _until_refused(store: Store, pipe: Connection) -> None:
    try:
        while True:
            _say(pipe, "fact", stores.add_fact(store, "late", "late cei 10m", author="p").number)
    except StoreError as error:
        _say(pipe, "refused", error)


WORKS: dict[str, Callable[..., None]] = {
    "stepping": stepping,
    "writing": writing,
    "racing": racing,
    "outlasting": outlasting,
    "outgrowing": outgrowing,
    "barred": barred,
    "consulting": consulting,
}
