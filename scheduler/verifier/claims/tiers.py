"""What a file says that the timetable costs, tier by tier, and how sure that is the least."""

from collections import Counter
from collections.abc import Iterator

from scheduler.verifier.claims.statement import Statement
from scheduler.verifier.findings import FalseClaim
from scheduler.verifier.judgement import tier_costs


def false_claims(statement: Statement) -> Iterator[FalseClaim]:
    record = statement.record
    costs = tier_costs(statement.problem, record.timetable)
    if record.tiers:
        yield from _names([tier.name for tier in record.tiers], list(costs))
    for tier in record.tiers:
        cost = costs.get(tier.name, 0)
        if tier.cost != cost:
            message = f"Tier {tier.name} costs {cost:,}, the file says {tier.cost:,}."
            yield FalseClaim("tiers", message)
        if tier.bound > tier.cost:
            bound = f"The bound {tier.bound:,} of tier {tier.name}"
            yield FalseClaim("tiers", f"{bound} is more than its cost, {tier.cost:,}.")
    if record.status == "optimal":
        yield from _optimal(statement)


def _names(named: list[str], tiers: list[str]) -> Iterator[FalseClaim]:
    """The tiers of the problem, each once, in order."""
    for name, times in Counter(named).items():
        if name not in tiers:
            yield FalseClaim("tiers", f"There is no tier {name} here: {', '.join(tiers)}.")
        elif times > 1:
            yield FalseClaim("tiers", f"Tier {name} is listed {times} times.")
    for name in tiers:
        if name not in named:
            yield FalseClaim("tiers", f"Tier {name} is missing.")
    if sorted(named) == sorted(tiers) and named != tiers:
        yield FalseClaim("tiers", f"The tiers are not in their order: {', '.join(tiers)}.")


def _optimal(statement: Statement) -> Iterator[FalseClaim]:
    tiers = statement.record.tiers
    if not tiers:
        yield FalseClaim("status", "The file calls itself optimal, but lists no tier.")
    for tier in tiers:
        if tier.bound < tier.cost:
            proved = f"only {tier.bound:,} of the cost {tier.cost:,} of tier {tier.name} is proved"
            yield FalseClaim("status", f"The file calls itself optimal, but {proved}.")
