"""export: a timetable as a file, in any format."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

from cyclopts import Parameter

from scheduler.commands.arguments import is_revision, shift
from scheduler.commands.inputs.inputs import NO_STUBS, Compared, Inputs, Pair, refusal_of
from scheduler.commands.options.annex import AnnexOptions, FormatOptions, LetterOptions
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Before, Clean, Scenario, Stored
from scheduler.errors import UsageError
from scheduler.files import announce, same_file
from scheduler.interface.exporting import chances_of
from scheduler.interface.verdict import verify
from scheduler.problem.spoken_names import rooms_meant, whose
from scheduler.render import formats
from scheduler.render.formats import Draft, ExportRequest
from scheduler.render.languages.languages import untranslated
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.terminal.answer import OK, Answer
from scheduler.render.terminal.console import working
from scheduler.vocabulary.moments import parse_meeting_day
from scheduler.vocabulary.printing import Format

if TYPE_CHECKING:
    from scheduler.risk.figures import SessionRisk

BINARY = {"docx": "a Word file", "pdf": "a PDF", "png": "a picture", "xlsx": "a spreadsheet"}
UNMARKED = ("csv", "ics", "json", "xml")
"""Formats that show no changes."""
UNDATED = (
    "a calendar needs a published timetable: add its moment, --published-at '2025-02-20 09:00'"
)


def export(
    format: Annotated[Format, Parameter(help="The format; see docs/reference/formats.md.")],
    scenario: Scenario | None = None,
    timetable: Stored | None = None,
    *,
    before: Before = None,
    clean: Clean = False,
    to: Annotated[Path | None, Parameter(help="The file to write (default: stdout).")] = None,
    sheets: AnnexOptions = AnnexOptions(),
    shape: FormatOptions = FormatOptions(),
    letter: LetterOptions = LetterOptions(),
    where: StoreOption = StoreOption(),
) -> Answer:
    """Export a valid timetable: the annex, a view, a calendar, ...

    By default, exports what is published and marks the changes since the issue before. With
    --into LETTER.docx, replaces only the table of the letter's annex. The result is written to
    --to, or to the letter itself.
    """
    scenario, timetable = shift(scenario, timetable)
    _refuse_unfit(format, letter, to, shape)
    _refuse_strange(format, timetable, before, sheets, shape)
    with Inputs(scenario, where.store) as inputs:
        pair = inputs.pair(timetable)
        if (refusal := refusal_of(pair)) is not None:
            return refusal
        sheets = _with_ids(pair, sheets)
        if format == "ics":
            from scheduler.commands.export.calendars import calendar  # icalendar takes 0.1 s

            data, doubts = calendar(inputs, pair, before or [], sheets, shape.published_at)
            return _answer(data, doubts, to)
        old = inputs.compared(before[0] if before else None, pair, clean=clean and not sheets.stubs)
        draft = _draft(inputs, pair, sheets)
    none = old.timetable is None
    unasked = not none and not before and not clean
    lacking = [NO_STUBS] if sheets.stubs and none else []
    lacking += [old.doubt] if old.doubt is not None and format not in UNMARKED else []
    unsaid = _unsaid(format, pair, draft, shape)
    try:
        request = replace(_request(pair, old, sheets, shape), clean=clean, draft=draft)
        marked = _marked(format, pair, request) if unasked else []
        doubts = [*pair.doubts, *unsaid, *marked, *lacking, *_untranslated(format, pair, sheets)]
        if letter != LetterOptions():
            return _into_letter(letter, lay_out(pair.problem, pair.record, request), to, doubts)
        with working(f"writing {format}"):
            data = formats.export(format, pair.problem, pair.record, request)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return _answer(data, doubts, to, private=format == "json")


def _with_ids(pair: Pair, sheets: AnnexOptions) -> AnnexOptions:
    """The rooms and whoever's programme it is by their ids, however they were named."""
    of = whose(pair.problem, sheets.of) if sheets.of is not None else None
    return replace(sheets, of=of, room=rooms_meant(pair.problem, sheets.room))


def _refuse_strange(
    format: Format,
    timetable: Path | None,
    before: list[Path] | None,
    sheets: AnnexOptions,
    shape: FormatOptions,
) -> None:
    """UsageError for options that this format does not know, or needs."""
    kind = "profile" if format == "json" and shape.profile is not None else format
    strange = [*shape.strange(kind), *sheets.strange(kind, before=before)]
    if strange:
        raise UsageError(f"{' and '.join(strange)}: not for {format}")
    if format == "ics":
        is_file = timetable is not None and not is_revision(str(timetable))
        if is_file and shape.published_at is None:
            raise UsageError(UNDATED)
    elif before is not None and len(before) > 1:
        raise UsageError("--before: expected one timetable to compare with")


def _refuse_unfit(
    format: Format, letter: LetterOptions, to: Path | None, shape: FormatOptions
) -> None:
    """UsageError if the letter, the terminal or the name of the file is not for this format."""
    in_letter = letter != LetterOptions()
    if in_letter and format != "docx":
        raise UsageError(f"--into and --table work only for docx, not for {format}")
    if in_letter and shape.risk:
        raise UsageError("--into replaces one table of a letter: leave out --risk")
    if format in BINARY and to is None and not in_letter and sys.stdout.isatty():
        raise UsageError(f"{BINARY[format]} cannot be shown in a terminal: add --to FILE")
    other = to.suffix.removeprefix(".").lower() if to is not None else format
    if to is not None and other != format and other in get_args(Format):
        named = to.with_suffix(f".{format}").name
        raise UsageError(
            f"{to.name} is the name of a {other} file: use --to {named}, or export {other}"
        )
    if letter.into is not None and (to is None or same_file(to, letter.into)):
        announce(letter=letter.into)
    else:
        announce(to)


def _marked(format: Format, pair: Pair, request: ExportRequest) -> list[str]:
    """The note that changes are marked although nobody asked for it, or that there are none."""
    if format in UNMARKED or pair.revision is None or request.picture != "grid":
        return []
    issue = f"Rev.{pair.revision.parent}"
    if not lay_out(pair.problem, pair.record, request).changed:
        return [f"note: it prints the same as {issue}, so nothing is marked"]
    return [f"note: changes since {issue} are marked; --clean leaves the marks out"]


def _draft(inputs: Inputs, pair: Pair, sheets: AnnexOptions) -> Draft | None:
    """What is not published says so; UsageError if what is published is to be called a draft."""
    if sheets.draft and pair.revision is not None and pair.revision.published is not None:
        raise UsageError(f"--draft: {pair.name} is published; leave it out, or name a draft: r2")
    return inputs.draft(pair) or (Draft() if sheets.draft else None)


def _unsaid(format: Format, pair: Pair, draft: Draft | None, shape: FormatOptions) -> list[str]:
    """The note that a format has no place for the words that it is a draft."""
    silent = format == "csv" or (format == "json" and shape.profile is None)
    return (
        [f"note: {pair.name} is a draft, which {format} does not say"] if draft and silent else []
    )


def _request(
    pair: Pair, old: Compared, sheets: AnnexOptions, shape: FormatOptions
) -> ExportRequest:
    """What is to be exported; ValueError if there is no such day."""
    day, calendar = sheets.day, pair.problem.calendar
    picture = shape.picture or "grid"
    first, second = (*sheets.languages, None, None)[:2]
    return ExportRequest(
        before=old.timetable,
        earlier=old.problem,
        view=sheets.view,
        of=sheets.of,
        day=parse_meeting_day(day, calendar) if day is not None else None,
        rooms=sheets.room,
        language=first,
        second=second,
        times=sheets.times,
        stubs=sheets.stubs,
        picture=picture,
        charges=tuple(verify(pair).charges) if picture == "clashes" else (),
        chances=_chances(pair) if shape.risk else (),
        profile=shape.profile,
    )


def _chances(pair: Pair) -> "tuple[SessionRisk, ...]":
    with working("computing what may happen") as tell:
        return chances_of(pair, tell)


def _untranslated(format: Format, pair: Pair, sheets: AnnexOptions) -> list[str]:
    """What the language of the sheets lacks; titles of offices only where they are printed."""
    offices = format == "html" or sheets.of in {person.id for person in pair.problem.people}
    details = format == "html" or sheets.view in ("list", "journal", "programme")
    return [
        line
        for language in sheets.languages or (None,)
        for line in untranslated(
            pair.problem, pair.record, language, offices=offices, details=details
        )
    ]


def _answer(data: bytes, doubts: list[str], to: Path | None, *, private: bool = False) -> Answer:
    files = [(to, data)] if to is not None else []
    return Answer(OK, data if to is None else (), doubts, files, private=private)


def _into_letter(
    letter: LetterOptions, layout: Layout, to: Path | None, doubts: Sequence[str]
) -> Answer:
    """The letter with the table of its annex replaced; stored where ``--to`` says, or in place."""
    if letter.into is None:
        raise UsageError("--table needs the letter: add --into LETTER.docx")
    if layout.also is not None:
        raise UsageError("a letter has one language: give one with --language")
    if layout.view != "days":
        raise UsageError(f"a letter takes only days by slots: leave out --view {layout.view}")
    from scheduler.letter import choose, open_letter  # XML and Word take 0.3 s to load
    from scheduler.render.docx.by_hand import left_by_hand
    from scheduler.render.docx.into_letter import write_into

    chosen = choose(open_letter(letter.into), wanted=letter.table, title=layout.title)
    written = write_into(chosen, layout)
    same = written.data == chosen.letter.data
    so_far = ", as far as it could be read" if written.left else ""
    outcome = (
        f"has this content already{so_far}: nothing was changed"
        if same
        else "was replaced; nothing else was changed"
    )
    remarks = [*doubts, f"table {chosen.number} of {letter.into} {outcome}"]
    if written.left:
        remarks.append(f"not compared and not changed: {', '.join(written.left)}")
    remarks += [f"lost in {lost}" for lost in written.lost]
    remarks += [f"to do by hand: {left}" for left in left_by_hand(chosen, layout)]
    files = [] if same and to is None else [(to or letter.into, written.data)]
    return Answer(OK, (), remarks, files)
