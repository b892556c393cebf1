"""schedule.json: what schedule.xml says, as objects and lists."""

import json
import re
from collections.abc import Iterator
from typing import Any

from scheduler.importing.programme.source import (
    MARKS_CAP,
    TALK_CAP,
    ProgrammeError,
    RawLink,
    RawTalk,
    Source,
)
from scheduler.importing.programme.xml_reader import FIELDS
from scheduler.importing.round_trip import TARGET

NAMES = ("public_name", "full_public_name", "name")
ADDRESSES, CALLED = ("url", "href"), ("title", "description", "name")
HALF = re.compile("[\ud800-\udfff]")


def read(data: bytes) -> Source:
    """ProgrammeError if it is no JSON, or no schedule."""
    if data.count(b",") > MARKS_CAP:
        raise ProgrammeError(f"more than {MARKS_CAP:,} values")
    try:
        content = _whole(json.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
        raise ProgrammeError(f"is not JSON: {reason}") from None
    schedule = _object(_object(content).get("schedule"))
    conference = _object(schedule.get("conference"))
    days = [_object(day) for day in _list(conference.get("days"))]
    if not conference:
        raise ProgrammeError("is not a schedule.json: it has no schedule.conference")
    talks: list[RawTalk] = []
    for day in days:
        for around, talk in _talks(day):
            if len(talks) >= TALK_CAP:
                raise ProgrammeError(f"more than {TALK_CAP:,} talks")
            talks.append(_talk(len(talks) + 1, talk, around, _text(day.get("date"))))
    memory = schedule.get(TARGET)
    return Source(
        acronym=_text(conference.get("acronym")),
        title=_text(conference.get("title")),
        zone=_text(conference.get("time_zone_name")),
        days=tuple(_text(day.get("date")) for day in days),
        talks=tuple(talks),
        memory=json.dumps(memory) if isinstance(memory, dict) else "",
    )


def _talks(day: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for room, talks in _object(day.get("rooms")).items():
        for talk in _list(talks):
            yield room, _object(talk)


def _talk(number: int, talk: dict[str, Any], around: str, day: str) -> RawTalk:
    people = [_object(person) for person in _list(talk.get("persons"))]
    names = (next((_text(p[n]) for n in NAMES if p.get(n)), "") for p in people)
    return RawTalk(
        number=number,
        line=0,
        id=_text(talk.get("id")),
        fields={name: _text(talk.get(name)) for name in FIELDS},
        people=tuple(name for name in names if name),
        around=around,
        day=day,
        links=tuple(
            _link(link) for list in ("links", "attachments") for link in _list(talk.get(list))
        ),
    )


def _link(value: object) -> RawLink:
    if isinstance(value, str):
        return RawLink(value, "")
    link = _object(value)
    url, text = (
        next((_text(link[n]) for n in ns if link.get(n)), "") for ns in (ADDRESSES, CALLED)
    )
    return RawLink(url, text)


def _whole(value: Any) -> Any:
    r"""The same without half characters (``\ud800``), which nothing can write."""
    if isinstance(value, str):
        return HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(one) for name, one in value.items()}
    return value


def _text(value: object) -> str:
    """Text and numbers; anything else is nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
