"""docs/reference/scenario.md keeps up with what scenarios expect, and its example is read."""

from pathlib import Path

import pytest

from scheduler.scenario import diagnose
from tests.docs.scenario_headers import WORDS

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "reference" / "scenario.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_expectation_is_described(word: str) -> None:
    assert f"`# expect: {word} " in TEXT


def test_the_scenario_of_the_page_is_read_without_a_complaint(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(TEXT.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    assert diagnose(path) == []
