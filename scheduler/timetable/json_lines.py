"""On which line of a JSON text something stands, for complaints that point there."""

import json
import re
from collections.abc import Mapping

from scheduler.vocabulary.locations import Loc

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def lines_of(text: str) -> dict[Loc, int]:
    """The line on which every field and element of a well-formed JSON text begins, from 1."""
    lines: dict[Loc, int] = {}
    steps: list[str | int | None] = []  # where we are; None: the name of a field comes next
    line, seen = 1, 0
    for match in TOKEN.finditer(text):
        token = match[0]
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        if token in "]}":
            steps.pop()
        elif token == ",":
            last = steps[-1]
            steps[-1] = last + 1 if isinstance(last, int) else None
        elif token != ":":
            if steps and steps[-1] is None:
                steps[-1] = json.loads(token)
            lines.setdefault(tuple(step for step in steps if step is not None), line)
            if token in "[{":
                steps.append(0 if token == "[" else None)
    return lines


def line_at(lines: Mapping[Loc, int], loc: Loc) -> int:
    """The line of the thing itself, else of what it should be in."""
    while loc and loc not in lines:
        loc = loc[:-1]
    return lines.get(loc, 1)
