"""Several ways to replan, side by side, with what each costs whom."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.table import Table
from rich.text import Text

from scheduler.problem import Problem
from scheduler.render.layout.rehoured import rehoured
from scheduler.render.reports.replan_report import clock
from scheduler.render.terminal.answer import GOOD, INDENT, QUIET, WEAK, to_json
from scheduler.render.terminal.phrase import Phrase
from scheduler.render.words import ascii_only, printable, weekday
from scheduler.timetable import Record, Timetable
from scheduler.timetable.diff import CellChange, cell_changes, differing, minutes
from scheduler.timetable.files import to_bytes
from scheduler.timetable.losses import lost_places
from scheduler.timetable.sentences import Voice, voice
from scheduler.timetable.serving import serving
from scheduler.timetable.utilisation import closes, overtime

PERIODS = {"morning": "a.m.", "afternoon": "p.m."}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way: its letter, the problem as solved, and the record of the answer."""

    letter: str
    problem: Problem
    record: Record


def comparison(choices: Sequence[Choice], published: Timetable, *, ascii: bool = False) -> Table:
    """A column for each choice: cells, overtime, trimmed, chairs, end, and how sure that is."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    table.add_column("", no_wrap=True)
    for choice in choices:
        table.add_column(f"{choice.letter}  {choice.record.policy or 'all means'}", overflow="fold")
    rows = (
        ("loses its place", [_losing(choice, published) for choice in choices]),
        ("sessions that move", [_moved(choice) for choice in choices]),
        ("cells that change", [_cells(choice, published) for choice in choices]),
        ("overtime", [_overtime(choice) for choice in choices]),
        ("trimmed", [_trimmed(choice) for choice in choices]),
        ("has none still", [_still_without(choice, published) for choice in choices]),
        ("chairs affected", [_chairs(choice, published) for choice in choices]),
        ("ends", [_ends(choice) for choice in choices]),
    )
    for name, cells in rows:
        if name not in UNUSUAL or any(text != "none" for text in cells):
            shown = (printable(ascii_only(text) if ascii else text) for text in cells)
            table.add_row(Text(f"{'':{INDENT}}{name}", style=QUIET), *map(Phrase, shown))
    table.add_row("", *map(_proof, choices))
    return table


UNUSUAL = ("has none still", "sessions that move")
"""Not worth a row where it is none everywhere, as on a rolling basis."""


def as_json(records: Sequence[Record], notes: Sequence[str]) -> bytes:
    """One object with a whole timetable file for each choice, the least disturbing first."""
    alternatives = [json.loads(to_bytes(record)) for record in records]
    return to_json({"alternatives": alternatives, "notes": list(notes)})


def _voice(choice: Choice, published: Timetable) -> Voice:
    zone = choice.problem.zone
    return voice(zone, published, choice.record.timetable, problem=choice.problem)


def _moved(choice: Choice) -> str:
    """``3, 1 to another day``: of those outside rolling orders."""
    ordered = {session for order in choice.problem.rolling for session in order.order}
    zone = choice.problem.zone
    moved, days = set(), set()
    for change in choice.record.changes:
        if change.session in ordered or not (change.before and change.after):
            continue
        was, now = (s[0].start.astimezone(zone) for s in (change.before, change.after))
        if (was, change.before[0].room) != (now, change.after[0].room):
            moved.add(change.session)
        if was.date() != now.date():
            days.add(change.session)
    away = f", {len(days)} to another day" if days else ""
    return f"{len(moved)}{away}" if moved else "none"


def _cells(choice: Choice, published: Timetable) -> str:
    """``2 · Wed a.m. + ENIP, Fri a.m. + WGTU; hours in Tue p.m.``: what is marked, not counted."""
    after, names = choice.record.timetable, _voice(choice, published)
    changed = cell_changes(choice.problem, published, after)
    others = rehoured(choice.problem, published, after)
    several = len({*(change.room for change in changed), *(room for room, _ in others)}) > 1
    cells = ", ".join(cell_in_short(change, names, several=several) for change in changed)
    hours = ", ".join(_where(room, slot, names, several=several) for room, slot in others)
    told = f"{len(changed)} · {cells}" if changed else "none"
    if not others:
        return told
    return f"{told}{';' if changed else ' ·'} hours in {hours}"


def cell_in_short(change: CellChange, names: Voice, *, several: bool = False) -> str:
    """``Wed a.m. + ENIP``"""
    moves = [f"+ {names.session(id)}" for id in change.gained]
    moves += [f"- {names.session(id)}" for id in change.lost]
    where = _where(change.room, change.slot, names, several=several)
    return f"{where} {' '.join(moves) or 'in another order'}"


def _where(room: str, slot: str, names: Voice, *, several: bool) -> str:
    """``Wed a.m.``, with the room if there are several."""
    day, _, name = slot.partition("/")
    when = f"{weekday(date.fromisoformat(day))[:3]} {period(name)}"
    return f"{when} {names.room(room)}" if several else when


def period(slot: str) -> str:
    """``a.m.`` for a slot that is called morning; other slots have their own name."""
    return PERIODS.get(slot, slot)


def _overtime(choice: Choice) -> str:
    """``30 min on Friday``: what was not agreed before."""
    situation = choice.problem.situation
    agreed = situation.overtime if situation is not None else {}
    per_day: defaultdict[str, int] = defaultdict(int)
    for (slot, _), over in overtime(choice.problem, choice.record.timetable).items():
        if (more := over - agreed.get(slot, 0)) > 0:
            per_day[slot.partition("/")[0]] += more
    overruns = (
        f"{over} min on {weekday(date.fromisoformat(day))}" for day, over in per_day.items()
    )
    return ", ".join(overruns) or "none"


def _trimmed(choice: Choice) -> str:
    """``CEI 30 min``: less than the minutes in force."""
    situation, timetable = choice.problem.situation, choice.record.timetable
    names = _voice(choice, timetable)
    planned = situation.minutes if situation is not None else {}
    away = {unplaced.session for unplaced in timetable.unplaced}
    lost = {
        session.id: planned.get(session.id, session.minutes.likely)
        - minutes(timetable.of_session(session.id))
        for session in choice.problem.held
        if session.id not in away
    }
    return ", ".join(f"{names.session(id)} {m} min" for id, m in lost.items() if m > 0) or "none"


def _losing(choice: Choice, published: Timetable) -> str:
    """``Drafting, Review``: who had a place; ``nobody``."""
    names, lost = _voice(choice, published), lost_places(published, choice.record.timetable)
    return ", ".join(map(names.session, lost)) or "nobody"


def _still_without(choice: Choice, published: Timetable) -> str:
    """Who had no place before either."""
    names, timetable = _voice(choice, published), choice.record.timetable
    lost = lost_places(published, timetable)
    still = (u.session for u in timetable.unplaced if u.session not in lost)
    return ", ".join(map(names.session, still)) or "none"


def _chairs(choice: Choice, published: Timetable) -> str:
    """How many people preside over a sitting that only one of the timetables has."""
    served = serving(choice.problem)
    touched = differing(published.sittings, choice.record.sittings, served)
    return str(len({who for sitting in touched for who in served.chairs(sitting)}))


def _ends(choice: Choice) -> str:
    end = closes(choice.problem, choice.record.timetable)
    return clock(end, choice.problem.zone) if end is not None else "-"


def _proof(choice: Choice) -> Text:
    """Beyond what the bounds say must change, everything is additional."""
    additional = sum(tier.cost - tier.bound for tier in choice.record.tiers)
    proved = choice.record.status == "optimal"
    verdict = "proved, 0 additional" if proved else f"not proved, up to {additional:,} additional"
    return Text(verdict, style=GOOD if proved else WEAK)
