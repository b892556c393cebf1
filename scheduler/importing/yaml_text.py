"""Parts of a scenario as YAML that a planner can read on: one thing a line."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from scheduler.scenario.yaml.parsing import scalar
from scheduler.scenario.yaml.source import CONTROL

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value]"
PLAIN = re.compile(r"[A-Za-z_][\w.+/-]*( [\w.+/-]+)*", re.ASCII)
"""Text that needs no quotation marks anywhere in YAML."""
UNWRITABLE = re.compile(f"{CONTROL.pattern}|[\ud800-\udfff]")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(k)}: {flow(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def _text(text: str) -> str:
    """Without what no YAML holds, which somebody else's file may well have."""
    text = UNWRITABLE.sub("", text)
    plain = PLAIN.fullmatch(text) and isinstance(scalar(text), str)
    if plain or MOMENT.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def listed(name: str, entries: Iterable[Value]) -> list[str]:
    """A field with a list, an entry a line; nothing for an empty one."""
    lines = [f"  - {flow(entry)}" for entry in entries]
    return [f"{name}:", *lines] if lines else []


def mapped(name: str, fields: Mapping[str, Value]) -> list[str]:
    """A field with fields, one a line."""
    lines = [f"  {_text(key)}: {flow(value)}" for key, value in fields.items()]
    return [f"{name}:", *lines] if lines else []


def document(*parts: Iterable[str]) -> bytes:
    """Lines of several parts, an empty line between them."""
    texts = ["\n".join(lines) for lines in map(list, parts) if lines]
    return ("\n\n".join(texts) + "\n").encode()
