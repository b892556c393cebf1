"""A calendar that an earlier issue wrote, read back, so that the next one counts on from it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from icalendar import Calendar as File
from icalendar import Component

from scheduler import files
from scheduler.render.calendars.entries import Entry
from scheduler.vocabulary.calendar_entries import OF, REVISION, ROOM, part_of


class NoCalendarError(Exception):
    """A file is no calendar that can be counted on from; the message says why."""


LARGEST = 64 * 1024 * 1024
"""Bytes; a meeting of 300 sittings takes 150 kB."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A calendar as it was issued."""

    revision: int
    of: str | None
    entries: dict[tuple[str, int], Entry]


def read(path: Path, meeting: str) -> Earlier:
    """
    A calendar of this meeting as ``export ics`` wrote it.

    Raises
    ------
    NoCalendarError
        It cannot be read, is no calendar of ours, or of another meeting.
    """
    try:
        data = files.read(path, LARGEST, "a calendar that is read")
        if len(data) > LARGEST:
            raise NoCalendarError(
                f"{path}: larger than {LARGEST:,} bytes, too large for a calendar"
            )
        file = File.from_ical(data)
        revision = int(str(file[REVISION]))
        of = str(file[OF]) if OF in file else None
        entries = {e.key: e for e in (_entry(event, meeting) for event in file.walk("VEVENT"))}
    except OSError as error:
        raise NoCalendarError(f"{path}: cannot be read: {error.strerror or error}") from None
    except KeyError as error:
        complaint = (
            f"{path} is not a calendar that rollgrid wrote: it has no {str(error.args[0])[:40]}"
        )
        raise NoCalendarError(complaint) from None
    except StrangerError as error:
        raise NoCalendarError(f"{path}: an entry is not of meeting {meeting!r}: {error}") from None
    except (ValueError, TypeError, AttributeError, LookupError):
        raise NoCalendarError(f"{path} is not a readable calendar (iCalendar)") from None
    return Earlier(revision, of, entries)


class StrangerError(Exception):
    """A calendar has an entry of something else."""


def _entry(event: Component, meeting: str) -> Entry:
    key = part_of(str(event["UID"]), meeting)
    if key is None:
        raise StrangerError(str(event["UID"])[:80])
    return Entry(
        *key,
        room=str(event[ROOM]),
        start=_moment(event, "DTSTART"),
        end=_moment(event, "DTEND"),
        sequence=int(str(event["SEQUENCE"])),
        cancelled=str(event.get("STATUS", "")) == "CANCELLED",
    )


def _moment(event: Component, name: str) -> datetime:
    moment = getattr(event[name], "dt", None)
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(f"{name} is no moment")
    return moment.astimezone(UTC)
