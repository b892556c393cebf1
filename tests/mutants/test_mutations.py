"""What is changed in a file, and that every change leaves a program that can be read."""

import ast
from pathlib import Path

import pytest

from tests.mutants.__main__ import report, run
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
KILLED_AT_LEAST = 0.95


@pytest.fixture
def changes(tmp_path: Path) -> dict[str, list[str]]:
    """Each sort of change of the source above, and the lines that come out."""
    path = tmp_path / "scheduler" / "f.py"
    path.parent.mkdir()
    path.write_text(SOURCE, encoding="utf-8")
    found: dict[str, list[str]] = {}
    for mutation in mutations_of(path, tmp_path):
        changed = mutation.applied(SOURCE)
        ast.parse(changed)
        line = changed.splitlines()[mutation.line - 1].strip()
        found.setdefault(mutation.kind, []).append(line)
    return found


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


def test_a_sample_is_the_same_for_the_same_seed_and_every_mutant_can_be_read() -> None:
    chosen = sample(60, 1)
    assert chosen == sample(60, 1) != sample(60, 2)
    assert len({mutation.id for mutation in chosen}) > 50
    for mutation in chosen:
        ast.parse(mutation.applied((ROOT / mutation.path).read_text(encoding="utf-8")))


@pytest.mark.long
def test_the_tests_kill_nearly_every_mutant() -> None:
    run(count=400, seed=1, jobs=2)
    trials = {trial.mutation.id: trial.outcome for trial in recorded()}
    killed = sum(outcome == "killed" for outcome in trials.values())
    assert killed >= KILLED_AT_LEAST * len(trials), report()
