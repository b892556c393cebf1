"""The annex as PDF: A4 landscape, tagged (PDF/UA-1), made to be kept (PDF/A-2a), fonts inside."""

import re
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.layout import heading
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Page, Sheet
from scheduler.render.pdf.typesetting import typeset
from scheduler.render.qr import svg
from scheduler.timetable import Record

TEMPLATE = "annex.typ"
WORDS = ("changed", "no_longer", "legend", "changes")
FOOT = 100
"""Characters of a title that the foot of a page has room for."""
FEW = 4
"""Rows that may be as tall as those of slots, for nothing else stands on the page."""
LETTERS, LINES = 120, 32
"""Letters side by side on a page beside the labels, and lines below its heads: few of each."""
LONG = re.compile(r"[^\s\u2e80-\uffdc]{25,}")
"""A word that hyphenation may not know and no column may hold; Chinese breaks anywhere."""
HOURS = re.compile(r"\d\d:\d\d – \d\d:\d\d")
PARTS = re.compile(r"[\s-]+")
PIECE = re.compile(r".{10}(?=.)")
BREAK = "\N{ZERO WIDTH SPACE}"


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    return write(lay_out(problem, record, request))


def write(layout: Layout) -> bytes:
    """
    The document. Its texts go to typst as data, so none of them is ever run.

    Raises
    ------
    MissingGlyphs
        If no font that there is has a character of some text.
    """
    template = files(__package__).joinpath(TEMPLATE).read_bytes()
    return typeset(template, _content(layout), at=heading.dated(layout))


def _content(layout: Layout) -> dict[str, Any]:
    """What the template prints; every text in it may be broken at the end of a line."""
    language = layout.language
    name, revision, issued = heading.title(layout), heading.revised(layout), heading.as_of(layout)
    short = layout.title if len(layout.title) <= FOOT else f"{layout.title[:FOOT]}…"
    meeting = heading.below_title(layout)
    content = {
        "name": f"{name} ({revision})" if revision else name,
        "lang": language.code,
        "rtl": language.rtl,
        # letters of Arabic are joined
        "tracking": 0 if language.rtl else 0.04,
        "draft": language.draft if layout.draft else None,
        "title": name,
        "revised": revision,
        "issued": issued,
        "under": [text for text in (heading.subtitle(layout), meeting, issued) if text],
        "running": " · ".join(text for text in (short, revision, issued) if text),
        "pages": [[_sheet(sheet, page) for sheet in page] for page in layout.pages],
        "appendix": [_sheet(sheet, layout.appendix) for sheet in layout.appendix],
        "changed": layout.changed,
        "unplaced": heading.unplaced(layout),
        "footnotes": [[asdict(run) for run in footnote] for footnote in heading.footnotes(layout)],
        "newest": _newest(layout),
        "changes": list(layout.changes),
        "words": {name: getattr(language, name) for name in WORDS},
    }
    broken: dict[str, Any] = _breakable(content)
    return broken


def _newest(layout: Layout) -> dict[str, Any] | None:
    """The address of the newest issue: its code, where it leads, and the words beside it."""
    words = heading.newest(layout)
    if layout.address is None or words is None:
        return None
    return {"svg": svg(layout.address), "url": layout.address, "words": list(words)}


def _sheet(sheet: Sheet, page: Page) -> dict[str, Any]:
    return {
        "caption": sheet.caption,
        "stub": sheet.stub,
        "mirrored": sheet.mirrored,
        "dated": sheet.dated,
        "flowing": sheet.flowing,
        "labels": _unbroken(page),
        "own": _unbroken((sheet,)),
        "tall": sheet.mirrored or (len(page) == 1 and len(sheet.bands) <= FEW),
        "headed": [list(head) for head in sheet.headed],
        "columns": [
            {
                "name": column.name,
                "date": column.date,
                "weight": column.weight,
                "narrow": column.narrow,
                "longest": _longest(sheet, index),
                "head": column.name if HOURS.fullmatch(column.name) else "",
            }
            for index, column in enumerate(sheet.columns)
        ],
        "bands": [
            {
                "label": band.label,
                "side": band.side,
                "whole": _has_room(sheet, band),
                "boxes": [_box(box) for box in band.boxes],
            }
            for band in sheet.bands
        ],
    }


def _has_room(sheet: Sheet, band: Band) -> bool:
    """Whether a page surely has room for all of a row; one that is taller has to be cut."""
    each = LETTERS / sum(column.weight for column in sheet.columns)
    tallest = 0.0
    for index, box in enumerate(band.boxes):
        if box is not None:
            columns = sheet.columns[index : index + box.across]
            room = each * sum(column.weight for column in columns)
            texts = (*(line.text for line in box.lines), *(gone.told for gone in box.removed))
            tallest = max(tallest, sum(len(text) / room + 2 for text in texts))
    return tallest <= LINES


def _unbroken(page: Page) -> list[str]:
    """The longest label, where labels stand once; of those that stand twice, hours and words."""
    labels = [band.label for sheet in page for band in sheet.bands]
    hours = [label for label in labels if HOURS.fullmatch(label)]
    parts = [word for label in labels for word in PARTS.split(label)]
    longest = [] if all(sheet.mirrored for sheet in page) else labels
    return [max(texts, key=len) for texts in (hours, parts, longest) if texts]


def _longest(sheet: Sheet, index: int) -> str:
    """The longest word in a column, but for what spreads over several."""
    boxes = [box for band in sheet.bands if (box := band.boxes[index]) and box.across == 1]
    texts = [line.text for box in boxes for line in box.lines]
    texts += [gone.told for box in boxes for gone in box.removed]
    return max((part for text in texts for part in PARTS.split(text)), key=len, default="")


def _box(box: Box | None) -> dict[str, Any] | None:
    """None where another box spreads over it."""
    if box is None:
        return None
    return {
        "lines": [
            {
                "text": line.text,
                "italic": line.italic,
                "url": line.url,
                "beside": line.beside,
                "stub": line.stub,
                "equal": line.echo and line.entry is not None,
            }
            for line in box.lines
        ],
        "held": box.held,
        "changed": box.changed,
        "removed": [asdict(gone) for gone in box.removed],
        "across": box.across,
        "down": box.down,
    }


def _breakable(data: Any) -> Any:
    """The same, with places to break in words that are wider than a column."""
    if isinstance(data, str):
        return LONG.sub(lambda word: PIECE.sub(rf"\g<0>{BREAK}", word[0]), data)
    if isinstance(data, dict):
        return {
            key: inner if key in ("url", "svg") else _breakable(inner)
            for key, inner in data.items()
        }
    if isinstance(data, list):
        return [_breakable(inner) for inner in data]
    return data
