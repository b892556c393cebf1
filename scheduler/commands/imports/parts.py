"""What an import makes: a part of a scenario, or a scenario to begin with."""

from pathlib import Path

from scheduler.errors import UsageError
from scheduler.importing.skeleton import A_DAY, assumptions
from scheduler.render.terminal.answer import OK, Answer

MARK = b"a scenario reads it with 'include: [this file]'."
"""In the first line of every part that an import writes."""


def part(data: bytes, to: Path | None) -> Answer:
    """A part of a scenario; the part that an import wrote before is replaced."""
    if to is None:
        return Answer(OK, data)
    refuse_foreign(to)
    return Answer(OK, (), [next_step(to)], [(to, data)])


def scenario(data: bytes, to: Path | None) -> Answer:
    """A scenario to begin with, in a new file."""
    remarks = _assumed(data)
    if to is None:
        return Answer(OK, data, remarks)
    if to.is_file():
        raise UsageError(_taken(to))
    return Answer(OK, (), [*remarks, f"next: rollgrid check {to}"], [(to, data)])


def next_step(part: Path) -> str:
    """How a scenario reads the part."""
    return f"next: write 'include: [{part.name}]' in the scenario"


def refuse_foreign(part: Path) -> None:
    """UsageError for a planner's own file: only what an import wrote is overwritten."""
    if not part.is_file():
        return
    with part.open("rb") as file:
        ours = MARK in file.readline(1_000)
    if not ours:
        raise UsageError(_taken(part))


def _taken(path: Path) -> str:
    return f"{path} is there already, and no import wrote it: name a new file"


def _assumed(data: bytes) -> list[str]:
    """What the source does not say, as remarks too: a date that nobody meant is a trap."""
    fields = assumptions(data)
    if not fields:
        return []
    note = f"note: assumed, and marked '# Assumption' in the file: {', '.join(fields)}"
    no_date = f"\nnote: no date is known: {A_DAY} stands for one" if "days" in fields else ""
    return [f"{note}{no_date}"]
