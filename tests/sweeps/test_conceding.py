"""Concessions: each one solved, accepted by the verifier, and worth what is told of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.scenario import load
from scheduler.sweeps.comparing import fits, is_beyond, price
from scheduler.sweeps.conceding import (
    Conceded,
    ConcedeRequest,
    concede,
)
from scheduler.sweeps.engines import Ending, Here
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.loosening import loosenings
from scheduler.sweeps.results import Result, State
from scheduler.sweeps.solving import solve_job
from scheduler.sweeps.statements import More
from scheduler.timetable import Record
from tests.sweeps.small import figures

ROOM = """
format: 1
meeting: {id: m, title: M, timezone: Europe/Zurich, grid: 15}
days: [2030-03-05]
slots:
  - {id: morning, start: "10:00", end: "13:00"}
  - {id: afternoon, start: "15:00", end: "18:00"}
rooms: [{id: hall, unavailable: [{from: 2030-03-05 15:00, to: 2030-03-05 18:00}]}]
people:
  - {id: chair, timezone: America/New_York,
     unavailable: [{from: 2030-03-05 04:00, to: 2030-03-05 06:00}]}
sessions:
  - {id: a, minutes: 90, chairs: [chair]}
"""
"""The chair is away from 10:00 to 12:00 by the clock of the meeting, and the hall is shut later."""


def problem(folder: Path, text: str) -> Problem:
    path = folder / "m.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path).problem


def asked(problem: Problem, give: More | None = None) -> Conceded:
    return concede(ConcedeRequest(problem=problem, give=give), Here())


def said(told: Conceded) -> dict[str, Result]:
    return {" + ".join(c.says for c in one.concessions): one.result for one in told.bought}


def assert_accepted(problem: Problem, told: Conceded) -> None:
    """Every timetable obeys every hard rule of the scenario with its concession, and no other."""
    for one in told.bought:
        changed = problem
        for concession in one.concessions:
            changed = concession.change(changed)
        timetable = Record.model_validate_json(one.result.timetable).timetable
        assert not verifier.violations(changed, timetable)
        assert verifier.violations(problem, timetable)


def test_what_is_not_possible_becomes_possible_by_as_little_as_is_enough(tmp_path: Path) -> None:
    m = problem(tmp_path, ROOM)
    told = asked(m)
    assert told.wanted.state == "infeasible"
    assert set(said(told)) == {
        "let chair be there on 2030-03-05 11:00 to 12:00",  # then it is held from 11:00 on
        "have hall on 2030-03-05 15:00 to 18:00",
        "find another chair for a instead of chair",
        "shorten a by 30 minutes, to 60",
        "let the slot morning run over by 30 minutes",
    }
    assert all(one.sure for one in told.bought)
    assert_accepted(m, told)


def test_small_steps_come_first_and_larger_ones_where_none_is_enough(tmp_path: Path) -> None:
    longer = ROOM.replace("minutes: 90", "minutes: 150, deadline: 2030-03-05 13:00")
    told = asked(problem(tmp_path, longer))
    # an hour is not enough: 11:00 to 13:00 are 120 minutes
    assert "let chair be there on 2030-03-05 10:00 to 12:00" in said(told)
    assert "let chair be there on 2030-03-05 11:00 to 12:00" not in said(told)
    assert all(price(one.result)[0] == 0 for one in told.bought)


TWO = """
format: 1
meeting: {id: m, title: M, timezone: Europe/Zurich, grid: 15}
days: [2030-03-05]
slots:
  - {id: morning, start: "10:00", end: "13:00"}
  - {id: afternoon, start: "15:00", end: "18:00"}
rooms: [{id: hall}]
groups: [{id: A, title: Body A}, {id: B, title: Body B}]
sessions:
  - {id: a, group: A, minutes: 120, split: {least_part: 30}}
  - {id: b, group: B, minutes: 210, split: {least_part: 30}}
rolling: [{room: hall, order: [a, b]}]
"""


def test_what_it_would_take_to_give_somebody_more(tmp_path: Path) -> None:
    """30 of 360 minutes are free: an hour more of A takes 30 from B, or of the evening.

    Nobody begins in the overtime of the morning.
    """
    m = problem(tmp_path, TWO)
    told = asked(m, More(of="A", minutes=60))
    assert not told.fits
    assert set(said(told)) == {
        "shorten b by 30 minutes, to 180",
        "let the meeting run over its last close by 30 minutes",
    }
    cheapest = told.bought[0]
    assert cheapest.concessions[0].about == {"b"}
    assert price(cheapest.result) == (0, 0, 0)
    assert fits(cheapest.result, told.now)


def test_what_there_is_room_for_needs_no_concession(tmp_path: Path) -> None:
    told = asked(problem(tmp_path, TWO), More(of="A", minutes=30))
    assert told.fits
    assert price(told.wanted) == price(told.now) == (0, 0, 0)


class Liar:
    """An engine that says of the scenario as it is, and of nothing else, that it is impossible."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        for job in jobs:
            yield job, solve_job(job) if job.combined else Result(state="infeasible", reason="no")


def test_what_a_worker_of_a_cluster_says_of_impossibility_is_no_proof(tmp_path: Path) -> None:
    m = problem(tmp_path, TWO)
    request = ConcedeRequest(problem=m, give=More(of="A", minutes=30))
    assert not concede(request, Liar()).fits
    told = concede(request, Liar(), prover=Here())
    assert told.fits
    assert price(told.wanted) == price(told.now) == (0, 0, 0)
    assert not any(one.sure for one in told.bought)


def test_who_is_to_have_more_is_not_asked_to_take_less(tmp_path: Path) -> None:
    told = asked(problem(tmp_path, TWO), More(of="B", minutes=60))
    assert not any("let b take" in says for says in said(told))


def test_a_slot_is_said_to_be_freed_only_if_it_could_not_be_free_without(tmp_path: Path) -> None:
    """A needs 30 minutes of the afternoon; B is beside it, and may be anywhere."""
    text = TWO.replace("minutes: 210", "minutes: 90").replace("minutes: 120", "minutes: 120")
    told = asked(problem(tmp_path, text))
    freed = {one.concessions[0].says: one.freed for one in told.bought if one.freed is not None}
    assert freed == {
        "shorten a by 30 minutes, to 90": ("2030-03-05/afternoon", "hall"),
        "shorten b by 30 minutes, to 60": ("2030-03-05/afternoon", "hall"),
    }
    loose = text.replace("rolling: [{room: hall, order: [a, b]}]", "").replace("120,", "90,")
    assert all(one.freed is None for one in asked(problem(tmp_path, loose)).bought)


def test_no_concession_says_the_same_twice(tmp_path: Path) -> None:
    steps = [one.says for way in loosenings(problem(tmp_path, ROOM)) for one in way]
    assert len(steps) == len(set(steps))


def result(*tiers: tuple[str, int, int], state: State = "solved") -> Result:
    return Result(
        state=state,
        tiers=tiers,
        figures=figures() if state == "solved" else None,
    )


@pytest.mark.parametrize(
    ("one", "other", "beyond"),
    [
        (result(("unplaced", 0, 0)), result(state="infeasible"), True),
        (result(("unplaced", 0, 0)), result(state="no timetable"), False),
        (result(("unplaced", 0, 0)), result(("unplaced", 2, 1)), True),
        (result(("unplaced", 1, 0)), result(("unplaced", 2, 1)), False),
        (result(("u", 0, 0), ("p", 5, 0)), result(("u", 0, 0), ("p", 9, 6)), True),
        (result(("u", 0, 0), ("p", 6, 0)), result(("u", 0, 0), ("p", 9, 6)), False),
        (result(("u", 1, 1), ("p", 0, 0)), result(("u", 0, 0), ("p", 9, 6)), False),
        (result(("warnings", 0, 0)), result(("warnings", 3, 3)), False),
    ],
)
def test_only_what_is_proved_is_sure(one: Result, other: Result, beyond: bool) -> None:
    assert is_beyond(one, other) == beyond
