"""Why here, why not there, where else: places, prices and who would move, in words."""

from collections.abc import Iterable, Sequence

from scheduler.insight.costs import Difference
from scheduler.insight.suggesting import Suggestion, Suggestions
from scheduler.insight.why_here import WhyHere, bound
from scheduler.insight.why_not_answer import WhyNot
from scheduler.problem import Problem, Sitting
from scheduler.render.reports.replan_report import charges, voice_of
from scheduler.render.terminal.answer import BAD, GOOD, INDENT, QUIET, WEAK, Line, counted, say
from scheduler.timetable import Change, Timetable
from scheduler.timetable.diff import changes
from scheduler.timetable.sentences import Voice, sentence
from scheduler.timetable.wording import Wording, wording_of

DEEPER = 2 * INDENT
ORDERED = "The order decides its place; for another place, change the order."
LONGER = "A longer search may find out: --seconds 60."
UNPROVED = f"Not proved: fewer changes may be enough. {LONGER}"
MOST = 12
"""Sentences of one kind that are told."""


def why_here(problem: Problem, timetable: Timetable, answer: WhyHere) -> list[Line]:
    """Where it is, what that costs, what binds it, what the next best place would cost."""
    names = voice_of(problem, timetable)
    lines = [*_head(problem, timetable, answer.session, names), *_paid(answer, wording_of(problem))]
    if answer.next is not None:
        lines.append(say("Next best:"))
        lines += _suggestion(problem, timetable, answer.next, names)
    elif _is_rolling(problem, answer.session):
        return [*lines, say(ORDERED)]
    else:
        lines.append(say("No other place was found, even if other sessions move."))
    return [*lines, *_else(problem, answer)]


def _head(problem: Problem, timetable: Timetable, session: str, names: Voice) -> list[Line]:
    """Where a session sits, and what binds it there."""
    where = _where(timetable.of_session(session), names)
    remark = bound(problem, session, names.session, names.room)
    lines = [say(f"{names.session(session)} {where}.", "bold")]
    return lines if remark is None else [*lines, say(f"It {remark}.")]


def _is_rolling(problem: Problem, session: str) -> bool:
    return any(session in order.order for order in problem.rolling)


def _else(problem: Problem, answer: WhyHere) -> list[Line]:
    """How many other slots would do, and what stands in the way in the rest."""
    free, elsewhere = len(answer.elsewhere.open), answer.elsewhere.obstacles(problem)
    lines = (
        [say(f"{counted(free, 'other slot')} can be used with no other change.", QUIET)]
        if free
        else []
    )
    return [*lines, say(f"Elsewhere: {elsewhere}.", QUIET)] if elsewhere else lines


def _paid(answer: WhyHere, wording: Wording) -> list[Line]:
    total = sum(charge.amount for charge in answer.charges)
    if total == 0:
        return [say("It costs nothing there.", GOOD)]
    return [say(f"Its place costs {total:,}:"), *charges(answer.charges, wording)]


def suggestions(problem: Problem, timetable: Timetable, answer: Suggestions) -> list[Line]:
    """The places in order, each with its price and who would have to move."""
    names = voice_of(problem, timetable, *(s.timetable for s in answer.found))
    lines = _head(problem, timetable, answer.session, names)
    if not answer.found:
        return [*lines, *_nowhere(problem, answer)]
    for number, suggestion in enumerate(answer.found, start=1):
        lines += _suggestion(problem, timetable, suggestion, names, number)
    return [*lines, say(f"{_looked(answer)}; nothing was moved", QUIET)]


def _nowhere(problem: Problem, answer: Suggestions) -> list[Line]:
    """Why there is no other place."""
    if _is_rolling(problem, answer.session):
        return [say(ORDERED)]
    if answer.places == 0:
        return [say("There is no other place for it.", WEAK)]
    lines = [
        say(f"{_looked(answer)}, and no move of other sessions was found to help.", WEAK),
    ]
    return [*lines, say(f"Elsewhere: {answer.reason}.", QUIET)] if answer.reason else lines


def _looked(answer: Suggestions) -> str:
    """``of 36 other places, 20 were tried; 5 of these can be used``"""
    places = counted(answer.places, "other place")
    if answer.tried == answer.places:
        return f"of {places}, {answer.free:,} can be used with no other change"
    return f"of {places}, {answer.tried:,} were tried; {answer.free:,} of these can be used"


def _suggestion(
    problem: Problem,
    timetable: Timetable,
    suggestion: Suggestion,
    names: Voice,
    number: int | None = None,
) -> list[Line]:
    """``1  Wednesday 10:00 to 11:30 in Room 2   +12   no other session moves``"""
    place = suggestion.place
    head = f"{number}  " if number is not None else ""
    when = _spans(suggestion.timetable.of_session(place.session), names)
    also = f" (or {', '.join(map(names.room, suggestion.also))})" if suggestion.also else ""
    price = _price(suggestion.difference)
    lines = [
        say(f"{head}{when} in {names.room(place.room)}{also}: {price}", indent=DEEPER),
        *(say(line, indent=DEEPER + INDENT) for line in _rows(suggestion.difference)),
    ]
    moving = [
        change
        for change in changes(problem, timetable, suggestion.timetable)
        if change.session != place.session
    ]
    lines += [say(sentence(change, names), WEAK, indent=DEEPER + INDENT) for change in moving]
    return lines


def _price(difference: Difference) -> str:
    """``costs 12 more``, by the first tier that differs."""
    pairs = zip(difference.tiers, difference.by_tier, strict=True)
    lines = [
        f"{tier} {abs(more):,} {'more' if more > 0 else 'less'}" for tier, more in pairs if more
    ]
    return ", ".join(lines) or "costs the same as now"


def _rows(difference: Difference) -> list[str]:
    """``attendee_clash 120 -> 90 (-30)``, with the tier where several change."""
    several = len({row.tier for row in difference.changed}) > 1
    return [
        f"{row.rule} {row.before:,} -> {row.after:,} ({row.more:+,}{f', {row.tier}' * several})"
        for row in difference.changed
    ]


def why_not(problem: Problem, timetable: Timetable, answer: WhyNot) -> list[Line]:
    """What it would break there as things are, and what follows if it has to be there."""
    after = answer.timetable
    names = voice_of(problem, timetable, *((after,) if after is not None else ()))
    lines = _head(problem, timetable, answer.session, names)
    if after == timetable:
        return [*lines, say("The session is there already.", GOOD)]
    lines += _refused(answer, names, wording_of(problem))
    if answer.for_good:
        return [*lines, say("Moving other sessions cannot help.", "bold")]
    if after is None:
        return [*lines, say(_impossible(answer), "bold")]
    others = [c for c in answer.changes if c.session != answer.session]
    return [*lines, *_solved(answer, after, others, names), *_certainty(answer)]


def _refused(answer: WhyNot, names: Voice, wording: Wording) -> list[Line]:
    """What it would break at the most promising start."""
    if not answer.refusals:
        return []
    place = answer.place
    tried = f"{names.moment(place.begins)} in {names.room(place.room)}"
    lines = [say(f"From {tried}, with no other change:")]
    lines += [
        say(f"{v.rule}: {wording.word(v.message)}", BAD, indent=DEEPER)
        for v in answer.refusals[:MOST]
    ]
    return [*lines, *_more(len(answer.refusals), "rule broken", "rules broken")]


def _impossible(answer: WhyNot) -> str:
    if not answer.proved:
        return f"{_under(answer, 'No')} timetable was found with it there. {LONGER}"
    return f"{_under(answer, 'No')} timetable has it there, even if other sessions move."


def _under(answer: WhyNot, word: str) -> str:
    """``No``, or ``Under policy reorder, no``, as a sentence begins."""
    return word if answer.policy is None else f"Under policy {answer.policy}, {word.lower()}"


def _certainty(answer: WhyNot) -> list[Line]:
    """How much was looked at, where nobody else moves; else whether less might have to change."""
    if answer.refusals:
        return [] if answer.proved else [say(UNPROVED, WEAK)]
    places = counted(answer.places, "place")
    if answer.places == 1:
        return []
    if answer.proved:
        return [
            say(
                f"The cheapest of all {places} there; {answer.free:,} of them break no rule.", QUIET
            )
        ]
    looked = f"{answer.priced:,} of {places} there were tried in full, {answer.free:,} can be used"
    return [say(f"The cheapest of those tried: {looked}. {LONGER}", WEAK)]


def _solved(answer: WhyNot, after: Timetable, others: Sequence[Change], names: Voice) -> list[Line]:
    movers = len({change.session for change in others})
    who = (
        "no other session moves"
        if movers == 0
        else f"{counted(movers, 'other session')} would change"
    )
    where = _where(after.of_session(answer.session), names, verb="would sit")
    it = "There it" if answer.policy is None else _under(answer, "it")
    lines = [say(f"{it} {where}: {who}.", "bold" if movers else GOOD)]
    lines += [say(sentence(c, names), WEAK, indent=DEEPER) for c in others[:MOST]]
    lines += _more(len(others), "change", "changes")
    if answer.dropped:
        lost = ", ".join(map(names.session, answer.dropped))
        lines.append(say(f"These would lose their place: {lost}", BAD, indent=DEEPER))
    if answer.difference is not None:
        price = _price(answer.difference)
        lines.append(say(f"Cost: {price}" if any(answer.difference.by_tier) else f"It {price}."))
        lines += [say(row, indent=DEEPER) for row in _rows(answer.difference)]
    return lines


def _more(number: int, thing: str, things: str) -> list[Line]:
    more = number - MOST
    text = f"and {more} more {thing if more == 1 else things}"
    return [say(text, QUIET, indent=DEEPER)] if more > 0 else []


def _where(sittings: Sequence[Sitting], names: Voice, verb: str = "sits") -> str:
    if not sittings:
        return "has no place"
    rooms = ", then ".join(dict.fromkeys(names.room(s.room) for s in sittings))
    return f"{verb} {_spans(sittings, names)} in {rooms}"


def _spans(sittings: Iterable[Sitting], names: Voice) -> str:
    return ", ".join(
        f"{names.moment(s.start)} to {names.until(s.end, since=s.start)}" for s in sittings
    )
