"""Facts as they are said: read, told canonically, and what they make of the problem."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler import verifier
from scheduler.errors import FactError
from scheduler.model import DISTANCE
from scheduler.problem import Problem
from scheduler.replanning.facts import parse
from scheduler.replanning.next_problem import as_recorded
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import load
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record

CSP11 = load(Path(__file__).parents[3] / "scenarios" / "csp11.yaml").problem

SAID = (
    ("overrun enip 30m", "overrun enip 30m"),
    ("early finish wgtu 1h", "early wgtu 60m"),
    ("late start cei 10m at 2025-02-26 09:50", "late cei 10m at 2025-02-26 09:50"),
    ("speakers enip 14 3m at 2025-02-25 17:30", "speakers enip 14 3m at 2025-02-25 17:30"),
    ("cancel wgtr at 2025-02-26 09:00", "cancelled wgtr at 2025-02-26 09:00"),
    ("add enip", "added enip"),
    ("add dief 90m", "added dief 90m"),
    (
        'add dief 1h30 {"title": "At {home}", "follows": "wgtr"} at 2025-02-25 09:00',
        'added dief 90m {"follows": "wgtr", "title": "At {home}"} at 2025-02-25 09:00',
    ),
    ("absent wgtu-chair 2025-02-27", "absent wgtu-chair 2025-02-27 00:00 to 2025-02-28 00:00"),
    ("room lost plenary at 2025-02-26 11:00", "room-lost plenary at 2025-02-26 11:00"),
    (
        "interpretation lost interpreters 2025-02-27 15:00 to 18:00",
        "interpretation-lost interpreters 2025-02-27 15:00 to 2025-02-27 18:00",
    ),
    ("interpretation cut 2h30", "interpretation-cut 150m"),
    ("overrun enip 999h59", "overrun enip 59999m"),
    ("documents late wgtr 2025-02-28", "documents wgtr 2025-02-28"),
)


@pytest.mark.parametrize(("said", "canonical"), SAID)
def test_what_is_said_is_told_canonically_and_reads_back_as_the_same(
    said: str, canonical: str
) -> None:
    (fact,) = parse(CSP11, [said])
    assert str(fact) == canonical
    assert parse(CSP11, [canonical]) == (fact,)
    assert parse(CSP11, [said, canonical]) == (fact,)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("speakers enip 14 3m", "the moment of the count is missing"),
        ("speakers enip many 3m at 2025-02-25 12:00", "expected the number of speakers left"),
        ("speakers enip 3 0m at 2025-02-25 12:00", "the limit must be more than 0 minutes"),
        ("added dief 90m [1]", "is not a JSON object"),
        ("added dief 90m {", "is no JSON"),
        ('added dief 90m {"chair": "x"}', "chair: extra inputs are not permitted"),
        ('added dief 90m {"follows": "wgtt"}', "did you mean 'wgtu'?"),
        ('added dief 90m {"id": "other"}', "its id is other"),
        ("interpretation cut 0", "expected how long a team may work"),
        ("interpretation cut", "expected how long a team may work"),
        ("documents wgtr", "expected a day"),
        ("quorum missed", "the scenario asks for no quorum"),
        ("overrun enip 30m at noon", "'noon' is not a moment"),
    ],
)
def test_what_cannot_be_meant_is_said(said: str, told: str) -> None:
    with pytest.raises(FactError, match=told.replace("[", r"\[").replace("{", r"\{")):
        parse(CSP11, [said])


def test_of_a_cancelled_session_nothing_more_is_told_but_what_was_told_before_stays() -> None:
    before = ("late wgtr 10m", "cancelled wgtr")
    assert len(parse(CSP11, before)) == 2
    with pytest.raises(FactError, match="wgtr is cancelled too"):
        parse(CSP11, before[::-1])


def day(**changes: Any) -> Problem:
    """Two sessions of an hour in one room; a morning and an afternoon, on two days."""
    content: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "UTC", "grid": 15},
        "days": ["2030-03-04", "2030-03-05"],
        "slots": [
            {"id": "morning", "start": "10:00", "end": "13:00"},
            {"id": "afternoon", "start": "15:00", "end": "18:00"},
        ],
        "rooms": [{"id": "A"}],
        "sessions": [
            {"id": "x", "minutes": 60, "slots": ["2030-03-04/morning"]},
            {"id": "y", "minutes": 60, "decides": True, "languages": ["fr"]},
        ],
        "interpretation": {"teams": [{"id": "team", "languages": ["fr"]}]},
        "documents": [{"id": "paper", "sessions": ["y"], "out": "2030-03-01"}],
        "levels": [{"rule": "documents", "level": "hard"}],
        "quorum": {
            "needed": 50,
            "registered": [
                {"at": "2030-03-04 09:00", "delegations": 50},
                {"at": "2030-03-05 09:00", "delegations": 60},
            ],
        },
        "rules": [{"rule": "prefer", "of": ["y"], "slots": ["2030-03-04/morning"]}],
    }
    return Problem.model_validate({**content, **changes})


def replanned(fact: str, **changes: Any) -> tuple[Replanned, Record, Problem]:
    """A replan at eight on the first day, and the problem by which its record is judged."""
    problem = day(**changes)
    published = record(solve(problem), sha256="")
    found = replan(ReplanRequest(problem, published, [fact], now=datetime(2030, 3, 4, 8)))
    made = record_replan(found, published, sha256="")
    return found, made, as_recorded(problem, made)


def start(made: Record, session: str) -> str:
    return f"{made.timetable.of_session(session)[0].start:%d %H:%M}"


@pytest.mark.parametrize(
    ("fact", "lands"),
    [
        ("documents paper 2030-03-05", "05"),
        ("documents y 2030-03-05", "05"),
        ("quorum missed until 2030-03-04 15:00", "04 15:00"),
        ("quorum missed at 2030-03-04 12:00", "05"),
        ("interpretation lost team 2030-03-04 10:00 to 13:00", "04 15:00"),
        ("interpretation lost team 2030-03-04", "05"),
    ],
)
def test_what_bars_a_place_moves_the_session_and_both_judges_agree(fact: str, lands: str) -> None:
    found, made, problem = replanned(fact)
    assert start(made, "y").startswith(lands)
    assert start(made, "x").startswith("04 1")
    distance = [tier for tier in found.outcome.tiers if tier.name in DISTANCE]
    assert distance
    assert all(tier.cost == tier.bound for tier in distance)
    assert verifier.violations(problem, made.timetable) == []
    published = record(solve(day()), sha256="")
    stays = published.timetable.of_session("y")
    moved = [s for s in made.sittings if s.session != "y"]
    assert verifier.violations(problem, made.timetable.of([*moved, *stays])) != []


def test_a_cut_bars_stretches_that_are_longer() -> None:
    longer = [{"id": "y", "minutes": 120, "languages": ["fr"], "split": {"least_part": 30}}]
    found, made, problem = replanned("interpretation cut 90m", sessions=longer, rules=[])
    lengths = [int((s.end - s.start).total_seconds()) // 60 for s in made.sittings]
    assert sum(lengths) == 120
    assert max(lengths) <= 90
    assert found.outcome.status == "optimal"
    assert verifier.violations(problem, made.timetable) == []


def test_an_added_session_is_held_where_it_disturbs_nobody() -> None:
    fact = 'added z 60m {"title": "Late comer", "chairs": [], "slots": ["morning"]}'
    found, made, problem = replanned(fact)
    assert {s.session for s in made.sittings} == {"x", "y", "z"}
    assert problem.session("z").title == "Late comer"
    assert [change.kind for change in found.changes] == ["new"]
    assert verifier.violations(problem, made.timetable) == []


def test_a_session_added_to_a_rolling_order_follows_the_one_it_is_said_to() -> None:
    published = record(solve(CSP11), sha256="")
    found = replan(
        ReplanRequest(CSP11, published, ['added dief 30m {"follows": "cei"}'], policy="roll")
    )
    order = [s.session for s in found.outcome.timetable.sittings]
    assert order.index("cei") < order.index("dief") < order.index("wgtu")
    assert found.outcome.problem.rolling[0].order == ("enip", "cei", "dief", "wgtu", "wgtr")


@pytest.mark.parametrize(("left", "ends"), [(10, "18:00"), (14, "18:12"), (0, "17:30")])
def test_the_speakers_who_are_left_say_how_long_a_session_lasts(left: int, ends: str) -> None:
    published = record(solve(CSP11), sha256="")
    told = f"speakers enip {left} 3m at 2025-02-25 17:30"
    found = replan(ReplanRequest(CSP11, published, [told], policy="extend"))
    last = found.outcome.timetable.of_session("enip")[-1]
    assert f"{last.end:%H:%M}" == ends


def test_a_newer_list_of_speakers_takes_the_place_of_the_older_one() -> None:
    published = record(solve(CSP11), sha256="")
    told = ["speakers enip 40 3m at 2025-02-25 17:00", "speakers enip 14 3m at 2025-02-25 17:30"]
    found = replan(ReplanRequest(CSP11, published, told, policy="extend"))
    assert f"{found.outcome.timetable.of_session('enip')[-1].end:%H:%M}" == "18:12"


def test_no_session_lasts_longer_than_a_scenario_could_have_it() -> None:
    said = ("overrun enip 999h", "overrun enip 999h at 2025-02-25 12:00")
    with pytest.raises(FactError, match="minutes, more than 100000"):
        replan(ReplanRequest(CSP11, record(solve(CSP11), sha256=""), said))
