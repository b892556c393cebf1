"""The model and the verifier say the same rules, each by its own means."""

import importlib
import inspect
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from scheduler import model, verifier
from scheduler import problem as problems
from scheduler.model import tiers
from scheduler.problem import Problem
from scheduler.problem import names as resolving
from scheduler.timetable import Timetable
from tests.draws import sampled
from tests.test_layers import names_of
from tests.twins import tiny, tiny_rules, twins

ALIKE = 5
"""Timetables of each tiny problem that are judged."""
SHARED = {"zone"}
"""A field as an object of the library, nothing worked out from it."""


def _listing(room: ModuleType) -> set[str]:
    assert room.__file__ is not None
    return {path.name for path in (Path(room.__file__).parent / "rules").glob("*.py")}


def test_every_rule_has_a_file_of_the_same_name_on_both_sides() -> None:
    assert _listing(model) == _listing(verifier)
    registered = {*model.HARD, *model.SOFT, *model.LEVELED, *model.STATED.values()}
    assert {f"{model.name(family)}.py" for family in registered} == _listing(model) - {
        "__init__.py"
    }


def test_both_registries_name_the_same_families() -> None:
    def names(families: tuple[ModuleType, ...]) -> set[str]:
        return {model.name(family) for family in families}

    assert names(model.HARD) == names(verifier.HARD)
    assert names(model.SOFT) == names(verifier.SOFT)
    assert names(model.LEVELED) == names(verifier.LEVELED)
    stated = {rule: model.name(family) for rule, family in model.STATED.items()}
    assert stated == {rule: model.name(family) for rule, family in verifier.STATED.items()}


@pytest.mark.parametrize("policy", [None, "roll", "hold", "extend", "reorder", "stay"])
@pytest.mark.parametrize("replanning", [False, True])
def test_both_sides_have_the_same_tiers_in_the_same_order(policy: str, replanning: bool) -> None:
    problem = tiny.replanned("00:00", [], tiny.problem()) if replanning else tiny.problem()
    problem = problem.model_copy(update={"in_force": policy})
    warned = problem.model_copy(
        update={"levels": tiny_rules.LEVELED["window"][0][0]("warn").levels}
    )
    assert verifier.tiers_of(problem) == tiers.tier_names(problem)
    assert verifier.tiers_of(warned) == (*tiers.tier_names(problem), tiers.WARNINGS)


def _computed() -> Iterator[tuple[type, str]]:
    """What the classes of the problem compute: their methods and properties."""
    for cls in {c for c in vars(problems).values() if inspect.isclass(c)}:
        for name, member in vars(cls).items():
            code = member.fget if isinstance(member, property) else member
            ours = inspect.isfunction(code) and code.__module__ == cls.__module__
            if ours and not name.startswith("_") and name not in SHARED:
                yield cls, name


def _judged(which: slice) -> Iterator[tuple[Problem, Timetable]]:
    """Some timetables of the tiny problems of each rule, of these of them, at every level."""
    built_in = [row[which] for table in (tiny.HARD, tiny.SOFT) for row in table.values()]
    rows = [(build(), tick) for row in built_in for build, tick in row]
    leveled = [*tiny_rules.LEVELED.values(), *tiny_rules.STATED.values()]
    leveled += [(row,) for row in tiny_rules.BEGUN.values()]
    rows += [
        (build(level), tick)
        for row in leveled
        for build, tick in row[which]
        for level in ("hard", "soft")
    ]
    for problem, tick in rows:
        for timetable in islice(twins.everything(problem, tick), ALIKE):
            yield problem, timetable


@pytest.mark.parametrize("which", sampled([slice(1), slice(1, None)], 1), ids=str)
def test_the_verifier_uses_nothing_that_the_problem_computes_for_the_solver(
    which: slice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fields are what the planner wrote; whatever follows from them both sides work out alone."""
    judged = list(_judged(which))
    expected = [(verifier.violations(*pair), verifier.charges(*pair)) for pair in judged]

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("computed by the problem, for both voices")

    computed = list(_computed())
    assert {(Problem, "chosen"), (Problem, "held"), (Problem, "bodies")} <= set(computed)
    for cls, name in computed:
        shared = property(fail) if isinstance(vars(cls)[name], property) else fail
        monkeypatch.setattr(cls, name, shared)
    for name, member in vars(resolving).items():
        if inspect.isfunction(member) and member.__module__ == resolving.__name__:
            monkeypatch.setattr(resolving, name, fail)
    with pytest.raises(AssertionError, match="both voices"):
        judged[0][0].chosen(("all",))
    copies = [(problem.model_copy(), timetable) for problem, timetable in judged]
    assert [(verifier.violations(*pair), verifier.charges(*pair)) for pair in copies] == expected


@pytest.mark.parametrize(
    "path",
    sorted(Path(str(verifier.__file__)).parent.rglob("*.py")),
    ids=lambda path: "/".join(path.parts[-2:]),
)
def test_the_verifier_takes_only_records_and_constants_from_the_problem(path: Path) -> None:
    for name in names_of(path):
        if name.startswith("scheduler.problem"):
            module, _, member = name.rpartition(".")
            taken = getattr(importlib.import_module(module), member)
            assert not inspect.isroutine(taken), name
            assert not inspect.ismodule(taken), name
            assert module == "scheduler.problem" or not inspect.isclass(taken), name
