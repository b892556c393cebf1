"""Why a file must not be written, whatever the command is."""

import os
import stat
from pathlib import Path
from typing import Literal

from scheduler.files.recognition import is_database, is_imported_part, scenario_in, scenario_with
from scheduler.vocabulary.command_lines import STANDARD_INPUT

Replaces = Literal["output", "part", "letter", "scenario", "nothing"]
"""What a target may take the place of; ``announce`` says what each means."""
OTHER = "give another file to write"
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a store, after the name of the store."""
WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def reason_against(path: Path, replaces: Replaces = "output") -> str | None:
    """Why a file must not be written, and what to do instead; None if it may."""
    if str(path) == STANDARD_INPUT:
        return (
            f"- is standard input, where nothing can be written: {OTHER}, or leave it out to print"
        )
    try:
        if not path.exists():
            return _against_link(path) or _against_making(path)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return f"{path} is a folder: give a file in it"
        if stat.S_ISBLK(mode):
            return f"{path} is a disk: {OTHER}"
        if not stat.S_ISREG(mode):  # a pipe or a device has nothing that could be lost
            return None if os.access(path, os.W_OK) else f"{path} is write-protected: {OTHER}"
        # the content first: who is told to make a store writable would only be told the next thing
        return (
            _against_content(path, replaces)
            or _against_link(path)
            or _against_replacing(path, mode)
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        return f"{path} cannot be written: {why}: {OTHER}"


def _against_making(path: Path) -> str | None:
    """A new file; a link to one that is not there is followed."""
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        missing = folder if path.is_symlink() else path.parent
        return f"{path}: there is no folder {missing}: make it first, or {OTHER}"
    return _of_store(path) or _against_folder(path, folder)


def _against_link(path: Path) -> str | None:
    """
    A link is followed within its folder: in a folder that others write to, a link to elsewhere may
    be one that somebody laid there, and whoever means the file at its end can name it.
    """
    if not path.is_symlink() or _is_stream(path):
        return None
    end, folder = Path(os.path.realpath(path)), Path(os.path.realpath(path.parent))
    if end.is_relative_to(folder):
        return None
    return f"{path} is a link out of its folder, to {end}: give that file itself, or another one"


def _is_stream(path: Path) -> bool:
    """``/dev/stdout`` and its like lead wherever the shell that opened them meant."""
    return path.absolute().is_relative_to("/dev") or path.absolute().is_relative_to("/proc")


def _against_content(path: Path, replaces: Replaces) -> str | None:
    if is_database(path):
        return f"{path} is a store (an SQLite database): {OTHER}"
    if replaces == "nothing":
        return f"{path} exists already: give a new file"
    if replaces == "part" and not is_imported_part(path):
        return f"{path} exists already, and no import wrote it: give a new file"
    kind = None if replaces in ("part", "scenario") else scenario_in(path)
    if kind is not None:
        return f"{path} is {kind}: {OTHER}"
    scenario = scenario_with(path)
    if scenario is not None:
        return f"{path} is included by {scenario}: {OTHER}"
    return _of_store(path)


def _against_replacing(path: Path, mode: int) -> str | None:
    """Without any leave to write, it is not for the administrator either."""
    if not mode & WRITABLE or not os.access(path, os.W_OK):
        return f"{path} is write-protected: {OTHER}, or make it writable first"
    return _against_folder(path, Path(os.path.realpath(path)).parent)


def _against_folder(path: Path, folder: Path) -> str | None:
    """The new file is made in the folder and then takes its name, so that none is half written."""
    if os.access(folder, os.W_OK | os.X_OK):
        return None
    return f"{path}: the folder {folder} is write-protected: give a file in another folder"


def _of_store(path: Path) -> str | None:
    for ending in BESIDE:
        store = path.with_name(path.name.removesuffix(ending))
        if store != path and store.is_file() and is_database(store):
            return f"{path} belongs to the store {store}: {OTHER}"
    return None
