"""
Which sessions a name in a statement stands for: a reader of the verifier's own.

The solver's side resolves names with ``Problem.chosen``. Here they are read by
docs/developers/stated-rules.md ("Names") alone, so that a slip on either side shows as a difference
between the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from scheduler.problem import Pool, Problem, Session


def groups_of(session: Session) -> tuple[str, ...]:
    """The group of a session and those that hold it jointly, each once."""
    every = session.joint if session.group is None else (session.group, *session.joint)
    return tuple(dict.fromkeys(every))


class Names:
    """
    The sessions to be held, in the planner's order, and what names stand for among them.

    A name with a colon says before it what it is: ``session:x``, ``group:x`` or ``kind:x``. One
    without is ``all``, or the session and the group of that name. Any other name is nobody.
    """

    def __init__(self, problem: Problem) -> None:
        situation = problem.situation
        cancelled = situation.cancelled if situation is not None else frozenset()
        self.held = tuple(s for s in problem.sessions if s.id not in cancelled)
        self._tables: dict[str, dict[str, list[int]]] = {
            prefix: defaultdict(list) for prefix in ("session", "group", "kind")
        }
        for n, session in enumerate(self.held):
            self._tables["session"][session.id].append(n)
            self._tables["kind"][session.kind].append(n)
            for group in groups_of(session):
                self._tables["group"][group].append(n)
        self._resolved: dict[tuple[str, ...], tuple[str, ...]] = {}

    def resolve(self, names: Iterable[str]) -> tuple[str, ...]:
        """Ids of the sessions that any of the names stands for, each once, in their order."""
        key = tuple(names)
        if key not in self._resolved:
            positions = {n for name in key for n in self._positions(name)}
            self._resolved[key] = tuple(self.held[n].id for n in sorted(positions))
        return self._resolved[key]

    def bodies(self, pool: Pool) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(name, ids) of each body that a statement is about, and that has any sessions."""
        for name, names in self._bodies(pool):
            ids = self.resolve(names)
            if ids:
                yield name, ids

    def _bodies(self, pool: Pool) -> Iterator[tuple[str, tuple[str, ...]]]:
        if pool.of is not None:
            yield " and ".join(pool.of), pool.of
        elif pool.each is not None:
            for name in pool.each:
                yield name.removeprefix("group:"), (name,)
        else:
            for group in self._tables["group"]:
                yield group, (f"group:{group}",)

    def _positions(self, name: str) -> Sequence[int]:
        prefix, colon, rest = name.partition(":")
        if colon:
            return self._tables.get(prefix, {}).get(rest, ())
        if name == "all":
            return range(len(self.held))
        return [n for what in ("session", "group") for n in self._tables[what].get(name, ())]


_LAST: list[tuple[Problem, Names]] = []
"""The names of the problem judged last: many timetables of one problem are judged in a row."""


def names_of(problem: Problem) -> Names:
    """The names of a problem, read once while it is the one being judged."""
    if not _LAST or _LAST[0][0] is not problem:
        _LAST[:] = [(problem, Names(problem))]
    return _LAST[0][1]
