"""Command lines with words left out, doubled, bent, and options of other commands."""

import shlex
from functools import cache
from pathlib import Path
from random import Random

import cli
from tests.hostile.captured import run_captured
from tests.hostile.mutations import ODD, bent_lines
from tests.scenario.texts import SOUND

DOCUMENTED = (0, 1, 2, 3, 4, 5, 6)
"""All but 70, which is our bug, and 130, for nobody interrupts."""
ENDLESS = ("--watch",)
LITTLE = {"solve", "replan", "explain", "suggest", "why", "contingency"}
"""Commands that search; they get two seconds and one worker."""
MORE = (
    *("s.yaml", "t.json", "missing.yaml", ".", "", "-", "--", "--help", "--json", "--store"),
    *("--to", "out.txt", "--out", "new.json", "--scenario", "--seconds", "1", "--day", "--at"),
    *("2025-02-25 10:00", "wed afternoon", "a", "plenary", "30m", "--reason", "x", "--width", "40"),
    *("--only", "time", "--by", "person", "--before", "--published", "--now", "--fact", "--pin"),
    *("overrun a 30m", "--against", "--apply", "--workers", "1", "--top", "3", "--ascii"),
)


@cache
def examples() -> list[list[str]]:
    """Every command as its help shows it, with files that are there."""
    lines = [example for _, example in (*cli.COMMANDS, *cli.IMPORTS)]
    return [[NAMES.get(word, word) for word in shlex.split(line)] for line in lines]


NAMES = {
    "meeting.yaml": "s.yaml",
    "meeting.json": "t.json",
    "enip": "a",
    "wgtu": "b",
    "wgtr": "c",
    "cei": "a",
    "wgtu-chair": "ada",
}


def command_line(rng: Random, folder: Path) -> None:
    """It ends with a code that is documented, and in a word where that is not 0."""
    for name in ("s.yaml", "meeting.yaml"):
        (folder / name).write_text(SOUND, encoding="utf-8")
    words = [*rng.choice(examples())]
    for _ in range(rng.choice((0, 1, 2, 3))):
        words.insert(rng.randrange(len(words) + 1), rng.choice(MORE))
    if rng.random() < 0.5:
        words = [*words[:1], *bent_lines(words[1:], rng)]
    if rng.random() < 0.1:
        words[rng.randrange(len(words))] = str(rng.choice(ODD))
    words = [_inside(word) for word in words if word not in ENDLESS]
    if words and words[0] in LITTLE and rng.random() < 0.9:
        words += ["--seconds", "2"]
    code, said = run_captured(words)
    assert code in DOCUMENTED, f"{shlex.join(words)}: exit {code}: {said}"
    assert "Traceback" not in said, f"{shlex.join(words)}: {said}"
    assert code == 0 or said.strip(), f"{shlex.join(words)}: exit {code} without a word"


def _inside(word: str) -> str:
    """No path that leads out of the folder, and no server."""
    return word.replace("/", ":") if word.startswith(("/", "..")) or "://" in word else word
