"""
What every cell and every row of a list says, and which of them are marked.

As ``promised``: nothing of ``scheduler/render`` is asked here.
"""

from dataclasses import replace

from scheduler.problem import Problem
from scheduler.timetable import Record
from tests.render.reading.promised import Cell, Content, Held, Promises, Row, words
from tests.render.reading.whereabouts import places

ARROWS = {"ar": "←"}
"""Before where it is now, where it is not that of all others."""


def contents(
    problem: Problem,
    record: Record,
    before: Record | None,
    language: str,
    *,
    times: bool = False,
    earlier: Problem | None = None,
) -> dict[Cell, Content]:
    """
    What every cell says that says anything; compared with another issue, if there is one.

    ``earlier``: the scenario of that, if it is another one.
    """
    now = Promises(problem, record.sittings, language, record.expected, times=times)
    cells = now.cells()
    then = now if before is None else Promises(earlier or problem, before.sittings, language)
    old = cells if before is None else then.cells()
    went = _went(problem, now, then)
    announced = {Cell(day, None, None) for day in problem.days} if _awaits(problem) else set()
    to_be_confirmed = [*dict.fromkeys(words(code)["tbc"] for code in language.split(","))]
    found = {}
    for cell in {*cells, *old, *announced}:
        held, was = cells.get(cell, []), old.get(cell, [])
        ids = {one.session.id for one in held}
        first = {one.session.id: one for one in reversed(was) if one.session.id not in ids}
        gone = {
            f"{then.name_in_all(one.session)} {went.get(_key(one), '')}".strip()
            for one in first.values()
        }
        marked = [_decided(now, one) for one in held] != [_decided(then, one) for one in was]
        lines = [line for one in held for line in now.lines(one)]
        lines = lines or to_be_confirmed * (cell in announced)
        found[cell] = Content(tuple(lines), frozenset(gone), marked)
    return found


def listed(
    problem: Problem,
    record: Record,
    before: Record | None,
    language: str,
    *,
    times: bool = False,
    earlier: Problem | None = None,
) -> list[Row]:
    """The rows of a list; what another issue told otherwise is marked."""
    old_sittings = record.sittings if before is None else before.sittings
    several = len({sitting.room for sitting in (*record.sittings, *old_sittings)}) > 1
    now, old = (
        Promises(of, sittings, language, record.expected, times=times)
        for of, sittings in ((problem, record.sittings), (earlier or problem, old_sittings))
    )
    known = {
        _told(old, held, row) for held, row in zip(old.held, old.rows(several=several), strict=True)
    }
    return [
        replace(row, marked=_told(now, held, row) not in known)
        for held, row in zip(now.held, now.rows(several=several), strict=True)
    ]


def _told(promises: Promises, held: Held, row: Row) -> tuple[object, ...]:
    """What must not differ unmarked; whom it follows is told by the order."""
    session = held.session
    hours = row.day, row.hours, held.notes, row.room
    return session.id, *hours, _words(promises, held), promises.detailed(session)


def _awaits(problem: Problem) -> bool:
    """Whether side events are announced where there are none yet."""
    return problem.annex.side_events == "tbc"


def _decided(promises: Promises, held: Held) -> tuple[object, ...]:
    """What of it is printed: the session, its words and hours; of a side event the room."""
    room = held.sitting.room if held.side else None
    return held.session.id, _words(promises, held), held.hours, held.notes, room


def _words(promises: Promises, held: Held) -> tuple[str, ...]:
    return tuple(one.worded(held.session) for one in promises.in_all)


def left(name: str, place: str, language: str) -> str:
    """What stands where it no longer is: its name, and where it is now."""
    return f"{name} {ARROWS.get(language, '→')} {place}"


def _went(problem: Problem, now: Promises, then: Promises) -> dict[tuple[str, object], str]:
    """What is said behind the name of each that moved, in all languages."""
    told = dict[tuple[str, object], list[str]]()
    for new, old in zip(now.in_all, then.in_all, strict=True):
        for held, place in places(problem, old, new):
            told.setdefault(_key(held), []).append(left("", place, new.language).strip())
    return {key: " / ".join(dict.fromkeys(words)) for key, words in told.items()}


def _key(held: Held) -> tuple[str, object]:
    return held.session.id, held.sitting.start
