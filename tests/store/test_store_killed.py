"""Killed at any moment, the store loses nothing that it had confirmed, and holds nothing half."""

import os
import random
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from scheduler import store as stores
from tests.draws import sampled
from tests.store.saying import faults
from tests.store.stepping import RECIPIENTS, lines_from, working
from tests.store.tallies import tallied

KILLS = "steps of the store itself (facts, drafts, publications, marks) killed at any moment"
MOST = 12
"""Steps that are waited for before the kill: three cycles of four."""
LONGEST = 0.02
"""Seconds of work after the last of these; a cycle of four steps takes as long."""


@pytest.mark.parametrize(
    "rounds", [*sampled([5, 20], 1), pytest.param(200, marks=pytest.mark.long)]
)
def test_what_was_confirmed_is_there_after_a_kill_and_nothing_is_half_there(
    where: Path | str, rounds: int
) -> None:
    with tallied(KILLS, where, rounds, "tests/store/test_store_killed.py"):
        _killed(where, rounds)


def _killed(where: Path | str, rounds: int) -> None:
    chance = random.Random(rounds)
    waits = [(chance.randint(0, MOST), chance.uniform(0, LONGEST)) for _ in range(rounds)]
    confirmed: Counter[str] = Counter()
    for steps, seconds in waits:
        confirmed |= _last_confirmed(where, steps, seconds)
        if sum(confirmed.values()) > 0:
            _holds(where, confirmed)
    cycles = sum(steps // 4 for steps, _ in waits)
    assert cycles > 0
    assert all(confirmed[step] >= cycles for step in ("fact", "draft", "published", "written"))


def _last_confirmed(where: Path | str, steps: int, seconds: float) -> Counter[str]:
    """The highest number that each kind of step confirmed before the kill; published from 1."""
    with working("stepping", where) as (process, pipe):
        assert pipe.poll(60), "nothing was ever confirmed"
        said = list(islice(lines_from(pipe), steps))
        time.sleep(seconds)
        process.kill()
        process.join()
        said += lines_from(pipe)
    assert process.exitcode == -9
    found: Counter[str] = Counter()
    for step, number in said:
        found[step] = int(number) + (step in ("published", "written"))
    return found


def _holds(where: Path | str, confirmed: Counter[str]) -> None:
    assert faults(where) == []
    with stores.opened(where, create=False) as store:
        drafts = stores.revisions(store)
        issues = [r.published.number for r in drafts if r.published is not None]
        posted = stores.notices(store)
        there = Counter(
            fact=len(stores.facts(store)),
            draft=len(drafts),
            published=len(issues),
            written=sum(p.state == "written" for p in posted),
        )
    # the kill may have cut off the confirmation of the last step, or the mark after it
    assert all(there[step] >= confirmed[step] or step == "written" for step in there), there
    written = {p.publication for p in posted if p.state == "written"}
    assert confirmed["written"] == 0 or confirmed["written"] - 1 in written
    assert issues == list(range(len(issues)))
    wanted = [(number, name) for number in issues for name in sorted(RECIPIENTS)]
    assert [(p.publication, p.notice.recipient) for p in posted] == wanted


def test_the_second_name_of_a_store_is_removed_by_whoever_writes_next(tmp_path: Path) -> None:
    """A store is made under another name; a kill may come before that one is taken away."""
    file, second = tmp_path / "meeting.db", tmp_path / ".meeting.db.new"
    with stores.opened(file):
        pass
    os.link(file, second)
    with stores.opened(file, reads_only=True):
        pass
    assert second.exists()
    with stores.opened(file):
        pass
    assert not second.exists()
    second.write_bytes(b"of somebody else")
    with stores.opened(file):
        pass
    assert second.exists()
