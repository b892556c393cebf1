"""
Findings about tables in the words of a table: rows and columns, not ``sessions[4].minutes``.

Whoever filled in a spreadsheet has never seen the lists of a scenario.
"""

import re

from scheduler.scenario.diagnostics import Finding, Located
from scheduler.scenario.yaml.tree import Node, find, position
from scheduler.vocabulary.locations import Loc

TABLES = (".csv", ".xlsx", ".xlsm")
PLACE = re.compile(r"\b(sessions|rules|documents)\[(\d+)\]((?:\.\w+|\[\d+\])*)(: )?")
"""A place as ``dotted`` writes it, and the colon after it."""
COLUMNS = {"of": "group", "against": "conflicts", "rule": "conflicts"}
"""Columns that a field of a rule comes from, where they are called something else."""


def located(root: Node, finding: Finding) -> Located:
    """Where a finding is, told in the words of the file that it is in."""
    line, column, file = position(root, finding.loc, finding.key)
    own = finding.loc[:2]

    def in_words(place: re.Match[str]) -> str:
        loc: Loc = (place[1], int(place[2]))
        entry = find(root, loc)
        if entry is None or not entry.file.lower().endswith(TABLES):
            return place[0]
        colon = place[4] or ""
        if loc == own:
            if place[1] == "documents":
                return f"documents{colon}"
            return f"{_column(place[3])}{colon}" if place[3] else "" if colon else "this row"
        where = f"row {entry.line}" + (f" of {entry.file}" if entry.file != file else "")
        return f"{where}{colon}"

    message = PLACE.sub(in_words, finding.message)
    if file.lower().endswith(TABLES):
        message = message.replace("fields least, likely, most", "columns least, likely, most")
    return Located(finding.code, line, column, message, file)


def _column(path: str) -> str:
    """``.minutes.least`` -> ``least``; ``.pin.room`` -> ``pin_room``; ``.days[1]`` -> ``days``"""
    steps = re.findall(r"\w+", re.sub(r"\[\d+\]", "", path))
    match steps:
        case ["pin", "room", *_]:
            return "pin_room"
        case ["pin" | "minutes", inner, *_]:
            return str(inner)
        case ["split", "most_parts", *_]:
            return "most_parts"
    return COLUMNS.get(steps[0], steps[0]) if steps else "this row"
