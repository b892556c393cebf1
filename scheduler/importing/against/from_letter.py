"""A letter in Word as a report."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.importing.against.file_report import FileReport, FileSession, Stretch
from scheduler.importing.against.sayings import day_words
from scheduler.importing.tally import LeftOut
from scheduler.letter import Guess
from scheduler.letter.agenda import Business, Share
from scheduler.letter.folding import plain
from scheduler.problem import Problem
from scheduler.problem.day_slots import MINUTE, at


def letter_report(file: str, guess: Guess, problem: Problem) -> FileReport:
    """
    What the annex says: slots and the order in them, and hours where it gives some.

    A title of the meeting that stands where others have a room is none.
    """
    titles = [plain(title) for title in (problem.annex.title, problem.meeting.title) if title]
    left = tuple(LeftOut(one.place, one.name, one.why) for one in guess.left)
    return FileReport(
        file=file,
        sessions=tuple(_heard(session, titles, problem.zone) for session in guess.sessions),
        timed=True,
        left=left,
        remarks=guess.remarks,
    )


def _heard(session: Business, titles: Sequence[str], zone: ZoneInfo) -> FileSession:
    room = session.room or ""
    room = "" if any(plain(room).startswith(title) for title in titles) else room
    parts = tuple(_stretch(share, session, room, zone) for share in session.shares)
    first = session.shares[0]
    place = f"{day_words(first.day)}, {first.window.hours[0]:%H:%M}"
    fields = {"kind": "side-event"} if session.side else {}
    return FileSession(title=session.title, place=place, stretches=parts, fields=fields)


def _stretch(share: Share, session: Business, room: str, zone: ZoneInfo) -> Stretch:
    if share.given or (session.side and not share.window.inferred):
        begins, ends = (at(m.date(), m.time(), zone) for m in (share.begins, share.ends))
        return Stretch(share.begins, max((ends - begins) // MINUTE, 0), room=room)
    start = datetime.combine(share.day, share.window.hours[0])
    return Stretch(start, share.minutes, exact=False, room=room, offset=share.start)
