"""What a programme says, as text, before anything of it is understood."""

import re
from dataclasses import dataclass

from scheduler.errors import ImportedError
from scheduler.scenario.yaml.source import CONTROL

LARGEST = 16_000_000
"""Bytes. The largest programmes of conferences that we know have 5 MB."""
TALK_CAP = 5_000
MARKS_CAP = 1_000_000
"""Tags and attributes, or values, of a programme; one of 5,000 talks has 300,000."""


class ProgrammeError(ImportedError):
    """A programme that cannot be read, or is none: every complaint."""


@dataclass(frozen=True, slots=True)
class RawLink:
    """A page that a talk names, and what it is called, as they are written."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class RawTalk:
    """
    One talk: ``number`` in the file, ``line`` (0: not known), and its fields as they are written.

    ``around``: the name of the room that it stands in; ``day``: the date of the day around it;
    ``links``: and attachments.
    """

    number: int
    line: int
    id: str
    fields: dict[str, str]
    people: tuple[str, ...]
    around: str
    day: str
    links: tuple[RawLink, ...] = ()

    @property
    def place(self) -> str:
        """``line 7, talk 1 (id 12)``"""
        line = f"line {self.line}, " if self.line else ""
        id = f" (id {tidy(self.id)[:20]})" if self.id.strip() else ""
        return f"{line}talk {self.number}{id}"


@dataclass(frozen=True, slots=True)
class Source:
    """``zone``: the name of a time zone, if any. ``memory``: what we wrote to be read back."""

    acronym: str
    title: str
    zone: str
    days: tuple[str, ...]
    talks: tuple[RawTalk, ...]
    memory: str = ""


def tidy(text: str) -> str:
    """A text on one line, without control characters; at most 2,000 letters."""
    return re.sub(r"\s+", " ", CONTROL.sub("", text)).strip()[:2_000]
