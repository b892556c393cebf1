"""
Files that a scenario includes: more YAML, tables of sessions, folders of both.

An included file adds to the lists of the scenario; meeting, days and slots stay where they are.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from scheduler.errors import did_you_mean
from scheduler.scenario.completing import complete
from scheduler.scenario.diagnostics import FaultsError, Located, RefusedError, quoted
from scheduler.scenario.shorthands import write_out
from scheduler.scenario.tables.wording import TABLES
from scheduler.scenario.yaml.parsing import WrittenInt, parse
from scheduler.scenario.yaml.source import read_bytes, text_of
from scheduler.scenario.yaml.tree import Node

LISTS = (
    *("rooms", "groups", "people", "delegations", "documents", "deadlines"),
    *("sessions", "rolling", "rules", "levels", "waive"),
)
MAPPINGS = ("attendance", "busy")
TEXTS = (".yaml", ".yml")
FILE_CAP = 200


@dataclass(frozen=True)
class Whole:
    """A scenario with all that it includes; ``parts``: how many files that are."""

    root: Node
    complaints: tuple[Located, ...]
    parts: int = 0

    def standalone(self, data: bytes) -> bytes:
        """
        The scenario as one file: its own bytes, or, if it includes others, all of it as JSON, which
        is YAML too.
        """
        if self.parts == 0:
            return data
        fields = {name: node for name, node in self.root.value.items() if name != "include"}
        content = {name: _written(node) for name, node in fields.items()}
        return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _written(node: Node) -> Any:
    """As ``plain``, but a name such as 007 stays one."""
    if isinstance(node.value, dict):
        return {key: _written(child) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [_written(child) for child in node.value]
    if isinstance(node.value, WrittenInt) and str(int(node.value)) != node.value.text:
        return node.value.text
    return int(node.value) if isinstance(node.value, WrittenInt) else node.value


def with_included(root: Node, folder: Path) -> Whole:
    """The scenario with the lists of the files that it names under ``include``."""
    include = root.child("include")
    if include is None:
        return Whole(complete(write_out(root)), ())
    complaints: list[Located] = []
    parts: list[Node] = []
    for node in include.value if isinstance(include.value, tuple) else (include,):
        for name in _files(node, folder, complaints):
            try:
                data = read_bytes(folder / name, role="included in the scenario")
                parts.append(_part(data, name, complaints))
            except RefusedError as refused:
                complaints.append(refused.located._replace(file=name))
            except FaultsError as faults:
                complaints += faults.located
    return Whole(complete(write_out(_merged(root, parts))), tuple(complaints), len(parts))


def _files(node: Node, folder: Path, complaints: list[Located]) -> Iterator[str]:
    """The names below the folder of the scenario; a folder stands for the files in it."""

    def refuse(message: str) -> None:
        complaints.append(Located("S055", node.line, node.column, message))

    name = node.text if not isinstance(node.value, dict | tuple) else ""
    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or "\\" in name:
        refuse(f"include: expected a file or folder below this one, not {quoted(name)}")
    elif (folder / name).is_dir():
        files = sorted(
            f"{path}/{inner.name}"
            for inner in (folder / name).iterdir()
            if inner.suffix.lower() in (*TABLES, *TEXTS) and not inner.name.startswith(("~", "."))
        )
        if not files or len(files) > FILE_CAP:
            refuse(f"the folder {quoted(name)} has {len(files)} files that can be included")
        else:
            yield from files
    elif not (folder / name).is_file():
        refuse(f"there is no file or folder {quoted(name)}")
    elif path.suffix.lower() not in (*TABLES, *TEXTS):
        refuse(f"{quoted(name)}: a .yaml, .csv or .xlsx file can be included")
    else:
        yield name


def _part(data: bytes, name: str, complaints: list[Located]) -> Node:
    """What a file adds, as fields of a scenario."""
    if Path(name).suffix.lower() in TABLES:
        # here, for most scenarios include no table
        from scheduler.scenario.tables.cells import read_table
        from scheduler.scenario.tables.sessions import lists_of

        lists = lists_of(read_table(data, name))
        fields = {field: Node(1, 1, nodes, file=name) for field, nodes in lists.items()}
        return Node(1, 1, fields, file=name)
    root, located = parse(text_of(data), name)
    complaints += located
    if not isinstance(root.value, dict):
        message = "expected fields of a scenario (sessions, people, ...)"
        raise RefusedError(Located("S055", root.line, root.column, message, name))
    for field, (line, column) in root.keys.items():
        if field not in (*LISTS, *MAPPINGS):
            near = did_you_mean(field, (*LISTS, *MAPPINGS))
            message = f"{quoted(field)} is not for an included file{near}"
            complaints.append(Located("S055", line, column, message, name))
    return root


def _merged(root: Node, parts: Iterable[Node]) -> Node:
    """One tree; what is no list stays as it is, for the checks to tell."""
    fields = dict(root.value)
    keys = dict(root.keys)
    for part in parts:
        for name, more in part.value.items():
            if name not in (*LISTS, *MAPPINGS):
                continue
            own = fields.get(name)
            fields[name] = more if own is None else _joined(own, more)
            keys.setdefault(name, part.keys.get(name, (1, 1)))
    return replace(root, value=fields, keys=keys)


def _joined(own: Node, more: Node) -> Node:
    if isinstance(own.value, tuple) and isinstance(more.value, tuple):
        return replace(own, value=own.value + more.value)
    if isinstance(own.value, dict) and isinstance(more.value, dict):
        return replace(own, value={**more.value, **own.value}, keys={**more.keys, **own.keys})
    return more if isinstance(own.value, tuple | dict) else own
