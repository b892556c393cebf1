"""
Tiny problems, one for every rule, each nasty in its own way.

Rooms differ in size, durations lie off the grid, something can start at tick 0, chairs are shared
and private, some chains need three sittings, and one night the clocks go back.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Sitting, Situation

ZURICH = ZoneInfo("Europe/Zurich")
DAY, NEXT = "2030-03-04", "2030-03-05"


def problem(**changes: Any) -> Problem:
    """One room, one day, two slots of three ticks; a, b and c in a rolling order."""
    base: dict[str, Any] = {
        "meeting": {"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": 10},
        "days": [DAY],
        "slots": [
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "pm", "start": "01:00", "end": "01:40"},
        ],
        "rooms": [{"id": "A", "seats": 50}],
        "people": [{"id": "ada"}, {"id": "bo"}],
        "sessions": [{"id": "a", "minutes": 20}, {"id": "b", "minutes": 30}],
    }
    return Problem.model_validate(base | changes)


def sessions(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Sessions a, b, c ... of the given fields."""
    return [{"id": name, "minutes": 20} | row for name, row in zip("abcdef", rows, strict=False)]


TWO_ROOMS = [{"id": "A", "seats": 50, "features": ["booths"]}, {"id": "B", "seats": 20}]
ROLLING = [{"room": "A", "order": ["a", "b"]}]
SPLIT = {"least_part": 10}


def sitting(session: str, start: str, end: str, *, room: str = "A", day: str = DAY) -> Sitting:
    def moment(clock: str) -> datetime:
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZURICH)

    return Sitting(session=session, room=room, start=moment(start), end=moment(end))


def replanned(now: str, published: list[Sitting], base: Problem, **changes: Any) -> Problem:
    """``base`` in a situation: published so, and now it is that late on the first day."""
    policy = changes.pop("in_force", "roll")
    moment = datetime.fromisoformat(f"{DAY}T{now}").replace(tzinfo=ZURICH)
    minutes: dict[str, int] = {}
    for s in published:
        length = int((s.end - s.start).total_seconds()) // 60
        minutes[s.session] = minutes.get(s.session, 0) + length
    situation = Situation.model_validate(
        {"now": moment, "freeze_until": moment, "published": published, "minutes": minutes}
        | changes
    )
    return base.model_copy(update={"situation": situation, "in_force": policy})


def _off_grid() -> Problem:
    return problem(
        sessions=sessions({"minutes": 25, "chairs": ["ada"]}, {"chairs": ["ada", "bo"]}),
        rooms=TWO_ROOMS,
    )


def _three_sittings() -> Problem:
    """a needs three slots; its tail must not come out too short."""
    return problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "noon", "start": "01:00", "end": "01:30"},
            {"id": "pm", "start": "02:00", "end": "02:30"},
        ],
        sessions=sessions({"minutes": 65, "split": {"least_part": 15}}, {"minutes": 10}),
        rolling=[{"room": "A", "order": ["b", "a"]}],
    )


def _dst_night() -> Problem:
    """02:00-03:00 comes twice: the slot lasts two hours, and 25 minutes are off its grid."""
    return problem(
        days=["2030-10-27"],
        meeting={"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": 30},
        slots=[{"id": "night", "start": "01:30", "end": "03:30"}],
        sessions=sessions({"minutes": 55}, {"minutes": 60}, {"minutes": 30}),
        rolling=[{"room": "A", "order": ["a", "b"]}],
    )


def _passed_over() -> Problem:
    """The chair of a is away at noon: a goes on in the afternoon, and b must wait for it."""
    return problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "noon", "start": "01:00", "end": "01:30"},
            {"id": "pm", "start": "02:00", "end": "02:40"},
        ],
        people=[{"id": "ada", "unavailable": [{"from": f"{DAY} 01:10", "to": f"{DAY} 01:20"}]}],
        sessions=sessions({"minutes": 50, "split": SPLIT, "chairs": ["ada"]}, {"minutes": 10}),
        rolling=ROLLING,
    )


def _shared_chair() -> Problem:
    """Two rolling orders share a chair: one of b and c must wait, idle with a reason."""
    return problem(
        rooms=TWO_ROOMS,
        sessions=sessions({}, {"chairs": ["ada"]}, {"chairs": ["ada"]}),
        rolling=[{"room": "A", "order": ["a", "b"]}, {"room": "B", "order": ["c"]}],
    )


def _split_around_a_clash() -> Problem:
    """The chair of a may be busy with b in the next slot: then a passes that slot over."""
    return problem(
        rooms=TWO_ROOMS,
        slots=[
            {"id": "am", "start": "00:00", "end": "00:20"},
            {"id": "noon", "start": "01:00", "end": "01:20"},
            {"id": "pm", "start": "02:00", "end": "02:20"},
        ],
        sessions=sessions(
            {"minutes": 30, "split": SPLIT, "chairs": ["ada"]},
            {"minutes": 20, "chairs": ["ada"], "slots": ["noon", "pm"]},
        ),
        rolling=[{"room": "A", "order": ["a"]}],
    )


def _days_of_parts(days: str) -> Problem:
    """a needs three parts, or two and the rest of one, on one day or on different ones."""
    return problem(
        days=[DAY, NEXT],
        slots=[
            {"id": "am", "start": "00:00", "end": "00:20"},
            {"id": "noon", "start": "00:40", "end": "01:00"},
            {"id": "pm", "start": "02:00", "end": "02:20"},
        ],
        sessions=sessions({"minutes": 40 if days == "different" else 50, "split": {"days": days}}),
    )


def _too_short_even_with_overtime() -> Problem:
    """The rest of a would fit into the slot at noon with its overtime, which does not count."""
    return problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "noon", "start": "01:00", "end": "01:20", "overtime": {"minutes": 10}},
            {"id": "pm", "start": "02:00", "end": "02:30"},
        ],
        sessions=sessions({"minutes": 55, "split": {"least_part": 25}}),
    )


def _trimmed(policy: str, least: int = 35) -> Problem:
    """a may be cut and trimmed, b trimmed; both slots have overtime, each at its own price."""
    return problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30", "overtime": {"minutes": 5, "price": 3}},
            {"id": "pm", "start": "01:00", "end": "01:30", "overtime": {"minutes": 20, "price": 3}},
        ],
        last_close={"minutes": 5, "price": 5},
        sessions=sessions(
            {"minutes": {"least": least, "likely": 40}, "split": SPLIT},
            {"minutes": {"least": 20, "likely": 25}},
        ),
        rolling=ROLLING,
    ).model_copy(update={"in_force": policy or None})


def _changeover() -> Problem:
    return problem(
        sessions=sessions({"minutes": 15}, {"minutes": 15}, {"minutes": 15}),
        rolling=[{"room": "A", "order": ["a", "b", "c"], "changeover": 5}],
    )


def _substitutes() -> Problem:
    closed = [{"from": f"{DAY} 01:00", "to": f"{DAY} 01:20"}]
    return problem(
        rooms=[{"id": "A", "unavailable": closed}, {"id": "B"}, {"id": "C", "seats": 5}],
        sessions=sessions(
            {"minutes": 50, "split": {"most_parts": 2}, "attendance": 10}, {"minutes": 10}
        ),
        rolling=[{"room": "A", "order": ["a", "b"], "substitutes": ["B", "C"]}],
    )


PUBLISHED = [sitting("a", "00:00", "00:20"), sitting("b", "01:00", "01:30")]


def _running() -> Problem:
    """It is 00:10, a runs and needs 10 minutes more: it ends at the wall, b may not follow."""
    return replanned(
        "00:10",
        PUBLISHED,
        problem(rolling=ROLLING),
        running=PUBLISHED[:1],
        minutes={"a": 30, "b": 30},
        settled=["a"],
    )


def _replanned_freely(policy: str = "roll") -> Problem:
    """Two rooms, three sessions; a is over, b and c may go anywhere or nowhere, at a price."""
    base = problem(
        rooms=TWO_ROOMS,
        days=[DAY],
        sessions=sessions(
            {"minutes": 20},
            {"attendance": 15, "attendees": ["ada"]},
            {"minutes": 10, "chairs": ["ada"]},
        ),
        notice={"audience": 10},
    )
    published = [
        sitting("a", "00:00", "00:20"),
        sitting("b", "01:00", "01:20"),
        sitting("c", "01:20", "01:30"),
    ]
    return replanned(
        "00:25",
        published,
        base,
        history=published[:1],
        freeze_until=datetime.fromisoformat(f"{DAY}T01:10").replace(tzinfo=ZURICH),
        in_force=policy,
    )


def _next_day() -> Problem:
    """Published today; the slot of tomorrow is another day, and outside the notice period."""
    base = problem(
        days=[DAY, NEXT],
        slots=[{"id": "am", "start": "00:00", "end": "00:30", "overtime": {"minutes": 10}}],
        sessions=sessions(
            {"minutes": {"least": 20, "likely": 30}, "split": SPLIT}, {"minutes": 20}
        ),
        rolling=ROLLING,
    )
    published = [sitting("a", "00:00", "00:30"), sitting("b", "00:00", "00:20", day=NEXT)]
    return replanned(
        "00:10", published, base, in_force="hold", running=published[:1], minutes={"a": 40, "b": 20}
    )


def _any_day() -> Problem:
    """a was published for today, b for tomorrow; both may go anywhere."""
    base = problem(
        days=[DAY, NEXT],
        slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
        sessions=sessions({}, {"minutes": 10}),
    )
    published = [sitting("a", "00:00", "00:20"), sitting("b", "00:10", "00:20", day=NEXT)]
    return replanned("00:00", published, base)


def _late_start() -> Problem:
    """a starts at 00:07, off the grid; b follows on the grid."""
    start = datetime.fromisoformat(f"{DAY}T00:07").replace(tzinfo=ZURICH)
    published = [sitting("a", "00:00", "00:15"), sitting("b", "00:20", "00:30")]
    base = problem(sessions=sessions({"minutes": 15}, {"minutes": 10}), rolling=ROLLING)
    return replanned("00:00", published, base, starts={"a": start})


def _reordered(**changes: Any) -> Problem:
    """c runs on; a, whose chair comes late, and b may change places, as may c and nobody."""
    base = problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "noon", "start": "00:40", "end": "01:10"},
            {"id": "pm", "start": "01:20", "end": "01:50"},
        ],
        people=[{"id": "ada", "unavailable": [{"from": f"{DAY} 00:00", "to": f"{DAY} 00:50"}]}],
        sessions=sessions(
            {"minutes": 20, "chairs": ["ada"]},
            {"minutes": 30, "split": SPLIT, "attendance": 30},
            {"minutes": 15},
        ),
        rolling=[{"room": "A", "order": ["c", "a", "b"], "changeover": changes.pop("change", 5)}],
        notice={"audience": 20},
    )
    published = [
        sitting("c", "00:00", "00:15"),
        sitting("a", "00:50", "01:10"),
        sitting("b", "01:20", "01:50"),
    ]
    running = {"running": published[:1], "minutes": {"a": 20, "b": 30, "c": 20}, "settled": ["c"]}
    return replanned("00:05", published, base, **({"in_force": "reorder"} | running | changes))


def _two_chains() -> Problem:
    """Two rolling orders in two rooms, one chair in both, and b must come before c."""
    base = problem(
        rooms=TWO_ROOMS,
        sessions=sessions({}, {"minutes": 10, "chairs": ["ada"]}, {"chairs": ["ada"]}),
        rolling=[{"room": "A", "order": ["a", "b"]}, {"room": "B", "order": ["c"]}],
        rules=[{"rule": "precedence", "first": "b", "then": "a", "lag": 5}],
    )
    published = [sitting("a", "00:00", "00:20"), sitting("b", "01:00", "01:10")]
    return replanned("00:00", published, base, in_force="reorder", minutes={"a": 20, "b": 10})


def _published_otherwise() -> Problem:
    """Published the other way round than listed, with c, who is new, behind a."""
    base = problem(
        sessions=sessions({"minutes": 10}, {"minutes": 20}, {"minutes": 10}),
        rolling=[{"room": "A", "order": ["a", "c", "b"]}],
    )
    published = [sitting("b", "00:00", "00:20"), sitting("a", "00:20", "00:30")]
    return replanned("00:00", published, base, sequence=["b", "a"])


def _deputies() -> Problem:
    """Two chairs, each with a deputy; one is away at first."""
    return problem(
        people=[
            {
                "id": "ada",
                "deputies": [{"id": "cy", "price": 4}],
                "unavailable": [{"from": f"{DAY} 00:00", "to": f"{DAY} 00:20"}],
            },
            {"id": "bo", "deputies": [{"id": "cy"}, {"id": "di", "price": 2}]},
            {"id": "cy"},
            {"id": "di"},
        ],
        sessions=sessions({"chairs": ["ada", "bo"]}, {"minutes": 10, "chairs": ["bo"]}),
    )


def _deputy_in_an_order() -> Problem:
    """Who presides over a comes late, the deputy does not; c, in no order, may be in the way."""
    away = [{"from": f"{DAY} 00:00", "to": f"{DAY} 00:10"}]
    people = [{"id": "ada", "deputies": [{"id": "bo"}], "unavailable": away}, {"id": "bo"}]
    return problem(
        people=people,
        sessions=sessions({"minutes": 10, "chairs": ["ada"]}, {"minutes": 10}, {"minutes": 10}),
        rolling=ROLLING,
    )


def _ranked() -> Problem:
    """Two of three have a rank; there is time for two at most."""
    return problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
        sessions=sessions({"minutes": 10}, {"rank": 1}, {"minutes": 10, "rank": 3}),
    )


def _interpreters_over() -> Problem:
    """An assignment of 20 minutes, or up to 10 more at a price."""
    return problem(
        slots=[{"id": "day", "start": "00:00", "end": "01:00"}],
        interpretation={
            "teams": [{"id": "t", "languages": ["en"]}],
            "minutes": 20,
            "overtime": {"minutes": 10, "price": 3},
        },
        sessions=sessions(
            {"minutes": 10, "languages": ["en"]}, {"minutes": 10, "languages": ["en"]}
        ),
    )


def _served() -> Problem:
    """Published with a deputy in the chair of a, and the first of two teams for b."""
    base = problem(
        people=[{"id": "ada", "deputies": [{"id": "cy"}]}, {"id": "cy"}],
        interpretation={
            "teams": [{"id": t, "languages": ["en"]} for t in ("t", "u")],
            "caps": [],
            "between": 0,
        },
        sessions=sessions({"minutes": 20, "chairs": ["ada"]}, {"minutes": 10, "languages": ["en"]}),
    )
    a, b = sitting("a", "00:00", "00:20"), sitting("b", "01:00", "01:10")
    published = [a.model_copy(update={"chairs": ("cy",)}), b.model_copy(update={"team": "u"})]
    return replanned("00:00", published, base)


Tiny = tuple[Callable[[], Problem], int]

HARD: dict[str, tuple[Tiny, ...]] = {
    "placement": ((_off_grid, 5), (_dst_night, 5)),
    "overtime": (
        (lambda: _trimmed("roll"), 5),
        (lambda: _trimmed("extend"), 5),
        (lambda: _trimmed(""), 5),
    ),
    "split": (
        (_three_sittings, 5),
        (_split_around_a_clash, 10),
        (_passed_over, 10),
        (_too_short_even_with_overtime, 5),
        (lambda: _days_of_parts("same"), 10),
        (lambda: _days_of_parts("different"), 10),
    ),
    "room_fit": (
        (
            lambda: problem(
                rooms=TWO_ROOMS,
                sessions=sessions({"attendance": 30}, {"features": ["booths"]}, {"rooms": ["B"]}),
            ),
            10,
        ),
        (_substitutes, 10),
    ),
    "room_clash": ((lambda: problem(rooms=TWO_ROOMS, sessions=sessions({}, {"minutes": 25})), 5),),
    "person_clash": ((_off_grid, 5),),
    "availability": (
        (
            lambda: problem(
                rooms=[{"id": "A", "available": [{"daily": ["00:10", "01:30"]}]}, {"id": "B"}],
                people=[
                    {
                        "id": "ada",
                        "timezone": "America/New_York",
                        "unavailable": [{"from": "2030-03-03 18:20", "to": "2030-03-03 19:10"}],
                    }
                ],
                sessions=sessions({"chairs": ["ada"]}, {"minutes": 10}),
            ),
            10,
        ),
        (_passed_over, 10),
    ),
    "office_holder": (
        (
            lambda: replanned(
                "00:00",
                PUBLISHED,
                problem(
                    people=[
                        {"id": "ada", "state": "vacant"},
                        {"id": "bo", "state": "vacant", "acting": "cy"},
                        {"id": "cy"},
                    ],
                    sessions=sessions({"chairs": ["ada"]}, {"minutes": 30, "chairs": ["bo"]}),
                ),
            ),
            10,
        ),
    ),
    "window": (
        (
            lambda: problem(
                days=[DAY, NEXT],
                slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
                rooms=TWO_ROOMS,
                sessions=sessions(
                    {"days": [NEXT], "after": f"{NEXT} 00:10"},
                    {"minutes": 10, "deadline": f"{DAY} 00:20", "slots": [f"{DAY}/am"]},
                    {"minutes": 10, "pin": {"not_before": f"{DAY} 00:20"}},
                ),
            ),
            10,
        ),
        (
            lambda: problem(
                sessions=sessions({}, {"minutes": 10, "pin": {"exact": f"{DAY} 01:10"}}),
                rolling=ROLLING,
            ),
            10,
        ),
    ),
    "rolling": (
        (_changeover, 5),
        (_shared_chair, 10),
        (_dst_night, 5),
        (_passed_over, 10),
        (_late_start, 1),
        (_substitutes, 10),
        (_reordered, 5),
        (lambda: _reordered(in_force="roll"), 5),
        (_two_chains, 5),
        (_published_otherwise, 10),
        (_deputy_in_an_order, 10),
    ),
    "precedence": (
        (
            lambda: problem(
                rooms=TWO_ROOMS,
                rules=[{"rule": "precedence", "first": "b", "then": "a", "lag": 15}],
            ),
            5,
        ),
        (
            lambda: problem(
                rooms=TWO_ROOMS,
                sessions=sessions({"minutes": 10}, {}, {"minutes": 10}),
                rolling=ROLLING,
                rules=[{"rule": "precedence", "first": "c", "then": "b", "lag": 10}],
            ),
            10,
        ),
    ),
    "side_event": (
        (
            lambda: problem(
                rooms=TWO_ROOMS,
                slots=[
                    {"id": "am", "start": "00:00", "end": "00:30"},
                    {"id": "side", "start": "00:10", "end": "00:50", "only": ["side-event"]},
                ],
                sessions=sessions({"group": "G"}, {"group": "G", "kind": "side-event"}),
            ),
            10,
        ),
    ),
    "history": ((_running, 10), (_replanned_freely, 10), (_next_day, 10)),
}

SOFT: dict[str, tuple[Tiny, ...]] = {
    "overtime": ((lambda: _trimmed(""), 5),),
    "trimming": ((lambda: _trimmed("hold", 25), 5), (_next_day, 10)),
    "unplaced": ((_replanned_freely, 10), (_ranked, 10)),
    "freeze": ((_replanned_freely, 10),),
    "days": ((_any_day, 10),),
    "cells": ((_replanned_freely, 10), (_next_day, 10)),
    "moves": ((_replanned_freely, 10), (lambda: _replanned_freely("stay"), 10)),
    "order": ((_replanned_freely, 10), (_reordered, 5)),
    "rooms": ((_replanned_freely, 10),),
    "shifts": ((_replanned_freely, 10), (_late_start, 1)),
    "served": ((_served, 10),),
    "deputies": ((_deputies, 10),),
    "interpretation": ((_interpreters_over, 10),),
}
