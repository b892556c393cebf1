"""A table of sessions, or of requests, as text that a scenario includes or that is one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.errors import ScenarioError, did_you_mean
from scheduler.importing import SOURCE
from scheduler.importing.skeleton import Skeleton, skeleton
from scheduler.importing.tally import first_of
from scheduler.importing.yaml_text import document, listed
from scheduler.problem import Problem, Session
from scheduler.scenario.diagnostics import FaultsError, Located, RefusedError, quoted
from scheduler.scenario.loading import judge_fields
from scheduler.scenario.tables.cells import Table, read_table
from scheduler.scenario.tables.sessions import Lists, lists_of
from scheduler.scenario.tables.wording import located as in_its_words
from scheduler.scenario.yaml.source import read_bytes
from scheduler.scenario.yaml.tree import Node, plain

MISSING = "S006"
"""A field that is missing: it may be in a cell of its row that could not be meant."""
SITTINGS = "Sittings"
"""The sheet of ``export xlsx`` that has a row for each sitting."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The sessions, rules and documents of a table, as plain data in its order."""

    source: str
    sessions: tuple[Mapping[str, Any], ...]
    rules: tuple[Mapping[str, Any], ...]
    documents: tuple[Mapping[str, Any], ...] = ()


def read(path: Path, *, sheet: str | None = None, prefer: str = SITTINGS) -> Table:
    """
    A CSV or xlsx file; of a spreadsheet the sheet that is named, else ``prefer``, else the first.

    ScenarioError with every complaint: file, row, column, code.
    """
    try:
        return read_table(read_bytes(path, role=SOURCE), path.name, sheet, prefer=prefer)
    except RefusedError as refused:
        raise _refused(path, [refused.located], sheet) from None
    except FaultsError as faults:
        raise _refused(path, faults.located, sheet) from None


def sessions_of(
    path: Path, table: Table, *, sheet: str | None = None, problem: Problem | None = None
) -> Imported:
    """
    The sessions of a table.

    Parameters
    ----------
    problem
        The scenario that they are for: its rooms, people and sessions are the names they may use.

    ScenarioError with every complaint: file, row, column, code.
    """
    unmeant: tuple[Located, ...] = ()
    try:
        lists = lists_of(table)
    except FaultsError as faults:
        unmeant, lists = faults.located, _without(table, faults.located)
    fields = {name: Node(1, 1, nodes, file=path.name) for name, nodes in lists.items()}
    root = Node(1, 1, fields)
    located = [in_its_words(root, finding) for finding in judge_fields(root)]
    located += _strangers(lists, problem) if problem is not None else []
    rows = {fault.line for fault in unmeant}
    located = [*unmeant, *(f for f in located if f.code != MISSING or f.line not in rows)]
    if located:
        raise _refused(path, located, sheet)
    made = {name: tuple(plain(node) for node in nodes) for name, nodes in lists.items()}
    lists_made = (made.get(name, ()) for name in ("sessions", "rules", "documents"))
    return Imported(path.name, *lists_made)


def _without(table: Table, faults: Iterable[Located]) -> Lists:
    """The lists of the other cells, for what else is wrong; none if the headings are."""
    places = {(fault.line, fault.column) for fault in faults}
    head, *rows = table.rows
    if any((cell.row, cell.column) in places for cell in head.values()):
        return {}
    left = ({n: c for n, c in row.items() if (c.row, c.column) not in places} for row in rows)
    try:
        return lists_of(Table(table.file, (head, *filter(None, left))))
    except FaultsError:
        return {}


def _refused(path: Path, located: Iterable[Located], sheet: str | None) -> ScenarioError:
    complaints = sorted({(f.line, f.column, f.code, f.message) for f in located})
    where = f"sheet {sheet!r}: " if sheet is not None else ""
    lines = [
        f"{path}:{row}:{column}: {where}{code} {message}"
        for row, column, code, message in complaints
    ]
    return ScenarioError("\n".join(first_of(lines, "complaints")))


def _strangers(lists: Lists, problem: Problem) -> list[Located]:
    """Names that the scenario does not have, and ids that it has already."""
    people, rooms = {p.id for p in problem.people}, {r.id for r in problem.rooms}
    taken = {s.id for s in problem.sessions}
    strangers = []
    for session in lists.get("sessions", ()):
        for field, names, code, who in (
            ("chairs", people, "S017", "nobody"),
            ("attendees", people, "S017", "nobody"),
            ("rooms", rooms, "S018", "no room"),
        ):
            listed = session.child(field)
            for node in listed.value if listed is not None else ():
                if node.value not in names:
                    hint = did_you_mean(node.text, names)
                    message = f"{who} is called {quoted(node.value)}{hint}"
                    strangers.append(Located(code, node.line, node.column, message))
        id = session.child("id")
        if id is not None and id.value in taken:
            message = f"{quoted(id.value)} is a session of the scenario already"
            strangers.append(Located("S016", id.line, id.column, message))
    return strangers


def as_part(imported: Imported) -> bytes:
    """Text for a file that a scenario includes."""
    return document(
        [f"# From {imported.source}; a scenario reads it with 'include: [this file]'."],
        listed("sessions", imported.sessions),
        listed("rules", imported.rules),
        listed("documents", imported.documents),
    )


def as_scenario(imported: Imported, days: Iterable[date] = (), zone: str = "") -> bytes:
    """
    Text of a scenario to begin with: what the table does not say is assumed, and marked.

    ``days``: of the meeting, besides those that the table names.
    """
    sessions = imported.sessions
    day_names = {*map(date.isoformat, days), *(day for s in sessions for day in _days_of(s))}
    return skeleton(
        Skeleton(
            file=imported.source,
            timezone=zone,
            sessions=sessions,
            rules=imported.rules,
            documents=imported.documents,
            rooms=_named(sessions, "rooms"),
            people=(*_named(sessions, "chairs"), *_named(sessions, "attendees")),
            days=tuple(sorted(day_names)),
            longest=max((_unbroken(session) for session in sessions), default=0),
        )
    )


def _unbroken(fields: Mapping[str, Any]) -> int:
    """Minutes that a session needs in one slot; 0 if it may be cut."""
    session = Session.model_validate({"id": "x", "minutes": fields["minutes"]})
    return session.minutes.least if "split" not in fields else 0


def _days_of(session: Mapping[str, Any]) -> Iterator[str]:
    """Every day that a session names: its own, that of a slot, that of a pinned start."""
    yield from map(str, session.get("days", ()))
    yield from (str(slot).rpartition("/")[0] for slot in session.get("slots", ()) if "/" in slot)
    pin = session.get("pin", {})
    yield from (str(pin[end])[:10] for end in ("exact", "not_before") if end in pin)


def _named(sessions: Iterable[Mapping[str, Any]], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(name) for s in sessions for name in s.get(field, ())))
