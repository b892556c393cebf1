"""schedule.json: what schedule.xml says, for apps that read JSON, in either profile."""

import json
from typing import Any

from scheduler import __version__
from scheduler.problem import Problem
from scheduler.render.apps.programme import Day, Hall, Presiding, Programme, Talk, programme
from scheduler.render.apps.remembered import TARGET, memory
from scheduler.render.formats import ExportRequest
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes

Object = dict[str, Any]


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    """What an app reads in a profile; without one, the timetable file itself."""
    if request.profile is None:
        return to_bytes(record)
    made = programme(problem, record, request.draft)
    full = request.profile == "pretalx"
    content: Object = {"generator": {"name": "rollgrid", "version": __version__}} if full else {}
    content["schedule"] = {
        "version": made.version,
        "conference": _conference(made, full=full),
        TARGET: memory(problem, made),
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _conference(made: Programme, *, full: bool) -> Object:
    halls = {hall.name: hall for day in made.days for hall in day.halls}
    return {
        "acronym": made.id if full else made.acronym,
        "title": made.title,
        "start": made.days[0].day.isoformat(),
        "end": made.days[-1].day.isoformat(),
        "daysCount": len(made.days),
        "timeslot_duration": made.grid,
        "time_zone_name": made.timezone,
        "rooms": [_room(halls[name]) for name in sorted(halls)],
        "days": [_day(day, full=full) for day in made.days],
    }


def _room(hall: Hall) -> Object:
    return {
        "name": hall.name,
        "guid": str(hall.guid),
        "description": None,
        "capacity": hall.seats,
    }


def _day(day: Day, *, full: bool) -> Object:
    return {
        "index": day.index,
        "date": day.day.isoformat(),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": {hall.name: [_talk(talk, full=full) for talk in hall.talks] for hall in day.halls},
    }


def _talk(talk: Talk, *, full: bool) -> Object:
    more: Object = (
        {"recording_license": "", "do_not_record": None, "attachments": [], "answers": []}
        if full
        else {}
    )
    return {
        "id": talk.number,
        "guid": str(talk.guid),
        "date": talk.start.isoformat(),
        "start": f"{talk.start:%H:%M}",
        "duration": talk.duration,
        "room": talk.room,
        "slug": talk.slug,
        "url": f"urn:uuid:{talk.guid}",
        "title": talk.title,
        "subtitle": talk.subtitle,
        "track": talk.track or None,
        "type": talk.kind,
        "language": talk.language,
        "abstract": talk.abstract,
        "description": talk.description,
        "persons": [_person(person, full=full) for person in talk.people],
        "links": [{"url": link.url, "title": link.text} for link in talk.links],
        **more,
    }


def _person(person: Presiding, *, full: bool) -> Object:
    if full:
        return {"code": f"P{person.number}", "name": person.title}
    return {"id": person.number, "public_name": person.title}
