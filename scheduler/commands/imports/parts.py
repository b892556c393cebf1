"""What an import makes: a part of a scenario, or a scenario to begin with."""

from pathlib import Path

from scheduler.importing.skeleton import A_DAY, assumptions
from scheduler.render.terminal.answer import OK, Answer


def part(data: bytes, to: Path | None) -> Answer:
    """A part of a scenario; the part that an import wrote before is replaced."""
    if to is None:
        return Answer(OK, data)
    return Answer(OK, (), [next_step(to)], [(to, data)])


def scenario(data: bytes, to: Path | None) -> Answer:
    """A scenario to begin with, in a new file."""
    remarks = _assumed(data)
    if to is None:
        return Answer(OK, data, remarks)
    return Answer(OK, (), [*remarks, f"next: rollgrid check {to}"], [(to, data)])


def next_step(part: Path) -> str:
    """How a scenario reads the part."""
    return f"next: write 'include: [{part.name}]' in the scenario"


def _assumed(data: bytes) -> list[str]:
    """What the source does not say, as remarks too: a date that nobody meant is a trap."""
    fields = assumptions(data)
    if not fields:
        return []
    note = f"note: assumed, and marked '# Assumption' in the file: {', '.join(fields)}"
    no_date = f"\nnote: no date is known: {A_DAY} stands for one" if "days" in fields else ""
    return [f"{note}{no_date}"]
