"""Commands as they are printed for somebody to paste."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from shlex import quote

STANDARD_INPUT = "<stdin>"
"""What messages call standard input, which a command line calls ``-``."""
_store: ContextVar[str | None] = ContextVar("store", default=None)


def rollgrid(*words: object) -> str:
    """
    The command line of these words, each quoted if a shell would else read it otherwise.

    ``rollgrid("check", Path("my meeting.yaml"))`` is ``rollgrid check 'my meeting.yaml'``.
    """
    return " ".join(["rollgrid", *(_typed(str(word)) for word in words)])


def on_store(*words: object) -> str:
    """The same for a command that works on the store of this command, wherever that lies."""
    store = _store.get()
    return rollgrid(*words, *(() if store is None else ("--store", store)))


def note_store(name: str) -> None:
    """The commands that are printed until this command ends have to name this store."""
    _store.set(name)


@contextmanager
def printing_commands() -> Iterator[None]:
    """Within it, while one command is carried out, ``note_store`` says where its store is."""
    token = _store.set(None)
    try:
        yield
    finally:
        _store.reset(token)


def _typed(word: str) -> str:
    return "-" if word == STANDARD_INPUT else quote(word)
