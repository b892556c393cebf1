"""Names of persons, which a scenario does not hold: known again in the texts of their source."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
SEPARATE = re.compile(r"[;\n/]|\s(?:and|et|y|und|&)\s")


@dataclass(frozen=True, slots=True)
class PersonNames:
    """``by_first``: the words of each name, folded, by the first of them."""

    by_first: Mapping[str, Sequence[tuple[str, ...]]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "PersonNames":
        by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in {_words(name) for name in names} - {()}:
            by_first[words[0]].append(words)
        return cls(by_first)

    def are_in(self, text: str) -> bool:
        """Whether a text names one of them in full."""
        words = _words(text) if self.by_first else ()
        return any(
            words[at : at + len(name)] == name
            for at, word in enumerate(words)
            for name in self.by_first.get(word, ())
        )


def several(text: str) -> list[str]:
    """
    The persons that a cell names.

    A comma stands between two of them only where all have two words: ``Doe, Jane`` is Jane Doe.
    """
    names: list[str] = []
    for name in filter(None, map(str.strip, SEPARATE.split(text))):
        parts = [part.strip() for part in name.split(",") if part.strip()]
        if len(parts) == 2 and any(len(_words(part)) == 1 for part in parts):
            parts = [f"{parts[1]} {parts[0]}"]
        names += parts if all(len(_words(part)) > 1 for part in parts) else [name]
    return names


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))
