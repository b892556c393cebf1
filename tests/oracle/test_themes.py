"""What random meetings would have too seldom is drawn often, and can be counted."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from scheduler.problem import catalogue
from tests.oracle import drawing, draws, stated
from tests.oracle.alternatives import overtime, trimmed
from tests.oracle.asking import count, problem_told
from tests.oracle.case import Useless
from tests.oracle.drawing import Data, minutes
from tests.oracle.listing import best
from tests.oracle.meeting import Table
from tests.oracle.themes import BACK, FORWARD, theme

SEEDS = range(320)
OFTEN = len(SEEDS) // 20
"""Of so many seeds, each is drawn by so many at the least."""
CUT = range(1, 41, 2)


def shares_chairs(data: Data) -> bool:
    chairs = {one["id"]: {*one.get("chairs", ())} for one in data["sessions"]}
    orders = [set().union(*(chairs[id] for id in o["order"])) for o in data.get("rolling", ())]
    return len(orders) > 1 and bool(set.intersection(*orders))


def changes_clocks(data: Data) -> bool:
    return bool({FORWARD, BACK} & {*data["days"]}) and any(
        minutes(slot["start"]) < 180 <= minutes(slot["end"]) for slot in data["slots"]
    )


def weighs_changes(data: Data) -> bool:
    notice = data.get("notice", {})
    largest = max(one.get("attendance", 0) for one in data["sessions"])
    return bool(notice.get("weight", 1) > 1 and largest >= notice["audience"])


def caps_teams(data: Data) -> bool:
    spoken = sum("languages" in one for one in data["sessions"])
    return spoken > 1 and bool(data.get("interpretation", {}).get("caps"))


def cuts_outside(data: Data) -> bool:
    ordered = {id for order in data.get("rolling", ()) for id in order["order"]}
    longest = max(minutes(slot["end"]) - minutes(slot["start"]) for slot in data["slots"])
    return any(
        "split" in one and one["id"] not in ordered and likely(one) > longest
        for one in data["sessions"]
    )


def likely(one: Data) -> int:
    found: int = one["minutes"] if isinstance(one["minutes"], int) else one["minutes"]["likely"]
    return found


def slots_are_unlike(data: Data) -> bool:
    lengths = [minutes(slot["end"]) - minutes(slot["start"]) for slot in data["slots"]]
    return max(lengths) >= 2 * min(lengths)


def ends_off_the_grid(data: Data) -> bool:
    return all(likely(one) % data["meeting"]["grid"] for one in data["sessions"])


def is_tight(data: Data) -> bool:
    return all("overtime" in slot for slot in data["slots"]) and all(
        not isinstance(one["minutes"], int) for one in data["sessions"]
    )


KINDS: dict[str, Callable[[Data], bool]] = {
    "chairs shared by rolling orders": shares_chairs,
    "clocks that change": changes_clocks,
    "weights of notice and audience": weighs_changes,
    "caps of interpretation": caps_teams,
    "splits outside rolling orders": cuts_outside,
    "slots of different lengths": slots_are_unlike,
    "minutes off the grid": ends_off_the_grid,
    "overtime and trimming": is_tight,
}


def test_what_would_be_seldom_is_drawn_often() -> None:
    found: Counter[str] = Counter()
    for seed in SEEDS:
        on = theme(seed)
        data = drawing.meeting(Random(f"count {seed}"), on.ground, on.special, on.sessions)
        found.update(kind for kind, is_so in KINDS.items() if is_so(data))
    assert all(found[kind] >= OFTEN for kind in KINDS), found


@pytest.mark.ci
def test_what_would_be_seldom_is_read_and_has_a_timetable() -> None:
    found: Counter[str] = Counter()
    for seed in SEEDS[1::10]:
        for _, _, case in draws.published(seed, "score"):
            found.update(kind for kind, is_so in KINDS.items() if is_so(case.scenario))
    assert all(found[kind] >= 2 for kind in KINDS), found


@pytest.mark.ci
def test_alternatives_are_often_about_overtime_and_trimming() -> None:
    found: Counter[str] = Counter()
    for seed in CUT:
        for case in draws.choices(seed):
            for policy in ("extend", "hold"):
                try:
                    problem = problem_told(case.under(policy), case.plan())
                    least = [] if problem is None else best(count(problem))[:1]
                except Useless:
                    continue
                for one in least:
                    table = Table(one.meeting, one.sits, one.unplaced)
                    found["overtime"] += overtime(one.meeting, table) > 0
                    found["trimming"] += trimmed(one.meeting, table) > 0
    assert found["overtime"] >= 3, found
    assert found["trimming"] >= 2, found


def test_every_rule_that_a_planner_states_is_judged() -> None:
    """What the third reader does not know, it would pass over."""
    assert stated.WHAT.keys() == catalogue.KINDS.keys()
