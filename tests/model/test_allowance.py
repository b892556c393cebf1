"""Models are built as far as there is time and memory, and no further."""

import time

import pytest

from scheduler import model as models
from scheduler.errors import ModelTooLarge, NoTimetable
from scheduler.instance.compile import compile
from scheduler.model.allowance import STEP, Allowance, SizedModel, granted, new_model
from scheduler.model.size import least_size
from scheduler.problem import Problem
from scheduler.search.budget import Budget
from scheduler.search.solve import solve
from tests.benchmarks.talks import problem as as_problem
from tests.benchmarks.talks import talks
from tests.search.conferences import conference
from tests.search.planted import orders, splitting


@pytest.fixture
def after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1.0)


@pytest.mark.usefixtures("after_a_second")
def test_the_pace_so_far_says_how_long_the_whole_takes() -> None:
    Allowance(11.0, began=0.0).check(STEP, 10 * STEP)
    with pytest.raises(ModelTooLarge, match="not built in the time that is left"):
        Allowance(9.0, began=0.0).check(STEP, 10 * STEP)


@pytest.mark.usefixtures("after_a_second")
def test_as_long_as_little_of_the_time_is_used_the_pace_says_nothing() -> None:
    Allowance(11.0, began=0.0).check(STEP, 100 * STEP)
    with pytest.raises(ModelTooLarge):
        Allowance(9.0, began=0.0).check(STEP, 100 * STEP)


@pytest.mark.usefixtures("after_a_second")
def test_what_is_larger_than_was_counted_takes_as_long_as_it_has_taken() -> None:
    Allowance(1.1, began=0.0).check(5 * STEP, STEP)
    with pytest.raises(ModelTooLarge):
        Allowance(0.9, began=0.0).check(5 * STEP, STEP)


def test_too_much_memory_is_said_before_it_is_used() -> None:
    with pytest.raises(ModelTooLarge, match="takes more than 1,500 MiB of memory"):
        Allowance(600.0, elements=9 * STEP).check(STEP, 10 * STEP)


MEETINGS = (
    conference(1, sessions=20, days=2),
    orders(12, 1),
    splitting(6, 1),
    as_problem(talks(20)),
)


@pytest.mark.parametrize("problem", MEETINGS)
def test_what_is_counted_beforehand_is_never_more_than_there_is(problem: Problem) -> None:
    instance = compile(problem)
    for soft in (models.SOFT, ()):
        model = models.build(instance, soft=soft)
        made = len(model.cp.proto.variables) + len(model.cp.proto.constraints)
        assert 0 < least_size(instance, models.prune(instance), priced=bool(soft)) <= made


def test_a_model_within_its_allowance_is_the_same_model() -> None:
    instance = compile(MEETINGS[0])
    without = models.build(instance)
    with granted(Allowance(3_600.0)):
        within = models.build(instance)
        assert isinstance(new_model(), SizedModel)
    assert not isinstance(new_model(), SizedModel)
    assert str(within.cp.proto) == str(without.cp.proto)


def test_without_time_a_large_model_is_not_built_and_a_small_one_is() -> None:
    with granted(Allowance(0.0)):
        models.build(compile(as_problem(talks(3))))
        with pytest.raises(ModelTooLarge):
            models.build(compile(conference(1, sessions=40, days=5)))


def test_it_is_said_in_which_time_nothing_was_found_and_why() -> None:
    with pytest.raises(NoTimetable) as caught:
        solve(conference(1, sessions=40, days=5), Budget(seconds=0.0, asked=2.0))
    words = "no timetable found within 2 s: a model of it is not built in the time that is left"
    assert str(caught.value) == words
