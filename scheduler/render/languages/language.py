"""All words that rollgrid needs in a language: no word has a default, but its signs do."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CalendarWords:
    """Calendars; ``part`` has the number and how many there are, ``presiding`` the names."""

    part: str
    presiding: str
    rolling: str
    cancelled: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PageWords:
    """What the HTML page says around its timetable."""

    skip: str
    only: str
    search: str
    calendar: str
    days: str
    person: str
    everything: str
    clear: str
    count: str
    zone: str
    meeting_zone: str
    own_zone: str
    now: str
    in_order: str
    next: str
    before: str
    after: str
    go: str
    nothing_more: str
    checked: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PictureWords:
    """
    Pictures: what each shows (``grid`` to ``clashes``), and words in them.

    ``pair`` has the minutes at once of two bodies, ``share`` the minutes held of those there are.
    """

    grid: str
    gantt: str
    utilisation: str
    clashes: str
    pair: str
    never: str
    free: str
    most: str
    nothing: str
    share: str
    not_held: str
    past_end: str
    all: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ChanceWords:
    """
    How late sessions may be: ``column`` of a list, all else of a table.

    ``most``: the moment that is not passed in nine of ten weeks. ``undecided``: the chance that
    somebody has to decide.
    """

    title: str
    start: str
    end: str
    printed: str
    later: str
    most: str
    undecided: str
    column: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DeadlineWords:
    """Deadlines; ``counts`` by their state, ``days`` by the plural forms of the language."""

    title: str
    today: str
    kinds: Mapping[str, str]
    counts: Mapping[str, str]
    days: Mapping[str, str]
    nothing: str
    done: str
    done_late: str
    past: str
    late: str
    slips: str
    planned: str
    due_today: str
    due: str
    waits: str
    notice: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NoticeWords:
    """
    Notices: around a mail (``to`` to ``attached``), what becomes of a session, and that in brief.

    ``was`` and ``now`` are days with hours; ``when`` is a half day, ``morning`` or ``afternoon``.
    """

    to: str
    first_issue: str
    subject: str
    changes: str
    plan: str
    stays: str
    agenda: str
    nothing: str
    why: str
    concerns: str
    times: str
    attached: str
    planned: str
    new: str
    shift: str
    also: str
    no_more: str
    dropped: str
    released: str
    presiding: str
    interpreters: str
    teams: str
    morning: str
    afternoon: str
    later: str
    earlier: str
    moves_to: str
    in_room: str
    ends: str
    goes_on: str
    not_on: str
    brief_new: str
    brief_dropped: str
    brief_released: str
    more: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReasonWords:
    """
    Why a session changed, as a mail says it; ``when`` is a weekday with an hour.

    ``runs_over`` and ``goes_on`` are said after another reason; ``back``, ``past`` and ``not_back``
    after ``taken_back``.
    """

    needs: str
    early: str
    late: str
    cancelled: str
    added: str
    speakers: str
    runs_over: str
    goes_on: str
    follows: str
    not_held: str
    trimmed: str
    lost: str
    absent: str
    uninterpreted: str
    engaged: str
    swaps: str
    elsewhere: str
    papers: str
    there: str
    no_place: str
    taken_back: str
    back: str
    past: str
    not_back: str


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Language:
    """
    One language.

    Attributes
    ----------
    code, name, locale, word_tag, rtl
        ``fr``, ``French``; what Babel and Word call it; whether it is read from the right.
    joint, comma, dot, colon
        What stands between two names of a list, between two words that say where, between the
        parts of a heading, and before what is said of them.
    floored, went
        A room with its floor; what left a room, with where it is now.
    stub
        What its old cell keeps of a session that moved, in brackets.
    meeting
        ``3rd meeting``, by the forms that ordinal numbers have in the language.
    """

    code: str
    name: str
    locale: str
    word_tag: str
    rtl: bool = False
    joint: str = "; "
    comma: str = ", "
    dot: str = " · "
    colon: str = ": "
    floored: str = "{room} ({floor})"
    went: str = "{name} → {place}"
    time: str
    room: str
    body: str
    session: str
    role: str
    presides: str
    attends: str
    presiding: str
    interpreted: str
    side_events: str
    side_events_row: str
    tbc: str
    continued: str
    meeting: Mapping[str, str]
    closed: str
    webcast: str
    uninterpreted: str
    only: str
    interpretation: str
    item: str
    items: str
    organiser: str
    details: str
    after: str
    not_before: str
    until: str
    expected: str
    earliest: str
    earliest_on: str
    revision: str
    as_of: str
    newest: str
    this_paper: str
    first_issue: str
    draft: str
    draft_of: str
    draft_of_first: str
    overtaken: str
    changed: str
    changed_since: str
    legend: str
    no_longer: str
    not_held: str
    unplaced: str
    changes: str
    gains: str
    loses: str
    reorders: str
    rehoured: str
    moved: str
    stub: str
    unchanged: str
    previous: str
    programme: str
    nothing: str
    columns: str
    rows: str
    both_ends: str
    calendar: CalendarWords
    html: PageWords
    pictures: PictureWords
    chances: ChanceWords
    deadlines: DeadlineWords
    notices: NoticeWords
    reasons: ReasonWords
