"""
Where the tables of a letter begin and end, to the byte, and what stands around them.

To the byte, so that a table can be replaced and every other byte stays: a parser that reads the
whole and writes it again would change quotes, spaces and entities all over the letter.
"""

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from scheduler.letter.package import Letter, refuse

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
UNSEEN = ("vanish", "strike", "dstrike")
"""Marks of text that is hidden, or struck through."""
GONE = ("del", "moveFrom")
"""What a tracked change took away, or moved to another place."""
DEPTH = 200
"""Elements within one another, so many are read; a table in a table takes three."""
TABLES_CAP = 1_000
"""Tables of a letter that are in no other."""
SPACES = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph in one weight."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside all tables."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join("".join(piece.text for piece in self.pieces).split())


@dataclass(frozen=True, slots=True)
class TableSpan:
    """
    A table that is in no other.

    Attributes
    ----------
    start, end
        Bytes of the text of the letter, half-open.
    above, below
        The paragraphs that are not empty between it and the tables before and after it.
    bookmarks
        Names of bookmarks that begin in it, or right above it.
    """

    start: int
    end: int
    above: tuple[Paragraph, ...]
    below: tuple[Paragraph, ...]
    bookmarks: frozenset[str]


@dataclass(slots=True)
class _Scan:
    """What has been seen so far; expat tells it piece by piece."""

    letter: Letter
    names: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[list[Paragraph]] = field(default_factory=lambda: [[]])
    marks: list[set[str]] = field(default_factory=lambda: [set()])
    pieces: list[Piece] = field(default_factory=list)
    bold: bool = False
    depth: int = 0
    opened: int = 0
    fallbacks: int = 0
    gone: int = 0
    unseen: bool = False


def tables_of(letter: Letter) -> tuple[TableSpan, ...]:
    """
    Every table of the letter that is in no other, in order.

    LetterError if its text is not XML, declares entities, or is not in UTF-8.
    """
    scan = _Scan(letter)
    parser = ParserCreate("UTF-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: _start(scan, parser, name, given)
    parser.EndElementHandler = lambda name: _end(scan, parser, name)
    parser.CharacterDataHandler = lambda text: _text(scan, text)
    parser.StartDoctypeDeclHandler = lambda *_: refuse(
        letter.path, "its text declares a document type"
    )
    try:
        parser.Parse(letter.text, True)
    except ExpatError as error:
        refuse(letter.path, f"is broken, its text is not XML: {error}")
    return tuple(
        TableSpan(*span, tuple(above), tuple(below), frozenset(marks))
        for span, above, below, marks in zip(
            scan.spans, scan.paragraphs, scan.paragraphs[1:], scan.marks, strict=False
        )
    )


def _at(parser: object) -> int:
    """Where the parser is, in bytes; its type has no name that could be written here."""
    return int(getattr(parser, "CurrentByteIndex"))  # noqa: B009  # an object has no such field


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if space in (W, STRICT) else ""


def _start(scan: _Scan, parser: object, name: str, given: dict[str, str]) -> None:
    scan.names.append(name)
    if len(scan.names) > DEPTH:
        refuse(scan.letter.path, f"is broken, its text has more than {DEPTH} elements in another")
    local = _local(name)
    scan.fallbacks += name == FALLBACK
    if scan.fallbacks:  # the same again, for old programs
        return
    if local == "tbl":
        if len(scan.spans) >= TABLES_CAP:
            refuse(scan.letter.path, f"has more than {TABLES_CAP:,} tables")
        scan.opened = _at(parser) if scan.depth == 0 else scan.opened
        scan.depth += 1
    elif local == "bookmarkStart":
        marked = (value for key, value in given.items() if _local(key) == "name")
        scan.marks[-1].update(marked)
    elif local == "r":
        scan.bold = scan.unseen = False
    elif local == "b":
        scan.bold = _is_on(given)
    elif local in UNSEEN:
        scan.unseen |= _is_on(given)
    elif local in GONE:
        scan.gone += 1
    elif local in SPACES and scan.depth == 0:
        scan.pieces.append(Piece(SPACES[local], scan.bold))


def _end(scan: _Scan, parser: object, name: str) -> None:
    scan.names.pop()
    local = _local(name)
    if scan.fallbacks:
        scan.fallbacks -= name == FALLBACK
    elif local in GONE:
        scan.gone -= 1
    elif local == "tbl":
        scan.depth -= 1
        if scan.depth == 0:
            end = scan.letter.text.index(b">", _at(parser)) + 1
            scan.spans.append((scan.opened, end))
            scan.paragraphs.append([])
            scan.marks.append(set())
    elif local == "p" and scan.depth == 0:
        paragraph = Paragraph(tuple(scan.pieces))
        scan.pieces = []
        if paragraph.text:
            scan.paragraphs[-1].append(paragraph)


def _is_on(given: dict[str, str]) -> bool:
    return not any(v in ("0", "false", "off") for v in given.values())


def _text(scan: _Scan, text: str) -> None:
    unseen = scan.depth or scan.fallbacks or scan.gone or scan.unseen
    if not unseen and _local(scan.names[-1]) == "t":
        scan.pieces.append(Piece(text, scan.bold))
