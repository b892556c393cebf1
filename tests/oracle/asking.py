"""The program, through its public interface, beside the oracle: each raises Disagreement."""

from collections.abc import Iterable
from dataclasses import replace

import scheduler
from scheduler.problem import Problem, Situation
from scheduler.replanning.replan import record_replan
from scheduler.replanning.replan import replan as replan_request
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from tests.oracle import changes, replaying, tiers
from tests.oracle.case import SECONDS, Case, Disagreement, Useless, told
from tests.oracle.judge import breaches
from tests.oracle.judge import judge as families
from tests.oracle.listing import Listed, TooMany, best, every_timetable
from tests.oracle.meeting import Meeting, Sit, Table, minute
from tests.oracle.replaying import replay, resolved
from tests.oracle.standing import Refused, Told, not_added, problem_now


def count(problem: Problem) -> list[Listed]:
    try:
        return every_timetable(problem)
    except TooMany as error:
        raise Useless(str(error)) from error


def first_solve(case: Case) -> None:
    """The first timetable costs, tier by tier, as little as any; infeasible if there is none."""
    scenario = case.load()
    policy = case.policy
    problem = scenario.problem.model_copy(update={"in_force": policy})
    found = count(problem)
    try:
        plan = scheduler.solve(scenario, policy=policy, seconds=SECONDS, workers=1)
    except scheduler.Infeasible:
        plan = None
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("crash", f"{type(error).__name__}: {error}") from error
    cheapest(problem, plan, found)


def cheapest(problem: Problem, plan: scheduler.Plan | None, found: list[Listed]) -> None:
    meeting = Meeting(problem)
    least = best(found)[0] if found else None
    page = (
        f"page: {told(meeting, least.sits)} without {sorted(least.unplaced)}, {least.costs}"
        if least
        else "page: no timetable"
    )
    if plan is None:
        if least is not None:
            raise Disagreement("infeasible", page)
        return
    sits = list(map(Sit.of, plan.record.sittings))
    unplaced = [u.session for u in plan.unplaced]
    cost = {tier.name: tier.cost for tier in plan.tiers}
    program = f"program: {told(meeting, sits)} without {unplaced}, {cost} {plan.status}"
    broken = families(problem, plan.record.sittings, unplaced)
    if broken:
        all_of = list(breaches(meeting, Table(meeting, sits, unplaced)))
        raise Disagreement(f"breaks {' '.join(sorted(broken))}", f"{program}\n{all_of}\n{page}")
    own = tiers.tiers(problem, plan.record.sittings, unplaced)
    if own != cost:
        raise Disagreement(f"cost of {differing(own, cost)}", f"{program}\npage counts {own}")
    if least is None or least.costs != cost:
        if plan.status == "optimal" or least is None:
            raise Disagreement("not the cheapest", f"{program}\n{page}")
        if any(tier.bound > least.costs[tier.name] for tier in plan.tiers[:1]):
            raise Disagreement("bound", f"{program}\n{page}")


def differing(a: dict[str, int], b: dict[str, int]) -> str:
    return " ".join(name for name in {**a, **b} if a.get(name) != b.get(name)) or "order"


def verdict(case: Case) -> None:
    """``verify`` accepts what the page accepts, and counts the same costs."""
    plan = case.plan()
    try:
        found = scheduler.verify(plan)
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("crash", f"{type(error).__name__}: {error}") from error
    compare_verdict(plan.problem, plan, found)


def verdict_of_replan(case: Case) -> None:
    """``verify`` judges a timetable in its situation as the page does, which is as facts say."""
    plan = case.plan()
    problem = problem_told(case, plan)
    if problem is None or problem.situation is None:
        raise Useless("the facts cannot be so")
    file = {
        "revision": 1,
        "policy": case.told.policy,
        "facts": case.words,
        "situation": problem.situation.model_dump(mode="json"),
    }
    after = replace(
        case, rows=tuple(case.more["rows"]), unplaced=tuple(case.more["out"]), more={"file": file}
    ).plan()
    try:
        found = scheduler.verify(after)
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("crash", f"{type(error).__name__}: {error}") from error
    if found.claims:
        raise Disagreement("claims", f"{case.words}: {list(found.claims)}")
    compare_verdict(problem, after, found)


def compare_verdict(problem: Problem, plan: scheduler.Plan, found: scheduler.Verdict) -> None:
    meeting = Meeting(problem)
    sits = list(map(Sit.of, plan.record.sittings))
    unplaced = [u.session for u in plan.unplaced]
    own = families(problem, plan.record.sittings, unplaced)
    said = f"{told(meeting, sits)} without {unplaced}\nprogram: {list(found.violations)}"
    if bool(own) != bool(found.violations):
        all_of = list(breaches(meeting, Table(meeting, sits, unplaced))) if own else []
        raise Disagreement("accepted" if own else "rejected", f"{said}\npage: {all_of or own}")
    if not own:
        mine = tiers.tiers(problem, plan.record.sittings, unplaced)
        theirs = dict.fromkeys(mine, 0)
        for charge in found.charges:
            theirs[charge.tier] = theirs.get(charge.tier, 0) + charge.amount
        if mine != theirs:
            raise Disagreement(
                f"cost of {differing(mine, theirs)}", f"{said}\npage {mine}\nprogram {theirs}"
            )


def replan(case: Case) -> None:
    """A replan: the situation, the cheapest timetable of the policy, and what is forced."""
    plan = case.plan()
    problem = problem_told(case, plan)
    after = answer(case, plan, refused=problem is None)
    if problem is None:
        return
    found = count(problem)
    if after is not None:
        same_situation(problem, after.problem.situation)
    cheapest(problem, after, found)
    if after is not None:
        same_changes(problem, after, found, case)


def problem_told(case: Case, plan: scheduler.Plan) -> Problem | None:
    """The problem of a replan as the page has it; None if the facts cannot be so."""
    policy, now = case.policy or "roll", case.moment
    at, before = plan.scenario.problem, plan.record.sittings
    if families(not_added(at, case.facts), before, case.unplaced):
        raise Useless("what is published is no timetable")
    sits = list(map(Sit.of, before))
    try:
        facts = resolved(at, sits, case.facts, minute(now), policy)
        played = replay(at, sits, facts, minute(now), policy)
    except Refused:
        return None
    told = case.told._replace(facts=tuple(facts))
    return problem_now(at, before, told, played=played)


def replanned(plan: scheduler.Plan, told: Told, undone: Iterable[str] = ()) -> scheduler.Plan:
    """What the program makes of a published timetable, of which facts may be taken back."""
    request = ReplanRequest(
        problem=plan.scenario.problem,
        published=plan.record,
        facts=[fact.words() for fact in told.facts],
        undone=list(undone),
        pins=told.pins,
        bans=told.bans,
        now=told.now,
        policy=told.policy,
        freeze_minutes=told.freeze,
        budget=Budget(SECONDS, 1, 1),
    )
    way = replan_request(request)
    made = record_replan(way, plan.record, sha256=plan.scenario.sha256, notes=())
    return scheduler.Plan(plan.scenario, way.outcome.problem, made)


def answer(case: Case, plan: scheduler.Plan, *, refused: bool) -> scheduler.Plan | None:
    """
    What the program replans; None if it says that there is nothing, or refuses the facts.

    Facts that are to be refused may leave nothing that could have been held: it says that first.
    """
    try:
        after = replanned(plan, case.told)
    except scheduler.Infeasible as error:
        if refused and not leaves_nothing(case, plan):
            raise Disagreement("infeasible, not refused", f"{case.words}: {error}") from error
        return None
    except scheduler.FactError as error:
        if refused:
            return None
        raise Disagreement("refused", str(error)) from error
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("crash", f"{type(error).__name__}: {error}") from error
    if refused:
        raise Disagreement("not refused", f"{case.words}")
    return after


def leaves_nothing(case: Case, plan: scheduler.Plan) -> bool:
    """Whether facts that are to be refused leave nothing that could have been held until now."""
    problem, now = plan.scenario.problem, minute(case.moment)
    sits, policy = list(map(Sit.of, plan.record.sittings)), case.policy or "roll"
    try:
        facts = resolved(problem, sits, case.facts, now, policy)
    except Refused:
        facts = [fact for fact in case.facts if fact.kind != "speakers"]
    return replaying.leaves_nothing(problem, sits, facts, now, policy)


def same_situation(problem: Problem, theirs: Situation | None) -> None:
    mine, planned = problem.situation, {s.id: s.minutes.likely for s in problem.sessions}
    if mine is None or theirs is None:
        raise Disagreement("situation", "none")
    for name in ("now", "freeze_until"):
        if minute(getattr(mine, name)) != minute(getattr(theirs, name)):
            raise Disagreement(f"situation {name}", f"{getattr(mine, name)}")
    told_page = {id: minute(at) for id, at in mine.starts.items()}
    told_program = {id: minute(at) for id, at in theirs.starts.items()}
    facts: tuple[tuple[str, object, object], ...] = (
        ("cancelled", mine.cancelled, theirs.cancelled),
        ("overtime", mine.overtime, theirs.overtime),
        ("starts", told_page, told_program),
    )
    for name, own, other in facts:
        if own != other:
            raise Disagreement(f"situation {name}", f"page: {own}\nprogram: {other}")
    for name in ("history", "running"):
        page, program = (
            sorted(
                (s.session, s.room, str(s.start), str(s.end if name == "history" else ""))
                for s in map(Sit.of, at.history if name == "history" else at.running)
            )
            for at in (mine, theirs)
        )
        if page != program:
            raise Disagreement(f"situation {name}", f"page: {page}\nprogram: {program}")
    ids = {*mine.minutes, *theirs.minutes} - mine.cancelled
    apart = {
        id: pair
        for id in sorted(ids)
        for pair in [tuple(at.minutes.get(id, planned[id]) for at in (mine, theirs))]
        if len(set(pair)) > 1
    }
    if apart:
        raise Disagreement("situation minutes", f"page and program: {apart}")


def same_changes(problem: Problem, after: scheduler.Plan, found: list[Listed], case: Case) -> None:
    """The changes are those that there are, and what is called forced is."""
    meeting = Meeting(problem)
    sits = tuple(map(Sit.of, after.record.sittings))
    unplaced = frozenset(u.session for u in after.unplaced)
    mine = changes.changes(meeting, sits)
    theirs = {changes.Change(c.session, c.kind): c.forced for c in after.changes}
    said = (
        f"{told(meeting, meeting.published)}\nnow {told(meeting, sits)} without {sorted(unplaced)}"
    )
    if set(mine) != set(theirs):
        raise Disagreement("changes", f"{said}\nprogram {sorted(theirs)}\npage {sorted(mine)}")
    this = Listed(meeting, sits, unplaced)
    kinds = {"cancelled": "cancelled", "added": "new"}
    by_fact = {changes.Change(f.about, kinds.get(f.kind, "")) for f in case.facts}
    for change in mine:
        says = theirs[change]
        if change in by_fact and says is False:
            raise Disagreement(f"{change.kind} a choice", f"{said}\nforced by the fact")
        if says is None or change in by_fact:
            continue
        happened = not changes.has(meeting, change, sits)
        if (happened or changes.forced(meeting, change, this, found)) != says:
            tier = changes.first_tiers(meeting, change, sits)
            raise Disagreement(
                f"{change.kind} {'forced' if says else 'a choice'}",
                f"{said}\n{change.session}: not so by the page, which counts it in {tier}",
            )
