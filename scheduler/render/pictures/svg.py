"""Helpers for SVG: measured text, and simple shapes."""

import unicodedata
from collections.abc import Iterator, Sequence
from colorsys import hls_to_rgb
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

FAMILY = "'Noto Sans', 'Liberation Sans', Arial, Helvetica, sans-serif"
WIDTHS = (
    *(260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372),
    *(572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434),
    *(899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619, 524, 907, 760, 781),
    *(605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444),
    *(281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605),
    *(615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572),
)
"""
Widths of the characters from the space to the tilde, in thousandths of the size, in Noto Sans;
Arial and its likes are narrower.
"""
BOLD = 1.09
WIDE, OTHER = 1_000, 640
INK, QUIET, LINE, PAPER = "#1b2430", "#525d6b", "#9aa5b4", "#ffffff"
DOTS = "…"


@lru_cache(maxsize=4096)
def _advance(char: str) -> int:
    code = ord(char)
    if 32 <= code < 127:
        return WIDTHS[code - 32]
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    if unicodedata.east_asian_width(char) in "WF" or char in "—…":
        return WIDE
    bare = unicodedata.normalize("NFD", char)[0]
    return WIDTHS[ord(bare) - 32] if 32 <= ord(bare) < 127 else _other(char)


def _other(char: str) -> int:
    """Capitals of other scripts are wider; nothing is taken for narrower than it is."""
    return 900 if unicodedata.category(char) == "Lu" else 760 if char.isalpha() else OTHER


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in pixels."""
    return sum(map(_advance, text)) * size / 1_000 * (BOLD if bold else 1)


def fit_text(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """A text, or as much of it as has room, with dots; empty if not even a letter has."""
    if width(text, size, bold=bold) <= room:
        return text
    beginning = text
    while beginning and width(beginning + DOTS, size, bold=bold) > room:
        beginning = beginning[: max(0, min(len(beginning) - 1, int(len(beginning) * 0.9)))]
        if beginning and width(beginning + DOTS, size, bold=bold) <= room:
            # a tenth was taken at a time: letters that still have room come back
            while (
                len(beginning) < len(text)
                and width(text[: len(beginning) + 1] + DOTS, size) <= room
            ):
                beginning = text[: len(beginning) + 1]
            break
    return beginning.rstrip() + DOTS if beginning.strip() else ""


BREAKS = "-，،、"


def wrap_text(text: str, room: float, size: float, most: int) -> list[str]:
    """Lines of a text, no more than so many; the last ends in dots if there would be more."""
    lines = list(_lines(text, room, size))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit_text(" ".join(lines[most - 1 :]), room, size)]


def _lines(text: str, room: float, size: float) -> Iterator[str]:
    """A word that is wider than the room is broken, behind a hyphen or comma if it has one."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room:
            line = longer
            continue
        if line:
            yield line
        while width(word, size) > room and len(word) > 1:
            part = 1
            while part < len(word) - 1 and width(word[: part + 1], size) <= room:
                part += 1
            part = max(word.rfind(sign, 0, part) + 1 for sign in BREAKS) or part
            yield word[:part]
            word = word[part:]
        line = word
    if line:
        yield line


class Rect(NamedTuple):
    """In pixels, from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a line of text is set; ``turned``: read from below."""

    size: float = 11
    fill: str = INK
    bold: bool = False
    italic: bool = False
    anchor: str = "start"
    turned: bool = False


PLAIN = TextStyle()


@dataclass
class Picture:
    """A picture that grows; its size is set at the end."""

    parts: list[str] = field(default_factory=list)
    right: float = 0
    bottom: float = 0

    def box(
        self,
        rect: Rect,
        *,
        fill: str,
        line: str | None = LINE,
        title: str = "",
        radius: float = 0,
    ) -> None:
        """A rectangle; ``title`` is what a pointer on it shows and a screen reader says."""
        x, y, w, h = rect
        stroke = f' stroke="{line}" stroke-width="0.75"' if line is not None else ""
        round_ = f' rx="{_n(radius)}"' if radius else ""
        drawn = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" fill="{fill}"'
        end = f"><title>{escape(title)}</title></rect>" if title else "/>"
        self.parts.append(f"{drawn}{stroke}{round_}{end}")
        self._reach(x + w, y + h)

    def text(self, x: float, y: float, text: str, style: TextStyle = PLAIN) -> None:
        """A line of text on a base line."""
        if not text:
            return
        # on half pixels: between them typst drew the upper edge of some letters not at all
        x, y = round(2 * x) / 2, round(2 * y) / 2
        look = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(style.size)}" fill="{style.fill}"'
        look += ' font-weight="bold"' * style.bold + ' font-style="italic"' * style.italic
        look += f' text-anchor="{style.anchor}"' if style.anchor != "start" else ""
        look += f' transform="rotate(-90 {_n(x)} {_n(y)})"' if style.turned else ""
        self.parts.append(f"<text {look}>{escape(text)}</text>")
        if not style.turned:
            share = {"start": 1.0, "middle": 0.5, "end": 0.0}[style.anchor]
            wide = width(text, style.size, bold=style.bold)
            self._reach(x + wide * share, y + style.size * 0.3)

    def rule(self, x: float, y: float, x2: float, y2: float, *, line: str = LINE) -> None:
        self.parts.append(
            f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{line}" '
            'stroke-width="0.75"/>'
        )
        self._reach(max(x, x2), max(y, y2))

    def _reach(self, x: float, y: float) -> None:
        self.right, self.bottom = max(self.right, x), max(self.bottom, y)

    def finished(self, title: str, described: str, margin: float = 24) -> str:
        """The whole file; nothing in it is fetched from anywhere."""
        w, h = _n(self.right + margin), _n(self.bottom + margin)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" '
                f'viewBox="0 0 {w} {h}" role="img" font-family={quoteattr(FAMILY)}>',
                f"<title>{escape(title)}</title>",
                f"<desc>{escape(described)}</desc>",
                f'<rect width="{w}" height="{h}" fill="{PAPER}"/>',
                *self.parts,
                "</svg>\n",
            ]
        )


def _n(value: float) -> str:
    """A number without what nobody sees."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def colours(groups: Sequence[str]) -> dict[str, tuple[str, str]]:
    """A light fill and a dark line for each body: hues as far apart as they can be."""
    return {group: _pair(index) for index, group in enumerate(groups)}


def _pair(index: int) -> tuple[str, str]:
    hue = (0.58 + index * 0.618_034) % 1
    light, dark = hls_to_rgb(hue, 0.88, 0.6), hls_to_rgb(hue, 0.38, 0.55)
    return _hex(light), _hex(dark)


def _hex(rgb: Sequence[float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)


def shade(share: float, start: tuple[int, int, int], end: tuple[int, int, int]) -> str:
    """A colour between two, for a share from 0 to 1."""
    part = min(1.0, max(0.0, share))
    return "#" + "".join(
        f"{round(a + (b - a) * part):02x}" for a, b in zip(start, end, strict=True)
    )
