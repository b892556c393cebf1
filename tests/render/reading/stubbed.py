"""
The stubs that a printed timetable has to keep, made of the files and docs/reference/annex.md alone.

As ``promised``: nothing of ``scheduler/render`` is asked here.
"""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.problem import Problem, Slot
from scheduler.timetable import Record
from tests.render.reading.promised import (
    Cell,
    Content,
    Held,
    Promises,
    contents,
    day_named,
    plain,
    words,
)

NOON = 12
JOINTS = {"fr": " ; ", "zh": "；", "ar": "؛ "}
"""Between two places, where it is not the sign of English."""


def with_stubs(
    problem: Problem, record: Record, before: Record, language: str, *, clean: bool
) -> dict[Cell, Content]:
    """What every cell says, with stubs; ``clean``: and nothing else of what was."""
    now, was = (Promises(problem, r.sittings, language) for r in (record, before))
    moved = [
        pair
        for session in problem.sessions
        for pair in _moved(problem, _cells(was, session.id), _cells(now, session.id), language)
    ]
    found = contents(problem, record, None if clean else before, language)
    held_now = {cell: {one.session.id for one in there} for cell, there in now.cells().items()}
    for held, told in sorted(moved, key=lambda pair: pair[0].order):
        cell, name = now.cell(held), now.name(held.session)
        if held.session.id not in held_now.get(cell, ()):
            stub = plain(words(language)["stub"].format(name=name, place=told))
            said = found.get(cell, Content(()))
            lines = (*said.lines, stub)
            found[cell] = replace(said, lines=lines, gone=said.gone - {name})
    return found


def _cells(promises: Promises, session: str) -> list[tuple[object, Held]]:
    """Where it is, in order, once each; of side events, with their hours."""
    found = dict[object, Held]()
    for held in promises.held:
        if held.session.id == session:
            room = held.sitting.room
            place = (held.day, held.hours, room) if held.side else (held.day, held.slot.id, room)
            found.setdefault(place, held)
    return [*found.items()]


def _moved(
    problem: Problem,
    old: list[tuple[object, Held]],
    new: list[tuple[object, Held]],
    language: str,
) -> Iterator[tuple[Held, str]]:
    """The sittings whose cells it left, each with what is said of where it is."""
    left = [held for place, held in old if place not in dict(new)]
    came = [held for place, held in new if place not in dict(old)]
    for index, held in enumerate(left if came else ()):
        to = [came[index]] if len(left) == len(came) else came
        told = dict.fromkeys(_where(problem, held, one, language) for one in to)
        yield held, JOINTS.get(language, "; ").join(told)


def _where(problem: Problem, was: Held, now: Held, language: str) -> str:
    room = Promises(problem, (), language).room(now.sitting.room)
    if (was.day, was.slot.id, was.hours) == (now.day, now.slot.id, now.hours):
        return room
    day, half = (
        day_named(problem, now.day, language),
        [s for s in _slots(problem, now) if _same(s, now)],
    )
    if now.hours is None and len(half) == 1:
        key = "notices.morning" if now.slot.start.hour < NOON else "notices.afternoon"
        when = words(language)[key].format(day=day)
    else:
        when = f"{day}, {now.hours or f'{now.slot.start:%H:%M} – {now.slot.end:%H:%M}'}"
    return when if was.sitting.room == now.sitting.room else f"{when}, {room}"


def _slots(problem: Problem, held: Held) -> list[Slot]:
    """Those of its day that are rows of the table."""
    kinds = {session.kind for session in problem.sessions} - {"side-event"}
    return [
        slot
        for slot in problem.slots
        if (slot.days is None or held.day in slot.days) and any(map(slot.serves, kinds))
    ]


def _same(slot: Slot, held: Held) -> bool:
    return (slot.start.hour < NOON) == (held.slot.start.hour < NOON)
