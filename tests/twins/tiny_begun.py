"""
Tiny problems in which something has begun, one for everything that is asked of the minutes to come.

Mostly it is 00:10, and a, which started at 00:00, runs; its slot goes on until 00:30, and something
ends at 00:20.
"""

from collections.abc import Callable
from typing import Any

from scheduler.problem import Problem, Sitting
from tests.twins.tiny import (
    DAY,
    NEXT,
    TWO_ROOMS,
    Tiny,
    problem,
    replanned,
    sessions,
    sitting,
)

SPLIT = {"least_part": 10, "most_parts": 2}
A = sitting("a", "00:00", "00:30")
TAIL = sitting("a", "01:00", "01:10")
LATE = {"from": f"{DAY} 00:20", "to": f"{DAY} 00:30"}
AFTERNOON = {"from": f"{DAY} 01:00", "to": f"{DAY} 02:00"}
TEAMS = [{"id": "t", "languages": ["en"]}, {"id": "u", "languages": ["en"]}]


def _runs(base: Problem, now: str = "00:10", first: Sitting = A, **changes: Any) -> Problem:
    """a runs, and is published to go on in the afternoon; it has 40 minutes."""
    first = first.model_copy(update={"parts": 2})
    published = [first, TAIL.model_copy(update={"part": 2, "parts": 2, "team": first.team})]
    published += changes.pop("others", [])
    situation = {"running": [first], "minutes": {"a": 40, "b": 10}}
    return replanned(now, published, base, **(situation | changes))


def _base(**changes: Any) -> Problem:
    """a may be split and has 40 minutes; b, of 10, may be anywhere."""
    a = {"minutes": 40, "split": SPLIT} | changes.pop("a", {})
    return problem(**({"sessions": sessions(a, {"minutes": 10})} | changes))


def _hour(rule: dict[str, Any]) -> Callable[[], Problem]:
    rule = {"level": "hard", **rule}
    return lambda: _runs(_base(rules=[rule], rooms=TWO_ROOMS))


def _day_after(**changes: Any) -> Problem:
    """There is no other slot on the day: a goes on the day after."""
    days = {"days": [DAY, NEXT], "slots": [{"id": "am", "start": "00:00", "end": "00:30"}]}
    return _runs(_base(**days, **changes))


def _trimmed(a: dict[str, Any] | None = None, **changes: Any) -> Problem:
    """Nothing may come after 00:20: a is trimmed to what it has by then."""
    trimmed = {"minutes": {"least": 10, "likely": 40}} | (a or {})
    return _runs(_base(a=trimmed, **changes), in_force="hold")


def _room_closes(**changes: Any) -> Problem:
    """The room closes at 00:20; the rest may go to the other room."""
    rooms = [{"id": "A", "unavailable": [LATE, AFTERNOON]}, {"id": "B"}]
    return _runs(_base(rooms=rooms, **changes))


def _chair_leaves() -> Problem:
    """Who presides leaves at 00:20 for good; a deputy may preside over the rest."""
    away = [{"from": f"{DAY} 00:20", "to": f"{NEXT} 00:00"}]
    ada = {"id": "ada", "unavailable": away, "deputies": [{"id": "bo", "price": 3}]}
    return _runs(_base(a={"chairs": ["ada"]}, people=[ada, {"id": "bo"}]))


def _chair_leaves_now() -> Problem:
    """Who presides leaves this very moment: a is stopped at once."""
    people = [{"id": "ada", "unavailable": [{"from": f"{DAY} 00:10", "to": f"{DAY} 00:40"}]}]
    return _runs(_base(a={"chairs": ["ada"]}, people=people))


def _night_for_the_chair() -> Problem:
    """A remote chair whose comfortable hours end at 00:20, and that is hard."""
    person = {"id": "ada", "remote": True, "comfort": ["00:00", "00:20"]}
    far = person | {"deputies": [{"id": "bo"}]}
    return _runs(
        _base(
            a={"chairs": ["ada"]},
            people=[far, {"id": "bo"}],
            levels=[{"rule": "comfort", "level": "hard"}],
        )
    )


def _team_leaves(situation: dict[str, Any] | None = None, **changes: Any) -> Problem:
    """The interpreters leave at 00:20, or have had enough then; others may take the afternoon."""
    away = changes.pop("away", [LATE])
    offered = {
        "teams": [TEAMS[0] | {"unavailable": away}, TEAMS[1]],
        "between": 0,
        "caps": [],
    } | changes
    base = _base(a={"languages": ["en"]}, interpretation=offered)
    return _runs(base, first=A.model_copy(update={"team": "t"}), **(situation or {}))


def _enough_already() -> Problem:
    """Interpreters work for 10 minutes at most, and have by now."""
    held = {"minutes": {"a": 20, "b": 10}}
    return _team_leaves(held, away=[], minutes=10, overtime=None)


def _a_day_is_over() -> Problem:
    """t served the first day, and is away on the second; u takes over there, once a day."""
    days = {"days": [DAY, NEXT], "slots": [{"id": "am", "start": "00:00", "end": "00:30"}]}
    away = [{"from": f"{NEXT} 00:00", "to": f"{NEXT} 02:00"}]
    offered = {
        "teams": [TEAMS[0] | {"unavailable": away}, TEAMS[1]],
        "per_day": 1,
        "caps": [{"days": 2, "most": 1}],
    }
    base = _base(
        a={"languages": ["en"], "minutes": 50},
        interpretation=offered,
        rooms=TWO_ROOMS,
        **days,
    )
    first = A.model_copy(update={"team": "t", "parts": 2})
    tail = sitting("a", "00:00", "00:20", day=NEXT)
    published = [first, tail.model_copy(update={"team": "t", "part": 2, "parts": 2})]
    return replanned("00:40", published, base, history=[first], minutes={"a": 50, "b": 10})


def _ends_now(**changes: Any) -> Problem:
    """a ends at 00:10 as published, and that is now; it needs 10 minutes more. Then comes b."""
    split = {"split": SPLIT} if changes.pop("split", False) else {}
    order = [{"room": "A", "order": ["a", "b"]}] if changes.pop("rolls", True) else []
    base = problem(
        sessions=sessions({"minutes": 10} | split, {"minutes": 20}), rolling=order, rooms=TWO_ROOMS
    )
    published = [sitting("a", "00:00", "00:10"), sitting("b", "00:10", "00:30")]
    situation = {
        "running": published[:1],
        "minutes": {"a": 20, "b": 20},
        "settled": ["a"],
    }
    return replanned("00:10", published, base, **(situation | changes))


def _was_stopped() -> Problem:
    """a was stopped at 00:20 and has 20 minutes left."""
    first = sitting("a", "00:00", "00:20").model_copy(update={"parts": 2})
    base = _base(rooms=TWO_ROOMS)
    return _runs(base, "00:30", first, running=[], history=[first])


def _other_room() -> Problem:
    """The first part of a is over; its room is closed in the afternoon."""
    rooms = [{"id": "A", "unavailable": [AFTERNOON]}, {"id": "B"}]
    base = _base(a={"minutes": 40}, rooms=rooms)
    return _runs(base, "00:40", running=[], history=[A.model_copy(update={"parts": 2})])


def _waits_no_more(**changes: Any) -> Problem:
    """The first part of a is over; only that one had to wait for what is late since."""
    base = _base(a={"decides": True}, rooms=TWO_ROOMS, **changes)
    return _runs(base, "00:40", running=[], history=[A.model_copy(update={"parts": 2})])


def _deputy_for_the_rest() -> Problem:
    """The first part of a is over; who presided is away in the afternoon: a deputy may come."""
    people = [
        {"id": "ada", "unavailable": [AFTERNOON], "deputies": [{"id": "bo", "price": 2}]},
        {"id": "bo"},
    ]
    rows = sessions(
        {"minutes": 40, "split": SPLIT, "chairs": ["ada"]}, {"minutes": 10, "chairs": ["bo"]}
    )
    base = problem(people=people, sessions=rows, rooms=TWO_ROOMS)
    history = [A.model_copy(update={"parts": 2})]
    return _runs(base, "00:40", running=[], history=history, minutes={"a": 40, "b": 10})


def _added_behind(policy: str, *, rest: bool = True) -> Callable[[], Problem]:
    """c is added behind a, which is over; its follower b has begun, and may have a rest."""
    b = {"minutes": 30, "split": SPLIT} if rest else {"minutes": 20}
    base = problem(
        sessions=sessions({"minutes": 10}, b, {"minutes": 10}, {"minutes": 10}),
        rolling=[{"room": "A", "order": ["a", "c", "b", "d"], "changeover": 10}],
        slots=[
            {"id": "am", "start": "00:00", "end": "00:40"},
            {"id": "pm", "start": "01:00", "end": "01:30"},
            {"id": "eve", "start": "02:00", "end": "02:20"},
        ],
    )
    over, running = sitting("a", "00:00", "00:10"), sitting("b", "00:20", "00:40")
    tail = [sitting("b", "01:00", "01:10")] if rest else []
    published = [over, running, *tail, sitting("d", "01:20", "01:30")]
    has_begun = {"history": [over], "running": [running]}
    minutes = {"a": 10, "b": 30 if rest else 20, "c": 10, "d": 10}
    return lambda: replanned(
        "00:30", published, base, in_force=policy, minutes=minutes, **has_begun
    )


def _both_over() -> Problem:
    """c is added behind a, which is over as is its follower b; d comes after them."""
    running = _added_behind("roll", rest=False)()
    situation = running.situation
    assert situation is not None
    now = sitting("b", "00:20", "00:40").end
    history = (*situation.history, *situation.running)
    changed = {"now": now, "freeze_until": now, "history": history, "running": ()}
    return running.model_copy(update={"situation": situation.model_copy(update=changed)})


def _two_are_over() -> Problem:
    """a and b of an order are over, b just now: c comes next, after the changeover."""
    base = problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "01:00"},
            {"id": "pm", "start": "01:20", "end": "01:40"},
        ],
        sessions=sessions({"minutes": 10}, {"minutes": 10}, {"minutes": 10}),
        rolling=[{"room": "A", "order": ["a", "b", "c"], "changeover": 10}],
    )
    published = [
        sitting("a", "00:00", "00:10"),
        sitting("b", "00:20", "00:30"),
        sitting("c", "00:40", "00:50"),
    ]
    return replanned("00:30", published, base, history=published[:2])


def _still_busy() -> Problem:
    """Who presides over a, which runs, is in b until after noon has begun: a passes noon over."""
    base = problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30", "overtime": {"minutes": 20}},
            {"id": "noon", "start": "00:40", "end": "01:00"},
            {"id": "pm", "start": "01:20", "end": "01:40"},
        ],
        rooms=TWO_ROOMS,
        sessions=sessions(
            {"minutes": 40, "split": SPLIT, "chairs": ["ada"]}, {"minutes": 40, "chairs": ["ada"]}
        ),
    )
    first = sitting("a", "00:00", "00:30", room="B").model_copy(update={"parts": 2})
    rest = sitting("a", "01:20", "01:30", room="B").model_copy(update={"part": 2, "parts": 2})
    other = sitting("b", "00:10", "00:50")
    running = {"running": [first, other], "in_force": "extend"}
    return replanned("00:20", [first, rest, other], base, **running)


BEGUN: dict[str, Tiny] = {
    "no hour after": (
        lambda: _day_after(
            rules=[{"rule": "nothing_after", "of": ["a"], "after": "00:20", "level": "hard"}]
        ),
        10,
    ),
    "avoided hours": (
        _hour({"rule": "avoid", "of": ["a"], "hours": ["00:20", "00:30"], "slots": ["am"]}),
        10,
    ),
    "preferred hours": (_hour({"rule": "prefer", "of": ["a"], "hours": ["00:00", "01:20"]}), 10),
    "preferred hours that are past": (
        _hour({"rule": "prefer", "of": ["a"], "hours": ["00:20", "01:40"]}),
        10,
    ),
    "avoided slot": (_hour({"rule": "avoid", "of": ["a"], "slots": ["am"]}), 10),
    "reserve": (lambda: _trimmed(rules=[{"rule": "closing", "reserve": 80}]), 10),
    "deadline": (lambda: _trimmed({"deadline": f"{DAY} 00:20"}), 10),
    "room closes": (_room_closes, 10),
    "room closes, rolling": (
        lambda: _room_closes(rolling=[{"room": "A", "order": ["a", "b"], "substitutes": ["B"]}]),
        10,
    ),
    "chair leaves": (_chair_leaves, 10),
    "chair leaves now": (_chair_leaves_now, 10),
    "night for the chair": (_night_for_the_chair, 10),
    "team leaves": (_team_leaves, 10),
    "team had enough at 00:20": (lambda: _team_leaves(away=[], minutes=20, overtime=None), 10),
    "team had enough already": (_enough_already, 10),
    "a day is over": (_a_day_is_over, 10),
    "ends now, rolling": (_ends_now, 10),
    "ends now, rolling, may be split": (lambda: _ends_now(split=True), 10),
    "ends now": (lambda: _ends_now(rolls=False), 10),
    "was stopped": (_was_stopped, 10),
    "other room": (_other_room, 10),
    "quorum missed since": (
        lambda: _waits_no_more(
            quorum={"needed": 2, "registered": [{"at": f"{DAY} 01:20", "delegations": 2}]}
        ),
        10,
    ),
    "document late since": (
        lambda: _waits_no_more(
            documents=[{"id": "d", "sessions": ["a"], "out": NEXT}],
            levels=[{"rule": "documents", "level": "hard"}],
        ),
        10,
    ),
    "deputy for the rest": (_deputy_for_the_rest, 10),
    "added behind, roll": (_added_behind("roll"), 10),
    "added behind, no rest": (_added_behind("roll", rest=False), 10),
    "added behind what is over": (_both_over, 10),
    "still busy": (_still_busy, 10),
    "two are over": (_two_are_over, 10),
    "added behind, reorder": (_added_behind("reorder"), 10),
}
"""By what is asked: a problem, and the tick of its lengths."""
