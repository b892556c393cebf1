"""
Claims: what a planner states and could take back, each at its place in the file.

Taking a claim back gives a problem that asks for less. What stays in any case (days, slots, rooms
as such, that two sittings cannot share a room) is the ground on which the claims stand.
"""

from collections.abc import Iterator

from scheduler.explanation import provided_claims as provided
from scheduler.explanation.claim import Change, Claim
from scheduler.explanation.session_claims import claim_held, claims_of
from scheduler.problem import LEVELS, Problem


def claims(whole: Problem, part: Problem) -> tuple[Claim, ...]:
    """
    What the planner states about the sessions of ``part``, which is ``whole`` or less of it.

    Those that a planner would rather not hear come first: they are dropped first.
    """
    people = {id for s in part.sessions for id in s.chairs}
    people |= {d.id for p in part.people if p.id in people for d in p.deputies}
    people |= {p.acting for p in part.people if p.id in people and p.acting is not None}
    chairing = [(i, p) for i, p in enumerate(whole.people) if p.id in people]
    groups = {g for s in part.sessions for g in s.groups}
    held_by = [(i, g) for i, g in enumerate(whole.groups) if g.id in groups]
    index = {s.id: i for i, s in enumerate(whole.sessions)}
    return (
        *(c for s in part.sessions for c in claims_of(index[s.id], s, part)),
        *(c for i, r in enumerate(whole.rooms) for c in provided.of_room(i, r)),
        *provided.of_slots(whole),
        *provided.of_interpretation(part, index),
        *(c for i, g in held_by for c in provided.of_hours("groups", i, g)),
        *(c for i, p in chairing for c in provided.of_person(i, p)),
        *provided.of_documents(whole, part),
        *_of_levels(whole),
        *_of_orders(whole, part),
        *_of_rules(whole, part),
        *(claim_held(index[s.id], s) for s in part.sessions),
    )


def _of_levels(whole: Problem) -> Iterator[Claim]:
    """Rules that a planner has made hard though they are not by themselves."""
    for i, entry in enumerate(whole.levels):
        if entry.level == "hard" and LEVELS[entry.rule] != "hard":
            change = _without("levels", entry)
            yield Claim(("levels", i), f"{entry.rule} is hard", change, "level", entry.rule)


def _of_orders(whole: Problem, part: Problem) -> Iterator[Claim]:
    ids = {session.id for session in part.sessions}
    for i, order in enumerate(whole.rolling):
        if ids & {*order.order}:

            def change(p: Problem, first: frozenset[str] = frozenset(order.order)) -> Problem:
                left = tuple(o for o in p.rolling if not first & {*o.order})
                return p.model_copy(update={"rolling": left})

            named = ", ".join(id for id in order.order if id in ids)
            say = f"{named} follow one another in {order.room} without gaps"
            yield Claim(("rolling", i, "order"), say, change, "rolling", order.room)


def _of_rules(whole: Problem, part: Problem) -> Iterator[Claim]:
    stated = {id(rule) for rule in part.rules}
    for i, rule in enumerate(whole.rules):
        if rule.level_in_force == "hard" and id(rule) in stated:
            change = _without("rules", rule)
            yield Claim(("rules", i), rule.sentence(), change, "rule", str(i))


def _without(collection: str, dropped: object) -> Change:
    def change(problem: Problem) -> Problem:
        left = tuple(entry for entry in getattr(problem, collection) if entry is not dropped)
        return problem.model_copy(update={collection: left})

    return change
