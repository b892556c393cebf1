"""A file's bytes, and the text in them: nothing but UTF-8 text of a sensible size gets further."""

import re
from contextlib import suppress
from itertools import islice
from pathlib import Path

from scheduler import files
from scheduler.errors import did_you_mean
from scheduler.files.recognition import MOST, YAML
from scheduler.scenario.diagnostics import Located, RefusedError

SCENARIO = "the scenario"
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
LONG_TEXT = re.compile(r"[^\n,:\[\]{}]{200000}")
"""No title has 200,000 characters; ruamel takes a second for each million."""
LINES_CAP = 500_000
"""A field a line, 10,000 sessions have 300,000."""
VALUES_CAP = 250_000
"""Values, as ``yaml.parsing`` counts them; a second of CPU for each 100,000, checks included."""
MARKS = (",", ": ", ":\n", "- ")
"""Before or behind each value stands one; fields of flow mappings have two."""


def read_bytes(path: Path, cap: int = SIZE_CAP, role: str = SCENARIO) -> bytes:
    """
    The file as it lies there; a file over the cap is refused without reading all of it.

    ``role``: what it is for the command that reads it. RefusedError if it is missing, a
    directory, not ours to read, or too large.
    """
    try:
        if path.is_dir():
            raise _refusal("S001", "this is a folder: give a file in it")
        data = files.read(path, cap, role)
        if len(data) > cap:
            size = max(path.stat().st_size if path.exists() else 0, len(data))
            limit = (
                f"a scenario has at most {cap:,}"
                if role == SCENARIO
                else f"at most {cap:,} are read"
            )
            raise _refusal("S010", f"{size:,} bytes; {limit}")
    except FileNotFoundError:
        raise _refusal("S001", f"file not found{_instead(path)}") from None
    except OSError as error:
        raise _refusal("S001", f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise _refusal("S001", f"not a file name: {error}") from None
    return data


def _instead(path: Path) -> str:
    """The YAML file beside it that may be meant."""
    with suppress(OSError):
        beside = islice((p.name for p in path.parent.iterdir() if p.suffix in YAML), MOST)
        return did_you_mean(path.name, beside)
    return ""


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
    _judge(text)
    return text


def _judge(text: str) -> None:
    """RefusedError if it would take long to read and cannot be meant."""
    for long, what in ((LONG_TAG, "a tag of more than 1,000"), (LONG_TEXT, "a text of 200,000")):
        endless = long.search(text)
        if endless is not None:
            place = _place(text[: endless.start()])
            raise RefusedError(Located("S011", *place, f"{what} characters"))
    if text.count("\n") > LINES_CAP:
        raise _refusal("S011", f"more than {LINES_CAP:,} lines")
    marks = sum(map(text.count, MARKS))
    if marks > VALUES_CAP * 3 // 2:
        reason = f"more than {VALUES_CAP:,} values: {marks:,} commas, colons and dashes"
        raise _refusal("S011", reason)


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows this text."""
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _refusal(code: str, message: str) -> RefusedError:
    return RefusedError(Located(code, 1, 1, message))
