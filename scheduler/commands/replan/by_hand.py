"""move, swap, split: what a planner decides by hand, first as a draft that says what it costs."""

import json as json_text
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.inputs.orders import Orders, word_place
from scheduler.commands.inputs.stores import today
from scheduler.commands.inputs.titles import told_in_titles
from scheduler.commands.options.hand import HandOptions
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json, Session
from scheduler.commands.replan.carry_out import Reply, carry_out
from scheduler.commands.replan.task import Task, task_of_files, task_of_store
from scheduler.errors import Infeasible, NothingFits, UsageError
from scheduler.files import announce
from scheduler.interface import asking
from scheduler.interface.plan import Plan
from scheduler.problem import Place, Problem
from scheduler.problem.day_slots import day_slots
from scheduler.problem.spoken_names import with_room_id
from scheduler.render.reports import insights_json, insights_report
from scheduler.render.terminal.answer import NO, OK, Answer, adapt, say, to_json
from scheduler.render.terminal.console import progress
from scheduler.replanning import by_hand, splitting
from scheduler.replanning.request import ReplanRequest, policy_by_hand
from scheduler.timetable import Record
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.command_lines import on_store
from scheduler.vocabulary.moments import parse_minutes
from scheduler.vocabulary.whereabouts import Where, read_where

Find = Callable[[ReplanRequest], tuple[Place, ...]]
PATIENCE = 3.0
"""Seconds for the question why something cannot be."""


@dataclass(frozen=True, slots=True)
class Hand:
    """
    What is done by hand.

    Attributes
    ----------
    command, cause
        As it was typed, and what it means: kept with the draft.
    sessions
        Those that it is about.
    find
        The pins that bring it about; Infeasible if none do.
    asked
        Session and place to ask about where it cannot be.
    """

    command: str
    cause: str
    sessions: tuple[str, ...]
    find: Find
    asked: tuple[tuple[str, str], ...] = ()


def move(
    session: Session,
    *where: Annotated[
        str,
        Parameter(help="A slot, a start or a day: wednesday afternoon, 'wed 15:00'; then ROOM."),
    ],
    hand: HandOptions = HandOptions(),
    json: Json = False,
    search: Search = Search(),
    author: Author = Author(),
    screen: Screen = Screen(),
) -> Answer:
    """Move a session elsewhere, with the least change to the rest.

    The result is a draft, with what else moves and what it costs. Nothing is published. The
    session is pinned to its new place until a draft is published; 'unlock SESSION' takes it back.
    If the move is not possible, the obstacles are listed (exit 1).
    """

    def read(problem: Problem, now: datetime | None) -> Hand:
        said = with_room_id(problem, where)
        place = read_where(said, today(problem, now), [room.id for room in problem.rooms])
        if place == Where():
            use = on_store("move", session, "wednesday", "afternoon")
            raise UsageError(f"no place is given: use {use}")
        start = None if place.start is None else place.start.replace(tzinfo=problem.zone)
        id = asking.require_session(problem, session)
        wish = by_hand.Wish(id, start, place.slot, place.day, place.room)
        words = _in_full(said, place)
        return Hand(
            f"rollgrid move {id} {words}",
            f"{id} moved to {words}",
            (id,),
            lambda request: by_hand.find_move(request, wish),
            ((id, _slot_asked(problem, wish)),),
        )

    return _by_hand(read, hand, search, author, Reply(hand.out, json, screen.terminal))


def swap(
    session: Session,
    other: Annotated[str, Parameter(help="The id of the session to swap places with.")],
    *,
    hand: HandOptions = HandOptions(),
    json: Json = False,
    search: Search = Search(),
    author: Author = Author(),
    screen: Screen = Screen(),
) -> Answer:
    """Swap the places of two sessions, with the least other change.

    The result is a draft, with what it costs. Both sessions are pinned until a draft is
    published; 'unlock SESSION' takes it back.
    """

    def read(problem: Problem, _: datetime | None) -> Hand:
        one, two = (asking.require_session(problem, name) for name in (session, other))
        if one == two:
            raise UsageError(f"swap needs two sessions, but {session} is given twice")
        return Hand(
            f"rollgrid swap {one} {two}",
            f"{one} and {two} swap places",
            (one, two),
            lambda request: by_hand.find_swap(request, one, two),
        )

    return _by_hand(read, hand, search, author, Reply(hand.out, json, screen.terminal))


def split(
    session: Session,
    *minutes: Annotated[str, Parameter(help="Length of each part: 180 3h 1h30.")],
    hand: HandOptions = HandOptions(),
    json: Json = False,
    search: Search = Search(),
    author: Author = Author(),
    screen: Screen = Screen(),
) -> Answer:
    """Split a session into parts of given lengths.

    The result is a draft with the least change. A part ends where its slot ends. The start that
    gives these parts is found, and the session is pinned to it.
    """
    parts = tuple(map(parse_minutes, minutes))

    def read(problem: Problem, _: datetime | None) -> Hand:
        id = asking.require_session(problem, session)
        words = " ".join(map(str, parts))
        return Hand(
            f"rollgrid split {id} {words}",
            f"{id} in parts of {words} minutes",
            (id,),
            lambda request: splitting.find_split(request, id, parts),
        )

    return _by_hand(read, hand, search, author, Reply(hand.out, json, screen.terminal))


def _in_full(said: Sequence[str], place: Where) -> str:
    """Where the session is to be, as it is kept: a clock time with its day."""
    if place.start is None:
        return " ".join(said)
    return " ".join([f"{place.start:%Y-%m-%d %H:%M}", *filter(None, [place.room])])


def _by_hand(
    read: Callable[[Problem, datetime | None], Hand],
    options: HandOptions,
    search: Search,
    author: Author,
    reply: Reply,
) -> Answer:
    """The draft that comes of it, with the pins kept; or why it cannot be."""
    announce(*([options.out] if options.out is not None else []))
    with Inputs(options.scenario, author.store) as inputs:
        pair = inputs.pair(options.timetable)
        if pair.revision is None:
            assert options.timetable is not None, "a timetable file"
            task = task_of_files(inputs, options.timetable, (), options.now)
        else:
            task = task_of_store(inputs, options.now)
    problem = task.loaded.problem
    hand = read(problem, task.now and task.now.replace(tzinfo=problem.zone))
    policy = options.policy or task.policy or policy_by_hand(problem, hand.sessions)
    task = replace(task, freeze=options.freeze, policy=policy)
    try:
        with (
            told_in_titles(problem),
            progress(
                "looking for the least change", verbose=search.verbose, seconds=search.seconds
            ) as tell,
        ):
            pins = hand.find(task.request(search.budget(tell)))
    except (Infeasible, NothingFits) as error:
        return _impossible(hand, task, pair, error, reply)
    kept = tuple(pin for pin in task.orders.pins if pin.session not in hand.sessions)
    task = replace(
        task,
        orders=Orders((*kept, *pins), task.orders.waive),
        cause=hand.cause,
        command=hand.command,
        afterwards=lambda record: _in_other_words(task, pins, record),
    )
    answer = carry_out(task, search, author, reply)
    if answer.code == OK and task.place is not None:
        _keep(task, pins, author, options.reason or hand.cause)
    return answer


def _slot_asked(problem: Problem, wish: by_hand.Wish) -> str:
    """The place as ``why --at`` takes it; empty if it is no slot."""
    slot = wish.slot
    if wish.start is not None:
        here = (s.id for s in day_slots(problem) if s.start <= wish.start < s.end)
        slot = next(here, None)
    if slot is None:
        return ""
    return slot if wish.room is None else f"{slot}:{wish.room}"


def _impossible(
    hand: Hand, task: Task, plan: Plan, error: Infeasible | NothingFits, reply: Reply
) -> Answer:
    """What stands against it, as ``why --at`` says it, and the rules that leave no timetable."""
    involved = error.rules if isinstance(error, Infeasible) else ()
    rules = f"; rules involved: {', '.join(involved)}" if involved else ""
    policy = task.policy or task.loaded.problem.usual_policy
    told = f"{hand.cause}, under policy {policy}: {error}{rules}."
    sentence = wording_of(plan.problem).word(told)
    of = (plan.problem, plan.timetable)
    answers = [
        (asking.why(plan, session, at=at, seconds=PATIENCE), at) for session, at in hand.asked if at
    ]
    if reply.as_json:
        why = [json_text.loads(insights_json.why_not(*of, one, at)) for one, at in answers]
        return Answer(NO, to_json({"possible": False, "reason": told, "why": why}))
    lines = [say(sentence, "bold")]
    for one, _ in answers:
        lines += insights_report.why_not(*of, one)
    return Answer(NO, adapt(lines, reply.view), ["nothing was stored"], width=reply.view.width)


def _keep(task: Task, pins: Sequence[Place], author: Author, reason: str) -> None:
    """The pins in the store until a draft is published, in the place of others of the sessions."""
    from scheduler import store as stores

    assert task.place is not None, "a timetable file keeps no pins"
    assert task.parent is not None, "a draft has something to differ from"
    zone = task.loaded.problem.zone
    with stores.opened(task.place, create=False) as store:
        for pin in pins:
            for old in stores.pins(store):
                if old.session == pin.session:
                    stores.unpin(store, old.number, author=author.name, reason=reason)
            start = None if pin.start is None else pin.start.astimezone(zone)
            place = word_place(start, pin.room, task.parent + 1)
            stores.pin(store, pin.session, place, author=author.name, reason=reason)


def _in_other_words(task: Task, pins: Sequence[Place], record: Record) -> list[str]:
    """The same in the scenario's terms, and how it is taken back."""
    loaded, problem = task.loaded, task.loaded.problem
    ids = [session.id for session in problem.sessions]
    lines = []
    for n, order in enumerate(problem.rolling):
        held = _in_order(order.order, record)
        if held != order.order:
            place = loaded.locate(("rolling", n, "order"))
            lines.append(f"  {place}: order: [{', '.join(held)}]")
    for pin in pins:
        start = None if pin.start is None else pin.start.astimezone(problem.zone)
        fields = [f'exact: "{start:%Y-%m-%d %H:%M}"'] if start is not None else []
        fields += [f"room: {pin.room}"] if pin.room is not None else []
        place = loaded.locate(("sessions", ids.index(pin.session)))
        lines.append(f"  {place}: {pin.session}: pin: {{{', '.join(fields)}}}")
    back = [*(on_store("unlock", pin.session) for pin in pins), on_store("replan")]
    taken = ["to undo this:", *(f"  {line}" for line in back)] if task.place is not None else []
    return ["to write the same in the scenario:", *lines, *taken]


def _in_order(order: Sequence[str], record: Record) -> tuple[str, ...]:
    """The sessions of a rolling order as they are held; those without a place where they were."""
    starts = {s.session: s.start for s in reversed(record.sittings)}
    held = iter(sorted((id for id in order if id in starts), key=lambda id: starts[id]))
    return tuple(next(held) if id in starts else id for id in order)
