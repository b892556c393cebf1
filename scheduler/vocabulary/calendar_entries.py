"""The names of the entries of our calendars, for the writer and for the reader."""

from urllib.parse import quote, unquote

DOMAIN = "rollgrid"
REVISION, OF, ROOM = "X-ROLLGRID-REVISION", "X-ROLLGRID-OF", "X-ROLLGRID-ROOM"
"""What a later issue has to know of this one, and no other program minds."""


def uid(meeting: str, session: str, part: int) -> str:
    """The name of an entry in all calendars: ``enip.1@att-csp11-wg.rollgrid``, always ASCII."""
    return f"{quote(session, safe='')}.{part}@{quote(meeting, safe='')}.{DOMAIN}"


def part_of(uid: str, meeting: str) -> tuple[str, int] | None:
    """Session and part of a uid of this meeting, or None."""
    name, _, domain = uid.rpartition("@")
    session, _, part = name.rpartition(".")
    if domain != f"{quote(meeting, safe='')}.{DOMAIN}" or not session:
        return None
    short = part.isdecimal() and part.isascii() and len(part) < 10
    return (unquote(session), int(part)) if short else None
