"""
What random meetings would have too seldom: every other seed is a meeting on one of these themes.

``ground`` changes the days, slots and rooms before sessions are drawn, ``special`` what was drawn.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.oracle.drawing import Data, hour, interpretation, minutes

Change = Callable[[Random, int, Data], None]
FORWARD, BACK = "2030-03-31", "2030-10-27"
"""Days on which the clocks change, in the small hours."""


def nothing(rng: Random, grid: int, data: Data) -> None:
    """As it was drawn."""


class Theme(NamedTuple):
    """Changes of a meeting that is being drawn, before and after its sessions are, and how many."""

    name: str
    ground: Change = nothing
    special: Change = nothing
    sessions: tuple[int, ...] = (2, 3, 3, 4, 4)


def two_rooms(rng: Random, grid: int, data: Data) -> None:
    if len(data["rooms"]) < 2:
        data["rooms"].append({"id": "B"})


def two_days(rng: Random, grid: int, data: Data) -> None:
    data["days"] = ["2030-03-04", "2030-03-05"]
    for slot in data["slots"]:
        slot.pop("days", None)


def shared(rng: Random, grid: int, data: Data) -> None:
    """Two rolling orders with somebody who presides in both."""
    sessions = data["sessions"]
    for one in sessions:
        one["minutes"] = grid + rng.choice((0, 0, -3))
        for key in ("rooms", "pin", "features"):
            one.pop(key, None)
    ids = [one["id"] for one in sessions]
    rng.shuffle(ids)
    data["rolling"] = [{"room": "A", "order": ids[:2]}, {"room": "B", "order": ids[2:4]}]
    if rng.random() < 0.3:
        data["rolling"][0]["changeover"] = 3
    for id in (rng.choice(ids[:2]), rng.choice(ids[2:4])):
        own = next(one for one in sessions if one["id"] == id)
        own["chairs"] = ["ada", *(["bo"] if rng.random() < 0.2 else [])]


def night(rng: Random, grid: int, data: Data) -> None:
    """A slot that is open while the clocks change."""
    data["meeting"]["grid"] = 15
    data["days"] = [rng.choice((FORWARD, BACK))]
    begins = rng.choice((90, 105, 120))
    data["slots"] = [{"id": "am", "start": hour(begins), "end": hour(begins + 120)}]


def told_in_time(rng: Random, grid: int, data: Data) -> None:
    """Changes weigh more by the notice that is left, and by the audience."""
    after = rng.choice(("09:00", "10:00", "18:00"))
    data["notice"] = {"weight": rng.choice((2, 3)), "audience": 50, "after": after}
    for one in data["sessions"]:
        one["attendance"] = rng.choice((0, 40, 50, 100, 120))


def capped(rng: Random, grid: int, data: Data) -> None:
    """Teams that may serve only so often within so many days."""
    data.pop("interpretation", None)
    interpretation(rng, grid, data)
    days = rng.choice((1, 2, 2))
    data["interpretation"]["caps"] = [{"days": days, "most": rng.choice((1, 1, 2))}]
    data["interpretation"] |= {"per_day": 2, "between": 0}
    for one in rng.sample(data["sessions"], min(2, len(data["sessions"]))):
        one["languages"] = ["en"]


def cut_outside(rng: Random, grid: int, data: Data) -> None:
    """No rolling orders, and somebody who takes longer than a slot."""
    data.pop("rolling", None)
    longest = max(minutes(s["end"]) - minutes(s["start"]) for s in data["slots"])
    one = rng.choice(data["sessions"])
    one["minutes"] = longest + rng.choice((1, 3, grid))
    one["split"] = {"least_part": rng.choice((1, 1, 3))}
    for key in ("days", "slots", "pin", "after", "deadline"):
        one.pop(key, None)


def unlike(rng: Random, grid: int, data: Data) -> None:
    """Slots of very different lengths."""
    begin, found = 600, []
    lengths = rng.sample((grid, 2 * grid, 3 * grid, 4 * grid), rng.choice((2, 2, 3)))
    for name, length in zip(("am", "pm", "eve"), lengths, strict=False):
        found.append({"id": name, "start": hour(begin), "end": hour(begin + length)})
        begin += 240
    data["slots"] = found


def off_grid(rng: Random, grid: int, data: Data) -> None:
    """Sessions that all end between two steps of the grid."""
    for one in data["sessions"]:
        one["minutes"] = grid * rng.choice((1, 1, 2)) - rng.choice((1, 2, 3))
    for order in data.get("rolling", ()):
        order["changeover"] = rng.choice((0, 1, 4))


def tight(rng: Random, grid: int, data: Data) -> None:
    """Slots that may run over, nearly full of sessions that may be trimmed, and little besides."""
    for slot in data["slots"]:
        slot["overtime"] = {"minutes": rng.choice((3, 5, 10)), "price": rng.choice((1, 3))}
    data["last_close"] = {"minutes": rng.choice((3, 5, 10)), "price": 2}
    for key in ("rules", "levels", "documents", "quorum", "delegations", "interpretation"):
        if rng.random() < 0.8:
            data.pop(key, None)
    ids = [one["id"] for one in data["sessions"]]
    data.pop("rolling", None)
    if rng.random() < 0.7:
        data["rolling"] = [{"room": "A", "order": rng.sample(ids, len(ids))}]
    for one in data["sessions"]:
        one["minutes"] = {"least": 10 - rng.choice((3, 5, 5)), "likely": 10}
        for key in ("rank", "rooms", "pin", "days", "features"):
            one.pop(key, None)


def few_slots(rng: Random, grid: int, data: Data) -> None:
    """One room, and no more time than will be needed."""
    data["meeting"]["grid"] = 5
    del data["days"][1:], data["rooms"][1:]
    data["slots"] = [
        {"id": "am", "start": "10:00", "end": "10:20"},
        {"id": "pm", "start": "14:00", "end": rng.choice(("14:10", "14:20"))},
    ]


TIGHT = Theme("tight", few_slots, tight, (3,))
THEMES = (
    Theme("shared chairs", two_rooms, shared, (4,)),
    Theme("clocks", night, sessions=(2, 2, 3)),
    Theme("notice", two_days, told_in_time, (2, 3)),
    Theme("caps", special=capped, sessions=(2, 3)),
    Theme("cut outside", special=cut_outside, sessions=(2, 2, 3)),
    Theme("unlike slots", unlike),
    Theme("off grid", special=off_grid),
    TIGHT,
)
PLAIN = Theme("plain")


def theme(seed: int) -> Theme:
    """Every other seed has one, in turn."""
    return THEMES[seed // 2 % len(THEMES)] if seed % 2 else PLAIN
