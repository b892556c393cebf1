"""The time zone of a meeting as its papers name it."""

from scheduler.problem import Problem
from scheduler.problem.day_slots import MINUTE, day_slots
from scheduler.render.languages.language import Language
from scheduler.render.words import printable


def zone_in_words(problem: Problem, language: Language) -> str:
    """
    ``Geneva time, CET``; both abbreviations where the clocks change within the meeting.

    A zone without an abbreviation is told by its distance (``UTC+3``); one without a name in the
    scenario by its IANA name.
    """
    meeting = problem.meeting
    own = getattr(meeting.zone_names, language.code, None) or meeting.zone_name
    name = printable(own)
    if not name:
        return meeting.timezone
    return language.comma.join((name, "/".join(_abbreviations(problem))))


def _abbreviations(problem: Problem) -> tuple[str, ...]:
    """In order of time, of the hours in which something may be held."""
    edges = (edge for slot in day_slots(problem) for edge in (slot.start, slot.end - MINUTE))
    names = (edge.astimezone(problem.zone).tzname() or "" for edge in edges)
    return tuple(dict.fromkeys(map(_abbreviation, names)))


def _abbreviation(name: str) -> str:
    """``+0530`` and ``-03`` are no names: ``UTC+5:30``, ``UTC-3``."""
    if name[:1] not in ("+", "-"):
        return name
    minutes = f":{name[3:5]}" if name[3:5] not in ("", "00") else ""
    return f"UTC{name[0]}{int(name[1:3])}{minutes}"
