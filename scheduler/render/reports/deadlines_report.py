"""Deadlines as lines, as JSON and as a calendar."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from rich.cells import cell_len

from scheduler.insight.deadlines import Due, State
from scheduler.render.languages.dating import number_of_days, numeric_day, short_weekday
from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.language import DeadlineWords, Language
from scheduler.render.terminal.answer import Line, to_json
from scheduler.render.words import printable

STYLES: dict[State, str] = {
    "done": "dim",
    "past": "dim",
    "late": "bold red",
    "slips": "yellow",
    "due": "bold",
    "open": "",
}


def late(dues: Iterable[Due], at: date) -> tuple[Due, ...]:
    """What is late, or planned for a day that is too late."""
    return tuple(due for due in dues if due.state(at) in ("late", "slips"))


def as_lines(
    dues: Sequence[Due],
    at: date,
    language: Language = ENGLISH,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> list[Line]:
    """
    In order of the day, one a line; today stands where it belongs; then how many are late.

    ``titles``: of meetings by id, told where there are several.
    """
    words = language.deadlines
    several = len({due.meeting for due in dues}) > 1
    wide = max((cell_len(words.kinds[due.kind]) for due in dues), default=0)
    far = max((cell_len(_date(day, language)) for day in (at, *(d.day for d in dues))), default=0)
    today = Line(f"  {_padded(_date(at, language), far)}  ---- {words.today} ----", "dim")
    before = [due for due in dues if due.day < at]
    lines = [
        Line(
            f"  {_padded(_date(due.day, language), far)}  {_padded(words.kinds[due.kind], wide)}  "
            f"{f'{titles.get(due.meeting, due.meeting)}  ' if several else ''}"
            + _joined(*_lasting(due, language), _state_now(due, at, language)),
            STYLES[due.state(at)],
        )
        for due in dues
    ]
    lines[len(before) : len(before)] = [today] if dues else []
    return [*lines, Line(), *_summary(dues, at, words, language)]


def _date(day: date, language: Language) -> str:
    """``2025-02-25 Tue``: as easily sorted as read, in every language."""
    return f"{day} {short_weekday(day, language)}"


def describe(due: Due, at: date, language: Language) -> str:
    """For a calendar, in which days left would be wrong tomorrow."""
    passing = due.state(at) in ("late", "due", "past")
    parts = [language.deadlines.kinds[due.kind], *_lasting(due, language)[1:]]
    return _joined(*parts, "" if passing else _state_now(due, at, language))


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def titled(due: Due, language: Language) -> str:
    """What is due, in a language as far as the planner wrote it in that."""
    if due.notice is not None:
        day, hour = due.notice
        pattern = language.deadlines.notice
        return pattern.format(day=numeric_day(day, language), hour=f"{hour:%H:%M}")
    own: str | None = getattr(due.titles, language.code, None)
    if own is None:
        return printable(due.title)
    return printable(f"{own} ({due.language})" if due.language else own)


def _lasting(due: Due, language: Language) -> list[str]:
    """What is true of it on any day."""
    parts = [titled(due, language)]
    if due.who:
        parts.append(printable(due.who))
    if due.names:
        names = f"{', '.join(due.names[:3])}{' ...' if len(due.names) > 3 else ''}"
        parts.append(language.deadlines.waits.format(names=names))
    return parts


def _state_now(due: Due, at: date, language: Language) -> str:
    words, days = language.deadlines, abs((due.day - at).days)
    match due.state(at):
        case "done" if due.done is not None:
            pattern = words.done if due.done <= due.day else words.done_late
            return pattern.format(day=numeric_day(due.done, language))
        case "past":
            return words.past
        case "late":
            return words.late.format(days=number_of_days(days, language))
        case "slips" if due.planned is not None:
            return words.slips.format(day=numeric_day(due.planned, language))
        case "due":
            return (
                words.due.format(days=number_of_days(days, language)) if days else words.due_today
            )
    return words.planned.format(day=numeric_day(due.planned, language)) if due.planned else ""


def _summary(dues: Sequence[Due], at: date, words: DeadlineWords, language: Language) -> list[Line]:
    states = [due.state(at) for due in dues]
    counts = [
        pattern.format(n=states.count(state))
        for state, pattern in words.counts.items()
        if state in states
    ]
    return [Line(f"  {language.comma.join(counts) or words.nothing}")]


def as_json(dues: Iterable[Due], at: date, language: Language = ENGLISH) -> bytes:
    """One object; only titles are in the language."""
    listed = [
        {
            "meeting": due.meeting,
            "id": due.id,
            "kind": due.kind,
            "title": due.title if language.code == "en" else titled(due, language),
            "due": due.day.isoformat(),
            "who": due.who or None,
            "planned": due.planned.isoformat() if due.planned is not None else None,
            "done": due.done.isoformat() if due.state(at) == "done" and due.done else None,
            "sessions": list(due.waits),
            "state": due.state(at),
        }
        for due in dues
    ]
    return to_json({"at": at.isoformat(), "deadlines": listed})
