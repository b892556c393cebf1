"""
docs/reference/fields.md, made from the types of a scenario, so that it cannot drift.

    python -m tests.docs.fields_page > docs/reference/fields.md

What each field means, with an example and its unit, stands in fields.yaml.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from ruamel.yaml import YAML

from scheduler.problem import KINDS, Scenario

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "fields.md"
VALUES = Path(__file__).with_name("fields.yaml")
HEAD = """\
# The fields of a scenario

Made from the types by `python -m tests.docs.fields_page > docs/reference/fields.md`; a test fails
when it is stale. How values are written, and what belongs together: [scenario.md](scenario.md). The
fields of rules: [rules.md](rules.md). `rollgrid schema` prints the same for editors.
"""
OPTIONAL = {"Minutes.least": "likely", "Minutes.most": "likely"}
"""What the reader writes out where a file leaves it out."""
Entry = tuple[str, str, str]
TYPES: Mapping[type, str] = {
    bool: "yes or no",
    int: "whole number",
    float: "number",
    str: "text",
    date: "day",
    datetime: "moment",
    time: "clock time",
}


def page() -> str:
    """The whole page."""
    said = values()
    parts = [HEAD]
    for model in models():
        own = said[model.__name__]
        title, about, _ = own[""]
        parts += [f"## {title}", "", *([about, ""] if about else []), *_rows(model, own), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def models() -> list[type[BaseModel]]:
    """The parts of a scenario in the order of its fields; rules have a page of their own."""
    found: dict[type[BaseModel], None] = {}
    _gather(Scenario, found)
    return list(found)


def every_field() -> dict[str, list[str]]:
    """The names of the fields of each part, as a scenario has them."""
    return {model.__name__: [name for name, _ in _fields(model)] for model in models()}


def described() -> dict[str, list[str]]:
    """The names that fields.yaml has."""
    return {model: [name for name in fields if name] for model, fields in values().items()}


def _gather(model: type[BaseModel], found: dict[type[BaseModel], None]) -> None:
    if model in found or model in KINDS.values():
        return
    found[model] = None
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                _gather(part, found)


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def values() -> dict[str, dict[str, Entry]]:
    """Meaning, example and unit of each field."""
    read = YAML(typ="safe").load(VALUES.read_text(encoding="utf-8"))
    return {
        model: {name: (*entry, "", "")[:3] for name, entry in fields.items()}
        for model, fields in read.items()
    }


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    yield from ((field.alias or name, field) for name, field in model.model_fields.items())


def _rows(model: type[BaseModel], own: Mapping[str, Entry]) -> Iterator[str]:
    yield "| field | type | unit | default | meaning | example |"
    yield "|---|---|---|---|---|---|"
    for name, field in _fields(model):
        meaning, example, unit = own[name]
        shown = example if example == "see below" else f"`{example}`"
        cells = (
            f"`{name}`",
            type_of(field.annotation),
            unit,
            _default(field, f"{model.__name__}.{name}"),
            meaning,
            shown,
        )
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def type_of(hint: Any) -> str:
    """``list of days``, ``day``, ``text``: what may stand there."""
    origin, inner = get_origin(hint), [part for part in get_args(hint) if part is not type(None)]
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in inner)
    if origin in (tuple, list, frozenset):
        kinds = dict.fromkeys(type_of(part) for part in inner if part is not Ellipsis)
        return f"list of {', '.join(kinds)}"
    if origin is dict or (origin is not None and issubclass_of_mapping(origin)):
        return f"names with {type_of(inner[-1])}"
    if inner:
        many = [part for part in inner if not isinstance(part, str | int)]
        return " or ".join(dict.fromkeys(map(type_of, many[:1] if _is_annotated(hint) else many)))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "fields"
    return TYPES.get(hint, "text")


def issubclass_of_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_annotated(hint: Any) -> bool:
    return hasattr(hint, "__metadata__")


def _default(field: FieldInfo, name: str) -> str:
    if name in OPTIONAL:
        return OPTIONAL[name]
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    return "none" if value is PydanticUndefined else _said(value)


def _said(value: Any) -> str:
    if value is None or value in ("", {}, (), frozenset()):
        return "none"
    if isinstance(value, bool):
        return "no" if not value else "yes"
    if isinstance(value, BaseModel):
        return "see below"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return ", ".join(map(_flow, value))
    return str(value)


def _flow(value: Any) -> str:
    """``{days: 3, most: 5}``"""
    if not isinstance(value, BaseModel):
        return _said(value)
    fields = ", ".join(f"{name}: {_said(part)}" for name, part in value)
    return f"`{{{fields}}}`"


if __name__ == "__main__":
    sys.stdout.write(page())
