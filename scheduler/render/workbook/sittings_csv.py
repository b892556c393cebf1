"""A row for each sitting: as CSV, in which nothing calculates, and for the spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from scheduler.problem import Document, Problem, Session
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.details import numbered, printed_documents
from scheduler.render.words import printable, weekday
from scheduler.timetable import Record, Timetable
from scheduler.timetable.diff import minutes
from scheduler.vocabulary.calendar import end_clock

COLUMNS = (
    *("day", "weekday", "start", "end", "minutes", "room", "room_name"),
    *("session", "part", "parts", "title", "label", "group", "joint", "kind"),
    *("chairs", "presiding", "team", "attendance", "tbc", "unplaced"),
    *("meeting_number", "items", "documents", "organiser", "description", "closed", "webcast"),
)


def rows(problem: Problem, record: Record) -> Iterator[Sequence[str]]:
    """The sittings in order of time, then what has no place, as text in order of ``COLUMNS``."""
    zone = problem.zone
    sessions = {session.id: session for session in problem.sessions}
    rooms = {room.id: printable(room.name) for room in problem.rooms}
    titles = {person.id: printable(person.title) or person.id for person in problem.people}
    numbers = numbered(problem, record.sittings)
    papers = printed_documents(problem)
    for sitting in Timetable.of(record.sittings).sittings:
        session = sessions.get(sitting.session)
        start, end = sitting.start.astimezone(zone), sitting.end.astimezone(zone)
        chairs = sitting.chairs or (session.chairs if session is not None else ())
        yield (
            *(start.date().isoformat(), weekday(start.date()), f"{start:%H:%M}", end_clock(end)),
            *(str(minutes([sitting])), sitting.room, rooms.get(sitting.room, "")),
            *(sitting.session, str(sitting.part), str(sitting.parts)),
            *_described(session),
            *(
                "; ".join(chairs),
                "; ".join(titles.get(id, id) for id in chairs),
                sitting.team or "",
            ),
            *(str(session.attendance) if session is not None else "",),
            *("yes" if session is not None and session.tbc else "", ""),
            str(numbers.get((sitting.session, sitting.part), "")),
            *_printed(session, papers.get(sitting.session, ())),
        )
    for missing in sorted(record.unplaced, key=lambda unplaced: unplaced.session):
        session = sessions.get(missing.session)
        blank = [""] * 7
        yield (
            *(*blank, missing.session, "", "", *_described(session)),
            *("", "", "", str(session.attendance) if session is not None else "", ""),
            *(printable(missing.reason) or "no place", ""),
            *_printed(session, papers.get(missing.session, ())),
        )


def _described(session: Session | None) -> tuple[str, ...]:
    if session is None:
        return ("",) * 5
    return (
        printable(session.title),
        printable(session.label or ""),
        printable(session.group or ""),
        "; ".join(map(printable, session.joint)),
        session.kind,
    )


def _printed(session: Session | None, papers: Iterable[Document]) -> tuple[str, ...]:
    """Agenda items, symbols and links, who organises it, what it is about, open or closed."""
    if session is None:
        return ("",) * 6
    named = (" ".join(filter(None, (printable(p.symbol), p.url))) for p in papers)
    return (
        "; ".join(map(printable, session.items)),
        "; ".join(named),
        printable(session.organiser),
        printable(session.description),
        "yes" if session.closed else "",
        "yes" if session.webcast else "",
    )


CALCULATES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With one of these in front a spreadsheet takes text for a formula."""


def export(problem: Problem, record: Record, _request: ExportRequest) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need; lines end as RFC 4180 says."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(problem, record):
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Text in front of which an apostrophe keeps a spreadsheet from calculating."""
    return f"'{text}" if text.startswith((*CALCULATES, "'")) else text
