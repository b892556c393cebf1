"""A rule that nobody knows yet is declined by whoever does not post it on a model of the whole."""

from datetime import time
from typing import Literal

import pytest

from scheduler.explanation.claims import claims
from scheduler.instance.compile import compile
from scheduler.problem import GIVEN, KINDS, Declaration, NothingAfter, Problem, Statement
from scheduler.problem.statements.statement import Pool
from scheduler.problem.subproblem import restrict
from scheduler.search.cells import statement_prices
from scheduler.search.decomposed import scope
from scheduler.search.repair import neighbourhood
from scheduler.search.time_then_rooms import relaxation
from scheduler.timetable import Timetable
from scheduler.verifier import stopping
from scheduler.verifier.reading import read
from tests.twins import tiny


class Odd(Pool):
    """Even bodies only."""

    rule: Literal["odd"]
    declaration = Declaration(
        "hard",
        about="both",
        reach="many",
        removal_may_break=True,
        ends_running=True,
        strategies={},
        grid=(),
    )

    def sentence(self) -> str:
        return f"{self.whose()} is even"


def plain(*rules: Statement) -> Problem:
    problem = tiny.problem(rooms=tiny.TWO_ROOMS, sessions=tiny.sessions({}, {}, {}))
    return problem.model_copy(update={"rules": rules})


ODD = plain(Odd(rule="odd", level="hard", of=("a", "b")))


def treated_by(problem: Problem) -> set[str]:
    instance = compile(problem)
    answers = {
        "cells": statement_prices.applies(instance),
        "decomposed": scope.applies(instance),
        "tabu": scope.applies_to_times(instance),
        "time_then_rooms": relaxation.applies(problem),
    }
    return {strategy for strategy, applies in answers.items() if applies}


def test_strategies_decline_it_unless_it_is_dropped_or_waived() -> None:
    everybody = {"cells", "decomposed", "tabu", "time_then_rooms"}
    assert treated_by(plain()) == everybody
    assert treated_by(ODD) == {"time_then_rooms"}
    assert relaxation.without_rooms(ODD).rules == ()
    assert treated_by(plain(Odd(rule="odd", level="hard", waive="for once"))) == everybody


def test_strategies_decline_every_problem_if_a_given_rule_is_new_to_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(GIVEN, "odd", Odd.declaration)  # type: ignore[misc]  # not a code
    assert treated_by(plain()) == set()


def test_a_repair_takes_the_whole_model() -> None:
    assert neighbourhood.applies(tiny.replanned("00:00", [], plain()))
    assert not neighbourhood.applies(tiny.replanned("00:00", [], ODD))


RUNS = tiny.sitting("a", "00:00", "00:10")


def running(problem: Problem) -> Problem:
    return tiny.replanned("00:05", [RUNS], problem, running=[RUNS])


def test_nobody_says_how_long_a_sitting_may_go_on_if_a_rule_unknown_to_them_may_end_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(NotImplementedError, match="odd may have to end it"):
        compile(running(ODD))
    others = {kind: ends for kind, ends in stopping.STATED.items() if kind is not NothingAfter}
    monkeypatch.setattr(stopping, "STATED", others)
    problem = running(plain(NothingAfter(rule="nothing_after", after=time(0, 7))))
    reading = read(problem, Timetable.of([RUNS]))
    (stay,) = reading.stays
    assert stay.slot is not None
    with pytest.raises(NotImplementedError, match="nothing_after may have to end it"):
        stopping.last_possible_end(reading, reading.sessions["a"], stay, stay.slot)


def test_a_given_rule_that_may_end_what_runs_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compile(running(plain()))
    monkeypatch.setitem(GIVEN, "odd", Odd.declaration)  # type: ignore[misc]  # not a code
    with pytest.raises(NotImplementedError, match="odd may have to end it"):
        compile(running(plain()))


def test_an_explanation_drops_it_with_any_of_its_sessions_and_says_its_own_sentence() -> None:
    assert restrict(ODD, ("a", "b")).rules == ODD.rules
    assert restrict(ODD, ("a", "c")).rules == ()
    assert claims(ODD, ODD)[-4].says == "a, b is even"


def test_cells_price_what_they_treat_or_leave_it_to_the_board_and_the_minutes() -> None:
    treated = {kind for kind in KINDS.values() if "cells" in kind.declaration.strategies}
    unpriced = {kind.__name__ for kind in treated - set(statement_prices.PRICED)}
    assert unpriced == {"Exclusive", "NothingAfter"}
    assert set(statement_prices.PRICED) <= treated
