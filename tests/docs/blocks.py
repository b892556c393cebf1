"""
The blocks of a page, and a folder in which they are run one after the other.

===================  ============================================================================
block                what a test does with it
===================  ============================================================================
```` ```console ````  gives each command after ``$ `` and looks for the lines below it, in order;
                     ``...`` stands for lines that are left out, a last ``exit 3`` for the code
```` ```yaml ````     after ``<!-- file: NAME -->``: writes that file; else it is part of a scenario
```` ``` ````         a synopsis: the commands and options have to be there
```` ```text ````     something to look at: nothing
===================  ============================================================================

``<!-- run: COMMAND -->`` gives a command that readers do not see: what the page begins with.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import cli

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PART = re.compile(
    r"<!-- (?P<sort>run|file): (?P<said>.*?) -->|^ *```(?P<language>\w*)\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
VARYING = (
    (re.compile(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d \d\d:\d\d(?::\d\d)?"), "TODAY"),
    (re.compile(r"\b[A-Z][a-z]+day \d+ [A-Z][a-z]+ 20(?:2[6-9]|[3-9]\d) \d\d:\d\d"), "TODAY"),
    (re.compile(r"\b\d+\.\d+ s\b"), "0.00 s"),
    (re.compile(r"\b[\d,]+ bytes\b"), "0 bytes"),
)
"""What differs from run to run: the clock of today, the time of a search, what moments take."""
CODE = re.compile(r"exit (\d+)")


@dataclass(frozen=True)
class Block:
    """One block, or a hidden command (``run``); ``file`` is the name it is stored under."""

    language: str
    text: str
    file: str = ""


@dataclass(frozen=True)
class Step:
    """A command as typed, the code that it ends with, and the lines that it says."""

    command: str
    code: int | None
    lines: tuple[str, ...]


def blocks_of(page: Path) -> list[Block]:
    """All blocks of a page in their order."""
    blocks: list[Block] = []
    file = ""
    for part in PART.finditer(page.read_text(encoding="utf-8")):
        if part["sort"] == "file":
            file = part["said"]
        elif part["sort"] == "run":
            blocks.append(Block("run", part["said"]))
        else:
            blocks.append(Block(part["language"], part["text"], file))
            file = ""
    return blocks


def steps_of(block: Block) -> Iterator[Step]:
    """The commands of a block; of a hidden one it does not matter what they say."""
    if block.language == "run":
        yield Step(block.text, None, ())
        return
    for part in re.split(r"^ *\$ ", block.text.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
        command, _, said = part.partition("\n")
        lines = [line for line in said.splitlines() if line.strip()]
        code = 0
        if lines and (match := CODE.fullmatch(lines[-1].strip())):
            code = int(match[1])
            lines.pop()
        yield Step(command, code, tuple(line for line in lines if line.strip() != "..."))


def plain(text: str) -> str:
    """Without what differs from run to run; long lines go on, indented, below."""
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


@dataclass
class Reader:
    """Somebody who does what a page says, in the current folder."""

    said: str = ""

    def does(self, block: Block) -> None:
        if block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language in ("console", "run"):
            for step in steps_of(block):
                self.gives(step)

    def gives(self, step: Step) -> None:
        code = self.runs(step.command.strip())
        assert step.code in (None, code), f"$ {step.command}\nexit {code}\n{self.said}"
        said, position = plain(self.said), 0
        for wanted in map(plain, step.lines):
            assert wanted in said[position:], (
                f"$ {step.command}\n{wanted!r} is not said in\n{self.said}"
            )
            position = said.index(wanted, position) + len(wanted)

    def runs(self, command: str) -> int:
        """The exit code; rollgrid runs in this process, anything else in a shell."""
        command, _, file = command.partition(" > ")
        argv = shlex.split(command)
        if argv[:3] != ["uv", "run", "rollgrid"]:
            ran = subprocess.run(
                ["sh", "-c", f"{command} > {file}" if file else command],
                capture_output=True,
                text=True,
                check=False,
                env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHON": sys.executable},
            )
            self.said = ran.stdout + ran.stderr
            return ran.returncode
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in "12")
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.main(argv[3:])
        answer, remarks = (_written(stream) for stream in (out, err))
        if file:
            Path(file).write_bytes(answer)
            answer = b""
        self.said = f"{answer.decode()}\n{remarks.decode()}"
        return code


def _written(stream: io.TextIOWrapper) -> bytes:
    """What was written to a stream, bytes or text."""
    stream.flush()
    whole = stream.buffer
    assert isinstance(whole, io.BytesIO)
    return whole.getvalue()
