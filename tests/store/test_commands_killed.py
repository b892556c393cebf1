"""Commands killed at any moment, and planners who publish at once: nothing confirmed is lost."""

import random
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO

import pytest

from scheduler import store as stores
from tests.draws import sampled
from tests.store.saying import faults
from tests.store.stepping import FORKING
from tests.store.tallies import tallied
from tests.store.working import commanding, issued_at

SAID = re.compile(r"fact (?P<fact>\d+):|saved as draft r(?P<draft>\d+)|(?P<issue>Rev\.\d+) is publ")
MOST = 4
"""Confirmations that are waited for before the kill: one round of three, and one more."""
LONGEST = 0.3
"""Seconds after the last of these; a round takes about as long."""
PLANNERS = 4
KILLS = "report, replan, publish and notices killed at any moment"
RACES = "publications by 4 planners at once, each with the commands report, replan, publish"
REPEAT = "tests/store/test_commands_killed.py"


def confirmations(lines: IO[str]) -> Iterator[tuple[str, int]]:
    """What was confirmed, with its number, line by line until the process ends."""
    for line in lines:
        match = SAID.search(line)
        if match is not None and match.lastgroup is not None:
            yield match.lastgroup, int(match[match.lastgroup].removeprefix("Rev."))


@pytest.mark.parametrize(
    "rounds", [*sampled([2, 15], 1), pytest.param(250, marks=pytest.mark.long)]
)
def test_a_command_that_is_killed_loses_nothing_that_it_had_confirmed(
    where: Path | str, rounds: int, tmp_path: Path
) -> None:
    with tallied(KILLS, where, rounds, REPEAT):
        _killed(where, rounds, tmp_path)


def _killed(where: Path | str, rounds: int, tmp_path: Path) -> None:
    issued_at(where)
    outbox = str(tmp_path / "outbox")
    chance = random.Random(rounds)
    confirmed = {"fact": 0, "draft": 1, "issue": 0}
    for _ in range(rounds):
        with commanding("working", where, outbox) as (process, lines):
            said = confirmations(lines)
            told = list(islice(said, chance.randint(0, MOST)))
            time.sleep(chance.uniform(0, LONGEST))
            process.kill()
            process.join()
            told += said
        assert process.exitcode == -9
        for kind, number in told:
            confirmed[kind] = max(confirmed[kind], number)
        _is_there(where, confirmed)
    assert all(number >= rounds // 4 for number in confirmed.values())


def _is_there(where: Path | str, confirmed: dict[str, int]) -> None:
    """All that was confirmed, nothing half, and a notice for each that the publication counts."""
    assert faults(where) == []
    with stores.opened(where, create=False) as store:
        drafts = stores.revisions(store)
        facts = [fact.number for fact in stores.facts(store)]
        issues = [r.published.number for r in drafts if r.published is not None]
        posted = [(p.publication, p.notice.recipient) for p in stores.notices(store)]
    assert facts == list(range(1, len(facts) + 1))
    assert [r.draft for r in drafts] == list(range(1, len(drafts) + 1))
    assert issues == list(range(len(issues)))
    assert len(posted) == len(set(posted))
    there = {"fact": len(facts), "draft": len(drafts), "issue": len(issues) - 1}
    assert all(there[kind] >= number for kind, number in confirmed.items()), (there, confirmed)


@pytest.mark.parametrize("wins", [*sampled([4], 0), pytest.param(100, marks=pytest.mark.long)])
def test_planners_who_publish_at_once_make_a_gapless_chain_and_losers_are_told(
    where: Path | str, wins: int
) -> None:
    with tallied(RACES, where, PLANNERS * wins, REPEAT):
        _raced(where, wins)


def _raced(where: Path | str, wins: int) -> None:
    issued_at(where)
    with ExitStack() as stack:
        start = FORKING.Barrier(PLANNERS)
        race = [commanding("racing", where, start, wins) for _ in range(PLANNERS)]
        started = [stack.enter_context(planner) for planner in race]
        texts = ["".join(lines) for _, lines in started]
        for process, _ in started:
            process.join(60)
            assert process.exitcode == 0
    codes = [
        tuple(map(int, found)) for t in texts for found in re.findall(r"code (\d+) of r(\d+)", t)
    ]
    won = {draft for code, draft in codes if code == 0}
    lost = {draft for code, draft in codes if code == 6}
    # who tells what another has just told replans what is in force, and has nothing to publish
    same = {draft for code, draft in codes if code == 1}
    assert {0, 6} <= {code for code, _ in codes} <= {0, 1, 6}
    assert len(won) == PLANNERS * wins
    assert all("rollgrid revert" in text for text in texts if "code 6" in text)
    with stores.opened(where, create=False) as store:
        drafts = stores.revisions(store)
    assert {r.draft for r in drafts} == won | lost | same | {1}
    issues = [r.published.number for r in drafts if r.published is not None]
    assert sorted(issues) == list(range(PLANNERS * wins + 1))
    assert faults(where) == []
