"""Which session of the scenario each session of a file is."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.importing.against.file_report import FileSession
from scheduler.importing.against.meeting_view import View
from scheduler.letter.cell_names import without_continued, without_hours
from scheduler.letter.folding import plain
from scheduler.letter.printed_marks import without_marks
from scheduler.problem import Problem, Session

LAST = datetime.max
HOUR = re.compile(r"^\d{1,2}[:.]\d\d ")
"""In front of a name that is held at an hour outside its slot."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """
    Sessions of both.

    Attributes
    ----------
    known
        By id, what the file says of it.
    new, gone
        What only the file has, and ids of what only the scenario has.
    unclear
        Ids of sessions that have one name, of which the file has another number.
    """

    known: Mapping[str, FileSession]
    new: tuple[FileSession, ...]
    gone: tuple[str, ...]
    unclear: tuple[str, ...]


def names_of(session: Session) -> frozenset[str]:
    """All that it may be called in print, in any language, folded."""
    languages = (session.titles, session.labels)
    others = [name for each in languages if each is not None for name in each.model_dump().values()]
    names = (session.title, session.label or "", session.id, *filter(None, others))
    return frozenset(folded for name in names for folded in (plain(name), as_read(name)) if folded)


def as_read(name: str) -> str:
    """A name as the reader of letters knows it again: without hours and marks in it."""
    return plain(without_marks(without_continued(without_hours(name).name)[0])[0])


def pair(view: View, heard: Sequence[FileSession]) -> Pairs:
    """
    By id where the file has ids, else by name.

    Of several of one name those are the same that are in one room and slot; of the others the
    first is the earliest of both, as far as it is known when sessions start.
    """
    problem = view.problem
    ids = {session.id for session in problem.sessions}
    known: dict[str, FileSession] = {}
    nameless: list[FileSession] = []
    for one in heard:
        if one.id in ids:
            known[one.id] = known[one.id].joined(one) if one.id in known else one
        else:
            nameless.append(one)
    groups = _by_name(problem, known)
    of: defaultdict[tuple[str, ...], list[FileSession]] = defaultdict(list)
    new: list[FileSession] = []
    for one in nameless:
        group = _meant(groups, one.title)
        if group is None:
            new.append(one)
        else:
            of[group].append(one)
    unclear: list[str] = []
    for group, several in of.items():
        if len(group) == 1:
            for one in several:
                known[group[0]] = known[group[0]].joined(one) if group[0] in known else one
        elif len(group) == len(several) and all(id in view.starts for id in group):
            known |= _in_turn(view, group, several)
        else:
            unclear += group
    left = ids - known.keys() - {*unclear}
    gone = tuple(session.id for session in problem.sessions if session.id in left)
    return Pairs(known, tuple(new), gone, tuple(unclear))


def _meant(groups: Mapping[str, tuple[str, ...]], title: str) -> tuple[str, ...] | None:
    """The sessions of a title, also with an hour in front of it, or marks behind it."""
    bare = plain(title)
    names = (bare, HOUR.sub("", bare), plain(without_marks(title)[0])) if bare else ()
    return next((groups[name] for name in names if name in groups), None)


def _in_turn(
    view: View, group: Sequence[str], several: Sequence[FileSession]
) -> dict[str, FileSession]:
    """As many sessions as the file has of their name: by room and slot, else by time."""
    there: defaultdict[object, list[str]] = defaultdict(list)
    heard: defaultdict[object, list[FileSession]] = defaultdict(list)
    for name in group:
        there[view.first_place(name)].append(name)
    for one in several:
        heard[_place(view, group[0], one)].append(one)
    same = {
        names[0]: heard[place][0]
        for place, names in there.items()
        if place is not None and len(names) == len(heard.get(place, ())) == 1
    }
    taken = {id(one) for one in same.values()}
    rest = sorted((one for one in several if id(one) not in taken), key=_start)
    left = sorted((name for name in group if name not in same), key=lambda name: view.starts[name])
    return same | dict(zip(left, rest, strict=True))


def _place(view: View, session: str, heard: FileSession) -> object:
    """Room and start of the slot in which it begins; None if the file does not say it."""
    if not heard.stretches or view.room(heard.stretches[0].room) is None:
        return None
    first = heard.stretches[0]
    begun = view.slots.begun(view.sessions[session].kind, first.start)
    return (view.room(first.room), begun.start) if begun is not None else None


def _start(heard: FileSession) -> datetime:
    return heard.stretches[0].start if heard.stretches else LAST


def _by_name(problem: Problem, known: Mapping[str, FileSession]) -> dict[str, tuple[str, ...]]:
    """
    The sessions of each name, less those that the file has by id.

    A label or title that one session alone is printed with is its own, even if it is the title of
    others.
    """
    of: defaultdict[str, list[str]] = defaultdict(list)
    printed: defaultdict[str, list[str]] = defaultdict(list)
    for session in problem.sessions:
        if session.id in known:
            continue
        printed[plain(session.printed)].append(session.id)
        for name in names_of(session):
            of[name].append(session.id)
    return {name: tuple(printed.get(name) or ids) for name, ids in of.items()}
