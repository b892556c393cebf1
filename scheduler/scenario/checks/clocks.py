"""Clock times: the days in order, times that exist, slots that begin before they end."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.problem import Group, InLanguages, Person, Pin, Room, Team, Window
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.draft import LONGEST_NIGHT, Draft, ends_before_it_starts, zone_of
from scheduler.vocabulary.locations import Loc
from scheduler.vocabulary.title_dates import dates_in


def check_days(draft: Draft) -> Iterator[Finding]:
    """Each day once, in order: "Tuesday to Friday" has to mean something."""
    for (_, before), (i, day) in pairwise(draft.days):
        if day == before:
            yield Finding("S026", ("days", i), f"{day} is given twice")
        elif day < before:
            yield Finding("S026", ("days", i), f"{day} comes before {before}: put days in order")


def check_title_days(draft: Draft) -> Iterator[Finding]:
    """Warn where the printed title names other days than those of the meeting."""
    days = [day for _, day in draft.days]
    for loc, title in _titles(draft):
        named = list(dates_in(title))
        if len(named) == 1 and named[0].first != named[0].last:
            agrees = named[0].are(days[0], days[-1])
        else:  # of several, or of a single day, nobody knows what it is the day of
            agrees = all(any(dates.includes(day) for day in days) for dates in named)
        if not agrees:
            span = f"{days[0]} to {days[-1]}" if days[1:] else f"{days[0]}"
            said = " and ".join(dates.text for dates in named)
            yield Finding("W113", loc, f"the title says {said}, but the meeting is on {span}")


def _titles(draft: Draft) -> Iterator[tuple[Loc, str]]:
    """Titles of the meeting and of the annex, in the language of the scenario and in others."""
    for name, titled in (("meeting", draft.meeting), ("annex", draft.annex)):
        if titled is not None and titled.title:
            yield (name, "title"), titled.title
        translated = titled.titles if titled is not None else None
        for code in InLanguages.model_fields:
            title: str | None = getattr(translated, code, None)
            if title is not None:
                yield (name, "titles", code), title


def check_clock_times(draft: Draft) -> Iterator[Finding]:
    """
    Every local time that the file names exists, and exists once.

    zoneinfo accepts 02:30 in the night in which the clocks go from 02:00 to 03:00.
    """
    for loc, moment, zone in _moments(draft):
        oddity = _oddity(moment, zone)
        if oddity is not None:
            yield Finding(oddity[0], loc, oddity[1])
    yield from _daily_windows(draft)


def _oddity(moment: datetime, zone: ZoneInfo) -> tuple[str, str] | None:
    """Code and message if a local time is skipped (error) or occurs twice (warning)."""
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first == second:
        return None
    when = f"{moment:%Y-%m-%d %H:%M} in {zone.key}"
    if first < second:
        return "S025", f"{when} does not exist: the clocks go forward then"
    return "W105", f"{when} occurs twice, because the clocks go back: the first one is used"


def _moments(draft: Draft) -> Iterator[tuple[Loc, datetime, ZoneInfo]]:
    zone = draft.zone
    if zone is not None:
        yield from ((loc, moment, zone) for loc, moment in _slot_times(draft))
        yield from ((loc, moment, zone) for loc, moment in _session_times(draft))
    for loc, window, own in _windows(draft):
        for name, moment in (("from", window.start), ("to", window.end)):
            if moment is not None:
                yield (*loc, name), moment, own


def _slot_times(draft: Draft) -> Iterator[tuple[Loc, datetime]]:
    for i, slot in draft.slots:
        for _, day in draft.days:
            if slot.days is None or day in slot.days:
                yield ("slots", i, "start"), datetime.combine(day, slot.start)
                yield ("slots", i, "end"), slot.closes(day)


def _session_times(draft: Draft) -> Iterator[tuple[Loc, datetime]]:
    for i, session in draft.sessions:
        named: tuple[tuple[Loc, datetime | None], ...] = (
            (("after",), session.after),
            (("deadline",), session.deadline),
            (("pin", "exact"), session.pin.exact if session.pin else None),
            (("pin", "not_before"), session.pin.not_before if session.pin else None),
        )
        yield from ((("sessions", i, *tail), moment) for tail, moment in named if moment)
    for j, entry in enumerate(draft.quorum.registered if draft.quorum is not None else ()):
        yield ("quorum", "registered", j, "at"), entry.at


def _windows(draft: Draft) -> Iterator[tuple[Loc, Window, ZoneInfo]]:
    """Windows of all who have some, with the zone they are read in, where that is known."""
    teams = draft.interpretation.teams if draft.interpretation is not None else ()
    owners: list[tuple[Loc, Person | Room | Group | Team, str | None]] = [
        *((("people", i), person, person.timezone) for i, person in draft.people),
        *((("rooms", i), room, None) for i, room in draft.rooms),
        *((("groups", i), group, None) for i, group in draft.groups),
        *((("interpretation", "teams", i), team, None) for i, team in enumerate(teams)),
    ]
    for loc, owner, name in owners:
        for which, windows in (("available", owner.available), ("unavailable", owner.unavailable)):
            for j, window in enumerate(windows):
                chosen = window.timezone if window.timezone is not None else name
                zone = zone_of(chosen) if chosen is not None else draft.zone
                if zone is not None:
                    yield (*loc, which, j), window, zone


def _daily_windows(draft: Draft) -> Iterator[Finding]:
    """Daily hours that one day of the meeting does not have are read, with a warning."""
    touched = sorted({day + timedelta(days=k) for _, day in draft.days for k in (-1, 0, 1)})
    for loc, window, zone in _windows(draft):
        for j, clock in enumerate(window.daily or ()):
            oddities = ((day, _oddity(datetime.combine(day, clock), zone)) for day in touched)
            skipped = [day for day, oddity in oddities if oddity and oddity[0] == "S025"]
            if skipped:
                hour = f"{skipped[0]} has no {clock:%H:%M} in {zone.key}"
                message = f"{hour}: the moment of the clock change is used on that day"
                yield Finding("W107", (*loc, "daily", j), message)


def check_spans(draft: Draft) -> Iterator[Finding]:
    """Slots end after they start, or in the night; a deadline comes after what it bounds."""
    for i, slot in draft.slots:
        if ends_before_it_starts(slot):
            message = (
                f"slot {slot.id!r} ends at {slot.end:%H:%M}, which is not after its start; a "
                f"slot over midnight lasts at most {LONGEST_NIGHT // 60} hours"
            )
            yield Finding("S027", ("slots", i, "end"), message)
    for i, session in draft.sessions:
        after, deadline = session.after, session.deadline
        if after is not None and deadline is not None and deadline <= after:
            message = f"{session.id}: the deadline is not after {after:%Y-%m-%d %H:%M} ('after')"
            yield Finding("S042", ("sessions", i, "deadline"), message)


def check_grid(draft: Draft) -> Iterator[Finding]:
    """
    The grid divides the hour, and slots begin and end on it; so does what is pinned.

    A printed ``not_before`` off the grid is possible, but is never when the session starts.
    """
    step = draft.meeting.grid if draft.meeting is not None else 1
    if 60 % step:
        yield Finding("S031", ("meeting", "grid"), f"a grid of {step} does not divide the hour")
        return
    for i, slot in draft.slots:
        for name, clock in (("start", slot.start), ("end", slot.end)):
            if clock.minute % step:
                message = f"slot {slot.id!r}: {clock:%H:%M} is not on the grid of {step} minutes"
                yield Finding("S028", ("slots", i, name), message)
    for i, session in draft.sessions:
        yield from _pin_on_grid(("sessions", i, "pin"), session.id, session.pin, step)


def _pin_on_grid(loc: Loc, name: str, pin: Pin | None, step: int) -> Iterator[Finding]:
    exact = pin.exact if pin is not None else None
    if exact is not None and exact.minute % step:
        message = f"{name}: {exact:%H:%M} is not on the grid of {step} minutes"
        yield Finding("S035", (*loc, "exact"), message)
    earliest = pin.not_before if pin is not None else None
    if earliest is not None and earliest.minute % step:
        message = f"{name} starts on the grid of {step} minutes: never at {earliest:%H:%M}"
        yield Finding("W106", (*loc, "not_before"), message)
