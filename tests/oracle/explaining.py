"""``explain`` beside all timetables: claims that cannot all hold, and repairs that help."""

import json
from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import Any

import scheduler
from scheduler.problem import Problem
from tests.oracle.case import SECONDS, Case, Disagreement, Useless, loaded
from tests.oracle.drawing import Data
from tests.oracle.listing import TooMany, is_possible

OF_SESSIONS = ("pin", "slots", "days", "after", "deadline", "rooms", "features", "languages")
OFTEN = 9_999
NOT_HARD = ("attendee_clash", "small_delegation", "comfort", "documents")
"""Rules with levels of their own that are not hard by themselves."""


def explain(case: Case) -> None:
    """Whether there is a timetable, each conflict, and each repair."""
    scenario = case.load()
    problem = scenario.problem.model_copy(update={"in_force": case.policy})
    try:
        there_is = is_possible(problem)
    except TooMany as error:
        raise Useless(str(error)) from error
    try:
        answer = scheduler.explain(
            scenario,
            policy=case.policy,
            seconds=SECONDS,
            workers=1,
        )
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("explain crash", f"{type(error).__name__}: {error}") from error
    if answer.feasible is None:
        raise Useless("not known in the time given")
    if answer.feasible != there_is:
        raise Disagreement("explain feasible", f"program {answer.feasible}, page {there_is}")
    if there_is:
        return
    if not answer.conflicts:
        raise Disagreement("explain says nothing", "no timetable, and no conflict")
    for conflict in answer.conflicts:
        cannot_all_hold(case, answer, conflict)
        for repair in conflict.repairs:
            helps(problem, answer, conflict, repair)


def says(conflict: Any) -> str:
    return "; ".join(f"{claim.says} {claim.loc}" for claim in conflict.claims)


def cannot_all_hold(case: Case, answer: Any, conflict: Any) -> None:
    if may_hold(case, conflict.claims, conflict.sessions):
        raise Disagreement("explain claims can all hold", says(conflict))
    if not answer.smallest or conflict is not answer.conflicts[0]:
        return  # later ones are about the scenario with those before repaired
    for claim in conflict.claims:
        rest = [other for other in conflict.claims if other is not claim]
        if may_hold(case, rest, conflict.sessions) is False:
            raise Disagreement("explain needless claim", f"{claim.says} in: {says(conflict)}")


def may_hold(case: Case, claims: Iterable[Any], sessions: Collection[str]) -> bool | None:
    """Whether these sessions alone have a timetable if only this is claimed; None: not known."""
    data, trims = claimed(case, list(claims)), case.policy in (None, "hold")
    free = [
        s["id"]
        for s, is_free in zip(data["sessions"], unclaimed(case, claims), strict=True)
        if is_free
    ]
    lost = any(rule.get("share") == "lost-minutes" for rule in data.get("rules", ()))
    found = False if trims and lost and free else possible(lasting(data, free, 1), case, sessions)
    if found is False and trims and free:
        return possible(lasting(data, free, None), case, sessions)
    return found


def possible(data: Data, case: Case, sessions: Collection[str]) -> bool | None:
    """Whether these sessions alone have a timetable; None if that is not known."""
    try:
        problem = alone(Case(data, policy=case.policy).load().problem, sessions)
        return is_possible(problem.model_copy(update={"in_force": case.policy}))
    except (Useless, TooMany):
        return None


def unclaimed(case: Case, claims: Iterable[Any]) -> list[bool]:
    """Of each session, whether nobody claims how long it takes."""
    kinds = {(claim.kind, claim.loc[1]) for claim in claims if claim.loc[0] == "sessions"}
    return [("minutes", n) not in kinds for n, _ in enumerate(case.scenario["sessions"])]


def lasting(data: Data, free: Collection[str], minutes: int | None) -> Data:
    """The scenario with these sessions so long, or from a minute to what is likely."""
    data = deepcopy(data)
    for one in data["sessions"]:
        if one["id"] in free:
            as_likely = one["minutes"]
            likely = as_likely if isinstance(as_likely, int) else as_likely["likely"]
            one["minutes"] = minutes or {"least": 1, "likely": likely}
    return data


def alone(problem: Problem, sessions: Collection[str]) -> Problem:
    """The problem without all other sessions; what names them names nobody."""
    orders = (
        (order, tuple(id for id in order.order if id in sessions)) for order in problem.rolling
    )
    return problem.model_copy(
        update={
            "sessions": tuple(s for s in problem.sessions if s.id in sessions),
            "rolling": tuple(o.model_copy(update={"order": ids}) for o, ids in orders if ids),
        }
    )


def claimed(case: Case, claims: list[Any]) -> Data:
    """The scenario without anything that is not claimed."""
    data = deepcopy(case.scenario)
    locs = {claim.loc for claim in claims if claim.kind not in ("held", "minutes")}
    kinds = {(claim.kind, claim.loc[1]) for claim in claims if claim.loc[0] == "sessions"}

    def is_claimed(*path: str | int) -> bool:
        return any(loc[: len(path)] == path or path[: len(loc)] == loc for loc in locs)

    for n, session in enumerate(data["sessions"]):
        of_session(session, n, is_claimed, kinds)
        if session.get("kind") == "side-event" and ("side", n) not in kinds:
            data.setdefault("waive", []).append(beside_its_group(session["id"]))
    for n, slot in enumerate(data["slots"]):
        if not is_claimed("slots", n, "aligned"):
            slot.pop("aligned", None)
    for field in ("rooms", "people", "groups"):
        for n, owner in enumerate(data.get(field, ())):
            windows(owner, (field, n), is_claimed)
            if not is_claimed(field, n, "combines"):
                owner.pop("combines", None)
            if not is_claimed(field, n, "state") and owner.get("state") == "vacant":
                owner["state"] = "confirmed"
                owner.pop("acting", None)
    for field in ("rolling", "rules", "documents"):
        listed = data.pop(field, [])
        kept = [one for n, one in enumerate(listed) if is_claimed(field, n)]
        if kept:
            data[field] = kept
    data["levels"] = [
        entry
        for n, entry in enumerate(data.get("levels", ()))
        if entry.get("level") != "hard" or entry["rule"] not in NOT_HARD or is_claimed("levels", n)
    ]
    if not is_claimed("travel"):
        data.pop("travel", None)
    of_interpretation(data, is_claimed)
    return data


def beside_its_group(id: str) -> Data:
    """That a side event may overlap the sessions of its group."""
    scope = {"rule": "side_event", "sessions": [f"session:{id}"], "against": "all"}
    return scope | {"reason": "not claimed"}


def of_session(session: Data, n: int, is_claimed: Any, kinds: set[tuple[str, Any]]) -> None:
    for field in (*OF_SESSIONS, "decides"):
        if not is_claimed("sessions", n, field):
            session.pop(field, None)
    if ("held", n) not in kinds:
        session["rank"] = 1
    if ("minutes", n) not in kinds:
        session.pop("split", None)
    if ("split", n) not in kinds:
        session["split"] = {"least_part": 1}
    session["chairs"] = [
        who
        for m, who in enumerate(session.get("chairs", ()))
        if is_claimed("sessions", n, "chairs", m)
    ]
    if not is_claimed("sessions", n, "attendance"):
        session["attendance"] = 0


def windows(owner: Data, path: tuple[str | int, ...], is_claimed: Any) -> None:
    for field in ("unavailable", "available"):
        kept = [w for n, w in enumerate(owner.pop(field, ())) if is_claimed(*path, field, n)]
        if kept:
            owner[field] = kept


def of_interpretation(data: Data, is_claimed: Any) -> None:
    rules = data.get("interpretation")
    if rules is None:
        return
    for n, team in enumerate(rules["teams"]):
        windows(team, ("interpretation", "teams", n), is_claimed)
    if not is_claimed("interpretation", "caps"):
        rules["caps"] = []
    for field, free in (("minutes", OFTEN), ("per_day", 99), ("between", 0)):
        if not is_claimed("interpretation", field):
            rules[field] = free


# --- repairs -------------------------------------------------------------------------------------


def helps(problem: Problem, answer: Any, conflict: Any, repair: Any) -> None:
    """With it, and the cheapest repairs of the other conflicts, there is a timetable."""
    others = [other for other in answer.conflicts if other is not conflict]
    if not all(other.repairs for other in others):
        return
    changed = problem
    for other in answer.conflicts:
        changed = (repair if other is conflict else other.repairs[0]).change(changed)
    refused = refusal(changed)
    if refused is not None and refusal(problem) is None:
        raise Disagreement("explain repair refused", f"{repair.says}: {refused}")
    try:
        helped = is_possible(changed)
    except TooMany:
        return
    if not helped:
        raise Disagreement(
            "explain repair does not help",
            f"{repair.says} (with {[o.repairs[0].says for o in others]}) of: {says(conflict)}",
        )


def refusal(problem: Problem) -> str | None:
    """What the reader says of a problem that is written down as a scenario."""
    data = problem.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"in_force", "situation"}
    )
    try:
        loaded(json.dumps(data))
    except Useless as error:
        return str(error)
    return None
