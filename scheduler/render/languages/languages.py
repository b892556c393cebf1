"""The table of languages, and which of the planner's own words a language lacks."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from scheduler.problem import InLanguages, Problem
from scheduler.render.languages.language import Language
from scheduler.render.words import printable
from scheduler.timetable import Record
from scheduler.vocabulary.printing import LanguageCode

FILES: Mapping[str, str] = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "ru": "russian",
    "zh": "chinese",
    "ar": "arabic",
}
"""Code to file; English first, the others as the United Nations list their readers."""


class _Languages(Mapping[str, Language]):
    """Each is loaded when something is first printed in it: most papers are in one or two."""

    def __getitem__(self, code: str) -> Language:
        name = FILES[code]
        language: Language = getattr(import_module(f"{__package__}.{name}"), name.upper())
        return language

    def __iter__(self) -> Iterator[str]:
        return iter(FILES)

    def __len__(self) -> int:
        return len(FILES)


LANGUAGES: Mapping[str, Language] = _Languages()
"""Code to language."""
CHECKED: Mapping[str, frozenset[str]] = {}
"""
Code to the names of the words that somebody has checked whose language it is (``calendar.part``).

None yet: what is not named here is listed in docs/developers/translations.md as not checked.
"""


def language_of(code: str) -> Language:
    """
    The words of a language.

    Raises
    ------
    ValueError
        There is no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(f"there is no language {code!r} (languages: {', '.join(LANGUAGES)})")
    return LANGUAGES[code]


FIRST = 4
"""The most of the planner's words that are named."""
CUT = 40
"""Letters of each."""


def untranslated(
    problem: Problem,
    record: Record,
    language: LanguageCode | None,
    *,
    offices: bool = False,
    details: bool = False,
) -> list[str]:
    """
    A remark on the texts that have no translation; none in the language of the scenario.

    Parameters
    ----------
    offices
        Whether the titles of office holders are printed as well.
    details
        Whether what a list tells of a session is, as documents and organisers.
    """
    code = language or problem.annex.language
    if code == problem.annex.language:
        return []
    printed = [*_texts(problem, record, code, offices=offices)]
    printed += _details(problem, record, code) if details else ()
    texts = list(dict.fromkeys(printed))
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

    def lacks(translations: object) -> bool:
        return getattr(translations, code, None) is None

    if lacks(annex.titles) and (annex.title is not None or lacks(meeting.titles)):
        yield printable(annex.title if annex.title is not None else meeting.title)
    if lacks(meeting.titles):
        yield printable(meeting.title)
    if meeting.venue and lacks(meeting.venues):
        yield printable(meeting.venue)
    if meeting.zone_name and lacks(meeting.zone_names):
        yield printable(meeting.zone_name)
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
    floors = (room for room in problem.rooms if room.id in used and room.floor)
    yield from dict.fromkeys(printable(room.floor) for room in floors if lacks(room.floors))
    if offices:
        yield from (printable(p.title) for p in problem.people if p.title and lacks(p.titles))


def _details(problem: Problem, record: Record, code: str) -> Iterator[str]:
    """What is told below a session, where it is not said in the language."""
    there = {sitting.session for sitting in record.sittings}
    told: list[tuple[InLanguages | None, str]] = []
    for session in problem.sessions:
        if session.id in there:
            told += [(session.organisers, session.organiser)]
            told += [(session.descriptions, session.description)]
    for document in problem.documents:
        cited = document.symbol or document.url is not None
        if cited and there.intersection(problem.chosen(document.sessions)):
            told.append((document.titles, document.title))
    yield from (printable(own) for other, own in told if own and not getattr(other, code, None))


def _is_a_name(text: str) -> bool:
    """One word in capitals or figures, such as WGTU or E-12, is the same in every language."""
    return " " not in text and not any(char.islower() for char in text)


def _cut(text: str) -> str:
    return f"'{text}'" if len(text) <= CUT else f"'{text[:CUT].rstrip()}...'"
