"""FOSDEM's published timetables: each is one of ours, and moves are counted from the trace."""

import random
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.replanning.facts import parse
from scheduler.timetable import Timetable
from scheduler.verifier.rules import availability, room_fit
from tests.benchmarks.adapters import fosdem
from tests.benchmarks.data import instance
from tests.benchmarks.scorers.fosdem import score

TALKS = (828, 830, 831, 832, 852, 874, 878, 908, 979)
"""Talks of each revision."""
every_step = pytest.mark.parametrize("revision", range(1, len(TALKS)))


def trace() -> list[dict[str, Any]]:
    return list(instance("fosdem/fosdem2026_trace"))


@cache
def built(revision: int) -> Problem:
    return fosdem.problem(trace(), revision)


@pytest.mark.parametrize("revision", range(len(TALKS)))
def test_every_published_timetable_keeps_to_the_rules(revision: int) -> None:
    record = fosdem.published(trace(), revision)
    assert len(record.sittings) == len(built(revision).sessions) == TALKS[revision]
    assert verifier.violations(built(revision), record.timetable) == []
    assert verifier.charges(built(revision), record.timetable) == []


def test_the_one_speaker_in_two_rooms_at_once_is_waived() -> None:
    found = verifier.waived(built(0), fosdem.published(trace()).timetable)
    assert [(f.rule, set(f.sessions), f.amount, f.reason) for f in found] == [
        ("person_clash", {"9115", "8059"}, 20, "published so")
    ]


def test_a_talk_outside_the_rooms_or_the_hours_of_its_track_is_against_the_rules() -> None:
    timetable = fosdem.published(trace()).timetable
    sitting = timetable.of_session("7392")[0]
    elsewhere = sitting.model_copy(update={"room": "AW1.120"})
    later = timedelta(hours=3)
    late = sitting.model_copy(update={"start": sitting.start + later, "end": sitting.end + later})
    families = [room_fit, availability]
    for moved, rule in ((elsewhere, "room_fit"), (late, "availability")):
        broken = verifier.violations(built(0), Timetable.of([moved]), families)
        assert [v.rule for v in broken] == [rule]


@every_step
def test_what_is_asked_knows_the_talks_of_before_and_those_added(revision: int) -> None:
    asked, step = fosdem.asked(trace(), revision), fosdem.steps(trace())[revision - 1]
    before = {s.session for s in fosdem.published(trace(), revision - 1).sittings}
    assert {s.id for s in asked.sessions} == before | set(step.added)
    assert before.isdisjoint(step.added)
    assert len(parse(asked, step.facts)) == len(step.facts)


@every_step
def test_the_timetable_of_before_breaks_no_rule_of_what_is_asked(revision: int) -> None:
    """Only the talks added are missing in it; what facts change is for the replan to know."""
    asked, step = fosdem.asked(trace(), revision), fosdem.steps(trace())[revision - 1]
    before = fosdem.published(trace(), revision - 1).timetable
    missing = {v.sessions for v in verifier.violations(asked, before)}
    assert missing == {(id,) for id in step.added}


@every_step
def test_all_that_they_moved_was_named_by_them(revision: int) -> None:
    step = fosdem.steps(trace())[revision - 1]
    found = score(trace(), revision, fosdem.published(trace(), revision).timetable)
    assert (found["moved"], found["beyond"]) == (len(step.moved), 0)
    assert (found["new"], found["lengths"]) == (len(step.added), lengthened(step))
    assert found["gone"] == sum(fact.startswith("cancelled") for fact in step.facts)
    assert found["kept"] + found["moved"] + found["gone"] == TALKS[revision - 1]


def lengthened(step: fosdem.Step) -> int:
    return sum(fact.split()[0] in ("overrun", "early") for fact in step.facts)


def test_their_largest_revisions_moved_so_much() -> None:
    moved = [len(step.moved) for step in fosdem.steps(trace())]
    assert moved == [0, 0, 0, 0, 0, 0, 27, 12]
    assert [lengthened(step) for step in fosdem.steps(trace())] == [0, 0, 0, 1, 0, 0, 6, 12]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_moves_at_random_are_all_counted(seed: int) -> None:
    draw = random.Random(seed)
    timetable = fosdem.published(trace()).timetable
    later = {s.session for s in draw.sample(timetable.sittings, 40)}
    elsewhere = {s.session for s in draw.sample(timetable.sittings, 30)}
    moved = Timetable.of(
        sitting.model_copy(
            update={
                "start": sitting.start + timedelta(minutes=5 * (sitting.session in later)),
                "end": sitting.end + timedelta(minutes=5 * (sitting.session in later)),
                "room": "nowhere" if sitting.session in elsewhere else sitting.room,
            }
        )
        for sitting in timetable.sittings
    )
    found = score(trace(), 1, moved)
    assert (found["starts"], found["rooms"], found["days"]) == (40, 30, 0)
    assert found["moved"] == found["beyond"] == len(later | elsewhere)
    assert (found["lengths"], found["gone"], found["new"]) == (0, 0, 0)
