"""A table of any view in a terminal: what a layout has as a sheet, in boxes."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from scheduler.render.layout.sheets import Band, Box, Line, Sheet
from scheduler.render.terminal import boxes
from scheduler.render.terminal.boxes import Block, Strip, wrapped
from scheduler.render.terminal.faces import (
    INDENT,
    LEAST,
    LOUD,
    NARROWEST,
    QUIET,
    WIDEST,
    Face,
    centre,
    pad,
    stack,
    strike,
    style_stub,
    style_title,
)

WIDEST_LABEL = 22
"""Cells for the name of a room or a body; what is longer is wrapped."""


def most_columns(width: int) -> int:
    """So many slots stand side by side in a terminal of this width."""
    return max(1, (width - INDENT - 2 - WIDEST_LABEL) // (NARROWEST + 1))


def draw_sheet(sheet: Sheet, face: Face, width: int) -> list[Text]:
    """The lines of a table, no wider than ``width`` cells, under its caption if it has one."""
    label, columns = _widths(sheet, width)
    heads = 1 + bool(sheet.headed)
    strips = [
        Strip(label, tuple(_labels(sheet, face, label))),
        *(
            Strip(wide, tuple(_column(sheet, index, columns, face)))
            for index, wide in enumerate(columns)
        ),
    ]
    drawn = boxes.box(strips, floors=[1] * (heads + len(sheet.bands)), pen=face.pen)
    caption = wrapped(face.text(sheet.caption, LOUD), width) if sheet.caption else []
    return [*caption, *drawn]


def _widths(sheet: Sheet, width: int) -> tuple[int, list[int]]:
    """Widths of the labels, and of each column by its weight, in cells between borders."""
    longest = max(cell_len(text) for text in (sheet.stub, *(b.label for b in sheet.bands)))
    label = min(longest + 2, WIDEST_LABEL, max(LEAST, width // 3))
    count = len(sheet.columns)
    left = max(width - label - 2 - count, LEAST * count)
    if not sheet.flowing:
        return label, [min(left // count, WIDEST)] * count
    total = sum(column.weight for column in sheet.columns)
    widths = [max(left * column.weight // total, LEAST) for column in sheet.columns]
    while sum(widths) > left:  # what the narrowest were given, the widest go without
        widths[widths.index(max(widths))] -= 1
    return label, widths


def _labels(sheet: Sheet, face: Face, width: int) -> Iterator[Block]:
    heads = 1 + bool(sheet.headed)
    yield Block(0, heads - 1, tuple(pad(face.text(sheet.stub, LOUD), face, width)))
    for row, band in enumerate(sheet.bands, start=heads):
        yield Block(row, row, tuple(pad(face.text(band.label), face, width)))


def _column(sheet: Sheet, index: int, widths: Sequence[int], face: Face) -> Iterator[Block]:
    """One column from its head to its last box."""
    head = sheet.columns[index]
    if sheet.headed:
        yield _over(sheet, index, widths, face)
    names = (head.name, head.date) if sheet.dated and head.date else (head.name,)
    at = int(bool(sheet.headed))
    lines = (line for name in names for line in pad(face.text(name, LOUD), face, widths[index]))
    yield Block(at, at, tuple(lines))
    for row, band in enumerate(sheet.bands, start=at + 1):
        box = band.boxes[index]
        if box is None:
            yield Block(row, row, (), covered=True)
        else:
            yield Block(row, row, _box(band, box, _across(widths, index, box.across), face))


def _over(sheet: Sheet, index: int, widths: Sequence[int], face: Face) -> Block:
    """The name of the day over its slots."""
    first = 0
    for over, count in sheet.headed:
        if first == index:
            wide = _across(widths, index, count)
            return Block(0, 0, tuple(pad(face.text(over, LOUD), face, wide)))
        first += count
        if index < first:
            break
    return Block(0, 0, (), covered=True)


def _across(widths: Sequence[int], index: int, count: int) -> int:
    return sum(widths[index : index + count]) + count - 1


def _box(band: Band, box: Box, width: int, face: Face) -> tuple[boxes.Line, ...]:
    if not box.held:
        return (centre(face.text("–", QUIET), width),)
    new = any(line.added or line.stub for line in box.lines)
    reordered = box.changed and not new and not box.removed
    blocks = [
        pad(_styled(line, face), face, width, marked=line.added or reordered) for line in box.lines
    ]
    struck = strike(box.removed, face, width)
    return (*(_joined(blocks) if band.side else stack(_with_words(box, blocks))), *struck)


def _with_words(box: Box, blocks: Sequence[list[Text]]) -> list[list[Text]]:
    """Words beside a sitting stand in its block."""
    made: list[list[Text]] = []
    for line, block in zip(box.lines, blocks, strict=True):
        if line.beside and made:
            made[-1] += block
        else:
            made.append(block)
    return made


def _joined(blocks: Sequence[Sequence[Text]]) -> tuple[Text, ...]:
    """Side events are a line each: no rule parts them."""
    return tuple(line for block in blocks for line in block)


def _styled(line: Line, face: Face) -> Text:
    if line.stub:
        return style_stub(line.text, face)
    if line.entry is None:
        return face.text(line.text, Style(italic=line.italic or None))
    return style_title(line.text, line.entry, face)
