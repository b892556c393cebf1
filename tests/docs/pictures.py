"""
The pictures of the pages, and what each is made of.

    uv run python -m tests.docs.pictures            # makes those that are stale, or not there
    uv run python -m tests.docs.pictures door       # makes this one again

Vector pictures are compared as they are. Pages on paper and on screens are drawn by programs of the
machine, which differ from one to the next by a dot here and there: of these the document that was
drawn is compared, by the sha256 in ``docs/pictures/made.json``.
"""

import inspect
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copytree

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.docs.blocks import ROOT, Reader, blocks_of

PICTURES = ROOT / "docs" / "pictures"
MADE = PICTURES / "made.json"
WEDNESDAY = "2025-02-26T10:40:00+01:00"
DOTS = 80
"""Per inch, of pages on paper."""
SECONDS = re.compile(r" · \d+\.\d+ s\b")
FACES = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
THEME = TerminalTheme(
    (255, 255, 255),
    (34, 39, 46),
    [
        *[(34, 39, 46), (164, 14, 38), (17, 99, 41), (125, 78, 0)],
        *[(5, 80, 174), (102, 57, 186), (27, 124, 131), (87, 96, 106)],
    ],
)
"""Ink on paper: readable in a page that is light, and in one that is dark."""
CSP11 = """\
cp scenarios/csp11.yaml meeting.yaml
uv run rollgrid solve meeting.yaml --save --workers 1
uv run rollgrid publish
uv run rollgrid export json Rev.0 --to r0.json
uv run rollgrid report overrun enip 30m --at "2025-02-25 17:55"
uv run rollgrid replan --policy hold --workers 1
uv run rollgrid publish"""


@dataclass(frozen=True)
class Terminal:
    """What a command prints, in colour, in the folder of CSP11 with Rev.1 published."""

    command: str
    title: str = ""

    def svg(self) -> str:
        console = Console(record=True, width=100, file=io.StringIO())
        console.print(Text.from_ansi(SECONDS.sub("", printed(self.command))), end="")
        template = inspect.signature(console.export_svg).parameters["code_format"].default
        return console.export_svg(
            title=self.title or self.command,
            theme=THEME,
            code_format=FACES.sub("", template).replace("Fira Code, monospace", FONTS),
            unique_id=f"t{sha256(self.command.encode()).hexdigest()[:8]}",
        )


@dataclass(frozen=True)
class Drawn:
    """A file that a command writes and that is a picture already."""

    command: str
    file: str

    def svg(self) -> str:
        run(self.command)
        return Path(self.file).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Document:
    """A file that a command writes, drawn by ``drawing``."""

    command: str
    file: str
    drawing: Callable[[Path, Path], None]

    def content(self) -> bytes:
        run(self.command)
        return Path(self.file).read_bytes()


def run(command: str) -> None:
    reader = Reader()
    assert reader.runs(command) == 0, reader.said


def printed(command: str) -> str:
    """What a command writes to a terminal of a hundred columns."""
    import pty

    ours, theirs = pty.openpty()
    words = command.removeprefix("uv run rollgrid ").removeprefix("rollgrid ")
    colours = {"TERM": "xterm-256color", "COLUMNS": "100", "COLORTERM": "truecolor"}
    ran = subprocess.Popen(
        ["sh", "-c", f'"{sys.executable}" "{ROOT / "cli.py"}" {words}'],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **colours},
    )
    os.close(theirs)
    parts = []
    while part := _read(ours):
        parts.append(part)
    os.close(ours)
    assert ran.wait() == 0, command
    return b"".join(parts).decode().replace("\r\n", "\n")


def _read(ours: int) -> bytes:
    """Linux says that the other end is closed by an error."""
    try:
        return os.read(ours, 65536)
    except OSError:
        return b""


def paper(document: Path, picture: Path) -> None:
    """The first page of a PDF."""
    options = ("-png", "-singlefile", "-r", str(DOTS))
    subprocess.run(["pdftoppm", *options, str(document), str(picture.with_suffix(""))], check=True)


def word(document: Path, picture: Path) -> None:
    """The first page, as LibreOffice lays it out."""
    options = ("--headless", "--convert-to", "pdf")
    subprocess.run(["soffice", *options, str(document)], check=True, capture_output=True)
    paper(document.with_suffix(".pdf"), picture)


def browser(width: int, height: int, now: str = WEDNESDAY) -> Callable[[Path, Path], None]:
    """The page in Chromium, in a window of this size, at a moment of the meeting."""

    def draw(document: Path, picture: Path) -> None:
        from tests.render.html.browsing import browsing, page_of

        size = {"width": width, "height": height}
        content, folder = document.read_bytes(), Path(tempfile.mkdtemp())
        with browsing() as chromium:
            context = {"viewport": size, "timezone_id": "Europe/Zurich", "now": now}
            with page_of(chromium, content, folder, **context) as page:
                page.screenshot(path=picture)

    return draw


def tutorial() -> None:
    """The meeting of the tutorial with several rooms, Rev.0 published, in the current folder."""
    reader = Reader()
    for block in blocks_of(ROOT / "docs" / "tutorial" / "several-rooms.md"):
        if block.file:
            reader.does(block)
    run("uv run rollgrid solve meeting.yaml --save --workers 1")
    run("uv run rollgrid publish")


def csp11() -> None:
    for command in CSP11.splitlines():
        run(command)


ROLL = "uv run rollgrid"
Sources = dict[str, Terminal | Drawn | Document]
OF_CSP11: Sources = {
    "solve.svg": Terminal("rollgrid solve scenarios/csp11.yaml --width 100 --workers 1"),
    "choices.svg": Terminal(
        "rollgrid replan meeting.yaml --published r0.json --fact 'overrun enip 30m' "
        "--now '2025-02-25 17:55' --alternatives 3 --width 100 --workers 1",
        "rollgrid replan --alternatives 3",
    ),
    "card.svg": Terminal("rollgrid contingency wgtu --policy extend --width 100"),
    "chances.svg": Terminal("rollgrid risk --width 100"),
    "annex-rev1.png": Document(f"{ROLL} export pdf --to annex.pdf", "annex.pdf", paper),
    "annex-word.png": Document(f"{ROLL} export docx --to annex.docx", "annex.docx", word),
    "annex-two.png": Document(
        f"{ROLL} export pdf --clean --language en,fr --to two.pdf", "two.pdf", paper
    ),
    "page-phone.png": Document(f"{ROLL} export html --to p.html", "p.html", browser(360, 740)),
    "page.png": Document(f"{ROLL} export html --to page.html", "page.html", browser(1280, 800)),
    "door.png": Document(
        f"{ROLL} export html --view sign --room plenary --to door.html",
        "door.html",
        browser(1280, 720),
    ),
}
OF_ROOMS: Sources = {
    "rooms.png": Document(f"{ROLL} export pdf --to rooms.pdf", "rooms.pdf", paper),
    "groups.png": Document(f"{ROLL} export pdf --view groups --to g.pdf", "g.pdf", paper),
    "journal.png": Document(
        f"{ROLL} export pdf --view journal --day wednesday --to journal.pdf", "journal.pdf", paper
    ),
    "gantt.svg": Drawn(f"{ROLL} export svg --picture gantt --to gantt.svg", "gantt.svg"),
    "utilisation.svg": Drawn(
        f"{ROLL} export svg --picture utilisation --to utilisation.svg", "utilisation.svg"
    ),
    "clashes.svg": Drawn(f"{ROLL} export svg --picture clashes --to clashes.svg", "clashes.svg"),
}


@cache
def made() -> dict[str, str]:
    """By picture: the sha256 of the document that it was drawn of."""
    kept: dict[str, str] = json.loads(MADE.read_text("utf-8")) if MADE.exists() else {}
    return kept


def stale(name: str, source: Terminal | Drawn | Document) -> bool:
    """Whether a picture is not what its command now makes; in the folder of its meeting."""
    path = PICTURES / name
    if isinstance(source, Document):
        return not path.exists() or made().get(name) != sha256(source.content()).hexdigest()
    return not path.exists() or path.read_text(encoding="utf-8") != source.svg()


def make(name: str, source: Terminal | Drawn | Document) -> None:
    path = PICTURES / name
    if isinstance(source, Document):
        content = source.content()
        source.drawing(Path(source.file), path)
        made()[name] = sha256(content).hexdigest()
        MADE.write_text(json.dumps(made(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    else:
        path.write_text(source.svg(), encoding="utf-8")


def main(names: list[str]) -> None:
    os.environ["COLUMNS"] = "100"
    for begin, sources in ((csp11, OF_CSP11), (tutorial, OF_ROOMS)):
        folder = tempfile.mkdtemp()
        copytree(ROOT / "scenarios", Path(folder) / "scenarios")
        with chdir(folder):
            begin()
            for name, source in sources.items():
                if Path(name).stem in names or (not names and stale(name, source)):
                    make(name, source)
                    print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
