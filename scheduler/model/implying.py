"""
Literals that imply something, but are not implied by it.

An excuse needs no more: a clause needs one of several excuses, and each may be taken only where it
holds. An excuse that always or never holds is no variable.
"""

from collections.abc import Iterable, Sequence

from ortools.sat.python.cp_model import BoolVarT, FlatIntExpr

from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

Terms = tuple[tuple[int, int], ...]
"""(index of a variable, coefficient)."""


def at_least(var: Variables, expression: Expr, least: int) -> BoolVarT:
    """A literal that implies expression >= least."""
    return all_of(var, (), ((expression, least),))


def all_of(
    var: Variables, literals: Iterable[BoolVarT], bounds: Iterable[tuple[Expr, int]] = ()
) -> BoolVarT:
    """A literal that implies all of these, and each expression >= its bound."""
    needed = {literal.index: literal for literal in literals if literal is not var.true}
    asked = {}
    for expression, least in bounds:
        terms, low, high = _least_terms(expression, least)
        if high < 0:
            return var.false
        if low < 0:
            asked[terms] = (expression, least)
    if any(literal is var.false for literal in needed.values()):
        return var.false
    if len(needed) <= 1 and not asked:
        return next(iter(needed.values()), var.true)
    key = ("all_of", frozenset(needed), frozenset(asked))
    if key not in var.made:
        literal = var.model.new_bool_var(f"all_of[{len(var.made)}]")
        if needed:
            var.model.add_bool_and(list(needed.values())).only_enforce_if(literal)
        for expression, least in asked.values():
            var.model.add(expression >= least).only_enforce_if(literal)
        var.made[key] = literal
    return var.made[key]


def _least_terms(expression: Expr, least: int) -> tuple[tuple[Terms, int], int, int]:
    """What tells expression - least from others, its least value and its largest."""
    if isinstance(expression, int):
        return ((), expression - least), expression - least, expression - least
    flat = FlatIntExpr(expression)
    low = high = flat.offset - least
    for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
        domain = list(variable.proto.domain)  # of its own, [-1] gives the first
        ends = coefficient * domain[0], coefficient * domain[-1]
        low, high = low + min(ends), high + max(ends)
    terms = sorted(zip((v.index for v in flat.vars), flat.coeffs, strict=True))
    return (tuple(terms), flat.offset - least), low, high


def excuse(var: Variables, literals: Sequence[BoolVarT]) -> None:
    """Post that one of these holds; nothing is posted where one always does."""
    if any(literal is var.true for literal in literals):
        return
    some = {literal.index: literal for literal in literals if literal is not var.false}
    var.model.add_bool_or(list(some.values()))
