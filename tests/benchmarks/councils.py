"""A council of three weeks: one rolling order of 60 sessions over 45 slots, seven pinned panels."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.problem import Problem

FIRST = date(2030, 3, 4)
SLOTS = (("am", "09:00", "12:00"), ("noon", "12:00", "15:00"), ("pm", "15:00", "18:00"))


def council(seed: int, *, sessions: int = 60, weeks: int = 3, panels: int = 7) -> Problem:
    """Items of 60-240 minutes that may be cut, panels of two hours that may not and are pinned."""
    draw = random.Random(seed)
    days = [FIRST + timedelta(days=7 * w + d) for w in range(weeks) for d in range(5)]
    capacity = len(days) * 3 * 180
    pinned = sorted(draw.sample(range(3, sessions - 3), panels))
    likely = [120 if i in pinned else 5 * draw.randint(12, 34) for i in range(sessions)]
    free = capacity - panels * 150
    items = [m for i, m in enumerate(likely) if i not in pinned]
    scale = min(1.0, 0.9 * free / sum(items))
    likely = [m if i in pinned else max(60, 5 * int(m * scale / 5)) for i, m in enumerate(likely)]
    rows: list[dict[str, Any]] = []
    elapsed = 0
    for i, minutes in enumerate(likely):
        row: dict[str, Any] = {"id": f"s{i:02}", "chairs": [f"chair-{i % 9}"]}
        if i in pinned:
            at = elapsed + 60
            slot = min(-(-at // 180), len(days) * 3 - 1)
            clock = datetime.combine(days[slot // 3], datetime.min.time()) + timedelta(
                hours=9 + 3 * (slot % 3)
            )
            row |= {"minutes": minutes, "pin": {"not_before": f"{clock:%Y-%m-%d %H:%M}"}}
            elapsed = max(slot * 180, elapsed) + minutes
        else:
            least = 5 * (minutes * 3 // 4 // 5)
            row |= {
                "minutes": {"least": least, "likely": minutes, "most": 2 * minutes},
                "split": {"least_part": 15},
            }
            elapsed += minutes
        rows.append(row)
    return Problem.model_validate(
        {
            "meeting": {"id": "council", "title": "C", "timezone": "Europe/Zurich", "grid": 5},
            "days": days,
            "slots": [
                {"id": id, "start": start, "end": end} | ({} if id != "pm" else OVERTIME)
                for id, start, end in SLOTS
            ],
            "last_close": {"minutes": 180, "price": 4},
            "rooms": [{"id": "plenary"}],
            "people": [{"id": f"chair-{c}"} for c in range(9)],
            "sessions": rows,
            "rolling": [{"room": "plenary", "order": [row["id"] for row in rows]}],
        }
    )


OVERTIME = {"overtime": {"minutes": 30, "price": 2}}
