"""
The timetable file: canonical JSON out, and back in with every complaint at once.

Equal records give equal bytes; times carry the offset of the meeting's time zone, so that the
file reads like the annex and still names moments, not wall clocks.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scheduler.errors import TimetableError, did_you_mean
from scheduler.files import read as read_file
from scheduler.problem import Sitting
from scheduler.timetable.json_lines import line_at, lines_of
from scheduler.timetable.record import Record
from scheduler.vocabulary.json_text import json_text
from scheduler.vocabulary.locations import Loc, dotted

VERSION = 1
LARGEST, VALUES_CAP = 16_000_000, 500_000
"""Bytes and values of a timetable file; 10,000 sessions take 3,000,000 and 80,000."""
MOST = 50
"""Complaints that are told; one mistake of a script is in every sitting."""
MOMENT = re.compile(r"(19|2[01])\d\d-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
"""How a moment begins; in other years it is a slip, and a time zone may leave the calendar."""

Complaint = tuple[Loc, str]


def to_bytes(record: Record) -> bytes:
    """
    A record as the interface fixes it: UTF-8, sittings by start, room, session.

    Every field is written, also the empty ones: who reads the file need not know what is left
    out when. Only ``run.seconds`` differs between equal runs.
    """
    sittings = [sitting.model_dump() for sitting in record.timetable.sittings]
    return dumped({**record.model_dump(), "sittings": sittings}, record.zone)


def dumped(content: object, zone: ZoneInfo) -> bytes:
    """Canonical JSON of plain data, moments with the zone's offset; ends with a newline."""
    return json_text(content, zone).encode()


def read(path: Path) -> Record:
    """
    A timetable file, also a hand-made one with no more than format_version, meeting, timezone
    and sittings; what else it does not say is empty.

    TimetableError with every complaint, one a line: file, line where known, thing, what is wrong
    with it.
    """
    text = _text(path)
    content = _parsed(path, text)
    version = content.get("format_version")
    if version != VERSION or isinstance(version, bool):
        message = f"format_version: expected {VERSION}, not {_quoted(version)}"
        _refuse(path, text, {("format_version",): message})
    complaints = dict(_doubts(content))
    try:
        made = Record.model_validate_json(
            json.dumps({"scenario_sha256": "", **content}), strict=True
        )
    except ValidationError as error:
        complaints |= (_complaint(detail) for detail in error.errors(include_url=False))
    if complaints:
        _refuse(path, text, complaints)
    return made


def _text(path: Path) -> str:
    try:
        data = read_file(path, LARGEST, "a timetable that is read")
    except OSError as error:
        raise TimetableError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(data) > LARGEST:
        raise TimetableError(f"{path}: larger than {LARGEST:,} bytes, too large for a timetable")
    if data.count(b",") > VALUES_CAP:
        raise TimetableError(f"{path}: more than {VALUES_CAP:,} values, too many for a timetable")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TimetableError(f"{path}:{line}: not UTF-8 text") from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        content = json.loads(text, parse_constant=_no_number, object_pairs_hook=_unique)
        json.dumps(content, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise TimetableError(f"{place}: is not JSON: {error.msg}") from None
    except UnicodeEncodeError:
        raise TimetableError(f"{path}: holds half a character, such as \\ud800") from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise TimetableError(f"{path}: cannot be read: {reason}") from None
    if not isinstance(content, dict):
        raise TimetableError(f"{path}:1: expected an object with format_version, sittings, ...")
    return content


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice = next(name for name, times in Counter(n for n, _ in pairs).items() if times > 1)
        raise ValueError(f"the field {_quoted(twice)} is listed twice in one object")
    return fields


def _complaint(detail: ErrorDetails) -> Complaint:
    """Pydantic's finding in the planner's words, at the place it is about."""
    loc = tuple(detail["loc"])
    match detail["type"]:
        case "missing":
            return loc, f"{dotted(loc)}: is missing"
        case "extra_forbidden":
            fields = Record.model_fields if len(loc) == 1 else Sitting.model_fields
            hint = did_you_mean(str(loc[-1]), fields)
            return loc, f"{dotted(loc)}: unknown field{hint}"
        case "timezone_aware":
            value = _quoted(detail["input"])
            return loc, f"{dotted(loc)}: {value} has no UTC offset, such as +01:00"
    shown = _quoted(detail["input"])
    reason = detail["msg"].removeprefix("Value error, ")
    return loc, f"{dotted(loc) or 'the file'}: {reason[:1].lower()}{reason[1:]}, not {shown}"


def _doubts(content: Mapping[str, Any]) -> Iterator[Complaint]:
    """What is of the right type and still cannot be meant."""
    name = content.get("timezone")
    if isinstance(name, str) and not _is_zone(name):
        hint = "IANA names such as 'Europe/Zurich' are known"
        yield ("timezone",), f"timezone: there is no time zone {_quoted(name)}; {hint}"
    for loc, sitting in _places(content):
        for field in ("start", "end"):
            value = sitting.get(field)
            if isinstance(value, str) and not MOMENT.match(value):
                at = (*loc, field)
                expected = "expected '2025-02-25T10:00:00+01:00'"
                yield at, f"{dotted(at)}: {expected}, not {_quoted(value)}"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _places(content: Mapping[str, Any]) -> Iterator[tuple[Loc, dict[str, Any]]]:
    """Whatever stands where a sitting should, with its place in the file."""
    lists: list[tuple[Loc, Any]] = [(("sittings",), content.get("sittings"))]
    for index, change in _objects(content.get("changes")):
        lists += [(("changes", index, side), change.get(side)) for side in ("before", "after")]
    for loc, value in lists:
        for index, sitting in _objects(value):
            yield (*loc, index), sitting


def _objects(value: object) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, element in enumerate(value if isinstance(value, list) else ()):
        if isinstance(element, dict):
            yield index, element


def _refuse(path: Path, text: str, complaints: Mapping[Loc, str]) -> NoReturn:
    lines = lines_of(text)
    placed = sorted((line_at(lines, loc), message) for loc, message in complaints.items())
    shown = [f"{path}:{line}: {message}" for line, message in placed[:MOST]]
    if len(complaints) > MOST:
        shown.append(f"{path}: and {len(complaints) - MOST} more complaints")
    raise TimetableError("\n".join(shown))


def _quoted(value: object) -> str:
    shown = "nothing" if value is None else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
