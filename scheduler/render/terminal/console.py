"""
Where answers leave the program: stdout for the answer, stderr for all that is said about it.

A long search reports its progress on stderr: in one live line on a terminal, elsewhere now and
then.
"""

import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from scheduler.errors import TargetError
from scheduler.files import kept_so_far, write
from scheduler.render.terminal.answer import OK, WIDTH, Answer, Line
from scheduler.render.terminal.first_words import clear_first_words
from scheduler.render.terminal.fitting import fit_line
from scheduler.render.terminal.manner import STEP, is_quiet, wants_json, without_steps
from scheduler.render.terminal.secrets import (
    bytes_without_typed,
    hides_any,
    without_passwords,
    without_typed,
)
from scheduler.render.terminal.waiting import Lines, LiveLine
from scheduler.render.words import printable
from scheduler.search.progress import Progress

if TYPE_CHECKING:  # rich costs 0.05 s, and is needed for terminals and tables only
    from rich.console import Console, RenderableType

PLACED = re.compile(r"\S+:\d+:\d+: ")
NONE = re.compile(r"(?!)")
A_SECOND = 4
"""How often the live line is drawn anew."""
COLOUR = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables by which rich takes for a terminal what is none."""


def deliver(answer: Answer, *, unwritable: int) -> int:
    """
    Store, print, and return the exit code.

    Returns ``unwritable`` if a file could not be stored; the answer is printed all the same. An
    answer that cannot be printed is ``unwritable`` only where nothing was kept: whoever is told
    that a command failed gives it again.
    """
    saved, failed = [], []
    for path, data in answer.files:
        try:
            write(path, data, private=answer.private)
            saved.append(f"saved {path}")
        except TargetError as error:  # it has come to be there since the command began
            failed.append(str(error))
        except OSError as error:
            failed.append(f"{path}: cannot be written: {error.strerror or error}")
    try:
        if not (failed and answer.tells_files):
            _emit(answer)
        elif wants_json():
            _emit(Answer(unwritable, remarks=failed))
    except (BrokenPipeError, SystemExit):  # rich turns the one into the other
        _hush()
    except OSError as error:
        _hush()
        reason = f"the answer cannot be written: {error.strerror or error}"
        kept = kept_so_far()
        if kept:
            complain(f"{reason}; the results are kept in {', '.join(kept)}")
        else:
            failed.append(reason)
    for remark in _remarks(answer, saved, failed):
        _to_stderr(remark, "dim", answer.width)
    if failed:
        complain("\n".join(failed))
    return unwritable if failed else answer.code


def _remarks(answer: Answer, saved: Sequence[str], failed: Sequence[str]) -> Iterator[str]:
    """What is said beside the answer; with ``--quiet`` only why it is none."""
    quiet = is_quiet()
    if quiet and answer.code == OK:
        return
    yield from (r for r in answer.remarks if not ((quiet or failed) and r.startswith(STEP)))
    if not quiet:
        yield from saved


def say_failure(
    code: int, message: str, *, rules: Sequence[str] = (), kept: Sequence[str] = ()
) -> int:
    """Why there is no answer: on stderr, and with ``--json`` as an object too; returns ``code``."""
    complain(message)
    if wants_json():
        from scheduler.render.terminal.json_answers import failure_as_json  # few ask for it

        body = failure_as_json(code, without_passwords(message), rules=rules, kept=kept)
        deliver(Answer(code, body), unwritable=code)
    return code


def _emit(answer: Answer) -> None:
    if wants_json():
        from scheduler.render.terminal.json_answers import with_object  # few ask for it

        answer = with_object(answer, kept_so_far())
    if isinstance(answer.body, bytes):
        clear_first_words()
        sys.stdout.flush()
        sys.stdout.buffer.write(bytes_without_typed(answer.body))
    elif answer.body:
        _print(sys.stdout, answer.body, answer.width)
    sys.stdout.flush()


def _print(
    file: TextIO,
    parts: "Sequence[Line | RenderableType]",
    width: int | None,
    *,
    otherwise: int | None = WIDTH,
) -> None:
    """Lines in this width; None is that of the terminal, and ``otherwise`` where there is none."""
    clear_first_words()
    parts = [
        replace(part, plain=without_typed(part.plain)) if isinstance(part, Line) else part
        for part in parts
    ]
    columns = width if width is not None else _columns(file)
    most = columns or otherwise
    if most is not None:
        # what says where in a file it is meant is read by editors, where nobody looks on
        whole = PLACED if columns is None else NONE
        parts = [
            fitted
            for part in parts
            for fitted in (
                fit_line(part, most)
                if isinstance(part, Line) and not whole.match(part.plain)
                else [part]
            )
        ]
    lines = [part for part in parts if isinstance(part, Line)]
    if len(lines) == len(parts) and _is_plain(file):
        _tolerate(file)
        file.writelines(f"{line.plain}\n" for line in lines)
        return
    from rich.text import Text

    console = _console(file, width)
    with console.capture() if hides_any() else nullcontext() as hidden:  # words of a grid, too
        for part in parts:
            shown = Text(part.plain, style=part.style) if isinstance(part, Line) else part
            console.print(shown, soft_wrap=isinstance(shown, Text))
    file.write(without_typed(hidden.get()) if hidden is not None else "")


def _columns(file: TextIO) -> int | None:
    """The columns of the terminal, or those that the environment asks for."""
    if not file.isatty() and "COLUMNS" not in os.environ:
        return None
    return shutil.get_terminal_size((WIDTH, 40)).columns


def _is_plain(file: TextIO) -> bool:
    """Whether there is nobody to see colours."""
    return not file.isatty() and os.environ.keys().isdisjoint(COLOUR)


def _tolerate(file: TextIO) -> None:
    """What this file cannot hold is printed as a question mark."""
    reconfigure = getattr(file, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _console(file: TextIO, width: int | None = None) -> "Console":
    from rich.console import Console

    clear_first_words()
    _tolerate(file)
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


def stand_in() -> None:
    """
    Give a process whose standard streams were closed some that lead nowhere.

    A file opened later would else be what stdout or stderr is to a library.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(handle, mode, encoding="utf-8"))


def _hush(file: TextIO | None = None) -> None:
    """Who reads us has gone: say nothing more, not even at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), (file or sys.stdout).fileno())


def remind(message: str) -> None:
    """Something besides the answer; nothing with ``--quiet``."""
    if not is_quiet():
        _to_stderr(message, "dim")


def complain(message: str) -> None:
    """What is wrong; where there is no terminal, one complaint a line for editors and scripts."""
    _to_stderr(without_steps(message), "red", otherwise=None)


def _to_stderr(
    message: str, style: str, width: int | None = None, *, otherwise: int | None = WIDTH
) -> None:
    lines_of = without_passwords(message).splitlines()
    indented = ((line, len(line) - len(line.lstrip(" "))) for line in lines_of)
    lines = [Line(" " * indent + printable(line), style) for line, indent in indented]
    try:
        _print(sys.stderr, lines, width, otherwise=otherwise)
        sys.stderr.flush()
    except (OSError, SystemExit):  # there is nowhere left to say it
        _hush(sys.stderr)


def ask(question: str) -> bool | None:
    """Whether the answer at the terminal is yes; None if there is no terminal to ask at."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    clear_first_words()
    print(f"{printable(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


@contextmanager
def progress(
    task: str, *, verbose: bool = False, seconds: float | None = None
) -> Iterator[Callable[[Progress], None] | None]:
    """
    What a search of so many seconds is to be given, to tell on stderr how it goes.

    One live line on a terminal. Elsewhere None, or lines now and then if ``verbose``.
    """
    console = None if is_quiet() or _is_plain(sys.stderr) else _console(sys.stderr)
    if console is not None and console.is_terminal:
        from rich.live import Live

        line = LiveLine(task, seconds)
        with Live(line, console=console, transient=True, refresh_per_second=A_SECOND):
            yield line.tell
    else:
        yield Lines(task, remind, seconds).tell if verbose else None


def watch(frame: "Callable[[], Sequence[Line]]", *, every: float) -> bool:
    """
    Show a frame, and a new one again and again, until Ctrl-C; False if there is no terminal.

    ``every``: seconds from one frame to the next. What raises while a frame is made ends it; a
    search inside that Ctrl-C has stopped raises KeyboardInterrupt. Only for the main thread.
    """
    if not sys.stdout.isatty():
        return False
    from rich.live import Live
    from rich.text import Text

    def drawn() -> Text:
        return Text("\n").join(Text(line.plain, style=line.style) for line in frame())

    # a flag, not an exception: one that is raised where nobody can catch it would be lost
    pressed = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: pressed.set())
    try:
        with (
            suppress(KeyboardInterrupt),
            Live(drawn(), console=_console(sys.stdout), screen=True, auto_refresh=False) as live,
        ):
            while not pressed.wait(every):
                live.update(drawn(), refresh=True)
    finally:
        signal.signal(signal.SIGINT, before)
    return True


@contextmanager
def working(task: str) -> Iterator["Callable[[str], None] | None"]:
    """A line on stderr that tells what is being looked at, if there is a terminal; else None."""
    console = None if is_quiet() or _is_plain(sys.stderr) else _console(sys.stderr)
    if console is None or not console.is_terminal:
        yield None
        return
    with console.status(task) as status:
        yield lambda at: status.update(f"{task} · {printable(at)}")
