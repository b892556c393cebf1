"""Years that clocks can handle, wherever a date or a moment is read; and how an end is written."""

from datetime import datetime, time

YEARS = range(1970, 2200)
"""In others a date is a slip, or a time zone leaves the calendar."""
YEAR = "(19[7-9][0-9]|2[01][0-9]{2})"
"""The same as a regular expression."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
"""As planners write them, in full or by their first three letters or more."""


def number_of(word: str, names: tuple[str, ...]) -> int | None:
    """Position of the name that a word begins, with three letters at least; None if of none."""
    short = word.strip().lower().rstrip(".")
    found = [n for n, name in enumerate(names) if name.startswith(short)]
    return found[0] if len(short) >= 3 and found else None


def end_clock(end: time | datetime) -> str:
    """
    The hour at which something ends: ``13:00``; ``24:00`` at midnight, for the day ends with it.

    What starts at midnight starts at 00:00.
    """
    return "24:00" if (end.hour, end.minute) == (0, 0) else f"{end:%H:%M}"
