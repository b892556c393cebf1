"""
Short forms that people write, expanded before they are read.

One name may stand where a list may (``chairs: wgtu-chair``), and a span for its days (``days:
2025-02-25 to 2025-02-28``): for the meeting every day from the first to the last, anywhere else the
days of the meeting among them. Which fields are lists follows from the types of the problem.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from scheduler.problem import KINDS, Scenario, Strict
from scheduler.scenario.yaml.tree import Node

RANGE = r"[0-9]{4}-[0-9]{2}-[0-9]{2} +to +[0-9]{4}-[0-9]{2}-[0-9]{2}"
LONGEST = 400
"""Days of a meeting, at most; a longer span is left as it is, for the checks to tell."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds: a list of names or of days, or fields, one or a list of them."""

    kind: Literal["names", "days", "fields"]
    model: type[Strict] | None = None


def write_out(root: Node) -> Node:
    """The scenario without shorthands; what cannot be meant stays as it is."""
    days = root.child("days")
    if days is None or not isinstance(root.value, dict):
        return write_out_fields(root, Scenario, ())
    spelled = _days(days, None)
    root = replace(root, value={**root.value, "days": spelled})
    texts = [child.text for child in spelled.value] if isinstance(spelled.value, tuple) else []
    return write_out_fields(root, Scenario, tuple(texts))


def span_of(text: str) -> tuple[date, date] | None:
    """First and last day of ``2025-02-25 to 2025-02-28``; None if it is no span of real days."""
    if re.fullmatch(RANGE, text) is None:
        return None
    try:
        first, last = (date.fromisoformat(part.strip()) for part in text.split("to"))
    except ValueError:
        return None
    return first, last


def write_out_fields(node: Node, model: type[Strict], meeting: tuple[str, ...]) -> Node:
    """The fields of one type without shorthands; ``meeting``: its days, as they are written."""
    if not isinstance(node.value, dict):
        return node
    changed: dict[str, Node] = {}
    for name, shape in shapes_of(model).items():
        child = node.value.get(name)
        if child is not None:
            made = _written(child, shape, meeting)
            if made is not child:
                changed[name] = made
    return replace(node, value={**node.value, **changed}) if changed else node


def _written(node: Node, shape: Shape, meeting: tuple[str, ...]) -> Node:
    if shape.kind == "days":
        return _days(node, meeting)
    if shape.kind == "names":
        return _listed(node)
    if not isinstance(node.value, tuple):
        return write_out_fields(node, shape.model or _rule(node), meeting)
    made = tuple(
        write_out_fields(child, shape.model or _rule(child), meeting) for child in node.value
    )
    return node if all(map(_is_same, made, node.value)) else replace(node, value=made)


def _is_same(made: Node, node: Node) -> bool:
    return made is node


def _rule(node: Node) -> type[Strict]:
    """The type of a statement by the name of its rule; one without lists if there is none."""
    named = node.child("rule")
    return KINDS.get(named.text, Strict) if named is not None else Strict


def _listed(node: Node) -> Node:
    """A single name as a list of one."""
    single = isinstance(node.value, str | int) and not isinstance(node.value, bool)
    return replace(node, value=(node,)) if single else node


def _days(node: Node, meeting: tuple[str, ...] | None) -> Node:
    listed = _listed(node)
    if not isinstance(listed.value, tuple):
        return node
    if not any(span_of(child.text) for child in listed.value):
        return listed
    made = (day for child in listed.value for day in _spelled(child, meeting))
    return replace(listed, value=tuple(made))


def _spelled(node: Node, meeting: tuple[str, ...] | None) -> Iterator[Node]:
    """The days of a span, one by one: all of them, or its ends and those of the meeting between."""
    span = span_of(node.text)
    if span is None or not 0 <= (span[1] - span[0]).days < LONGEST:
        yield node
        return
    first, last = span
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    for day in map(str, every):
        if meeting is None or day in meeting or day in (str(first), str(last)):
            yield replace(node, value=day, text=day)


@lru_cache(maxsize=64)
def shapes_of(model: type[Strict]) -> Mapping[str, Shape]:
    """The fields of a type that may hold a shorthand, or fields that may."""
    shapes = {}
    for name, field in model.model_fields.items():
        shape = Shape("fields") if (model, name) == (Scenario, "rules") else _of(field.annotation)
        if shape is not None:
            shapes[field.alias or name] = shape
    return shapes


def _of(annotation: Any) -> Shape | None:
    """The shape of ``tuple[Id, ...] | None``, ``tuple[Room, ...]``, ``Travel``."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return Shape("fields", annotation)
    if origin is Annotated:
        return _of(arguments[0])
    if origin in (Union, UnionType):
        return next((shape for part in arguments if (shape := _of(part)) is not None), None)
    if origin is frozenset or (origin is tuple and arguments[1:] == (Ellipsis,)):
        inner = _of(arguments[0])
        if inner is not None:
            return inner
        return Shape("days" if _bare(arguments[0]) is date else "names")
    return None


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
