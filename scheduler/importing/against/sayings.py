"""Times and rooms in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from scheduler.importing.against.file_report import Stretch
from scheduler.problem import Problem
from scheduler.vocabulary.calendar import MONTHS, WEEKDAYS


def day_words(day: date) -> str:
    """``Tuesday 25 February``"""
    return f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1].title()}"


def moment_words(moment: datetime) -> str:
    """``Tuesday 25 February 10:00``"""
    return f"{day_words(moment)} {moment:%H:%M}"


def part_words(part: Stretch, slots: Mapping[str, str], *, hours: bool = False) -> str:
    """
    When a part is: ``Tuesday 25 February 10:00``, or ``Tuesday 25 February morning``.

    ``slots``: names of slots by the clock time at which they start. ``hours``: say the end too.
    """
    if not part.exact:
        clock = f"{part.start:%H:%M}"
        return f"{day_words(part.start)} {slots.get(clock, f'from {clock}')}"
    length = f" for {part.minutes} minutes" if hours and part.minutes else ""
    return f"{moment_words(part.start)}{length}"


def parts_words(parts: Iterable[Stretch], slots: Mapping[str, str], *, hours: bool = False) -> str:
    """All parts, or that there is none."""
    said = dict.fromkeys(part_words(part, slots, hours=hours) for part in parts)
    return listing([*said]) if said else "no place"


def listing(names: Sequence[str]) -> str:
    """``a, b and c``"""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def slot_names(problem: Problem) -> dict[str, str]:
    """Ids of slots, by the clock time at which they start; the first of several."""
    return {f"{slot.start:%H:%M}": slot.id for slot in reversed(problem.slots)}
