"""Which of the planner's own words a print in another language leaves as they are."""

from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.render.languages.languages import language_of
from scheduler.render.words.words import printable
from scheduler.timetable import Record
from scheduler.vocabulary.printing import LanguageCode

FIRST = 4
"""Of these, as many are named."""
CUT = 40
"""Letters of each."""


def untranslated(
    problem: Problem, record: Record, language: LanguageCode | None, *, offices: bool = False
) -> list[str]:
    """
    A remark on the texts that have no translation; none in the language of the scenario.

    Parameters
    ----------
    offices
        Whether the titles of office holders are printed as well.
    """
    code = language or problem.annex.language
    if code == problem.annex.language:
        return []
    texts = list(dict.fromkeys(_texts(problem, record, code, offices=offices)))
    lacking = [text for text in texts if not _is_a_name(text)]
    if not lacking:
        return []
    named = ", ".join(map(_cut, lacking[:FIRST]))
    more = f", and {len(lacking) - FIRST} more" if len(lacking) > FIRST else ""
    number = "1 text has" if len(lacking) == 1 else f"{len(lacking)} texts have"
    name = language_of(code).name
    return [f"note: {number} no {name} in the scenario, printed as written: {named}{more}"]


def _texts(problem: Problem, record: Record, code: str, *, offices: bool) -> Iterator[str]:
    """What is printed, in the order of a reader, where it is not said in the language."""
    annex, meeting = problem.annex, problem.meeting

    def lacks(words: object) -> bool:
        return getattr(words, code, None) is None

    if lacks(annex.titles) and (annex.title is not None or lacks(meeting.titles)):
        yield printable(annex.title if annex.title is not None else meeting.title)
    if lacks(meeting.titles):
        yield printable(meeting.title)
    if meeting.venue and lacks(meeting.venues):
        yield printable(meeting.venue)
    if lacks(annex.notes):
        yield from map(printable, annex.footnotes)
    there = {s.session for s in record.sittings} | {u.session for u in record.unplaced}
    for session in problem.sessions:
        if session.id in there and lacks(session.titles) and lacks(session.labels):
            yield printable(session.printed)
    used = {s.room for s in record.sittings}
    rooms = [room for room in problem.rooms if room.id in used and room.name]
    if len(rooms) > 1 or offices:  # the annex of one room does not name it
        yield from (printable(room.name) for room in rooms if lacks(room.names))
    if offices:
        yield from (printable(p.title) for p in problem.people if p.title and lacks(p.titles))


def _is_a_name(text: str) -> bool:
    """One word in capitals or figures, such as WGTU or E-12, is the same in every language."""
    return " " not in text and not any(char.islower() for char in text)


def _cut(text: str) -> str:
    return f"'{text}'" if len(text) <= CUT else f"'{text[:CUT].rstrip()}...'"
