"""import docx: a scenario to begin with, from a letter in Word."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import a_day
from scheduler.commands.imports import against, parts
from scheduler.commands.options.against import AgainstOption
from scheduler.commands.options.values import LetterTable, Source
from scheduler.errors import LetterError
from scheduler.files import announce
from scheduler.importing.against.file_report import FileReport
from scheduler.importing.against.from_letter import letter_report
from scheduler.importing.against.meeting_view import View
from scheduler.importing.tally import LeftOut, left_out
from scheduler.letter import Chosen, Guess, choose_all, guess, open_letter, skeleton
from scheduler.render.terminal.answer import OK, Answer
from scheduler.scenario import diagnose_text
from scheduler.vocabulary.command_lines import rollgrid


def docx(
    file: Source,
    *,
    table: LetterTable = None,
    first_day: Annotated[
        str | None, Parameter(help="The first day, if the letter gives no dates: 2025-02-25.")
    ] = None,
    timezone: Annotated[
        str | None,
        Parameter(
            help="The time zone, such as Europe/Zurich (default: from a city in the letter)."
        ),
    ] = None,
    to: Annotated[Path | None, Parameter(help="The new file to write (default: stdout).")] = None,
    compared: AgainstOption = AgainstOption(),
) -> Answer:
    """Make a first scenario from the annex of a letter in Word."""
    scenario = compared.scenario(timezone=timezone, to=to)
    first = a_day(first_day)
    if scenario is not None:
        return against.answer(
            file, lambda view: _report(file, table, first, view), compared, scenario
        )
    announce(new=to)
    tables, guessed, which = _guessed(file, table, first)
    data = skeleton(tables, guessed, timezone=timezone).encode()
    wrong = [d for d in diagnose_text(to or Path("scenario.yaml"), data) if d.severity == "error"]
    if wrong:
        complaints = "\n".join(f"  {d.code} {d.message}" for d in wrong)
        raise LetterError(f"{file}: no scenario can be made from {which}:\n{complaints}")
    left = [LeftOut(one.place, one.name, one.why) for one in guessed.left]
    count = parts.count(file, "session", "sessions", len(guessed.sessions), len(left))
    remarks = [*guessed.remarks, _summary(guessed, which), *left_out(left), count]
    if to is not None:
        remarks.append(f"next: check the lines marked 'inferred', then {rollgrid('solve', to)}")
        return Answer(OK, (), remarks, [(to, data)])
    return Answer(OK, data, remarks)


def _report(file: Path, table: str | None, first: date | None, view: View) -> FileReport:
    """What the letter says; dates that it does not give in full are those of the scenario."""
    days = sorted({*view.problem.days})
    for start in (first, *(days if first is None else ())):
        with suppress(LetterError):
            _, read, _ = _guessed(file, table, start)
            if first is not None or {*days} >= {*read.days}:
                return letter_report(file.name, read, view.problem)
    _, read, _ = _guessed(file, table, first)
    return letter_report(file.name, read, view.problem)


def _guessed(
    file: Path, table: str | None, first: date | None
) -> tuple[Sequence[Chosen], Guess, str]:
    """The tables of the annex, what they say, and their numbers in words."""
    tables = choose_all(open_letter(file), wanted=table)
    which = _named([chosen.number for chosen in tables])
    try:
        return tables, guess(tables, first=first), which
    except ValueError as error:
        raise LetterError(f"{file}: {which}: {error}") from None


def _named(numbers: list[int]) -> str:
    """``table 1``, ``tables 1, 2``"""
    return f"table{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _summary(guessed: Guess, which: str) -> str:
    side = sum(session.side for session in guessed.sessions)
    events = f", {side} side event{'s' if side != 1 else ''}" if side else ""
    days = f"{len(guessed.days)} day{'s' if len(guessed.days) != 1 else ''}"
    return (
        f"{which}: {len(guessed.sessions) - side} sessions{events} on {days} from "
        f"{guessed.days[0]}; their minutes are inferred"
    )
