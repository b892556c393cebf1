"""
What is due when for a meeting: what its scenario states, and what follows from its documents and
its notice period.

A *due* is a day by whose end something is done. It is late if it is not done and the day is over,
and will be late if it is planned for a day after. What serves a meeting serves nothing once the
meeting is over: it is past then, done or not. What is due after the meeting stays late until done.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from scheduler.problem import Deadline, Document, InLanguages, Problem, Session, day_slots
from scheduler.problem.day_slots import MINUTE, DaySlot
from scheduler.timetable.sentences import called

Kind = Literal["documents", "translation", "registration", "side-events", "notices", "other"]
State = Literal["done", "past", "late", "slips", "due", "open"]
SOON = 7
"""Days before it is due in which something open is told as due."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """
    One thing to be done.

    Attributes
    ----------
    id
        Of its own within the meeting, the same in every issue: ``document/draft-report/fr``.
    planned
        The day for which it is planned; None if nobody said.
    done
        The day on which it was done; None if it is open.
    waits, names
        Sessions that cannot do without it, and what they are called.
    until
        The last day on which it is of use; None if it is of use for ever.
    titles
        The title in other languages, without the language of a translation.
    language
        In which a document is translated.
    notice
        Of what is told of a day: the day, and the hour on the day before.
    """

    meeting: str
    id: str
    kind: Kind
    title: str
    day: date
    who: str = ""
    planned: date | None = None
    done: date | None = None
    waits: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    until: date | None = None
    titles: InLanguages | None = None
    language: str = ""
    notice: tuple[date, time] | None = None

    def state(self, at: date) -> State:
        """How it stands on a day: done, past, late, planned too late, due within a week, open."""
        if self.done is not None and self.done <= at:
            return "done"
        if self.until is not None and self.until < at:
            return "past"
        if self.day < at:
            return "late"
        if self.planned is not None and self.planned > self.day:
            return "slips"
        return "due" if self.day - at <= SOON * DAY else "open"


def dues(problem: Problem) -> tuple[Due, ...]:
    """Everything due for a meeting, in order of the day."""
    every = (*_stated(problem), *_documents(problem), *_notices(problem))
    return tuple(sorted(every, key=_order))


def gather_dues(meetings: Iterable[Problem]) -> tuple[Due, ...]:
    """Everything due for a cycle of meetings, in order of the day."""
    return tuple(sorted((due for m in meetings for due in dues(m)), key=_order))


def _order(due: Due) -> tuple[date, str, str]:
    return due.day, due.meeting, due.id


def _stated(problem: Problem) -> Iterator[Due]:
    first, last = min(problem.days), max(problem.days)
    for deadline in problem.deadlines:
        day = _day(deadline, first, last)
        yield Due(
            problem.meeting.id,
            f"deadline/{deadline.id}",
            deadline.kind,
            deadline.title or deadline.id,
            day,
            who=deadline.who,
            done=deadline.done,
            until=last if day <= last else None,
            titles=deadline.titles,
        )


def _day(deadline: Deadline, first: date, last: date) -> date:
    if deadline.due is not None:
        return deadline.due
    if deadline.before is not None:
        return first - deadline.before * DAY
    return last + (deadline.after or 0) * DAY


def _documents(problem: Problem) -> Iterator[Due]:
    """
    A document is out, in every language, so many days for reading before the first day on which a
    session that takes it up may be held. What is out by then is done on the day that is given.
    """
    for document in problem.documents:
        ids = problem.chosen(document.sessions)
        days = [_first_day(problem, s) for s in problem.held if s.id in ids]
        if not days:
            continue
        day = min(days) - document.reading_days * DAY
        if document.out is not None or not document.languages:
            yield _document(problem, document, day, ids)
        for language in sorted(document.languages):
            yield _document(problem, document, day, ids, language)


def _document(
    problem: Problem,
    document: Document,
    day: date,
    sessions: tuple[str, ...],
    language: str = "",
) -> Due:
    """The document itself, or its translation into a language."""
    out = document.languages[language] if language else document.out
    title = document.title or document.id
    return Due(
        problem.meeting.id,
        "/".join(filter(None, ("document", document.id, language))),
        "translation" if language else "documents",
        f"{title} ({language})" if language else title,
        day,
        planned=out,
        done=out,
        waits=sessions,
        names=tuple(called(problem.session(id)) for id in sessions),
        until=max(problem.days),
        titles=document.titles,
        language=language,
    )


def _first_day(problem: Problem, session: Session) -> date:
    """
    The first day with a day slot in which its own fields let it be held.

    If there is none: the day on which it is pinned, else the opening.
    """
    slots = (s for s in day_slots.day_slots(problem) if _may_use(problem, session, s))
    pinned = session.pin.exact if session.pin is not None else None
    opening = min(problem.days) if pinned is None else pinned.date()
    return min((slot.day for slot in slots), default=opening)


def _may_use(problem: Problem, session: Session, slot: DaySlot) -> bool:
    """Whether some start in the slot suits its kind, slots, days, hours and pin."""
    if not slot.template.serves(session.kind):
        return False
    if session.slots is not None and not {slot.id, slot.template.id} & {*session.slots}:
        return False
    if session.days is not None and slot.day not in session.days:
        return False
    pin = session.pin
    exact = pin.exact if pin is not None else None
    starts = [session.after, exact, pin.not_before if pin is not None else None]
    opens = [m.replace(tzinfo=problem.zone) for m in starts if m is not None]
    closes = [m.replace(tzinfo=problem.zone) for m in (session.deadline,) if m is not None]
    begins = exact is None or slot.start <= exact.replace(tzinfo=problem.zone)
    last = slot.start + MINUTE if slot.template.aligned else slot.end
    return begins and all(m < last for m in opens) and all(slot.start < m for m in closes)


def _notices(problem: Problem) -> Iterator[Due]:
    """
    What changes for a day is told by the hour of the notice period on the day before.

    That is an hour and no task: nobody says that it is done, and it is never late.
    """
    hour = problem.notice.after
    for day in problem.days:
        yield Due(
            problem.meeting.id,
            f"notice/{day}",
            "notices",
            f"changes for {day}, by {hour:%H:%M}",
            day - DAY,
            until=day - DAY,
            notice=(day, hour),
        )
