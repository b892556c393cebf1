"""
Numbers that a CP-SAT model looks up, compares and counts; known numbers stay constants.

Starts are numbered in their order, so that the later of two is the greater number. Whatever the
model knows beforehand is an int, and costs it no variable.
"""

from collections.abc import Sequence

from ortools.sat.python.cp_model import BoolVarT, CpModel, IntVar

from scheduler.risk.special_functions import Integers

Number = IntVar | int
"""A number that follows from others: of a start among those of a session; 0 and 1: no and yes."""


def range_of(number: Number) -> tuple[int, int]:
    """The least and the greatest that it can be."""
    if isinstance(number, int):
        return number, number
    domain = list(number.proto.domain)  # itself it knows no last one
    return domain[0], domain[-1]


def number_at(cp: CpModel, index: Number, table: Integers) -> Number:
    """``table[index]``, a number of its own where that depends on the index."""
    if isinstance(index, int):
        return int(table[index])
    low, high = range_of(index)
    own = [int(value) for value in table[low : high + 1]]
    if min(own) == max(own):
        return own[0]
    made = cp.new_int_var(min(own), max(own), "")
    cp.add_element(index - low, own, made)
    return made


def later(cp: CpModel, start: Number, hour: Number) -> Number:
    """The greater of both."""
    (low, high), (first, last) = range_of(start), range_of(hour)
    if last <= low:
        return start
    if high <= first:
        return hour
    made = cp.new_int_var(max(low, first), max(high, last), "")
    cp.add_max_equality(made, [start, hour])
    return made


def reaches(cp: CpModel, number: Number, least: int) -> BoolVarT:
    """Whether a number is so great."""
    literal = cp.new_bool_var("")
    cp.add(number >= least).only_enforce_if(literal)
    cp.add(number < least).only_enforce_if(~literal)
    return literal


def one_of(cp: CpModel, index: Number, least: Integers, most: Integers, is_most: Number) -> Number:
    """Of two tables of 0 and 1, ``least`` never above ``most``, the one that is chosen."""
    if isinstance(is_most, int):
        return number_at(cp, index, most if is_most else least)
    low, high = range_of(index)
    if (least == most)[low : high + 1].all():
        return number_at(cp, index, least)
    known, possible = number_at(cp, index, least), number_at(cp, index, most)
    made = cp.new_bool_var("")
    cp.add(made >= known)
    cp.add(made <= possible)
    cp.add(made <= known + is_most)
    cp.add(made >= possible + is_most - 1)
    return made


def differ(cp: CpModel, held: Number, printed: Number) -> Number:
    """Whether two of 0 and 1 differ; as it costs something, only then."""
    if isinstance(held, int) and isinstance(printed, int):
        return int(held != printed)
    made = cp.new_bool_var("")
    cp.add(made >= held - printed)
    cp.add(made >= printed - held)
    return made


def any_of(cp: CpModel, literals: Sequence[Number]) -> Number:
    """At least one; as it costs something, no more than that."""
    if any(one == 1 for one in literals if isinstance(one, int)):
        return 1
    open_ones = [one for one in literals if not isinstance(one, int)]
    if len(open_ones) < 2:
        return open_ones[0] if open_ones else 0
    made = cp.new_bool_var("")
    for one in open_ones:
        cp.add(made >= one)
    return made
