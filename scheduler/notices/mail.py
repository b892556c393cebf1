"""
One notice as a short text, and as a mail (RFC 5322): equal notices, equal bytes.

Whom it goes to is an office, whose address is not ours to know: ``To`` is a group without
addresses, there is no ``From``, and ``X-Unsent`` makes mail programs open it as a draft.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Literal
from urllib.parse import quote

from scheduler.notices.news import Recipient
from scheduler.render.words import printable

LONGEST = 160
ELLIPSIS = "…"
DOMAIN = "rollgrid"
SUBJECT = 200
"""Characters of a subject, at most."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """
    The text on one line; if it is too long, as many whole words as fit, and an ellipsis.

    A single word that is too long by itself is cut where it has to be.
    """
    line = printable(text)
    if len(line) <= longest:
        return line
    room = longest - len(ELLIPSIS)
    cut = line[: room + 1].rfind(" ")
    whole_words = line[:cut].rstrip(" ,;:") if cut > 0 else line[:room]
    return whole_words + ELLIPSIS


def short(meeting: str, issue: str, sentences: Sequence[str]) -> str:
    """``CSP11 Working Group Meetings, Rev.1: CEI starts Wed 10:30 instead of 10:00``"""
    return shortened(f"{meeting}, {issue}: {'; '.join(sentences)}")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail before it is written; ``method`` is that of the calendar file."""

    meeting: str
    recipient: Recipient
    revision: int
    at: datetime
    subject: str
    body: str
    ics: bytes
    method: Literal["PUBLISH", "CANCEL"]

    @property
    def id(self) -> str:
        """The same for ever: ``<att-csp11-wg.1.person%3Awgtu-chair@rollgrid>``."""
        name = quote(self.recipient.name, safe="")
        return f"<{quote(self.meeting, safe='')}.{self.revision}.{name}@{DOMAIN}>"


def to_bytes(mail: Mail) -> bytes:
    """The file, with CRLF line ends."""
    made = EmailMessage(policy=SMTP)
    made["Message-ID"] = mail.id
    made["Date"] = format_datetime(mail.at.astimezone(UTC))
    made["To"] = [Group(shortened(mail.recipient.title, 78) or mail.recipient.id, ())]
    made["Subject"] = shortened(mail.subject, SUBJECT)
    made["X-Unsent"] = "1"
    made.set_content(mail.body, charset="utf-8", cte="quoted-printable")
    made.add_attachment(
        mail.ics,
        maintype="text",
        subtype="calendar",
        filename="notice.ics",
        params={"method": mail.method, "charset": "utf-8"},
    )
    made.set_boundary(f"=_{DOMAIN}_{sha256(mail.id.encode() + mail.ics).hexdigest()[:32]}")
    return made.as_bytes()
