"""report, pin, unpin, waive: what a planner says to a store."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.options import HAND, Hand, Json, Session, UsageError, reasoned
from scheduler.render.terminal.answer import Answer

Reason = Annotated[str, Parameter(help="Why: it stays in the log.")]
Names = Annotated[list[str] | None, Parameter(help="Only these. Repeatable.")]


def report(
    *words: Annotated[str, Parameter(help="What happened: 'overrun enip 30m'; or 'list'.")],
    at: Annotated[str | None, Parameter(help="When it was told: '2025-02-25 17:55'.")] = None,
    left: Annotated[int | None, Parameter(help="speakers: so many have yet to speak.")] = None,
    limit: Annotated[str | None, Parameter(help="speakers: what each may take, 3m.")] = None,
    title: Annotated[str | None, Parameter(help="add: what the annex prints.")] = None,
    group: Annotated[str | None, Parameter(help="add: the body that holds it.")] = None,
    chair: Annotated[list[str] | None, Parameter(help="add: who presides. Repeatable.")] = None,
    follows: Annotated[str | None, Parameter(help="add: after whom in a rolling order.")] = None,
    room: Annotated[list[str] | None, Parameter(help="add: in which rooms. Repeatable.")] = None,
    day: Annotated[list[str] | None, Parameter(help="add: on which days. Repeatable.")] = None,
    undo: Annotated[int | None, Parameter(help="Take back the fact of this number.")] = None,
    reason: Annotated[str | None, Parameter(help="Why it is taken back.")] = None,
    all: Annotated[bool, Parameter(negative=(), help="list: those taken back too.")] = False,
    json: Json = False,
    hand: Hand = HAND,
) -> Answer:
    """Tell a fact: dated, attributed, never edited. What cannot be meant is refused.

    overrun SESSION 30m, early SESSION 30m, late SESSION 30m, speakers SESSION --left 14 --limit 3m,
    cancel SESSION, add SESSION [90m], absent PERSON [FROM [to TO]], room-lost ROOM [FROM [to TO]],
    interpretation lost TEAM [FROM [to TO]], interpretation cut 150m, documents DOCUMENT DAY,
    quorum missed [until WHEN].
    """
    from scheduler.commands.store import report as reporting

    if undo is not None:
        if words:
            raise UsageError("say report --undo NUMBER --reason WHY, and nothing more")
        why = reasoned(reason, f"taking back fact {undo}")
        return reporting.taken_back(undo, at=at, reason=why, hand=hand, as_json=json)
    told = list(words)
    if not told or told == ["list"]:
        return reporting.listed(hand.store, every=all, as_json=json)
    if told[0] == "speakers" and left is not None:
        told += reporting.speakers(left, limit)
    elif left is not None or limit is not None:
        raise UsageError("--left and --limit are for 'report speakers SESSION'")
    said: dict[str, object] = {
        "title": title,
        "group": group,
        "chairs": chair,
        "follows": follows,
        "rooms": room,
        "days": day,
    }
    if any(said.values()):
        if told[0] not in ("add", "added") or len(told) != 3:
            raise UsageError("these options are for 'report add SESSION MINUTES'")
        told = [*told[:2], *reporting.added(told[2], said)]
    return reporting.reported(told, at=at, hand=hand, as_json=json)


def pin(
    session: Session | None = None,
    *,
    at: Annotated[str | None, Parameter(help="Starts then: '2025-02-28 10:00'.")] = None,
    room: Annotated[str | None, Parameter(help="Is held there.")] = None,
    reason: Annotated[str, Parameter(help="Why: it stays in the log.")] = "",
    json: Json = False,
    hand: Hand = HAND,
) -> Answer:
    """Keep a session where it is, or at a start or in a room, in what is solved from now on.

    Without a session: the pins in force.
    """
    from scheduler.commands.store import pin as deciding

    if session is None:
        return deciding.pins(hand.store, as_json=json)
    return deciding.pinned(session, at=at, room=room, reason=reason, hand=hand, as_json=json)


def unpin(session: Session, *, reason: str = "", json: Json = False, hand: Hand = HAND) -> Answer:
    """Lift the pin of a session."""
    from scheduler.commands.store import pin as deciding

    return deciding.unpinned(session, reason=reason, hand=hand, as_json=json)


def waive(
    rule: Annotated[str | None, Parameter(help="The rule, such as availability.")] = None,
    *,
    session: Names = None,
    against: Names = None,
    person: Names = None,
    room: Names = None,
    reason: Annotated[str, Parameter(help="Why it is waived, or withdrawn: it stays.")] = "",
    until: Annotated[str | None, Parameter(help="Local moment from which it is asked.")] = None,
    withdraw: Annotated[int | None, Parameter(help="Withdraw the waiver of this number.")] = None,
    json: Json = False,
    hand: Hand = HAND,
) -> Answer:
    """A rule is not asked of these sessions, people or rooms, for a reason that stays visible.

    Without a rule: the waivers in force.
    """
    from scheduler.commands.store import pin as deciding

    if withdraw is not None:
        why = reasoned(reason, f"withdrawing waiver {withdraw}")
        return deciding.withdrawn(withdraw, reason=why, hand=hand, as_json=json)
    if rule is None:
        return deciding.waivers(hand.store, as_json=json)
    names = {"sessions": session, "against": against, "people": person, "rooms": room}
    scope = {key: tuple(found) for key, found in names.items() if found}
    return deciding.waived(rule, scope, reason=reason, until=until, hand=hand, as_json=json)
