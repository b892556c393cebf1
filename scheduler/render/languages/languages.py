"""The table of languages: those of the United Nations, one file each with all its words."""

from collections.abc import Mapping

from scheduler.render.languages.arabic import ARABIC
from scheduler.render.languages.chinese import CHINESE
from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.french import FRENCH
from scheduler.render.languages.language import Language
from scheduler.render.languages.russian import RUSSIAN
from scheduler.render.languages.spanish import SPANISH

LANGUAGES: Mapping[str, Language] = {
    language.code: language for language in (ENGLISH, FRENCH, SPANISH, RUSSIAN, CHINESE, ARABIC)
}
"""Code to language; English first, the others as the United Nations list their readers."""


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
