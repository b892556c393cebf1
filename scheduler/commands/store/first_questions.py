"""The few questions that matter before a first timetable, each with an answer to begin with."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from scheduler.commands.options.first import FirstOptions
from scheduler.commands.store.first_answers import (
    HOURS,
    read_days,
    read_hours,
    read_order,
    read_place,
    read_rooms,
    read_session,
    read_title,
    usual_days,
)
from scheduler.commands.store.first_scenario import USUAL, First
from scheduler.errors import FactError, UsageError
from scheduler.render.terminal.console import complain
from scheduler.render.terminal.stage import ask_text

Value = TypeVar("Value")


def first_of(given: FirstOptions, *, asks: bool) -> First:
    """
    What the planner says of the meeting: by options, and where these are silent, at the terminal.

    An answer that cannot be read is said to be so, and asked for again; what is not asked is as
    usual. UsageError for an option that cannot be read. KeyboardInterrupt where the answers end
    before the questions.
    """

    def answer(
        option: str, said: str | None, question: str, usual: str, read: Callable[[str], Value]
    ) -> Value:
        if said is None and asks:
            return _asked(question, usual, read)
        return _read(option, usual if said is None else said, read)

    title = answer("--title", given.title, "Title of the meeting", USUAL.title, read_title)
    zone, city = answer("--city", given.city, "City or time zone", USUAL.timezone, read_place)
    days = answer("--days", given.days, "First day to last day", usual_days(title), read_days)
    windows = answer("--hours", given.hours, "Hours of each day", HOURS, read_hours)
    usual = ", ".join(USUAL.rooms)
    rooms = answer("--rooms", given.rooms, "Rooms, with commas between", usual, read_rooms)
    sessions = tuple(_read("--session", text, read_session) for text in given.session or ())
    sessions = sessions or (tuple(_sessions()) if asks else ()) or USUAL.sessions
    titles = [title for title, _ in sessions]
    order: tuple[int, ...] = ()
    if len(titles) > 1:
        question = f"Which follow one another in {rooms[0]}, each when the last one ends"
        hint = f"{question} (all, none, or some: 1, 2)"
        order = answer("--order", given.order, hint, "all", lambda text: read_order(text, titles))
    return First(title, zone, days, windows, rooms, sessions, order, city)


def _read(option: str, text: str, read: Callable[[str], Value]) -> Value:
    try:
        return read(text)
    except (UsageError, FactError) as error:
        raise UsageError(f"{option}: {error}") from None


def _asked(question: str, usual: str, read: Callable[[str], Value]) -> Value:
    while True:
        try:
            return read(ask_text(question, usual) or usual)
        except (UsageError, FactError) as error:
            complain(str(error))


def _sessions() -> Iterator[tuple[str, int]]:
    """One a line, up to an empty line."""
    number = 1
    while True:
        usual = " (Enter: none)" if number > 1 else " (as Working Group 1, 5h; Enter: two of 5h)"
        text = ask_text(f"Session {number} and its length{usual}", "")
        if not text:
            return
        try:
            title, minutes = read_session(text)
        except UsageError as error:
            complain(str(error))
            continue
        number += 1
        yield title, minutes
