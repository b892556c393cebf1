"""How an issue is called on paper: ``Rev.1``, or what a draft is."""

from scheduler.render.formats import Draft
from scheduler.render.languages.language import Language
from scheduler.render.words import printable


def called(language: Language, revision: int, draft: Draft | None) -> str | None:
    """
    ``Rev.1``; None for the first issue.

    Of a draft what it would be, or what is in force instead of what it was made from: ``Draft r3 of
    Rev.1``, ``Draft r3, overtaken by Rev.2``.
    """
    if draft is None:
        return _numbered(language, revision) if revision > 0 else None
    pattern, number = language.draft_of, revision
    if draft.overtaken is not None:
        pattern, number = language.overtaken, draft.overtaken
    elif revision == 0:
        pattern = language.draft_of_first
    return printable(pattern.format(name=draft.name, issue=_numbered(language, number)))


def _numbered(language: Language, number: int) -> str:
    return language.revision.format(number=number)
