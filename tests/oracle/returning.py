"""Facts told in another order, one by one, or taken back, beside what the page says of them."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations

import scheduler
from scheduler.problem import Problem, Sitting, Situation
from tests.oracle.asking import (
    answer,
    cheapest,
    count,
    problem_told,
    replanned,
    same_situation,
)
from tests.oracle.case import Case, Disagreement, Useless, told
from tests.oracle.meeting import Meeting, Sit, minute, overlap
from tests.oracle.standing import (
    Fact,
    Stands,
    Told,
    by_session,
    problem_now,
    published_sequence,
    stands,
)

MOVING = ("late",)
"""Facts that are measured against the start that is printed, which another fact may move."""


def in_any_order(case: Case) -> None:
    """Facts told together in any order have one answer; one by one they leave one situation."""
    plan = case.plan()
    problem = problem_told(case, plan)
    answers = [
        answer(replace(case, facts=facts), plan, refused=problem is None)
        for facts in permutations(case.facts)
    ]
    if problem is None or any(after is None for after in answers):
        if any(after is not None for after in answers):
            raise Disagreement("order possible", f"{case.words}: infeasible in another order")
        return
    costs = [[(t.name, t.cost) for t in after.tiers] for after in answers if after is not None]
    if any(other != costs[0] for other in costs):
        raise Disagreement("order costs", f"{case.words}: {costs}")
    for after in answers:
        if after is not None:
            same_situation(problem, after.problem.situation)
    if case.policy != "hold" and not any(f.kind in MOVING for f in case.facts):
        for facts in permutations(case.facts):
            one_by_one(replace(case, facts=facts), plan, problem)


def one_by_one(case: Case, plan: scheduler.Plan, problem: Problem) -> None:
    """The situation after the last of the facts is that of all of them."""
    for n, fact in enumerate(case.facts):
        try:
            plan = replanned(plan, case.told._replace(facts=(fact,)))
        except scheduler.SchedulerError as error:
            has_place = any(s.session == fact.about for s in plan.record.sittings)
            if n and has_place and isinstance(error, scheduler.FactError):
                raise Disagreement("one by one refused", f"{case.words}: {error}") from error
            return
    mine, theirs = problem.situation, plan.problem.situation
    if mine is None or theirs is None:
        return
    about = {f.about for f in case.facts} & {*mine.minutes, *theirs.minutes} - mine.cancelled
    compared: dict[str, tuple[object, object]] = {
        "minutes": (
            {id: mine.minutes.get(id) for id in about},
            {id: theirs.minutes.get(id) for id in about},
        ),
        "cancelled": (mine.cancelled, theirs.cancelled),
        "settled": (mine.settled & about, theirs.settled & about),
        "history": (sorted(map(Sit.of, mine.history)), sorted(map(Sit.of, theirs.history))),
        "running": (begun(mine), begun(theirs)),
    }
    for name, (together, singly) in compared.items():
        if together != singly:
            raise Disagreement(
                f"one by one {name}", f"{case.words}: together {together}, one by one {singly}"
            )


def begun(at: Situation) -> list[Sit]:
    return sorted(Sit.of(s)._replace(end=0) for s in at.running)


# --- taken back ----------------------------------------------------------------------------------


def taken_back(case: Case) -> None:
    """What a fact had led to was published, and then it was not so."""
    plan = case.plan()
    first = problem_told(case, plan)
    after = answer(case, plan, refused=first is None)
    if first is None or after is None:
        raise Useless("nothing to take back")
    undone = [case.facts[n] for n in case.more["undone"]]
    left = [fact for fact in case.facts if fact not in undone]
    again = Told(
        tuple(left), datetime.fromisoformat(case.more["now"]), case.more["policy"],
        case.more["freeze"],
    )  # fmt: skip
    problem = problem_again(plan, after, case.facts, undone, again)
    found = count(problem)
    back: scheduler.Plan | None = None
    try:
        back = replanned(after, again._replace(facts=()), [f.words() for f in undone])
    except scheduler.Infeasible:
        pass
    except scheduler.SchedulerError as error:
        raise Disagreement("return refused", f"{case.words}: {error}") from error
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("return crash", f"{type(error).__name__}: {error}") from error
    published = f"published {told(Meeting(problem), Meeting(problem).published)}\n"
    try:
        if back is not None:
            same_situation(problem, back.problem.situation)
        cheapest(problem, back, found)
    except Disagreement as error:
        raise Disagreement(f"return {error.kind}", f"{published}{error}") from error


def problem_again(
    plan: scheduler.Plan,
    after: scheduler.Plan,
    facts: tuple[Fact, ...],
    undone: list[Fact],
    again: Told,
) -> Problem:
    """The problem of the replan after facts were taken back."""
    at, now = plan.scenario.problem, minute(again.now)
    before, published = (by_session(map(Sit.of, p.record.sittings)) for p in (plan, after))
    standing = stands(before, facts)
    minutes = dict(standing.minutes)
    minutes |= {id: sum(s.end - s.start for s in sits) for id, sits in published.items()}
    starts, settled, cancelled = (
        dict(standing.starts), set(standing.settled), set(standing.cancelled)
    )  # fmt: skip
    sittings = list(after.record.sittings)
    for id in {*starts} & {*published}:  # what is to come starts as it was published last
        if published[id][0].start >= now:
            starts[id] = published[id][0].start
    for fact in undone:
        id = fact.about
        begun = [s for s in published.get(id, []) if s.start < now]
        if fact.kind in ("overrun", "early"):
            held = sum(min(s.end, now) - s.start for s in begun)
            more = -fact.minutes if fact.kind == "overrun" else fact.minutes
            is_over = bool(begun) and begun == published[id] and begun[-1].end < now
            minutes[id] = minutes[id] if is_over else max(minutes[id] + more, held)
            settled.discard(id)
        elif fact.kind == "late" and not begun:
            starts.pop(id)
        elif fact.kind == "cancelled":
            cancelled.discard(id)
            minutes[id] = sum(s.end - s.start for s in before[id])
            own = [s for s in plan.record.sittings if s.session == id]
            sittings += own if is_free(plan.problem, sittings, own, now) else []
        if fact.kind == "overrun" and begun and not is_over and minutes[id] == held:
            # taken back while it runs, it ends there
            published[id] = [*begun[:-1], begun[-1]._replace(end=min(begun[-1].end, now))]
    standing = Stands(minutes, frozenset(settled), starts, frozenset(cancelled))
    came_back = [Sit.of(s) for s in sittings if s.session not in published]
    played = [*came_back, *(s for own in published.values() for s in own)]
    sequence: tuple[str, ...] = ()
    if after.record.policy == "reorder":
        sequence = published_sequence(at, by_session(map(Sit.of, after.record.sittings)))
    return problem_now(at, sittings, again, standing=standing, played=played, sequence=sequence)


def is_free(problem: Problem, sittings: list[Sitting], own: list[Sitting], now: int) -> bool:
    """Whether a session may come back to where it was: still to come, and nobody in the way."""
    meeting = Meeting(problem.model_copy(update={"situation": None}))
    places, others = list(map(Sit.of, own)), list(map(Sit.of, sittings))
    return all(s.start >= now for s in places) and not any(
        overlap(place, other) > 0
        and (
            meeting.shares(place.room, other.room)
            or set(meeting.presiding(place)) & set(meeting.presiding(other))
        )
        for place in places
        for other in others
    )
