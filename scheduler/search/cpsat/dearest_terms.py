"""The few terms of an objective that outweigh all others."""

from ortools.sat.python.cp_model import CpModel, CpSolver, LinearExpr

OUTWEIGHED = 10
"""How many times less a term costs than the dearest that is paid, to be left for later."""


def outweighing_terms(held: CpModel, best: CpSolver) -> LinearExpr | None:
    """The terms that cost most, if most of the price is theirs and there are much smaller ones."""
    objective, variables = held.proto.objective, held.proto.variables
    values = best.response_proto.solution
    price = dict(zip(objective.vars, objective.coeffs, strict=True))
    # a term counts from what it costs at the least: that of 1 - x is 0
    least = {n: variables[n].domain[0 if c > 0 else -1] for n, c in price.items()}
    paid = {n: c * (values[n] - least[n]) for n, c in price.items()}
    most = max((abs(price[n]) for n, amount in paid.items() if amount), default=0)
    dear = [n for n, c in price.items() if abs(c) * OUTWEIGHED > most]
    if not most or len(dear) == len(price) or 2 * sum(paid[n] for n in dear) < sum(paid.values()):
        return None
    terms = [price[n] * (held.get_int_var_from_proto_index(n) - least[n]) for n in dear]
    return LinearExpr.sum(terms)
