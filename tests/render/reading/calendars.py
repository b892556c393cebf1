"""Calendars read with two libraries: one takes zones from their names, one from the file."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import vobject
from icalendar import Calendar

from tests.render.reading.promised import plain


@dataclass(frozen=True)
class Appointment:
    """An entry; moments in UTC."""

    start: datetime
    end: datetime
    room: str
    title: str
    sequence: int
    cancelled: bool


def by_icalendar(data: bytes) -> dict[str, Appointment]:
    """UID -> entry, with the time zones of this machine."""
    entries: list[Any] = Calendar.from_ical(data).walk("VEVENT")
    return {
        str(entry["UID"]): Appointment(
            entry["DTSTART"].dt.astimezone(UTC),
            entry["DTEND"].dt.astimezone(UTC),
            plain(str(entry["LOCATION"])),
            plain(str(entry["SUMMARY"])),
            int(entry["SEQUENCE"]),
            str(entry["STATUS"]) == "CANCELLED",
        )
        for entry in entries
    }


def by_vobject(data: bytes) -> dict[str, Appointment]:
    """
    UID -> entry, with the time zone that the file describes.

    The library keeps the first zone of a name for all files, so that of each has a name of its own.
    """
    own = f"zone-{sha256(data).hexdigest()}"
    text = re.sub(r"TZID([:=])[^:\r\n]+", rf"TZID\g<1>{own}", _unfolded(data))
    entries: list[Any] = vobject.readOne(text).vevent_list
    return {
        entry.uid.value: Appointment(
            entry.dtstart.value.astimezone(UTC),
            entry.dtend.value.astimezone(UTC),
            plain(entry.location.value),
            plain(entry.summary.value),
            int(entry.sequence.value),
            entry.status.value == "CANCELLED",
        )
        for entry in entries
    }


def _unfolded(data: bytes) -> str:
    return data.replace(b"\r\n ", b"").decode()


def revision(data: bytes) -> int:
    return int(str(Calendar.from_ical(data)["X-ROLLGRID-REVISION"]))
