"""Other schedulers: their models count what the scorers count. Needs ``uv run --group peers``."""

import random
from pathlib import Path
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Sitting
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable
from tests.benchmarks import talks
from tests.benchmarks.running import How
from tests.benchmarks.scorers import optaplanner
from tests.benchmarks.test_runner import meetings


def how(tmp_path: Path, seconds: float = 5) -> How:
    return How(seconds, 1, 1, tmp_path)


def at_random(data: talks.Talks, seed: int) -> Timetable:
    draw = random.Random(seed)
    sittings = []
    for n in range(len(data.away) - 2):
        start, room = draw.choice(data.moments), f"r{draw.randrange(talks.ROOMS)}"
        sittings.append(Sitting(session=f"t{n}", room=room, start=start, end=start + talks.HALF))
    return Timetable.of(sittings)


@pytest.mark.parametrize("count", [12, 30])
def test_there_is_a_conference_of_talks_that_keeps_every_rule(count: int) -> None:
    data = talks.talks(count)
    outcome = solve.solve(talks.problem(data), Budget(seconds=30, workers=1))
    assert talks.score(data, outcome.timetable) == dict.fromkeys(
        ("total", "unplaced", "doubly_taken", "away", "at_once", "strays"), 0
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rules_of_the_talks_are_broken_where_they_are_counted_as_broken(seed: int) -> None:
    data = talks.talks(30)
    found = at_random(data, seed)
    counted = talks.score(data, found)
    broken = [v.rule for v in verifier.violations(talks.problem(data), found)]
    assert counted["unplaced"] == 2
    assert counted["away"] == broken.count("availability") > 0
    assert counted["at_once"] == broken.count("conflict") > 0
    assert (counted["doubly_taken"] > 0) == ("room_clash" in broken)


@pytest.mark.long
def test_conference_scheduler_finds_talks_that_keep_every_rule(tmp_path: Path) -> None:
    pytest.importorskip("conference_scheduler", reason="uv run --group peers")
    from tests.benchmarks.peers import conference

    data = talks.talks(20)
    found = conference.solve(data, how(tmp_path, 60))
    assert found is not None
    assert talks.score(data, found)["total"] == 0


@pytest.mark.long
@pytest.mark.parametrize(("count", "seats"), [(3, 4), (9, 1), (40, 2)])
def test_timefold_counts_what_the_scorer_counts(tmp_path: Path, count: int, seats: int) -> None:
    pytest.importorskip("timefold", reason="uv run --group peers")
    from tests.benchmarks.peers import timefold_meetings

    heard: list[Any] = []
    data: Any = meetings(count, seats=seats)
    plan = timefold_meetings.solve(data, how(tmp_path), heard)
    figures = optaplanner.score(data, timefold_meetings.timetable(data, plan))
    assert heard
    assert plan.score is not None
    assert [-plan.score.hard_score, -plan.score.medium_score, -plan.score.soft_score] == [
        figures[level] for level in ("hard", "medium", "soft")
    ]
