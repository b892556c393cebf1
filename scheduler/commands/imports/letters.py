"""Letters in Word: an annex replaced, or read as a scenario."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.options import Annexed, UsageError
from scheduler.errors import LetterError
from scheduler.render.terminal.answer import OK, Answer

if TYPE_CHECKING:
    from scheduler.letter import Guess
    from scheduler.render.layout.shape import Layout


def annexed(asked: Annexed, layout: "Layout", to: Path | None, doubts: Sequence[str]) -> Answer:
    """The letter with the table of its annex replaced; stored where ``--to`` says, or in place."""
    if asked.into is None:
        raise UsageError("--table is for --into: which letter?")
    if layout.view != "days":
        raise UsageError(f"a letter takes days by slots, not the view {layout.view!r}")
    from scheduler.letter import choose, open_letter
    from scheduler.render.docx.into_letter import write_into

    chosen = choose(open_letter(asked.into), wanted=asked.table, title=layout.title)
    written = write_into(chosen, layout)
    same = written.data == chosen.letter.data
    said = "says so already: nothing is changed" if same else "is replaced, all else is as it was"
    remarks = [*doubts, f"table {chosen.number} of {asked.into} {said}"]
    if written.left:
        remarks.append(f"left as it was, for the timetable has none: {', '.join(written.left)}")
    files = [] if same and to is None else [(to or asked.into, written.data)]
    return Answer(OK, (), remarks, files)


def imported(
    file: Path, *, table: str | None, first_day: date | None, timezone: str | None, to: Path | None
) -> Answer:
    """The scenario that the annex of a letter tells, as far as it does."""
    if to is not None and to.exists():
        raise UsageError(f"{to} is there already, and may hold more than a letter: name a new file")
    from scheduler.letter import choose, guess, open_letter, skeleton
    from scheduler.scenario import diagnose_text

    chosen = choose(open_letter(file), wanted=table)
    try:
        found = guess(chosen, first=first_day)
    except ValueError as error:
        raise LetterError(f"{file}: table {chosen.number}: {error}") from None
    data = skeleton(chosen, found, timezone=timezone).encode()
    wrong = [d for d in diagnose_text(to or Path("scenario.yaml"), data) if d.severity == "error"]
    if wrong:
        said = "\n".join(f"  {d.code} {d.message}" for d in wrong)
        raise LetterError(f"{file}: table {chosen.number} makes no scenario:\n{said}")
    remarks = [*found.remarks, _told(found, chosen.number)]
    if to is not None:
        remarks.append(f"next: look at what is marked 'inferred', then rollgrid solve {to}")
        return Answer(OK, (), remarks, [(to, data)])
    return Answer(OK, data, remarks)


def _told(found: "Guess", number: int) -> str:
    side = sum(session.side for session in found.sessions)
    events = f", {side} side event{'s' if side != 1 else ''}" if side else ""
    days = f"{len(found.days)} day{'s' if len(found.days) != 1 else ''}"
    return (
        f"table {number}: {len(found.sessions) - side} sessions{events} on {days} from "
        f"{found.days[0]}; minutes are inferred"
    )
