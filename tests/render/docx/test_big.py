"""Ten days, ten rooms, three hundred sittings: nothing is lost, and no page is broken."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from scheduler.problem import Problem, Sitting
from scheduler.render.formats import ExportRequest, export
from scheduler.render.layout.layout import lay_out
from scheduler.timetable import Record
from scheduler.vocabulary.printing import ViewName
from tests.draws import sampled
from tests.render.docx.test_annex import page_count

BONN = ZoneInfo("Europe/Berlin")
DAYS = tuple(date(2025, 6, day) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13))
SLOTS = (("early", 8, 10), ("morning", 10, 13), ("afternoon", 15, 18), ("evening", 19, 21))
TOPICS = (
    "Matters relating to the global stocktake",
    "Research and systematic observation",
    "Sources of input; informal consultations with heads of delegation",
)


def big() -> tuple[Problem, Record]:
    draw = random.Random(7)
    places = [(day, slot, room) for day in DAYS for slot in SLOTS for room in range(10)]
    chosen = draw.sample(places, 300)
    sessions = [
        {
            "id": f"s{n}",
            "title": f"{draw.choice(TOPICS)} [{n}]",
            "group": draw.choice(["SBSTA", "SBI", "CMA"]),
            "minutes": 90,
            "kind": "side-event" if n % 12 == 0 else "session",
        }
        for n in range(300)
    ]
    problem = Problem.model_validate(
        {
            "meeting": {"id": "sb", "title": "Subsidiary bodies", "timezone": "Europe/Berlin"},
            "days": DAYS,
            "slots": [
                {"id": name, "start": f"{start:02}:00", "end": f"{end:02}:00"}
                for name, start, end in SLOTS
            ],
            "rooms": [{"id": f"r{n}", "name": f"Room {n}"} for n in range(10)],
            "sessions": sessions,
        }
    )
    return problem, record_of(chosen)


def record_of(places: Any) -> Record:
    sittings = []
    for n, (day, (_, hour, _), room) in enumerate(places):
        clock = datetime(day.year, day.month, day.day, 13 if n % 12 == 0 else hour, tzinfo=BONN)
        end = clock + timedelta(minutes=90)
        sittings.append(Sitting(session=f"s{n}", room=f"r{room}", start=clock, end=end))
    return Record(
        meeting="sb",
        scenario_sha256="0" * 64,
        timezone="Europe/Berlin",
        sittings=tuple(sittings),
    )


PRINTED_IN: dict[ViewName, set[str]] = {
    "days": {"session", "side-event"},
    "rooms": {"session", "side-event"},
    "groups": {"session"},
    "side-events": {"side-event"},
    "list": {"session", "side-event"},
}


@pytest.mark.parametrize("view", PRINTED_IN)
def test_every_sitting_is_printed_once_in_every_view(view: ViewName) -> None:
    problem, made = big()
    page = lay_out(problem, made, ExportRequest(view=view))
    printed = Counter(
        line.entry.session
        for sheets in page.pages
        for sheet in sheets
        for band in sheet.bands
        for box in band.boxes
        if box is not None
        for line in box.lines
        if line.entry is not None
    )
    kinds = {session.id: session.kind for session in problem.sessions}
    meant = {s.session for s in made.sittings if kinds[s.session] in PRINTED_IN[view]}
    assert set(printed) == meant
    # what fills neighbouring slots of a day is one cell, and each sits once here
    assert set(printed.values()) == {1}


@pytest.mark.parametrize(("view", "most"), sampled([("days", 14), ("rooms", 12), ("list", 15)], 0))
def test_the_word_file_holds_them_all_on_pages_that_are_not_torn(
    view: ViewName, most: int, tmp_path: Path
) -> None:
    problem, made = big()
    data = export("docx", problem, made, ExportRequest(view=view))
    tables = Document(BytesIO(data)).tables
    said = " ".join(
        t.text or "" for table in tables for t in table._tbl.iter() if t.tag.endswith("}t")
    )
    assert all(f"[{n}]" in said for n in range(300))
    assert page_count(data, tmp_path) <= most
