"""What an import makes: a part of a scenario, or a scenario to begin with."""

import re
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from scheduler import files as sources
from scheduler.errors import ImportedError, UsageError, did_you_mean
from scheduler.files.recognition import LARGEST
from scheduler.importing.skeleton import A_DAY, assumptions
from scheduler.render.terminal.answer import OK, Answer
from scheduler.scenario import Loaded, diagnose_text, load_bytes
from scheduler.scenario.diagnostics import Diagnostic, InvalidScenarioError
from scheduler.vocabulary.command_lines import rollgrid

MOST_TOLD = 20


def part(data: bytes, to: Path | None, remarks: Sequence[str] = ()) -> Answer:
    """A part of a scenario; the part that an import wrote before is replaced."""
    if to is None:
        return Answer(OK, data, [*remarks])
    return Answer(OK, (), [*remarks, next_step(to)], [(to, data)])


def check_beside(file: Path, scenario: Path, data: bytes) -> None:
    """ImportedError if the scenario is wrong with what an import made for it."""
    whole = sources.read(scenario, LARGEST, "the scenario")
    if re.search(rb"^busy\s*:", whole, re.MULTILINE) is None:
        diagnostics = diagnose_text(scenario, b"\n".join((whole, data)))
        if any(d.severity == "error" for d in diagnostics):
            raise _refusal(file, diagnostics)


def check_scenario(file: Path, to: Path | None, data: bytes) -> Loaded:
    """
    What an import made of a source, read as a scenario.

    ImportedError if it is none that can be solved.
    """
    try:
        return load_bytes(to or Path("scenario.yaml"), data)
    except InvalidScenarioError as error:
        raise _refusal(file, error.diagnostics) from None


def _refusal(file: Path, diagnostics: Sequence[Diagnostic]) -> ImportedError:
    wrong = [f"  {d.code} {d.message}" for d in diagnostics if d.severity == "error"]
    more = [f"  and {len(wrong) - MOST_TOLD} more"] if len(wrong) > MOST_TOLD else []
    lines = "\n".join([*wrong[:MOST_TOLD], *more])
    return ImportedError(f"{file}: no scenario can be made from it:\n{lines}")


def count(file: Path, one: str, many: str, read: int, left_out: int) -> str:
    """How much of a source was read, and how much was left out."""
    return f"{file}: {read} {one if read == 1 else many} read, {left_out} left out"


def scenario(
    data: bytes,
    to: Path | None,
    said: Sequence[str] = (),
    files: Sequence[tuple[Path, bytes]] = (),
) -> Answer:
    """
    A scenario to begin with, in a new file; ``files`` that are written before it.

    A run that is killed meanwhile can be given again: it is the new file that refuses a second.
    """
    remarks = [*_assumed(data), *said]
    if to is None:
        return Answer(OK, data, remarks, files)
    return Answer(OK, (), [*remarks, f"next: {rollgrid('check', to)}"], [*files, (to, data)])


def zone_of(name: str | None) -> str:
    """The time zone that an option names; nothing if it is not given."""
    if name is None:
        return ""
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, LookupError):
        near = did_you_mean(name, available_timezones())
        raise UsageError(f"--timezone {name!r}: not a time zone{near}") from None


def next_step(part: Path) -> str:
    """How a scenario reads the part."""
    return f"next: add 'include: [{part.name}]' to the scenario"


def _assumed(data: bytes) -> list[str]:
    """What the source does not say, as remarks too: a date that nobody meant is a trap."""
    fields = assumptions(data)
    if not fields:
        return []
    note = f"note: assumed, and marked '# Assumption' in the file: {', '.join(fields)}"
    no_date = f"\nnote: there is no date; {A_DAY} is assumed" if "days" in fields else ""
    return [f"{note}{no_date}"]
