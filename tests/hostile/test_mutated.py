"""Mutated inputs are read or refused: no traceback, no hang, no memory without end, no odd code."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from tests.draws import SHARES, rounds
from tests.hostile.child import failures
from tests.hostile.remembering import remember
from tests.hostile.surfaces import HEARD, SURFACES

BATCH = 1_000
"""Inputs of one process, which takes the time of a hundred of them to begin."""
FEW = {"docx": 10, "xlsx": 10, "solved": 10}
"""Batches for hours: 10,000 of what takes long, 100,000 of all others."""
SLOW = {"docx": 250, "xlsx": 250, "command lines": 250, "solved": 200}
"""Inputs in the suite ``ci`` of what takes 40 ms and more; 500 of all others."""


def batch(surface: str, number: int, folder: Path, count: int = BATCH) -> None:
    assert "\n\n".join(failures(surface, number * BATCH, count, folder)) == ""


@pytest.mark.ci
def test_an_input_that_kills_the_process_is_named_and_the_next_is_tried(tmp_path: Path) -> None:
    (first, second) = failures("no surface", 7, 2, tmp_path)
    assert first.startswith("input 7: exit 1 of the process")
    assert second.startswith("input 8: exit 1 of the process")


ALIKE = [name for name in SURFACES if name not in ("facts", "command lines", "solved")]
"""Surfaces whose answers hold nothing that differs from run to run, and which take little."""


@pytest.mark.ci
@pytest.mark.parametrize("surface", ALIKE)
def test_an_answer_is_the_same_whatever_was_asked_before_and_what_is_remembered(
    surface: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    anew = answers(surface, range(6), tmp_path)
    remember(surface, monkeypatch.setattr)
    again = answers(surface, reversed(range(6)), tmp_path)
    assert again == dict(reversed(anew.items()))


def answers(surface: str, numbers: Iterable[int], folder: Path) -> dict[int, list[object]]:
    made = {}
    for number in numbers:
        HEARD.clear()
        SURFACES[surface](Random(f"{surface} {number}"), folder)
        made[number] = [*HEARD]
    return made


@pytest.mark.ci
@pytest.mark.parametrize("surface", SURFACES)
def test_hundreds_of_mutated_inputs(surface: str, tmp_path: Path) -> None:
    batch(surface, 0, tmp_path, SLOW.get(surface, 500))


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("surface", SURFACES)
def test_mutated_inputs_for_hours(surface: str, share: int, tmp_path: Path) -> None:
    seeds = range(FEW.get(surface, 100))
    rounds(f"mutated: {surface}", seeds, share, lambda seed: batch(surface, seed, tmp_path))
