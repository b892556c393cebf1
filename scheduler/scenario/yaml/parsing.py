"""
YAML text -> a tree of values that knows the line and column of each.

It is built from a parser's events, not from constructed data. So every duplicate key is found and
not only the first, a date cannot blow up in a constructor, an id written 007 stays 007, and the
size of what aliases expand to is counted before anything expands.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from scheduler.scenario.diagnostics import Located, RefusedError, quoted
from scheduler.scenario.yaml.events import (
    Event,
    NotYamlError,
    careful_events,
    is_short,
    quick_events,
)
from scheduler.scenario.yaml.source import VALUES_CAP
from scheduler.scenario.yaml.tree import Node

NODE_CAP = VALUES_CAP
"""Values, aliases expanded: 12,000 sessions with ten fields each, ten times the largest we know."""
DEPTH_CAP = 40
"""Levels of nesting; the deepest field of a scenario lies at 7."""

WHOLE = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
FRACTION = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""C0 and C1 controls but tab and line breaks; and lone surrogates, which nothing can print."""
HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
"""A character above U+FFFF as JSON escapes it, which is YAML too: as two halves."""
WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class WrittenInt(int):
    """A whole number that remembers how it was written: the id 007 stays 007."""

    text: str

    def __str__(self) -> str:
        return self.text


def parse(text: str, file: str = "") -> tuple[Node, tuple[Located, ...]]:
    """
    The tree of a YAML 1.2 document, with complaints that did not keep it from being read.

    ``file``: the name of an included one.

    RefusedError if it is not YAML, or too large or too deep.
    """
    events = quick_events(text)
    if events is not None:
        reader = _Reader(events, file)
        try:
            return reader.document(), tuple(reader.complaints)
        except NotYamlError as error:
            if not is_short(text):
                raise reader.refusal("S004", *error.failure) from None
    reader = _Reader(careful_events(text), file)
    try:
        return reader.document(), tuple(reader.complaints)
    except NotYamlError as error:
        raise reader.refusal("S004", *error.failure) from None


def scalar(text: str) -> Any:
    """
    The value of a plain scalar in the YAML 1.2 core schema.

    ``9:30``, ``NO`` and ``2025-02-25`` are text there; a number too long to be one is text, too.
    """
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        number = WrittenInt(text, 0 if text[:2] in ("0o", "0x") else 10)
        number.text = text
        return number
    if FRACTION.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


class _Reader:
    """Walks the events once, counting."""

    def __init__(self, events: Iterator[Event], file: str = "") -> None:
        self.file = file
        self.events = events
        self.anchors: dict[str, Node] = {}
        self.complaints: list[Located] = []
        self.mark = (1, 1)
        self.nodes = 0

    def document(self) -> Node:
        root = Node(1, 1, None, file=self.file)
        documents = 0
        while (event := self.next()) is not None:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.complain("S013", "a second document begins here: a file holds one")
                    break
                if event.version is not None and tuple(event.version) != (1, 2):
                    self.complain("S013", "only YAML 1.2 is read: leave the %YAML line out")
            elif kind not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                root = self.node(event, 1)
        return root

    def next(self) -> Any:
        """The next event, or None after the last."""
        event = next(self.events, None)
        if event is not None and event.start_mark is not None:
            self.mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        return event

    def complain(self, code: str, message: str, mark: tuple[int, int] | None = None) -> None:
        self.complaints.append(Located(code, *(mark or self.mark), message, self.file))

    def refusal(self, code: str, message: str, mark: tuple[int, int] | None = None) -> RefusedError:
        return RefusedError(Located(code, *(mark or self.mark), message, self.file))

    def count(self, more: int) -> None:
        self.nodes += more
        if self.nodes > NODE_CAP:
            message = f"more than {NODE_CAP:,} values up to here, aliases expanded"
            raise self.refusal("S011", message)

    def descend(self, depth: int) -> None:
        if depth > DEPTH_CAP:
            raise self.refusal("S011", f"more than {DEPTH_CAP} levels deep")

    def node(self, event: Any, depth: int) -> Node:
        """The value that begins with this event."""
        self.descend(depth)
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self.alias(event.anchor, depth)
        self.count(1)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.complain("S013", f"the tag {quoted(tag)} is not used here: leave it out")
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)
        made = {
            "ScalarEvent": self.scalar,
            "SequenceStartEvent": self.sequence,
            "MappingStartEvent": self.mapping,
        }[kind](event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = made
        return made

    def alias(self, anchor: str, depth: int) -> Node:
        """What the anchor stands for; it is not yet known within itself."""
        target = self.anchors.get(anchor)
        if target is None:
            message = f"*{anchor} has no value: &{anchor} must be complete before it"
            raise self.refusal("S004", message)
        self.count(target.size)
        self.descend(depth + target.height - 1)
        return target

    def scalar(self, event: Any, depth: int) -> Node:
        text = HALVES.sub(_joined, str(event.value))
        if CONTROL.search(text):
            self.complain("S002", f"{quoted(text)} holds a control character or half a character")
            text = CONTROL.sub("?", text)
        return Node(*self.mark, text if event.style else scalar(text), text, file=self.file)

    def sequence(self, event: Any, depth: int) -> Node:
        mark = self.mark
        children: list[Node] = []
        while type(event := self.next()).__name__ != "SequenceEndEvent":
            children.append(self.node(event, depth + 1))
        size, height = _size(children), _height(children)
        return Node(*mark, tuple(children), size=size, height=height, file=self.file)

    def mapping(self, event: Any, depth: int) -> Node:
        mark = self.mark
        fields: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        while type(event := self.next()).__name__ != "MappingEndEvent":
            at = self.mark
            key = self.node(event, depth + 1)
            value = self.node(self.next(), depth + 1)
            if not isinstance(key.value, str) or key.value == "<<":
                self.complain("S013", _odd_key(key), at)
            elif key.value in fields:
                first = keys[key.value][0]
                self.complain("S005", f"{quoted(key.value)} is already given in line {first}", at)
            else:
                fields[key.value], keys[key.value] = value, at
        inner = fields.values()
        size, height = _size(inner), _height(inner)
        return Node(*mark, fields, keys=keys, size=size, height=height, file=self.file)


def _joined(halves: re.Match[str]) -> str:
    return halves.group().encode("utf-16", "surrogatepass").decode("utf-16")


def _size(children: Iterable[Node]) -> int:
    return 1 + sum(child.size for child in children)


def _height(children: Iterable[Node]) -> int:
    return 1 + max((child.height for child in children), default=0)


def _odd_key(key: Node) -> str:
    if key.value == "<<":
        return "'<<' is not YAML 1.2: write the fields in full"
    return f"a field name is text, not {quoted(key.text) if key.text else 'this'}"
