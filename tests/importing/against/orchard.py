"""A small meeting, a timetable of it, and what colleagues send back."""

from datetime import UTC, datetime
from pathlib import Path

from scheduler.problem import Sitting
from scheduler.render.calendars.entries import carry_over
from scheduler.render.calendars.ics_writer import Issue, write
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes
from scheduler.vocabulary.printing import Format

SCENARIO = """\
# The orchard, as the growers want it.
format: 1
meeting: {id: orchard, title: Orchard Days, timezone: Europe/Zurich, grid: 15}
days: [2030-03-05, 2030-03-06]
slots:
  - {id: morning, start: "09:00", end: "12:00"}
  - {id: afternoon, start: "14:00", end: "17:00"}
rooms: [{id: barn, name: Barn}, {id: loft, name: Loft}]
sessions:
  - {id: apples, title: Apples, minutes: {least: 45, likely: 60, most: 90}}  # the oldest
  - {id: pears, title: Pears, minutes: 60}
  # The growers asked for this hour.
  - id: plums
    title: Plums
    minutes: 45
    rooms: [loft]
    pin: {exact: "2030-03-05 14:00"}  # after lunch
  - {id: quinces, title: Quinces, minutes: 30, rooms: [loft], slots: [morning]}
rolling:
  - {room: barn, order: [apples, pears]}  # as every year
"""
HELD = (
    ("apples", "barn", "2030-03-05T09:00+01:00", "2030-03-05T10:00+01:00"),
    ("pears", "barn", "2030-03-05T10:00+01:00", "2030-03-05T11:00+01:00"),
    ("plums", "loft", "2030-03-05T14:00+01:00", "2030-03-05T14:45+01:00"),
    ("quinces", "loft", "2030-03-06T09:00+01:00", "2030-03-06T09:30+01:00"),
)


def lay_out() -> None:
    """``meeting.yaml`` and ``before.json`` in the current folder."""
    Path("meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    Path("before.json").write_bytes(to_bytes(record()))


def record() -> Record:
    sittings = [
        Sitting.model_validate(
            {"session": id, "part": 1, "parts": 1, "room": room, "start": start, "end": end}
        )
        for id, room, start, end in HELD
    ]
    return Record(
        meeting="orchard", scenario_sha256="", timezone="Europe/Zurich", sittings=tuple(sittings)
    )


def exported(format: Format) -> bytes:
    return export(format, load(Path("meeting.yaml")).problem, record(), ExportRequest())


def sheet(*changes: tuple[str, str]) -> str:
    """The sittings as CSV, with changes; every old text must be there."""
    text = exported("csv").decode("utf-8-sig")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    Path("sheet.csv").write_text(text, encoding="utf-8")
    return "sheet.csv"


def calendar(*changes: tuple[str, str]) -> str:
    """The calendar, with changes; every old text must be there."""
    sittings = record().sittings
    issue = Issue(datetime(2030, 1, 1, tzinfo=UTC))
    data = write(load(Path("meeting.yaml")).problem, carry_over([sittings]), sittings, issue)
    text = data.decode().replace("\r\n", "\n")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    Path("meeting.ics").write_text(text, encoding="utf-8")
    return "meeting.ics"
