"""
Which numbers of a table of people may be shown, so that no number under ``LEAST`` can be known.

A table has a row for each body and one for everybody, a column for each gender and a total. People
may belong to several bodies, or each to one alone; a reader may know which. What must hold: from
all that is shown, and from numbers being 0 or more, nobody can conclude that a withheld number is
under ``LEAST``, nor rule any number under it out. ``tests/importing/test_disclosure_control.py``
attacks random tables by linear programming.

 1. A body with fewer than ``LEAST`` people: the whole row is withheld.
 2. In other rows every small number is withheld, and with it the smallest others, until at least
    two are, and ``LEAST`` people are in them together: their sum can be told from the total.
 3. The row of everybody could give a withheld number away as a difference over the bodies. The
    genders of everybody are shown only if no body withholds any, or if people are so often in
    several bodies that the differences say nothing; the total likewise, or if the bodies withheld
    are several, and have ``LEAST`` people together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
Counts = tuple[int, ...]
Shown = tuple[int | None, ...]
"""A number for each gender and then the total; None is withheld."""


@dataclass(frozen=True, slots=True)
class Protected:
    """Rows in the order given, and the row of everybody."""

    rows: tuple[Shown, ...]
    everybody: Shown


def protect(rows: Sequence[Counts], everybody: Counts) -> Protected:
    """
    The same table, less what may not be shown.

    Parameters
    ----------
    rows
        For each body, how many people of each gender.
    everybody
        The same of all people, each once: at least as many as of any body.
    """
    withheld = [_withheld(row) for row in rows]
    shown = [
        tuple(None if i in gone else n for i, n in enumerate((*row, sum(row))))
        for row, gone in zip(rows, withheld, strict=True)
    ]
    return Protected(tuple(shown), _everybody(rows, shown, everybody))


def _withheld(row: Counts) -> frozenset[int]:
    """Columns of a row that are not shown; the last one is the total."""
    if sum(row) < LEAST:
        return frozenset(range(len(row) + 1))
    gone = {i for i, n in enumerate(row) if n < LEAST}
    while gone and (len(gone) < 2 or sum(row[i] for i in gone) < LEAST):
        gone.add(min((n, i) for i, n in enumerate(row) if i not in gone)[1])
    return frozenset(gone)


def _everybody(rows: Sequence[Counts], shown: Sequence[Shown], everybody: Counts) -> Shown:
    nothing: Shown = (None,) * (len(everybody) + 1)
    if not _total_is_safe(shown, sum(everybody)):
        return nothing
    genders = range(len(everybody))
    safe = all(_gender_is_safe(rows, shown, everybody[i], i) for i in genders)
    if safe and not _withheld(everybody):
        return (*everybody, sum(everybody))
    return (*nothing[:-1], sum(everybody))


def _total_is_safe(shown: Sequence[Shown], total: int) -> bool:
    if total < LEAST:
        return False
    shown_sum = sum(row[-1] for row in shown if row[-1] is not None)
    unknown = sum(1 for row in shown if row[-1] is None)
    return unknown == 0 or shown_sum > total or (unknown > 1 and total - shown_sum >= LEAST)


def _gender_is_safe(
    rows: Sequence[Counts], shown: Sequence[Shown], everybody: int, column: int
) -> bool:
    hidden = [i for i, row in enumerate(shown) if row[column] is None]
    if not hidden:
        return True
    shown_sum = sum(row[column] or 0 for row in shown)
    # what a row hides together must not be more than there are of this gender: that would bound it
    together = (
        sum(n for n, number in zip(rows[i], shown[i], strict=False) if number is None)
        for i in hidden
    )
    return shown_sum > everybody and everybody >= max(together)
