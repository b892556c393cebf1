"""
Tiny problems for the rules with a level: one problem, at whatever level is asked for.

Several sittings, joint groups, rooms that share a part, sessions that stay unplaced or have begun:
each problem holds what its rule could get wrong.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from scheduler.problem import Level, Problem
from tests.twins.tiny import (
    DAY,
    NEXT,
    ROLLING,
    SPLIT,
    TWO_ROOMS,
    ZURICH,
    problem,
    replanned,
    sessions,
    sitting,
)

AtLevel = Callable[[Level], Problem]
LONG = [{"id": "day", "start": "00:00", "end": "01:00"}]
SHORT = [
    {"id": "s1", "start": "00:00", "end": "00:20"},
    {"id": "s2", "start": "01:00", "end": "01:20"},
]
THREE = [
    {"id": "s1", "start": "00:00", "end": "00:10"},
    {"id": "s2", "start": "00:20", "end": "00:30"},
    {"id": "s3", "start": "01:00", "end": "01:10"},
]


def stated(rule: dict[str, Any], *more: dict[str, Any], **changes: Any) -> AtLevel:
    """A problem with one statement, at the level given."""

    def build(level: Level) -> Problem:
        return problem(rules=[rule | {"level": level, "weight": 2}, *more], **changes)

    return build


def leveled(rule: str, scope: Any = None, **changes: Any) -> AtLevel:
    """A problem in which a rule that follows from the data has the level given."""

    def build(level: Level) -> Problem:
        entry = {"rule": rule, "level": level, "weight": 3} | (scope or {})
        return problem(levels=[entry], **changes)

    return build


def resumed(build: AtLevel, now: str, published: list[Any], **changes: Any) -> AtLevel:
    """The same problem, replanned."""
    return lambda level: replanned(now, published, build(level), **changes)


def _at(clock: str, day: str = DAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZURICH)


def _short(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return sessions(*({"minutes": 10} | row for row in rows))


JOINED = [{"id": "A"}, {"id": "B"}, {"id": "AB", "combines": ["A", "B"]}]
AWAY = [{"from": f"{DAY} 00:15", "to": f"{DAY} 00:55"}]
TWO_DAYS = {"days": [DAY, NEXT], "slots": [{"id": "am", "start": "00:00", "end": "00:20"}]}
TEAMS = [{"id": "t1", "languages": ["en", "fr"]}, {"id": "t2", "languages": ["en"]}]

LEVELED: dict[str, tuple[tuple[AtLevel, int], ...]] = {
    "room_clash": (
        (leveled("room_clash", rooms=JOINED, sessions=sessions({}, {"minutes": 15})), 5),
        (
            leveled(
                "room_clash",
                {"sessions": ["a"], "against": ["c"]},
                slots=SHORT,
                sessions=_short({}, {"rooms": ["A"]}, {}),
            ),
            10,
        ),
    ),
    "person_clash": (
        (
            leveled(
                "person_clash",
                {"people": ["ada"]},
                rooms=TWO_ROOMS,
                travel={"minutes": 10},
                sessions=sessions({"chairs": ["ada"]}, {"chairs": ["ada", "bo"]}),
            ),
            10,
        ),
        (
            leveled(
                "person_clash",
                rooms=TWO_ROOMS,
                people=[{"id": "ada", "deputies": [{"id": "bo", "price": 7}]}, {"id": "bo"}],
                sessions=sessions({"chairs": ["ada"]}, {"minutes": 30, "chairs": ["bo"]}),
            ),
            10,
        ),
        (
            leveled(
                "person_clash",
                rooms=TWO_ROOMS,
                travel={"between": [{"rooms": ["B", "A"], "minutes": 10}]},
                sessions=sessions(
                    {"minutes": 40, "split": SPLIT, "chairs": ["ada"]},
                    {"minutes": 10, "chairs": ["ada"], "rooms": ["B"]},
                ),
                rolling=[{"room": "A", "order": ["a"]}],
            ),
            10,
        ),
    ),
    "attendee_clash": (
        (
            leveled(
                "attendee_clash",
                rooms=TWO_ROOMS,
                travel={"minutes": 5},
                weights={"attendee_clash": 2},
                sessions=sessions(
                    {"attendees": ["ada", "bo"]}, {"chairs": ["bo"], "attendees": ["ada"]}
                ),
            ),
            10,
        ),
    ),
    "availability": (
        (
            leveled(
                "availability",
                rooms=[{"id": "A", "available": [{"daily": ["00:05", "01:30"]}]}, {"id": "B"}],
                people=[{"id": "ada", "unavailable": AWAY}],
                groups=[
                    {"id": "G", "unavailable": [{"from": f"{DAY} 00:10", "to": f"{DAY} 00:15"}]}
                ],
                sessions=sessions({"chairs": ["ada"]}, {"minutes": 10, "joint": ["G"]}),
            ),
            5,
        ),
        (
            leveled(
                "availability",
                {"people": ["ada"]},
                people=[{"id": "ada", "unavailable": AWAY}],
                sessions=sessions(
                    {"minutes": 40, "split": SPLIT, "chairs": ["ada"]}, {"minutes": 10}
                ),
                rolling=[{"room": "A", "order": ["b", "a"]}],
            ),
            10,
        ),
    ),
    "room_fit": (
        (
            leveled(
                "room_fit",
                rooms=[
                    {"id": "A", "seats": 50, "features": {"booths": 3}},
                    {"id": "B", "seats": 20, "features": {"booths": 2}},
                ],
                sessions=sessions(
                    {"attendance": 30},
                    {"minutes": 10, "features": {"booths": 3}},
                    {"minutes": 30, "rooms": ["B"]},
                ),
            ),
            10,
        ),
        (
            leveled(
                "room_fit",
                {"rooms": ["B"]},
                rooms=TWO_ROOMS,
                sessions=sessions({"attendance": 30}, {"features": ["booths"]}),
            ),
            10,
        ),
    ),
    "window": (
        (
            leveled(
                "window",
                **TWO_DAYS | {"rooms": TWO_ROOMS},
                sessions=_short(
                    {"days": [NEXT], "after": f"{NEXT} 00:10"},
                    {"deadline": f"{DAY} 00:20", "slots": [f"{DAY}/am"]},
                    {"pin": {"not_before": f"{DAY} 00:10"}},
                ),
            ),
            10,
        ),
        (
            leveled(
                "window",
                sessions=sessions(
                    {"minutes": 40, "split": SPLIT, "pin": {"exact": f"{DAY} 00:10"}},
                    {"minutes": 10, "slots": ["pm"]},
                ),
                rolling=ROLLING,
            ),
            10,
        ),
    ),
    "office_holder": (
        (
            leveled(
                "office_holder",
                people=[
                    {"id": "ada", "state": "vacant", "deputies": [{"id": "bo", "price": 2}]},
                    {"id": "bo", "unavailable": AWAY},
                ],
                sessions=sessions({"chairs": ["ada"]}, {"minutes": 10, "chairs": ["bo"]}),
            ),
            10,
        ),
    ),
    "side_event": (
        (
            leveled(
                "side_event",
                rooms=TWO_ROOMS,
                slots=[
                    {"id": "am", "start": "00:00", "end": "00:30"},
                    {"id": "side", "start": "00:10", "end": "00:50", "only": ["side-event"]},
                ],
                sessions=sessions({"group": "G"}, {"group": "G", "kind": "side-event"}),
            ),
            5,
        ),
    ),
    "documents": (
        (
            leveled(
                "documents",
                **TWO_DAYS | {"days": [DAY, NEXT, "2030-03-06"], "rooms": TWO_ROOMS},
                documents=[
                    {"id": "d1", "sessions": ["a"], "out": "2030-03-03", "reading_days": 2},
                    {"id": "d2", "sessions": ["a", "b"], "out": DAY, "languages": {"fr": NEXT}},
                ],
                sessions=_short({"minutes": 20}, {"minutes": 20}),
            ),
            10,
        ),
    ),
    "quorum": (
        (
            leveled(
                "quorum",
                quorum={
                    "needed": 5,
                    "registered": [
                        {"at": f"{DAY} 00:00", "delegations": 4},
                        {"at": f"{DAY} 00:20", "delegations": 5},
                    ],
                },
                sessions=sessions({"decides": True}, {"minutes": 10}),
            ),
            10,
        ),
        (
            leveled(
                "quorum",
                quorum={"needed": 5, "registered": [{"at": f"{DAY} 00:20", "delegations": 6}]},
                sessions=sessions(
                    {"decides": True, "minutes": 30, "split": SPLIT}, {"minutes": 10}
                ),
                rolling=ROLLING,
            ),
            10,
        ),
    ),
    "interpretation": (
        (
            leveled(
                "interpretation",
                rooms=[{"id": "A"}, {"id": "B"}],
                slots=SHORT,
                interpretation={"teams": TEAMS, "between": 50, "per_day": 1, "caps": []},
                sessions=_short({"languages": ["fr"]}, {"languages": ["en"], "rooms": ["A"]}),
            ),
            10,
        ),
        (
            leveled(
                "interpretation",
                slots=LONG,
                interpretation={
                    "teams": [
                        {
                            "id": "t1",
                            "languages": ["en"],
                            "unavailable": [{"from": f"{DAY} 00:50", "to": f"{DAY} 01:00"}],
                        }
                    ],
                    "minutes": 20,
                    "overtime": {"minutes": 10, "price": 3},
                    "caps": [],
                },
                sessions=_short({"languages": ["en"]}, {"languages": ["en"]}, {}),
            ),
            10,
        ),
        (
            leveled(
                "interpretation",
                **TWO_DAYS,
                interpretation={"teams": TEAMS[:1], "caps": [{"days": 2, "most": 1}]},
                sessions=_short({"languages": ["en"], "rank": 1}, {"languages": ["fr"]}),
            ),
            10,
        ),
    ),
    "small_delegation": (
        (
            leveled(
                "small_delegation",
                rooms=[{"id": "A"}, {"id": "B"}, {"id": "C"}],
                slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
                delegations=[
                    {"id": "one", "people": 1, "follows": ["all"]},
                    {"id": "two", "people": 2, "follows": ["a", "b", "c"]},
                ],
                sessions=_short({"rooms": ["A"]}, {"rooms": ["B"]}, {"rooms": ["C"]}),
            ),
            10,
        ),
    ),
    "comfort": (
        (
            leveled(
                "comfort",
                people=[
                    {
                        "id": "ada",
                        "remote": True,
                        "timezone": "America/New_York",
                        "comfort": ["18:10", "19:30"],
                    },
                    {"id": "bo", "comfort": ["12:00", "13:00"]},
                ],
                sessions=sessions({"chairs": ["ada", "bo"]}, {"minutes": 10}),
            ),
            10,
        ),
    ),
}
"""By rule that follows from the data: problems, with the tick at which timetables are tried."""

STATED: dict[str, tuple[tuple[AtLevel, int], ...]] = {
    "precedence": (
        (stated({"rule": "precedence", "first": "b", "then": "a", "lag": 15}, rooms=TWO_ROOMS), 5),
        (
            stated(
                {"rule": "precedence", "first": "c", "then": "b", "lag": 10},
                rooms=TWO_ROOMS,
                sessions=sessions({"minutes": 10}, {}, {"minutes": 10}),
                rolling=ROLLING,
            ),
            10,
        ),
        (
            stated(
                {"rule": "precedence", "first": ["a"], "then": ["G"], "slots": 2},
                slots=THREE,
                rooms=TWO_ROOMS,
                sessions=_short({}, {"group": "G"}, {"joint": ["G"]}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "precedence", "first": "all", "then": "b", "days": 1},
                **TWO_DAYS,
                sessions=_short({}, {}, {"rank": 1}),
            ),
            10,
        ),
    ),
    "opening": (
        (
            stated(
                {"rule": "opening", "session": "b"},
                rooms=TWO_ROOMS,
                sessions=_short({"minutes": 20}, {}, {"rank": 1}),
            ),
            10,
        ),
    ),
    "closing": (
        (stated({"rule": "closing", "session": "b", "reserve": 10}, rooms=TWO_ROOMS), 10),
        (stated({"rule": "closing", "of": ["a"], "reserve": 10}, rooms=TWO_ROOMS), 10),
        (
            stated(
                {"rule": "closing", "session": "b", "of": ["a"], "reserve": 10},
                rooms=TWO_ROOMS,
                sessions=_short({}, {}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "closing", "session": "b", "of": ["a"]},
                rooms=TWO_ROOMS,
                rolling=[{"room": "A", "order": ["b"]}],
            ),
            10,
        ),
    ),
    "conflict": (
        (
            stated(
                {"rule": "conflict", "of": ["a", "b", "c"]},
                rooms=TWO_ROOMS,
                sessions=_short({"minutes": 15}, {}, {}),
            ),
            5,
        ),
        (
            stated(
                {"rule": "conflict", "of": "G", "against": "H", "count": "pairs"},
                rooms=TWO_ROOMS,
                sessions=_short(
                    {"group": "G"}, {"group": "H", "joint": ["G"]}, {"minutes": 20, "joint": ["H"]}
                ),
            ),
            10,
        ),
        (
            stated(
                {"rule": "conflict", "of": "G", "against": "H", "one_way": True, "count": "slots"},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({"group": "G"}, {"group": "H", "joint": ["G"]}, {"joint": ["H"]}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "conflict", "of": ["a", "b"]},
                rooms=TWO_ROOMS,
                sessions=sessions({"minutes": 40, "split": SPLIT}, {"minutes": 10}),
                rolling=[{"room": "A", "order": ["a"]}],
            ),
            10,
        ),
    ),
    "adjacency": (
        (
            stated(
                {"rule": "adjacency", "first": "a", "then": "b", "within": 10},
                rooms=TWO_ROOMS,
                sessions=_short({}, {"minutes": 20}),
            ),
            10,
        ),
        (
            stated(
                {
                    "rule": "adjacency",
                    "first": "a",
                    "then": "b",
                    "either_order": True,
                    "same_room": False,
                },
                rooms=TWO_ROOMS,
                sessions=sessions({"minutes": 40, "split": SPLIT}, {"minutes": 10, "rank": 1}),
                rolling=[{"room": "A", "order": ["a"]}],
            ),
            10,
        ),
    ),
    "together": (
        (
            stated(
                {"rule": "together", "of": ["a", "b", "c"], "same": "day"},
                **TWO_DAYS | {"rooms": TWO_ROOMS},
                sessions=_short({}, {}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "together", "of": "all", "same": "slot"},
                slots=SHORT,
                rooms=TWO_ROOMS,
                sessions=_short({"minutes": 20, "split": SPLIT}, {"rank": 1}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "together", "of": "all", "same": "room"},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({}, {}, {}),
            ),
            10,
        ),
    ),
    "spread": (
        (
            stated(
                {"rule": "spread", "each": ["G", "c"]},
                **TWO_DAYS,
                sessions=_short({"group": "G"}, {"joint": ["G"]}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "spread", "of": ["all"]},
                **TWO_DAYS,
                sessions=_short({"minutes": 20, "split": SPLIT}, {}),
            ),
            10,
        ),
    ),
    "frequency": (
        (
            stated(
                {"rule": "frequency", "each": ["G", "c"], "most": 1, "days": 2},
                **TWO_DAYS | {"days": [DAY, NEXT, "2030-03-07"]},
                sessions=_short({"group": "G", "minutes": 20}, {"joint": ["G"], "minutes": 20}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "frequency", "of": ["all"], "most": 1, "days": 1},
                **TWO_DAYS,
                sessions=_short({"minutes": 20, "split": SPLIT}, {}),
            ),
            10,
        ),
    ),
    "days_apart": (
        (
            stated(
                {"rule": "days_apart", "sessions": ["a", "b"], "least": 1, "never": [2]},
                **TWO_DAYS | {"days": [DAY, NEXT, "2030-03-06"]},
                sessions=_short({"minutes": 20}, {"minutes": 20}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "days_apart", "sessions": ["a", "b"], "most": 0},
                **TWO_DAYS,
                sessions=_short({}, {"rank": 2}),
            ),
            10,
        ),
    ),
    "room_stability": (
        (
            stated(
                {"rule": "room_stability"},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({"group": "G"}, {"group": "H", "joint": ["G"]}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "room_stability", "of": ["a", "b"], "per": "day"},
                **TWO_DAYS | {"rooms": TWO_ROOMS},
                sessions=_short({}, {}),
            ),
            10,
        ),
    ),
    "concurrency": (
        (
            stated(
                {"rule": "concurrency", "of": ["a", "b", "c"], "most": 2},
                rooms=[{"id": "A"}, {"id": "B"}, {"id": "C"}],
                slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
                sessions=_short(
                    {"rooms": ["A"]},
                    {"minutes": 20, "rooms": ["B"]},
                    {"minutes": 20, "rooms": ["C"]},
                ),
            ),
            10,
        ),
    ),
    "nothing_after": (
        (stated({"rule": "nothing_after", "of": "a", "after": "00:25"}, rooms=TWO_ROOMS), 5),
        (
            stated(
                {"rule": "nothing_after", "after": "01:20"},
                sessions=sessions({"minutes": 40, "split": SPLIT}, {"minutes": 10}),
                rolling=[{"room": "A", "order": ["b", "a"]}],
            ),
            10,
        ),
    ),
    "reserve": (
        (
            stated(
                {"rule": "reserve", "slots": ["s1"]},
                rooms=JOINED,
                slots=SHORT,
                sessions=_short({}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "reserve", "rooms": 1, "among": ["B", "AB"]},
                rooms=JOINED,
                slots=SHORT,
                sessions=_short({}, {}),
            ),
            10,
        ),
    ),
    "fairness": (
        (
            stated(
                {"rule": "fairness", "slots": [f"{DAY}/s2"], "each": ["G", "H"]},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({"group": "G"}, {"group": "G", "joint": ["H"]}, {"group": "H"}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "fairness", "share": "lost-minutes", "each": ["a", "b", "c"]},
                sessions=_short({"minutes": {"least": 10, "likely": 20}}, {"rank": 1}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "fairness", "slots": ["s2"], "by": "region"},
                slots=SHORT,
                rooms=TWO_ROOMS,
                groups=[
                    {"id": "G", "region": "X"},
                    {"id": "H", "region": "Y"},
                    {"id": "I", "region": "X"},
                ],
                sessions=_short({"group": "G"}, {"group": "H"}, {"group": "I", "joint": ["G"]}),
            ),
            10,
        ),
    ),
    "prefer": (
        (
            stated(
                {"rule": "prefer", "of": ["a"], "slots": ["s2"], "rooms": ["B"]},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "prefer", "of": "all", "hours": ["00:10", "01:30"]},
                sessions=sessions({"minutes": 40, "split": SPLIT}, {"minutes": 10}),
                rolling=ROLLING,
            ),
            10,
        ),
    ),
    "avoid": (
        (
            stated(
                {"rule": "avoid", "of": ["a", "b"], "rooms": ["A"], "count": "room-slots"},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "avoid", "of": "all", "hours": ["00:05", "00:10"], "count": "room-slots"},
                sessions=sessions({"minutes": 20}, {"minutes": 10}),
            ),
            10,
        ),
        (
            stated(
                {
                    "rule": "avoid",
                    "of": "kind:session",
                    "days": [NEXT],
                    "hours": ["00:05", "00:10"],
                },
                **TWO_DAYS,
                sessions=_short({}, {}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "avoid", "of": "all", "slots": [f"{DAY}/pm"]},
                sessions=sessions({"minutes": 20}, {"minutes": 10}),
            ),
            10,
        ),
    ),
    "exclusive": (
        (
            stated(
                {"rule": "exclusive"},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({"group": "G"}, {"group": "H"}, {"group": "H", "joint": ["G"]}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "exclusive", "each": ["a", "b"]},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({}, {}, {}),
            ),
            10,
        ),
    ),
    "contiguous": (
        (
            stated(
                {"rule": "contiguous", "each": ["G", "H"]},
                slots=THREE,
                sessions=_short({"group": "G"}, {"joint": ["G", "H"]}, {"group": "H", "rank": 1}),
            ),
            10,
        ),
        (
            stated(
                {"rule": "contiguous", "of": "all"},
                slots=THREE,
                sessions=_short({}, {"rank": 1}, {}),
            ),
            10,
        ),
    ),
    "parallel": (
        (
            stated(
                {"rule": "parallel", "of": ["a", "b", "c"]},
                rooms=[{"id": "A"}, {"id": "B"}, {"id": "C"}],
                slots=SHORT,
                sessions=_short({}, {}, {"rooms": ["C"]}),
            ),
            10,
        ),
    ),
    "position": (
        (
            stated(
                {"rule": "position", "session": "a", "at": 2, "of": ["all"]},
                rooms=TWO_ROOMS,
                slots=SHORT,
                sessions=_short({}, {}, {"rank": 1}),
            ),
            10,
        ),
    ),
}
"""By rule that is stated: problems, with the tick at which timetables are tried."""

_RUNNING = [sitting("a", "00:00", "00:20"), sitting("b", "00:00", "00:20", room="B")]
_BEGUN = {"running": _RUNNING, "in_force": "roll"}
_ROWS = sessions({"group": "G"}, {"group": "G"}, {"minutes": 10, "group": "G"})


def _begun(rule: dict[str, Any]) -> tuple[AtLevel, int]:
    """a and b run at 00:10, in two rooms; c is to come."""
    base = stated(rule, rooms=TWO_ROOMS, sessions=_ROWS)
    published = [*_RUNNING, sitting("c", "00:20", "00:30")]
    return resumed(base, "00:10", published, **_BEGUN), 10


def _one_after_the_other(rule: dict[str, Any]) -> tuple[AtLevel, int]:
    """a is over, b runs at 01:10, in another slot; c is to come."""
    over, running = sitting("a", "00:00", "00:20"), sitting("b", "01:00", "01:20")
    published = [over, running, sitting("c", "01:20", "01:30")]
    base = stated(rule, rooms=TWO_ROOMS, sessions=_ROWS)
    return resumed(base, "01:10", published, history=[over], running=[running]), 10


BEGUN: dict[str, tuple[AtLevel, int]] = {
    "conflict": _begun({"rule": "conflict", "of": "G"}),
    "conflict pairs": _begun({"rule": "conflict", "of": "G", "count": "pairs"}),
    "conflict slots": _begun({"rule": "conflict", "of": "G", "count": "slots"}),
    "precedence": _begun({"rule": "precedence", "first": "G", "then": "G"}),
    "opening": _begun({"rule": "opening", "session": "b"}),
    "closing": _begun({"rule": "closing", "session": "c", "reserve": 80}),
    "adjacency": _begun({"rule": "adjacency", "first": "a", "then": "b"}),
    "adjacency to come": _begun({"rule": "adjacency", "first": "b", "then": "c"}),
    "together": _begun({"rule": "together", "of": "G", "same": "slot"}),
    "spread": _begun({"rule": "spread", "most": 2}),
    "frequency": _begun({"rule": "frequency", "most": 2, "days": 3}),
    "room_stability": _begun({"rule": "room_stability"}),
    "room_stability by day": _begun({"rule": "room_stability", "per": "day"}),
    "concurrency": _begun({"rule": "concurrency", "most": 1}),
    "nothing_after": _begun({"rule": "nothing_after", "after": "00:20"}),
    "reserve": _begun({"rule": "reserve"}),
    "fairness": _begun({"rule": "fairness", "slots": ["am"], "each": ["a", "b", "c"]}),
    "fairness of what has begun": _one_after_the_other(
        {"rule": "fairness", "slots": ["am"], "each": ["a", "b"]}
    ),
    "prefer": _begun({"rule": "prefer", "of": "all", "slots": ["pm"]}),
    "prefer room slots": _begun(
        {"rule": "prefer", "of": "all", "slots": ["pm"], "count": "room-slots"}
    ),
    "avoid": _begun({"rule": "avoid", "of": "all", "rooms": ["B"], "hours": ["00:00", "00:10"]}),
    "exclusive": _begun({"rule": "exclusive", "each": ["a", "b", "c"]}),
    "contiguous": _begun({"rule": "contiguous", "each": ["G"]}),
    "days_apart": _begun({"rule": "days_apart", "sessions": ["a", "b"], "least": 1}),
    "parallel": _begun({"rule": "parallel"}),
    "position": _begun({"rule": "position", "session": "c", "of": "G", "at": 1}),
}
"""The same rules where some of the sessions have begun."""
