"""What a file says the timetable costs, tier by tier, and how well that is proved."""

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
            message = f"The file says that tier {tier.name} costs {tier.cost:,}; it costs {cost:,}."
            yield FalseClaim("tiers", message)
        if tier.bound > tier.cost:
            least = f"The file says that tier {tier.name} costs at least {tier.bound:,}"
            yield FalseClaim("tiers", f"{least}; the cost that it gives is {tier.cost:,}.")
    if record.status == "optimal":
        yield from _optimal(statement)


def _names(named: list[str], tiers: list[str]) -> Iterator[FalseClaim]:
    """The tiers of the problem, each once, in order."""
    for name, times in Counter(named).items():
        if name not in tiers:
            yield FalseClaim(
                "tiers", f"The file has a tier {name}; the tiers are {', '.join(tiers)}."
            )
        elif times > 1:
            yield FalseClaim(
                "tiers", f"The file has tier {name} {times} times; each tier is there once."
            )
    for name in tiers:
        if name not in named:
            yield FalseClaim("tiers", f"The file has no tier {name}; there is one.")
    if sorted(named) == sorted(tiers) and named != tiers:
        order = ", then ".join(tiers)
        yield FalseClaim("tiers", f"The file has the tiers in another order; they are {order}.")


def _optimal(statement: Statement) -> Iterator[FalseClaim]:
    tiers = statement.record.tiers
    if not tiers:
        yield FalseClaim(
            "status", "The file says that it is optimal; it has no tiers that show it."
        )
    for tier in tiers:
        if tier.bound < tier.cost:
            proved = f"tier {tier.name} costs {tier.cost:,}, and at least {tier.bound:,} is proved"
            yield FalseClaim("status", f"The file says that it is optimal; {proved}.")
