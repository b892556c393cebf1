"""What ``export`` wrote into a programme to be read back; other files have none of it."""

import json
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from scheduler.problem import Document, RollingOrder, Slot
from scheduler.problem.amounts import Positive
from scheduler.problem.fields import Item, Text

TARGET = "rollgrid"
Name = Annotated[str, Field(pattern=r"^[^\s:/]{1,80}$")]
Id = Annotated[str, Field(pattern=r"^\S{1,80}$")]


class Marks(BaseModel):
    """What is printed of a session, and has no place of its own in a programme."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    items: tuple[Item, ...] = ()
    organiser: Text = ""
    closed: bool = False
    webcast: bool = False
    tbc: bool = False


class Remembered(BaseModel):
    """
    What a programme has no place for; ``rooms`` by name, ``sessions`` by number of a talk.

    ``days``: of the meeting; None in what was written before it was remembered. ``marks``: by
    session; ``meetings``: the number of the first meeting of a body.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    meeting: Id
    timezone: str
    grid: Annotated[int, Field(ge=1, le=60, strict=True)]
    slots: tuple[Slot, ...]
    rooms: dict[str, Name]
    sessions: dict[str, Id]
    rolling: tuple[RollingOrder, ...] = ()
    days: tuple[str, ...] | None = None
    marks: dict[str, Marks] = {}
    documents: tuple[Document, ...] = ()
    meetings: dict[Text, Positive] = {}


def remembered(text: str) -> Remembered | None:
    """What cannot be ours is passed over: the file is then read as one of others."""
    try:
        memory = Remembered.model_validate(json.loads(text))
        ZoneInfo(memory.timezone)
    except (ValueError, OSError, LookupError, RecursionError):
        return None
    return memory if memory.slots else None
