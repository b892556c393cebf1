"""The annex as a GitHub table: for mail, issues and minutes."""

import re
from collections.abc import Iterable

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.heading import (
    as_of,
    below_title,
    footnotes,
    issue,
    newest,
    revised,
    subtitle,
    title,
    unplaced,
)
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout, Run
from scheduler.render.layout.sheets import Band, Box, Gone, Head, Line, Sheet
from scheduler.timetable import Record

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$])")
STARTS_A_LIST = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
UNSAFE = re.compile(r"[<>|\\]")
"""What would end an address, or the cell that it stands in."""
CHANGED = "▸"


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    return write(lay_out(problem, record, request))


def write(layout: Layout) -> bytes:
    """The whole annex in UTF-8, a paragraph or a table at a time."""
    sheets = [sheet for page in layout.pages for sheet in page]
    tables = [_table(sheet, layout.language.changed) for sheet in sheets]
    parts = [*_top(layout), *tables, *_bottom(layout)]
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """Text that Markdown prints as it is."""
    return SPECIAL.sub(r"\\\1", text)


def _top(layout: Layout) -> Iterable[str]:
    number = revised(layout)
    yield f"# {escaped(title(layout))}" + (f" ({number})" if number is not None else "")
    if layout.draft:
        yield f"**{escaped(layout.language.draft)}**"
    meeting = below_title(layout)
    if meeting is not None:
        yield _guarded(escaped(meeting))
    whose = subtitle(layout)
    if whose is not None:
        yield f"**{escaped(whose)}**"
    when = as_of(layout)
    if when is not None:
        yield f"*{escaped(when)}*"


def _bottom(layout: Layout) -> Iterable[str]:
    if layout.changed:
        yield f"{CHANGED} {layout.language.changed_since}"
    waiting = unplaced(layout)
    if waiting is not None:
        yield _guarded(escaped(waiting))
    yield from (_footnote(footnote) for footnote in footnotes(layout))
    if layout.changes:
        yield f"## {escaped(layout.language.changes)}"
        yield "\n".join(f"- {escaped(change)}" for change in layout.changes)
    yield from (_table(sheet, layout.language.changed) for sheet in layout.appendix)
    address = newest(layout)
    if address is not None:
        yield "  \n".join(map(escaped, address))
    foot = issue(layout)
    if foot is not None:
        yield f"*{escaped(foot)}*"


def _table(sheet: Sheet, changed: str) -> str:
    """``changed``: the word that a cell which differs begins with."""
    heads = ["" if sheet.mirrored else escaped(sheet.stub)]
    heads += [_head(column, dated=sheet.dated) for column in sheet.columns]
    heads += [""] * sheet.mirrored
    lines = [_row(heads), _row(["---"] * len(heads))]
    lines += [_band(band, changed, mirrored=sheet.mirrored) for band in sheet.bands]
    caption = [f"## {escaped(sheet.caption)}", ""] if sheet.caption is not None else []
    return "\n".join([*caption, *lines])


def _row(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def _head(column: Head, *, dated: bool) -> str:
    texts = (column.over, column.name, column.date if dated else "")
    return " ".join(escaped(word) for word in texts if word)


def _band(band: Band, changed: str, *, mirrored: bool) -> str:
    label = escaped(band.label)
    boxes = (_box(box, changed) for box in _repeated(band.boxes))
    return _row([label, *boxes, *([label] * mirrored)])


def _repeated(boxes: Iterable[Box | None]) -> Iterable[Box]:
    """Markdown has no merged cells: what covers several columns is said in each."""
    last = Box(())
    for box in boxes:
        last = last if box is None else box
        yield last


def _box(box: Box, changed: str) -> str:
    if not box.held:
        return "–"
    lines = [*map(_line, box.lines), *map(_gone, box.removed)]
    mark = [f"{CHANGED} {escaped(changed)}"] if box.changed else []
    return "<br>".join((*mark, *lines))


def _gone(gone: Gone) -> str:
    return f"~~{escaped(gone.text)}~~" + (f" {escaped(gone.to)}" if gone.to else "")


def _line(line: Line) -> str:
    text = f"*{escaped(line.text)}*" if line.italic else escaped(line.text)
    return text if line.url is None else f"[{text}](<{UNSAFE.sub(_percent, line.url)}>)"


def _percent(char: re.Match[str]) -> str:
    return f"%{ord(char[0]):02X}"


def _footnote(runs: tuple[Run, ...]) -> str:
    texts = (f"**{escaped(run.text)}**" if run.bold else escaped(run.text) for run in runs)
    return _guarded("".join(texts))


def _guarded(text: str) -> str:
    """A paragraph that begins like a list or an underline stays a paragraph."""
    return STARTS_A_LIST.sub(lambda s: f"{s[0]}\\" if s[0].isdigit() else f"\\{s[0]}", text)
