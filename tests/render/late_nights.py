"""A meeting whose evenings end at midnight."""

from scheduler.problem import Sitting
from scheduler.timetable import Record

SCENARIO = """\
format: 1
meeting: {id: late, title: Late nights, timezone: Europe/Zurich, grid: 15}
days: [2030-03-05, 2030-03-06]
slots:
  - {id: evening, start: "20:00", end: "24:00"}
  - {id: salon, start: "20:00", end: "24:00", only: [side-event]}
rooms: [{id: hall, name: Hall}, {id: loft, name: Loft}]
sessions:
  - {id: waltz, title: Waltz, minutes: 120}
  - {id: tango, title: Tango, minutes: 240}
  - {id: talk, title: Talk, kind: side-event, minutes: 60}
"""
HELD = (
    ("waltz", "hall", "2030-03-05T22:00+01:00", "2030-03-06T00:00+01:00"),
    ("tango", "hall", "2030-03-06T20:00+01:00", "2030-03-07T00:00+01:00"),
    ("talk", "loft", "2030-03-05T23:00+01:00", "2030-03-06T00:00+01:00"),
)


def record() -> Record:
    sittings = tuple(
        Sitting.model_validate(
            {"session": id, "part": 1, "parts": 1, "room": room, "start": start, "end": end}
        )
        for id, room, start, end in HELD
    )
    return Record(meeting="late", scenario_sha256="", timezone="Europe/Zurich", sittings=sittings)
