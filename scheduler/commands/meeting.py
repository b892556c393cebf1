"""contingency, now, notices: what a chair is told, before, during and after a change."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from scheduler.commands.options import (
    HAND,
    SCREEN,
    SEARCH,
    WHERE,
    Hand,
    Json,
    Means,
    Screen,
    Search,
    UsageError,
    Where,
    can_be_written,
)
from scheduler.render.terminal.answer import Answer

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
    where: Where = WHERE,
) -> Answer:
    """The card for the chair: what follows from each end time of a session.

    For each hand-over of a rolling order, every end on the grid is replanned under the policy, and
    equal outcomes are merged.
    """
    can_be_written(to)
    from scheduler.commands.replan import contingency as cards

    return cards.carded(
        scenario,
        timetable,
        session,
        policy=policy,
        now=now,
        to=to,
        search=search,
        store=where.store,
        as_json=json,
        view=screen.view,
    )


def notices(
    do: Annotated[
        Literal["list", "write", "mark-sent"], Parameter(help="What to do with them.")
    ] = "list",
    /,
    *recipients: Annotated[str, Parameter(help="mark-sent: only these, as person:wgtu-chair.")],
    revision: Annotated[int | None, Parameter(help="Only those of this Rev.")] = None,
    to: Annotated[
        Path | None, Parameter(help="write: the outbox, a folder (default: beside the store).")
    ] = None,
    all: Annotated[bool, Parameter(negative=(), help="list: those that were sent too.")] = False,
    json: Json = False,
    screen: Screen = SCREEN,
    hand: Hand = HAND,
) -> Answer:
    """Who must be told what, since a publication: never twice, never forgotten.

    write puts a folder for each notice into the outbox, with a mail, a calendar file and a text of
    160 characters. It sends nothing: when they are sent, say mark-sent.
    """
    from scheduler.commands.store import notices as outbox

    if do == "mark-sent":
        return outbox.sent(recipients, revision, hand=hand, as_json=json)
    if recipients:
        raise UsageError("recipients are named with mark-sent only")
    if do == "write":
        return outbox.written(to, hand=hand, as_json=json)
    return outbox.listed(hand.store, revision, every=all, as_json=json, view=screen.view)


def now(
    *,
    scenario: Of = None,
    timetable: In = None,
    fact: Annotated[
        list[str] | None, Parameter(help="With a file: what happened since. Repeatable.")
    ] = None,
    at: Annotated[
        str | None, Parameter(help="Local moment: '2025-02-26 10:20' (default: the clock).")
    ] = None,
    watch: Annotated[
        bool, Parameter(negative=(), help="Again every second, until Ctrl-C.")
    ] = False,
    json: Json = False,
    screen: Screen = SCREEN,
    where: Where = WHERE,
) -> Answer:
    """What runs, what is next, and how late we are against what is published.

    With the facts told since, also before anybody has replanned: as the meeting then goes on under
    the scenario's policy.
    """
    from scheduler.commands.replan import now as underway

    return underway.now(
        scenario,
        timetable,
        fact or [],
        at=at,
        watched=watch,
        store=where.store,
        as_json=json,
        view=screen.view,
    )
