"""A rule that does not declare what it is cannot be added, and its sentence says its fields."""

from datetime import time
from pathlib import Path
from typing import Any, Literal, get_args

import pytest

from scheduler.problem import DECLARATIONS, GIVEN, KINDS, LevelCode, Statement
from tests.docs.rules_page import section
from tests.problem.statements import OFF_GRID, OMITTED, PAIRS

SENTENCES = Path(__file__).with_name("sentences.txt")
SHARED = {"rule", *Statement.model_fields}


def sentence(code: str, fields: dict[str, Any]) -> str:
    return KINDS[code].model_validate({"rule": code} | fields).sentence()


def test_a_rule_that_lacks_its_sentence_and_declaration_is_refused_when_it_is_defined() -> None:
    with pytest.raises(TypeError, match=r"declaration, sentence \(docs/developers/adding"):

        class Frequency(Statement):
            rule: Literal["frequency"]


def test_every_rule_is_declared() -> None:
    assert tuple(GIVEN) == get_args(LevelCode)
    assert set(DECLARATIONS) == {*GIVEN, *KINDS}


@pytest.mark.parametrize("code", sorted(DECLARATIONS))
def test_the_docs_say_what_the_rule_means(code: str) -> None:
    assert section(code)


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_every_field_of_minutes_or_hours_is_declared(code: str) -> None:
    """Else the time grid may be too coarse for it."""
    statements = [KINDS[code].model_validate({"rule": code} | fields) for fields in PAIRS[code]]
    numbers = {
        field
        for statement in statements
        for field in PAIRS[code][0]
        for value in _values(getattr(statement, field))
        if isinstance(value, int | time) and not isinstance(value, bool)
    }
    assert numbers - OFF_GRID.get(code, set()) == set(KINDS[code].declaration.grid)


def _values(field: object) -> tuple[object, ...]:
    return field if isinstance(field, tuple) else (field,)


def test_every_rule_has_statements_that_differ_in_every_field() -> None:
    assert set(PAIRS) == set(KINDS)
    for code, (one, other) in PAIRS.items():
        assert set(one) == set(other) == set(KINDS[code].model_fields) - SHARED, code
        same = {field for field in one if one[field] == other[field]}
        assert same <= {"share"}, code


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_a_sentence_says_every_field_but_those_known_to_be_omitted(code: str) -> None:
    one, other = PAIRS[code]
    bodies = {field for field in ("of", "each") if "each" in one}  # one excludes the other
    changes = [{field} for field in one if field not in bodies]
    changes += [bodies] if bodies else []
    silent = [
        fields
        for fields in changes
        if sentence(code, one | {f: other[f] for f in fields}) == sentence(code, one)
    ]
    assert set().union(*silent) == OMITTED.get(code, set())


def test_the_sentences_read_as_they_were_approved() -> None:
    """Written anew: ``python -m tests.problem.test_statements``; read each line that changes."""
    assert SENTENCES.read_text(encoding="utf-8") == sentences()


def sentences() -> str:
    lines = (f"{code}: {sentence(code, fields)}\n" for code, row in PAIRS.items() for fields in row)
    return "".join(lines)


if __name__ == "__main__":
    SENTENCES.write_text(sentences(), encoding="utf-8")
