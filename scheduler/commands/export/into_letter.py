"""export docx --into: the annex of a letter in Word, replaced."""

from collections.abc import Sequence
from pathlib import Path

from scheduler.commands.options import LetterOptions, UsageError
from scheduler.render.layout.shape import Layout
from scheduler.render.terminal.answer import OK, Answer


def into_letter(
    letter: LetterOptions, layout: Layout, to: Path | None, doubts: Sequence[str]
) -> Answer:
    """The letter with the table of its annex replaced; stored where ``--to`` says, or in place."""
    if letter.into is None:
        raise UsageError("--table is for --into: which letter?")
    if layout.view != "days":
        raise UsageError(f"a letter takes days by slots, not the view {layout.view!r}")
    from scheduler.letter import choose, open_letter  # XML and Word take 0.3 s to load
    from scheduler.render.docx.into_letter import write_into

    chosen = choose(open_letter(letter.into), wanted=letter.table, title=layout.title)
    written = write_into(chosen, layout)
    same = written.data == chosen.letter.data
    said = "says so already: nothing is changed" if same else "is replaced, all else is as it was"
    remarks = [*doubts, f"table {chosen.number} of {letter.into} {said}"]
    if written.left:
        remarks.append(f"left as it was, for the timetable has none: {', '.join(written.left)}")
    files = [] if same and to is None else [(to or letter.into, written.data)]
    return Answer(OK, (), remarks, files)
