"""What a language has to say for a timetable: every word, or the language is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """
    One language.

    Attributes
    ----------
    code, locale, word, rtl
        ``fr``; what Babel and Word call it; whether it is read from the right.
    joint, comma, dot, colon
        What stands between two names of a list, between two words that say where, between the
        parts of a heading, and before what is told of them.
    """

    code: str
    locale: str
    word: str
    rtl: bool
    joint: str
    comma: str
    dot: str
    colon: str
    time: str
    room: str
    body: str
    session: str
    day: str
    role: str
    presides: str
    attends: str
    presiding: str
    interpreted: str
    side_events: str
    side_events_row: str
    tbc: str
    continued: str
    then: str
    revision: str
    as_of: str
    draft: str
    changed: str
    changed_since: str
    legend: str
    no_longer: str
    not_held: str
    unplaced: str
    changes: str
    gains: str
    loses: str
    reorders: str
    programme: str
    nothing: str
    page: str
    columns: str
    rows: str
    both_ends: str
