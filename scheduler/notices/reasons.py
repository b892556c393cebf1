"""
Why a session changed, in the language of the recipient.

A timetable keeps its reasons as sentences in English. Those that it makes itself are read back
here, piece by piece, and said anew with names in the other language; a reason that somebody wrote,
or that is not known here, stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from scheduler.notices.wording import Wording
from scheduler.render.languages.dating import within
from scheduler.timetable.sentences import short_name
from scheduler.vocabulary.calendar import WEEKDAYS

DAY = "|".join(day.title() for day in WEEKDAYS)
SHORT = "|".join(day[:3].title() for day in WEEKDAYS)
MOMENT = rf"(?P<day>{DAY}) (?P<hour>\d\d:\d\d)"
SINCE = (
    rf"(?: from (?P<from>{SHORT}) (?P<at>\d\d:\d\d))?(?: to (?P<to>{SHORT}) (?P<until>\d\d:\d\d))?"
)
MINUTES = r"(?P<minutes>\d+) minutes?"
OWN = {
    "needs": rf"it needs {MINUTES} more",
    "early": rf"it ends {MINUTES} early",
    "late": rf"it starts {MINUTES} late",
    "cancelled": "it is cancelled",
    "added": "it was added",
    "speakers": rf"(?P<number>\d+) speakers are left, {MINUTES} each",
}
"""What is told of the session itself; several are joined by "and"."""
AFTER = {
    "runs_over": rf"and runs {MINUTES} past the end of its slot",
    "goes_on": rf"and goes on {MOMENT}",
}
ALONE = {
    "follows": rf"on a rolling basis, (?P<name>.+) before it ends {MOMENT}",
    "not_held": r"on a rolling basis, (?P<name>.+) before it is not held",
    "trimmed": (
        r"it is (?:shortened, so that the next sessions|trimmed, so that what follows) "
        r"need not move"
    ),
    "lost": rf"(?P<name>.+?) is lost{SINCE}",
    "absent": rf"(?P<name>.+?) is absent{SINCE}",
    "uninterpreted": rf"(?P<name>.+?) cannot interpret{SINCE}",
    "engaged": rf"(?P<name>.+) is in (?P<session>.+) until {MOMENT}",
    "swaps": r"it (?:swaps|changes) places with (?P<names>.+)",
    "elsewhere": r"what happened elsewhere leaves (?:it no other place|nobody else)",
    "papers": rf"(?P<paper>.+) is out only on (?P<weekday>{DAY})",
    "no_place": (
        r"no place in .+|no slot is left for it|no room is suitable|no room fits|"
        r".+ is free(?:, at a price: .+|: the search ended)"
    ),
    "there": r"(?P<name>.+) is there",
}
"""Where no place was found, how many slots were looked into is left out."""
OF_THE_PLANNER = frozenset(
    {
        "it is pinned there",
        "its old place is excluded",
        "it is kept away from where it was",  # until rollgrid 1.0
        "a choice: another timetable at the same cost does not change it",
        "a choice among equals: another timetable at the same cost would leave it",  # until 1.0
        "a choice among equals: another timetable at the same price would leave it",  # rollgrid 0.1
        "the time ran out before it was known whether this can be avoided",
        "there was no time to ask whether another timetable would leave it",  # until 1.0
    }
)
"""What says how a timetable came about; to those who read it, it is no reason."""
PLACE = rf"{MOMENT} in (?P<room>.+?)"
AFTERWARDS = {
    "back": "it is back where it was published",
    "past": rf"where it was published, {PLACE}, is past",
    "not_back": rf"it is not back where it was published, {PLACE}(?:: (?P<reason>.+))?",
}
"""Reasons after a fact was taken back; the fact itself is not repeated."""


def in_words(reason: str, words: Wording) -> str:
    """The reason in the language of ``words``, or as it is."""
    if words.language.code == "en":
        return reason
    said = [*_own(reason, words)] or [*_taken_back(reason, words)] or [*_alone(reason, words)]
    return words.language.comma.join(said) if said else reason


def _own(reason: str, words: Wording) -> Iterator[str]:
    """All pieces of a reason that is about the session itself; none if one is not known."""
    pieces, last = reason, ""
    for key, pattern in AFTER.items():
        found = re.fullmatch(rf"(?P<first>.+), {pattern}", reason)
        if found is not None:
            pieces, last = found["first"], _said(key, found, words)
    told = [_match(OWN, piece, words) for piece in pieces.split(" and ")]
    if all(told):
        yield from (piece for piece in (*told, last) if piece)


def _taken_back(reason: str, words: Wording) -> Iterator[str]:
    """What held no longer, whether it is back where it was published, and why it is not."""
    found = re.fullmatch(r"'.+?' was taken back(?:; (?P<then>.+))?", reason)
    if found is None:
        return
    yield words.language.reasons.taken_back
    if found["then"] is not None:
        for key, pattern in AFTERWARDS.items():
            then = re.fullmatch(pattern, found["then"])
            if then is not None:
                yield _said(key, then, words)
                why = then.groupdict().get("reason")
                yield from [in_words(why, words)] if why else []


def _alone(reason: str, words: Wording) -> Iterator[str]:
    said = _match(ALONE, reason, words)
    if said:
        yield said


def _match(patterns: Mapping[str, str], text: str, words: Wording) -> str:
    """The first that fits, in words; nothing if none does."""
    for key, pattern in patterns.items():
        found = re.fullmatch(pattern, text)
        if found is not None:
            return _said(key, found, words)
    return ""


def _said(key: str, found: re.Match[str], words: Wording) -> str:
    given = {name: value for name, value in found.groupdict().items() if value is not None}
    called = _names(words)
    plain, titled = ("minutes", "number"), ("name", "session")
    filled: dict[str, str] = {name: given[name] for name in plain if name in given}
    filled.update((name, called(given[name])) for name in titled if name in given)
    if "names" in given:
        filled["names"] = words.language.comma.join(map(called, given["names"].split(" and ")))
    if "paper" in given:
        filled["name"] = _paper(given["paper"], words)
        filled["when"] = _weekday(given["weekday"], words)
    if "room" in given:
        filled["room"] = called(given["room"])
    if "day" in given:
        filled["when"] = _when(given["day"], given["hour"], words)
    pattern: str = getattr(words.language.reasons, key)
    return pattern.format(**filled) + _since(given, words)


def _since(given: Mapping[str, str], words: Wording) -> str:
    """``(mercredi 12:00 – jeudi 09:00)``, as far as it is said."""
    start = _when(given["from"], given["at"], words) if "from" in given else ""
    end = _when(given["to"], given["until"], words) if "to" in given else ""
    return f" ({start} – {end})" if end else f" ({start} –)" if start else ""


def _when(day: str, hour: str, words: Wording) -> str:
    """A weekday by its English name, in full or by three letters, with the hour."""
    return f"{_weekday(day, words)} {hour}"


def _weekday(day: str, words: Wording) -> str:
    number = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(day.lower()))
    monday = date(2025, 2, 24)
    return within(monday + timedelta(days=number), words.language, dated=False)


def _paper(id: str, words: Wording) -> str:
    """A document by its title in the language, else as the planner wrote it."""
    for document in words.names.problem.documents:
        if document.id == id:
            return getattr(document.titles, words.language.code, None) or document.title or id
    return id


def _names(words: Wording) -> Callable[[str], str]:
    """What sessions, rooms and people are called in the reasons, to what they are called here."""
    problem = words.names.problem
    told: dict[str, str] = {}
    for person in problem.people:
        told[person.title or person.id] = words.person(person.id)
    for room in problem.rooms:
        told[room.name or room.id] = words.room(room.id)
    for session in problem.sessions:
        name = short_name(session, session.printed)
        told[name] = short_name(session, words.session(session.id))
    return lambda name: told.get(name, name)
