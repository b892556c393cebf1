"""report: facts, checked before they are kept, never edited, taken back by another fact."""

import json as json_text
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated

from cyclopts import Parameter

from scheduler import store as stores
from scheduler.commands.arguments import refuse_beside, require_reason
from scheduler.commands.inputs.orders import show_listed
from scheduler.commands.inputs.stores import (
    StoredMeeting,
    called,
    last_timezone,
    last_wording,
    opened_at,
    present,
    stored_meeting,
    today,
)
from scheduler.commands.inputs.titles import told_in_titles
from scheduler.commands.inputs.trimmed import told_of, trimmed_with
from scheduler.commands.options.reporting import AddedOptions, SpeakersOptions
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json
from scheduler.commands.store.counting import ALONE, Beside, beside
from scheduler.commands.store.piped_facts import report_piped
from scheduler.commands.store.told_twice import as_meant
from scheduler.errors import FactError, StoreError, UsageError
from scheduler.problem import Problem
from scheduler.problem.day_slots import last_date
from scheduler.render.reports import log_report
from scheduler.render.terminal.answer import GOOD, NO, OK, WEAK, Answer, say, to_json
from scheduler.replanning import basis
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import Fact, parser
from scheduler.replanning.request import ReplanRequest
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.command_lines import STANDARD_INPUT, on_store
from scheduler.vocabulary.moments import parse_minutes, parse_once


def report(
    *words: Annotated[
        str,
        Parameter(
            help="A fact ('overrun enip 30m'), 'list', or - to read facts from standard input."
        ),
    ],
    at: Annotated[
        str | None,
        Parameter(
            name=("--at", "--now"),
            help="The moment of the report: 'wed 17:55' (default: the clock).",
        ),
    ] = None,
    undo: Annotated[int | None, Parameter(help="Take back the fact with this number.")] = None,
    reason: Annotated[str | None, Parameter(help="For --undo: the reason.")] = None,
    again: Annotated[
        bool, Parameter(negative=(), help="The same fact happened again: record it a second time.")
    ] = False,
    all: Annotated[
        bool, Parameter(negative=(), help="For list: also show facts that were taken back.")
    ] = False,
    json: Json = False,
    speakers: SpeakersOptions = SpeakersOptions(),
    added: AddedOptions = AddedOptions(),
    author: Author = Author(),
) -> Answer:
    """Report a fact, such as an overrun or an absence.

    Each fact has a date and an author, and is never edited. Impossible facts are rejected.

    The facts: overrun SESSION 30m, early SESSION 30m, late SESSION 30m, speakers SESSION --left
    14 --limit 3m, cancel SESSION, add SESSION [90m], absent PERSON [FROM [to TO]], room-lost ROOM
    [FROM [to TO]], interpretation lost TEAM [FROM [to TO]], interpretation cut 150m, documents
    DOCUMENT DAY, quorum missed [until WHEN].
    """
    said = {**speakers.given(), **added.given()}
    if undo is not None:
        refuse_beside("--undo", again=again, all=all, **said)
        return _take_back(undo, at, _only_undone(words, reason), author, as_json=json)
    refuse_beside("no --undo", reason=reason)
    if not words or words == ("list",):
        refuse_beside("list", at=at, again=again, **said)
        return _list(author.store, every=all, as_json=json)
    refuse_beside("a fact", all=all)
    keep = partial(_record, at=at, author=author, again=again, as_json=json)
    if words == (STANDARD_INPUT,):
        refuse_beside("-, which lists facts", **said)
        return report_piped(keep, as_json=json)
    return keep(" ".join(_with_added(_with_speakers(words, speakers), added.given())))


FIELDS = {"chair": "chairs", "room": "rooms", "day": "days"}
"""What an added session calls what is told of it, where the option is called otherwise."""


def _with_speakers(fact: Sequence[str], speakers: SpeakersOptions) -> tuple[str, ...]:
    """``--left 14 --limit 3m`` as words of a fact."""
    left, limit = speakers.left, speakers.limit
    if fact[0] == "speakers" and left is not None:
        if limit is None:
            raise UsageError("the time for each speaker is missing: add --limit 3m")
        return (*fact, str(left), f"{parse_minutes(limit)}m")
    if left is not None or limit is not None:
        raise UsageError("--left and --limit work only with 'report speakers SESSION'")
    return tuple(fact)


def _with_added(fact: Sequence[str], options: Mapping[str, object]) -> tuple[str, ...]:
    """The options of a new session as words of a fact."""
    given = {FIELDS.get(name, name): value for name, value in options.items() if value}
    if not given:
        return tuple(fact)
    if fact[0] not in ("add", "added") or len(fact) != 3:
        raise UsageError("these options work only with 'report add SESSION MINUTES'")
    return (*fact, json_text.dumps(given, ensure_ascii=False, sort_keys=True))


def _record(text: str, at: str | None, author: Author, *, again: bool, as_json: bool) -> Answer:
    """A fact is kept, if it can be meant as things stand."""
    with opened_at(author.store) as store:
        state = stored_meeting(store)
        calendar = today(state.problem, store.clock())
        reported_at = parse_once(at, calendar) if at is not None else None
        with told_in_titles(state.problem):
            fact = _read(store, state, text, reported_at)
            clock = store.clock() if reported_at is None else None
            told = stores.facts(store)
            meant = as_meant(fact, told, clock=clock, again=again)
            if meant is None:
                return Answer(NO, (), ["nothing was reported"])
            fact = meant
            known_facts = _sensible(state, fact)
        count = beside(stores.facts(store), known_facts, fact)
        recorded = stores.add_fact(store, fact.kind, str(fact), author=author.name)
    if as_json:
        return Answer(OK, _as_json(recorded, count))
    wording = wording_of(state.problem)
    lines = [say(f"fact {recorded.number}: {wording.word(recorded.text)}", GOOD)]
    lines += [say(wording.word(count.sentence), WEAK)] if count.sentence else []
    remarks = [f"warning: {recorded.remark}"] if recorded.remark else []
    if fact.left is not None and fact.minutes is not None:
        remarks.append(f"{fact.left * fact.minutes} minutes remain for {fact.left} speakers")
    return Answer(OK, lines, [*remarks, *count.next_step, _next(state)])


def _read(
    store: stores.Store, state: StoredMeeting, text: str, reported_at: datetime | None
) -> Fact:
    """The fact with the moment at which it was reported, where that is known."""
    moment = reported_at or present(state.problem, store.clock())
    given = parser.TOLD.search(text) is not None
    if moment is not None and not given:
        text = f"{text} at {moment:%Y-%m-%d %H:%M}"
    elif reported_at is not None:
        raise UsageError("the moment is given twice: use --at, or write it after the fact")
    zone = state.problem.zone
    said_at = store.clock() if reported_at is None else reported_at.replace(tzinfo=zone)
    calendar = today(state.problem, said_at)
    parsed = parser.parse(state.problem, (*state.facts, text), calendar)
    # the last of them, but where it was reported before: then all of them are
    return (
        parsed[-1]
        if str(parsed[-1]) not in state.facts
        else parser.one(state.problem, text, parsed, calendar)
    )


def _sensible(state: StoredMeeting, fact: Fact) -> PublishedBasis:
    """FactError for what cannot be meant, as the published timetable and other facts are."""
    if state.base.published is None:
        raise UsageError(
            "nothing is published yet, so there is nothing to report on: change the "
            f"scenario and solve again, or {on_store('publish', f'r{state.base.draft}')}"
        )
    _of_this_meeting(state.problem, fact)
    return _tried(state, (*state.new, str(fact)), state.undone, fact.at)


def _of_this_meeting(problem: Problem, fact: Fact) -> None:
    """FactError if what is lost or away is so on other days than those of the meeting."""
    if fact.kind not in ("absent", "room-lost", "interpretation-lost"):
        return
    first, last = min(problem.days), last_date(problem)
    over = fact.end is not None and fact.end.date() < first
    if over or (fact.start is not None and fact.start.date() > last):
        raise FactError(f"fact '{fact}': the meeting is on {first} to {max(problem.days)}")


def _tried(
    state: StoredMeeting, facts: Sequence[str], undone: Sequence[str], now: datetime | None
) -> PublishedBasis:
    """What is known with these facts; FactError if they cannot be meant."""
    record = state.base.record
    known_facts = basis.read_basis(ReplanRequest(state.problem, record, facts, undone))
    moment = basis.moment_of(known_facts, now, record.as_of)
    basis.refuse_late_facts(known_facts, moment)
    past = known_facts.published
    if not basis.held_as_published(known_facts, moment):
        from scheduler.replanning.replaying import try_past  # loads OR-Tools: for few facts

        known_facts, past = try_past(known_facts, moment)
    basis.refuse_impossible(known_facts, past, moment)
    return known_facts


def _next(state: StoredMeeting) -> str:
    several = state.problem.rolling or len(state.problem.sessions) > 1
    options = ("--alternatives", 3) if several else ()
    return f"next: {on_store('replan', *options)}"


def _only_undone(words: Sequence[str], reason: str | None) -> str | None:
    """The reason; UsageError where a fact is given besides what is taken back."""
    if words:
        raise UsageError("--undo works alone: report --undo NUMBER --reason WHY")
    return reason


def _take_back(
    number: int, at: str | None, reason: str | None, author: Author, *, as_json: bool
) -> Answer:
    """Another fact, that undoes one; ``at`` is when that was said."""
    why = require_reason(reason, f"taking back fact {number}")
    with opened_at(author.store) as store:
        state = stored_meeting(store)
        calendar = today(state.problem, store.clock())
        reported_at = parse_once(at, calendar) if at is not None else None
        wrong = next((f for f in stores.facts(store) if f.number == number), None)
        if wrong is not None:
            now = reported_at or present(state.problem, store.clock())
            _may_be_undone(state, wrong.text, now)
        undone = [wrong.text] if wrong is not None else []
        trimmed = trimmed_with(store, state, [f for f in undone if f in state.base.record.facts])
        recorded = stores.undo_fact(store, number, author=author.name, reason=why)
    if as_json:
        return Answer(OK, _as_json(recorded))
    text = wording_of(state.problem).word(wrong.text) if wrong is not None else ""
    sentence = f"fact {recorded.number}: fact {number} is taken back ({text}): {why}"
    stays = told_of(state.problem, trimmed, state.base.record.timetable)
    return Answer(OK, [say(sentence, GOOD), *map(say, stays)], [_next(state)])


def _may_be_undone(state: StoredMeeting, text: str, now: datetime | None) -> None:
    """What is published with a new session, or was held, cannot be taken back in a word."""
    if text not in state.base.record.facts:
        return
    (fact,) = (f for f in parser.parse(state.problem, state.base.record.facts) if str(f) == text)
    if fact.kind == "added":
        raise StoreError(
            f"{fact.subject} is in {called(state.base)}, so it can only be cancelled: "
            f"{on_store('report', 'cancel', fact.subject)}"
        )
    _tried(state, state.new, (*state.undone, text), now)


def _list(where: str | None, *, every: bool, as_json: bool) -> Answer:
    """Facts in the order reported; with ``every`` also those taken back."""
    with opened_at(where, to_read=True) as store:
        entries = list(log_report.facts_of(stores.facts(store, undone=every)))
        zone, wording = last_timezone(stores.revisions(store)), last_wording(store)
    return show_listed(entries, zone, wording, "No fact is in force.", as_json=as_json)


def _as_json(fact: stores.Fact, count: Beside = ALONE) -> bytes:
    content = {
        "fact": fact.number,
        "kind": fact.kind,
        "text": fact.text,
        "author": fact.author,
        "undoes": fact.undoes,
        "remark": fact.remark,
        "adds_to": list(count.adds_to),
        "replaces": list(count.replaces),
        "in_all": count.in_all,
    }
    return to_json(content)
