"""The calendar of a timetable that was published, counted on from earlier issues."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.answers.loading import belongs, doubts_of, load_pair, refusal_of
from scheduler.errors import TimetableError
from scheduler.options import UsageError
from scheduler.problem import Problem, Sitting
from scheduler.records import read
from scheduler.render.calendars.keeping import kept
from scheduler.render.calendars.reading import Earlier, NoCalendarError
from scheduler.render.calendars.reading import read as read_calendar
from scheduler.render.calendars.whose import NobodyError, concerns
from scheduler.render.calendars.writing import Issue, write
from scheduler.render.console import OK, Answer
from scheduler.render.words import printable
from scheduler.timetable import Record

Revision = tuple[int, tuple[Sitting, ...]]
YEARS = range(1970, 2200)
UNSAID = (
    "a calendar holds only what is published, never a draft: say when this timetable was, "
    "--published-at '2025-02-20 09:00'"
)


def calendar(
    scenario: Path,
    timetable: Path,
    *,
    before: Sequence[Path],
    of: str | None,
    published_at: str | None,
    to: Path | None,
) -> Answer:
    """A feed of everything, or of one group or office, with what was cancelled kept in it."""
    if published_at is None:
        raise UsageError(UNSAID)
    loaded, record, problem = load_pair(scenario, timetable)
    refusal = refusal_of(problem, scenario, record, timetable)
    if refusal is not None:
        return refusal
    issue = Issue(_moment(published_at, problem), record.revision, of)
    mine = _filter(problem, of)
    earlier = _earlier(before, problem, of)
    revisions = _revisions(timetable, record, before, earlier)
    first = revisions[0][0] if earlier is None else 0
    entries = kept(
        [mine(sittings) for _, sittings in revisions],
        known=earlier.entries if earlier is not None else None,
        first=first,
    )
    data = write(problem, entries, mine(record.sittings), issue)
    doubts = [*doubts_of(loaded, record, timetable), *_gap(first)]
    return Answer(OK, data if to is None else (), doubts, [(to, data)] if to is not None else [])


def _gap(first: int) -> list[str]:
    """What was issued before the oldest timetable we know of may have changed each time."""
    if first == 0:
        return []
    issues = "the first issue is" if first == 1 else f"the first issue to Rev.{first - 1} are"
    return [
        f"note: {issues} not known here, so every SEQUENCE begins at {first}, and what was "
        "cancelled by then is left out; name the earlier timetables, or the calendar issued "
        "before, with --before"
    ]


def _moment(text: str, problem: Problem) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise UsageError(f"--published-at {text!r}: expected a moment such as '2025-02-20 09:00'")
    zone = ZoneInfo(problem.meeting.timezone)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


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
        raise UsageError("--before: name one earlier calendar, it knows all before it")
    if not files:
        return None
    try:
        found = read_calendar(files[0], problem.meeting.id)
    except NoCalendarError as error:
        raise TimetableError(str(error)) from None
    if found.of != (printable(of) if of is not None else None):
        said = f"of {found.of}" if found.of is not None else "of everybody"
        raise TimetableError(f"{files[0]}: is the calendar {said}, not the one asked for")
    return found


def _revisions(
    timetable: Path, record: Record, before: Sequence[Path], earlier: Earlier | None
) -> list[Revision]:
    """
    Every revision known since the earlier calendar, oldest first, this one last.

    A replanned timetable knows the one it was made from.
    """
    known: dict[int, tuple[Sitting, ...]] = {}
    if record.situation is not None and record.revision > 0:
        known[record.revision - 1] = record.situation.published
    for path in before:
        if path.suffix.lower() != ".ics":
            old = read(path)
            belongs(path, old, record.meeting)
            if old.revision >= record.revision:
                raise TimetableError(
                    f"{path}: is {_called(old.revision)}, not before {_called(record.revision)}"
                )
            known[old.revision] = old.sittings
    since = -1 if earlier is None else earlier.revision
    if since > record.revision:
        raise TimetableError(
            f"{timetable}: is {_called(record.revision)}; the calendar before is already "
            f"{_called(since)}"
        )
    known = {number: known[number] for number in sorted(known) if number > since}
    # what lies before a gap may have changed more often than it seems
    whole = [
        n for n in known if earlier is not None or known.keys() >= {*range(n, record.revision)}
    ]
    return [*((number, known[number]) for number in whole), (record.revision, record.sittings)]


def _called(revision: int) -> str:
    return f"Rev.{revision}" if revision > 0 else "the first issue"
