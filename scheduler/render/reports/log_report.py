"""What was said, decided and published, in the order in which it was: the log of a store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from scheduler.problem import Problem
from scheduler.render.terminal.answer import (
    GOOD,
    INDENT,
    QUIET,
    WEAK,
    Line,
    View,
    adapt,
    counted,
    say,
    to_json,
)
from scheduler.render.terminal.fitting import wrap_words
from scheduler.render.words import printable
from scheduler.timetable.wording import Wording

if TYPE_CHECKING:  # SQLAlchemy is loaded only where a store is opened
    from scheduler.store import Acknowledgement, Fact, Pin, Posted, Revision, Waiver


Rank: TypeAlias = tuple[datetime, int]
FIRST: Rank = (datetime.min.replace(tzinfo=UTC), 0)
STYLES = {"published": GOOD, "fact": "bold"}
WARNED = "warnings"
ORDER = ("fact", "pin", "waiver", "acknowledgement", "draft", "published")
"""Which entries of one moment come first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of the log.

    Attributes
    ----------
    kind
        fact, pin, waiver, acknowledgement, draft or published.
    name
        ``r2``, ``Rev.1``, ``fact 3``.
    words
        What it says.
    remark
        Why its time is not what the clock said; mostly empty.
    rank
        Where it stands in order: its time, unless it is known to have come after a later one, for
        a clock may have jumped back.
    """

    at: datetime
    kind: str
    number: int
    name: str
    author: str
    words: str
    remark: str = ""
    rank: "Rank | None" = None


def drafts_of(revisions: Iterable["Revision"], posted: Sequence["Posted"]) -> Iterable[Entry]:
    """Every draft, and every publication with how many notices it has."""
    notices = Counter(one.publication for one in posted)
    issued: dict[int | None, Rank] = {}
    before = FIRST
    for r in revisions:
        before = max((r.at, 0), _next(before), _next(issued.get(r.parent, FIRST)))
        name = f"r{r.draft}"
        yield Entry(r.at, "draft", r.draft, name, r.author, made_of(r), r.remark, rank=before)
        if r.published is not None:
            issue, number = r.published, r.published.number
            rank = max((issue.at, 0), _next(before), _next(issued.get(r.parent, FIRST)))
            issued[number] = rank
            due = f", {counted(notices[number], 'notice')}" if notices[number] else ""
            as_of = f", as of {r.record.as_of}" if r.record.as_of is not None else ""
            made = (f"Rev.{number}", issue.author, f"{name} published{due}{as_of}", issue.remark)
            yield Entry(issue.at, "published", number, *made, rank=rank)


def _next(rank: "Rank") -> "Rank":
    return rank[0], rank[1] + 1


def made_of(revision: "Revision") -> str:
    """``extend, from Rev.0: overrun enip 30m · cost minutes 30``"""
    record = revision.record
    parent = "" if revision.parent is None else f"from Rev.{revision.parent}"
    head = ", ".join(filter(None, (record.policy, parent)))
    paid = [f"{tier} {cost:,}" for tier, cost in revision.costs.items() if cost and tier != WARNED]
    gaps = sum(cost - revision.bounds.get(tier, cost) for tier, cost in revision.costs.items())
    price = f"cost {', '.join(paid) or '0'}" + ("" if gaps == 0 else ", not proved")
    cause = f"{head}: {revision.cause}" if head else revision.cause
    return f"{cause} · {price}"


def facts_of(facts: Iterable["Fact"]) -> Iterable[Entry]:
    """Facts, undone ones too, and what undid them."""
    for fact in facts:
        text = fact.text
        if fact.undoes is not None:
            text = f"fact {fact.undoes} is taken back: {fact.text}"
        text += f" (taken back by fact {fact.undone_by})" if fact.undone_by is not None else ""
        name = f"fact {fact.number}"
        yield Entry(fact.at, "fact", fact.number, name, fact.author, text, fact.remark)


def orders_of(
    pins: Iterable["Pin"], waivers: Iterable["Waiver"], zone: ZoneInfo
) -> Iterable[Entry]:
    """Temporary pins and waivers, and what lifted them; moments in the meeting's own time."""
    for pin in pins:
        text = f"{pin.session} pinned {pin.place}"
        if pin.undoes is not None:
            text = f"pin {pin.undoes} of {pin.session} removed"
        text += f": {pin.reason}" if pin.reason else ""
        name = f"pin {pin.number}"
        yield Entry(pin.at, "pin", pin.number, name, pin.author, text, pin.remark)
    for waiver in waivers:
        text = f"{waiver.rule} waived, {waiver.subject}"
        if waiver.undoes is not None:
            text = f"waiver {waiver.undoes} of {waiver.rule} withdrawn"
        elif waiver.until is not None:
            text += f" until {waiver.until.astimezone(zone):%Y-%m-%d %H:%M}"
        text += f": {waiver.reason}" if waiver.reason else ""
        name = f"waiver {waiver.number}"
        yield Entry(waiver.at, "waiver", waiver.number, name, waiver.author, text, waiver.remark)


def acknowledged(made: Iterable["Acknowledgement"]) -> Iterable[Entry]:
    """Warnings acknowledged, and what has them shown again."""
    for one in made:
        text = f"{one.code} acknowledged, {one.message.removesuffix('.')}"
        if one.undoes is not None:
            text = f"{one.code} is shown again (acknowledgement {one.undoes})"
        text += f": {one.reason}" if one.reason else ""
        name = f"acknowledgement {one.number}"
        kind = "acknowledgement"
        yield Entry(one.at, kind, one.number, name, one.author, text, one.remark)


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """As they were written, as far as their times tell."""

    def place(entry: Entry) -> tuple[Rank, int, int]:
        return entry.rank or (entry.at, 0), ORDER.index(entry.kind), entry.number

    return sorted(entries, key=place)


def lines(entries: Sequence[Entry], zone: ZoneInfo, wording: Wording) -> list[Line]:
    """One line each, in the meeting's own time and titles."""
    if not entries:
        return [say("The log is empty.", QUIET)]
    wide = max(len(entry.name) for entry in entries)
    author = max(len(printable(entry.author)) for entry in entries)
    rows: list[Line] = []
    for entry in entries:
        when = f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        head = f"  {when}  {entry.name:<{wide}}  {printable(entry.author):<{author}}"
        words = printable(wording.word(entry.words))
        rows.append(Line(f"{head}  {words}", STYLES.get(entry.kind, ""), hang=len(head) + 2))
        rows += [say(f"({entry.remark})", WEAK, indent=len(head) + 2)] if entry.remark else []
    return rows


def as_json(entries: Sequence[Entry], zone: ZoneInfo) -> bytes:
    """The same as one object."""
    fields = ("at", "kind", "number", "name", "author", "words", "remark")
    listed = [{field: getattr(entry, field) for field in fields} for entry in entries]
    return to_json({"entries": listed}, zone)


def issue(problem: Problem, revision: "Revision") -> Line:
    """``Rev.1 (r2), published 2025-02-25 17:58 by planner``, or what kind of draft it is."""
    zone = problem.zone
    published = revision.published
    if published is not None:
        when = f"{published.at.astimezone(zone):%Y-%m-%d %H:%M}"
        text = f"Rev.{published.number} (r{revision.draft}), published {when} by {published.author}"
        return say(text, GOOD)
    base = "nothing was published" if revision.parent is None else f"Rev.{revision.parent}"
    was = "" if revision.parent is None else " was published"
    return say(f"draft r{revision.draft} by {revision.author}, made when {base}{was}", WEAK)


if TYPE_CHECKING:
    from scheduler.store import Posted


def addressee(recipient: str, wording: Wording) -> str:
    """``Chair of the WGTU`` for ``person:wgtu-chair``; the name that is typed has no other."""
    id = recipient.partition(":")[2]
    title = printable(wording.of(id))
    return recipient if title == id else title


STATES = ("due", "written", "sent", "superseded", "withheld")


def listing(posted: "Sequence[Posted]", view: View, wording: Wording) -> list[Line]:
    """By revision: who is told, how far that is, and the short text."""
    if not posted:
        return [say("there are no notices")]
    lines: list[Line] = []
    names = {one.notice.recipient: addressee(one.notice.recipient, wording) for one in posted}
    wide = max(map(len, names.values()))
    for publication in sorted({one.publication for one in posted}):
        of = [one for one in posted if one.publication == publication]
        counts = ((state, sum(one.state == state for one in of)) for state in STATES)
        summary = ", ".join(f"{n} {state}" for state, n in counts if n)
        lines += [Line()] if lines else []
        lines.append(say(f"Rev.{publication} · {summary}", "bold"))
        for one in of:
            lines.append(say(f"{names[one.notice.recipient]:<{wide}}  {one.state}"))
            for text in wrap_words(
                printable(one.notice.text), max(20, view.width - 2 * INDENT - 2)
            ):
                lines.append(say(text, QUIET, indent=2 * INDENT))
    return adapt(lines, view)
