"""What ``export xml`` wrote into a schedule.xml to be read back; other files have nothing of it."""

import json
from typing import Annotated
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from scheduler.problem import RollingOrder, Slot

TARGET = "rollgrid"
Name = Annotated[str, Field(pattern=r"^[^\s:/]{1,80}$")]
Id = Annotated[str, Field(pattern=r"^\S{1,80}$")]


class Remembered(BaseModel):
    """What a schedule.xml has no place for; ``rooms`` by name, ``sessions`` by number of a talk."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    meeting: Id
    timezone: str
    grid: Annotated[int, Field(ge=1, le=60, strict=True)]
    slots: tuple[Slot, ...]
    rooms: dict[str, Name]
    sessions: dict[str, Id]
    rolling: tuple[RollingOrder, ...] = ()


class _Builder:
    """Builds a tree, and keeps our processing instruction, wherever it stands."""

    def __init__(self) -> None:
        self.text = ""
        tree = TreeBuilder()
        self.start, self.end, self.data, self.close = tree.start, tree.end, tree.data, tree.close

    def pi(self, target: str, text: str | None = None) -> None:
        if target == TARGET:
            self.text = self.text or text or ""


def parse(text: str) -> tuple[Element, Remembered | None]:
    """The root of an XML text, and what we remembered; ParseError, ValueError if it is no XML."""
    builder = _Builder()
    parser = XMLParser(target=builder)
    parser.feed(text)
    root: Element = parser.close()
    return root, _read(builder.text)


def _read(text: str) -> Remembered | None:
    """What cannot be ours is passed over: the file is then read as one of others."""
    try:
        remembered = Remembered.model_validate(json.loads(text))
        ZoneInfo(remembered.timezone)
    except (ValueError, OSError, LookupError, RecursionError):
        return None
    return remembered if remembered.slots else None
