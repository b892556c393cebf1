"""
The lines around the grid: how full it is, how far the proof got, what changed and why.

Records in, lines out. Words that come from files are cleaned before they are shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from scheduler.problem import Problem
from scheduler.render.terminal.answer import (
    GOOD,
    INDENT,
    QUIET,
    WEAK,
    Line,
    aligned,
    counted,
    say,
    to_json,
)
from scheduler.render.words import day_of, printable, weekday
from scheduler.timetable import Change, Charge, Record, Tier, Timetable, Warning_
from scheduler.timetable.diff import cell_changes
from scheduler.timetable.sentences import Voice, cell_sentence, sentence, voice
from scheduler.timetable.utilisation import fill
from scheduler.timetable.wording import Wording, wording_of

WARNED = "warnings"
"""The tier of what is reported, and paid by nobody."""


def summary(problem: Problem, record: Record, *, verified: bool = True) -> list[Line]:
    """How many, how full; then how good, how sure, and what it costs."""
    wording = wording_of(problem)
    lines = [say(_fullness(problem, record.timetable))]
    if record.tiers:
        lines += [Line(), proof(record, verified=verified)]
        lines += tiers(record) if record.status != "optimal" else []
    return [
        *lines,
        *charges([c for c in record.charges if c.tier != WARNED], wording),
        *waived(record, wording),
        *warnings(record.warnings, wording),
    ]


def _fullness(problem: Problem, timetable: Timetable) -> str:
    """``on a rolling basis · 4 sessions, 9 sittings, 1,440 of 1,440 minutes: no slack``"""
    full = fill(problem, timetable)
    placed = len({sitting.session for sitting in timetable.sittings})
    over = f" and {full.over:,} of overtime" if full.over > 0 else ""
    slack = f"{full.free:,} free" if full.free > 0 else "no slack"
    parts = (
        counted(placed, "session"),
        counted(len(timetable.sittings), "sitting"),
        f"{full.inside:,} of {full.offered:,} minutes{over}: {slack}",
    )
    missing = f", {len(timetable.unplaced)} without a place" if timetable.unplaced else ""
    return f"{'on a rolling basis · ' if problem.rolling else ''}{', '.join(parts)}{missing}"


def proof(record: Record, *, verified: bool = True) -> Line:
    """``optimal, proved · cost 0 · 0.03 s · verified``"""
    proved = record.status == "optimal"
    tiers = [tier for tier in record.tiers if tier.name != WARNED]
    paid = [f"{tier.name} {tier.cost:,}" for tier in tiers if tier.cost > 0]
    parts = [
        "optimal, proved" if proved else "feasible, not proved optimal",
        f"cost {', '.join(paid) or '0'}",
        *([f"{record.run.seconds:.2f} s"] if record.run is not None else []),
        *(["verified"] if verified else []),
    ]
    return say(" · ".join(parts), GOOD if proved else WEAK)


def tiers(record: Record) -> list[Line]:
    """
    Cost, proved bound and gap of the tiers that cost something; the others in one line.

    Where a bound has a certificate that anybody can check, that is said beside it.
    """
    tiers = record.tiers
    open_tiers = [tier for tier in tiers if tier.cost > 0 or tier.bound < tier.cost]
    if not open_tiers:
        return [say("No tier has a cost: proved optimal.", QUIET)]
    certified = {c.tier: c.bound for c in sorted(record.certificates, key=lambda c: c.bound)}
    rows = [
        ("tier", "cost", "at least", "gap", *(["certificate"] if certified else [])),
        *(
            (
                *(printable(t.name), f"{t.cost:,}", f"{t.bound:,}", f"{t.cost - t.bound:,}"),
                *([_certificate(t, certified)] if certified else []),
            )
            for t in open_tiers
        ),
    ]
    heads, *texts = aligned(rows)
    others = len(tiers) - len(open_tiers)
    lines = [Line(heads, QUIET), *map(Line, texts)]
    return [*lines, *([say(f"{counted(others, 'other tier')}: nothing", QUIET)] if others else [])]


def _certificate(tier: Tier, certified: Mapping[str, int]) -> str:
    """``yes``, or a smaller bound than the one that is proved; none where there is none."""
    least = certified.get(tier.name, 0)
    return "yes" if tier.bound and least >= tier.bound else f"for {least:,}" if least else "no"


DEAREST = 12
"""Charges listed in full; if there are more, the dearest, and the sum of the others by rule."""


def charges(charges: Sequence[Charge], wording: Wording, most: int = DEAREST) -> list[Line]:
    """What is paid: line by line, or the dearest lines and the rest by rule."""
    if not charges:
        return []
    ranked = sorted(charges, key=lambda c: -c.amount) if len(charges) > most else charges
    rest: dict[str, list[int]] = {}
    for charge in ranked[most:]:
        rest.setdefault(charge.rule, []).append(charge.amount)
    lines = [(c.amount, f"{c.rule}: {wording.word(c.message)}") for c in ranked[:most]]
    lines += [(sum(a), f"{rule}: {len(a)} more") for rule, a in sorted(rest.items())]
    width = max(len(f"{amount:,}") for amount, _ in lines)
    return [Line(f"{'':{INDENT}}{amount:>{width},}  {printable(text)}") for amount, text in lines]


def warnings(warnings: Sequence[Warning_], wording: Wording) -> list[Line]:
    return [say(f"warning {w.code} {wording.word(w.message)}", WEAK) for w in warnings]


def waived(record: Record, wording: Wording) -> list[Line]:
    return [say(f"waived {wording.word(waiver)}", QUIET) for waiver in record.waived]


def describe_state(problem: Problem, record: Record, published: Record) -> list[Line]:
    """``It is Tue 17:55. ENIP is running. Published: Rev.1. Since then: overrun enip 30m.``"""
    voice = voice_of(problem, published.timetable, record.timetable)
    situation = problem.situation
    parts = []
    if situation is not None:
        parts.append(f"It is {clock(situation.now, voice.zone)}.")
        running = [voice.session(s.session) for s in situation.running]
        verb = "is" if len(running) == 1 else "are"
        parts += [f"{_listed(running)} {verb} running."] if running else []
    issue = f"Rev.{published.revision}" if published.revision > 0 else "the first issue"
    parts.append(f"Published: {issue}.")
    new = [fact for fact in record.facts if fact not in published.facts]
    told = "; ".join(map(wording_of(problem).word, new))
    parts += [f"Since then: {told}."] if new else []
    return [say(" ".join(parts), "bold")]


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def describe_replan(
    problem: Problem, record: Record, published: Record, departures: Sequence[Line] = ()
) -> list[Line]:
    """What the annex prints otherwise; what was forced and what was chosen; the price."""
    before, after = published.timetable, record.timetable
    voice, wording = voice_of(problem, before, after), wording_of(problem)
    price = [proof(record), *tiers(record)]
    parts = (
        cells(problem, before, after),
        _changes("Forced", [c for c in record.changes if c.forced is True], voice),
        _changes("A choice", [c for c in record.changes if c.forced is False], voice),
        _changes("Not asked", [c for c in record.changes if c.asked is False], voice),
        _changes("Changes", [c for c in record.changes if not_known(c)], voice),
        departures,
        [*price, *waived(record, wording), *warnings(record.warnings, wording)],
    )
    return [line for part in parts if part for line in (*part, Line())][:-1]


def list_departures(
    problem: Problem, earlier: Timetable, record: Record, changes: Sequence[Change], name: str
) -> list[Line]:
    """What is not as in the earlier revision that was gone back to; the price is of that."""
    voice = voice_of(problem, earlier, record.timetable)
    lines = _changes(f"Not as in {name}", changes, voice)
    return lines or [say(f"Everything is as in {name} again.", GOOD)]


def cells(problem: Problem, before: Timetable, after: Timetable) -> list[Line]:
    """
    ``2 cells of the annex change`` and how each, or that each keeps its sessions.

    A cell that prints other hours is marked, and not counted: the tier ``cells`` does not either.
    """
    changed = cell_changes(problem, before, after)
    if not changed:
        return [say("Every cell of the annex keeps its sessions.", GOOD)]
    voice = voice_of(problem, before, after)
    several = len({s.room for t in (before, after) for s in t.sittings}) > 1
    verb = "changes" if len(changed) == 1 else "change"
    return [
        say(f"{counted(len(changed), 'cell')} of the annex {verb}"),
        *(say(f"{cell_sentence(c, voice, room=several)}", indent=2 * INDENT) for c in changed),
    ]


def not_known(change: Change) -> bool:
    """Whether nobody said if a change was forced, nor that it was not asked."""
    return change.forced is None and change.asked is not False


def _changes(head: str, changes: Sequence[Change], voice: Voice) -> list[Line]:
    lines = [say(f"{head} ({len(changes)})", "bold"), *list_changes(changes, voice)]
    return lines if changes else []


def list_changes(changes: Iterable[Change], voice: Voice) -> Iterator[Line]:
    """One sentence each, with why where that is known."""
    for change in changes:
        why = f" — {change.reason}" if change.reason else ""
        yield say(f"{sentence(change, voice)}{why}", indent=2 * INDENT)


def differences(
    problem: Problem | None,
    printed: Problem | None,
    before: Record,
    after: Record,
    changes: Sequence[Change],
) -> list[Line]:
    """The answer of a diff: cells if they are asked for (``printed``), then sessions."""
    old, new = before.timetable, after.timetable
    names = voice(after.zone, old, new, problem=problem)
    lines = cells(printed, old, new) if printed is not None else []
    if not changes:
        return [*lines, say("No session changes.", GOOD)]
    sessions = len({change.session for change in changes})
    verb = "changes" if sessions == 1 else "change"
    return [*lines, say(f"{counted(sessions, 'session')} {verb}"), *list_changes(changes, names)]


def by_person(
    problem: Problem, before: Record, after: Record, changes: Sequence[Change]
) -> list[Line]:
    """The same, told to each office that is concerned; what concerns none comes last."""
    names = voice_of(problem, before.timetable, after.timetable)
    titles = {person.id: person.title or person.id for person in problem.people}
    order = [*titles, *sorted({id for c in changes for id in c.people} - titles.keys())]
    lines: list[Line] = []
    for id in order:
        mine = [change for change in changes if id in change.people]
        lines += [say(titles.get(id, id), "bold"), *list_changes(mine, names)] if mine else []
    rest = [change for change in changes if not change.people]
    lines += [say("Nobody by that name", "bold"), *list_changes(rest, names)] if rest else []
    return lines or [say("Nobody is affected.", GOOD)]


def differences_json(
    printed: Problem | None, before: Record, after: Record, changes: Sequence[Change]
) -> bytes:
    """The same as one object; ``cells`` only where they are asked for."""
    content: dict[str, object] = {"changes": [change.model_dump() for change in changes]}
    if printed is not None:
        cells = cell_changes(printed, before.timetable, after.timetable)
        content["cells"] = [asdict(change) for change in cells]
    return to_json(content, after.zone)


def voice_of(problem: Problem, *timetables: Timetable) -> Voice:
    return voice(problem.zone, *timetables, problem=problem)


class Brief(Voice):
    """``Wed 11:30``: days in short, with their date where weekdays come twice."""

    __slots__ = ()

    def day(self, day: date) -> str:
        name = weekday(day)[:3]
        return f"{name} {day_of(day)}" if self.dated else name


def brief(problem: Problem, *timetables: Timetable) -> Brief:
    names = voice_of(problem, *timetables)
    return Brief(names.zone, names.dated, names.sessions, names.rooms, names.people, names.served)


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """``Fri 18:30``"""
    local = moment.astimezone(UTC).astimezone(zone)
    return f"{weekday(local.date())[:3]} {local:%H:%M}"
