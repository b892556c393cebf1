"""What instances call things, as ids; and what they say, or do not say, of clocks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import gcd
from typing import Any
from zoneinfo import ZoneInfo

LONGEST = 80
"""The most letters that an id may have."""


def handles(names: Iterable[object]) -> dict[str, str]:
    """
    An id for each name, by its name: without blanks, colons and slashes, and never one of another.

    A name that is one already stays as it is.
    """
    listed = list(dict.fromkeys(map(str, names)))
    plain = {name: re.sub(r"[\s:/]+", "-", name.strip()) or "-" for name in listed}
    often = Counter(plain.values())
    made: dict[str, str] = {}
    for n, name in enumerate(listed):
        own = plain[name]
        unique = often[own] == 1 or own == name
        made[name] = own if unique and len(own) <= LONGEST else f"{own[: LONGEST - 10]}~{n}"
    return made


def short_handles(names: Iterable[str]) -> dict[str, str]:
    """The same by the first word alone, where no other name begins with it."""
    listed = list(dict.fromkeys(names))
    often = Counter(name.split()[0] for name in listed)
    short = {n: n.split()[0] if often[n.split()[0]] == 1 else n for n in listed}
    made = handles(short.values())
    return {name: made[own] for name, own in short.items()}


def numbered_handles(names: Sequence[str]) -> list[str]:
    """The same in order, where two things may have one name."""
    often, made = Counter(names), handles(names)
    return [
        made[name] if often[name] == 1 else f"{made[name][: LONGEST - 10]}~{n}"
        for n, name in enumerate(names)
    ]


def zone_of(data: Any) -> str:
    """The time zone of an instance; one that says none is all in local time, and any will do."""
    zone = data.get("timezone") if isinstance(data, dict) else None
    return str(zone or "UTC")


def zone_of_trace(data: Any) -> ZoneInfo:
    """That of the first step, if it says one; else one that keeps the clock of its moments."""
    if zone := data[0].get("timezone"):
        return ZoneInfo(zone)
    offset = datetime.fromisoformat(data[0]["date"]).utcoffset() or timedelta(0)
    hours = round(offset / timedelta(hours=1))
    return ZoneInfo(f"Etc/GMT{-hours:+d}" if hours else "UTC")


def grid_of(minutes: Iterable[int]) -> int:
    """The coarsest grid, in minutes of an hour, on which all of these are."""
    return gcd(60, *minutes)
