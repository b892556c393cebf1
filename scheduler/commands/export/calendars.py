"""export ics: the calendar of a published timetable, counted on from earlier issues."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.commands.inputs.inputs import Inputs, Pair
from scheduler.commands.options.annex import AnnexOptions
from scheduler.errors import TimetableError, UsageError
from scheduler.interface.plan import require_meeting
from scheduler.problem import Problem, Sitting
from scheduler.render.calendars.entries import NobodyError, carry_over, concerns
from scheduler.render.calendars.ics_reader import Earlier, NoCalendarError
from scheduler.render.calendars.ics_reader import read as read_calendar
from scheduler.render.calendars.ics_writer import Issue, write
from scheduler.render.languages.languages import untranslated
from scheduler.render.words import printable
from scheduler.timetable import Record
from scheduler.timetable.files import read
from scheduler.vocabulary.moments import parse_moment

Revision = tuple[int, tuple[Sitting, ...]]


def calendar(
    inputs: Inputs,
    pair: Pair,
    before: Sequence[Path],
    options: AnnexOptions,
    published_at: str | None,
) -> tuple[bytes, list[str]]:
    """
    A feed of everything, or of one group or office, and what to doubt of it.

    What was cancelled stays in it as such.
    """
    mine = _filter(pair.problem, options.of)
    if len(options.languages) > 1:
        raise UsageError("a calendar has one language: give one with --language")
    language = next(iter(options.languages), None)
    if pair.revision is not None:
        history = _of_store(inputs, pair, before, published_at)
    else:
        assert published_at is not None, "timetable files have no moment of publication"
        history = _of_files(pair, before, options.of, published_at)
    earlier = history.earlier.entries if history.earlier is not None else None
    entries = carry_over(
        [mine(sittings) for _, sittings in history.revisions], earlier=earlier, first=history.first
    )
    issue = Issue(history.published, history.revisions[-1][0], options.of, language)
    data = write(pair.problem, entries, mine(pair.record.sittings), issue)
    lacking = untranslated(pair.problem, pair.record, language, offices=True, details=True)
    return data, [*pair.doubts, *_gap(history.first), *lacking]


@dataclass(frozen=True, slots=True)
class PublicationHistory:
    """
    What a calendar counts from: ``revisions``, oldest first, the last one what it is of.

    ``first``: the sequence at which what is in the oldest of them begins; ``earlier``: the calendar
    before the oldest.
    """

    published: datetime
    revisions: Sequence[Revision]
    first: int = 0
    earlier: Earlier | None = None


def _of_store(
    inputs: Inputs, pair: Pair, before: Sequence[Path], published_at: str | None
) -> PublicationHistory:
    """The store says what was published when; drafts never get into a calendar."""
    revision = pair.revision
    if revision is None or revision.published is None:
        raise UsageError(f"{pair.name} is a draft: calendars are made only of published revisions")
    if before or published_at is not None:
        raise UsageError(
            "the store has the earlier issues and their moments: leave out "
            "--before and --published-at"
        )
    from scheduler import store as stores  # SQLAlchemy, loaded by now: the revision is from it

    number = revision.published.number
    past = [(n, stores.published(inputs.store, n).record.sittings) for n in range(number)]
    return PublicationHistory(revision.published.at, [*past, (number, pair.record.sittings)])


def _of_files(
    pair: Pair, before: Sequence[Path], of: str | None, published_at: str
) -> PublicationHistory:
    """Files do not say what was published: the planner does."""
    earlier = _earlier(before, pair.problem, of)
    revisions = _revisions(pair.name, pair.record, before, earlier)
    return PublicationHistory(
        _moment(published_at, pair.problem),
        revisions,
        first=revisions[0][0] if earlier is None else 0,
        earlier=earlier,
    )


def _gap(first: int) -> list[str]:
    """What was issued before the oldest timetable we know of may have changed each time."""
    if first == 0:
        return []
    issues = "the first issue is" if first == 1 else f"the first issue to Rev.{first - 1} are"
    return [
        (
            f"note: {issues} missing, so every SEQUENCE begins at {first} and earlier "
            "cancellations are left out; add the earlier timetables, or the last calendar, "
            "with --before"
        )
    ]


def _moment(text: str, problem: Problem) -> datetime:
    return parse_moment(text, problem.calendar).replace(tzinfo=problem.zone)


def _filter(problem: Problem, of: str | None) -> Callable[[Iterable[Sitting]], tuple[Sitting, ...]]:
    if of is None:
        return tuple
    try:
        wanted = concerns(problem, of)
    except NobodyError as error:
        raise UsageError(f"--of: {error}") from None
    return lambda sittings: tuple(filter(wanted, sittings))


def _earlier(before: Sequence[Path], problem: Problem, of: str | None) -> Earlier | None:
    files = [path for path in before if path.suffix.lower() == ".ics"]
    if len(files) > 1:
        raise UsageError("--before: give only the last calendar, which contains all earlier ones")
    if not files:
        return None
    try:
        calendar = read_calendar(files[0], problem.meeting.id)
    except NoCalendarError as error:
        raise TimetableError(str(error)) from None
    if calendar.of != (printable(of) if of is not None else None):
        whose = f"of {calendar.of}" if calendar.of is not None else "of everybody"
        raise TimetableError(f"{files[0]} is the calendar {whose}; expected the same one as --of")
    return calendar


def _revisions(
    timetable: str, record: Record, before: Sequence[Path], earlier: Earlier | None
) -> list[Revision]:
    """
    Every revision known since the earlier calendar, oldest first, this one last.

    A replanned timetable knows the one it was made from.
    """
    issues: dict[int, tuple[Sitting, ...]] = {}
    if record.situation is not None and record.revision > 0:
        issues[record.revision - 1] = record.situation.published
    for path in before:
        if path.suffix.lower() != ".ics":
            old = read(path)
            require_meeting(str(path), old, record.meeting)
            if old.revision >= record.revision:
                raise TimetableError(
                    f"{path} is {_called(old.revision)}; expected one before "
                    f"{_called(record.revision)}"
                )
            issues[old.revision] = old.sittings
    since = -1 if earlier is None else earlier.revision
    if since > record.revision:
        raise TimetableError(
            f"{timetable} is {_called(record.revision)}, but the last calendar is already "
            f"{_called(since)}"
        )
    issues = {number: issues[number] for number in sorted(issues) if number > since}
    # what lies before a gap may have changed more often than it seems
    whole = [
        n for n in issues if earlier is not None or issues.keys() >= {*range(n, record.revision)}
    ]
    return [*((number, issues[number]) for number in whole), (record.revision, record.sittings)]


def _called(revision: int) -> str:
    return f"Rev.{revision}" if revision > 0 else "the first issue"
