"""
Pre-registrations, counted: how many of a delegation, how many expected, how many women and men.

Who registered is dropped while the rows are read: of a row nothing is kept but the delegation, one
of three genders and the sessions wanted. Complaints name row and column, never what stands there,
and never a heading that is not ours: a file without headings begins with a person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.errors import ImportedError
from scheduler.importing.suppressing import LEAST, Counts
from scheduler.problem import Problem
from scheduler.scenario.cells import Cell, Table, read_table
from scheduler.scenario.findings import FaultsError, RefusedError
from scheduler.scenario.session_table import WORDS, plain_heading, slug
from scheduler.scenario.source import read_bytes

DELEGATION = (
    "delegation",
    "country",
    "state",
    "organisation",
    "organization",
    "delegacion",
    "pays",
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


@dataclass(frozen=True, slots=True)
class Body:
    """A row of the table: women, men, others."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Counted:
    """
    What registrations amount to.

    Attributes
    ----------
    delegations
        Name, people, and the names of what it follows, in order.
    attendance
        Expected, by session or group, rounded up to a multiple of ``LEAST``.
    bodies, everybody
        For the table; counts as they are, to be protected before they are shown.
    """

    delegations: tuple[tuple[str, int, tuple[str, ...]], ...]
    attendance: Mapping[str, int]
    bodies: tuple[Body, ...]
    everybody: Counts


def read_registrations(path: Path, problem: Problem) -> tuple[Registration, ...]:
    """
    The rows of a CSV or xlsx file, without the people.

    Raises
    ------
    RegistrationsError
        Every complaint, by row and column.
    """
    try:
        return _read(path, problem)
    except RegistrationsError:
        raise
    except Exception:  # a bug of ours must not print what it fell over
        raise RegistrationsError(f"{path}: cannot be read, for a reason not foreseen") from None


def _read(path: Path, problem: Problem) -> tuple[Registration, ...]:
    try:
        table = read_table(read_bytes(path, LARGEST), path.name, most=MOST_ROWS)
    except RefusedError as refused:
        found = refused.located
        size = f"the file has more than {LARGEST:,} bytes" if found.code == "S010" else None
        told = [f"{path}:{found.line}:{found.column}: {size or found.message}"]
    except FaultsError as faults:
        told = [f"{path}:{f.line}:{f.column}: {f.message}" for f in faults.located]
    else:
        made, complaints = _rows(table, problem)
        if not complaints:
            return made
        told = [f"{path}:{row}:{column}: {words}" for row, column, words in complaints]
    more = [f"{path}: and {len(told) - MOST} more complaints"] if len(told) > MOST else []
    raise RegistrationsError("\n".join([*told[:MOST], *more]))


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
        made.append(
            Registration(delegation, gender, _sessions_of(problem, wanted), frozenset(wanted))
        )
    if not made:
        complaints.append((1, 1, "there is nobody below the headings"))
    return tuple(made), complaints


def _names(problem: Problem) -> dict[str, str]:
    """How people write a body or session, to its name in the scenario."""
    found: dict[str, str] = {"all": "all"}
    titles = {group.id: group.title for group in problem.groups}
    for session in problem.sessions:
        for word in (session.id, session.title, session.label):
            if word:
                found.setdefault(word.casefold(), session.id)
    for name in (group for session in problem.sessions for group in session.groups):
        for word in (name, titles.get(name)):
            if word:
                found[word.casefold()] = f"group:{name}"
    return found


def _columns(table: Table, names: Mapping[str, str]) -> tuple[_Columns | None, list[Complaint]]:
    """Which columns are ours; all others are somebody's, and are never looked at again."""
    found: dict[str, list[Cell]] = defaultdict(list)
    bodies: dict[int, str] = {}
    for column, cell in table.rows[0].items():
        word = plain_heading(cell.text)
        kind = next((k[0] for k in (DELEGATION, GENDER, GROUPS) if word in k), None)
        if kind is not None:
            found[kind].append(cell)
        elif cell.text.casefold() in names:
            bodies[column] = names[cell.text.casefold()]
    row = min(cell.row for cell in table.rows[0].values())
    complaints = [
        (row, cell.column, f"a second column {kind!r}; the first is column {cells[0].column}")
        for kind, cells in found.items()
        for cell in cells[1:]
    ]
    for kind in (DELEGATION[0], GENDER[0]):
        if kind not in found:
            complaints.append((row, 1, f"no column is headed {kind!r}"))
    if GROUPS[0] not in found and not bodies:
        complaints.append((row, 1, "no column is headed 'groups', or as a body of the scenario"))
    if complaints:
        return None, complaints
    groups = found[GROUPS[0]][0].column if GROUPS[0] in found else None
    own = (found[DELEGATION[0]][0].column, found[GENDER[0]][0].column)
    return _Columns(*own, groups, bodies), []


Cells = Mapping[int, Cell]


def _delegation(row: int, cells: Cells, columns: _Columns, complaints: list[Complaint]) -> str:
    cell = cells.get(columns.delegation)
    if cell is None:
        complaints.append((row, columns.delegation, "no delegation"))
        return ""
    return slug(cell.text)


def _gender(row: int, cells: Cells, columns: _Columns, complaints: list[Complaint]) -> str:
    cell = cells.get(columns.gender)
    if cell is None:
        return OTHER
    gender = GENDERS.get(cell.text.casefold().rstrip("."))
    if gender is None:
        complaints.append((row, columns.gender, "expected f, m, x, or nothing"))
    return gender or OTHER


def _wanted(
    cells: Cells, columns: _Columns, names: Mapping[str, str], complaints: list[Complaint]
) -> set[str]:
    wanted: set[str] = set()
    cell = cells.get(columns.groups) if columns.groups is not None else None
    separator = ";" if cell is not None and ";" in cell.text else ","
    for index, word in enumerate(cell.text.split(separator) if cell is not None else ()):
        name = names.get(word.strip().casefold())
        if name is not None:
            wanted.add(name)
        elif word.strip() and cell is not None:
            told = f"name {index + 1} is no body or session of the scenario"
            complaints.append((cell.row, cell.column, told))
    for column, name in columns.bodies.items():
        told_cell = cells.get(column)
        answer = WORDS.get(told_cell.text.casefold()) if told_cell is not None else False
        if answer is None and told_cell is not None:
            complaints.append((told_cell.row, column, "expected yes or no"))
        elif answer:
            wanted.add(name)
    return wanted


def _sessions_of(problem: Problem, wanted: Iterable[str]) -> frozenset[str]:
    return frozenset(problem.chosen(tuple(sorted(wanted)))) if wanted else frozenset()


def count(registrations: Sequence[Registration], problem: Problem) -> Counted:
    """Sizes of delegations, expected attendance, and the counts of the table."""
    people = Counter(r.delegation for r in registrations)
    follows: defaultdict[str, set[str]] = defaultdict(set)
    for registration in registrations:
        follows[registration.delegation] |= registration.follows
    groups = dict.fromkeys(group for session in problem.sessions for group in session.groups)
    return Counted(
        delegations=tuple(
            (name, people[name], tuple(sorted(follows[name]))) for name in sorted(people)
        ),
        attendance=_attendance(registrations, problem),
        bodies=tuple(_body(group, registrations, problem) for group in groups),
        everybody=_genders(registrations),
    )


def _body(group: str, registrations: Iterable[Registration], problem: Problem) -> Body:
    own = {session.id for session in problem.sessions if group in session.groups}
    return Body(group, _genders(r for r in registrations if not own.isdisjoint(r.sessions)))


def _genders(registrations: Iterable[Registration]) -> Counts:
    found = Counter(registration.gender for registration in registrations)
    return found[WOMEN], found[MEN], found[OTHER]


def _attendance(registrations: Iterable[Registration], problem: Problem) -> dict[str, int]:
    """Of a group where all its sessions expect as many, else of each session."""
    wanted = Counter(id for r in registrations for id in r.sessions)
    expected = {s.id: _rounded(wanted[s.id]) for s in problem.sessions}
    by_group: defaultdict[str, set[int]] = defaultdict(set)
    for session in problem.sessions:
        for group in session.groups:
            by_group[group].add(expected[session.id])
    told: dict[str, int] = {}
    for session in problem.sessions:
        of = session.group
        if of is not None and by_group[of] == {expected[session.id]}:
            told[f"group:{of}"] = expected[session.id]
        else:
            told[f"session:{session.id}"] = expected[session.id]
    return told


def _rounded(people: int) -> int:
    """Up, so that rooms suffice, and never under ``LEAST``."""
    return max(LEAST, -(-people // LEAST) * LEAST)
