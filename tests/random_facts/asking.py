"""
Facts told as the command line tells them: each ends in an answer or in plain words.

What fails is shrunk to the fewest facts that fail in the same way, and printed with the scenario
and what is published.
"""

import json
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

from scheduler import verifier
from scheduler.errors import SchedulerError, VerificationError
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.replanning.basis import (
    held_as_published,
    moment_of,
    read_basis,
    refuse_late_facts,
)
from scheduler.replanning.facts import parse
from scheduler.replanning.next_problem import as_recorded, build_situation
from scheduler.replanning.replan import record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario.loading import judge
from scheduler.scenario.yaml.tree import Node
from scheduler.search.budget import Budget
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes
from scheduler.vocabulary.moments import parse_minutes, parse_moment
from tests.random_facts.meetings import Data, meeting
from tests.random_facts.publishing import lay_out
from tests.random_facts.telling import Asked, Talk

Check = Callable[["Stand", Asked], Record | None]


@dataclass(frozen=True)
class Stand:
    """A scenario, as it stands in the file and as it is read, and what is published of it."""

    data: Data
    problem: Problem
    published: Record


class Failed(AssertionError):
    """The program broke down, or answered what the verifier rejects."""


def drawn(rng: Random) -> Stand:
    """A random meeting that the reader accepts, with a timetable."""
    while True:
        data = meeting(rng)
        scenario, findings = judge(node(data))
        if scenario is None or any(not finding.code.startswith("W") for finding in findings):
            continue
        given = {name: getattr(scenario, name) for name in scenario.model_fields_set}
        problem = Problem.model_construct(**given)
        return Stand(data, problem, lay_out(rng, problem))


def node(value: Any) -> Node:
    """What the reader makes of a file, without one: reading YAML takes longer than all the rest."""
    if isinstance(value, dict):
        return Node(1, 1, {name: node(field) for name, field in value.items()})
    if isinstance(value, list | tuple):
        return Node(1, 1, tuple(map(node, value)))
    return Node(1, 1, value, str(value))


def tell(seed: int, tellings: int, check: Check) -> int:
    """
    So many tellings about one meeting; how many facts that were.

    What is answered is published, now and then, and the next facts are told about that. Raises
    Failed with a shrunk input.
    """
    rng = Random(f"facts {seed}")
    first = stand = drawn(rng)
    told = 0
    for _ in range(tellings):
        talk = Talk(rng, stand.problem, stand.published.sittings)
        asked = talk.asked()
        told += len(asked.told)
        try:
            answer = check(stand, asked)
        except Exception as error:  # whatever it is, the program crashed
            raise Failed(explained(stand, asked, error, check)) from error
        if answer is not None and rng.random() < 0.6:
            stand = replace(stand, published=answer)
        elif rng.random() < 0.3:
            stand = first
    return told


def request_of(stand: Stand, asked: Asked, seconds: float = 20.0) -> ReplanRequest:
    """What the command line makes of it; FactError if it cannot be read."""
    published = stand.published.facts
    return ReplanRequest(
        problem=stand.problem,
        published=stand.published,
        facts=asked.told,
        undone=published[len(published) - asked.undone :] if asked.undone else (),
        now=None if asked.now is None else parse_moment(asked.now, stand.problem.calendar),
        policy=asked.policy,
        freeze_minutes=parse_minutes(asked.freeze),
        budget=Budget(seconds=seconds, workers=1),
    )


def situate(stand: Stand, asked: Asked) -> Record | None:
    """
    The facts one by one and together, as ``report`` tries them; the meeting as it stands then.

    Where they can be meant: what is published, as if it had been kept with them.
    """
    made = None
    for count in sorted({1, len(asked.told)}):
        try:
            made = _situated(stand, asked._replace(told=asked.told[:count]))
        except SchedulerError as error:
            require_words(error)
            return None
    return made


def _situated(stand: Stand, asked: Asked) -> Record:
    request = request_of(stand, asked)
    basis = read_basis(request)
    moment = moment_of(basis, request.now, stand.published.as_of)
    refuse_late_facts(basis, moment)
    freeze = timedelta(minutes=request.freeze_minutes)
    policy = request.chosen_policy
    problem = build_situation(basis, basis.published, moment, freeze, policy)
    problem = problem.model_copy(update={"in_force": policy})
    compile(problem)
    assert parse(stand.problem, map(str, basis.facts)) == basis.facts
    gone = problem.situation.cancelled if problem.situation is not None else frozenset()
    kept = stand.published.model_copy(
        update={
            "facts": tuple(map(str, basis.facts)),
            "situation": problem.situation,
            "policy": policy,
            "as_of": f"{moment.astimezone(problem.zone):%Y-%m-%d %H:%M}",
            "sittings": tuple(s for s in stand.published.sittings if s.session not in gone),
        }
    )
    again = as_recorded(stand.problem, kept)
    verifier.violations(again, kept.timetable)
    verifier.charges(again, kept.timetable)
    return kept


def replanned(stand: Stand, asked: Asked, seconds: float = 20.0) -> Record | None:
    """The timetable that is replanned, judged as ``verify`` judges its file; None if refused."""
    try:
        request = request_of(stand, asked, seconds)
        way = replan(request)
    except SchedulerError as error:
        require_words(error)
        return None
    made = record_replan(way, stand.published, sha256="")
    assert Record.model_validate_json(to_bytes(made), strict=True) == made
    problem = as_recorded(stand.problem, made)
    broken = [v.message for v in verifier.violations(problem, made.timetable)]
    false = [c.message for c in verifier.false_claims(problem, made, stand.published.timetable)]
    assert not broken, broken
    assert not false, false
    require_held_kept(request, made)
    return made


def require_held_kept(request: ReplanRequest, made: Record) -> None:
    """What has begun keeps room and start; what was over is as it was, unless facts are late."""
    assert made.situation is not None
    now = made.situation.now
    began = {(s.session, s.room, s.start) for s in made.sittings if s.start < now}
    listed = (*made.situation.history, *made.situation.running)
    assert began == {(s.session, s.room, s.start) for s in listed}
    basis = read_basis(request)
    late = {fact.subject for fact in basis.of("late")}
    if held_as_published(basis, now):
        for s in request.published.sittings:
            if s.start < now and s.session not in late:
                assert (s.session, s.room, s.start) in began, s
    over = {(s.session, s.room, s.start, s.end) for s in made.situation.history}
    assert over <= {(s.session, s.room, s.start, s.end) for s in made.sittings}


def require_words(error: SchedulerError) -> None:
    """It is no bug of the program, and is said in words."""
    if isinstance(error, VerificationError):
        raise error
    said = str(error)
    assert said.strip(), repr(error)
    assert not any(word in said for word in ("object at 0x", "NoneType", "datetime.")), said


def explained(stand: Stand, asked: Asked, error: Exception, check: Check) -> str:
    """The fewest facts that fail in the same way, and about what they are told."""
    asked = shrunk(stand, asked, kind_of(error), check)
    lines = [
        "".join(traceback.format_exception_only(error)).strip(),
        *(f"  {frame.filename}:{frame.lineno}" for frame in _frames(error)[-4:]),
        f"asked: {asked}",
        f"published facts: {stand.published.facts}",
        *(
            f"  {s.session} {s.room} {s.start:%F %H:%M}-{s.end:%H:%M}"
            for s in stand.published.sittings
        ),
        f"scenario: {json.dumps(stand.data)}",
    ]
    return "\n".join(lines)


def shrunk(stand: Stand, asked: Asked, kind: str, check: Check) -> Asked:
    """The same with what does not matter left out."""

    def fails(other: Asked) -> bool:
        try:
            check(stand, other)
        except Exception as error:  # whatever it is, the program crashed
            return kind_of(error) == kind
        return False

    return next((shrunk(stand, less, kind, check) for less in _less(asked) if fails(less)), asked)


def _less(asked: Asked) -> Iterator[Asked]:
    for n in range(len(asked.told)):
        yield asked._replace(told=(*asked.told[:n], *asked.told[n + 1 :]))
    if asked.undone:
        yield asked._replace(undone=asked.undone - 1)
    if asked.freeze != "0":
        yield asked._replace(freeze="0")
    if asked.policy is not None:
        yield asked._replace(policy=None)


def kind_of(error: Exception) -> str:
    """What fails, and where."""
    frame = _frames(error)[-1]
    return f"{type(error).__name__} {frame.filename}:{frame.lineno}"


def _frames(error: Exception) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__)
