"""Several planners publish at once: one wins each time, the others are told and lose nothing."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from scheduler import store as stores
from tests.draws import sampled
from tests.store.saying import faults
from tests.store.stepping import FORKING, lines_from, working
from tests.store.tallies import tallied

PLANNERS = 4
RACES = "publications by 4 writers at once"


@pytest.mark.parametrize("wins", [*sampled([5, 25], 1), pytest.param(100, marks=pytest.mark.long)])
def test_many_publications_at_once_make_a_gapless_chain_and_lose_no_draft(
    where: Path | str, wins: int
) -> None:
    with tallied(RACES, where, PLANNERS * wins, "tests/store/test_store_race.py"):
        _raced(where, wins)


def _raced(where: Path | str, wins: int) -> None:
    with ExitStack() as stack:
        start = FORKING.Barrier(PLANNERS)
        race = [working("racing", where, start, wins) for _ in range(PLANNERS)]
        started = [stack.enter_context(planner) for planner in race]
        said = [list(lines_from(pipe)) for _, pipe in started]
        for process, _ in started:
            process.join(60)
            assert process.exitcode == 0
    lines = [line for each in said for line in each]
    won = {int(words[1]): int(words[2]) for words in lines if words[0] == "won"}
    lost = {int(words[1]) for words in lines if words[0] == "lost"}
    assert sorted(won.values()) == list(range(PLANNERS * wins))
    assert lost
    with stores.opened(where, create=False) as store:
        drafts = stores.revisions(store)
        assert {r.draft for r in drafts} == won.keys() | lost
        assert {r.draft: r.published.number for r in drafts if r.published is not None} == won
        assert [p.publication for p in stores.notices(store)] == list(range(PLANNERS * wins))
    assert faults(where) == []
