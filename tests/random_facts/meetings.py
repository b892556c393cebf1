"""Random meetings as planners write them, larger and wilder than brute force could list."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.oracle import drawing
from tests.oracle.drawing import hour, minutes

Data = dict[str, Any]
PLACES = (
    ("Europe/Zurich", "2030-03-04"),
    ("Europe/Zurich", "2030-03-30"),
    ("Europe/Zurich", "2030-10-26"),
    ("America/New_York", "2030-03-09"),
    ("Australia/Lord_Howe", "2030-04-06"),
    ("Asia/Kathmandu", "2030-12-30"),
    ("Pacific/Kiritimati", "2030-02-27"),
    ("Africa/Casablanca", "2030-01-04"),
    ("UTC", "2028-02-28"),
)
"""Time zones with first days of meetings; on the second day of some the clocks change."""
HOURS = (
    ("night", 60, 210),
    ("early", 420, 480),
    ("morning", 600, 780),
    ("noon", 795, 885),
    ("afternoon", 900, 1_080),
    ("evening", 1_110, 1_200),
    ("late", 1_260, 1_425),
)
"""Slots to choose from: name, start and end in minutes since midnight."""
OFFICES = ("ada", "bo", "cy", "dee", "eve", "fay", "gus", "hal")
GROUPS = ("G", "H", "I")


def meeting(rng: Random) -> Data:
    """A scenario; the reader refuses one or another, which is no fault."""
    grid = rng.choice((5, 10, 15, 15, 30))
    zone, first = rng.choice(PLACES)
    data: Data = {
        "meeting": {"id": "m", "title": "M", "timezone": zone, "grid": grid},
        "days": days(rng, first),
        "people": [{"id": id} for id in OFFICES],
    }
    data["slots"] = slots(rng, grid, data["days"])
    data["rooms"] = rooms(rng)
    side = 0.1 if any("side-event" in slot.get("only", ()) for slot in data["slots"]) else 0.0
    data["sessions"] = [
        session(rng, grid, n, side) for n in range(rng.choice((3, 5, 8, 8, 12, 18)))
    ]
    for special in (rolling, states, absences, drawing.overtime, where, rules, drawing.levels):
        special(rng, grid, data)
    provisions(rng, grid, data)
    cut_long_ones(data)
    drawing.mend(data)
    policy = rng.choice((None, None, *drawing.POLICIES))
    return data if policy is None else data | {"policy": policy}


def days(rng: Random, first: str) -> list[str]:
    day = date.fromisoformat(first)
    found = [day]
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4))):
        day += timedelta(days=rng.choice((1, 1, 1, 1, 3)))
        found.append(day)
    return [str(day) for day in found]


def slots(rng: Random, grid: int, days: list[str]) -> list[Data]:
    """Two to four, in order; some of other lengths, on some days, for side events, aligned."""
    chosen = set(rng.sample(HOURS, rng.choice((2, 2, 3, 3, 4)))) | {HOURS[2]}
    found = []
    for name, begin, end in sorted(chosen, key=lambda hours: hours[1]):
        length = rng.choice((end - begin, end - begin, 60, 2 * grid))
        start = begin + -begin % grid
        slot: Data = {"id": name, "start": hour(start)}
        slot["end"] = hour(start + max(grid, min(length, end - start) // grid * grid))
        if name == "noon" or (name != "morning" and rng.random() < 0.1):
            slot["only"] = rng.choice((["side-event"], ["side-event", "session"]))
        if len(days) > 1 and name != "morning" and rng.random() < 0.2:
            slot["days"] = rng.sample(days, rng.randint(1, len(days) - 1))
        if rng.random() < 0.08:
            slot["aligned"] = True
        found.append(slot)
    return found


def rooms(rng: Random) -> list[Data]:
    found: list[Data] = [{"id": id} for id in "ABCDE"[: rng.choice((1, 2, 2, 3, 4, 5))]]
    for room in found:
        if rng.random() < 0.3:
            room["seats"] = rng.choice((40, 120, 300))
        if rng.random() < 0.2:
            room["features"] = {"booths": rng.choice((1, 3))}
    if len(found) > 1 and rng.random() < 0.25:
        found.append({"id": "AB", "combines": ["A", "B"]})
    return found


def session(rng: Random, grid: int, n: int, side: float) -> Data:
    """As the oracle draws them, some longer than a slot, some off the grid, some side events."""
    found = drawing.session(rng, grid, {}, 0)
    found["id"] = f"s{n}"
    if rng.random() < 0.4:
        found["minutes"] = rng.choice((30, 45, 60, 77, 90, 180, 240, 425))
    if rng.random() < 0.6:
        found["chairs"] = rng.sample(OFFICES, rng.choice((1, 1, 1, 2)))
    if found.get("group") is not None and rng.random() < 0.2:
        found["joint"] = [rng.choice(GROUPS)]
    if rng.random() < side:
        found["kind"], found["group"] = "side-event", rng.choice(GROUPS)
        found.pop("split", None)
    return found


def rolling(rng: Random, grid: int, data: Data) -> None:
    """No, one or two orders, or three, some with substitutes and changeovers."""
    ids = [s["id"] for s in data["sessions"] if s.get("kind") is None]
    rng.shuffle(ids)
    orders = []
    for room in [r["id"] for r in data["rooms"]][: rng.choice((0, 1, 1, 2, 3))]:
        count = rng.choice((1, 2, 3, 4, 6))
        order, ids = ids[:count], ids[count:]
        if order:
            orders.append({"room": room, "order": order})
    for roll in orders:
        if rng.random() < 0.25:
            roll["changeover"] = rng.choice((1, 3, grid))
        others = [r["id"] for r in data["rooms"] if r["id"] != roll["room"]]
        if others and rng.random() < 0.25:
            roll["substitutes"] = rng.sample(others, 1)
    members = {id for roll in orders for id in roll["order"]}
    for one in data["sessions"]:
        if one["id"] in members and rng.random() < 0.7:
            one["split"] = drawing.split(rng, grid)
    data["rolling"] = orders


def cut_long_ones(data: Data) -> None:
    """What fits into no slot may be split."""
    spans = [(minutes(slot["start"]), minutes(slot["end"])) for slot in data["slots"]]
    longest = max(end - start for start, end in spans)
    for one in data["sessions"]:
        given = one["minutes"]
        if (given if isinstance(given, int) else given["likely"]) > longest:
            one.setdefault("split", {"least_part": 1})


def states(rng: Random, grid: int, data: Data) -> None:
    """Offices that are vacant or pending, deputies, people in other time zones."""
    for person in data["people"]:
        others = [id for id in OFFICES if id != person["id"]]
        if rng.random() < 0.1:
            person["state"] = rng.choice(("pending", "vacant"))
            if person["state"] == "vacant" and rng.random() < 0.8:
                person["acting"] = "hal"
        if person["id"] != "hal" and rng.random() < 0.2:
            deputies = rng.sample(others, rng.choice((1, 2)))
            person["deputies"] = [{"id": id, "price": rng.choice((0, 1, 7))} for id in deputies]
        if rng.random() < 0.1:
            person["remote"], person["timezone"] = True, "America/New_York"
    data["people"][-1].pop("state", None)


def absences(rng: Random, grid: int, data: Data) -> None:
    groups = [{"id": id, "region": rng.choice("XY")} for id in GROUPS if rng.random() < 0.4]
    for owner in [*data["people"], *data["rooms"], *groups]:
        if rng.random() < 0.1:
            owner["unavailable"] = [drawing.window(rng, grid, data)]
        elif rng.random() < 0.04:
            owner["available"] = [{"daily": ["00:00", "23:55"]}, drawing.window(rng, grid, data)]
    if groups:
        data["groups"] = groups


def where(rng: Random, grid: int, data: Data) -> None:
    """Pins and windows for a few of many: with more of them nothing would have a place."""
    few = rng.sample(data["sessions"], min(len(data["sessions"]), rng.choice((0, 2, 4))))
    drawing.where(rng, grid, {**data, "sessions": few})


def rules(rng: Random, grid: int, data: Data) -> None:
    ids = [s["id"] for s in data["sessions"]]
    found = []
    for _ in range(rng.choice((0, 1, 2, 3, 6))):
        statement = drawing.rule(rng, grid, data, ids)
        chance = rng.random()
        if chance < 0.15:
            statement["level"] = "hard"
        elif chance < 0.7:
            statement["level"] = rng.choice(("soft", "soft", "warn"))
        elif chance < 0.75:
            statement["waive"] = "not this time"
        else:
            statement["weight"] = rng.choice((1, 5))
        found.append(statement)
    data["rules"] = found


def provisions(rng: Random, grid: int, data: Data) -> None:
    ids = [s["id"] for s in data["sessions"]]
    if rng.random() < 0.3:
        drawing.interpretation(rng, grid, data)
        if rng.random() < 0.5:
            data["interpretation"]["caps"] = [{"days": 2, "most": 2}]
    if rng.random() < 0.3:
        out = date.fromisoformat(data["days"][0]) - timedelta(days=rng.choice((0, 1, 30)))
        data["documents"] = [
            {"id": f"paper{n}", "sessions": rng.sample(ids, 2), "out": str(out)}
            | rng.choice(({}, {"reading_days": 1}, {"languages": {"fr": data["days"][-1]}}))
            for n in range(rng.choice((1, 2)))
        ]
        if rng.random() < 0.4:
            data.setdefault("levels", []).append({"rule": "documents", "level": "hard"})
    if rng.random() < 0.2:
        counts = sorted(drawing.moment(rng, grid, data) for _ in range(rng.choice((1, 2))))
        data["quorum"] = {
            "needed": 5,
            "registered": [{"at": at, "delegations": 5 + n} for n, at in enumerate(counts)],
        }
        rng.choice(data["sessions"])["decides"] = True
    if rng.random() < 0.2:
        data["delegations"] = [{"id": "small", "people": 1, "follows": "all"}]
