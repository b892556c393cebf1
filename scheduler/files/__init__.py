"""Files read and written: what a command reads is known, and nothing else is overwritten."""

from scheduler.files.reading import is_standard_input, read, read_standard_input
from scheduler.files.run import (
    Run,
    announce,
    kept_so_far,
    note_kept,
    note_made,
    open_run,
    register_input,
    register_store,
    same_file,
)
from scheduler.files.writing import write

__all__ = [
    "Run",
    "announce",
    "is_standard_input",
    "kept_so_far",
    "note_kept",
    "note_made",
    "open_run",
    "read",
    "read_standard_input",
    "register_input",
    "register_store",
    "same_file",
    "write",
]
