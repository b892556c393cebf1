"""The calendar of a timetable that was published, counted on from earlier issues."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.commands.inputs.loading import belongs
from scheduler.commands.inputs.pairs import Pair, pair_of, refusal_of
from scheduler.commands.inputs.stores import opened_at
from scheduler.commands.options import UsageError, is_revision
from scheduler.errors import TimetableError
from scheduler.problem import Problem, Sitting
from scheduler.render.calendars.concerned import NobodyError, concerns
from scheduler.render.calendars.entries import carry_over
from scheduler.render.calendars.ics_reader import Earlier, NoCalendarError
from scheduler.render.calendars.ics_reader import read as read_calendar
from scheduler.render.calendars.ics_writer import Issue, write
from scheduler.render.languages.untranslated import untranslated
from scheduler.render.terminal.answer import OK, Answer
from scheduler.render.words.words import printable
from scheduler.timetable import Record
from scheduler.timetable.files import read
from scheduler.vocabulary.printing import LanguageCode

Revision = tuple[int, tuple[Sitting, ...]]
YEARS = range(1970, 2200)
UNSAID = (
    "a calendar holds only what is published, never a draft: say when this timetable was, "
    "--published-at '2025-02-20 09:00'"
)


def calendar(
    scenario: Path | None,
    timetable: Path | None,
    *,
    store: str | None,
    before: Sequence[Path],
    of: str | None,
    published_at: str | None,
    language: LanguageCode | None,
    to: Path | None,
) -> Answer:
    """A feed of everything, or of one group or office, with what was cancelled kept in it."""
    if timetable is not None and not is_revision(str(timetable)) and published_at is None:
        raise UsageError(UNSAID)
    pair = pair_of(scenario, timetable, store=store)
    refusal = refusal_of(pair)
    if refusal is not None:
        return refusal
    mine = _filter(pair.problem, of)
    if pair.revision is not None:
        known = _kept(pair, scenario, store=store, before=before, published_at=published_at)
    else:
        known = _of_files(pair, before, of, published_at)
    earlier = known.earlier.entries if known.earlier is not None else None
    entries = carry_over(
        [mine(sittings) for _, sittings in known.revisions], known=earlier, first=known.first
    )
    issue = Issue(known.published, known.revisions[-1][0], of, language)
    data = write(pair.problem, entries, mine(pair.record.sittings), issue)
    lacking = untranslated(pair.problem, pair.record, language, offices=True)
    doubts = [*pair.doubts, *_gap(known.first), *lacking]
    return Answer(OK, data if to is None else (), doubts, [(to, data)] if to is not None else [])


@dataclass(frozen=True, slots=True)
class Known:
    """
    What a calendar counts from.

    Attributes
    ----------
    revisions
        Oldest first; the last one is what the calendar is of.
    first
        The sequence at which what is in the oldest of them begins.
    earlier
        The calendar before the oldest of them.
    """

    published: datetime
    revisions: Sequence[Revision]
    first: int = 0
    earlier: Earlier | None = None


def _kept(
    pair: Pair,
    scenario: Path | None,
    *,
    store: str | None,
    before: Sequence[Path],
    published_at: str | None,
) -> Known:
    """The store knows what was published when; drafts never get into a calendar."""
    revision = pair.revision
    if revision is None or revision.published is None:
        raise UsageError(f"{pair.name} is a draft: a calendar holds only what is published")
    if before or published_at is not None:
        raise UsageError("the store knows what was published when: no --before, no --published-at")
    from scheduler import store as stores

    number = revision.published.number
    with opened_at(store, scenario) as found:
        past = [(n, stores.published(found, n).record.sittings) for n in range(number)]
    return Known(revision.published.at, [*past, (number, pair.record.sittings)])


def _of_files(
    pair: Pair, before: Sequence[Path], of: str | None, published_at: str | None
) -> Known:
    """Files do not say what was published: the planner does."""
    if published_at is None:
        raise UsageError(UNSAID)
    earlier = _earlier(before, pair.problem, of)
    revisions = _revisions(pair.name, pair.record, before, earlier)
    return Known(
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
    zone = problem.zone
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
    timetable: str, record: Record, before: Sequence[Path], earlier: Earlier | None
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
