"""A file's bytes, and the text in them: nothing but UTF-8 text of a sensible size gets further."""

import re
from pathlib import Path

from scheduler import files
from scheduler.scenario.diagnostics import Located, RefusedError

SIZE_CAP = 5_000_000
"""Bytes. The largest real scenario we know has 126 sessions and 40 kB."""

BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What no YAML text holds. Said by what is out, not by what is in, it compiles 7 ms faster."""
LONG_TAG = re.compile(r"""![^\s,\[\]{}"']{1000}""")
"""ruamel takes time that grows with the square of a tag's length: minutes for one of 5 MB."""


def read_bytes(path: Path, cap: int = SIZE_CAP, role: str = "the scenario") -> bytes:
    """
    The file as it lies there; a file over the cap is refused without reading all of it.

    ``role``: what it is for the command that reads it. RefusedError if it is missing, a
    directory, not ours to read, or too large.
    """
    try:
        if path.is_dir():
            raise _refusal("S001", "this is a directory, not a scenario file")
        data = files.read(path, cap, role)
        if len(data) > cap:
            size = max(path.stat().st_size, len(data))
            raise _refusal("S010", f"{size:,} bytes; a scenario has at most {cap:,}")
    except FileNotFoundError:
        raise _refusal("S001", "there is no such file") from None
    except OSError as error:
        raise _refusal("S001", f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise _refusal("S001", f"not a file name: {error}") from None
    return data


def text_of(data: bytes) -> str:
    """
    The text of a file, without its byte order mark.

    RefusedError if it is not UTF-8, holds characters that no text has, or a tag without end.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise _refusal("S002", f"the file is {encoding}: save it as UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        reason = f"byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8"
        raise RefusedError(Located("S002", *_place(before), reason)) from None
    odd = CONTROL.search(text)
    if odd is not None:
        reason = f"character U+{ord(odd.group()):04X} has no place in a text file"
        raise RefusedError(Located("S002", *_place(text[: odd.start()]), reason))
    endless = LONG_TAG.search(text)
    if endless is not None:
        reason = "a tag of more than 1,000 characters"
        raise RefusedError(Located("S011", *_place(text[: endless.start()]), reason))
    return text


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows this text."""
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _refusal(code: str, message: str) -> RefusedError:
    return RefusedError(Located(code, 1, 1, message))
