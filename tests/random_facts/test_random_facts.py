"""
Random facts told to random meetings at random moments: no fact is a bug of the program.

Each is told one by one and together, at starts, ends, walls and midnights and a minute beside them,
some are taken back, and some are none that anybody could mean. What is answered is accepted by the
verifier, what has begun stays as it was held, and what is refused is refused in words.
"""

from collections.abc import Callable

import pytest

from scheduler.timetable import Record
from tests.draws import SHARES, rounds, sampled
from tests.random_facts.asking import Stand, replanned, situate, tell
from tests.random_facts.commanding import commanded
from tests.random_facts.telling import Asked

SITUATED, REPLANNED, COMMANDED = range(2_400), range(10_000, 12_400), range(20_000, 20_400)
"""Meetings: some 45 facts are told about each of the first, 4 about each of the others."""
LITTLE = 2.0
"""Seconds of each replan: some end without a proof or a timetable, and none may end in a bug."""


@pytest.mark.parametrize("seed", sampled(SITUATED[:10], always=1))
def test_facts_are_read_and_the_meeting_stands_as_they_say(seed: int) -> None:
    assert tell(seed, 9, situate) > 9


@pytest.mark.ci
@pytest.mark.parametrize("seed", REPLANNED[:4])
def test_replans_are_accepted_and_keep_what_was_held(seed: int) -> None:
    briefly(seed, replanned)


@pytest.mark.ci
@pytest.mark.parametrize("seed", COMMANDED[:2])
def test_facts_on_the_command_line_are_answered_or_refused(seed: int) -> None:
    briefly(seed, commanded)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_facts_for_hours(share: int) -> None:
    rounds("random facts: situated", SITUATED, share, lambda seed: tell(seed, 20, situate))


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_replans_for_hours(share: int) -> None:
    rounds("random facts: replanned", REPLANNED, share, lambda seed: briefly(seed, replanned))


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_the_command_line_for_hours(share: int) -> None:
    rounds("random facts: commanded", COMMANDED, share, lambda seed: briefly(seed, commanded))


def briefly(seed: int, check: Callable[[Stand, Asked, float], Record | None]) -> None:
    """Two tellings, with little time for each."""
    tell(seed, 2, lambda stand, asked: check(stand, asked, LITTLE))
