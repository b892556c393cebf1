"""Commands as they are printed for somebody to paste."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from shlex import quote

STANDARD_INPUT = "<stdin>"
"""What messages call standard input, which a command line calls ``-``."""
UV_RUN, ENVIRONMENT = "UV_RUN_RECURSION_DEPTH", "UV_PROJECT_ENVIRONMENT"
"""What ``uv run`` says to what it starts, and what says to it where environments lie."""
_store: ContextVar[str | None] = ContextVar("store", default=None)


def rollgrid(*words: object) -> str:
    """
    The command line of these words, each quoted if a shell would else read it otherwise.

    ``rollgrid("check", Path("my meeting.yaml"))`` is ``rollgrid check 'my meeting.yaml'``, with
    ``uv run`` before it where that is how to start this program.
    """
    return f"{program()}{recorded(*words).removeprefix('rollgrid')}"


def recorded(*words: object) -> str:
    """The same as it is kept: however the program was started."""
    return " ".join(["rollgrid", *(_typed(str(word)) for word in words)])


def program() -> str:
    """
    What starts this program from here: ``uv run rollgrid`` if uv did, else ``rollgrid``.

    uv takes the project in whose folder it is called. Elsewhere the project has to be named.
    """
    root = _project_of_uv()
    if root is None:
        return "rollgrid"
    project = "" if _nearest_project() == root else f" --project {quote(str(root))}"
    return f"uv run{project} rollgrid"


def _nearest_project() -> Path | None:
    """The folder whose project uv takes here; None if there is none, or here is gone."""
    try:
        here = Path.cwd()
    except OSError:
        return None
    return next((f for f in (here, *here.parents) if (f / "pyproject.toml").is_file()), None)


def _project_of_uv() -> Path | None:
    """The project of which ``uv run`` started this program, if its environment lies within."""
    if UV_RUN not in os.environ or ENVIRONMENT in os.environ:
        return None
    root = Path(sys.prefix).parent.resolve()
    ours = Path(sys.prefix).name == ".venv" and (root / "pyproject.toml").is_file()
    return root if ours else None


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
