"""
One notice as a mail (RFC 5322): equal notices, equal bytes; every text only text.

Whom it goes to is an office, whose address is not ours to know: ``To`` is a group without
addresses, there is no ``From``, and ``X-Unsent`` makes mail programs open it as a draft.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Literal
from urllib.parse import quote

from scheduler.notices.recipients import Recipient
from scheduler.notices.short_text import shortened
from scheduler.render.words.words import printable

DOMAIN = "rollgrid"
SUBJECT = 200
"""Characters of a subject, at most."""


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
    made["To"] = [Group(_ascii_title(mail.recipient), ())]
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


def _ascii_title(recipient: Recipient) -> str:
    return shortened(printable(recipient.title), 78) or recipient.id
