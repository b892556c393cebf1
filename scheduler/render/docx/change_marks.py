"""
How somebody else's table shows that a cell changed: shade, bar, and the word above what it says.

A copy in grey loses the shade, and a screen reader has neither shade nor bar.
"""

from typing import Any

from scheduler.letter.visible_text import attribute, name
from scheduler.render.docx.foreign_table import (
    R_PR,
    child,
    is_word,
    new,
    paragraph_like,
    properties_of,
    put,
    set_attribute,
)
from scheduler.render.docx.ooxml import SMALLEST, TC_PR
from scheduler.render.docx.table_docx import BAR, CHANGED
from scheduler.render.layout.sheets import Line

Element = Any


def shade(tc: Element, *, changed: bool) -> None:
    """Shade a changed cell; take our shading, and no other, off one that is not."""
    properties = properties_of(tc, "tcPr")
    shading, borders = child(properties, "shd"), child(properties, "tcBorders")
    ours = shading is not None and attribute(shading, "fill") == CHANGED
    if ours and not changed:
        properties.remove(shading)
        left = child(borders, "left")
        if left is not None and attribute(left, "color") == BAR:
            borders.remove(left)
            if not len(borders):
                properties.remove(borders)
    if changed:
        made = new(tc, "shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", CHANGED)):
            set_attribute(made, key, value)
        put(properties, made, TC_PR)
        _add_bar(tc, properties, borders)


def _add_bar(tc: Element, properties: Element, borders: Element | None) -> None:
    if borders is None:
        borders = new(tc, "tcBorders")
        put(properties, borders, TC_PR)
    left = new(tc, "left")
    for key, value in (("val", "single"), ("sz", "36"), ("space", "0"), ("color", BAR)):
        set_attribute(left, key, value)
    put(borders, left, ("w:top", "w:start", "w:left", "w:bottom", "w:end", "w:right"))


def say(tc: Element, word: str | None) -> None:
    """The word as the first paragraph of a cell; None: none, whatever an earlier issue said."""
    paragraphs = [inner for inner in tc if name(inner) == "p"]
    words, others = ([p for p in paragraphs if is_word(p) is is_one] for is_one in (True, False))
    if not others:  # a cell needs a paragraph
        words, others = words[:-1], words[-1:]
    if word is not None and [_text(p) for p in words] == [word]:
        return
    for paragraph in words:
        tc.remove(paragraph)
    if word is not None:
        others[0].addprevious(_word(tc, others[0], word))


def _text(paragraph: Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter() if name(t) == "t")


def _word(tc: Element, model: Element, word: str) -> Element:
    """Small, bold, and in the colour of the bar; all else as the text of the letter."""
    made = paragraph_like(tc, model, Line(word))
    look = properties_of(child(made, "r"), "rPr")
    for tag in ("b", "bCs"):
        put(look, new(tc, tag), R_PR)
    size = str(round(2 * SMALLEST))
    for tag, value in (("color", BAR), ("sz", size), ("szCs", size)):
        inner = new(tc, tag)
        set_attribute(inner, "val", value)
        put(look, inner, R_PR)
    return made
