"""
What a reader of a letter sees: insertions and moves as accepted, nothing deleted, hidden or struck.

Numbers of footnotes are no part of a name, and are left out of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from scheduler.letter.table_bytes import STRICT, W

Element = Any
"""An element of lxml, which has no types of its own."""
SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
OFF = ("0", "false", "off", "none")
WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
"""Content controls, tags and tracked changes, as accepted, around cells, paragraphs and runs."""
WITHIN = (*WRAPPERS, "hyperlink", "fldSimple", "dir", "bdo")
LOOKS = ("vanish", "strike", "dstrike", "vertAlign", "i")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED_MINUTES = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}")
RAISED_MARK = re.compile(r"(?<=[^\W\d])\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])")
MARK = re.compile(r"[(\[]?(?:\d{1,2}|[*†‡§¶#]{1,3}|[a-c])(?:\s?[,;]\s?(?:\d{1,2}|[a-c]))*[)\]]?")
"""A superscript that is a footnote's: ``1``, ``2,3``, ``*``, ``a)``."""

Looks = Mapping[str, str]
"""How text looks: ``vanish``, ``strike``, ... with the value that the file gives."""
Styles = Mapping[str, Looks]
"""By the id of each style, with what it takes over from others."""
PLAIN: Styles = {}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    A paragraph of a cell.

    Attributes
    ----------
    lines
        As they are broken by hand, spaces made single; None if all its text is out of sight.
    struck
        What is struck through in it.
    italic
        Of each stretch that is seen, whether it is in italics.
    joined
        Whether the end of the paragraph is deleted, so that the next one goes on in it.
    """

    lines: tuple[str, ...] | None
    struck: str
    italic: tuple[bool, ...]
    joined: bool


def name(element: Element) -> str:
    """``tc`` of a ``w:tc``, whichever of the two namespaces the file uses; else nothing."""
    if not isinstance(element.tag, str):
        return ""
    qualified = etree.QName(element)
    return qualified.localname if qualified.namespace in (W, STRICT) else ""


def attribute(element: Element, key: str) -> str | None:
    for space in (W, STRICT):
        value = element.get(f"{{{space}}}{key}")
        if value is not None:
            return str(value)
    return None


def inner(element: Element, tag: str) -> Iterator[Element]:
    """Children of that name, also those within content controls and tracked changes."""
    for child in element:
        if name(child) == tag:
            yield child
        elif name(child) in WRAPPERS:
            yield from inner(child, tag)


@cache
def styles_of(part: bytes) -> Styles:
    """The looks of each style of a ``styles.xml``; none if it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(part, parser) if part else None
    except etree.XMLSyntaxError:
        root = None
    elements = {attribute(s, "styleId") or "": s for s in root} if root is not None else {}

    def looks(id: str, above: frozenset[str] = frozenset()) -> Looks:
        element = elements.get(id)
        if element is None or id in above:
            return {}
        base = next((attribute(e, "val") for e in inner(element, "basedOn")), None)
        return {**looks(base or "", above | {id}), **_looks(element)}

    return {id: found for id in elements if (found := looks(id))}


def paragraph_of(element: Element, styles: Styles) -> Paragraph:
    """What is seen of a ``w:p``."""
    below = _styled(next(inner(element, "pPr"), None), "pStyle", styles)
    text, struck, italic, hidden = "", "", list[bool](), False
    for run in _runs(element):
        looks = {**below, **_run_looks(run, styles)}
        words = _text(run)
        if _is_on(looks, "vanish"):
            hidden |= bool(words.strip())
        elif _is_on(looks, "strike") or _is_on(looks, "dstrike"):
            struck, hidden = struck + words, hidden or bool(words.strip())
        else:
            text += _raised(text, words) if looks.get("vertAlign") == "superscript" else words
            italic += [_is_on(looks, "i")] if words.strip() else []
    text = RAISED_MARK.sub("", RAISED_MINUTES.sub(lambda m: f":{m[0].translate(RAISED)}", text))
    lines = tuple(" ".join(line.split()) for line in text.split("\n"))
    gone = not any(lines) and (hidden or _is_moved_away(element))
    return Paragraph(
        None if gone else lines, " ".join(struck.split()), tuple(italic), _is_joined(element)
    )


def _raised(before: str, words: str) -> str:
    """Minutes are, and the ending of an ordinal; the number of a footnote is not."""
    bare = words.strip()
    if before[-1:].isdigit():
        return f":{bare}" if re.fullmatch(r"[0-5]\d", bare) else "" if bare == "*" else words
    return "" if MARK.fullmatch(bare) else words


def _is_moved_away(element: Element) -> bool:
    return any(name(child) in ("moveFrom", "del") for child in element)


def _is_joined(element: Element) -> bool:
    """Whether the mark at its end is deleted, by a tracked change."""
    properties = next(inner(element, "pPr"), None)
    mark = next(inner(properties, "rPr"), None) if properties is not None else None
    return mark is not None and any(name(child) in ("del", "moveFrom") for child in mark)


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs that are read; what a tracked change deleted, or moved away, is not."""
    for child in paragraph:
        if name(child) == "r":
            yield child
        elif name(child) in WITHIN:
            yield from _runs(child)


def _text(run: Element) -> str:
    return "".join(
        (child.text or "") if name(child) == "t" else SPACES.get(name(child), "") for child in run
    )


def _run_looks(run: Element, styles: Styles) -> Looks:
    properties = next(inner(run, "rPr"), None)
    own = _looks(run) if properties is not None else {}
    return {**_styled(properties, "rStyle", styles), **own}


def _styled(properties: Element | None, tag: str, styles: Styles) -> Looks:
    style = next(inner(properties, tag), None) if properties is not None else None
    return styles.get(attribute(style, "val") or "", {}) if style is not None else {}


def _looks(element: Element) -> Looks:
    """What its ``w:rPr`` says of itself."""
    properties = next(inner(element, "rPr"), None)
    children = properties if properties is not None else ()
    return {name(c): attribute(c, "val") or "on" for c in children if name(c) in LOOKS}


def _is_on(looks: Looks, key: str) -> bool:
    return looks.get(key, "off") not in OFF
