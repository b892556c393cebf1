"""
What one command reads and is about to write.

A run is open while a command of the command line is carried out. What is read registers with it,
what is to be written is announced to it, in either order: a file that is both is refused where the
second of the two is told, before anything is searched or stored. Without a run, as in scripts that
use the Python interface, files are judged by what they are.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.errors import TargetError
from scheduler.files.refusals import BESIDE, OTHER, Replaces, reason_against

SCENARIO = "the scenario"
"""The role of the scenario that a command reads."""
FOLDS_CASE = sys.platform in ("darwin", "win32")


@dataclass(frozen=True, slots=True)
class Target:
    """A file that is to be written, and what it may replace."""

    path: Path
    replaces: Replaces = "output"


@dataclass(slots=True)
class Run:
    """
    Inputs, stores among them, and targets of a command, as far as they are known.

    Each input has its role, which completes "x is ...": the scenario, a timetable that is read.
    ``kept``: names of files and stores that hold by now what they were to hold; ``made``: of stores
    that are new. ``piped``: what was read of standard input, which can be read once.
    """

    inputs: dict[Path, str] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    piped: bytearray = field(default_factory=bytearray)


_open: ContextVar[Run | None] = ContextVar("run", default=None)


@contextmanager
def open_run() -> Iterator[Run]:
    """One command: what it reads and writes is known until the end."""
    run = Run()
    token = _open.set(run)
    try:
        yield run
    finally:
        _open.reset(token)


def note_kept(name: str) -> None:
    """A file or store was written to, and nothing that happens from now on takes that back."""
    run = _open.get()
    if run is not None and name not in run.kept:
        run.kept.append(name)


def note_made(name: str) -> None:
    """A store is new, and has nothing in it yet."""
    run = _open.get()
    if run is not None:
        run.made.append(name)


def kept_so_far() -> tuple[str, ...]:
    """What this command has written to, in order; nothing outside a run."""
    run = _open.get()
    return () if run is None else tuple(run.kept)


def standard_input() -> bytearray:
    """What this command has read of standard input so far; it may be added to."""
    run = _open.get()
    return bytearray() if run is None else run.piped


def register_input(path: Path, role: str) -> None:
    """A file is about to be read; TargetError if it was announced as one to be written."""
    run = _open.get()
    if run is None:
        return
    run.inputs[path] = role
    if any(same_file(path, target.path) for target in run.targets):
        _refuse(run.targets, run)


def register_store(path: Path) -> None:
    """A store is about to be opened, or made; TargetError as for any input."""
    for ending in ("", *BESIDE):
        part = path.with_name(path.name + ending)
        register_input(part, f"part of the store {path}" if ending else "the store")


def announce(
    *outputs: Path | None,
    part: Path | None = None,
    letter: Path | None = None,
    scenario: Path | None = None,
    new: Path | None = None,
    inputs: Iterable[tuple[Path, str]] = (),
) -> None:
    """
    Files that a command is about to write, told before its work begins.

    ``outputs`` replace anything but stores, inputs and scenarios; a ``part`` of a scenario one that
    an import wrote; a ``letter`` or ``scenario`` the very one that is read; a ``new`` file nothing.
    ``inputs``: what will be read, each with its role, where there are several targets to complain
    about at once. None stands for an option that was not given. TargetError if some must not be
    written: every complaint, one a line.
    """
    run = _open.get() or Run()
    run.inputs.update(inputs)
    kinds: tuple[tuple[Path | None, Replaces], ...] = (
        *((path, "output") for path in outputs),
        *((part, "part"), (letter, "letter"), (scenario, "scenario"), (new, "nothing")),
    )
    run.targets += (Target(path, replaces) for path, replaces in kinds if path is not None)
    _refuse(run.targets, run)


def refuse_unfit(path: Path) -> None:
    """TargetError if a file must not be written, announced or not."""
    run = _open.get() or Run()
    announced = (target for target in run.targets if target.path == path)
    _refuse([next(announced, Target(path))], run)


def _refuse(targets: Iterable[Target], run: Run) -> None:
    reasons = [*_twice(run.targets), *(_reason(target, run) for target in targets)]
    complaints = [reason for reason in reasons if reason is not None]
    if complaints:
        raise TargetError("\n".join(dict.fromkeys(complaints)))


def _reason(target: Target, run: Run) -> str | None:
    path = target.path
    if target.replaces != "letter":
        for known, role in run.inputs.items():
            itself = target.replaces == "scenario" and role == SCENARIO
            if same_file(path, known) and not itself:
                named = path.absolute() == known.absolute()
                also = "" if named else f" (the same file as {known})"
                return f"{path}{also} is {role}: {OTHER}"
    return reason_against(path, target.replaces)


def _twice(targets: list[Target]) -> Iterator[str]:
    for index, one in enumerate(targets):
        for other in targets[:index]:
            if same_file(one.path, other.path):
                yield f"{other.path} and {one.path} are the same file: give two different files"


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, by whatever links; also where it is yet to be made."""
    try:
        if one.is_file() and other.is_file():
            return one.samefile(other)
        # devices and pipes are left out: a terminal is read and written at once
        return not (one.exists() or other.exists()) and _place(one) == _place(other)
    except (OSError, ValueError):  # what cannot be the name of a file
        return False


def _place(path: Path) -> str:
    """Where a file will be."""
    place = os.path.realpath(path)
    return place.casefold() if FOLDS_CASE else place
