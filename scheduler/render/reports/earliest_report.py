"""From when on sessions are expected, and the hours that cost least to promise, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from scheduler.problem import Problem
from scheduler.render.reports.replan_report import Brief, brief
from scheduler.render.terminal.answer import QUIET, Line, View, adapt, say
from scheduler.render.terminal.figures import fit_table
from scheduler.render.words import printable
from scheduler.risk.earliest import Earliest, Hours, Prices
from scheduler.risk.stand import Stand
from scheduler.timetable import Record

NOTE = (
    "Not before: a hint that binds nobody. Idle: average minutes without a speaker if the "
    "session waits for that hour. Promised: the hours that cost least if no session "
    "starts before its hour."
)


class Expected(Protocol):
    """A session with its printed start, and from when on it is expected."""

    @property
    def session(self) -> str: ...

    @property
    def printed(self) -> datetime: ...

    @property
    def earliest(self) -> Earliest | None: ...

    @property
    def curve(self) -> Sequence[Earliest | None]: ...


class Promise(Protocol):
    """The hours that cost least, their cost, and that of the printed ones."""

    @property
    def hours(self) -> Sequence[datetime | None]: ...

    @property
    def best(self) -> Hours: ...

    @property
    def printed(self) -> Hours: ...


class Room(Protocol):
    """The sessions of a room in order, and the hours to promise, or why there are none."""

    @property
    def room(self) -> str: ...

    @property
    def sessions(self) -> Sequence[Expected]: ...

    @property
    def promise(self) -> Promise | str: ...


Asked = tuple[float, Prices]
"""The chance that is allowed, and the prices."""


def lines(
    published: Record, stand: Stand, rooms: Sequence[Room], asked: Asked, view: View
) -> list[Line]:
    """A table for each room."""
    problem: Problem = stand.instance.problem
    names = brief(problem, published.timetable)
    alpha, prices = asked
    made = [
        say(f"Not expected before: {problem.meeting.title}", "bold"),
        say(f"chance of an earlier start: at most {100 * alpha:g} %", QUIET),
    ]
    for room in rooms:
        heads = ["", "printed", "not before", "earlier", "idle", "promised"]
        made += [Line(), say(names.room(room.room), "bold")]
        table = [heads, *_rows(names, stand, room)]
        for number, printed in enumerate(fit_table(table, view.width)):
            made += [Line(text, QUIET if number == 0 else "") for text in printed]
        made += [Line(), *_promise(room.promise, prices)]
    made += [Line(), say(NOTE, QUIET)]
    return list(adapt(made, view))


def _rows(names: Brief, stand: Stand, room: Room) -> Iterator[list[str]]:
    promise = room.promise
    hours = [None] * len(room.sessions) if isinstance(promise, str) else promise.hours
    for one, hour in zip(room.sessions, hours, strict=True):
        found = one.earliest
        yield [
            printable(names.session(one.session)),
            names.moment(one.printed),
            "–" if found is None else names.moment(stand.clock(found.minute)),
            "" if found is None else f"{100 * found.chance:.1f} %",
            "" if found is None else f"{found.idle:.1f}",
            "–" if hour is None else names.moment(hour),
        ]


def _promise(promise: Promise | str, prices: Prices) -> Iterator[Line]:
    if isinstance(promise, str):
        yield say(f"There are no promised hours: {promise}.")
        return
    best, printed = promise.best, promise.printed
    yield say(
        f"A late minute weighs {prices.waiting:g}, an idle one {prices.idle:g}, one of overtime "
        f"{prices.overtime:g}. The promised hours cost {best.cost(prices):.1f} on average, those "
        f"printed {printed.cost(prices):.1f}."
    )
    yield say(
        f"Under the promised hours: {best.waiting:.1f} minutes late, {best.idle:.1f} idle, "
        f"{best.overtime:.1f} past the close."
    )


def fields(stand: Stand, rooms: Sequence[Room], asked: Asked) -> Mapping[str, object]:
    """The same as plain data, with the curve."""
    alpha, prices = asked
    return {
        "alpha": alpha,
        "prices": {
            "waiting": prices.waiting,
            "idle": prices.idle,
            "overtime": prices.overtime,
        },
        "rooms": [
            {
                "room": room.room,
                "sessions": [
                    {
                        "session": one.session,
                        "printed": one.printed,
                        "earliest": _earliest(stand, one.earliest),
                        "curve": [_earliest(stand, e) for e in one.curve if e is not None],
                    }
                    for one in room.sessions
                ],
                "promised": _promised(room.promise, prices),
            }
            for room in rooms
        ],
    }


def _earliest(stand: Stand, found: Earliest | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "alpha": found.alpha,
        "start": stand.clock(found.minute),
        "chance": round(found.chance, 9),
        "idle": round(found.idle, 6),
    }


def _promised(promise: Promise | str, prices: Prices) -> dict[str, object]:
    if isinstance(promise, str):
        return {"reason": promise}
    best = promise.best
    return {
        "hours": list(promise.hours),
        "cost": round(best.cost(prices), 6),
        "waiting": round(best.waiting, 6),
        "idle": round(best.idle, 6),
        "overtime": round(best.overtime, 6),
        "printed_cost": round(promise.printed.cost(prices), 6),
    }
