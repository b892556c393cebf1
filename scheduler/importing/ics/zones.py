"""
The time zones of a calendar: those that it defines, and the names that everybody knows.

RFC 5545 (3.2.19) asks for a VTIMEZONE in the file for each TZID. What the file defines is what its
times mean, whatever its name means elsewhere. Many programs leave the definition out for names that
everybody knows, so these are taken as well; a time in another zone could be any hour.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import cache

from scheduler.importing.ics.content_lines import Component

PROBES = tuple(datetime(2025, month, 15, 12) for month in (1, 4, 7, 10))


class Zones:
    """Zones by name; ``around``: naive moments at which two zones of one name are compared."""

    def __init__(self, components: Iterable[Component], around: Sequence[datetime]) -> None:
        self._defined = {
            _id(line.value): component
            for component in components
            for line in component.all("TZID")[:1]
        }
        self._known: dict[str, tzinfo | None] = {}
        self._unread: list[Component] = []
        self._probes = around

    def __call__(self, name: str) -> tzinfo | None:
        id = _id(name)
        if id not in self._known:
            component = self._defined.get(id)
            defined = _defined(component) if component is not None else None
            if component is not None and defined is None:
                self._unread.append(component)
            self._known[id] = defined if defined is not None else listed(id)
        return self._known[id]

    def unread(self) -> Iterator[Component]:
        """Definitions that were asked for and cannot be understood; their names stand instead."""
        return (part for part in self._unread if self._known[_id(part.all("TZID")[0].value)])

    def misleading(self) -> Iterator[Component]:
        """Definitions that were used, and are not what their names say elsewhere."""
        for id, used in self._known.items():
            component, other = self._defined.get(id), listed(id)
            if component is None or used is None or other is None or used is other:
                continue
            if any(_offset(used, at) != _offset(other, at) for at in self._probes):
                yield component


def _offset(zone: tzinfo, moment: datetime) -> timedelta | None:
    return moment.replace(tzinfo=zone).utcoffset()


def _id(text: str) -> str:
    return text.strip().strip('"').strip("/")


def _defined(component: Component) -> tzinfo | None:
    """What a VTIMEZONE says; None if it cannot be understood."""
    from icalendar import Timezone

    lines = (line.text for line in component.lines)
    text = "\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # with the names of zones in them
        try:
            parsed = Timezone.from_ical(f"{text}\r\n")
            assert isinstance(parsed, Timezone)
            zone: tzinfo = parsed.to_tz(lookup_tzid=False)
            offsets = [_offset(zone, probe) for probe in PROBES]
        except Exception:  # icalendar lets anything out on a broken definition; ``unread`` tells it
            return None
    return zone if None not in offsets else None


@cache
def listed(zone: str) -> tzinfo | None:
    """A zone by the names of IANA, and those of Windows."""
    from icalendar.timezone import tzp

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of vendors' prefixes, which are understood
        try:
            return tzp.timezone(f"/{zone}")
        except (OSError, ValueError):
            return None
