"""Who is set free beside those who were chosen."""

from types import SimpleNamespace
from typing import Any

import pytest

from scheduler.search.cells.cell_neighbourhoods import Cells


class Drawn:
    """Draws these numbers, and the first of whatever there is to choose from."""

    def __init__(self, *numbers: float) -> None:
        self.numbers = list(numbers)

    def random(self) -> float:
        return self.numbers.pop(0)

    def choice(self, listed: list[int]) -> int:
        return listed[0]

    def choices(self, listed: list[int], weights: list[int]) -> list[int]:
        assert any(weights)
        return [one for one, weight in zip(listed, weights, strict=True) if weight]


@pytest.mark.parametrize(("size", "another"), [(1, 1), (2, 2)])
def test_now_and_then_it_is_one_whose_cells_are_not_full_if_there_is_one(
    size: int, another: int
) -> None:
    """Body 1 sits elsewhere, with room to spare or without; body 2 in the room of body 0."""
    board = SimpleNamespace(bodies=((0,), (1,), (2,)), sizes=(2, size, 2), lengths=(2, 2))
    model: Any = SimpleNamespace(board=board)
    where = [(0, 0, 0), (1, 1, 1), (2, 1, 0)]
    draw: Any = Drawn(0.3, 0.3)
    assert Cells(model)._another([0], where, draw) == another
