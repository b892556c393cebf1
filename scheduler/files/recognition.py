"""What a file is, judged by its content without reading it in full: a store, a scenario, a part."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

DATABASE = b"SQLite format 3\0"
"""How every SQLite file begins."""
MARK = b"a scenario reads it with 'include: [this file]'."
"""In the first line of every part of a scenario that an import writes."""
LARGEST = 5_000_000
"""Bytes of a scenario, at most."""
YAML = (".yaml", ".yml")
TABLES = (".csv", ".xlsx")
"""Tables that a scenario may include; nothing in them says whether one does."""
MOST = 200
"""The most files of a folder that are looked at."""
FIELDS = frozenset(
    (
        *("format", "include", "meeting", "days", "slots", "last_close", "rooms", "travel"),
        *("groups", "people", "delegations", "interpretation", "documents", "deadlines"),
        *("quorum", "sessions", "attendance", "busy", "rolling", "rules", "levels", "waive"),
        *("policy", "notice", "weights", "annex", "risk"),
    )
)
"""Top fields of a scenario, and of a part of one."""
TIMETABLE = frozenset({"format_version", "sittings"})
"""Fields that every timetable file has, and no scenario."""

HEAD = re.compile(r"(?:\s+|#[^\n]*|%[^\n]*|---(?=\s|$))*")
"""What may stand before the first field: blank lines, comments, directives."""
FIELD = re.compile(r"""(["']?)(\w+)\1[ \t]*:(?:\s|$)""")
BETWEEN = ("#", "-", "]", "}", "...")
"""How a line may begin that is not indented and holds no field."""
INCLUDE = re.compile(r"^include[ \t]*:(.*(?:\n(?:[ \t#-].*)?)*)", re.MULTILINE)
"""What a scenario includes, with all lines of it."""
TOKEN = re.compile(
    r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\#[^\n]*|[{}\[\],:]|[^\s{}\[\],:"'#]+|["']""", re.DOTALL
)


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database, as a store is; OSError if it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(DATABASE)) == DATABASE


def is_imported_part(path: Path) -> bool:
    """Whether an import wrote a file as a part of a scenario; OSError if it cannot be read."""
    with path.open("rb") as file:
        return MARK in file.readline(1_000)


def scenario_in(path: Path) -> str | None:
    """
    "a scenario" or "part of a scenario" if a file reads as such, unfinished ones too; else None.

    In a file that is not named as YAML, two fields are asked for: a list of minutes may have a
    line that begins with ``meeting:``. OSError if it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    fields = top_fields(_text(data)) if len(data) <= LARGEST else frozenset()
    needed = 1 if path.suffix.lower() in YAML else 2
    if len(fields & FIELDS) < needed or fields >= TIMETABLE:
        return None
    return "a scenario" if "meeting" in fields else "part of a scenario"


def scenario_with(table: Path) -> Path | None:
    """The scenario beside a table, or in the folder above, that includes it; None if none does."""
    if table.suffix.lower() not in TABLES:
        return None
    place = table.resolve()
    for folder in place.parents[:2]:
        with suppress(OSError):  # who must not look there keeps no scenario there
            beside = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in YAML)
            for path in islice(beside, MOST):
                if path.is_file() and _includes(path, place.relative_to(folder)):
                    return path
    return None


def _includes(scenario: Path, name: Path) -> bool:
    """Whether it names a file, or a folder in which the file is."""
    included = INCLUDE.search(_text(scenario.read_bytes()[:LARGEST]))
    ways = "|".join(re.escape(way.as_posix()) for way in (name, *name.parents[:-1]))
    word = rf"(?<![\w./-])(?:\./)?(?:{ways})/?(?![\w./-])"
    return included is not None and re.search(word, included[1]) is not None


def _text(data: bytes) -> str:
    """In a wrong encoding it may still be what somebody is writing."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff")


def top_fields(text: str) -> frozenset[str]:
    """The names of the top fields of YAML or JSON; none if the text cannot be either."""
    head = HEAD.match(text)
    start = head.end() if head is not None else 0
    if text.startswith("{", start):
        return frozenset(_inline_fields(text[start:]))
    return _line_fields(text[text.rfind("\n", 0, start) + 1 :])


def _line_fields(text: str) -> frozenset[str]:
    """The names of fields that begin a line each, all indented alike."""
    lines = [line for line in text.splitlines() if line.strip()]
    indent = len(lines[0]) - len(lines[0].lstrip(" ")) if lines else 0
    own = [line[indent:] for line in lines if not line[indent:].startswith((" ", "\t"))]
    matches = {line: FIELD.match(line) for line in own}
    if any(m is None and not line.startswith(BETWEEN) for line, m in matches.items()):
        return frozenset()
    return frozenset(match[2] for match in matches.values() if match is not None)


def _inline_fields(text: str) -> Iterator[str]:
    """The names of fields in one pair of braces."""
    depth, before = 0, ""
    for token in (match.group() for match in TOKEN.finditer(text)):
        if token == ":" and depth == 1:
            yield before.strip("\"'")
        depth += (token in ("{", "[")) - (token in ("}", "]"))
        before = token
