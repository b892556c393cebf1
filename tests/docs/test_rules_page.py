"""The page of rules is what the docstrings say, and its examples are read without a complaint."""

import re
from pathlib import Path

import pytest

from scheduler.problem import LEVELS
from scheduler.scenario import diagnose
from tests.docs.rules_examples import BASIS, EXAMPLES
from tests.docs.rules_page import PAGE, ROOT, page

NAME = re.compile(r"`(\w+)`")


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == set(LEVELS)


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_an_example_is_read_without_a_complaint(rule: str, tmp_path: Path) -> None:
    path = tmp_path / f"{rule}.yaml"
    basis = BASIS if rule == "quorum" else BASIS.replace(", decides: true", "")
    path.write_text(basis + EXAMPLES[rule], encoding="utf-8")
    assert diagnose(path) == []


def test_the_contract_gives_the_default_level_of_every_rule() -> None:
    text = (ROOT / "docs" / "developers" / "semantics.md").read_text(encoding="utf-8")
    (paragraph,) = (part for part in text.split("\n\n") if part.startswith("Defaults: "))
    soft, warn, rest = re.split(r": soft\.|: warn\.", paragraph)
    named = {"soft": set(NAME.findall(soft)), "warn": set(NAME.findall(warn))}
    assert " ".join(rest.split()) == "All others: hard."
    levels = {level: {code for code in LEVELS if LEVELS[code] == level} for level in named}
    assert named == levels
    assert set(LEVELS.values()) == {*named, "hard"}
