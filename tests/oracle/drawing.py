"""Random small meetings, as a planner would write them, so small that brute force is quick."""

from collections.abc import Callable
from random import Random
from typing import Any

from scheduler.problem import Policy

Data = dict[str, Any]
WINTER, SPRING, AUTUMN = "2030-03-04", "2030-03-30", "2030-10-26"
"""First days of meetings; on the second day of the last two the clocks change."""
POLICIES: tuple[Policy, ...] = ("roll", "hold", "extend", "reorder", "stay")


def meeting(
    rng: Random,
    ground: Callable[[Random, int, Data], None] | None = None,
    special: Callable[[Random, int, Data], None] | None = None,
    sessions: tuple[int, ...] = (2, 3, 3, 4, 4),
) -> Data:
    """A scenario, perhaps on a theme; some are refused by the reader, which is no fault."""
    grid = rng.choice((10, 10, 10, 5, 15))
    night = rng.random() < 0.1
    first = rng.choice((SPRING, AUTUMN)) if night else WINTER
    days = [first, following(first), following(following(first))][: rng.choice((1, 2, 2, 2, 3))]
    data: Data = {
        "meeting": {"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": grid},
        "days": days,
        "slots": slots(rng, grid, days, night),
        "rooms": rooms(rng),
        "people": [{"id": "ada"}, {"id": "bo"}, {"id": "cy"}],
    }
    if ground is not None:
        ground(rng, grid, data)
        grid = data["meeting"]["grid"]
    data["sessions"] = [session(rng, grid, data, n) for n in range(rng.choice(sessions))]
    for more in (rolling, people, overtime, wishes, levels, provisions, split_over, where):
        more(rng, grid, data)
    if special is not None:
        special(rng, grid, data)
    mend(data)
    return data


def mend(data: Data) -> None:
    """Without what the reader would refuse anyway."""
    booths = max((r.get("features", {}).get("booths", 0) for r in data["rooms"]), default=0)
    seats = [r.get("seats", 1_000) for r in data["rooms"]]
    for one in data["sessions"]:
        least = one["minutes"] if isinstance(one["minutes"], int) else one["minutes"]["least"]
        if "split" in one:
            one["split"]["least_part"] = min(one["split"]["least_part"], least)
        if booths < 2:
            one.pop("features", None)
        one["attendance"] = min(one.get("attendance", 0), max(seats))
    places = {id: n for order in data.get("rolling", ()) for n, id in enumerate(order["order"])}
    for statement in data.get("rules", ()):
        if statement["rule"] == "precedence":
            a, b = statement["first"], statement["then"]
            if places.get(a, -1) > places.get(b, 9):
                statement["first"], statement["then"] = b, a


def following(day: str) -> str:
    year, month, number = map(int, day.split("-"))
    last = 31
    return f"{year}-{month + number // last:02}-{number % last + 1:02}"


def hour(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def slots(rng: Random, grid: int, days: list[str], night: bool) -> list[Data]:
    found: list[Data] = []
    begin = 90 if night else 600
    for name in ("am", "pm", "eve")[: rng.choice((1, 2, 2, 2, 3))]:
        length = grid * rng.choice((2, 3, 3, 4))
        if night and name == "am":
            length = 120
        slot: Data = {"id": name, "start": hour(begin), "end": hour(begin + length)}
        if len(days) > 1 and rng.random() < 0.15:
            slot["days"] = rng.sample(days, rng.randint(1, len(days) - 1))
        if rng.random() < 0.08:
            slot["aligned"] = True
        found.append(slot)
        begin += length + (240 if name == "am" else 60)
        begin -= begin % 60
    return found


def rooms(rng: Random) -> list[Data]:
    found: list[Data] = [{"id": "A"}, {"id": "B"}][: rng.choice((1, 1, 2, 2, 2))]
    for room in found:
        if rng.random() < 0.2:
            room["seats"] = rng.choice((40, 120))
        if rng.random() < 0.15:
            room["features"] = {"booths": rng.choice((1, 3))}
    if len(found) == 2 and rng.random() < 0.12:
        found.append({"id": "AB", "combines": ["A", "B"]})
    return found


def session(rng: Random, grid: int, data: Data, n: int) -> Data:
    likely = grid * rng.choice((1, 1, 2, 2, 3)) + rng.choice((0, 0, 0, -1, -3, 2))
    found: Data = {"id": "stuvw"[n], "minutes": likely}
    if rng.random() < 0.2:
        found["minutes"] = {"least": max(1, likely - rng.choice((1, 2, 4))), "likely": likely}
    if rng.random() < 0.7:
        found["chairs"] = rng.sample(("ada", "bo", "cy"), rng.choice((1, 1, 1, 2)))
    if rng.random() < 0.2:
        found["attendees"] = [rng.choice(("ada", "bo", "cy"))]
    if rng.random() < 0.4:
        found["split"] = split(rng, grid)
    if rng.random() < 0.2:
        found["rank"] = rng.choice((1, 2, 2))
    if rng.random() < 0.3:
        found["group"] = rng.choice(("G", "H"))
    if "group" in found and rng.random() < 0.15:
        found["joint"] = [rng.choice(("G", "H"))]
    if rng.random() < 0.25:
        found["attendance"] = rng.choice((50, 100, 250))
    return found


def split(rng: Random, grid: int) -> Data:
    found: Data = {"least_part": rng.choice((1, 1, grid, grid + 3))}
    if rng.random() < 0.15:
        found["days"] = rng.choice(("same", "different"))
    if rng.random() < 0.15:
        found["most_parts"] = 2
    return found


def split_over(rng: Random, grid: int, data: Data) -> None:
    """Some sessions longer than a slot."""
    for one in data["sessions"]:
        if "split" in one and isinstance(one["minutes"], int) and rng.random() < 0.5:
            one["minutes"] += grid * rng.choice((1, 2))


def rolling(rng: Random, grid: int, data: Data) -> None:
    ids = [s["id"] for s in data["sessions"]]
    if len(ids) < 2 or rng.random() < 0.35:
        return
    rng.shuffle(ids)
    count = rng.randint(2, min(3, len(ids)))
    orders: list[Data] = [{"room": "A", "order": ids[:count]}]
    if len(data["rooms"]) > 1:
        left = ids[count:]
        if len(left) > 1 and rng.random() < 0.6:
            orders.append({"room": "B", "order": left[:2]})
        elif rng.random() < 0.3:
            orders[0]["substitutes"] = ["B"]
    if rng.random() < 0.2:
        orders[0]["changeover"] = rng.choice((grid, 3))
    data["rolling"] = orders


def people(rng: Random, grid: int, data: Data) -> None:
    for person in data["people"]:
        if rng.random() < 0.12:
            person["state"] = rng.choice(("pending", "vacant"))
            if person["state"] == "vacant" and rng.random() < 0.7:
                person["acting"] = "dee"
        if rng.random() < 0.12:
            person["deputies"] = [{"id": "eve", "price": rng.choice((1, 7))}]
        if rng.random() < 0.15:
            person["unavailable"] = [window(rng, grid, data)]
        if rng.random() < 0.06:
            person["remote"], person["timezone"] = True, "America/New_York"
            person["comfort"] = ["06:00", "20:00"]
    data["people"] += [{"id": "dee"}, {"id": "eve"}]
    if rng.random() < 0.15:
        rng.choice(data["rooms"])["unavailable"] = [window(rng, grid, data)]
    if rng.random() < 0.1:
        data["groups"] = [{"id": "G", "unavailable": [window(rng, grid, data)], "region": "X"}]


def window(rng: Random, grid: int, data: Data) -> Data:
    slot = rng.choice(data["slots"])
    begin, end = minutes(slot["start"]), minutes(slot["end"])
    a = rng.randrange(begin, end, grid) + rng.choice((0, 0, 0, 3))
    b = rng.choice((end, min(end, a + grid), a + 1))
    if b <= a:
        b = a + 1
    if rng.random() < 0.2:
        return {"daily": [hour(a), hour(b)]}
    day = rng.choice(data["days"])
    return {"from": f"{day} {hour(a)}", "to": f"{day} {hour(b)}"}


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def overtime(rng: Random, grid: int, data: Data) -> None:
    for slot in data["slots"]:
        if rng.random() < 0.2:
            slot["overtime"] = {"minutes": rng.choice((1, 3, 5)), "price": rng.choice((1, 3))}
    if rng.random() < 0.25:
        data["last_close"] = {"minutes": rng.choice((2, 5, grid)), "price": 2}
    if rng.random() < 0.15:
        data["travel"] = {"minutes": rng.choice((3, grid))}
    if rng.random() < 0.2:
        data["weights"] = {"trim": rng.choice((2, 5)), "attendee_clash": rng.choice((0, 3))}
    if rng.random() < 0.3:
        data["notice"] = {"weight": 3, "audience": 100, "after": rng.choice(("09:00", "18:00"))}


def where(rng: Random, grid: int, data: Data) -> None:
    """Slots, days, pins, deadlines and rooms of sessions."""
    for one in data["sessions"]:
        if rng.random() < 0.12:
            one["slots"] = [rng.choice(data["slots"])["id"]]
        if rng.random() < 0.08:
            one["days"] = [rng.choice(data["days"])]
        if rng.random() < 0.12:
            one["pin"] = {
                rng.choice(("exact", "not_before", "not_before")): moment(rng, grid, data)
            }
        elif rng.random() < 0.06:
            one["pin"] = {"room": rng.choice(data["rooms"])["id"]}
        if rng.random() < 0.08:
            one[rng.choice(("after", "deadline"))] = moment(rng, grid, data)
        if rng.random() < 0.08:
            one["rooms"] = [rng.choice(data["rooms"])["id"]]
        if rng.random() < 0.06:
            one["features"] = {"booths": 2}


def moment(rng: Random, grid: int, data: Data) -> str:
    slot = rng.choice(data["slots"])
    at = rng.randrange(minutes(slot["start"]), minutes(slot["end"]) + 1, grid)
    return f"{rng.choice(data['days'])} {hour(at)}"


def wishes(rng: Random, grid: int, data: Data) -> None:
    ids = [s["id"] for s in data["sessions"]]
    found = []
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        statement = rule(rng, grid, data, ids)
        chance = rng.random()
        if chance < 0.2:
            statement["level"] = "hard"
        elif chance < 0.4:
            statement["level"], statement["weight"] = "soft", rng.choice((1, 2, 5))
        elif chance < 0.5:
            statement["level"] = "warn"
        elif chance < 0.54:
            statement["waive"] = "not this time"
        found.append(statement)
    if found:
        data["rules"] = found


def rule(rng: Random, grid: int, data: Data, ids: list[str]) -> Data:
    a, b = rng.sample(ids, 2) if len(ids) > 1 else (ids[0], ids[0])
    names = rng.choice(("all", "G", "kind:session", f"session:{a}", [a, b]))
    slot, room = rng.choice(data["slots"])["id"], rng.choice(data["rooms"])["id"]
    pool: Data = rng.choice(({}, {"each": [a, b]}, {"of": [a, b]}, {"of": "all"}))
    hours = [data["slots"][0]["start"], hour(minutes(data["slots"][0]["start"]) + grid)]
    place: Data = rng.choice(
        (
            {"slots": [slot]},
            {"days": [data["days"][0]]},
            {"rooms": [room]},
            {"hours": hours},
            {"slots": [slot], "count": "room-slots"},
        )
    )
    lag: Data = rng.choice(({}, {"lag": grid}, {"slots": 1}, {"days": 1}))
    return rng.choice(
        (
            {"rule": "precedence", "first": a, "then": b, **lag},
            {"rule": "precedence", "first": a, "then": b, **lag},
            {"rule": "opening", "session": a},
            {"rule": "closing", "session": a},
            {"rule": "closing", "reserve": grid},
            {"rule": "conflict", "of": names, "count": rng.choice(("minutes", "pairs", "slots"))},
            {"rule": "conflict", "of": a, "against": b},
            {"rule": "adjacency", "first": a, "then": b, "within": rng.choice((0, grid))},
            {"rule": "together", "of": [a, b], "same": rng.choice(("day", "slot", "room"))},
            {"rule": "spread", **pool, "most": 1},
            {"rule": "frequency", **pool, "most": 1, "days": 2},
            {"rule": "days_apart", "sessions": [a, b], "least": rng.choice((0, 1)), "never": [2]},
            {"rule": "room_stability", **pool, "per": rng.choice(("meeting", "day"))},
            {"rule": "concurrency", "of": names, "most": 1},
            {"rule": "nothing_after", "of": names, "after": data["slots"][-1]["end"]},
            {"rule": "nothing_after", "of": a, "after": hours[1]},
            {"rule": "reserve", "rooms": 1},
            {"rule": "fairness", **pool, "slots": [slot]},
            {"rule": "fairness", **pool, "share": "lost-minutes"},
            {"rule": "prefer", "of": names, **place},
            {"rule": "avoid", "of": names, **place},
            {"rule": "exclusive", "each": [a, b]},
            {"rule": "contiguous", **pool},
            {"rule": "parallel", **pool},
            {"rule": "position", "session": a, "at": rng.choice((1, 2)), "of": "all"},
        )
    )


def levels(rng: Random, grid: int, data: Data) -> None:
    ids = [s["id"] for s in data["sessions"]]
    codes = ("room_clash", "person_clash", "attendee_clash", "availability", "room_fit", "window")
    if rng.random() < 0.2:
        entry: Data = {"rule": rng.choice(codes), "level": rng.choice(("soft", "warn", "hard"))}
        if rng.random() < 0.5:
            entry["sessions"] = [rng.choice(ids)]
            if "clash" in entry["rule"]:
                entry["against"] = "all"
        if rng.random() < 0.5:
            entry["weight"] = 3
        data["levels"] = [entry]
    if rng.random() < 0.06:
        data["waive"] = [{"rule": rng.choice(codes), "reason": "agreed", "sessions": ids[:2]}]


def provisions(rng: Random, grid: int, data: Data) -> None:
    ids = [s["id"] for s in data["sessions"]]
    if rng.random() < 0.15:
        interpretation(rng, grid, data)
    if rng.random() < 0.08:
        data["documents"] = [
            {"id": "paper", "sessions": [rng.choice(ids)], "out": data["days"][0],
             "reading_days": rng.choice((0, 1))}
        ]  # fmt: skip
        if rng.random() < 0.5:
            data.setdefault("levels", []).append({"rule": "documents", "level": "hard"})
    if rng.random() < 0.08:
        rng.choice(data["sessions"])["decides"] = True
        data["quorum"] = {
            "needed": 5, "registered": [{"at": moment(rng, grid, data), "delegations": 6}]
        }  # fmt: skip
    if rng.random() < 0.08:
        data["delegations"] = [{"id": "small", "people": 1, "follows": "all"}]
    if rng.random() < 0.1 and len(data["slots"]) > 1:
        slot, one = rng.choice(data["slots"]), rng.choice(data["sessions"])
        if not any(one["id"] in order["order"] for order in data.get("rolling", ())):
            slot["only"] = ["session", "side-event"]
            one["kind"] = "side-event"
            one.setdefault("group", "G")


def interpretation(rng: Random, grid: int, data: Data) -> None:
    teams: list[Data] = [{"id": "one", "languages": ["en", "fr"]}]
    if rng.random() < 0.6:
        teams.append({"id": "two", "languages": ["en"]})
    if rng.random() < 0.3:
        rng.choice(teams)["unavailable"] = [window(rng, grid, data)]
    data["interpretation"] = {
        "teams": teams,
        "per_day": rng.choice((1, 2)),
        "minutes": rng.choice((2 * grid, 180)),
        "between": rng.choice((0, grid, 90)),
    }
    if rng.random() < 0.3:
        data["interpretation"]["overtime"] = {"minutes": 3, "price": 2}
    for one in data["sessions"]:
        if rng.random() < 0.6:
            one["languages"] = rng.choice((["en"], ["en"], ["fr"]))
