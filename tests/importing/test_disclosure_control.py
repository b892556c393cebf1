"""Tables of people, attacked by everybody who can solve linear inequalities."""

import random
from collections.abc import Iterator

import pytest
from ortools.linear_solver import pywraplp

from scheduler.importing.disclosure_control import LEAST, Counts, Protected, protect
from tests.draws import sampled

Table = tuple[list[Counts], Counts]
SEEDS = range(150)


def drawn(seed: int, genders: int) -> Table:
    """People of a random meeting, in one body each or in several."""
    draw = random.Random(seed)
    bodies = draw.randint(1, 6)
    several = draw.random() < 0.5
    sizes = [draw.choice([0, 1, 3, 6, 12, 40, 90]) for _ in range(bodies)]
    shares = [draw.choice([1, 3, 10, 30]) for _ in range(genders)]
    people = [
        (draw.choices(range(genders), shares)[0], {body})
        for body, size in enumerate(sizes)
        for _ in range(size)
    ]
    if several:
        for _, wanted in people:
            wanted |= {b for b in range(bodies) if draw.random() < 0.3}
    rows = [
        tuple(sum(1 for g, w in people if g == i and b in w) for i in range(genders))
        for b in range(bodies)
    ]
    everybody = tuple(sum(1 for g, _ in people if g == i) for i in range(genders))
    return rows, everybody


class Reader:
    """Somebody who has the table, and knows whether people are in one body each."""

    def __init__(self, table: Protected, *, one_body_each: bool) -> None:
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        shown = [*table.rows, table.everybody]
        self.cells = [
            [
                self.solver.NumVar(0, 10_000, "") if n is None else self.solver.NumVar(n, n, "")
                for n in row
            ]
            for row in shown
        ]
        *bodies, everybody = self.cells
        for *genders, total in self.cells:
            self.solver.Add(sum(genders) == total)
        for column, of_all in enumerate(everybody):
            for body in bodies:
                self.solver.Add(body[column] <= of_all)
            together = sum(body[column] for body in bodies)
            self.solver.Add(together == of_all if one_body_each else together >= of_all)

    def knows(self, row: int, column: int) -> tuple[float, float] | None:
        """Between what a number must lie; None if the table contradicts the reader's belief."""
        found = []
        for sense in (1, -1):
            self.solver.Minimize(sense * self.cells[row][column])
            if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
                return None
            found.append(sense * self.solver.Objective().Value())
        return found[0], found[1]


def hidden(table: Protected) -> Iterator[tuple[int, int]]:
    for i, row in enumerate((*table.rows, table.everybody)):
        yield from ((i, j) for j, n in enumerate(row) if n is None)


@pytest.mark.parametrize("genders", sampled([2, 3], 1))
@pytest.mark.parametrize("one_body_each", [True, False])
def test_nobody_can_work_out_a_small_number(genders: int, one_body_each: bool) -> None:
    """Every number from 0 to LEAST - 1 stays possible, and so does one that is not small."""
    attacked = 0
    for seed in SEEDS:
        rows, everybody = drawn(seed, genders)
        table = protect(rows, everybody)
        reader = Reader(table, one_body_each=one_body_each)
        for row, column in hidden(table):
            true = [*rows, everybody][row]
            small = (*true, sum(true))[column] < LEAST
            known = reader.knows(row, column)
            if known is None:
                break
            low, high = known
            assert high >= LEAST - 1e-6, f"seed {seed}: {row, column} is told to be small"
            assert not small or low <= 1e-6, f"seed {seed}: {row, column} is at least {low}"
            attacked += small
    assert attacked > 100


def test_the_attack_finds_what_is_only_crossed_out() -> None:
    """The small number alone left out: its row gives it away."""
    crossed = Protected(((None, 95, 98), (40, 60, 100)), (43, 155, 198))
    assert Reader(crossed, one_body_each=True).knows(0, 0) == pytest.approx((3, 3))
    third = Protected(((None, None, 98), (40, 60, 100)), (43, 155, 198))
    assert Reader(third, one_body_each=True).knows(0, 0) == pytest.approx((3, 3))


@pytest.mark.parametrize("genders", [2, 3])
def test_small_numbers_are_never_shown_and_large_tables_are_shown_whole(genders: int) -> None:
    for seed in SEEDS:
        rows, everybody = drawn(seed, genders)
        table = protect(rows, everybody)
        shown = [n for row in (*table.rows, table.everybody) for n in row if n is not None]
        assert all(n >= LEAST for n in shown)
        for row, told in zip(rows, table.rows, strict=True):
            assert all(n in (None, true) for n, true in zip(told, (*row, sum(row)), strict=True))
            if min(row) >= LEAST:
                assert None not in told
    big = [(30, 40), (25, 60)]
    assert protect(big, (55, 100)) == Protected(((30, 40, 70), (25, 60, 85)), (55, 100, 155))


def test_the_total_of_a_row_stays_where_only_its_parts_are_small() -> None:
    assert protect([(3, 95), (40, 60)], (43, 155)).rows == ((None, None, 98), (40, 60, 100))


def test_sums_of_small_numbers_are_small_numbers_too() -> None:
    """Two women and two others: the total less the men would say that they are four."""
    (row,) = protect([(2, 2, 50)], (60, 60, 60)).rows
    assert row == (None, None, None, 54)
