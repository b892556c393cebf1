"""Random tiny problems: sessions of every kind of rule, and now and then what else there is."""

import random
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.problem import LEVELS, Problem
from tests.twins import tiny

Raw = dict[str, Any]
GROUPS = ["G", "H"]


def draw(seed: int) -> Problem:
    """
    Two or three sessions in one or two rooms and two or three slots.

    Half of the problems hold one to three of the ``EXTRAS``: statements, levels, deputies ...
    """
    return _problem(random.Random(seed), 0)


def draw_night(seed: int) -> Problem:
    """The same by another clock: midnight falls into a slot, into hours, or between them."""
    pick = random.Random(seed)
    return _problem(pick, pick.choice([10, 20, 50, 60]))


def _problem(pick: random.Random, earlier: int) -> Problem:
    raw = _basis(pick)
    if pick.random() < 0.5:
        for extra in pick.sample(EXTRAS, pick.choice([1, 1, 2, 3])):
            extra(pick, raw)
    policy = pick.choice([None, "roll", "hold", "extend", "stay"])
    if earlier:
        raw = _shifted(raw, earlier)
    return tiny.problem(**raw).model_copy(update={"in_force": policy})


def _shifted(raw: Raw, minutes: int) -> Raw:
    """Every clock time and moment so many minutes earlier; each slot keeps to its own days."""
    days = {date.fromisoformat(day) for day in raw.get("days", [tiny.DAY])}
    made: Raw = {key: _earlier(value, minutes) for key, value in raw.items()}
    of: dict[str, set[date]] = {}
    for old, slot in zip(raw["slots"], made["slots"], strict=True):
        back = timedelta(days=slot["start"] > old["start"])
        of[slot["id"]] = {day - back for day in days}
        slot["days"] = sorted(map(str, of[slot["id"]]))
    made["days"] = sorted({str(day) for there in of.values() for day in there})
    for rule in made["rules"]:
        names = rule.get("slots")
        if isinstance(names, list):
            rule["slots"] = [_renamed(name, of) for name in names]
    return made


def _renamed(name: str, of: dict[str, set[date]]) -> str:
    _, slash, slot = name.rpartition("/")
    return f"{min(of[slot])}/{slot}" if slash and slot in of else name


def _earlier(value: Any, minutes: int) -> Any:
    if isinstance(value, dict):
        return {key: _earlier(v, minutes) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return [_earlier(v, minutes) for v in value]
    if isinstance(value, str) and re.fullmatch(r"\d\d:\d\d", value):
        return clock((int(value[:2]) * 60 + int(value[3:]) - minutes) % (24 * 60))
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", value):
        return f"{datetime.fromisoformat(value) - timedelta(minutes=minutes):%Y-%m-%d %H:%M}"
    return value


def _basis(pick: random.Random) -> Raw:
    rooms = [{"id": "A", "seats": 30}, {"id": "B", "seats": 10}][: pick.choice([1, 2, 2])]
    rows = [_session(pick) for _ in range(pick.choice([2, 2, 2, 3]))]
    names = "abc"[: len(rows)]
    rolling = _rolling(pick, rows, names, len(rooms))
    rules = []
    if pick.random() < 0.3:
        first, then = pick.sample(names, 2)
        if names.index(first) < names.index(then) or not rolling:
            lag = pick.choice([0, 5, 20])
            rules = [{"rule": "precedence", "first": first, "then": then, "lag": lag}]
    return {
        "slots": _slots(pick),
        "rooms": [room | _closed(pick) for room in rooms],
        "people": [{"id": "ada"} | _closed(pick), {"id": "bo"}],
        "sessions": tiny.sessions(*rows),
        "rolling": rolling,
        "rules": rules,
        "last_close": pick.choice([None, {"minutes": 5, "price": 3}]),
        "levels": [],
        "waive": [],
    }


def _rolling(pick: random.Random, rows: list[Raw], names: str, rooms: int) -> list[Raw]:
    if pick.random() >= 0.7:
        return []
    members = [n for n, row in zip(names, rows, strict=True) if row["kind"] == "session"]
    order = members[: pick.choice([1, 2, 3])]
    rolling: Raw = {"room": "A", "order": order, "changeover": pick.choice([0, 0, 5])}
    if rooms == 2 and pick.random() < 0.4:
        rolling["substitutes"] = ["B"]
    return [rolling] if order else []


def _slots(pick: random.Random) -> list[Raw]:
    slots: list[Raw] = []
    start = 0
    for n in range(pick.choice([2, 2, 3])):
        length = pick.choice([20, 30])
        overtime = {"minutes": 5, "price": 2} if pick.random() < 0.4 else None
        slots.append(
            {"id": f"s{n}", "start": clock(start), "end": clock(start + length)}
            | ({"overtime": overtime} if overtime else {})
        )
        start += length + pick.choice([10, 20])
    return [*slots, {"id": "side", "start": "00:10", "end": "00:40", "only": ["side-event"]}]


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _closed(pick: random.Random, chance: float = 0.15) -> Raw:
    if pick.random() >= chance:
        return {}
    start = pick.choice([0, 10, 30, 40, 50])
    end = start + pick.choice([10, 15, 25])
    return {
        "unavailable": [{"from": f"{tiny.DAY} {clock(start)}", "to": f"{tiny.DAY} {clock(end)}"}]
    }


def _session(pick: random.Random) -> Raw:
    likely = pick.choice([10, 15, 20, 25, 35])
    row: Raw = {
        "minutes": {"least": max(5, likely - pick.choice([0, 0, 5, 10])), "likely": likely},
        "kind": pick.choice(["session"] * 5 + ["side-event"]),
        "group": pick.choice([None, "G"]),
        "chairs": pick.choice([[], [], ["ada"], ["bo"]]),
        "attendees": pick.choice([[], [], ["bo"]]),
        "attendance": pick.choice([0, 0, 0, 20]),
    }
    if row["kind"] == "session" and pick.random() < 0.6:
        row["split"] = {"least_part": pick.choice([5, 10])}
    if pick.random() < 0.15:
        row["pin"] = {"not_before": f"{tiny.DAY} {clock(pick.choice([10, 30, 50]))}"}
    return row


def _ids(raw: Raw) -> list[str]:
    return [session["id"] for session in raw["sessions"]]


def _names(pick: random.Random, raw: Raw) -> list[str]:
    return [pick.choice([*_ids(raw), "G", "all", "kind:session", "group:H"])]


def _stated(pick: random.Random, raw: Raw) -> None:
    a, b = pick.sample(_ids(raw), 2)
    room = pick.choice(raw["rooms"])["id"]
    slot = pick.choice(["s0", "s1", f"{tiny.DAY}/s1"])
    pool = pick.choice([{}, {"of": ["all"]}, {"each": [a, "G"]}, {"each": _ids(raw)}])
    rule: dict[str, Any] = pick.choice(
        [
            {"rule": "precedence", "first": a, "then": b, "slots": pick.choice([0, 1, 2])},
            {"rule": "precedence", "first": _names(pick, raw), "then": b}
            | {"days": pick.choice([0, 0, 1])},
            {"rule": "conflict", "of": [a, b], "count": pick.choice(["minutes", "pairs", "slots"])},
            {"rule": pick.choice(["prefer", "avoid"]), "of": _names(pick, raw), "slots": [slot]}
            | {"count": "room-slots"},
            {"rule": "avoid", "of": "all", "rooms": [room], "count": "room-slots"}
            | {"hours": pick.choice([None, ["00:10", "00:30"]])},
            {"rule": "conflict", "of": "G", "against": "H", "one_way": pick.choice([True, False])},
            {"rule": "adjacency", "first": a, "then": b, "within": pick.choice([0, 20])}
            | {"same_room": pick.choice([True, False]), "either_order": pick.choice([True, False])},
            {"rule": "together", "of": [a, b], "same": pick.choice(["day", "slot", "room"])},
            {"rule": "spread", **pool},
            {"rule": "frequency", "most": pick.choice([1, 2]), "days": pick.choice([1, 2]), **pool},
            {"rule": "days_apart", "sessions": [a, b], "never": pick.choice([[], [0]])},
            {"rule": "room_stability", **pool},
            {"rule": "concurrency", "most": 1},
            {"rule": "nothing_after", "after": pick.choice(["00:25", "00:40", "01:00"])},
            {"rule": "opening", "session": a},
            {"rule": "closing", "session": b, "reserve": pick.choice([0, 5])},
            {"rule": "reserve", "slots": [slot]},
            {"rule": "fairness", "slots": [slot], **pool},
            {"rule": "fairness", "share": "lost-minutes", **pool},
            {"rule": "prefer", "of": _names(pick, raw), "slots": [slot]},
            {"rule": "prefer", "of": a, "hours": ["00:05", "00:55"]},
            {"rule": "avoid", "of": a, "rooms": [room], "hours": ["00:10", "00:30"]},
            {"rule": "avoid", "of": _names(pick, raw), "slots": [slot]},
            {"rule": "exclusive", **pool},
            {"rule": "contiguous", **pool},
            {"rule": "parallel", **pool},
            {"rule": "position", "session": a, "at": pick.choice([1, 2]), "of": "all"},
        ]
    )  # fmt: skip
    rule["level"] = pick.choice(["hard", "soft", "warn"])
    rule["weight"] = pick.choice([1, 3])
    if pick.random() < 0.1:
        rule["waive"] = "agreed"
    raw["rules"].append(rule)


def _scope(pick: random.Random, raw: Raw) -> Raw:
    codes = ["room_clash", "person_clash", "attendee_clash", "availability", "room_fit", "window"]
    scope: Raw = {"rule": pick.choice([*codes, "side_event", "interpretation", "comfort"])}
    assert scope["rule"] in LEVELS
    if pick.random() < 0.4:
        scope["sessions"] = _names(pick, raw)
        if pick.random() < 0.4:
            scope["against"] = _names(pick, raw)
    elif pick.random() < 0.3:
        scope["people"] = [pick.choice(["ada", "bo"])]
    elif pick.random() < 0.3:
        scope["rooms"] = ["A"]
    return scope


def _leveled(pick: random.Random, raw: Raw) -> None:
    for _ in range(pick.choice([1, 2])):
        level = {"level": pick.choice(["hard", "soft", "warn"]), "weight": pick.choice([1, 2])}
        raw["levels"].append(_scope(pick, raw) | level)


def _waived(pick: random.Random, raw: Raw) -> None:
    raw["waive"].append(_scope(pick, raw) | {"reason": "agreed with the chair"})


def _deputies(pick: random.Random, raw: Raw) -> None:
    raw["people"].append({"id": "cy"})
    raw["people"][0]["deputies"] = [{"id": pick.choice(["bo", "cy"]), "price": 2}]
    if pick.random() < 0.3:
        raw["people"][0]["state"] = "vacant"


def _walks(pick: random.Random, raw: Raw) -> None:
    raw["travel"] = {"minutes": pick.choice([5, 10])}


def _combined(pick: random.Random, raw: Raw) -> None:
    if len(raw["rooms"]) == 2:
        raw["rooms"][1]["combines"] = ["A"]


def _joint(pick: random.Random, raw: Raw) -> None:
    raw["groups"] = [{"id": "G", "region": "X"}, {"id": "H", "region": "Y"} | _closed(pick, 0.7)]
    pick.choice(raw["sessions"])["joint"] = ["H"]


def _aligned(pick: random.Random, raw: Raw) -> None:
    pick.choice(raw["slots"])["aligned"] = True


def _two_days(pick: random.Random, raw: Raw) -> None:
    """Fewer slots on more days, and splits that care."""
    raw["days"] = [tiny.DAY, tiny.NEXT]
    raw["slots"] = [raw["slots"][0], *raw["slots"][-1:]]
    for session in raw["sessions"]:
        if "split" in session:
            session["split"]["days"] = pick.choice(["any", "same", "different"])


def _ranked(pick: random.Random, raw: Raw) -> None:
    for session in raw["sessions"]:
        if pick.random() < 0.7:
            session["rank"] = pick.choice([1, 2])


def _papers(pick: random.Random, raw: Raw) -> None:
    out = pick.choice(["2030-03-03", tiny.DAY, tiny.NEXT])
    raw["documents"] = [{"id": "d", "sessions": _names(pick, raw), "out": out}]
    raw["levels"].append({"rule": "documents", "level": pick.choice(["hard", "soft", "warn"])})


def _quorum(pick: random.Random, raw: Raw) -> None:
    at = f"{tiny.DAY} {clock(pick.choice([10, 30, 45]))}"
    raw["quorum"] = {"needed": 2, "registered": [{"at": at, "delegations": 2}]}
    pick.choice(raw["sessions"])["decides"] = True
    if pick.random() < 0.3:
        raw["levels"].append({"rule": "quorum", "level": "soft"})


def _delegations(pick: random.Random, raw: Raw) -> None:
    raw["delegations"] = [{"id": "one", "people": 1, "follows": ["all"]}]
    if pick.random() < 0.5:
        raw["levels"].append({"rule": "small_delegation", "level": "hard"})


def _remote(pick: random.Random, raw: Raw) -> None:
    raw["people"][1] |= {"remote": True, "comfort": ["00:10", "00:45"]}
    if pick.random() < 0.3:
        raw["levels"].append({"rule": "comfort", "level": "hard"})


def _interpreted(pick: random.Random, raw: Raw) -> None:
    teams = [
        {"id": "t", "languages": ["en"]} | _closed(pick, 0.3),
        {"id": "u", "languages": ["fr", "en"]},
    ]
    raw["interpretation"] = {
        "teams": teams[: pick.choice([1, 2])],
        "minutes": pick.choice([20, 30]),
        "between": pick.choice([0, 15]),
        "per_day": pick.choice([1, 2]),
        "overtime": pick.choice([None, {"minutes": 5, "price": 2}]),
        "caps": pick.choice([[], [{"days": 2, "most": 1}]]),
    }
    for session in raw["sessions"][:2]:
        session["languages"] = ["en"]


EXTRAS: list[Callable[[random.Random, Raw], None]] = [
    _stated,
    _stated,
    _stated,
    _leveled,
    _leveled,
    _waived,
    _deputies,
    _walks,
    _combined,
    _joint,
    _aligned,
    _two_days,
    _ranked,
    _papers,
    _quorum,
    _delegations,
    _remote,
    _interpreted,
]
