"""
How large the annex can be printed: text measured without the font, sizes tried from large to small.

Word decides the line breaks, not we; so the estimate errs on the side of too tall. Lengths are in
points (1/72 inch) throughout.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scheduler.render.layout.sheets import Band, Box, Sheet

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
"""Smaller print is not read in a meeting room: what does not fit takes more pages."""
FLOWING = SIZES[-1]
"""What cannot be one page at any size is set over several."""
LEADING = 1.22
"""Height of a line per point of size: Arial has 1.15, its substitutes for other scripts more."""
SAFETY = 1.04
PADDING = 5.7
"""Above and below the text of a cell, together with the border."""
TIGHT = 3.0
"""The same in a list, and in tables that run over several pages."""
GAP = 11.0
"""Between two sessions of a cell."""
MARK = 14.0
"""The word that marks a changed cell, and the space below it."""
WIDER, WIDEST = 1.5, 2.0
"""Labels that are names, or hours and a word, take so much more than those that are hours."""
LABELS = 11.0
"""Size, and some for their weight, in which labels are measured."""
TALLEST = 132.0
"""A row of a slot is not stretched beyond this."""
CAPTION = 2.6
"""A caption with its space, and a header row, in sizes of the text."""
# Widths in thousandths of the size, measured on Arial and rounded up.
NARROW = frozenset("iljtfIr.,:;'!|()[]/- ")
BROAD = frozenset("mwMW@%–—…")


@dataclass(frozen=True, slots=True)
class Fit:
    """
    How a page is set: the size of its text and the least height of its rows, in points.

    ``heights[k]`` are those of the bands of sheet k. ``one_page``: whether all of it fits.
    """

    size: float
    heights: tuple[tuple[float, ...], ...]
    one_page: bool


def fit(
    page: Sequence[Sheet],
    paragraphs: Sequence[tuple[str, float]],
    *,
    width: float,
    height: float,
    label: float,
) -> Fit:
    """
    The largest size at which the sheets and the words around them fit one page.

    Words are broken only where they would not fit their column at the smallest size either.

    Rows of slots share what is left of the height. If no size fits, the page flows on.

    Parameters
    ----------
    paragraphs
        Title and footnotes, over the whole width, each with the points by which it
        is larger than the text of the table.
    width, height, label
        Of the page within its margins, and of the columns with the time labels.
    """
    largest = _largest(page, width, label)
    sizes = [size for size in SIZES if size <= largest]

    def fit_at(size: float, air: float = PADDING) -> Fit | None:
        heights = tuple(_heights(sheet, size, width, label, air=air) for sheet in page)
        left = height - _around(page, paragraphs, size, width) - sum(map(sum, heights))
        if left < 0:
            return None
        roomy = _stretched(page, heights, left)
        return Fit(size, _lists_at_least(page, roomy, size), one_page=True)

    # most pages fit at once or not at all: the smallest size tells which
    if sizes and fit_at(sizes[-1]) is not None:
        return next(fitted for size in sizes if (fitted := fit_at(size)) is not None)
    tight = fit_at(FLOWING, TIGHT) if FLOWING in sizes else None
    if tight is not None:
        return tight
    heights = tuple(_heights(sheet, FLOWING, width, label, air=TIGHT) for sheet in page)
    return Fit(FLOWING, _lists_at_least(page, heights, FLOWING), one_page=False)


def _lists_at_least(
    page: Sequence[Sheet], heights: Iterable[tuple[float, ...]], size: float
) -> tuple[tuple[float, ...], ...]:
    """Rows of a list are as high as their words: what was reckoned may be a line too many."""
    line = size * LEADING + 2 * TIGHT
    return tuple(
        tuple(min(high, line) for high in highs) if sheet.flowing else highs
        for sheet, highs in zip(page, heights, strict=True)
    )


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines a text takes in a column; words too long for one are broken."""
    count, used = 1, 0.0
    space = _em(" ") * size
    for word in text.split():
        wide = _width(word) * size * SAFETY
        if used > 0 and used + space + wide > width:
            count, used = count + 1, 0.0
        used += wide + (space if used > 0 else 0)
        over = max(0, -int(-used // width) - 1)
        count, used = count + over, used - over * width
    return count


@lru_cache(maxsize=4096)
def _width(word: str) -> float:
    """Per point of size; a meeting says the same words over and over."""
    return sum(map(_em, word))


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF" or char in BROAD:
        return 1.0
    if char in NARROW:
        return 0.34
    return 0.73 if char.isupper() else 0.57


def widths(sheet: Sheet, width: float, label: float) -> tuple[float, ...]:
    """
    Widths of the column of labels, of each column, and of the second column of labels if there is
    one.
    """
    least = label if sheet.mirrored or sheet.flowing else WIDER * label
    widest = _widest_word(band.label for band in sheet.bands) * LABELS + 2 * PADDING
    first = min(max(least, widest), WIDEST * label)
    left = width - (2 if sheet.mirrored else 1) * first
    total = sum(column.weight for column in sheet.columns)
    columns = (left * column.weight / total for column in sheet.columns)
    return (first, *columns, *((first,) if sheet.mirrored else ()))


def _around(
    page: Sequence[Sheet], paragraphs: Sequence[tuple[str, float]], size: float, width: float
) -> float:
    """Everything but the rows: title and footnotes, captions and header rows."""
    text = sum(
        lines_of(paragraph, size + larger, width) * (size + larger) * LEADING
        for paragraph, larger in paragraphs
    )
    return text + sum(map(_heads, page)) * CAPTION * size + 8.0 * len(paragraphs)


def _heads(sheet: Sheet) -> int:
    """The rows above those of a table: its caption and its heads."""
    return 1 + (sheet.caption is not None) + bool(sheet.headed)


def _largest(page: Sequence[Sheet], width: float, label: float) -> float:
    """The largest size that breaks no word of the tables."""
    whole = (
        size
        for size in SIZES
        if all(
            _widest_word(texts) * size <= room
            for sheet in page
            for texts, room in _texts(sheet, width, label)
        )
    )
    return next(whole, SIZES[0])


def _texts(sheet: Sheet, width: float, label: float) -> Iterator[tuple[list[str], float]]:
    """The texts of each column, with what they have of the page's width."""
    for index, room in enumerate(_rooms(sheet, width, label)):
        boxes = (band.boxes[index] for band in sheet.bands)
        yield [line.text for box in boxes if box is not None for line in box.lines], room


def _widest_word(texts: Iterable[str]) -> float:
    """Per point of size; scripts without spaces break anywhere and do not count."""
    words = (
        word
        for text in texts
        for word in text.replace("-", "- ").split()
        if not any(unicodedata.east_asian_width(char) in "WF" for char in word)
    )
    return max((_width(word) * SAFETY for word in words), default=0.0)


def _rooms(sheet: Sheet, width: float, label: float) -> tuple[float, ...]:
    """What the text of a cell has of the page's width, by column."""
    columns = widths(sheet, width, label)[1 : len(sheet.columns) + 1]
    return tuple(wide - 2 * PADDING for wide in columns)


def _heights(
    sheet: Sheet, size: float, width: float, label: float, *, air: float = PADDING
) -> tuple[float, ...]:
    """Heights of the rows, with ``air`` above and below their words."""
    rooms = _rooms(sheet, width, label)
    first = widths(sheet, width, label)[0] - PADDING
    space = TIGHT if sheet.flowing else air
    return tuple(_band(band, size, rooms, first) + 2 * space for band in sheet.bands)


def _band(band: Band, size: float, rooms: Sequence[float], label: float) -> float:
    tallest = max(
        (
            _box(box, size=size, column=sum(rooms[index : index + box.across]))
            for index, box in enumerate(band.boxes)
            if box is not None
        ),
        default=0.0,
    )
    return max(tallest, lines_of(band.label, size, label) * size * LEADING)


def _box(box: Box, *, size: float, column: float) -> float:
    texts = (*(line.text for line in box.lines), *(gone.told for gone in box.removed))
    lines = sum(lines_of(text, size, column) for text in texts)
    # what stands beside a sitting has no line above it
    gaps = sum(not line.beside for line in box.lines[1:])
    gaps += max(0, len(box.removed) - (not box.lines))
    return lines * size * LEADING + GAP * gaps + MARK * box.changed


def _stretched(
    page: Sequence[Sheet], heights: Iterable[tuple[float, ...]], left: float
) -> tuple[tuple[float, ...], ...]:
    """Each row of a slot gets its share of the height that is left, up to the tallest."""
    rows = sum(_stretches(sheet, band) for sheet in page for band in sheet.bands)
    share = left / max(rows, 1)
    return tuple(
        tuple(
            max(high, min(TALLEST, high + share)) if _stretches(sheet, band) else high
            for band, high in zip(sheet.bands, highs, strict=True)
        )
        for sheet, highs in zip(page, heights, strict=True)
    )


def _stretches(sheet: Sheet, band: Band) -> bool:
    return not band.side and not sheet.flowing
