"""What a cell of a letter holds besides its words, and loses when it is filled anew."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from scheduler.letter.visible_text import attribute, name

Element = Any
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
KINDS = {
    "drawing": "picture",
    "pict": "picture",
    "object": "embedded object",
    "sdt": "content control",
    "fldSimple": "field",
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
    "hyperlink": "link",
}
TRACKED = ("ins", "del", "moveFrom", "moveTo")
MARKS = ("commentRangeStart", "commentRangeEnd")
"""What belongs to a comment besides its reference."""
QUOTED = 30
"""Letters of tracked text that are quoted."""


def lost_in(tc: Element) -> tuple[str, ...]:
    """``1 picture``, ``tracked text 'WGTR'``: what is not words, bookmarks or a look."""
    found = list(_found(tc))
    tracked = [text for kind, text in found if kind == "tracked"]
    counted = Counter(kind for kind, _ in found if kind != "tracked")
    return (
        *(f"tracked text {quoted(text)}" for text in tracked),
        *(f"{count} {kind}{'s' * (count > 1)}" for kind, count in counted.items()),
    )


def take_out(tc: Element) -> None:
    """A copy of a cell keeps its words alone: what is there once stays where it was."""
    for inner in list(tc.iter()):
        here = name(inner)
        if here in (*KINDS, *MARKS) and here not in ("sdt", "fldSimple", "hyperlink"):
            inner.getparent().remove(inner)


def _found(tc: Element) -> Iterator[tuple[str, str]]:
    for inner in tc.iter():
        here = name(inner)
        if any(above.tag == FALLBACK for above in inner.iterancestors()):
            continue  # the same again, for old programs
        if inner.tag == MATH:
            yield "formula", ""
        elif here in TRACKED and _words(inner):
            yield "tracked", _words(inner)
        elif here == "fldChar" and attribute(inner, "fldCharType") == "begin":
            yield "field", ""
        elif here in KINDS:
            yield KINDS[here], ""


def _words(tracked: Element) -> str:
    """The words of an insertion or a deletion; the mark of an inserted paragraph has none."""
    texts = (t.text or "" for t in tracked.iter() if name(t) in ("t", "delText"))
    return " ".join("".join(texts).split())


def quoted(text: str, most: int = QUOTED) -> str:
    """In quotes, cut to so many letters."""
    return f"'{text}'" if len(text) <= most else f"'{text[:most].rstrip()}…'"
