"""What is printed of a session besides title and hours: marks after the title, details below."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.problem import Document, InLanguages, Problem, Session, Sitting
from scheduler.render.languages.language import Language
from scheduler.render.words import printable

SIDE_EVENT = "side-event"


@dataclass(frozen=True, slots=True)
class Detail:
    """A line under a session; ``url``: the page that it names."""

    text: str
    url: str | None = None


def numbered(problem: Problem, sittings: Iterable[Sitting]) -> Mapping[tuple[str, int], int]:
    """
    Session and part to the number of the meeting, of bodies whose meetings are counted.

    Every sitting of a session of the body is one meeting, in order of time. A joint session is
    counted with the body that it is filed under alone.
    """
    next_number = {g.id: g.meetings for g in problem.groups if g.meetings is not None}
    body_of = {s.id: s.group for s in problem.sessions if s.kind != SIDE_EVENT}
    numbers = {}
    for sitting in sorted(sittings, key=lambda s: (s.start, s.room, s.session, s.part)):
        body = body_of.get(sitting.session)
        if body is not None and body in next_number:
            numbers[sitting.session, sitting.part] = next_number[body]
            next_number[body] += 1
    return numbers


def usual_languages(problem: Problem) -> Mapping[str, frozenset[str]]:
    """
    By kind of session, the languages into which most of it are interpreted at this meeting.

    Of sets that as many sessions have, the largest. A reception lacks nothing that the meetings
    have: nobody is told that it has no interpretation.
    """
    counts: defaultdict[str, Counter[frozenset[str]]] = defaultdict(Counter)
    if problem.interpretation is not None:
        for session in problem.sessions:
            if session.kind != SIDE_EVENT:
                counts[session.kind][session.languages] += 1
    return {kind: _most(count) for kind, count in counts.items()}


def _most(count: Mapping[frozenset[str], int]) -> frozenset[str]:
    return max(count, key=lambda languages: (count[languages], len(languages), sorted(languages)))


def marks(
    session: Session, usual: Mapping[str, frozenset[str]], language: Language
) -> Iterator[str]:
    """``(closed)``, ``[webcast]``, and what is not as most of its kind have it: interpretation."""
    if session.closed:
        yield language.closed
    if session.webcast:
        yield language.webcast
    others = usual.get(session.kind)
    if others is None or session.languages == others:
        return
    names = sorted(_language_name(code, language) for code in session.languages)
    lacks = not session.languages >= others
    pattern = language.only if lacks else language.interpretation
    said = pattern.format(languages=language.comma.join(names))
    yield said if names else language.uninterpreted


def _language_name(code: str, language: Language) -> str:
    """``English``; an id that is no code of a language is printed as it is."""
    from babel import Locale

    name: str | None = Locale.parse(language.locale).languages.get(code.lower())
    return name or printable(code)


def printed_documents(problem: Problem) -> Mapping[str, tuple[Document, ...]]:
    """By session, the papers that have a symbol or an address, in the planner's order."""
    documents: defaultdict[str, list[Document]] = defaultdict(list)
    for document in problem.documents:
        if document.symbol or document.url is not None:
            for session in problem.chosen(document.sessions):
                documents[session].append(document)
    return {session: tuple(papers) for session, papers in documents.items()}


def details(
    session: Session, part: int, documents: Sequence[Document], language: Language
) -> Iterator[Detail]:
    """Items of the agenda, documents, who organises it, and what it is about."""
    if session.items:
        pattern = language.item if len(session.items) == 1 else language.items
        text = pattern.format(names=language.comma.join(map(printable, session.items)))
        yield Detail(language.continued.format(text=text) if part > 1 else text)
    for document in documents:
        yield Detail(_document(document, language), document.url)
    organiser = _said(session.organisers, session.organiser, language)
    if organiser:
        yield Detail(language.organiser.format(name=organiser))
    description = _said(session.descriptions, session.description, language)
    if description:
        yield Detail(description)


def _document(document: Document, language: Language) -> str:
    """``CSP11/WGTU/2: Draft report``"""
    title = _said(document.titles, document.title, language)
    symbol = printable(document.symbol)
    return language.colon.join(part for part in (symbol, title) if part) or document.id


def _said(translations: InLanguages | None, own: str, language: Language) -> str:
    return printable(getattr(translations, language.code, None) or own)
