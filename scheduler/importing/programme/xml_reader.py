"""schedule.xml: elements with their lines, in whatever encoding the first line names."""

from xml.etree.ElementTree import Element
from xml.parsers import expat

from scheduler.importing.programme.source import (
    MARKS_CAP,
    TALK_CAP,
    ProgrammeError,
    RawLink,
    RawTalk,
    Source,
)
from scheduler.importing.round_trip import TARGET

LINE = " line"
"""Attribute of every element: where it begins; no attribute of a file can be called so."""
DEPTH = 64
FIELDS = (
    *("date", "start", "duration", "room", "slug", "title", "track", "type"),
    *("abstract", "description"),
)
LINKS = ("links/link", "attachments/attachment")


class _Tree:
    """What expat tells, as elements; names have no prefix, whether it is declared or not."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._parser = expat.ParserCreate()
        self.root: Element | None = None
        self.memory = ""
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartDoctypeDeclHandler = self._doctype

    def parse(self, data: bytes) -> Element:
        self._parser.Parse(data, True)
        assert self.root is not None  # expat refuses a file without an element
        return self.root

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEPTH:
            raise ProgrammeError(f"line {self._parser.CurrentLineNumber}: elements nest too deep")
        named = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        element = Element(tag.rpartition(":")[2], named)
        element.set(LINE, str(self._parser.CurrentLineNumber))
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        inside = self._open[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or "") + text
        else:
            inside.text = (inside.text or "") + text

    def _instruction(self, target: str, text: str) -> None:
        if target == TARGET:
            self.memory = self.memory or text

    def _doctype(self, *_: object) -> None:
        # entities are declared in one: they can name files, and grow without end
        raise ProgrammeError("has a DOCTYPE, which a programme does not need; not read")


def read(data: bytes) -> Source:
    """ProgrammeError if it is no XML, has a DOCTYPE, or is no schedule."""
    if data.count(b"<") + data.count(b"=") > MARKS_CAP:
        raise ProgrammeError(f"more than {MARKS_CAP:,} tags and attributes")
    tree = _Tree()
    try:
        root = tree.parse(data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ProgrammeError(f"is not XML: {error}") from None
    if root.tag != "schedule":
        raise ProgrammeError(f"is not a schedule.xml: the root is {root.tag[:40]!r}")
    conference = root.find("conference")
    found = conference if conference is not None else Element("conference")
    days = root.findall("day")
    talks: list[RawTalk] = []
    for day in days:
        for room in day.findall("room"):
            for talk in room.findall("event"):
                if len(talks) >= TALK_CAP:
                    raise ProgrammeError(f"more than {TALK_CAP:,} talks")
                talks.append(_talk(len(talks) + 1, talk, room, day))
    return Source(
        acronym=found.findtext("acronym") or "",
        title=found.findtext("title") or "",
        zone=found.findtext("time_zone_name") or "",
        days=tuple(day.get("date", "") for day in days),
        talks=tuple(talks),
        memory=tree.memory,
    )


def _talk(number: int, talk: Element, room: Element, day: Element) -> RawTalk:
    return RawTalk(
        number=number,
        line=int(talk.get(LINE, "0")),
        id=talk.get("id", ""),
        fields={name: _inside(talk.find(name)) for name in FIELDS},
        people=tuple("".join(person.itertext()) for person in talk.findall("persons/person")),
        around=room.get("name", ""),
        day=day.get("date", ""),
        links=tuple(
            RawLink(link.get("href", ""), "".join(link.itertext()))
            for path in LINKS
            for link in talk.findall(path)
        ),
    )


def _inside(element: Element | None) -> str:
    """All text of an element: descriptions may have elements of their own."""
    return "".join(element.itertext()) if element is not None else ""
