"""One fact, and the words that say it canonically."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

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

SPELLINGS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)} | {
    "early-finish": "early",
    "late-start": "late",
    "canceled": "cancelled",
    "cancel": "cancelled",
    "add": "added",
    "documents-late": "documents",
    "quorum": "quorum-missed",
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
        start = "%Y-%m-%d" if self.kind == "documents" else "%Y-%m-%d %H:%M"
        parts = (
            self.kind,
            self.subject if self.subject != MEETING else None,
            str(self.left) if self.left is not None else None,
            f"{self.minutes}m" if self.minutes is not None else None,
            f"{self.start:{start}}" if self.start is not None else None,
            f"to {self.end:%Y-%m-%d %H:%M}" if self.end is not None else None,
            self.more,
            f"at {self.at:%Y-%m-%d %H:%M}" if self.at is not None else None,
        )
        return " ".join(part for part in parts if part is not None)

    @property
    def session(self) -> Session:
        """The session that was added; ValueError if what is said of it cannot be meant."""
        fields = json.loads(self.more) if self.more is not None else {}
        fields.pop("follows", None)
        return Session.model_validate({"id": self.subject, "minutes": self.minutes, **fields})

    @property
    def follows(self) -> str | None:
        """The session after which an added one comes in a rolling order."""
        session = json.loads(self.more).get("follows") if self.more is not None else None
        return None if session is None else str(session)
