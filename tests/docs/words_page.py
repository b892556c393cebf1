"""
The page of translations: every printed word in every language, and what no native has checked.

    python -m tests.docs.words_page > docs/developers/translations.md
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.languages import CHECKED, LANGUAGES

PAGE = Path(__file__).parents[2] / "docs" / "developers" / "translations.md"
NAMES = frozenset(("code", "name", "locale", "word_tag", "joint", "comma", "dot", "colon"))
"""What is no word."""
HEAD = """\
# Printed words, and who has checked them

Made from `scheduler/render/languages` by `python -m tests.docs.words_page >
docs/developers/translations.md`; a test fails when it is stale. The words below a language were
**not checked by anybody whose language it is**. Whoever checks one corrects it in its module and
names it in `CHECKED` (`scheduler/render/languages/languages.py`); it then leaves this page. What
stands in braces is filled in.
"""


def words_of(words: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Each word with its name: ``deadlines.kinds.notices``."""
    if isinstance(words, Mapping):
        for key, value in words.items():
            yield from words_of(value, f"{name}.{key}")
    elif is_dataclass(words):
        for field in fields(words):
            yield from words_of(getattr(words, field.name), f"{name}.{field.name}")
    elif not isinstance(words, bool):
        assert isinstance(words, str), name
        yield name.removeprefix("."), words


def page() -> str:
    """The whole page."""
    english = dict(words_of(ENGLISH))
    parts = [HEAD]
    for code, language in LANGUAGES.items():
        if language is ENGLISH:
            continue
        own = {k: v for k, v in words_of(language) if k not in NAMES and k not in _checked(code)}
        parts += [f"## {language.name}", ""]
        if not own:
            parts += ["All words are checked.", ""]
            continue
        parts += ["| word | English | printed |", "|---|---|---|"]
        parts += [
            f"| `{name}` | {_cell(english.get(name, ''))} | {_cell(text)} |"
            for name, text in own.items()
        ]
        parts.append("")
    return "\n".join(parts)


def _checked(code: str) -> frozenset[str]:
    return CHECKED.get(code, frozenset())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
