"""Errors that name sessions by their ids, rewritten with their titles."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.errors import FactError, Infeasible, NothingFits, NoTimetable
from scheduler.problem import Problem
from scheduler.timetable.wording import wording_of

QUOTED = re.compile(r"((?<!\w)'[^']*'(?!\w))")
"""What was typed, or is to be: it keeps its ids."""


@contextmanager
def told_in_titles(problem: Problem) -> Iterator[None]:
    """What is refused inside names things as people do; what is quoted stays as it is typed."""
    try:
        yield
    except (FactError, Infeasible, NothingFits, NoTimetable) as error:
        word = wording_of(problem).word
        parts = QUOTED.split(str(error))
        said = (part if QUOTED.fullmatch(part) else word(part) for part in parts)
        error.args = ("".join(said),)
        raise
