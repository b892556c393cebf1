"""
What typst makes of a template and its data, with fonts that are named and, if they can, ours.

The fonts come with the program, so that one timetable gives the same bytes on every machine. Only
a text in a script that they lack is set from the fonts of the machine, and these are named too;
if none has the character, nothing is written and the character is named.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
OURS = ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans Mono")
"""The last one is inside typst and has arrows, ticks and the like."""
CHINESE = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    *("WenQuanYi Micro Hei", "Droid Sans Fallback", "SimSun", "Noto Sans CJK JP"),
)
OF_THE_MACHINE = (
    *CHINESE,
    *("Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai", "Noto Sans Georgian"),
    *("Noto Sans Armenian", "Noto Sans Ethiopic", "Noto Sans Symbols", "Noto Sans Symbols2"),
    *("DejaVu Sans", "Segoe UI", "Arial Unicode MS"),
)
"""Asked in this order, and only for what ours lack."""
STANDARDS: list[Any] = ["ua-1", "a-2a"]
LACKING = "could not be displayed with"
MOST = 12
"""Characters that are named; a text in a script without fonts lacks all of its letters."""


class MissingGlyphs(ValueError):
    """No font has some characters; the message names each, and a text that it stands in."""


def typeset(template: bytes, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """
    A PDF; equal data give equal bytes.

    Parameters
    ----------
    data
        What the template reads from ``sys.inputs.annex``; ``fonts`` is added.
    at
        When it is said to be made.

    Raises
    ------
    MissingGlyphs
        If no font that there is has a character of some text.
    """
    message = ""
    for system in (False, True):
        named = {**data, "fonts": _families(system=system)}
        try:
            return _compiled(template, named, at=at, system=system)
        except typst.TypstError as error:
            if LACKING not in error.message:
                raise
            message = error.message
    raise MissingGlyphs(_complaint(_texts(data), message))


def _compiled(template: bytes, data: Mapping[str, Any], *, at: datetime, system: bool) -> bytes:
    compiler = typst.Compiler(font_paths=fonts(system=system))
    inputs = {"annex": json.dumps(data, ensure_ascii=False)}
    made = compiler.compile(
        template, format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=at
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=2)
def fonts(*, system: bool) -> typst.Fonts:
    """Looking through the fonts of a machine takes a tenth of a second."""
    ours: list[Any] = [str(_folder(package)) for package in FONT_PACKAGES]
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=ours)


def _folder(package: str) -> Path:
    folder = files(package)
    assert isinstance(folder, Path)
    return folder / "files"


def _families(*, system: bool) -> list[str]:
    """typst warns of a family that it does not find; so only those that are there."""
    there = set(fonts(system=system).families())
    return [family for family in (*OURS, *(OF_THE_MACHINE if system else ())) if family in there]


def _complaint(texts: Iterable[str], message: str) -> str:
    """Each text with the first characters that it lacks, each character once."""
    where: dict[str, str] = {}
    for text in texts:
        for char in text:
            where.setdefault(char, text)
    lost = [char for char in where if not _is_there(char)]
    by_text = groupby(lost[:MOST], key=lambda char: where[char])
    missing = [f"{', '.join(map(_named, chars))} in {_short(text)}" for text, chars in by_text]
    if len(lost) > MOST:
        missing.append(f"and {len(lost) - MOST} characters more")
    if not missing:
        return f"nothing was written: {message}"
    return (
        f"nothing was written, for no font has {'; '.join(missing)}\n"
        "install one that does: for Chinese, Noto Sans CJK SC"
    )


@lru_cache(maxsize=4096)
def _is_there(char: str) -> bool:
    """The judge is typst itself, with the fonts and the standards of the document."""
    marks = unicodedata.category(char) in ("Mn", "Me", "Cf")
    # a mark is set on a letter, of its own script if it has one
    tried = [f"{base}{char}" for base in ("o", "\N{ARABIC LETTER BEH}")] if marks else [char]
    return char.isspace() or any(map(_can_be_set, tried))


def _can_be_set(text: str) -> bool:
    with suppress(typst.TypstError):
        data = {"fonts": _families(system=True), "text": text}
        _compiled(PROBE, data, at=datetime(2000, 1, 1, tzinfo=UTC), system=True)
        return True
    return False


PROBE = b"""
#let annex = json(bytes(sys.inputs.annex))
#set document(title: "probe")
#set text(font: annex.fonts, fallback: false)
#annex.text
"""


def _named(char: str) -> str:
    """``'周' (U+5468 CJK UNIFIED IDEOGRAPH-5468)``"""
    return f"{char!r} (U+{ord(char):04X} {unicodedata.name(char, 'without a name')})"


def _short(text: str, most: int = 60) -> str:
    return repr(text if len(text) <= most else f"{text[:most]}…")


def _texts(data: object) -> Iterator[str]:
    """Every text somewhere in the data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from _texts(value)
