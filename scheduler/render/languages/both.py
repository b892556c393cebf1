"""The words of two languages as those of one: both, or once where they are the same."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from scheduler.render.languages.language import Language

OF_THE_FIRST = frozenset(
    {"code", "name", "locale", "word_tag", "rtl", "joint", "comma", "dot", "colon"}
    | {"floored", "went", "meeting"}
)
"""What is no word; dates and plural forms follow the first language too."""


def both_languages(first: Language, second: Language) -> Language:
    """``Time / Heure``; all else is as in the first."""
    made: Language = _both(first, second)
    return made


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, str):
        return one if one == other else f"{one} / {other}"
    if isinstance(one, Mapping):
        return {key: _both(word, other.get(key, word)) for key, word in one.items()}
    if is_dataclass(one) and not isinstance(one, type):
        names = [field.name for field in fields(one) if field.name not in OF_THE_FIRST]
        words = {name: _both(getattr(one, name), getattr(other, name)) for name in names}
        return replace(one, **words)
    return one
