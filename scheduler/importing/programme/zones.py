"""The time zone of a programme: the one that it names, or one that its offsets from UTC fit."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from scheduler.importing.programme.source import ProgrammeError
from scheduler.importing.programme.times import When

CITIES = {
    "abu dhabi": "Asia/Dubai",
    "atlantic time (canada)": "America/Halifax",
    "beijing": "Asia/Shanghai",
    "bern": "Europe/Zurich",
    "central time (us & canada)": "America/Chicago",
    "chennai": "Asia/Kolkata",
    "eastern time (us & canada)": "America/New_York",
    "edinburgh": "Europe/London",
    "geneva": "Europe/Zurich",
    "hanoi": "Asia/Bangkok",
    "hawaii": "Pacific/Honolulu",
    "islamabad": "Asia/Karachi",
    "kyiv": "Europe/Kyiv",
    "mountain time (us & canada)": "America/Denver",
    "mumbai": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "osaka": "Asia/Tokyo",
    "pacific time (us & canada)": "America/Los_Angeles",
    "sapporo": "Asia/Tokyo",
    "st. petersburg": "Europe/Moscow",
    "wellington": "Pacific/Auckland",
}
"""Names of zones that Rails has, and IANA has not as a city."""
USUAL = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Helsinki",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Australia/Adelaide",
    "America/St_Johns",
)
"""Tried first: where several zones fit, a conference is rather there."""


def named(text: str) -> str:
    """The IANA name of a zone by its name, or by that of its city; empty if it has none."""
    word = " ".join(text.split())
    if not word:
        return ""
    known = {name.casefold(): name for name in _zones()}
    if word.casefold() in known:
        return known[word.casefold()]
    if word.casefold() in CITIES:
        return CITIES[word.casefold()]
    city = word.casefold().replace(" ", "_")
    cities = sorted(name for name in _zones() if name.casefold().rpartition("/")[2] == city)
    there = [name for name in cities if not name.startswith(("Etc/", "US/"))]
    return there[0] if len(there) == 1 else ""


def fitting(whens: Sequence[When]) -> str:
    """
    A zone in which the talks have the offsets from UTC that they say.

    A full hour that never changes is a zone of its own, which knows no summer. ProgrammeError if
    no zone has them all.
    """
    offsets = {when.offset for when in whens if when.offset is not None}
    if len(offsets) == 1:
        (offset,) = offsets
        hours, rest = divmod(offset, timedelta(hours=1))
        if not rest and -14 <= hours <= 12 and hours:
            return f"Etc/GMT{-hours:+d}"
        if not offset:
            return "UTC"
    for name in (*USUAL, *sorted(_zones())):
        if _fits(ZoneInfo(name), whens):
            return name
    said = ", ".join(sorted(map(_said, offsets))[:8])
    raise ProgrammeError(
        f"the talks are at {said} from UTC, and no time zone has that on these days: add "
        "--timezone, such as --timezone Europe/Zurich"
    )


def _fits(zone: ZoneInfo, whens: Sequence[When]) -> bool:
    return all(
        when.offset is None or when.moment(UTC).astimezone(zone).utcoffset() == when.offset
        for when in whens
    )


def _said(offset: timedelta) -> str:
    minutes = round(offset / timedelta(minutes=1))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def _zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def strays(whens: Sequence[When], zone: ZoneInfo) -> int:
    """How many talks say another offset from UTC than the zone has then."""
    return sum(not _fits(zone, [when]) for when in whens)


def shown(moment: datetime, zone: ZoneInfo) -> datetime:
    """The clock time of a moment, naive."""
    return moment.astimezone(zone).replace(tzinfo=None)
