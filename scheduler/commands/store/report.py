"""Facts told to the store: tried out before they are kept, never edited, taken back by another."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.commands.inputs.stores import Standing, called, opened_at, present, standing
from scheduler.commands.options import Hand, UsageError
from scheduler.commands.store.counting import ALONE, Beside, beside
from scheduler.errors import FactError, StoreError
from scheduler.problem import Problem
from scheduler.render.reports import log_report
from scheduler.render.reports.envelope import to_json
from scheduler.render.reports.replan_report import GOOD, WEAK, said
from scheduler.render.terminal.answer import OK, Answer
from scheduler.replanning import basis
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import Fact, parse_minutes, parse_moment, parser
from scheduler.replanning.request import ReplanRequest

if TYPE_CHECKING:
    from scheduler import store as stores
    from scheduler.store import Store


def reported(words: Sequence[str], *, at: str | None, hand: Hand, as_json: bool) -> Answer:
    """A fact is kept, if it can be meant as things stand."""
    from scheduler import store as stores

    told = parse_moment(at) if at is not None else None
    with opened_at(hand.store) as store:
        stands = standing(store)
        fact = _read(store, stands, " ".join(words), told)
        if str(fact) in stands.facts:
            raise FactError(
                f"'{fact}' was told already; if it happened again, say when: --at MOMENT"
            )
        known = _sensible(stands, fact)
        count = beside(stores.facts(store), known, fact)
        kept = _keep(store, fact, hand)
    if as_json:
        return Answer(OK, _as_json(kept, count))
    lines = [said(f"fact {kept.number}: {kept.text}", GOOD)]
    lines += [said(count.sentence, WEAK)] if count.sentence else []
    remarks = [f"warning: {kept.remark}"] if kept.remark else []
    if fact.left is not None and fact.minutes is not None:
        remarks.append(f"{fact.left * fact.minutes} minutes remain for {fact.left} speakers")
    return Answer(OK, lines, [*remarks, *count.next_step, _next(stands)])


def speakers(left: int, limit: str | None) -> list[str]:
    """``--left 14 --limit 3m`` as words of a fact."""
    if limit is None:
        raise UsageError("how long may each speak? --limit 3m")
    return [str(left), f"{parse_minutes(limit)}m"]


def added(minutes: str, said: dict[str, object]) -> list[str]:
    """The options of a new session as words of a fact."""
    known = {key: value for key, value in said.items() if value}
    return [minutes, *([json.dumps(known, ensure_ascii=False, sort_keys=True)] if known else [])]


def _keep(store: "Store", fact: Fact, hand: Hand) -> "stores.Fact":
    from scheduler import store as stores

    return stores.add_fact(store, fact.kind, str(fact), author=hand.author)


def _read(store: "Store", stands: Standing, text: str, told: datetime | None) -> Fact:
    """The fact with the moment at which it was told, where that is known."""
    moment = told or present(stands.problem, store.clock())
    given = parser.TOLD.search(text) is not None
    if moment is not None and not given:
        text = f"{text} at {moment:%Y-%m-%d %H:%M}"
    elif told is not None:
        raise UsageError("say when once: with --at, or after the fact")
    parsed = parser.parse(stands.problem, (*stands.facts, text))
    # the last of them, but where it was told before: then all of them are
    return (
        parsed[-1]
        if str(parsed[-1]) not in stands.facts
        else parser.one(stands.problem, text, parsed)
    )


def _sensible(stands: Standing, fact: Fact) -> PublishedBasis:
    """FactError for what cannot be meant, as the published timetable and other facts are."""
    if stands.base.published is None:
        raise UsageError(
            f"nothing is published yet, so nothing can have happened: solve again with what is "
            f"known, or rollgrid publish r{stands.base.draft}"
        )
    _of_this_meeting(stands.problem, fact)
    return _tried(stands, (*stands.new, str(fact)), stands.undone, fact.at)


def _of_this_meeting(problem: Problem, fact: Fact) -> None:
    """FactError if what is lost or away is so on other days than those of the meeting."""
    if fact.kind not in ("absent", "room-lost", "interpretation-lost"):
        return
    first, last = min(problem.days), max(problem.days)
    over = fact.end is not None and fact.end.date() < first
    if over or (fact.start is not None and fact.start.date() > last):
        raise FactError(f"fact '{fact}': the meeting is on {first} to {last}")


def _tried(
    stands: Standing, facts: Sequence[str], undone: Sequence[str], now: datetime | None
) -> PublishedBasis:
    """The solver is loaded only if the meeting has to be played through."""
    record = stands.base.record
    known = basis.read_basis(ReplanRequest(stands.problem, record, facts, undone))
    moment = basis.moment_of_facts(known, now, record.as_of)
    if basis.first_effect_before(known, moment) is not None:
        from scheduler.replanning.replan import refuse_rewritten_past

        refuse_rewritten_past(known, moment)
    return known


def _next(stands: Standing) -> str:
    several = stands.problem.rolling or len(stands.problem.sessions) > 1
    return "next: rollgrid replan --alternatives 3" if several else "next: rollgrid replan"


def taken_back(number: int, *, at: str | None, reason: str, hand: Hand, as_json: bool) -> Answer:
    """Another fact, that undoes one; ``at`` is when that was said."""
    from scheduler import store as stores

    said_at = parse_moment(at) if at is not None else None
    with opened_at(hand.store) as store:
        stands = standing(store)
        wrong = next((f for f in stores.facts(store) if f.number == number), None)
        if wrong is not None:
            now = said_at or present(stands.problem, store.clock())
            _may_be_undone(stands, wrong.text, now)
        kept = stores.undo_fact(store, number, author=hand.author, reason=reason)
    if as_json:
        return Answer(OK, _as_json(kept))
    text = wrong.text if wrong is not None else ""
    lines = [said(f"fact {kept.number}: fact {number} is taken back ({text}): {reason}", GOOD)]
    return Answer(OK, lines, [_next(stands)])


def _may_be_undone(stands: Standing, text: str, now: datetime | None) -> None:
    """What is published with a new session, or was held, cannot be taken back in a word."""
    if text not in stands.base.record.facts:
        return
    (fact,) = (f for f in parser.parse(stands.problem, stands.base.record.facts) if str(f) == text)
    if fact.kind == "added":
        raise StoreError(
            f"{fact.subject} is in {called(stands.base)}: say 'rollgrid report cancel "
            f"{fact.subject}' instead"
        )
    _tried(stands, stands.new, (*stands.undone, text), now)


def listed(where: str | None, *, every: bool, as_json: bool) -> Answer:
    """Facts in the order told; with ``every`` also those taken back."""
    from zoneinfo import ZoneInfo

    from scheduler import store as stores

    with opened_at(where) as store:
        found = stores.facts(store, undone=every)
        kept = stores.revisions(store)
        zone = kept[-1].record.zone if kept else ZoneInfo("UTC")
    entries = list(log_report.facts_of(found))
    if as_json:
        return Answer(OK, log_report.as_json(entries, zone))
    if not entries:
        return Answer(OK, [said("No fact is in force.")])
    return Answer(OK, log_report.lines(entries, zone))


def _as_json(fact: "stores.Fact", count: Beside = ALONE) -> bytes:
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
