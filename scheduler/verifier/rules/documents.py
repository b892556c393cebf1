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
        for document, ready in papers_of(reading, session.id):
            short = (ready - reading.day_of(first)).days
            if short > 0:
                early = "a day" if short == 1 else f"{short} days"
                starts = f"{session.id} starts {reading.say(first.start)}"
                message = f"{starts}, {early} before {document.id} is out and read ({ready})."
                yield Breach("documents", (session.id,), short, message, past=first.begun)
