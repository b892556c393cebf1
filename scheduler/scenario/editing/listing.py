"""Entries of a YAML list added, taken out, and put in another order, with their comments."""

from collections.abc import Sequence

from scheduler.scenario.editing.edits import NotEditableError
from scheduler.scenario.editing.yaml_spans import Patch, Spans
from scheduler.scenario.yaml.events import YamlNode


def append_entry(spans: Spans, node: YamlNode, text: str) -> Patch:
    """An entry after the last one, on a line of its own where the others have one."""
    if node.flow_style:
        at = spans.end(node.value[-1])
        return Patch(at, at, f", {text}")
    at = spans.line_end(spans.end(node))
    return Patch(at, at, f"{spans.newline}{spans.indent(node)}- {text}")


def drop_entry(spans: Spans, node: YamlNode, index: int) -> Patch:
    """An entry taken out with the comments inside it; those on lines above it stay."""
    items = tuple(node.value)
    if len(items) == 1:
        raise NotEditableError("it is the only one: take it out by hand", spans.line(items[0]))
    if not node.flow_style:
        start = spans.line_start(spans.dash(items, index, node))
        return Patch(start, spans.next_line(spans.end(items[index])), "")
    if index + 1 < len(items):
        start, end = spans.start(items[index]), spans.start(items[index + 1])
    else:
        start, end = spans.end(items[index - 1]), spans.end(items[index])
    if "#" in spans.text[start:end]:
        raise NotEditableError("a comment stands beside it", spans.line(items[index]))
    return Patch(start, end, "")


def reorder(spans: Spans, node: YamlNode, names: Sequence[str]) -> Patch:
    """A list of names with others, or in another order; a comment goes with its name."""
    items = tuple(node.value)
    if node.flow_style:
        return _in_brackets(spans, items, names)
    column = spans.indent(node)
    own: dict[str, str] = {}
    start = begin = spans.line_start(spans.dash(items, 0, node))
    for item in items:
        end = spans.next_line(spans.end(item))
        own[item.value] = spans.text[begin:end].rstrip("\r\n")
        begin = end
    lines = [own.get(name, f"{column}- {name}") for name in names]
    last = spans.newline if spans.text[start:begin].endswith("\n") else ""
    return Patch(start, begin, spans.newline.join(lines) + last)


def _in_brackets(spans: Spans, items: tuple[YamlNode, ...], names: Sequence[str]) -> Patch:
    start, end = spans.start(items[0]), spans.end(items[-1])
    if "#" in spans.text[start:end]:
        raise NotEditableError("a comment stands inside the order", spans.line(items[0]))
    shown = {item.value: spans.shown(item) for item in items}
    texts = [shown.get(name, name) for name in names]
    if len(names) != len(items):
        return Patch(start, end, ", ".join(texts))
    pieces, at = [], start
    for item, text in zip(items, texts, strict=True):  # line breaks stay where they are
        pieces += [spans.text[at : spans.start(item)], text]
        at = spans.end(item)
    return Patch(start, end, "".join(pieces))
