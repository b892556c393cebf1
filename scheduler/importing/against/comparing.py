"""All differences of a file from a scenario, and from a timetable if one is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.importing.against.differences import Difference
from scheduler.importing.against.file_report import FileReport, FileSession
from scheduler.importing.against.lengths import resized
from scheduler.importing.against.meeting_view import View
from scheduler.importing.against.newcomers import Arrivals
from scheduler.importing.against.other_fields import refilled, retitled
from scheduler.importing.against.pairing import Pairs, names_of, pair
from scheduler.importing.against.renaming import rename_notes, with_renamed
from scheduler.importing.against.rolling_orders import reordered
from scheduler.importing.against.when_and_where import elsewhere, moved
from scheduler.letter.folding import plain
from scheduler.problem import Session
from scheduler.scenario.editing import DropSession, LeaveOrder


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    The result of a comparison.

    ``notes``: what was not compared, and why, in words.
    """

    differences: tuple[Difference, ...]
    notes: tuple[str, ...]


def compare(view: View, report: FileReport) -> Comparison:
    """The differences: new, gone, orders, then session by session in the scenario's order."""
    pairs = pair(view, report.sessions)
    unread = {plain(left.name) for left in report.left}
    lost = [id for id in pairs.gone if names_of(view.sessions[id]) & unread]
    unheard = {*lost}
    absent = [id for id in pairs.gone if id not in unheard] if report.whole else []
    pairs, renamed, unsaid = with_renamed(view, pairs, absent)
    orders = [*reordered(view, pairs.known)]
    arrivals = Arrivals(view, pairs.known)
    new = [arrivals.add(heard) for heard in sorted(pairs.new, key=lambda heard: heard.begins)]
    left = {*pairs.gone}
    gone = [one for id in absent if id in left for one in _gone(view, view.sessions[id])]
    resizing = {
        session.id: [*resized(view, session, pairs.known[session.id])]
        for session in view.problem.sessions
        if session.id in pairs.known
    }
    stirred = _stirred(view, [*orders, *new, *gone, *(d for own in resizing.values() for d in own)])
    own = [
        difference
        for session in view.problem.sessions
        if session.id in pairs.known
        for difference in (
            *retitled(session, pairs.known[session.id], renamed=session.id in renamed),
            *refilled(session, pairs.known[session.id]),
            *resizing[session.id],
            *elsewhere(view, session, pairs.known[session.id]),
            *_moved(view, session, pairs.known[session.id], report, stirred),
        )
    ]
    notes = (*_notes(view, report, pairs, lost), *rename_notes(view, renamed, pairs.known))
    notes += (unsaid,) if unsaid else ()
    return Comparison((*new, *gone, *orders, *own), notes)


def _moved(
    view: View, session: Session, heard: FileSession, report: FileReport, stirred: set[int]
) -> Iterator[Difference]:
    if report.timed:
        yield from moved(view, session, heard, follows=view.orders.get(session.id) in stirred)


def _stirred(view: View, differences: Sequence[Difference]) -> set[int]:
    """Rolling orders in which something else changes, so that times change with it."""
    indices = {view.orders.get(difference.session) for difference in differences}
    joined = {getattr(e, "index", None) for d in differences for e in d.edits}
    return {index for index in indices | joined if index is not None}


def _gone(view: View, session: Session) -> Iterator[Difference]:
    """
    A session that the file has not.

    In a timetable it may have had no place before; without one, what has a rank may be left out.
    """
    lacked = view.base is not None and not view.base.get(session.id)
    if lacked or (view.base is None and session.rank is not None):
        return
    index = view.orders.get(session.id)
    leaves = (LeaveOrder(index, session.id),) if index is not None else ()
    yield Difference(
        session=session.id,
        name=session.printed,
        kind="cancelled",
        edits=(*leaves, DropSession(session.id)),
        drops=True,
    )


def _notes(view: View, report: FileReport, pairs: Pairs, lost: Sequence[str]) -> Iterator[str]:
    for id in lost:
        yield f"{view.name(id)} was not read, and is not compared"
    if not report.whole and pairs.gone:
        count = len(pairs.gone)
        other = "1 session is" if count == 1 else f"{count:,} sessions are"
        yield f"{other} not in the file, which may be incomplete: not compared"
    if pairs.unclear:
        names = dict.fromkeys(view.name(id) for id in pairs.unclear)
        for name in names:
            yield f"several sessions are called {name!r}, and the file does not tell them apart"
    if report.timed and view.base is None:
        free = sum(1 for id in pairs.known if id not in view.starts)
        if free:
            which = "1 session has" if free == 1 else f"{free:,} sessions have"
            yield (
                f"{which} no fixed time in the scenario: times are compared with a timetable, "
                "--before FILE"
            )
