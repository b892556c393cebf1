"""Titles in other languages: where some sessions have one, all should."""

from collections.abc import Iterator

from scheduler.problem import InLanguages, Session
from scheduler.scenario.draft import Draft
from scheduler.scenario.findings import Finding


def check_titles(draft: Draft) -> Iterator[Finding]:
    """Warn of sessions that would be printed untranslated among translated ones."""
    sessions = [session for _, session in draft.sessions]
    used = [code for code in InLanguages.model_fields if any(_says(s, code) for s in sessions)]
    for i, session in draft.sessions:
        lacking = [code for code in used if not _says(session, code)]
        if lacking and not session.label:
            message = f"{session.id}: no title in {', '.join(lacking)}, and other sessions have one"
            yield Finding("W131", ("sessions", i, "titles"), message)


def _says(session: Session, code: str) -> bool:
    given = (session.titles, session.labels)
    return any(getattr(words, code) is not None for words in given if words is not None)
