"""What is wrong with single fields: pydantic's complaints in the planner's words."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError

from scheduler.errors import did_you_mean
from scheduler.problem import (
    KINDS,
    Deadline,
    Minutes,
    Pin,
    Risk,
    Scenario,
    Scope,
    SpreadOfMinutes,
    Statement,
    Strict,
    Window,
)
from scheduler.scenario.checks.models import field_names, model_at, model_in
from scheduler.scenario.diagnostics import Finding, quoted
from scheduler.scenario.shorthands import LONGEST, span_of
from scheduler.scenario.yaml.tree import Node, Pattern, find, plain, walk
from scheduler.vocabulary.calendar import YEARS
from scheduler.vocabulary.locations import Loc, dotted

DATES: tuple[Pattern, ...] = (
    ("days", "*"),
    ("slots", "*", "days", "*"),
    ("sessions", "*", "days", "*"),
    ("rules", "*", "days", "*"),
    ("documents", "*", "out"),
    ("documents", "*", "languages", "**"),
    ("deadlines", "*", "due"),
    ("deadlines", "*", "done"),
)
WINDOWED: tuple[Pattern, ...] = (
    ("rooms", "*"),
    ("people", "*"),
    ("groups", "*"),
    ("interpretation", "teams", "*"),
)
"""What has windows of availability."""
MOMENTS: tuple[Pattern, ...] = (
    ("sessions", "*", "after"),
    ("sessions", "*", "deadline"),
    ("sessions", "*", "pin", "exact"),
    ("sessions", "*", "pin", "not_before"),
    ("quorum", "registered", "*", "at"),
    *(
        (*owner, which, "*", end)
        for owner in WINDOWED
        for which in ("available", "unavailable")
        for end in ("from", "to")
    ),
)
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EXPECTED = {
    "model_type": "fields (key: value)",
    "model_attributes_type": "fields (key: value)",
    "dict_type": "fields (key: value)",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def check_fields(root: Node) -> tuple[Scenario | None, tuple[Finding, ...]]:
    """The scenario if every field of it holds, and what is wrong with those that do not."""
    dates = tuple(_check_dates(root))
    try:
        scenario = Scenario.model_validate(plain(root))
    except ValidationError as error:
        taken = {finding.loc for finding in dates}
        return None, dates + tuple(f for f in _readable(root, error) if f.loc not in taken)
    return (None if dates else scenario), dates


def _check_dates(root: Node) -> Iterator[Finding]:
    """
    Dates are written 2025-02-25, in a year that clocks can reckon with.

    Looked at in the text: pydantic takes the number 20250225 for seconds since 1970.
    """
    for pattern in DATES:
        for loc, node in walk(root, pattern):
            reason = _date_fault(node)
            if reason is not None:
                yield Finding("S014", loc, f"{dotted(loc)}: {reason}")
    for pattern in MOMENTS:
        for loc, node in walk(root, pattern):
            year = re.match(r"[0-9]{4}-", node.text)
            if year is not None and int(node.text[:4]) not in YEARS:
                yield Finding("S014", loc, f"{dotted(loc)}: {_year_fault(node)}")


def _date_fault(node: Node) -> str | None:
    text = node.value if isinstance(node.value, str) else node.text
    if (span := span_of(text)) is not None:
        return _span_fault(node, *span)
    if ISO_DATE.fullmatch(text) is None:
        return f"expected a date such as 2025-02-25, not {shown_value(node)}"
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return f"there is no date {quoted(text)}"
    return None if day.year in YEARS else _year_fault(node)


def _span_fault(node: Node, first: date, last: date) -> str:
    """Why a span of days was not written out as its days, or may not stand here."""
    if last < first:
        return f"{quoted(node.text)} ends before it begins"
    if (last - first).days >= LONGEST:
        return f"{quoted(node.text)}: at most {LONGEST} days"
    return f"expected one date such as 2025-02-25, not {shown_value(node)}"


def _year_fault(node: Node) -> str:
    return f"{quoted(node.text)}: the year must lie within {YEARS[0]} to {YEARS[-1]}"


def _readable(root: Node, error: ValidationError) -> tuple[Finding, ...]:
    """Every complaint once; those about fields that were only inferred fall to what is written."""
    details = [
        detail
        for detail in error.errors(include_url=False, include_input=False)
        if not _is_echo(root, detail["loc"], detail["type"])
    ]
    return tuple(dict.fromkeys(_finding(root, detail) for detail in details))


def _is_echo(root: Node, loc: Loc, type_: str) -> bool:
    """
    ``minutes: {likely: -5}`` is wrong once, though least and most follow from likely; a list
    whose entries are all wrong is not empty besides.
    """
    listed = find(root, loc)
    if type_ == "too_short" and listed is not None and isinstance(listed.value, tuple):
        return len(listed.value) > 0
    owner = find(root, loc[:-1])
    if owner is None or model_at(loc[:-1]) is not Minutes or find(root, loc) is not None:
        return False
    return isinstance(owner.value, dict) and loc[-1] != "likely"


def _finding(root: Node, detail: Any) -> Finding:
    loc = _untagged(detail["loc"])
    if detail["type"] == "union_tag_invalid":
        return _no_rule(root, (*loc, "rule"), detail["ctx"])
    while detail["type"] != "missing" and loc and find(root, loc) is None:
        loc = _entry(root, loc) or loc[:-1]
    where = dotted(loc) or "the scenario"
    code, message, key = _described(root, find(root, loc) or root, loc, detail)
    if detail["type"] in ("missing", "extra_forbidden"):
        where = dotted(loc[:-1]) or "the scenario"
    return Finding(code, loc, f"{where}: {message}", key)


def _entry(root: Node, loc: Loc) -> Loc | None:
    """The place of a word in a list that is read as fields: ``features: [livestream]``."""
    listed = find(root, loc[:-1])
    entries = listed.value if listed is not None and isinstance(listed.value, tuple) else ()
    named = [i for i, entry in enumerate(entries) if entry.value == loc[-1]]
    return (*loc[:-1], named[0]) if named else None


def _untagged(loc: Loc) -> Loc:
    """Without the name of the rule, which pydantic puts in: it is no step in the file."""
    if loc[:1] == ("rules",) and len(loc) > 2 and loc[2] in KINDS:
        return (*loc[:2], *loc[3:])
    return loc


def _no_rule(root: Node, loc: Loc, context: dict[str, Any]) -> Finding:
    """There is no rule of that name."""
    name = str(context["tag"])
    near = did_you_mean(name, KINDS) or f"; there are {', '.join(KINDS)}"
    return Finding("S009", loc, f"{dotted(loc)}: no rule is called {quoted(name)}{near}")


def _described(root: Node, node: Node, loc: Loc, detail: Any) -> tuple[str, str, bool]:
    """Code, message, and whether it is about the field's name."""
    type_, context = detail["type"], detail.get("ctx", {})
    name = str(loc[-1]) if loc else ""
    if type_ == "union_tag_not_found":
        return "S006", "'rule' is missing", False
    if type_ == "missing":
        return "S006", f"{name!r} is missing", False
    if type_ == "extra_forbidden":
        hint = did_you_mean(name, field_names(model_in(root, loc[:-1])))
        return "S003", f"unknown field {quoted(name)}{hint}", True
    if type_ == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        hint = did_you_mean(node.text, choices)
        return "S009", f"expected {either(choices)}, not {shown_value(node)}{hint}", False
    if type_ == "value_error":
        return _code_of(model_in(root, loc)), str(context["error"]), False
    return "S008", measure(node, loc, type_, context) or detail["msg"], False


def _code_of(model: type[Strict] | None) -> str:
    """The code of what contradicts itself."""
    if model is not None and issubclass(model, Statement | Scope):
        return "S047"
    codes: dict[Any, str] = {
        Minutes: "S007",
        SpreadOfMinutes: "S059",
        Risk: "S059",
        Window: "S015",
        Pin: "S015",
        Deadline: "S058",
    }
    return codes.get(model, "S014")


def measure(node: Node, loc: Loc, type_: str, context: dict[str, Any]) -> str | None:
    """Wrong type, too much or too little of something."""
    but = f", not {shown_value(node)}"
    if type_ in EXPECTED:
        advice = ": put it in quotes" if type_ == "string_type" and node.text else ""
        return f"expected {_expected(loc, type_)}{but}{advice}"
    if type_ in ("greater_than", "greater_than_equal"):
        least = context["gt"] + 1 if "gt" in context else context["ge"]
        return f"expected {least} or more{but}"
    if type_ == "less_than_equal":
        return f"expected {context['le']} or less{but}"
    if type_ in ("too_short", "too_long"):
        return f"expected {_bounds(context)} entries, not {context['actual_length']}"
    if type_ in ("string_too_short", "string_too_long"):
        return f"expected {_bounds(context)} characters, not {len(node.text)}"
    if type_ == "string_pattern_mismatch":
        places = ", colons or slashes" if ":" in context["pattern"] else ""
        return f"expected a name without spaces{places}{but}"
    return None


def _expected(loc: Loc, type_: str) -> str:
    if model_at(loc) is Minutes:
        return "minutes (90, 90m, 1h30), 90 (60 to 180), or fields least, likely, most"
    return EXPECTED[type_]


def _bounds(context: dict[str, Any]) -> str:
    if "min_length" in context:
        return f"{context['min_length']} or more"
    return f"{context['max_length']} or fewer"


QUOTED = 60
"""Characters of a number that are repeated."""


def shown_value(node: Node) -> str:
    if isinstance(node.value, dict):
        return "fields"
    if isinstance(node.value, tuple):
        return "a list"
    if isinstance(node.value, str):
        return quoted(node.value)
    text = node.text or "nothing"
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def either(choices: list[str]) -> str:
    """``confirmed, pending or vacant``"""
    return " or ".join(part for part in (", ".join(choices[:-1]), choices[-1]) if part)
