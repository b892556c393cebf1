"""Whose sittings these are: those of a body, or those that an office holder is wanted in."""

from collections.abc import Callable, Iterable

from scheduler.errors import did_you_mean
from scheduler.problem import Problem, Sitting

Concerns = Callable[[Sitting], bool]


class NobodyError(LookupError):
    """No group and no office is called so, or both are."""


def concerns(problem: Problem, name: str) -> Concerns:
    """
    Whether a sitting concerns the group or person of that name.

    ``group:WGETI`` and ``person:chair`` say which, where both are called the same. A person is
    concerned by what it presides over, acting or as a deputy too, and by what it attends.

    Raises
    ------
    NobodyError
        Nobody is called so; the message names who comes near.
    """
    groups = {group for session in problem.sessions for group in session.groups}
    people = {person.id for person in problem.people}
    kind, colon, rest = name.partition(":")
    asked = rest if colon and kind in ("group", "person") else name
    is_group = asked in groups and not (colon and kind == "person")
    is_person = asked in people and not (colon and kind == "group")
    if is_group and is_person:
        raise NobodyError(f"{asked!r} is a group and a person: say group:{asked} or person:{asked}")
    if is_group:
        return _of_sessions(s.id for s in problem.sessions if asked in s.groups)
    if is_person:
        return _of_person(problem, asked)
    hint = did_you_mean(asked, groups | people)
    raise NobodyError(f"no group and no person is called {asked!r}{hint}")


def _of_sessions(ids: Iterable[str]) -> Concerns:
    wanted = frozenset(ids)
    return lambda sitting: sitting.session in wanted


def _of_person(problem: Problem, person: str) -> Concerns:
    acts = {p.id: p.acting for p in problem.people if p.state == "vacant" and p.acting is not None}
    presides = {s.id: {acts.get(chair, chair) for chair in s.chairs} for s in problem.sessions}
    attends = {s.id for s in problem.sessions if person in {acts.get(a, a) for a in s.attendees}}

    def wanted(sitting: Sitting) -> bool:
        chairs = sitting.chairs or presides.get(sitting.session, ())
        return person in chairs or sitting.session in attends

    return wanted
