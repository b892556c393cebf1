"""
docs/reference/json.md, made from the list of fields, which the answers are held against.

    python -m tests.docs.json_page > docs/reference/json.md
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.docs.json_fields import FIELDS, TIMETABLE

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
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
        own = {name: says for name, says in fields.items() if TIMETABLE.get(name) != says}
        parts += [f"## {command}", ""]
        if len(own) < len(fields):
            parts += ["[A timetable](#a-timetable)" + ("; or, or with:" if own else "."), ""]
        parts += [*_rows(own), ""] if own else []
    return "\n".join(parts).rstrip("\n") + "\n"


def _rows(fields: Mapping[str, str]) -> Iterator[str]:
    yield from ("| field | what it says |", "|---|---|")
    yield from (f"| `{name}` | {says} |" for name, says in fields.items())


def fields_of(words: str) -> frozenset[str]:
    """What the answer of a command line may have, its error and version besides."""
    first, second = (*words.split(), "", "")[:2]
    own = FIELDS.get(f"{first} {second}") or FIELDS[first]
    return frozenset(own) | {"format_version", "error"}


if __name__ == "__main__":
    sys.stdout.write(page())
