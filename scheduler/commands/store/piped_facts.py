"""report -: the facts of standard input, one a line, each kept as it is read."""

import json
from collections.abc import Callable, Sequence

from scheduler.commands.inputs.facts import facts_piped
from scheduler.errors import SchedulerError, UsageError
from scheduler.render.terminal.answer import OK, Answer, Body, to_json


def report_piped(record: Callable[[str], Answer], *, as_json: bool) -> Answer:
    """
    Every fact as ``record`` keeps it, in order, up to the first that cannot be kept.

    What is wrong then says in which line; the facts before it stay.
    """
    answers: list[Answer] = []
    for number, fact in facts_piped():
        try:
            answers.append(record(fact))
        except SchedulerError as error:
            before = f"; the facts before this line ({len(answers)}) were kept"
            error.args = (f"standard input, line {number}: {error}{before if answers else ''}",)
            raise
        if answers[-1].code != OK:
            break
    if not answers:
        raise UsageError(
            "standard input has no fact: expected one per line, such as 'overrun enip 30m'"
        )
    body: Body = _as_object(answers) if as_json else _as_lines(answers)
    return Answer(answers[-1].code, body, answers[-1].remarks)


def _as_lines(answers: Sequence[Answer]) -> Body:
    return [line for one in answers if not isinstance(one.body, bytes) for line in one.body]


def _as_object(answers: Sequence[Answer]) -> bytes:
    """``{"facts": [...]}``, each as ``report --json`` has it."""
    kept = [json.loads(one.body) for one in answers if isinstance(one.body, bytes)]
    facts = [
        {name: field for name, field in one.items() if name != "format_version"} for one in kept
    ]
    return to_json({"facts": facts})
