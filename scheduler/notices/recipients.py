"""Who is told: every office that presides or attends, and every body that holds a session."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scheduler.problem import Problem
from scheduler.render.calendars.concerned import Concerns, NobodyError, concerns
from scheduler.render.words import printable

Kind = Literal["person", "group"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """An office or a body: ``person:wgtu-chair`` or ``group:WGTU``, and what it is called."""

    kind: Kind
    id: str
    title: str

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.id}"


def recipients(problem: Problem, before: Problem) -> tuple[Recipient, ...]:
    """Everybody of this scenario or of the one before, offices first, each in order of ids."""
    recipients_by_id: dict[str, Recipient] = {}
    for source in (problem, before):
        for recipient in _of(source):
            recipients_by_id.setdefault(recipient.name, recipient)
    return tuple(sorted(recipients_by_id.values(), key=lambda r: (r.kind == "group", r.id)))


def _of(problem: Problem) -> Iterator[Recipient]:
    for person in problem.people:
        yield Recipient("person", person.id, printable(person.title) or person.id)
    for group in sorted({group for session in problem.sessions for group in session.groups}):
        yield Recipient("group", group, printable(group))


def wanted(problem: Problem, recipient: Recipient) -> Concerns:
    """Whether a sitting concerns the recipient; none does if the scenario does not know it."""
    try:
        return concerns(problem, recipient.name)
    except NobodyError:
        return lambda sitting: False
