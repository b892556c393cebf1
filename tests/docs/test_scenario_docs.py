"""docs/reference/scenario.md keeps up with the format and the codes."""

from pathlib import Path

import pytest

from scheduler.scenario import CODES, schema
from tests.docs.scenario_headers import WORDS

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "reference" / "scenario.md").read_text(encoding="utf-8")
FIELDS = {
    name
    for part in (schema(), *schema()["$defs"].values())
    for name in (part.get("properties") or part["anyOf"][-1]["properties"])
}


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_is_described(field: str) -> None:
    assert any(f"{before}{field}{after}" in TEXT for before in "`.{ " for after in "`:,}")


def test_the_table_of_codes_is_complete_and_nothing_else() -> None:
    rows = [line for line in TEXT.splitlines() if line[:3] in ("| S", "| W")]
    assert rows == [f"| {code.code} | {code.title} |" for code in CODES.values()]


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_expectation_is_described(word: str) -> None:
    assert f"`# expect: {word} " in TEXT
