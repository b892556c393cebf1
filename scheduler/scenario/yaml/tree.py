"""A tree of values that knows the line and column of each, and how to find one in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scheduler.vocabulary.locations import Loc

Pattern = tuple[str, ...]
"""A kind of place: ``("sessions", "*", "chairs", "*")``."""


@dataclass(frozen=True, slots=True)
class Node:
    """
    A value of the file and where it stands (from 1).

    Attributes
    ----------
    value
        A scalar, a tuple of nodes, or a dict of nodes.
    text
        A scalar as it was written.
    keys
        Line and column of each field name of a mapping.
    size, height
        Values in it and levels below it, aliases expanded.
    file
        The included file that it stands in; empty in the scenario's own.
    """

    line: int
    column: int
    value: Any
    text: str = ""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 1
    height: int = 1
    file: str = ""

    def child(self, step: str | int) -> "Node | None":
        """The value of a field, or the i-th of a list; None if there is none."""
        if isinstance(self.value, dict):
            return self.value.get(step)
        if isinstance(self.value, tuple) and isinstance(step, int) and step < len(self.value):
            child: Node = self.value[step]
            return child
        return None


def find(root: Node, loc: Loc) -> Node | None:
    """The node at a place, or None."""
    node: Node | None = root
    for step in loc:
        node = node.child(step) if node is not None else None
    return node


def position(root: Node, loc: Loc, key: bool = False) -> tuple[int, int, str]:
    """Line, column, included file of what stands at a place, or of the nearest thing around."""
    node = root
    for depth, step in enumerate(loc):
        if key and depth == len(loc) - 1 and step in node.keys:
            return (*node.keys[str(step)], node.file)
        child = node.child(step)
        if child is None:
            break
        node = child
    return node.line, node.column, node.file


def walk(root: Node, pattern: Pattern, at: Loc = ()) -> Iterator[tuple[Loc, Node]]:
    """
    Every place that fits a pattern such as ``("sessions", "*", "chairs", "*")``.

    ``*`` is every entry of a list, ``**`` every field of a mapping.
    """
    if not pattern:
        yield at, root
    elif pattern[0] == "*":
        for i, child in enumerate(root.value if isinstance(root.value, tuple) else ()):
            yield from walk(child, pattern[1:], (*at, i))
    elif pattern[0] == "**":
        for key, child in root.value.items() if isinstance(root.value, dict) else ():
            yield from walk(child, pattern[1:], (*at, key))
    elif (child := root.child(pattern[0])) is not None:
        yield from walk(child, pattern[1:], (*at, pattern[0]))


def plain(node: Node) -> Any:
    """The tree as dicts, lists and scalars, for pydantic."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(child) for child in node.value]
    return node.value
