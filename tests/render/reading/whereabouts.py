"""
Where the sessions are now that left a cell, made of the files and docs/reference/annex.md alone.

As ``promised``: nothing of ``scheduler/render`` is asked here.
"""

from collections.abc import Iterator

from scheduler.problem import Problem, Slot
from tests.render.reading.promised import Held, Promises, day_named, words

NOON = 12
JOINTS = {"fr": " ; ", "zh": "；", "ar": "؛ "}
"""Between two places, where it is not the sign of English."""


def places(problem: Problem, was: Promises, now: Promises) -> list[tuple[Held, str]]:
    """What left a cell for another, and where it is, in the first language of both."""
    return [
        pair
        for session in problem.sessions
        for pair in _moved(problem, _cells(was, session.id), _cells(now, session.id), now.language)
    ]


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
