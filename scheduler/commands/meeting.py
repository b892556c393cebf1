"""contingency, now, notices: what a chair is told, before, during and after a change."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.options import (
    HAND,
    SCREEN,
    SEARCH,
    Hand,
    Json,
    Means,
    Screen,
    Search,
)
from scheduler.render.console import Answer

Of = Annotated[
    Path | None, Parameter(name="--scenario", help="The scenario (default: that of the store).")
]
In = Annotated[
    Path | None,
    Parameter(name="--timetable", help="A timetable file, or a revision (default: the head)."),
]
Names = Annotated[list[str] | None, Parameter(help="Only these. Repeatable.")]


def contingency(
    session: Annotated[str | None, Parameter(help="Only the hand-over of this one.")] = None,
    *,
    scenario: Of = None,
    timetable: In = None,
    policy: Means = None,
    now: Annotated[str | None, Parameter(help="Only from this local moment on.")] = None,
    to: Annotated[
        Path | None, Parameter(help="Write the card: card.docx, card.html, card.md, card.json.")
    ] = None,
    json: Json = False,
    search: Search = SEARCH,
    screen: Screen = SCREEN,
    hand: Hand = HAND,
) -> Answer:
    """The card for the chair: what follows from each end time of a session.

    For each hand-over of a rolling order, every end on the grid is replanned under the policy, and
    equal outcomes are merged.
    """
    from scheduler.answers import cards

    return cards.carded(
        scenario,
        timetable,
        session,
        policy=policy,
        now=now,
        to=to,
        search=search,
        store=hand.store,
        as_json=json,
        view=screen.view,
    )
