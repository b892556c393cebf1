"""A session is not taken up before its documents are out, in every language, and read."""

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.problem import Document
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading


def ready_on(document: Document) -> date | None:
    """The first day on which a document may be taken up; None if no day is given."""
    out = list(document.languages.values())
    if document.out is not None:
        out.append(document.out)
    return max(out) + timedelta(days=document.reading_days) if out else None


def papers_of(reading: Reading, session: str) -> Iterator[tuple[Document, date]]:
    """The documents of a session that have a day, and the day."""
    for document in reading.problem.documents:
        day = ready_on(document)
        if day is not None and session in reading.names.resolve(document.sessions):
            yield document, day


def breaches(reading: Reading) -> Iterator[Breach]:
    for session in reading.sessions.values():
        if not reading.placed(session.id):
            continue
        first = reading.stays_of[session.id][0]
        day = first.start.astimezone(reading.zone).date()
        for document, ready in papers_of(reading, session.id):
            short = (ready - day).days
            if short > 0:
                yield Breach(
                    "documents",
                    (session.id,),
                    short,
                    f"{session.id} starts {reading.say(first.start)}, {_days(short)} before "
                    f"{document.id} is out and read ({ready.isoformat()}).",
                    begun=first.begun,
                )


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"
