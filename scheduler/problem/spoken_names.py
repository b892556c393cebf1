"""Sessions, rooms and people by their printed names: a planner types what she reads."""

from collections.abc import Iterable, Mapping

from scheduler.problem.problem import Problem


def session_meant(problem: Problem, word: str) -> str:
    """The id of the session that a word names: ``WGTR`` for ``wgtr``; see ``id_meant``."""
    return id_meant(word, {s.id: (s.label, s.title) for s in problem.sessions})


def room_meant(problem: Problem, word: str) -> str:
    """The id of the room that a word names; see ``id_meant``."""
    return id_meant(word, {room.id: (room.name,) for room in problem.rooms})


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
    titles = {group.id: group.title for group in problem.groups}
    bodies = {id: (titles.get(id),) for s in problem.sessions for id in s.groups}
    return id_meant(word, {**{p.id: (p.title,) for p in problem.people}, **bodies})


def id_meant(word: str, printed: Mapping[str, Iterable[str | None]]) -> str:
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
