"""schedule.xml: the tree that conference apps read, in either profile."""

import json
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from scheduler import __version__
from scheduler.problem import Problem
from scheduler.render.apps.programme import Day, Programme, Talk, programme
from scheduler.render.apps.remembered import TARGET, memory
from scheduler.render.formats import ExportRequest
from scheduler.timetable import Record


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    """The whole file in UTF-8; in the profile of the C3VOC if none is requested."""
    made = programme(problem, record, request.draft)
    root = Element("schedule")
    full = request.profile == "pretalx"
    if full:
        SubElement(root, "generator", name="rollgrid", version=__version__)
    _text(root, "version", made.version)
    _conference(root, made, full=full)
    for day in made.days:
        _day(root, day, full=full)
    indent(root)
    parts = ["<?xml version='1.0' encoding='utf-8'?>", instruction(problem, made)]
    return "\n".join([*parts, tostring(root, encoding="unicode"), ""]).encode()


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _conference(root: Element, made: Programme, *, full: bool) -> None:
    conference = SubElement(root, "conference")
    _text(conference, "acronym", made.id if full else made.acronym)
    _text(conference, "title", made.title)
    _text(conference, "start", made.days[0].day.isoformat())
    _text(conference, "end", made.days[-1].day.isoformat())
    _text(conference, "days", str(len(made.days)))
    _text(conference, "timeslot_duration", made.grid)
    if full:
        _text(conference, "time_zone_name", made.timezone)


def _day(root: Element, day: Day, *, full: bool) -> None:
    made = SubElement(
        root,
        "day",
        index=str(day.index),
        date=day.day.isoformat(),
        start=day.start.isoformat(),
        end=day.end.isoformat(),
    )
    for hall in day.halls:
        more = {"guid": str(hall.guid)} if full else {}
        room = SubElement(made, "room", {"name": hall.name, **more})
        for talk in hall.talks:
            _talk(room, talk, full=full)


def _talk(room: Element, talk: Talk, *, full: bool) -> None:
    made = SubElement(room, "event", guid=str(talk.guid), id=str(talk.number))
    _text(made, "date", talk.start.isoformat())
    _text(made, "start", f"{talk.start:%H:%M}")
    _text(made, "duration", talk.duration)
    _text(made, "room", talk.room)
    _text(made, "slug", talk.slug)
    if full:
        _text(made, "url", "")
        recording = SubElement(made, "recording")
        _text(recording, "license", "")
        _text(recording, "optout", "false")
    _text(made, "title", talk.title)
    _text(made, "subtitle", talk.subtitle)
    _text(made, "track", talk.track)
    _text(made, "type", talk.kind)
    _text(made, "language", talk.language)
    _text(made, "abstract", talk.abstract)
    _text(made, "description", talk.description)
    persons = SubElement(made, "persons")
    for person in talk.people:
        SubElement(persons, "person", id=str(person.number)).text = person.title
    links = SubElement(made, "links")
    for link in talk.links:
        SubElement(links, "link", href=link.url).text = link.text
    if full:
        SubElement(made, "attachments")


def instruction(problem: Problem, made: Programme) -> str:
    """
    What a schedule.xml has no place for, and ``import xml`` wants back, in one line.

    Every reader passes over a processing instruction that is not meant for it, and no schema can
    refuse it.
    """
    # "?>" would end it
    text = json.dumps(memory(problem, made), separators=(",", ":")).replace(">", "\\u003e")
    return f"<?{TARGET} {text}?>"
