"""Edits carried out on the text of a scenario."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from scheduler.scenario.editing.batch import Batch
from scheduler.scenario.editing.edits import (
    AddSession,
    DropSession,
    Edit,
    JoinOrder,
    LeaveOrder,
    NotEditableError,
    SetField,
    SetOrder,
)
from scheduler.scenario.editing.listing import append_entry, drop_entry, reorder
from scheduler.scenario.editing.yaml_spans import (
    Patch,
    Spans,
    is_list,
    is_mapping,
)
from scheduler.scenario.yaml.events import YamlNode

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def rewrite(text: str, edits: Sequence[Edit]) -> str:
    """
    The text after the edits, in their order.

    Whatever they do not name stays, letter for letter. NotEditableError if some of them cannot be
    carried out: what it names stands in an included file, or is written once for several.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    batch = Batch(text.removeprefix(mark))
    failed: dict[int, NotEditableError] = {}
    for number, edit in enumerate(edits):
        if batch.changes_ground_of(edit):
            batch = Batch(batch.text)
        try:
            if not batch.takes(edit, _patches(batch.spans, edit)):
                batch = Batch(batch.text)
                batch.takes(edit, _patches(batch.spans, edit))
        except NotEditableError as error:
            failed[number] = error
    if failed:
        first = next(iter(failed.values()))
        first.each = failed
        raise first
    return mark + batch.text


def at_sessions(text: str, said: Mapping[int, str]) -> dict[str, str]:
    """What is said of lines of a scenario (from 1), by the id of the session that stands there."""
    spans = Spans(text)
    entries = spans.entries("sessions")
    lines = sorted(said)
    made: dict[str, str] = {}
    for id, index in spans.sessions.items():
        first = spans.line(entries[index])
        last = first + text.count("\n", spans.start(entries[index]), spans.end(entries[index]))
        at = bisect_left(lines, first)
        if lines[at:] and lines[at] <= last:
            made[id] = said[lines[at]]
    return made


def _patches(spans: Spans, edit: Edit) -> list[Patch]:
    match edit:
        case SetField():
            return [_set(spans, edit)]
        case AddSession():
            return [append_entry(spans, _list(spans, "sessions"), edit.text)]
        case DropSession():
            sessions = _list(spans, "sessions")
            return [drop_entry(spans, sessions, _index(spans, edit.session))]
        case LeaveOrder() | JoinOrder() | SetOrder():
            return [_order(spans, edit)]


def _list(spans: Spans, name: str) -> YamlNode:
    found = spans.field(spans.root, name)
    if found is None or not is_list(found[1]) or not found[1].value:
        raise NotEditableError(f"the scenario itself has no list of {name}; it includes them")
    return spans.own(found[1])


def _index(spans: Spans, session: str) -> int:
    index = spans.sessions.get(session)
    if index is None:
        raise NotEditableError("it is in an included file: change it there")
    spans.own(spans.entries("sessions")[index])
    return index


def _set(spans: Spans, edit: SetField) -> Patch:
    node = spans.entries("sessions")[_index(spans, edit.session)]
    for depth, name in enumerate(edit.path):
        last = depth == len(edit.path) - 1
        there = spans.field(node, name)
        if there is None and last and edit.instead_of:
            instead = spans.field(node, edit.instead_of)
            if instead is not None:
                start, end = spans.start(instead[0]), spans.end(instead[1])
                return Patch(start, end, f"{name}: {edit.value}")
        if there is None or (not last and not is_mapping(there[1])):
            value = _nested(edit.path[depth + 1 :], edit.value)
            return _replaced(spans, node, name, value)
        node = spans.own(there[1])
    return _over(spans, node, edit.value)


def _nested(path: tuple[str, ...], value: str) -> str:
    for name in reversed(path):
        value = f"{{{name}: {value}}}"
    return value


def _replaced(spans: Spans, mapping: YamlNode, name: str, value: str) -> Patch:
    """The value of a field, or the field after the last one."""
    there = spans.field(mapping, name)
    if there is not None:
        return _over(spans, spans.own(there[1]), value)
    if mapping.flow_style:
        at = spans.end(mapping.value[-1][1]) if mapping.value else spans.end(mapping) - 1
        return Patch(at, at, f"{', ' if mapping.value else ''}{name}: {value}")
    at = spans.line_end(spans.end(mapping))
    return Patch(at, at, f"{spans.newline}{spans.indent(mapping)}{name}: {value}")


def _over(spans: Spans, node: YamlNode, value: str) -> Patch:
    start, end = spans.start(node), spans.end(node)
    if start == end:  # nothing stands behind the colon yet
        return Patch(start, end, f" {value}")
    is_block = not isinstance(node.value, str) and not node.flow_style
    text = spans.text[start:end]
    if isinstance(node.value, str) and node.style == '"' and value[:1] not in '"[{':
        value = f'"{value}"'  # as it was written before
    if not isinstance(node.value, str) and "#" in text:
        raise NotEditableError("a comment stands inside it: change it by hand", spans.line(node))
    if is_block and spans.text[:start].rstrip(" ")[-1:] in ("\n", "\r"):
        # a list below its key: the value goes up, behind the colon
        start = len(spans.text[:start].rstrip())
        if spans.text[start - 1] != ":":
            raise NotEditableError(
                "a comment stands before it: change it by hand", spans.line(node)
            )
        value = f" {value}"
    return Patch(start, end, value)


def _order(spans: Spans, edit: LeaveOrder | JoinOrder | SetOrder) -> Patch:
    entries = spans.entries("rolling")
    found = spans.field(entries[edit.index], "order") if edit.index < len(entries) else None
    if found is None:
        raise NotEditableError("the rolling order is in an included file: change it there")
    spans.own(entries[edit.index])
    node = spans.own(found[1])
    ids = [item.value for item in node.value] if is_list(node) else [node.value]
    order = _ordered(ids, edit)
    if not order:
        raise NotEditableError("nothing is left of its rolling order", spans.line(node))
    if not is_list(node):
        return _over(spans, node, f"[{', '.join(order)}]")
    return reorder(spans, node, order)


def _ordered(ids: list[str], edit: LeaveOrder | JoinOrder | SetOrder) -> list[str]:
    match edit:
        case LeaveOrder():
            return [id for id in ids if id != edit.session]
        case JoinOrder():
            at = ids.index(edit.after) + 1 if edit.after in ids else 0
            return [*ids[:at], edit.session, *ids[at:]]
        case SetOrder():
            turns = iter([id for id in edit.order if id in ids])
            return [next(turns) if id in edit.order else id for id in ids]
