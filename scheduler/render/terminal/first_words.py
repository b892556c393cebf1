"""
The first words of long work: on the terminal before what is slow is loaded.

OR-Tools takes a second to load on a slow machine, and the words about a search come after it.
Which commands load it need not be listed: whoever does says so. Imports name what they read.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from types import ModuleType

from scheduler.render.terminal.answer import INDENT
from scheduler.render.terminal.manner import is_quiet

SLOW = "ortools"
WORDS = "loading the solver"
CLEAR = "\r\x1b[2K"


class _Watch(MetaPathFinder):
    """Finds no module; says on stderr when the slow one is asked for, which happens once."""

    said = False

    def say(self, words: str) -> None:
        print(
            f"{CLEAR if self.said else ''}{'':{INDENT}}{words}", end="", file=sys.stderr, flush=True
        )
        self.said = True

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        if fullname == SLOW:
            self.say(WORDS)


_watch = _Watch()


@contextmanager
def saying_what_is_loaded(first: str | None = None) -> Iterator[None]:
    """While a command is carried out, ``first`` at once; nothing where there is no terminal."""
    if is_quiet() or not _has_live_lines():
        yield
        return
    if first is not None:
        _watch.say(first)
    sys.meta_path.insert(0, _watch)
    try:
        yield
    finally:
        sys.meta_path.remove(_watch)
        clear_first_words()


def clear_first_words() -> None:
    """Before anything else is printed; nothing happens if nothing was said."""
    if _watch.said:
        _watch.said = False
        print(CLEAR, end="", file=sys.stderr, flush=True)


def _has_live_lines() -> bool:
    stderr = sys.stderr
    return stderr is not None and stderr.isatty() and os.environ.get("TERM") != "dumb"
