"""Why here, why not there, where else: places, prices and who would move, in words."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from scheduler.diff import Voice, changes, sentence, voice
from scheduler.insight.costs import Difference
from scheduler.insight.forcing import Forced
from scheduler.insight.standing import Standing
from scheduler.insight.suggesting import Suggestion, Suggestions
from scheduler.problem import Problem, Sitting
from scheduler.records import dumped
from scheduler.render.console import Line
from scheduler.render.reports import BAD, GOOD, INDENT, QUIET, WEAK, charges, counted, said
from scheduler.timetable import Change, Timetable

DEEPER = 2 * INDENT
MOST = 12
"""Sentences of one kind that are told."""


def standing(problem: Problem, timetable: Timetable, found: Standing, elsewhere: str) -> list[Line]:
    """Where it is, what that costs, what binds it, what the next best place would cost."""
    names = _voice(problem, timetable)
    name = names.session(found.session)
    lines = [said(f"{name} {_where(found.sittings, names)}.", "bold")]
    if found.remark is not None:
        lines.append(said(f"It {found.remark}."))
    lines += _paid(found)
    if found.next is None:
        lines.append(said("No other place was found, not even with others making way."))
    else:
        lines.append(said("Next best:"))
        lines += _suggestion(problem, timetable, found.next, names)
    free = len(found.elsewhere.open)
    lines += [said(f"{counted(free, 'other slot')} would do.", QUIET)] if free else []
    lines += [said(f"Elsewhere: {elsewhere}.", QUIET)] if elsewhere else []
    return lines


def _paid(found: Standing) -> list[Line]:
    total = sum(charge.amount for charge in found.charges)
    if total == 0:
        return [said("It costs nothing there.", GOOD)]
    return [said(f"{total:,} is paid for it there:"), *charges(found.charges)]


def suggestions(
    problem: Problem, timetable: Timetable, found: Suggestions, remark: str | None
) -> list[Line]:
    """The places in order, each with its price and who would have to move."""
    names = _voice(problem, timetable, *(s.timetable for s in found.found))
    name = names.session(found.session)
    lines = [said(f"{name} {_where(timetable.of_session(found.session), names)}.", "bold")]
    lines += [said(f"It {remark}.")] if remark is not None else []
    if not found.found:
        looked = counted(found.looked_at, "other place")
        return [*lines, said(f"None of {looked} would do, nor with others making way.", WEAK)]
    for number, suggestion in enumerate(found.found, start=1):
        lines += _suggestion(problem, timetable, suggestion, names, number)
    looked = f"{found.free:,} of {counted(found.looked_at, 'other place')} free; nothing was moved"
    return [*lines, said(looked, QUIET)]


def _suggestion(
    problem: Problem,
    timetable: Timetable,
    suggestion: Suggestion,
    names: Voice,
    number: int | None = None,
) -> list[Line]:
    """``1  Wednesday 10:00 to 11:30 in Room 2   +12   nobody else moves``"""
    place = suggestion.place
    head = f"{number}  " if number is not None else ""
    when = _spans(suggestion.timetable.of_session(place.session), names)
    also = f" (or {', '.join(map(names.room, suggestion.also))})" if suggestion.also else ""
    price = _price(suggestion.difference)
    told = [
        said(f"{head}{when} in {names.room(place.room)}{also}: {price}", indent=DEEPER),
        *(said(line, indent=DEEPER + INDENT) for line in _rows(suggestion.difference)),
    ]
    moving = [
        change
        for change in changes(problem, timetable, suggestion.timetable)
        if change.session != place.session
    ]
    told += [said(sentence(change, names), WEAK, indent=DEEPER + INDENT) for change in moving]
    return told


def _price(difference: Difference) -> str:
    """``costs 12 more``, by the first tier that differs."""
    pairs = zip(difference.tiers, difference.by_tier, strict=True)
    told = [
        f"{tier} {abs(more):,} {'more' if more > 0 else 'less'}" for tier, more in pairs if more
    ]
    return ", ".join(told) or "costs the same"


def _rows(difference: Difference) -> list[str]:
    """``attendee_clash  120 -> 90  (-30)``"""
    return [f"{r.rule} {r.before:,} -> {r.after:,} ({r.more:+,})" for r in difference.changed]


def forced(problem: Problem, timetable: Timetable, found: Forced, at: str) -> list[Line]:
    """What it would break there as things are, and what follows if it has to be there."""
    after = found.timetable
    names = _voice(problem, timetable, *((after,) if after is not None else ()))
    name = names.session(found.session)
    lines = [said(f"{name} {_where(timetable.of_session(found.session), names)}.", "bold")]
    if found.refusals:
        lines.append(said(f"At {at}, with everything else as it is:"))
        lines += [said(f"{v.rule}: {v.message}", BAD, indent=DEEPER) for v in found.refusals[:MOST]]
        lines += _more(len(found.refusals), "rule broken", "rules broken")
    if found.for_good:
        return [*lines, said("No other session could clear the way.", "bold")]
    if after is None:
        return [*lines, said(_impossible(found), "bold")]
    others = [c for c in found.changes if c.session != found.session]
    return [*lines, *_solved(found, after, others, names, at)]


def _impossible(found: Forced) -> str:
    if not found.proved:
        return "No timetable that has it there was found in the time given."
    rules = f" (rules involved: {', '.join(found.rules)})" if found.rules else ""
    return f"No timetable has it there, whoever else moves{rules}."


def _solved(
    found: Forced, after: Timetable, others: Sequence[Change], names: Voice, at: str
) -> list[Line]:
    movers = len({change.session for change in others})
    who = "nobody else moves" if movers == 0 else f"{counted(movers, 'other session')} would change"
    where = _where(after.of_session(found.session), names, verb="would sit")
    lines = [said(f"At {at} it {where}: {who}.", "bold" if movers else GOOD)]
    lines += [said(sentence(c, names), WEAK, indent=DEEPER) for c in others[:MOST]]
    lines += _more(len(others), "change", "changes")
    if found.dropped:
        lost = ", ".join(map(names.session, found.dropped))
        lines.append(said(f"Without a place would be: {lost}", BAD, indent=DEEPER))
    if found.difference is not None:
        lines.append(said(f"Cost: {_price(found.difference)}"))
        lines += [said(row, indent=DEEPER) for row in _rows(found.difference)]
    return lines if found.proved else [*lines, said("Not proved: it may be had for less.", WEAK)]


def _more(number: int, thing: str, things: str) -> list[Line]:
    more = number - MOST
    words = f"and {more} more {thing if more == 1 else things}"
    return [said(words, QUIET, indent=DEEPER)] if more > 0 else []


def _where(sittings: Sequence[Sitting], names: Voice, verb: str = "sits") -> str:
    if not sittings:
        return "has no place"
    rooms = ", then ".join(dict.fromkeys(names.room(s.room) for s in sittings))
    return f"{verb} {_spans(sittings, names)} in {rooms}"


def _spans(sittings: Iterable[Sitting], names: Voice) -> str:
    return ", ".join(
        f"{names.moment(s.start)} to {names.moment(s.end, beside=s.start)}" for s in sittings
    )


def _voice(problem: Problem, *timetables: Timetable) -> Voice:
    return voice(ZoneInfo(problem.meeting.timezone), *timetables, problem=problem)


def standing_json(problem: Problem, timetable: Timetable, found: Standing, elsewhere: str) -> bytes:
    content = {
        "session": found.session,
        "sittings": _plain(found.sittings),
        "remark": found.remark,
        "charges": [charge.model_dump() for charge in found.charges],
        "next": _suggestion_json(problem, timetable, found.next) if found.next else None,
        "elsewhere": elsewhere,
    }
    return _json(problem, content)


def suggestions_json(
    problem: Problem, timetable: Timetable, found: Suggestions, remark: str | None
) -> bytes:
    content = {
        "session": found.session,
        "sittings": _plain(timetable.of_session(found.session)),
        "remark": remark,
        "looked_at": found.looked_at,
        "free": found.free,
        "suggestions": [_suggestion_json(problem, timetable, s) for s in found.found],
    }
    return _json(problem, content)


def _suggestion_json(
    problem: Problem, timetable: Timetable, suggestion: Suggestion
) -> dict[str, object]:
    told = changes(problem, timetable, suggestion.timetable)
    return {
        "slot": suggestion.place.slot,
        "room": suggestion.place.room,
        "also": suggestion.also,
        "sittings": _plain(suggestion.timetable.of_session(suggestion.place.session)),
        "followers": suggestion.followers,
        "difference": _difference(suggestion.difference),
        "changes": [change.model_dump() for change in told],
    }


def forced_json(problem: Problem, timetable: Timetable, found: Forced, at: str) -> bytes:
    after = found.timetable
    content = {
        "session": found.session,
        "at": at,
        "sittings": _plain(timetable.of_session(found.session)),
        "violations": [
            {"rule": v.rule, "sessions": v.sessions, "message": v.message} for v in found.refusals
        ],
        "possible": after is not None,
        "proved": found.proved,
        "rules": found.rules,
        "after": _plain(after.of_session(found.session)) if after is not None else [],
        "dropped": found.dropped,
        "difference": _difference(found.difference) if found.difference is not None else None,
        "changes": [change.model_dump() for change in found.changes],
    }
    return _json(problem, content)


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "tiers": dict(zip(difference.tiers, difference.by_tier, strict=True)),
        "rules": [
            {"tier": r.tier, "rule": r.rule, "before": r.before, "after": r.after}
            for r in difference.rows
        ],
    }


def _plain(sittings: Iterable[Sitting]) -> list[dict[str, object]]:
    return [sitting.model_dump() for sitting in sittings]


def _json(problem: Problem, content: Mapping[str, object]) -> bytes:
    return dumped({"format_version": 1, **content}, ZoneInfo(problem.meeting.timezone))
