"""
A session is not taken up before its documents are out and have been read.

    s_i >= midnight of ready_i                 (hard: a bound of ``window``)
    weight * max(0, ready_i - date of s_i)     in days                           (soft, warn)

ready_i is the last day on which one of a document's versions is out, plus its reading days.
"""

from collections.abc import Iterator

from scheduler.instance import readiness
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables
from scheduler.problem import Document

RULE = "documents"


def post(var: Variables) -> None:
    for i, ready in enumerate(var.instance.papers):
        if ready > 0 and not var.instance.begun[i]:
            var.not_before(i, ready)


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    for i in range(len(instance.sessions)):
        strictness = instance.strictness(RULE, i)
        if strictness.level == level:
            for document in instance.problem.documents:
                yield from _short(var, i, document, strictness.weight)


def _short(var: Variables, i: int, document: Document, weight: int) -> Iterator[Expr]:
    """Days that a document is short for session i, as steps of one day each."""
    instance = var.instance
    ready = readiness.document_ready(instance, document, instance.sessions[i].id)
    for d in range(max(0, ready or 0)):
        before = instance.midnight(d + 1)
        early = var.both(var.at_most(var.start[i], before - 1), var.placed[i])
        yield weight * early
