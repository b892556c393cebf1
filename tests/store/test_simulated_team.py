"""A simulated team loses nothing: whatever the seed, the store holds what plain lists hold."""

import tempfile
from pathlib import Path

import pytest

from tests.draws import SHARES, rounds, sampled
from tests.store.compiled_once import compiled_once
from tests.store.simulated_team import EVERY, STEPS, Team

IN_MEMORY = Path("/dev/shm")
"""What breaks is drawn by the simulation: no disk has to keep it."""


def simulate(seed: int, steps: int = STEPS) -> None:
    place = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="rollgrid-team-", dir=place) as folder:
        Team(seed, Path(folder) / "meeting.db").run(steps)


@pytest.mark.parametrize(("seed", "steps"), [(0, EVERY), *sampled([(1, 1_000)], 0)])
def test_a_simulated_team_and_plain_lists_agree(seed: int, steps: int) -> None:
    with compiled_once():
        for meeting in range(max(1, steps // STEPS)):
            simulate(1_000 * seed + meeting, min(steps, STEPS))


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_a_million_steps_of_simulated_teams_agree(share: int) -> None:
    with compiled_once():
        rounds("simulated team", range(4_000), share, simulate)


def test_a_step_that_is_lost_is_noticed(tmp_path: Path) -> None:
    """The harness itself: a fact that the model has and the store has not."""
    team = Team(3, tmp_path / "meeting.db")
    team.run(EVERY)
    team.truth.facts.append(("late cei 5m", None))
    with pytest.raises(AssertionError, match="seed 3, rollgrid"):
        team.run(EVERY)
