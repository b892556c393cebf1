"""
Pre-registrations, counted: how many of a delegation, how many expected, how many women and men.

Who registered is dropped while the rows are read: of a row nothing is kept but the delegation, one
of three genders and the sessions wanted. Complaints name row and column, never what stands there,
and never a heading that is not ours: a file without headings begins with a person.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from scheduler.errors import ImportedError, TargetError
from scheduler.importing import SOURCE
from scheduler.problem import Problem
from scheduler.scenario.diagnostics import FaultsError, RefusedError
from scheduler.scenario.tables.cells import Cell, Table, read_table
from scheduler.scenario.tables.sessions import WORDS, plain_heading, slug
from scheduler.scenario.yaml.source import read_bytes

DELEGATION = (
    *("delegation", "country", "state", "organisation", "organization"),
    *("delegacion", "pays"),
)
GENDER = ("gender", "sex", "genre", "genero", "sexe", "sexo")
GROUPS = ("groups", "group", "bodies", "working_groups", "sessions", "meetings", "wants")
WOMEN, MEN, OTHER = "women", "men", "other"
GENDERS = {
    **dict.fromkeys(("f", "female", "woman", "w", "femme", "mujer", "ms", "mrs", "mme"), WOMEN),
    **dict.fromkeys(("m", "male", "man", "homme", "hombre", "mr"), MEN),
    **dict.fromkeys(
        ("x", "other", "diverse", "d", "non-binary", "nonbinary", "not stated", "none", "n/a", "-"),
        OTHER,
    ),
}
LARGEST, MOST_ROWS = 64_000_000, 200_000
"""Bytes and rows; the largest conferences register 100,000 people."""
NAMES_TOLD = 8
"""Bodies and sessions that a complaint names as those there are."""
MOST = 50
"""Complaints that are told; one mistake of an export is in every row."""


class RegistrationsError(ImportedError):
    """Registrations that cannot be read: every complaint, by row and column."""


@dataclass(frozen=True, slots=True)
class Registration:
    """All that is kept of a person."""

    delegation: str
    gender: str
    sessions: frozenset[str]
    follows: frozenset[str]


def read_registrations(path: Path, problem: Problem) -> tuple[Registration, ...]:
    """
    The rows of a CSV or xlsx file, without the people.

    RegistrationsError with every complaint, by row and column.
    """
    try:
        return _read(path, problem)
    except (RegistrationsError, TargetError):
        raise
    except Exception:  # a bug of ours must not print what it fell over
        raise RegistrationsError(f"{path}: cannot be read, for an unknown reason") from None


def _read(path: Path, problem: Problem) -> tuple[Registration, ...]:
    try:
        table = read_table(read_bytes(path, LARGEST, SOURCE), path.name, most=MOST_ROWS)
    except RefusedError as refused:
        at = refused.located
        size = f"the file has more than {LARGEST:,} bytes" if at.code == "S010" else None
        lines = [f"{path}:{at.line}:{at.column}: {size or at.message}"]
    except FaultsError as faults:
        lines = [f"{path}:{f.line}:{f.column}: {f.message}" for f in faults.located]
    else:
        made, complaints = _rows(table, problem)
        if not complaints:
            return made
        lines = [f"{path}:{row}:{column}: {message}" for row, column, message in complaints]
    more = [f"{path}: and {len(lines) - MOST} more complaints"] if len(lines) > MOST else []
    raise RegistrationsError("\n".join([*lines[:MOST], *more]))


Complaint = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Columns:
    delegation: int
    gender: int
    groups: int | None
    bodies: Mapping[int, str]


def _rows(table: Table, problem: Problem) -> tuple[tuple[Registration, ...], list[Complaint]]:
    names = _names(problem)
    columns, complaints = _columns(table, names)
    if columns is None:
        return (), complaints
    made = []
    for cells in table.rows[1:]:
        row = min(cell.row for cell in cells.values())
        delegation = _delegation(row, cells, columns, complaints)
        gender = _gender(row, cells, columns, complaints)
        wanted = _wanted(cells, columns, names, complaints)
        sessions = problem.chosen(tuple(sorted(wanted))) if wanted else ()
        made.append(Registration(delegation, gender, frozenset(sessions), frozenset(wanted)))
    if not made:
        complaints.append((1, 1, "there are no rows below the headings"))
    return tuple(made), complaints


def _names(problem: Problem) -> dict[str, str]:
    """How people write a body or session, to its name in the scenario."""
    bodies: dict[str, str] = {"all": "all"}
    titles = {group.id: group.title for group in problem.groups}
    for session in problem.sessions:
        for word in (session.id, session.title, session.label):
            if word:
                bodies.setdefault(word.casefold(), session.id)
    for name in (group for session in problem.sessions for group in session.groups):
        for word in (name, titles.get(name)):
            if word:
                bodies[word.casefold()] = f"group:{name}"
    return bodies


def _columns(table: Table, names: Mapping[str, str]) -> tuple[_Columns | None, list[Complaint]]:
    """Which columns are ours; all others are somebody's, and are never looked at again."""
    by_column: dict[str, list[Cell]] = defaultdict(list)
    bodies: dict[int, str] = {}
    for column, cell in table.rows[0].items():
        word = plain_heading(cell.text)
        kind = next((k[0] for k in (DELEGATION, GENDER, GROUPS) if word in k), None)
        if kind is not None:
            by_column[kind].append(cell)
        elif cell.text.casefold() in names:
            bodies[column] = names[cell.text.casefold()]
    row = min(cell.row for cell in table.rows[0].values())
    complaints = [
        (row, cell.column, f"a second column {kind!r}; the first is column {cells[0].column}")
        for kind, cells in by_column.items()
        for cell in cells[1:]
    ]
    for kind in (DELEGATION[0], GENDER[0]):
        if kind not in by_column:
            complaints.append((row, 1, f"there is no column {kind!r}"))
    if GROUPS[0] not in by_column and not bodies:
        complaints.append(
            (row, 1, "there is no column 'groups' and none for a body of the scenario")
        )
    if complaints:
        return None, complaints
    groups = by_column[GROUPS[0]][0].column if GROUPS[0] in by_column else None
    own = (by_column[DELEGATION[0]][0].column, by_column[GENDER[0]][0].column)
    return _Columns(*own, groups, bodies), []


Cells = Mapping[int, Cell]


def _delegation(row: int, cells: Cells, columns: _Columns, complaints: list[Complaint]) -> str:
    cell = cells.get(columns.delegation)
    if cell is None:
        complaint = "column 'delegation' is empty: expected the name of the delegation"
        complaints.append((row, columns.delegation, complaint))
        return ""
    return slug(cell.text)


def _gender(row: int, cells: Cells, columns: _Columns, complaints: list[Complaint]) -> str:
    cell = cells.get(columns.gender)
    if cell is None:
        return OTHER
    gender = GENDERS.get(cell.text.casefold().rstrip("."))
    if gender is None:
        complaints.append((row, columns.gender, "column 'gender': expected f, m, x, or nothing"))
    return gender or OTHER


def _wanted(
    cells: Cells, columns: _Columns, names: Mapping[str, str], complaints: list[Complaint]
) -> set[str]:
    wanted: set[str] = set()
    cell = cells.get(columns.groups) if columns.groups is not None else None
    separator = ";" if cell is not None and ";" in cell.text else ","
    names_given = cell.text.split(separator) if cell is not None else []
    for index, word in enumerate(names_given):
        name = names.get(word.strip().casefold())
        if name is not None:
            wanted.add(name)
        elif word.strip() and cell is not None:
            complaints.append((cell.row, cell.column, _unknown(index, len(names_given), names)))
    for column, name in columns.bodies.items():
        cell = cells.get(column)
        answer = WORDS.get(cell.text.casefold()) if cell is not None else False
        if answer is None and cell is not None:
            complaint = "a column for a body: expected yes, no, or nothing"
            complaints.append((cell.row, column, complaint))
        elif answer:
            wanted.add(name)
    return wanted


def _unknown(index: int, of: int, names: Mapping[str, str]) -> str:
    """Which of the names in a cell nobody knows, by its place, and which are known."""
    which = "what stands here" if of == 1 else f"the {_ordinal(index + 1)} of its {of} names"
    bodies_first = sorted(names.values(), key=lambda name: not name.startswith("group:"))
    choices = dict.fromkeys(name.removeprefix("group:") for name in bodies_first if name != "all")
    listed = ", ".join(
        [*islice(choices, NAMES_TOLD), *(["..."] if len(choices) > NAMES_TOLD else [])]
    )
    return (
        f"column 'groups': {which} is no body or session of the scenario; "
        f"expected some of {listed}, a semicolon between them"
    )


def _ordinal(number: int) -> str:
    """``1st``, ``12th``"""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"
