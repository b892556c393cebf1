"""What the words of a command line mean, and which of them are refused."""

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.errors import UsageError
from scheduler.vocabulary.moments import MeetingCalendar, parse_day

REVISION = re.compile(r"(?:r(?P<draft>\d{1,9})|rev\.?(?P<published>\d{1,9})|head)", re.IGNORECASE)


def is_revision(word: str) -> bool:
    """Whether a word is the name of a revision (``r2``, ``Rev.1``, ``head``), not of a file."""
    return REVISION.fullmatch(word) is not None


def shift(*arguments: Path | None) -> tuple[Path | None, ...]:
    """The words of a command that takes SCENARIO TIMETABLE..., where revisions need no scenario."""
    first = arguments[0]
    if first is not None and not is_revision(str(first)):
        return arguments
    return (None, *arguments[:-1])


def require_reason(reason: str | None, what: str) -> str:
    """The reason that was given; UsageError if none was, where the log must have one."""
    if reason is None or not reason.strip():
        raise UsageError(f"{what} needs a reason for the log: add --reason WHY")
    return reason


def from_to(least: int, most: int) -> Callable[[object, int | None], None]:
    def judge(_: object, value: int | None) -> None:
        if value is not None and not least <= value <= most:
            raise ValueError(f"expected {least} to {most}")

    return judge


def a_day(text: str | None) -> date | None:
    """``2025-02-25`` or ``25 February 2025``, of no meeting yet; None stays None."""
    return parse_day(text, MeetingCalendar(ZoneInfo("UTC"))) if text is not None else None


def some_days(texts: list[str] | None) -> tuple[date, ...]:
    """Days that an option named, in order and once each."""
    return tuple(sorted({day for day in map(a_day, texts or ()) if day is not None}))


def given(options: Any) -> dict[str, object]:
    """The options of a frozen group that say something else than their default, by name."""
    usual = type(options)()
    values = ((field.name, getattr(options, field.name)) for field in fields(options))
    return {name: value for name, value in values if value != getattr(usual, name)}


def refuse_beside(what: str, **options: object) -> None:
    """UsageError if an option is given that would do nothing beside ``what``."""
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if _is_given(value)]
    if given:
        raise UsageError(f"{' and '.join(given)}: not possible with {what}")


def _is_given(value: object) -> bool:
    return value is not None and value is not False and value not in ("", (), [])
