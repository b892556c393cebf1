"""Who presides over a sitting, and which team interprets it, said by the sitting or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.problem import Problem, Session, Sitting


@dataclass(frozen=True, slots=True)
class Serving:
    """
    What a sitting leaves unsaid: the offices preside themselves, and the only able team interprets.

    Attributes
    ----------
    holders
        Who presides over a session where no deputy does, in the order of its chairs, as acting.
    teams
        By session, the only team that has all its languages.
    """

    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)

    def chairs(self, sitting: Sitting) -> tuple[str, ...]:
        """Who presides, in order; nobody where neither the sitting nor the scenario says so."""
        return sitting.chairs or self.holders.get(sitting.session, ())

    def team(self, sitting: Sitting) -> str | None:
        return sitting.team or self.teams.get(sitting.session)


_LAST: list[tuple[Problem, Serving]] = []
"""
The serving of the problem asked for last: the reasons of a thousand changes ask again and again.
"""


def serving(problem: Problem | None) -> Serving:
    """Who serves in a problem; without one, only what sittings say themselves is known."""
    if problem is None:
        return Serving()
    for asked, known in _LAST:
        if asked is problem:
            return known
    _LAST[:] = [(problem, _serving(problem))]
    return _LAST[0][1]


def _serving(problem: Problem) -> Serving:
    acts = {p.id: p.acting for p in problem.people if p.state == "vacant" and p.acting is not None}
    return Serving(
        {s.id: tuple(acts.get(chair, chair) for chair in s.chairs) for s in problem.sessions},
        {s.id: team for s in problem.sessions if (team := _only_team(problem, s)) is not None},
    )


def _only_team(problem: Problem, session: Session) -> str | None:
    if problem.interpretation is None or not session.languages:
        return None
    teams = problem.interpretation.teams
    able = [team.id for team in teams if session.languages <= team.languages]
    return able[0] if len(able) == 1 else None
