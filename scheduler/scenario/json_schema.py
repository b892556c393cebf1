"""
The JSON Schema of scenario files: what a field may hold, as the reader reads it.

It is made from the types, with the shorthands that the reader expands. It refuses nothing that the
reader reads; what depends on several fields together is left to ``check``.
"""

from typing import Any

from scheduler.problem import Scenario
from scheduler.problem.fields import NO, YES
from scheduler.scenario.shorthands import RANGE
from scheduler.vocabulary.durations import SPREAD

NAME = {"minLength": 1, "maxLength": 80, "pattern": r"^\S+$"}
SAYING = {
    "Pin": ("exact", "not_before", "room"),
    "Window": ("from", "to", "daily"),
    "Deadline": ("due", "before", "after"),
    "SpreadOfMinutes": ("least", "likely", "most", "shape", "observed"),
}
"""Parts that say nothing without one of these fields."""
KEPT = ("title", "description", "default")
"""What is said of a field, in whatever shape it is."""
Schema = dict[str, Any]


def schema() -> Schema:
    """The JSON Schema of a scenario file, for editors."""
    made: Schema = Scenario.model_json_schema(by_alias=True)
    whole, parts = made["$defs"]["Minutes"], made["$defs"]
    # a plain number stands for all three, as do the words, and likely alone is enough
    likely = [*whole["properties"]["likely"]["anyOf"], _text(SPREAD)]
    parts["Minutes"] = {"title": "Minutes", "anyOf": [*likely, {**whole, "required": ["likely"]}]}
    may_split = {"anyOf": [{"type": "boolean"}, {"enum": [0, 1]}, _text(f"{YES}|{NO}")]}
    parts["Session"]["properties"]["split"]["anyOf"].append(may_split)
    for owner, fields in SAYING.items():
        parts[owner]["anyOf"] = [{"required": [name]} for name in fields]
    for owner in ("Room", "Session"):
        features = parts[owner]["properties"]["features"]
        _allow(features, {**features, "propertyNames": NAME}, _listed(_name()))
    parts["Document"]["properties"]["languages"]["propertyNames"] = NAME
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "rollgrid scenario"}
    return {**_written_short(made), **head}


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^({pattern})$"}


def _name() -> Schema:
    return {"anyOf": [{"type": "string", **NAME}, {"type": "integer"}]}


def _listed(entry: Schema) -> list[Schema]:
    """A list of these, or one alone."""
    return [{"type": "array", "items": entry}, entry]


def _allow(field: Schema, own: Schema, others: list[Schema]) -> None:
    """What a field may hold in its own shape, or in others."""
    kept: Schema = {key: field[key] for key in ("title", "description") if key in field}
    field.clear()
    field.update({**kept, "anyOf": [own, *others]})


def _written_short(node: Any) -> Any:
    """A schema in which one name may stand for a list, and a span of days for its days."""
    if isinstance(node, list):
        return [_written_short(child) for child in node]
    if not isinstance(node, dict):
        return node
    node = {key: _written_short(child) for key, child in node.items() if key != "uniqueItems"}
    if node.get("type") != "array" or not _is_single(node.get("items")):
        return node
    if node["items"].get("format") == "date":
        # a span counts for many, and an editor counts it once
        bounds = {key: node[key] for key in ("minItems", "maxItems") if key in node}
        spans = {"type": "array", "items": {"anyOf": [node["items"], _text(RANGE)]}, **bounds}
        return _short(node, spans, spans["items"])
    return _short(node, {k: v for k, v in node.items() if k not in KEPT}, node["items"])


def _short(node: Schema, listed: Schema, entry: Schema) -> Schema:
    return {**{key: node[key] for key in KEPT if key in node}, "anyOf": [listed, entry]}


def _is_single(entry: Any) -> bool:
    """Whether the entries of a list are names, days or amounts, and no lists or fields."""
    if not isinstance(entry, dict):
        return False
    kinds = entry.get("anyOf", [entry])
    return all(kind.get("type") in ("string", "integer") for kind in kinds)
