"""The header of a scenario file: what it shows and what must come out."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.vocabulary.policies import Policy

WORDS = {
    "exit": 1,
    "status": 1,
    "cost": 2,
    "cell": None,
    "held": 2,
    "starts": 3,
    "ends": 3,
    "warning": 1,
    "rules": None,
    "unplaced": None,
}
"""Expectations and how many words each has; None: any number."""


@dataclass(frozen=True)
class Expectation:
    """One ``expect:`` line: a word and what follows it."""

    word: str
    rest: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """A solve (no fact), or a replan after one fact, with what must come out."""

    scenario: Path
    line: int
    fact: str | None
    now: str | None
    policy: Policy | None
    long: bool
    expectations: tuple[Expectation, ...]

    @property
    def title(self) -> str:
        return f"{self.scenario.stem}:{self.line}" if self.fact is not None else self.scenario.stem

    def expected(self, word: str) -> tuple[tuple[str, ...], ...]:
        return tuple(e.rest for e in self.expectations if e.word == word)


def read_header(path: Path) -> tuple[str, tuple[Run, ...]]:
    """What a scenario shows, and its runs: the solve first, then the replans in order."""
    shows, long = "", False
    opened: list[tuple[int, str | None, str | None, Any]] = [(1, None, None, None)]
    found: list[list[Expectation]] = [[]]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        key, _, rest = line.removeprefix("#").strip().partition(": ")
        if not line.startswith("#"):
            break
        if key == "shows":
            shows = rest
        elif key == "runs":
            long = rest == "long"
        elif key == "solve":
            opened[0] = (number, None, None, _told(rest)[2])
        elif key == "replan":
            opened.append((number, *_told(rest)))
            found.append([])
        elif key == "expect":
            found[-1].append(_expectation(rest))
    runs = zip(opened, found, strict=True)
    return shows, tuple(Run(path, *start, long, tuple(expected)) for start, expected in runs)


def _told(text: str) -> tuple[str, str | None, str | None]:
    """``overrun a 30m @ 2025-02-25 17:55 --policy roll`` -> the fact, when, and the policy."""
    said, _, policy = text.partition("--policy ")
    fact, _, now = said.partition(" @ ")
    return fact.strip(), now.strip() or None, policy.strip() or None


def _expectation(text: str) -> Expectation:
    word, *rest = shlex.split(text.replace(" = ", " "))
    count = WORDS[word]
    assert count is None or count == len(rest), f"{text!r}: {word} takes {count} words"
    return Expectation(word, tuple(rest))
