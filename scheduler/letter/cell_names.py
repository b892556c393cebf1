"""What a cell of an annex names: sessions, with what stands around their names."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from scheduler.letter.annex import Annex
from scheduler.letter.clock_hours import (
    HOURS,
    Hours,
    as_hours,
    hours_of,
    label_span,
    start_before,
    start_of,
)
from scheduler.letter.folding import plain
from scheduler.letter.merged_cells import Cell
from scheduler.letter.printed_marks import NO_MARKS, Marks, is_change_mark, without_marks

AWAITED_WORDS = (
    *("tbc", "tbd", "to be confirmed", "to be determined", "à confirmer", "à déterminer"),
    *("por confirmar", "a confirmar", "por determinar", "подлежит подтверждению", "待确认"),
    *("يؤكد لاحقا", "يحدد لاحقا", "…", "..."),
)
AWAITED = frozenset(map(plain, AWAITED_WORDS))
MARK = re.compile(
    rf"\s*[(（]\s*(?:{'|'.join(map(re.escape, AWAITED_WORDS))})\s*[)）]", re.IGNORECASE
)
"""``(tbc)`` after a name."""
EMPTY = re.compile(r"[(（\[]\s*[)）\]]")
ACRONYM = re.compile(r"[A-Z][A-Z0-9/-]{1,11}")
CONTINUED = re.compile(
    r"\s*[(（]\s*(?:cont[’'´`]?d\.?|cont\.?|continued|suite(?: et fin)?|continuación"
    r"|продолжение|续|تابع)\s*[)）]\s*$",
    re.IGNORECASE,
)

NOTE = re.compile(
    r"\s*[(（]\s*(?:until|not before|(?:not )?expected|pas avant|jusqu[’']à|prévu|pas attendu"
    r"|no antes de|hasta|previsto|no se prevé|не ранее|до|(?:не )?ожидается"
    r"|不早于|至|预计|ليس قبل|حتى|(?:غير )?متوقع)"
    r"[^()（）]*\d\s*[:.h]\s*\d\d[^()（）]*[)）]\s*$",
    re.IGNORECASE,
)
STUB = re.compile(r"[(（].+[:：]\s*(?:now|désormais|ahora|теперь|改至|الآن)\s?.+[)）]")
"""What the old cell keeps of a session that moved: ``(WGTU: now Friday a.m.)``."""


@dataclass(frozen=True, slots=True)
class Named:
    """
    A name, with the hours that stand beside it: both, or only a start, or none.

    ``marks``: what is printed after it.
    """

    name: str
    hours: Hours | None = None
    start: time | None = None
    marks: Marks = NO_MARKS


def sessions_in(cell: Cell, names_elsewhere: Collection[str] = ()) -> tuple[str, ...]:
    """What a cell names, in its order, without the remark that it is to be confirmed."""
    return tuple(MARK.sub("", text) or text for text in marked_in(cell, names_elsewhere))


def marked_in(cell: Cell, names_elsewhere: Collection[str] = ()) -> tuple[str, ...]:
    """
    What a cell names, in its order: a paragraph each.

    Where empty paragraphs part others, what stands between two of them is one name. A line that
    ends within a paragraph is only where the name is long, unless the line, or what is left
    of the paragraph, is one of ``names_elsewhere`` (or an acronym): then each is a name.
    """
    names = frozenset(map(plain, names_elsewhere))
    told = [p for p in cell.paragraphs if not is_change_mark(" ".join(p))]
    lines = [line for p in told for line in (_named(p, names) if any(p) else ("",))]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    parted = [block for block in blocks if block]
    if len(parted) > 1:
        return tuple(_with_their_hours(" ".join(block) for block in parted))
    return tuple(_with_their_hours(line for block in parted for line in block))


def _with_their_hours(texts: Iterable[str]) -> Iterator[str]:
    """Hours on a line of their own are those of the name below."""
    hours = ""
    for text in texts:
        if _is_hours(text):
            if hours:
                yield hours
            hours = text
        else:
            yield f"{hours} {text}".strip()
            hours = ""
    if hours:
        yield hours


def _is_hours(text: str) -> bool:
    return start_of(text) is not None or (
        hours_of(text) is not None and not HOURS.sub("", text, count=1).strip(" ,;:–-()")
    )


def without_stubs(annex: Annex) -> Annex:
    """The same without the lines that say that a cell changed, or where a session of it is now."""
    spots = (replace(spot, cell=_without_stubs(spot.cell)) for spot in annex.spots)
    return replace(annex, spots=tuple(spots))


def _without_stubs(cell: Cell) -> Cell:
    texts = ((lines, " ".join(lines)) for lines in cell.paragraphs)
    kept = (lines for lines, text in texts if not (STUB.fullmatch(text) or is_change_mark(text)))
    return replace(cell, paragraphs=tuple(kept))


def _named(lines: Sequence[str], names: Collection[str]) -> Iterator[str]:
    """The names in one paragraph, the longest that are known first."""
    left = [line for line in lines if line]
    pending: list[str] = []
    while left:
        ends = range(len(left), 0, -1)
        end = next((n for n in ends if _is_name(" ".join(left[:n]), names)), None)
        if end is None:
            pending.append(left.pop(0))
            continue
        if pending:
            yield " ".join(pending)
        yield " ".join(left[:end])
        pending, left = [], left[end:]
    if pending:
        yield " ".join(pending)


def _is_name(text: str, names: Collection[str]) -> bool:
    bare = without_hours(text).name
    known = plain(without_continued(bare)[0]) in names
    return known or ACRONYM.fullmatch(bare) is not None or _is_hours(text)


def without_hours(text: str) -> Named:
    """
    The name without the hours around it, and without marks.

    ``17:00 – 18:00 Rules of procedure``, ``10:00 Opening``, ``WGETI (10.00-12.00)``. But what our
    annex says after a name is said of the slot, and is not read: ``WGTR (until 19:00)``.
    """
    bare, marks = without_marks(NOTE.sub("", text) or text)
    for match in (HOURS.match(bare), _last_hours(bare)):
        span = label_span([match[0]]) if match is not None else None
        if match is not None and span is not None:
            name = EMPTY.sub("", f"{bare[: match.start()]} {bare[match.end() :]}")
            name = " ".join(name.split()).strip(" ,;:–-")
            hours = as_hours(span)
            if hours is None:  # not of one day
                marks = replace(marks, unread=(*marks.unread, match[0].strip()))
            return Named(name, hours, None, marks) if name else Named(bare)
    begun = start_before(bare)
    name = begun[1].strip(" ,;:–-") if begun is not None else ""
    if begun is None or not name:
        return Named(bare, marks=marks)
    return Named(name, None, begun[0], marks)


def _last_hours(text: str) -> re.Match[str] | None:
    """Hours at the end of a text, also in brackets."""
    matches = [*HOURS.finditer(text)]
    return matches[-1] if matches and not text[matches[-1].end() :].strip(" )）].") else None


def without_continued(text: str) -> tuple[str, bool]:
    """The name without its "(cont'd)", and whether it had one."""
    bare = CONTINUED.sub("", text)
    return (bare, True) if bare != text and bare else (text, False)


def is_awaited(text: str) -> bool:
    """Whether it only says that it is to be confirmed."""
    return plain(text).strip("()[] ") in AWAITED
