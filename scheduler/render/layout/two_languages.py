"""
One annex in two languages: every title in both, one below the other, and every word in both.

The two layouts are of one timetable, so they have the same pages, rows and columns; hours are
said once, in the first.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from scheduler.render.languages.both import both_languages
from scheduler.render.layout.heading import in_both, unpunctuated
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Gone, Head, Line, Sheet


def in_two_languages(first: Layout, second: Layout) -> Layout:
    """The pages of the first with the words of the second beside its own."""
    pages = zip(first.pages, second.pages, strict=True)
    told = zip_longest(first.changes, second.changes)  # words may be others in one language alone
    changes = chain.from_iterable(dict.fromkeys(filter(None, lines)) for lines in told)
    waiting = zip(first.unplaced, second.unplaced, strict=True)
    return replace(
        first,
        title=_both(first.title, second.title),
        heading=_heading(first, second),
        footnotes=tuple(dict.fromkeys((*first.footnotes, *second.footnotes))),
        unplaced=tuple(replace(one, text=_both(one.text, other.text)) for one, other in waiting),
        of=in_both(first.of, second.of),
        language=both_languages(first.language, second.language),
        pages=tuple(tuple(map(_sheet, *page)) for page in pages),
        appendix=tuple(map(_sheet, first.appendix, second.appendix)),
        changes=tuple(changes),
        also=second,
    )


def _both(one: str, other: str) -> str:
    return in_both(one, other) or ""


def _heading(first: Layout, second: Layout) -> str:
    """Part by part: what is the same in both stands once."""
    parts = [layout.heading.split(layout.language.dot) for layout in (first, second)]
    if len(parts[0]) != len(parts[1]):
        return _both(first.heading, second.heading)
    return first.language.dot.join(map(_both, *parts))


def _sheet(one: Sheet, other: Sheet) -> Sheet:
    return replace(
        one,
        caption=in_both(one.caption, other.caption),
        columns=tuple(map(_head, one.columns, other.columns)),
        bands=tuple(_band(*bands) for bands in zip(one.bands, other.bands, strict=True)),
        stub=_both(one.stub, other.stub),
    )


def _head(one: Head, other: Head) -> Head:
    return replace(
        one,
        name=_both(one.name, other.name),
        date=_both(one.date, other.date),
        over=_both(one.over, other.over),
    )


def _band(one: Band, other: Band) -> Band:
    boxes = (
        None if box is None else _box(box, _covering(other.boxes, index))
        for index, box in enumerate(one.boxes)
    )
    return replace(one, label=_both(one.label, other.label), boxes=tuple(boxes))


def _covering(boxes: Sequence[Box | None], index: int) -> Box:
    """What stands in a column, if need be from one further left: neighbours that say the same."""
    return next(box for box in reversed(boxes[: index + 1]) if box is not None)


def _box(one: Box, other: Box) -> Box:
    lines = zip(one.lines, other.lines, strict=True)
    return replace(
        one,
        lines=tuple(chain.from_iterable(_lines(*pair) for pair in lines)),
        changed=one.changed or other.changed,
        removed=tuple(map(_gone, one.removed, other.removed)),
    )


def _gone(one: Gone, other: Gone) -> Gone:
    return Gone(_both(one.text, other.text), _both(one.to, other.to))


def _lines(one: Line, other: Line) -> tuple[Line, ...]:
    """The line, and below it the same in the other language, if it is not the same."""
    if one.entry is None or other.entry is None:
        echo = replace(other, url=one.url, echo=True)
        return (one,) if unpunctuated(one.text) == unpunctuated(other.text) else (one, echo)
    if unpunctuated(one.entry.noted) == unpunctuated(other.entry.noted):
        return (one,)
    return one, Line(other.entry.noted, one.italic, entry=other.entry, echo=True)
