"""The CSP11 meeting and its timetables as the annex prints them, for the tests of the writers."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Sitting
from scheduler.timetable import Record, Timetable

GENEVA = ZoneInfo("Europe/Zurich")
ENIP = "WGETI Sub-working Group on exchange of national implementation practices"
CEI = "WGETI Sub-working Group on current and emerging implementation issues"
TITLE = "DRAFT SCHEDULE OF CSP11 WORKING GROUP MEETINGS: 25-28 FEBRUARY 2025*"
FOOTNOTE = (
    "* The draft schedule is subject to change, as appropriate. The meetings of the respective "
    "Working Groups will be held **on a rolling basis**. The draft agendas are in the documents "
    "that the chairs and other office holders issue through the ATT Secretariat."
)
CSP11: dict[str, Any] = {
    "meeting": {
        "id": "att-csp11-wg",
        "title": "CSP11 Working Group Meetings",
        "venue": "CICG Geneva",
        "timezone": "Europe/Zurich",
    },
    "days": [date(2025, 2, day) for day in (25, 26, 27, 28)],
    "slots": [
        {"id": "morning", "start": "10:00", "end": "13:00"},
        {"id": "lunch", "start": "13:15", "end": "14:45", "only": ["side-event"]},
        {"id": "afternoon", "start": "15:00", "end": "18:00"},
    ],
    "rooms": [{"id": "plenary", "name": "Room 2"}, {"id": "annex", "name": "Room 3"}],
    "sessions": [
        {"id": "enip", "title": ENIP, "group": "WGETI", "minutes": 360},
        {"id": "cei", "title": CEI, "group": "WGETI", "minutes": 450},
        {"id": "wgtu", "title": "WGTU", "group": "WGTU", "minutes": 270},
        {"id": "wgtr", "title": "WGTR", "group": "WGTR", "minutes": 360},
    ],
    "rolling": [{"room": "plenary", "order": ["enip", "cei", "wgtu", "wgtr"]}],
    "annex": {"title": TITLE, "footnotes": [FOOTNOTE], "side_events": "tbc"},
}
PRINTED = (
    *("enip 25 10:00-13:00", "enip 25 15:00-18:00"),
    *("cei 26 10:00-13:00", "cei 26 15:00-18:00", "cei 27 10:00-11:30"),
    *("wgtu 27 11:30-13:00", "wgtu 27 15:00-18:00"),
    *("wgtr 28 10:00-13:00", "wgtr 28 15:00-18:00"),
)
AFTER_AN_OVERRUN = (
    *("enip 25 10:00-13:00", "enip 25 15:00-18:00", "enip 26 10:00-10:30"),
    *("cei 26 10:30-13:00", "cei 26 15:00-18:00", "cei 27 10:00-12:00"),
    *("wgtu 27 12:00-13:00", "wgtu 27 15:00-18:00", "wgtu 28 10:00-10:30"),
    *("wgtr 28 10:30-13:00", "wgtr 28 15:00-18:30"),
)
LUNCHES = (
    {"id": "briefing", "title": "Briefing on the reporting templates", "tbc": True},
    {"id": "launch", "title": "Launch of the handbook"},
)


def meeting(**changes: Any) -> Problem:
    """CSP11 with other days, rooms, sessions, annex ... (a whole field each)."""
    return Problem.model_validate({**CSP11, **changes})


def titled(*titles: str, **changes: Any) -> Problem:
    """CSP11 with other titles, in the order of its sessions."""
    named = zip(CSP11["sessions"], titles, strict=False)
    retitled = [{**session, "title": title} for session, title in named]
    return meeting(sessions=[*retitled, *CSP11["sessions"][len(titles) :]], **changes)


def with_lunches(**changes: Any) -> Problem:
    """CSP11 with the side events briefing and launch."""
    side = [{**lunch, "kind": "side-event", "minutes": 90} for lunch in LUNCHES]
    return meeting(sessions=[*CSP11["sessions"], *side], **changes)


def sittings(*lines: str) -> tuple[Sitting, ...]:
    """``"enip 25 10:00-13:00 plenary"``: session, day of February, hours, room (plenary)."""
    read = [line.split() for line in lines]
    names = [words[0] for words in read]
    return tuple(
        Sitting(
            session=name,
            part=names[:index].count(name) + 1,
            parts=names.count(name),
            room=words[3] if len(words) > 3 else "plenary",
            start=_moment(words[1], words[2].split("-")[0]),
            end=_moment(words[1], words[2].split("-")[1]),
        )
        for index, (name, words) in enumerate(zip(names, read, strict=True))
    )


def timetable(*lines: str) -> Timetable:
    return Timetable.of(sittings(*lines))


def record(*lines: str, **changes: Any) -> Record:
    """A record of these sittings."""
    return Record.model_validate(
        {
            "meeting": "att-csp11-wg",
            "scenario_sha256": "0" * 64,
            "timezone": "Europe/Zurich",
            "sittings": sittings(*lines),
            **changes,
        }
    )


def _moment(day: str, clock: str) -> datetime:
    hour, minute = clock.split(":")
    # Hours past 24 are those after midnight.
    start = datetime(2025, 2, 1, int(hour) % 24, int(minute), tzinfo=GENEVA)
    return start + timedelta(days=int(day) - 1 + int(hour) // 24)
