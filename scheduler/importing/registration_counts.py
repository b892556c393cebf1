"""What registrations amount to: sizes of delegations, expected attendance, women and men."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.importing.disclosure_control import LEAST, Counts
from scheduler.importing.registration_rows import MEN, OTHER, WOMEN, Registration
from scheduler.problem import Problem


@dataclass(frozen=True, slots=True)
class Body:
    """A row of the table: women, men, others."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Counted:
    """
    What registrations amount to.

    Attributes
    ----------
    delegations
        Name, people, and the names of what it follows, in order.
    attendance
        Expected, by session or group, rounded up to a multiple of ``LEAST``.
    bodies, everybody
        For the table; counts as they are, to be protected before they are shown.
    """

    delegations: tuple[tuple[str, int, tuple[str, ...]], ...]
    attendance: Mapping[str, int]
    bodies: tuple[Body, ...]
    everybody: Counts


def count(registrations: Sequence[Registration], problem: Problem) -> Counted:
    """Sizes of delegations, expected attendance, and the counts of the table."""
    people = Counter(r.delegation for r in registrations)
    follows: defaultdict[str, set[str]] = defaultdict(set)
    for registration in registrations:
        follows[registration.delegation] |= registration.follows
    groups = dict.fromkeys(group for session in problem.sessions for group in session.groups)
    return Counted(
        delegations=tuple(
            (name, people[name], tuple(sorted(follows[name]))) for name in sorted(people)
        ),
        attendance=_attendance(registrations, problem),
        bodies=tuple(_body(group, registrations, problem) for group in groups),
        everybody=_genders(registrations),
    )


def _body(group: str, registrations: Iterable[Registration], problem: Problem) -> Body:
    own = {session.id for session in problem.sessions if group in session.groups}
    return Body(group, _genders(r for r in registrations if not own.isdisjoint(r.sessions)))


def _genders(registrations: Iterable[Registration]) -> Counts:
    genders = Counter(registration.gender for registration in registrations)
    return genders[WOMEN], genders[MEN], genders[OTHER]


def _attendance(registrations: Iterable[Registration], problem: Problem) -> dict[str, int]:
    """The attendance of a group where all its sessions expect as many, else of each session."""
    wanted = Counter(id for r in registrations for id in r.sessions)
    expected = {s.id: _rounded(wanted[s.id]) for s in problem.sessions}
    by_group: defaultdict[str, set[int]] = defaultdict(set)
    for session in problem.sessions:
        for group in session.groups:
            by_group[group].add(expected[session.id])
    sizes: dict[str, int] = {}
    for session in problem.sessions:
        of = session.group
        if of is not None and by_group[of] == {expected[session.id]}:
            sizes[f"group:{of}"] = expected[session.id]
        else:
            sizes[f"session:{session.id}"] = expected[session.id]
    return sizes


def _rounded(people: int) -> int:
    """Up, so that rooms suffice, and never under ``LEAST``."""
    return max(LEAST, -(-people // LEAST) * LEAST)
