"""A timetable with its problem, and whether it keeps the rules of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.interface.plan import Plan
from scheduler.render.terminal.answer import NO, Answer

if TYPE_CHECKING:  # SQLAlchemy, which a command loads only if it reads a store
    from scheduler.store import Revision


@dataclass(frozen=True, slots=True)
class Pair(Plan):
    """
    A plan as a command line names it.

    Attributes
    ----------
    name
        What messages call the timetable: a file, ``r2``, ``Rev.1 (r2)``.
    doubts
        Warnings: that the scenario was edited since, that facts stand without a situation.
    revision
        As the store keeps it, if it is from there.
    """

    name: str
    doubts: list[str]
    revision: "Revision | None" = None


def refusal_of(pair: Pair) -> Answer | None:
    """No timetable is shown that breaks a rule of the problem that it solves."""
    from scheduler.interface.verdict import verify  # the verifier: not to compare two files

    verdict = verify(pair)
    if verdict.valid:
        return None
    complaints = [f"{pair.name}: {v.rule}: {v.message}" for v in verdict.violations]
    message = f"{pair.name} breaks rules of {pair.scenario.path}: not shown"
    return Answer(NO, (), [*complaints, message])
