"""The schema that editors use refuses nothing that ``check`` reads, and what no field can be."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from scheduler.problem import KINDS, Scenario, Statement, Strict
from scheduler.scenario import schema
from scheduler.scenario.shorthands import shapes_of, write_out_fields
from scheduler.scenario.yaml.parsing import parse
from scheduler.scenario.yaml.tree import Node, plain
from tests.scenario.test_shorthands import SHORT
from tests.scenario.texts import changed

SCHEMA = schema()
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
WORDS = """\
7, 007, -3, 100001, 0, 1, 1.5, ~, true, yes, NO, on, maybe, x, "a b", a:b, a/b, '', livestream,
[], [x], [x, y], [7], [x, x], [[]], [~], {}, {x: 1}, {x: 0}, [{id: x}], [{id: x, price: 2}],
90m, 1h30, 6h, 0m, 1h75, "90", 2 hours, 30:00, 9:30, "24:00", ["09:00", "17:00"], [9:00],
2025-02-25, 2025-2-5, 20250225, 1969-12-31, [2025-02-25, 2025-02-26], 2025-02-25 to 2025-02-28,
[2025-02-25 to 2025-02-28], 2025-02-25 10:00, 2025-02-25T10:00:00, 2025-02-25T10:00:30,
2025-02-25T10:00Z, 2025-02-25T1000, {from: 2025-02-25 10:00, to: 2025-02-25 11:00},
[{daily: ["09:00", "17:00"]}], {least: 30, likely: 1h}, {likely: 60}, {least: 30},
{least_part: 30m}, 90 (60 to 180), 1h30 (60m to 3h), 90 (60 - 180), {shape: pert},
{observed: [75, 90]}, {same_chair: 30}, {same_body: 101}, pert, hard,
confirmed, roll, fr, tbc, day, room_fit
"""
LONGEST_NAME = 80
VALUES = [
    *(plain(node) for node in parse(f"[{WORDS}]")[0].value),
    *("x" * LONGEST_NAME, "x" * (LONGEST_NAME + 1), ["x" * (LONGEST_NAME + 1)]),
]


def kinds_of(model: type[Strict]) -> Iterator[type[Strict]]:
    """A type and all that its fields are made of."""
    yield model
    for shape in shapes_of(model).values():
        if shape.model is not None:
            yield from kinds_of(shape.model)


MODELS = sorted({*kinds_of(Scenario), *KINDS.values()} - {Scenario}, key=lambda kind: kind.__name__)


@cache
def judge(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})


def node_of(value: Any) -> Node:
    """A value as the parser would make it."""
    if isinstance(value, dict):
        return Node(1, 1, {key: node_of(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return Node(1, 1, tuple(map(node_of, value)))
    return Node(1, 1, value, str(value))


def complaints(model: type[Strict], content: dict[str, Any]) -> set[str]:
    """Fields that the reader refuses; ``""`` where several contradict one another."""
    try:
        model.model_validate(plain(write_out_fields(node_of(content), model, ())))
    except ValidationError as error:
        return {str(detail["loc"][0]) if detail["loc"] else "" for detail in error.errors()}
    return set()


@cache
def least(model: type[Strict]) -> dict[str, Any]:
    """Values for the fields that must be given."""
    made: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            called = field.alias or name
            rule = next((code for code, kind in KINDS.items() if kind is model), None)
            values = [rule] if rule and called == "rule" else VALUES
            made[called] = next(v for v in values if called not in complaints(model, {called: v}))
    return made


def names_of(model: type[Strict]) -> list[str]:
    """Its own fields: what every statement has is tried with one of them."""
    shared = Statement.model_fields.keys() if model is not KINDS["precedence"] else ()
    own = {name: field for name, field in model.model_fields.items() if name not in shared}
    return [field.alias or name for name, field in own.items()]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_fits(path: Path) -> None:
    tree, _ = parse(path.read_text(encoding="utf-8"))
    assert not [e.message for e in Draft202012Validator(SCHEMA).iter_errors(plain(tree))]


@pytest.mark.parametrize(("full", "short"), SHORT)
def test_every_shorthand_fits(full: str, short: str) -> None:
    tree, _ = parse(changed((full, short)))
    assert not [e.message for e in Draft202012Validator(SCHEMA).iter_errors(plain(tree))]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_schema_takes_in_each_field_what_the_reader_takes_and_nothing_else(
    model: type[Strict],
) -> None:
    assert not differing(model, least(model), judge(model.__name__))


def test_the_schema_takes_of_the_whole_file_what_the_reader_takes_and_nothing_else() -> None:
    tree, _ = parse(SCENARIOS[0].read_text(encoding="utf-8"))
    given = {field.alias or name for name, field in Scenario.model_fields.items()}
    whole = {name: value for name, value in plain(tree).items() if name in given}
    assert not differing(Scenario, whole, Draft202012Validator(SCHEMA))


def differing(
    model: type[Strict], content: dict[str, Any], validator: Draft202012Validator
) -> list[tuple[str, Any, set[str]]]:
    """Fields and values of which one of the two takes what the other refuses."""
    found = []
    for name in names_of(model):
        for value in VALUES:
            refused = complaints(model, {**content, name: value})
            fits = validator.is_valid({**content, name: value})
            if fits != (name not in refused) and (fits or not refused):
                found.append((name, value, refused))
    return found


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.ci
def test_what_the_reader_reads_the_schema_takes(data: st.DataObject) -> None:
    model = data.draw(st.sampled_from(MODELS))
    names = data.draw(st.lists(st.sampled_from(names_of(model)), max_size=4, unique=True))
    content = least(model) | {name: data.draw(st.sampled_from(VALUES)) for name in names}
    if not complaints(model, content):
        assert judge(model.__name__).is_valid(content)
