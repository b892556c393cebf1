"""
Time zones that a calendar names and that nobody defines.

RFC 5545 (3.2.19) asks for a VTIMEZONE in the file for each TZID. Many programs leave it out for
names that everybody knows, so these are taken as well; a time in another zone could be any hour.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAME = re.compile(r"[^:;]+")
QUOTED = r'"[^"]*"'
ZONE = re.compile(rf';TZID=({QUOTED}|[^;:"]*)', re.IGNORECASE)
HEAD = re.compile(rf"(?:{QUOTED}|[^:\"])*")
"""The name of a line and its parameters, in which a colon may be quoted."""
TIMED = ("VEVENT", "VFREEBUSY")


@dataclass(frozen=True, slots=True)
class Stray:
    """A time that nobody can place: its line, and which field of which component it is in."""

    line: int
    component: str
    number: int
    field: str

    def __str__(self) -> str:
        return f"{self.component} {self.number}: {self.field} is in an unknown time zone"


def strays(text: str) -> tuple[Stray, ...]:
    """
    Every time whose TZID neither a VTIMEZONE of the file defines nor a list of zones knows.

    Appointments that are cancelled or shown as free are passed over, since they do not count.
    """
    lines = tuple(_unfolded(text))
    defined = {_id(content[5:]) for _, content in lines if content.upper().startswith("TZID:")}
    return tuple(_strays(lines, defined))


def _strays(lines: Iterable[tuple[int, str]], defined: set[str]) -> Iterator[Stray]:
    numbers: Counter[str] = Counter()
    inside: list[str] = []
    stray_names: list[Stray] = []
    counts = True
    names = dict.fromkeys(defined, True)
    for line, content in lines:
        upper = content.upper()
        if upper.startswith("BEGIN:"):
            inside.append(upper[6:].strip())
            numbers[inside[-1]] += 1
            if inside[-1] in TIMED:
                stray_names, counts = [], True
        elif upper.startswith("END:"):
            if inside and inside.pop() in TIMED and counts:
                yield from stray_names
        elif inside and inside[-1] in TIMED:
            counts = counts and upper not in ("STATUS:CANCELLED", "TRANSP:TRANSPARENT")
            zone = _zone(content)
            if zone is not None and not names.setdefault(zone, _is_listed(zone)):
                field = NAME.match(upper)
                name = field.group()[:20] if field is not None else "a field"
                stray_names.append(Stray(line, inside[-1], numbers[inside[-1]], name))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Content lines, each with the number of its first line; what begins with a space goes on."""
    start, parts = 1, list[str]()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        if parts:
            yield start, "".join(parts)
        start, parts = number, [line]
    yield start, "".join(parts)


def _zone(content: str) -> str | None:
    head = HEAD.match(content)
    match = ZONE.search(head.group()) if head is not None else None
    return _id(match[1]) if match is not None else None


def _id(text: str) -> str:
    return text.strip().strip('"').strip("/")


def _is_listed(zone: str) -> bool:
    """As the reader of calendars looks it up: the names of IANA, and those of Windows."""
    from icalendar.timezone import tzp

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of vendors' prefixes, which are understood
        try:
            return tzp.timezone(f"/{zone}") is not None
        except (OSError, ValueError):
            return False
