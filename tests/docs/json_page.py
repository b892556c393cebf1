"""
docs/reference/json.md, made from the list of fields, which the answers are held against.

    python -m tests.docs.json_page > docs/reference/json.md
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.docs.json_fields import FIELDS, SEEN, TIMETABLE

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
NAME = re.compile(r"`(\w+)`")
KEYED = ("choices", "error", "versions")
"""Objects whose keys are data, or that another page has."""
HEAD = """\
# Answers in JSON

Made by `python -m tests.docs.json_page > docs/reference/json.md`; tests hold the answers
against it. With `--json` a command prints one object in UTF-8. Every object has `format_version`,
which is 1. Moments are written with their offset from UTC. Where the answer is an error, the object
has `error` instead of these fields: see [scripts.md](scripts.md#json).
"""
SAME = """\
The timetable file: `solve`, `show`, `replan`, `revert`, `move`, `swap`, `split`, `export json`.
What `--out` writes, and `verify` reads, is the same.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## A timetable", "", SAME, *_rows(TIMETABLE), ""]
    for command, fields in FIELDS.items():
        whole = TIMETABLE.items() <= fields.items()
        own = {k: v for k, v in fields.items() if not (whole and k in TIMETABLE)}
        parts += [f"## {command}", ""]
        if whole:
            parts += ["[A timetable](#a-timetable)" + ("; or, or with:" if own else "."), ""]
        parts += [*_rows(own), ""] if own else []
    return "\n".join(parts).rstrip("\n") + "\n"


def _rows(fields: Mapping[str, str]) -> Iterator[str]:
    yield from ("| field | what it says |", "|---|---|")
    yield from (f"| `{name}` | {says} |" for name, says in fields.items())


def fields_of(words: str) -> frozenset[str]:
    """What the answer of a command line may have, its error and version besides."""
    return frozenset(_of(words)) | {"format_version", "error"}


def unnamed(words: str, content: Mapping[str, Any]) -> list[str]:
    """Fields of an answer that the page does not name, also of the objects within it."""
    own = _of(words)
    lost = [field for field in content if field not in fields_of(words)]
    for field, value in content.items():
        says = own.get(field, "")
        if SEEN in says or TIMETABLE.get(field) == says or field in KEYED:
            continue  # the page of insight or of formats has them
        parts = value if isinstance(value, list) else [value]
        keys = {key for part in parts if isinstance(part, dict) for key in part}
        lost += [f"{field}.{key}" for key in sorted(keys - set(NAME.findall(says)))]
    return lost


def _of(words: str) -> Mapping[str, str]:
    first, second = (*words.split(), "", "")[:2]
    return FIELDS.get(f"{first} {second}") or FIELDS[first]


if __name__ == "__main__":
    sys.stdout.write(page())
