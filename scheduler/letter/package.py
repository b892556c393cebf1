"""
A Word file as a zip archive: opened with care, and written with one part replaced.

Everything else in it, in bytes, order and time, stays as it was.
"""

import re
import zlib
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import NoReturn
from zipfile import BadZipFile, ZipFile, ZipInfo

from scheduler import files
from scheduler.errors import LetterError

LARGEST = 200 * 1024 * 1024
"""Bytes of a letter; scanned pictures make some of fifty million."""
LONGEST = 64 * 1024 * 1024
"""Bytes of its text, unpacked: a thousand pages take five million."""
TAGS_CAP = 1_000_000
"""Tags of its text: a thousand pages have two hundred thousand."""
PARTS_CAP = 5_000
"""Files in a letter; each picture is one."""
MARGINS_CAP = 12
"""Headers and footers that are read; a section has up to six."""
MARGIN = re.compile(r"word/(header|footer)\d*\.xml")
TAG = re.compile(r"<[^<>]*>")
MODIFIED = re.compile(rb"modified[^>]*>\s*(\d{4}-\d\d-\d\d)")
MAIN = "word/document.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OTHERS = {
    "xl/workbook.xml": "is an Excel workbook, not a Word document",
    "ppt/presentation.xml": "is a PowerPoint presentation, not a Word document",
    "content.xml": "is an OpenDocument file: save it as .docx",
}
STARTS = {
    b"%PDF": "is a PDF, not a Word document",
    b"{\\rtf": "is an RTF file: save it as .docx",
    b"<": "is a web page or XML, not a Word document: save it as .docx",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """
    A Word file: its name for complaints, all its bytes, and its text as XML.

    ``margins``: the words of its headers and footers. ``styles``: its styles as XML. ``dated``: the
    day on which it was saved last, as far as it says so.
    """

    path: Path
    data: bytes
    text: bytes
    margins: str = ""
    styles: bytes = b""
    dated: date | None = None


def open_letter(path: Path) -> Letter:
    """
    Read a Word file.

    LetterError if it is missing, too large, protected by a password, broken, or something else.
    """
    data = _bytes(path)
    try:
        with ZipFile(BytesIO(data)) as archive:
            main, margins = _main(path, archive), _margins(archive)
            styles, core = _part(archive, "word/styles.xml"), _part(archive, "docProps/core.xml")
            return Letter(path, data, main, margins, styles, _dated(core))
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        refuse(path, f"is broken, the archive cannot be unpacked: {error}")


def with_text(letter: Letter, text: bytes) -> bytes:
    """
    The file with another text; all other parts, their order and times as they were.

    LetterError if some other part is broken.
    """
    made = BytesIO()
    try:
        with ZipFile(BytesIO(letter.data)) as old, ZipFile(made, "w") as new:
            new.comment = old.comment
            for part in old.infolist():
                new.writestr(_entry(part), text if part.filename == MAIN else old.read(part))
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        refuse(letter.path, f"is broken, a part of it cannot be unpacked: {error}")
    return made.getvalue()


def _entry(part: ZipInfo) -> ZipInfo:
    entry = ZipInfo(part.filename, part.date_time)
    entry.compress_type, entry.create_system = part.compress_type, part.create_system
    entry.external_attr, entry.comment = part.external_attr, part.comment
    return entry


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            refuse(path, "is a folder, not a Word document")
        data = files.read(path, LARGEST, "the letter that is read")
    except FileNotFoundError:
        refuse(path, "there is no such file")
    except (OSError, ValueError) as error:
        refuse(path, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if len(data) > LARGEST:
        refuse(path, f"is larger than {LARGEST:,} bytes")
    if not data.startswith(b"PK"):
        refuse(path, _otherwise(data))
    return data


def _otherwise(data: bytes) -> str:
    """What it is, if it is no archive."""
    if not data:
        return "is empty"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "is protected by a password: save it without one"
        return "is a file of Word 97 to 2003 (or another old format): save it as .docx"
    start = data.lstrip()[:8].lower()
    kinds = (kind for begins, kind in STARTS.items() if start.startswith(begins.lower()))
    return next(kinds, "is not a Word document: it is no zip archive")


def _main(path: Path, archive: ZipFile) -> bytes:
    names = set(archive.namelist())
    if len(names) > PARTS_CAP:
        refuse(path, f"has more than {PARTS_CAP:,} files in it")
    if MAIN not in names:
        kinds = (kind for part, kind in OTHERS.items() if part in names)
        refuse(path, next(kinds, f"is not a Word document: there is no {MAIN} in it"))
    part = archive.getinfo(MAIN)
    if part.flag_bits & 0x1:
        refuse(path, "is protected by a password: save it without one")
    if part.file_size > LONGEST:
        refuse(path, f"its text is larger than {LONGEST:,} bytes")
    text = archive.read(part)
    if text.count(b"<") > TAGS_CAP:
        refuse(path, f"its text has more than {TAGS_CAP:,} tags")
    return text


def _margins(archive: ZipFile) -> str:
    parts = (part for part in archive.infolist() if MARGIN.fullmatch(part.filename))
    small = islice((part for part in parts if part.file_size < LONGEST // 100), MARGINS_CAP)
    return " ".join(TAG.sub("", archive.read(part).decode("utf-8", "replace")) for part in small)


def _part(archive: ZipFile, name: str) -> bytes:
    """A small part, or nothing."""
    sizes = {part.filename: part.file_size for part in archive.infolist()}
    return archive.read(name) if sizes.get(name, LONGEST) < LONGEST // 10 else b""


def _dated(core: bytes) -> date | None:
    match = MODIFIED.search(core)
    try:
        return date.fromisoformat(match[1].decode()) if match is not None else None
    except ValueError:
        return None


def refuse(path: Path, why: str) -> NoReturn:
    """LetterError that begins with the file."""
    raise LetterError(f"{path}: {why}")
