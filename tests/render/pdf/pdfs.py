"""A PDF read back with poppler: what it says it is, its fonts, and its tagged tables."""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests import needed

INVISIBLE = str.maketrans("", "", "\u00ad\u200b")
"""Where a word may be broken is no letter of it."""


@dataclass
class Tag:
    """An element of the structure tree with its attributes; a text is a child too."""

    name: str
    depth: int
    children: list["Tag | str"] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    def all(self, name: str) -> list["Tag"]:
        found = [self] if self.name == name else []
        for child in self.children:
            found += child.all(name) if isinstance(child, Tag) else []
        return found

    @property
    def text(self) -> str:
        """
        Pieces of a line are joined as they are, blocks by a line end.

        A hyphen that is a piece of its own parts a word; one that is written stays with its word.
        """
        parts: list[str] = []
        for child in self.children:
            if child == "-":
                continue
            if isinstance(child, Tag) and child.name in ("P", "TD", "TH", "LI"):
                parts.append(f"\n{child.text}\n")
            else:
                parts.append(child.text if isinstance(child, Tag) else child)
        lines = "".join(parts).translate(INVISIBLE).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())


def poppler(tool: str, *arguments: str, pdf: bytes, folder: Path) -> str:
    """What a tool of poppler says; a test is skipped without it, but not in CI."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    target = ["-"] if tool == "pdftotext" else []
    command = [needed.tool(tool), *arguments, str(path), *target]
    told = subprocess.run(command, check=True, capture_output=True).stdout
    # pdfinfo shows a title that is not ASCII as the bytes that it is
    return told.decode(errors="replace")


def structure(pdf: bytes, folder: Path) -> Tag:
    """The tree of the tags with their texts."""
    root = Tag("root", -1)
    stack = [root]
    for line in poppler("pdfinfo", "-struct-text", pdf=pdf, folder=folder).splitlines():
        words = line.strip()
        depth = len(line) - len(line.lstrip())
        if not words:
            continue
        if words.startswith("/"):
            name, _, value = words[1:].partition(" ")
            stack[-1].attributes[name] = value
            continue
        while stack[-1].depth >= depth:
            stack.pop()
        quoted = re.fullmatch(r'"(.*)"', words)
        if quoted:
            stack[-1].children.append(quoted[1])
        else:
            made = Tag(re.split(r"[ :<]", words)[0], depth)
            stack[-1].children.append(made)
            stack.append(made)
    return root


def table(tag: Tag) -> list[list[str]]:
    """Rows of cells as texts."""
    rows = (row for row in tag.all("TR"))
    return [
        [cell.text for cell in row.children if isinstance(cell, Tag) and cell.name in ("TH", "TD")]
        for row in rows
    ]


def page_count(pdf: bytes, folder: Path) -> int:
    told = poppler("pdfinfo", pdf=pdf, folder=folder)
    pages = re.search(r"^Pages:\s+(\d+)$", told, re.M)
    assert pages is not None
    return int(pages[1])
