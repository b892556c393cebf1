"""Where the values of a YAML text begin and end, so that one of them can be replaced alone."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from scheduler.scenario.editing.edits import NotEditableError
from scheduler.scenario.yaml.events import YamlNode, compose

FOLDED = ("|", ">")


@dataclass(frozen=True, slots=True)
class Patch:
    """``text`` in the place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class Spans:
    """
    A YAML text that has been read before without a complaint, as nodes with their places.

    NotEditableError of what stands in several places at once, by an alias.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.root: YamlNode = compose(text)
        self._times: Counter[int] = Counter()
        self._count(self.root)

    def _count(self, node: YamlNode) -> None:
        self._times[id(node)] += 1
        if self._times[id(node)] > 1 or isinstance(node.value, str):
            return
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                self._count(part)

    def own(self, node: YamlNode) -> YamlNode:
        """The node, if it stands in one place."""
        if self._times[id(node)] > 1:
            why = "it is written once for several (by an alias): change it by hand"
            raise NotEditableError(why, self.line(node))
        return node

    def line(self, node: YamlNode) -> int:
        return int(node.start_mark.line) + 1

    def field(self, mapping: YamlNode, name: str) -> tuple[YamlNode, YamlNode] | None:
        """Key and value of a field."""
        if not is_mapping(mapping):
            return None
        return next(((k, v) for k, v in mapping.value if k.value == name), None)

    def entries(self, name: str) -> tuple[YamlNode, ...]:
        """The entries of a list of the scenario; none if there is no such list."""
        found = self.field(self.root, name)
        return tuple(found[1].value) if found is not None and is_list(found[1]) else ()

    @cached_property
    def sessions(self) -> dict[str, int]:
        """By its id, where in the list each session stands."""
        ids = [self.field(entry, "id") for entry in self.entries("sessions")]
        return {id[1].value: at for at, id in reversed([*enumerate(ids)]) if id is not None}

    def start(self, node: YamlNode) -> int:
        return int(node.start_mark.index)

    def end(self, node: YamlNode) -> int:
        """Behind the last character of a value; ruamel's own mark is where the next one begins."""
        if isinstance(node.value, str):
            end = int(node.end_mark.index)
            return len(self.text[:end].rstrip()) if node.style in FOLDED else end
        if node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        if isinstance(last, tuple):
            key, value = last
            return max(self.end(key), self.end(value))
        return self.end(last)

    def shown(self, node: YamlNode) -> str:
        return self.text[self.start(node) : self.end(node)]

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line ends, before its line break."""
        at = self.text.find("\n", index)
        at = len(self.text) if at < 0 else at
        return at - 1 if self.text[at - 1 : at] == "\r" else at

    def next_line(self, index: int) -> int:
        """Where the next line begins, or the end of the text."""
        at = self.text.find("\n", index)
        return len(self.text) if at < 0 else at + 1

    def indent(self, node: YamlNode) -> str:
        return " " * int(node.start_mark.column)

    def dash(self, items: tuple[YamlNode, ...], index: int, within: YamlNode) -> int:
        """Where the dash of an entry of a list stands."""
        first = self.end(items[index - 1]) if index else self.start(within)
        at = self.text.rfind("-", first, self.start(items[index]))
        if at < 0 or self.text[at + 1 : self.start(items[index])].strip():
            raise NotEditableError("its dash is not found", self.line(items[index]))
        return at


def is_mapping(node: YamlNode) -> bool:
    return isinstance(node.value, list) and type(node).__name__ == "MappingNode"


def is_list(node: YamlNode) -> bool:
    return isinstance(node.value, list) and type(node).__name__ == "SequenceNode"


def patched(text: str, patches: list[Patch]) -> str:
    """The text with patches that do not overlap; of those at one place the first comes first."""
    pieces: list[str] = []
    at = 0
    for patch in sorted(patches, key=lambda p: (p.start, p.end)):
        pieces += [text[at : patch.start], patch.text]
        at = patch.end
    return "".join([*pieces, text[at:]])
