"""Content lines of a calendar file, and the components that they make (RFC 5545, 3.1 and 3.6)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

QUOTED = r'"[^"]*"'
HEAD = re.compile(rf"(?:{QUOTED}|[^:\"])*+")
"""The name of a line and its parameters, in which a colon may be quoted; it gives nothing back."""
PARAMETER = re.compile(rf";\s*([^=;:\"]+)=((?:{QUOTED}|[^;:\"])*)")
PARAMETERS_CAP = 20_000
"""Characters of a line that are looked through for parameters; a guest has some 200."""
KEPT = frozenset(("VEVENT", "VFREEBUSY", "VTIMEZONE"))
DEPTH = 8
"""Components within one another; an alarm in an appointment in a calendar are three."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it begins, its name in capitals, its parameters, and what it says."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str
    text: str


@dataclass(slots=True)
class Component:
    """
    An appointment, a list of busy times or a time zone.

    ``number``: which one of its kind in the file. ``lines``: its own, without those of what is in
    it, but for time zones, which have them all. ``is_closed``: whether it has an end.
    """

    kind: str
    number: int
    line: int
    lines: list[Line] = field(default_factory=list)
    is_closed: bool = False

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def last(self, name: str) -> Line | None:
        return next((line for line in reversed(self.lines) if line.name == name), None)

    def said(self, name: str) -> str:
        """What its last line of that name says, in capitals; empty if there is none."""
        line = self.last(name)
        return "" if line is None else line.value.strip().upper()


@dataclass(slots=True)
class CalendarPart:
    """One VCALENDAR of a file: its own lines, and its components."""

    whole: Component
    components: list[Component] = field(default_factory=list)


def text_of(data: bytes) -> str:
    """The text of a file, whatever it is encoded in: what counts in it is ASCII."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8-sig", "replace")


def calendars(text: str) -> list[CalendarPart]:
    """Every VCALENDAR of a text; empty if there is none."""
    parts: list[CalendarPart] = []
    numbers: Counter[str] = Counter()
    inside: list[Component] = []
    for number, content in _unfolded(text):
        line = _line(number, content)
        kind = line.value.strip().upper()
        if line.name == "BEGIN" and len(inside) < DEPTH:
            if kind in KEPT and _within(inside, KEPT):
                inside = inside[:1]  # what it stands in has no end
            numbers[kind] += 1
            component = Component(kind, numbers[kind], number)
            if kind == "VCALENDAR":
                parts.append(CalendarPart(component))
                inside = []
            elif parts and kind in KEPT:
                parts[-1].components.append(component)
            inside.append(component)
        elif line.name == "END":
            _close(inside, kind)
        elif inside:
            inside[-1].lines.append(line)
        _add_to_zone(inside, line)
    return parts


def _within(inside: list[Component], kinds: frozenset[str]) -> bool:
    return any(component.kind in kinds for component in inside)


def _close(inside: list[Component], kind: str) -> None:
    """What was not closed within it ends with it."""
    if any(component.kind == kind for component in inside):
        while inside:
            component = inside.pop()
            if component.kind == kind:
                component.is_closed = True
                return


def _add_to_zone(inside: list[Component], line: Line) -> None:
    """A time zone is its parts: it has their lines too."""
    zone = next((c for c in inside[:-1] if c.kind == "VTIMEZONE"), None)
    if zone is not None:
        zone.lines.append(line)
    elif inside and inside[-1].kind == "VTIMEZONE" and line.name == "END":
        zone = inside[-1]
        zone.lines.append(line)


def _line(number: int, content: str) -> Line:
    head = HEAD.match(content)
    before = head.group() if head is not None else ""
    name = before.partition(";")[0].strip().upper()
    parameters = {
        match[1].strip().upper(): match[2].strip().strip('"')
        for match in PARAMETER.finditer(before[:PARAMETERS_CAP])
    }
    return Line(number, name, parameters, content[len(before) + 1 :], content)


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
