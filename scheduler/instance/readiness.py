"""From when on a session may start: its documents are out, and its quorum is there."""

from datetime import timedelta

from scheduler.instance.closed_spans import FAR
from scheduler.instance.levels import Levels
from scheduler.instance.records import Axes
from scheduler.problem import Document


def papers(axes: Axes, levels: Levels) -> tuple[int, ...]:
    """First tick at which each session may start as regards its documents, where asked for."""
    ready = []
    for session in axes.sessions:
        papers = axes.problem.documents
        hard = bool(papers) and levels.of("documents", (session.id,)).hard
        days = [document_ready(axes, paper, session.id) for paper in papers if hard]
        ready.append(max((axes.midnight(day) for day in days if day is not None), default=0))
    return tuple(ready)


def quorate(axes: Axes, levels: Levels) -> tuple[int, ...]:
    """First tick at which each session may start as regards its quorum, where asked for."""
    if axes.problem.quorum is None:
        return (0,) * len(axes.sessions)
    moment = quorum_ready(axes)
    release = FAR if moment is None else max(0, moment)
    return tuple(
        release if session.decides and levels.of("quorum", (session.id,)).hard else 0
        for session in axes.sessions
    )


def document_ready(axes: Axes, paper: Document, session: str) -> int | None:
    """The day on which a document may be taken up by a session; None if it is not concerned."""
    out = [*([paper.out] if paper.out is not None else []), *paper.languages.values()]
    if not out or session not in axes.problem.chosen(paper.sessions):
        return None
    return (max(out) + timedelta(days=paper.reading_days) - axes.problem.days[0]).days


def quorum_ready(axes: Axes) -> int | None:
    """The first tick with enough delegations registered; None if there never are."""
    if axes.problem.quorum is None:
        return None
    moments = [
        axes.grid.ceil(entry.at.replace(tzinfo=axes.grid.zone))
        for entry in axes.problem.quorum.registered
        if entry.delegations >= axes.problem.quorum.needed
    ]
    return min(moments, default=None)
