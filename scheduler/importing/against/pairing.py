"""Which session of the scenario each session of a file is."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.importing.against.file_report import FileSession
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


def pair(problem: Problem, heard: Sequence[FileSession], times: Mapping[str, datetime]) -> Pairs:
    """
    By id where the file has ids, else by name; the first of a name is the earliest of both.

    ``times``: when sessions start, as far as that is known.
    """
    ids = {session.id for session in problem.sessions}
    known: dict[str, FileSession] = {}
    nameless: list[FileSession] = []
    for one in heard:
        if one.id in ids:
            known[one.id] = _joined(known[one.id], one) if one.id in known else one
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
                known[group[0]] = _joined(known[group[0]], one) if group[0] in known else one
        elif len(group) == len(several) and all(id in times for id in group):
            ordered = sorted(group, key=lambda id: times[id])
            known |= zip(ordered, sorted(several, key=_start), strict=True)
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


def _start(heard: FileSession) -> datetime:
    return heard.stretches[0].start if heard.stretches else LAST


def _joined(one: FileSession, other: FileSession) -> FileSession:
    """A session that the file names twice, as one."""
    parts = sorted((*one.stretches, *other.stretches), key=lambda part: part.start)
    return replace(one, stretches=tuple(parts))


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
