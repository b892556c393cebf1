"""One fact, and the words that say it canonically."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.problem import Session

Kind = Literal[
    "overrun",
    "early",
    "late",
    "speakers",
    "cancelled",
    "added",
    "absent",
    "room-lost",
    "interpretation-lost",
    "interpretation-cut",
    "documents",
    "quorum-missed",
]

SPELLINGS: dict[str, Kind] = {
    "overrun": "overrun",
    "early": "early",
    "early-finish": "early",
    "late": "late",
    "late-start": "late",
    "speakers": "speakers",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "cancel": "cancelled",
    "added": "added",
    "add": "added",
    "absent": "absent",
    "room-lost": "room-lost",
    "interpretation-lost": "interpretation-lost",
    "interpretation-cut": "interpretation-cut",
    "documents": "documents",
    "documents-late": "documents",
    "quorum": "quorum-missed",
    "quorum-missed": "quorum-missed",
}
MINUTES = ("overrun", "early", "late")
"""Kinds of fact that take a number of minutes, by which something differs from what was planned."""
HELD = ("overrun", "early", "speakers")
"""Kinds that settle how long a session is held."""
MEETING = "meeting"
"""The subject of a fact that concerns nobody in particular."""


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One fact.

    Attributes
    ----------
    subject
        The session, person, room, team or document.
    minutes
        By how much, for overrun, early and late; of an added session; the most at a stretch that
        interpreters work; what each speaker may take.
    start, end
        Local window for absent, room-lost and interpretation-lost; None is open. ``start`` of
        documents is the day on which they come out, ``end`` of quorum-missed until when.
    at
        When it was told, if that was said.
    left
        Speakers who have yet to speak.
    more
        What else is said of an added session: the fields of a session, and ``follows``, the
        session after which it comes in a rolling order; canonical JSON.
    """

    kind: Kind
    subject: str
    minutes: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    at: datetime | None = None
    left: int | None = None
    more: str | None = None

    def __str__(self) -> str:
        """The canonical text, which reads back as the same fact."""
        words: list[str] = [self.kind]
        words += [self.subject] if self.subject != MEETING else []
        words += [str(self.left)] if self.left is not None else []
        words += [f"{self.minutes}m"] if self.minutes is not None else []
        if self.kind == "documents" and self.start is not None:
            words.append(f"{self.start:%Y-%m-%d}")
        elif self.start is not None:
            words.append(f"{self.start:%Y-%m-%d %H:%M}")
        words += ["to", f"{self.end:%Y-%m-%d %H:%M}"] if self.end is not None else []
        words += [self.more] if self.more is not None else []
        words += [f"at {self.at:%Y-%m-%d %H:%M}"] if self.at is not None else []
        return " ".join(words)

    @property
    def session(self) -> Session:
        """The session that was added; ValueError if what is said of it cannot be meant."""
        said = json.loads(self.more) if self.more is not None else {}
        said.pop("follows", None)
        return Session.model_validate({"id": self.subject, "minutes": self.minutes, **said})

    @property
    def follows(self) -> str | None:
        """The session after which an added one comes in a rolling order."""
        found = json.loads(self.more).get("follows") if self.more is not None else None
        return None if found is None else str(found)
