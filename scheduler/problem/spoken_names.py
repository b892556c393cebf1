"""Sessions, rooms and people by their printed names: a planner types what she reads."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from scheduler.errors import did_you_mean
from scheduler.problem.problem import Problem

Spoken: TypeAlias = dict[str, tuple[str | None, ...]]
"""By id, what may be said instead."""
MOST_LISTED = 12
"""Names that a refusal lists."""


def spoken_sessions(problem: Problem) -> Spoken:
    """Sessions with label and title."""
    return {s.id: (s.label, s.title) for s in problem.sessions}


def spoken_rooms(problem: Problem) -> Spoken:
    """Rooms with their names."""
    return {room.id: (room.name,) for room in problem.rooms}


def spoken_people(problem: Problem) -> Spoken:
    """Offices with their titles."""
    return {person.id: (person.title,) for person in problem.people}


def spoken_bodies(problem: Problem) -> Spoken:
    """Bodies that hold a session, with their titles."""
    titles = {group.id: group.title for group in problem.groups}
    return {id: (titles.get(id),) for s in problem.sessions for id in s.groups}


def spoken_documents(problem: Problem) -> Spoken:
    """Papers with symbol and title."""
    return {paper.id: (paper.symbol, paper.title) for paper in problem.documents}


def session_meant(problem: Problem, word: str) -> str:
    """The id of the session that a word names: ``WGTR`` for ``wgtr``; see ``id_meant``."""
    return id_meant(word, spoken_sessions(problem))


def person_meant(problem: Problem, word: str) -> str:
    """The id of the office that a word names; see ``id_meant``."""
    return id_meant(word, spoken_people(problem))


def room_meant(problem: Problem, word: str) -> str:
    """The id of the room that a word names; see ``id_meant``."""
    return id_meant(word, spoken_rooms(problem))


def rooms_meant(problem: Problem, words: Iterable[str] | None) -> tuple[str, ...] | None:
    """The ids of the rooms that these words name; None is all rooms."""
    return None if words is None else tuple(room_meant(problem, word) for word in words)


def with_room_id(problem: Problem, words: Iterable[str]) -> list[str]:
    """``wed afternoon Room 2`` with the id of the room at its end, where one is named so."""
    text = " ".join(words)
    ends = [
        (room.name, room.id)
        for room in problem.rooms
        if room.name and f" {text}".casefold().endswith(f" {room.name}".casefold())
    ]
    name, id = max(ends, key=lambda end: len(end[0]), default=("", ""))
    if not name or sum(end[0].casefold() == name.casefold() for end in ends) > 1:
        return text.split()
    return [*text[: -len(name)].split(), id]


def whose(problem: Problem, word: str) -> str:
    """The id of the person or the body that a word names; see ``id_meant``."""
    return id_meant(word, {**spoken_people(problem), **spoken_bodies(problem)})


def business_meant(problem: Problem, word: str) -> str:
    """The id of the session or the body that a word names; see ``id_meant``."""
    return id_meant(word, {**spoken_bodies(problem), **spoken_sessions(problem)})


def unknown(none: str, word: str, printed: Spoken) -> str:
    """
    ``no room is called 'Room 3' - did you mean 'Room 2'?``, or which there are, as printed.

    ``none``: ``no room``, ``nobody``.
    """
    said = {name for id, names in printed.items() for name in (id, *names) if name}
    hint = did_you_mean(word, said)
    if not hint:
        names = [next(filter(None, names), id) for id, names in printed.items()]
        more = ", ..." if len(names) > MOST_LISTED else ""
        hint = f"; there are {', '.join(names[:MOST_LISTED]) or 'none'}{more}"
    return f"{none} is called {word!r}{hint}"


def first_meant(words: Sequence[str], printed: Spoken) -> tuple[str, int]:
    """
    The id that the first of these words name, and how many they are: a title has several.

    An id comes first, then as many words as can be; the first word alone if none names anything.
    """
    if words[0] not in printed:
        for count in range(len(words), 0, -1):
            meant = id_meant(" ".join(words[:count]), printed)
            if meant in printed:
                return meant, count
    return words[0], 1


def id_meant(word: str, printed: Spoken) -> str:
    """
    The one id that a word stands for; the word itself if there is none, or are several.

    ``printed``: what may be said instead of each id. An id as it is written comes first, then one
    in other capitals, then what is printed, in any capitals.
    """
    if word in printed:
        return word
    folded = word.casefold()
    for names in ({id: (id,) for id in printed}, printed):
        meant = [id for id, said in names.items() if folded in (n.casefold() for n in said if n)]
        if meant:
            return meant[0] if len(meant) == 1 else word
    return word
