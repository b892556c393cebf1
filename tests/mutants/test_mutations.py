"""What is changed in a file, and that every change leaves a program that can be read."""

import ast
from pathlib import Path

import pytest

from tests.mutants.__main__ import DEAD, Sample, argued, report, run, unequal
from tests.mutants.mutations import ROOT, mutations_of, sample
from tests.mutants.trials import recorded

SOURCE = '''"""A docstring with 1 and not."""
def f(a: int, b: "list[int]") -> bool:
    """Nothing of 1 < 2 is changed here."""
    note(a)
    if a < 1 and not b:
        return max(a, 1) in b
    return a is None if b else a + 1 == 2
'''
NOTHING = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import decimal
LIMIT, OTHER = 5, 7
Expr = LinearExpr | int
def f(a: Expr) -> list[int]:
    solver.parameters.seed = 1
    if isinstance(a, str | int):
        raise ValueError(f"{a + 1} is more than 1", a + 1)
    log("one" if a else f"other {a + 1}")
    return list(zip(a, a, strict=True))
"""
KILLED_AT_LEAST = 0.95


def changed_lines(source: str, folder: Path) -> dict[str, list[str]]:
    """Each sort of change of a source, and the lines that come out."""
    path = folder / "scheduler" / "search" / "f.py"
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    found: dict[str, list[str]] = {}
    for mutation in mutations_of(path, folder):
        changed = mutation.applied(source)
        ast.parse(changed)
        line = source[: mutation.start].count("\n")
        found.setdefault(mutation.kind, []).append(changed.splitlines()[line].strip())
    return found


@pytest.fixture
def changes(tmp_path: Path) -> dict[str, list[str]]:
    return changed_lines(SOURCE, tmp_path)


def test_each_sort_of_change_is_made_where_it_can_be(changes: dict[str, list[str]]) -> None:
    assert changes["statement"] == ["pass"]
    assert changes["connective"] == ["if (a < 1 or not b):"]
    assert changes["negation"] == ["if a < 1 and (b):"]
    assert changes["opposite"] == ["return (min(a, 1)) in b"]
    assert changes["condition"] == ["return (a is None if not b else a + 1 == 2)"]
    assert changes["arithmetic"] == ["return a is None if b else (a - 1) == 2"]
    assert sorted(changes["comparison"]) == [
        "if (a <= 1) and not b:",
        "return (a is not None) if b else a + 1 == 2",
        "return (max(a, 1) not in b)",
        "return a is None if b else (a + 1 != 2)",
    ]
    assert len(changes["constant"]) == 4


def test_nothing_is_changed_that_only_a_wrong_program_or_a_clock_would_notice(
    tmp_path: Path,
) -> None:
    assert changed_lines(NOTHING, tmp_path) == {
        "condition": ["if (not (isinstance(a, str | int))):"],
        "statement": ["pass"],
    }


def test_a_sample_is_the_same_for_the_same_seed_and_every_mutant_can_be_read() -> None:
    chosen = sample(60, 1)
    assert chosen == sample(60, 1) != sample(60, 2)
    assert len({mutation.id for mutation in chosen}) == 60
    for mutation in chosen:
        ast.parse(mutation.applied((ROOT / mutation.path).read_text(encoding="utf-8")))


def test_a_change_of_one_place_leaves_the_others_in_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "scheduler" / "search" / "f.py"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE, encoding="utf-8")
    before = {mutation.id for mutation in mutations_of(path, tmp_path)}
    path.write_text(SOURCE.replace("note(a)", "note(a)\n    note(b)"), encoding="utf-8")
    after = {mutation.id for mutation in mutations_of(path, tmp_path)}
    assert before < after


def test_what_is_argued_is_left_out_of_the_count() -> None:
    equal = argued()
    assert len(equal) > 10
    assert equal.isdisjoint(mutation.id for mutation in unequal(Sample(400, 1)))


@pytest.mark.long
def test_the_tests_kill_nearly_every_mutant() -> None:
    run(Sample(400, 1), jobs=2)
    trials = recorded()
    dead = [trials[mutation.id].outcome in DEAD for mutation in unequal(Sample(400, 1))]
    assert sum(dead) >= KILLED_AT_LEAST * len(dead), report(Sample(400, 1))
