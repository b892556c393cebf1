"""The annex as a GitHub table: for mail, issues and minutes."""

import re
from collections.abc import Iterable

from scheduler.render.annex import (
    Band,
    Box,
    Line,
    Sheet,
    as_of,
    footnotes,
    pages,
    revised,
    title,
    unplaced,
)
from scheduler.render.layout import Column, Layout, Run

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$])")
STARTS_A_LIST = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
CHANGED = "▸"
LEGEND = f"{CHANGED} changed since the previous issue"


def write(layout: Layout) -> bytes:
    """The whole annex in UTF-8, a paragraph or a table at a time."""
    sheets = [sheet for page in pages(layout) for sheet in page]
    tables = [_table(sheet, dated=layout.dated) for sheet in sheets]
    parts = [*_top(layout), *tables, *_bottom(layout)]
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """Text that Markdown prints as it is."""
    return SPECIAL.sub(r"\\\1", text)


def _top(layout: Layout) -> Iterable[str]:
    issue = revised(layout)
    yield f"# {escaped(title(layout))}" + (f" ({issue})" if issue is not None else "")
    if layout.heading != layout.title:
        yield _paragraph(layout.heading)
    when = as_of(layout)
    if when is not None:
        yield f"*{escaped(when)}*"


def _bottom(layout: Layout) -> Iterable[str]:
    if layout.changed:
        yield LEGEND
    waiting = unplaced(layout)
    if waiting is not None:
        yield _paragraph(waiting)
    yield from (_footnote(footnote) for footnote in footnotes(layout))


def _table(sheet: Sheet, *, dated: bool) -> str:
    heads = ["", *(_head(column, dated=dated) for column in sheet.columns), ""]
    lines = [_row(heads), _row(["---"] * len(heads)), *map(_band, sheet.bands)]
    caption = [f"## {escaped(sheet.caption)}", ""] if sheet.caption is not None else []
    return "\n".join([*caption, *lines])


def _row(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def _head(column: Column, *, dated: bool) -> str:
    return f"{column.name} {column.date}" if dated else column.name


def _band(band: Band) -> str:
    return _row([band.label, *map(_box, band.boxes), band.label])


def _box(box: Box) -> str:
    if not box.held:
        return "–"
    lines = [*map(_line, box.lines), *(f"~~{escaped(words)}~~" for words in box.removed)]
    return f"{CHANGED} " * box.changed + "<br>".join(lines)


def _line(line: Line) -> str:
    return f"*{escaped(line.text)}*" if line.italic else escaped(line.text)


def _footnote(runs: tuple[Run, ...]) -> str:
    words = (f"**{escaped(run.text)}**" if run.bold else escaped(run.text) for run in runs)
    return _guarded("".join(words))


def _paragraph(text: str) -> str:
    return _guarded(escaped(text))


def _guarded(text: str) -> str:
    """A paragraph that begins like a list or an underline stays a paragraph."""
    return STARTS_A_LIST.sub(lambda found: _unlisted(found[0]), text)


def _unlisted(start: str) -> str:
    return f"{start}\\" if start.isdigit() else f"\\{start}"
