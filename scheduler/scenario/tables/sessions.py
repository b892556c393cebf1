"""
A table of sessions, or of the requests of bodies, as the lists of a scenario.

Every value keeps its row and column, so that what is wrong with it is told there.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scheduler.errors import did_you_mean
from scheduler.scenario.diagnostics import FaultsError, Located
from scheduler.scenario.tables.cells import Cell, Table
from scheduler.scenario.tables.papers import Paper, papers_in
from scheduler.scenario.yaml.parsing import scalar
from scheduler.scenario.yaml.tree import Node

ALIASES = {
    "name": "title",
    "body": "group",
    "duration": "minutes",
    "chair": "chairs",
    "room": "rooms",
    "slot": "slots",
    "day": "days",
    "language": "languages",
    "attendee": "attendees",
    "sessions": "count",
    "number": "count",
    "conflict": "conflicts",
    "earliest": "after",
    "latest": "deadline",
    "organizer": "organiser",
    "agenda_item": "items",
    "agenda_items": "items",
    "symbols": "documents",
    "document": "documents",
}
TEXTS = ("id", "title", "label", "group", "kind", "after", "deadline", "organiser", "description")
LISTS = ("joint", "chairs", "attendees", "languages", "rooms", "slots", "days", "items")
NUMBERS = ("rank", "attendance", "least", "likely", "most", "minutes", "most_parts")
SWITCHES = ("decides", "tbc", "closed", "webcast")
OTHERS = ("features", "split", "exact", "not_before", "pin_room", "documents")
COLUMNS = frozenset({*TEXTS, *LISTS, *NUMBERS, *SWITCHES, *OTHERS})
ASKED = frozenset({"count", "conflicts", "weight"})
"""Columns of requests besides: how many sessions, and what is not in parallel at what weight."""
SITTINGS = frozenset({"session", "part", "parts", "start", "end"})
OF_SITTINGS = (
    "a timetable, with a row for each sitting; here a row is a session, with its 'id' and "
    "'minutes'. To plan again what was exported: rollgrid import csv, or import xlsx"
)
COUNT_CAP = 200
WORDS = {
    **dict.fromkeys(("yes", "y", "true", "x", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}

Row = Mapping[str, Cell]
Lists = dict[str, tuple[Node, ...]]


def lists_of(table: Table) -> Lists:
    """
    The sessions of a table; of requests also the rules that they state.

    FaultsError with every heading and cell that cannot be meant.
    """
    columns, requests = _headings_of(table)
    faults: list[Located] = []
    rows = [
        {name: cells[column] for column, name in columns.items() if column in cells}
        for cells in table.rows[1:]
    ]
    made = _Rows(table.file, faults)
    lists = made.requests(rows) if requests else {"sessions": tuple(map(made.session, rows))}
    lists |= {"documents": tuple(made.documents())}
    if faults:
        raise FaultsError(tuple(faults))
    return {name: nodes for name, nodes in lists.items() if nodes}


def plain_heading(text: str) -> str:
    """``Not before`` -> ``not_before``"""
    bare = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def _headings_of(table: Table) -> tuple[dict[int, str], bool]:
    """Which column says what, and whether a row asks for several sessions; or every complaint."""
    faults: list[Located] = []
    columns: dict[int, str] = {}
    top = Cell(min(cell.row for cell in table.rows[0].values()), 1, "")
    if {plain_heading(cell.text) for cell in table.rows[0].values()} >= SITTINGS:
        raise FaultsError((_fault(table.file, top, OF_SITTINGS),))
    for column, cell in table.rows[0].items():
        word = plain_heading(cell.text)
        name = ALIASES.get(word, word)
        if name not in COLUMNS | ASKED:
            near = did_you_mean(word, {*COLUMNS, *ASKED, *ALIASES})
            faults.append(_fault(table.file, cell, f"no column is called {word[:40]!r}{near}"))
        elif name in columns.values():
            faults.append(_fault(table.file, cell, f"a second column {name!r}"))
        else:
            columns[column] = name
    names = set(columns.values())
    requests = "id" not in names and bool(names & ASKED)
    wanted = "group" if requests else "id"
    if wanted not in names and not faults:
        faults.append(_fault(table.file, top, f"there is no column {wanted!r}"))
    if not names & {"minutes", "likely"} and not faults:
        faults.append(_fault(table.file, top, "there is no column 'minutes'"))
    for name in sorted(names & ASKED if not requests else names & {"exact", "not_before"}):
        cell = next(c for i, c in table.rows[0].items() if columns.get(i) == name)
        which = "requests of several sessions" if requests else "sessions that have an id"
        faults.append(_fault(table.file, cell, f"the column {name!r} is not for {which}"))
    if faults:
        raise FaultsError(tuple(faults))
    return columns, requests


def _fault(file: str, cell: Cell, message: str) -> Located:
    return Located("S057", cell.row, cell.column, message, file)


@dataclass(frozen=True, slots=True)
class _Rows:
    """
    Makes nodes of rows; what cannot be meant is added to ``faults``.

    ``papers``: those that sessions take up, each with its cell and the ids of the sessions.
    """

    file: str
    faults: list[Located]
    papers: dict[str, tuple[Paper, Cell, list[Node]]] = field(default_factory=dict)

    def node(self, cell: Cell, value: object, text: str = "") -> Node:
        return Node(cell.row, cell.column, value, text, file=self.file)

    def text(self, cell: Cell) -> Node:
        return self.node(cell, cell.text, cell.text)

    def number(self, cell: Cell) -> Node:
        return self.node(cell, scalar(cell.text), cell.text)

    def names(self, cell: Cell) -> Node:
        names = [word.strip() for word in cell.text.split(";") if word.strip()]
        return self.node(cell, tuple(self.node(cell, word, word) for word in names))

    def switch(self, cell: Cell) -> Node:
        value = WORDS.get(cell.text.casefold())
        if value is None:
            self.faults.append(_fault(self.file, cell, "expected yes or no"))
        return self.node(cell, value is True, cell.text)

    def features(self, cell: Cell) -> Node:
        """``livestream; booths=6``"""
        nodes: dict[str, Node] = {}
        for word in filter(str.strip, cell.text.split(";")):
            name, equals, number = map(str.strip, word.partition("="))
            nodes[name] = self.node(cell, scalar(number) if equals else 1, number)
        return self.fields(cell, nodes)

    def fields(self, cell: Cell, nodes: Mapping[str, Node]) -> Node:
        keys = {name: (node.line, node.column) for name, node in nodes.items()}
        return Node(cell.row, cell.column, dict(nodes), keys=keys, file=self.file)

    def split(self, row: Row) -> Node | None:
        """``yes``, or the least part in minutes; most parts in a column of their own."""
        inner: dict[str, Node] = {}
        cell = row.get("split") or row.get("most_parts")
        if "split" in row:
            value = WORDS.get(row["split"].text.casefold())
            if value is False:
                return None
            if value is None:
                inner["least_part"] = self.number(row["split"])
        if "most_parts" in row:
            inner["most_parts"] = self.number(row["most_parts"])
        return self.fields(cell, inner) if cell is not None else None

    def minutes(self, row: Row) -> Node | None:
        if "minutes" in row and not row.keys() & {"least", "likely", "most"}:
            return self.number(row["minutes"])
        given = {name: row[name] for name in ("least", "likely", "most") if name in row}
        if "minutes" in row:
            given.setdefault("likely", row["minutes"])
        if not given:
            return None
        nodes = {name: self.number(cell) for name, cell in given.items()}
        return self.fields(next(iter(given.values())), nodes)

    def pin(self, row: Row) -> Node | None:
        fields = {"exact": "exact", "not_before": "not_before", "pin_room": "room"}
        inner = {field: self.text(row[name]) for name, field in fields.items() if name in row}
        return self.fields(next(row[n] for n in fields if n in row), inner) if inner else None

    def session(self, row: Row) -> Node:
        readers: dict[str, Callable[[Cell], Node]] = {
            **dict.fromkeys(TEXTS, self.text),
            **dict.fromkeys(LISTS, self.names),
            **dict.fromkeys(("rank", "attendance"), self.number),
            **dict.fromkeys(SWITCHES, self.switch),
            "features": self.features,
        }
        nodes = {name: readers[name](cell) for name, cell in row.items() if name in readers}
        composed = {"minutes": self.minutes(row), "split": self.split(row), "pin": self.pin(row)}
        nodes |= {name: node for name, node in composed.items() if node is not None}
        first = min(row.values(), key=lambda cell: cell.column)
        if "documents" in row and "id" in nodes:
            for paper in papers_in(row["documents"].text):
                entry = self.papers.setdefault(slug(paper.symbol), (paper, row["documents"], []))
                entry[2].append(nodes["id"])
        return self.fields(Cell(first.row, 1, ""), nodes)

    def documents(self) -> Iterator[Node]:
        """Each paper once, with all sessions that take it up."""
        for id, (paper, cell, sessions) in self.papers.items():
            nodes = {"id": self.node(cell, id, id), "sessions": self.node(cell, tuple(sessions))}
            nodes["symbol"] = self.node(cell, paper.symbol, paper.symbol)
            if paper.url:
                nodes["url"] = self.node(cell, paper.url, paper.url)
            yield self.fields(cell, nodes)

    def requests(self, rows: Iterable[Row]) -> Lists:
        """Every row as so many sessions, numbered on through the group, and its conflicts."""
        so_far: Counter[str] = Counter()
        sessions: list[Node] = []
        rules: list[Node] = []
        for row in rows:
            first = min(row.values(), key=lambda cell: cell.column)
            group = row.get("group")
            if group is None:
                self.faults.append(
                    _fault(self.file, first, "the group is missing: which one asks for this?")
                )
                continue
            for _ in range(self.count(row)):
                so_far[group.text] += 1
                id = f"{slug(group.text)}-{so_far[group.text]}"
                sessions.append(self.session({**row, "id": Cell(group.row, group.column, id)}))
            rules += self.conflicts(row, group)
        return {"sessions": tuple(sessions), "rules": tuple(rules)}

    def count(self, row: Row) -> int:
        cell = row.get("count")
        if cell is None:
            return 1
        if not (cell.text.isascii() and cell.text.isdecimal() and 1 <= int(cell.text) <= COUNT_CAP):
            self.faults.append(_fault(self.file, cell, f"expected a number from 1 to {COUNT_CAP}"))
            return 0
        return int(cell.text)

    def conflicts(self, row: Row, group: Cell) -> Iterator[Node]:
        if "conflicts" in row:
            own = self.node(group, f"group:{group.text}", f"group:{group.text}")
            rule = self.node(row["conflicts"], "conflict", "conflict")
            nodes = {"rule": rule, "of": own, "against": self.names(row["conflicts"])}
            if "weight" in row:
                nodes["weight"] = self.number(row["weight"])
            yield self.fields(row["conflicts"], nodes)


def slug(text: str) -> str:
    """A name that an id may have: ``WG on Trade`` -> ``wg-on-trade``."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    plain = re.sub(r"[^\w]+", "-", "".join(c for c in bare if not unicodedata.combining(c)))
    return plain.strip("-_")[:60] or "x"
