"""Files in YAML that go with a scenario: their fields, with a place for each complaint."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from scheduler.errors import did_you_mean
from scheduler.problem import Strict
from scheduler.scenario.checks.field_values import either, measure, shown_value
from scheduler.scenario.checks.models import field_names, model_at
from scheduler.scenario.diagnostics import (
    Diagnostic,
    Finding,
    RefusedError,
    quoted,
)
from scheduler.scenario.yaml.parsing import parse
from scheduler.scenario.yaml.source import read_bytes, text_of
from scheduler.scenario.yaml.tree import Node, find, plain, position
from scheduler.vocabulary.locations import Loc, dotted

M = TypeVar("M", bound=Strict)


@dataclass(frozen=True, slots=True)
class OtherFile(Generic[M]):
    """
    What a file says, as far as it can be read.

    Attributes
    ----------
    content
        None if some field of it is wrong.
    root
        Its tree; None if it cannot be read at all.
    complaints
        All that is wrong, each with its place.
    """

    path: Path
    content: M | None
    root: Node | None
    complaints: tuple[Diagnostic, ...]

    def complaint(self, loc: Loc, code: str, message: str) -> Diagnostic:
        """A complaint about what stands at a place of the file."""
        assert self.root is not None
        line, column, _ = position(self.root, written_at(self.root, loc))
        return Diagnostic(str(self.path), line, column, code, "error", message)


def read_other(path: Path, model: type[M], role: str) -> OtherFile[M]:
    """
    Read a file into a model, with every complaint.

    ``role``: what the file is for the command that reads it: "the sweep".
    """
    try:
        root, located = parse(text_of(read_bytes(path, role=role)))
    except RefusedError as refused:
        code, line, column, message, _ = refused.located
        message = message.replace("a scenario file", f"{role}").replace("a scenario", role)
        return OtherFile(path, None, None, (_diagnostic(path, code, line, column, message),))
    early = [_diagnostic(path, *complaint[:4]) for complaint in located]
    content, findings = _validated(root, model, role)
    faults = [
        _diagnostic(path, f.code, *position(root, f.loc, f.key)[:2], f.message) for f in findings
    ]
    complaints = tuple(sorted({*early, *faults}))
    return OtherFile(path, None if complaints else content, root, complaints)


def _diagnostic(path: Path, code: str, line: int, column: int, message: str) -> Diagnostic:
    return Diagnostic(str(path), line, column, code, "error", message)


def _validated(root: Node, model: type[M], role: str) -> tuple[M | None, Sequence[Finding]]:
    if not isinstance(root.value, dict):
        fields = ", ".join(field_names(model)[:4])
        return None, [Finding("S012", (), f"expected fields ({fields}, ...): this is not {role}")]
    try:
        return model.model_validate(plain(root)), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, tuple(_findings(root, details, model))


def _findings(root: Node, details: Sequence[Any], model: type[M]) -> Iterator[Finding]:
    """Each complaint once: of several forms that a value may have, the first speaks."""
    told: set[Loc] = set()
    for detail in details:
        missing = detail["type"] == "missing"
        loc = written_at(root, detail["loc"][:-1] if missing else detail["loc"])
        own = (*loc, detail["loc"][-1]) if missing else loc
        listed = find(root, own)
        # a list whose entries are all wrong is not empty besides
        echo = detail["type"] == "too_short" and listed is not None and bool(listed.value)
        if own not in told and not echo:
            told.add(own)
            yield _finding(root, own, detail, model)


def written_at(root: Node, loc: Loc) -> Loc:
    """The place in the file: without steps that only the model has (one thing for a list of it)."""
    written: list[str | int] = []
    for step in loc:
        there = find(root, (*written, step))
        if there is not None:
            written.append(step)
    return tuple(written)


def _finding(root: Node, loc: Loc, detail: Any, model: type[M]) -> Finding:
    type_, context = detail["type"], detail.get("ctx", {})
    node = find(root, loc) or root
    name, owner = str(loc[-1]) if loc else "", dotted(loc[:-1])
    where = f"{dotted(loc)}: " if loc else ""
    above = f"{owner}: " if owner else ""
    if type_ == "missing":
        return Finding("S006", loc, f"{above}{name!r} is missing")
    if type_ == "extra_forbidden":
        hint = did_you_mean(name, field_names(model_at(loc[:-1], model)))
        return Finding("S003", loc, f"{above}unknown field {quoted(name)}{hint}", True)
    if type_ == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        hint = did_you_mean(node.text, choices)
        expected = f"expected {either(choices)}, not {shown_value(node)}{hint}"
        return Finding("S009", loc, f"{where}{expected}")
    if type_ == "value_error":
        return Finding("S047", loc, f"{where}{context['error']}")
    message = measure(node, loc, type_, context) or str(detail["msg"])
    return Finding("S008", loc, f"{where}{message}")
