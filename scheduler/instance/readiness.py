"""From when on a session has its documents and its quorum."""

from datetime import date, timedelta

from scheduler.instance.availability import FAR
from scheduler.instance.grid import Grid
from scheduler.instance.levels import Levels
from scheduler.instance.precedence import midnight
from scheduler.problem import Problem


def papers(problem: Problem, grid: Grid, levels: Levels) -> tuple[int, ...]:
    """First tick at which each session may start as regards its documents, where asked for."""
    ready = []
    for session in problem.held:
        hard = bool(problem.documents) and levels.of("documents", (session.id,)).hard
        days = [document_ready(problem, d.id, session.id) for d in problem.documents if hard]
        ready.append(max((midnight(grid, day) for day in days if day is not None), default=0))
    return tuple(ready)


def quorate(problem: Problem, grid: Grid, levels: Levels) -> tuple[int, ...]:
    """First tick at which each session may start as regards its quorum, where asked for."""
    if problem.quorum is None:
        return (0,) * len(problem.held)
    moment = quorum_ready(problem, grid)
    release = FAR if moment is None else max(0, moment)
    return tuple(
        release if session.decides and levels.of("quorum", (session.id,)).hard else 0
        for session in problem.held
    )


def document_ready(problem: Problem, document: str, session: str) -> date | None:
    """The day on which a document may be taken up by a session; None if it is not concerned."""
    paper = next(d for d in problem.documents if d.id == document)
    out = [*([paper.out] if paper.out is not None else []), *paper.languages.values()]
    if not out or session not in problem.chosen(paper.sessions):
        return None
    return max(out) + timedelta(days=paper.reading_days)


def quorum_ready(problem: Problem, grid: Grid) -> int | None:
    """The first tick with enough delegations registered; None if there never are."""
    if problem.quorum is None:
        return None
    moments = [
        grid.ceil(entry.at.replace(tzinfo=grid.zone))
        for entry in problem.quorum.registered
        if entry.delegations >= problem.quorum.needed
    ]
    return min(moments, default=None)
