"""What is worded otherwise than in the issue before: titles, marks after them, details, floors."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from scheduler.render.layout.lists import Meeting
from scheduler.render.layout.printed_names import PrintedNames
from scheduler.render.words import printable


def annex_title(names: PrintedNames) -> str:
    """The title of the annex; that of the meeting if it has none of its own."""
    annex = names.problem.annex
    own = annex.title if annex.title is not None else meeting_title(names)
    return printable(names.other(annex.titles) or own)


def meeting_title(names: PrintedNames) -> str:
    meeting = names.problem.meeting
    return printable(names.other(meeting.titles) or meeting.title)


def venue(names: PrintedNames) -> str:
    meeting = names.problem.meeting
    return printable(names.other(meeting.venues) or meeting.venue)


def footnote_texts(names: PrintedNames) -> tuple[str, ...]:
    """With the stars that make words bold."""
    annex = names.problem.annex
    written: tuple[str, ...] | None = getattr(annex.notes, names.language.code, None)
    return tuple(map(printable, annex.footnotes if written is None else written))


def rewordings(meeting: Meeting, sessions: Iterable[str]) -> Iterator[str]:
    """
    A line for each text around the table, room and session that is printed otherwise.

    ``WGTR → WGTR (closed)``; of details ``WGTR: now also CSP11/5/Rev.1; no longer CSP11/5``. Of
    ``sessions`` those that are held in both issues: who came or went is told as that.
    """
    now, was = meeting.names, meeting.names.earlier
    if was is None:
        return
    around = [
        tuple(dict.fromkeys((annex_title(names), meeting_title(names), venue(names))))
        for names in (was, now)
    ]
    rooms = [[names.room_heads.get(room, "") for room in meeting.rooms] for names in (was, now)]
    bodies = [[names.titles.get(group, "") for group in _groups(now)] for names in (was, now)]
    texts = (_of_one_length(around), rooms, bodies)
    for old, new in chain.from_iterable(zip(*pair, strict=True) for pair in texts):
        if old and new and old != new:
            yield now.language.went.format(name=old, place=new)
    yield from _sentence(now, "*", footnote_texts(was), footnote_texts(now))
    there = {placed.session for cell in meeting.was.values() for placed in cell}
    there |= {placed.session for day in meeting.side_was.values() for placed in day}
    for session in dict.fromkeys(sessions):
        if session in there:
            yield from _of_session(now, was, session)


def _groups(names: PrintedNames) -> tuple[str, ...]:
    return tuple(group.id for group in names.problem.groups)


def _of_one_length(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    longest = max(map(len, texts))
    return [[*line, *[""] * (longest - len(line))] for line in texts]


def _of_session(now: PrintedNames, was: PrintedNames, session: str) -> Iterator[str]:
    if now.is_renamed(session):
        yield now.language.went.format(name=was.worded(session), place=now.worded(session))
    if now.is_retold(session):
        yield from _sentence(now, now.printed(session), was.told(session), now.told(session))


def _sentence(
    names: PrintedNames, of: str, was: Sequence[str], now: Sequence[str]
) -> Iterator[str]:
    """What is said of it now, and what no longer; nothing if only the order differs."""
    language = names.language
    pairs = ((language.gains, now, was), (language.loses, was, now))
    clauses = [
        pattern.format(names=language.joint.join(text for text in texts if text not in others))
        for pattern, texts, others in pairs
        if set(texts) - set(others)
    ]
    if clauses:
        yield f"{of}{language.colon}{language.joint.join(clauses)}"
