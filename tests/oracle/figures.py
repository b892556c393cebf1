"""The figures of ``score``, ``diff`` and ``deadlines`` beside those that the page counts."""

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import scheduler
from tests.oracle import changes, tiers
from tests.oracle.case import Case, Disagreement, Useless, told
from tests.oracle.commands import run
from tests.oracle.judge import judge as families
from tests.oracle.meeting import Meeting, Sit, Slot, Table, local, minute


def plan_of(case: Case) -> scheduler.Plan:
    plan = case.plan()
    if families(plan.problem, plan.record.sittings, case.unplaced):
        raise Useless("what is published is no timetable")
    return plan


# --- score ---------------------------------------------------------------------------------------


def score(case: Case) -> None:
    """Tiers, sums by rule and session, shares of bodies, use of rooms and days, loads."""
    plan = plan_of(case)
    try:
        found = scheduler.score(plan)
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("score crash", f"{type(error).__name__}: {error}") from error
    meeting = Meeting(plan.problem)
    table = Table(meeting, map(Sit.of, plan.record.sittings), case.unplaced)
    said = told(meeting, table.sits)
    charged = [c for c in tiers.charges(meeting, table) if c.amount]
    by_rule: Counter[str] = Counter()
    for charge in charged:
        by_rule[charge.rule] += charge.amount
    of_charges: Counter[str] = Counter()
    for line in found.charges:
        for id in dict.fromkeys(line.sessions):
            of_charges[id] += line.amount
    compared = {
        "tiers": (dict(found.tiers), tiers.costs(meeting, table)),
        "rules": (nonzero(found.rules), dict(by_rule)),
        "sessions": (nonzero(found.sessions), dict(of_charges)),
        "groups": (shares(found.groups), bodies(meeting, table, "group")),
        "regions": (shares(found.regions), bodies(meeting, table, "region")),
        "rooms": ({u.name: (u.used, u.offered) for u in found.rooms}, rooms(meeting, table)),
        "days": ({u.name: (u.used, u.offered) for u in found.days}, days(meeting, table)),
        "people": (
            {u.name: (u.sittings, u.minutes, u.longest) for u in found.people},
            people(meeting, table),
        ),
    }
    for name, (theirs, mine) in compared.items():
        if theirs != mine:
            raise Disagreement(f"score {name}", f"{said}\nprogram {theirs}\npage {mine}")


def nonzero(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    return {name: amount for name, amount in pairs if amount}


def shares(found: Iterable[Any]) -> dict[str, tuple[int, ...]]:
    return {s.name: (s.sessions, s.sittings, s.minutes, s.lost, s.last, s.evening) for s in found}


def bodies(meeting: Meeting, table: Table, by: str) -> dict[str, tuple[int, ...]]:
    """By group or region: sessions, sittings, minutes, lost, in the last slot, in the evening."""
    region = {g.id: g.region for g in meeting.problem.groups}
    members: dict[str, list[str]] = {}
    for session in meeting.held:
        own = meeting.groups(session)
        names = own if by == "group" else tuple(region.get(g) for g in own)
        for name in dict.fromkeys(n for n in names if n):
            members.setdefault(name, []).append(session.id)
    return {name: share(meeting, table, ids) for name, ids in members.items()}


def share(meeting: Meeting, table: Table, ids: list[str]) -> tuple[int, ...]:
    sits = [s for s in table.sits if s.session in ids]
    placed = sum(s.end - s.start for s in sits)
    planned = sum(meeting.planned(id) for id in ids)
    slots = [meeting.slot_of(s) for s in sits]
    last = max((s for s in meeting.slots if s.serves("session")), key=lambda s: (s.day, s.start))
    evening = sum(s is not None and local(s.start, meeting.tz).hour >= 18 for s in slots)
    return len(ids), len(sits), placed, planned - placed, slots.count(last), evening


def rooms(meeting: Meeting, table: Table) -> dict[str, tuple[int, int]]:
    return {
        id: (
            sum(s.end - s.start for s in regular(meeting, table) if s.room == id),
            sum(offered(meeting, id, s) for s in meeting.slots if s.serves("session")),
        )
        for id in in_use(meeting, table)
    }


def in_use(meeting: Meeting, table: Table) -> list[str]:
    """Rooms of sessions that are no side events, and those of rolling orders."""
    held = {s.room for s in regular(meeting, table)} | {o.room for o in meeting.problem.rolling}
    return [id for id in meeting.rooms if id in held]


def offered(meeting: Meeting, room: str, slot: Slot) -> int:
    """The minutes of a day slot in which the room is available."""
    return slot.length - meeting.outside("room", room, slot.start, slot.end)


def days(meeting: Meeting, table: Table) -> dict[str, tuple[int, int]]:
    found = {}
    for day in meeting.problem.days:
        own = [s for s in meeting.slots if s.day == day and s.serves("session")]
        if not own:
            continue
        used = 0
        for sit in regular(meeting, table):
            slot = meeting.slot_of(sit)
            parts = len(meeting.rooms[sit.room].combines) or 1
            if slot is not None and slot.day == day:
                used += (sit.end - sit.start) * parts
        used_rooms = [meeting.rooms[id] for id in in_use(meeting, table)]
        whole = {part for room in used_rooms for part in (room.combines or (room.id,))}
        found[f"{day}"] = used, sum(offered(meeting, id, s) for id in whole for s in own)
    return found


def regular(meeting: Meeting, table: Table) -> list[Sit]:
    return [s for s in table.sits if meeting.sessions[s.session].kind != "side-event"]


def people(meeting: Meeting, table: Table) -> dict[str, tuple[int, int, int]]:
    """By person: sittings over which they preside, their minutes, those of the longest day."""
    found: dict[str, list[Sit]] = {}
    for sit in table.sits:
        for who in dict.fromkeys(meeting.presiding(sit)):
            found.setdefault(who, []).append(sit)
    return {
        who: (
            len(sits),
            sum(s.end - s.start for s in sits),
            max(
                sum(s.end - s.start for s in sits if meeting.day(s.start) == day)
                for day in {meeting.day(s.start) for s in sits}
            ),
        )
        for who, sits in found.items()
    }


# --- diff ----------------------------------------------------------------------------------------


def diff(case: Case) -> None:
    """Two timetables are the same exactly if no session has a change."""
    old = plan_of(case)
    new = plan_of(replace(case, rows=tuple(case.more["rows"]), unplaced=tuple(case.more["out"])))
    meeting = Meeting(old.problem)
    before, after = (tuple(map(Sit.of, p.record.sittings)) for p in (old, new))
    mine = set(changes.between(meeting, before, after))
    try:
        listed = scheduler.diff(old, new)
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("diff crash", f"{type(error).__name__}: {error}") from error
    theirs = {changes.Change(c.session, c.kind) for c in listed}
    said = f"{told(meeting, before)}\n{told(meeting, after)}"
    if mine != theirs:
        raise Disagreement(
            "diff " + " ".join(sorted({c.kind for c in mine ^ theirs})),
            f"{said}\nprogram {sorted(theirs)}\npage {sorted(mine)}",
        )
    if len(listed) != len(theirs):
        raise Disagreement("diff twice", f"{said}\nprogram {listed}")


# --- deadlines -----------------------------------------------------------------------------------


def deadlines(case: Case) -> None:
    """Documents are due by the first day on which a session that takes them up may be held."""
    problem = case.load().problem
    with tempfile.TemporaryDirectory() as folder:
        scenario, _ = case.write(Path(folder))
        listed = run("deadlines", f"{scenario}", "--at", "2030-01-01", "--json")
    meeting = Meeting(problem)
    theirs = {d["id"]: d["due"] for d in listed["deadlines"] if "paper" in d["id"]}
    for document in problem.documents:
        firsts = [first_day(meeting, id) for id in document.sessions if id in meeting.sessions]
        first = min(firsts, default=None)
        if first is None:
            continue
        mine = f"{first - timedelta(days=document.reading_days)}"
        dates = set(theirs.values())
        if dates != {mine}:
            raise Disagreement("deadlines", f"program {theirs}\npage {mine}")


def first_day(meeting: Meeting, id: str) -> Any:
    """The first day with a day slot that the session's own statements allow, else as pinned."""
    session = meeting.sessions[id]
    pin = session.pin
    for slot in meeting.slots:
        if not slot.serves(session.kind):
            continue
        if session.slots is not None and not meeting.means_slot(session.slots, slot):
            continue
        if session.days is not None and slot.day not in session.days:
            continue
        starts = range(slot.start, slot.start + 1 if slot.template.aligned else slot.end)
        if session.after is not None:
            starts = range(max(starts.start, wall(meeting, session.after)), starts.stop)
        if session.deadline is not None:
            starts = range(starts.start, min(starts.stop, wall(meeting, session.deadline)))
        if pin is not None and pin.exact is not None:
            exact = wall(meeting, pin.exact)
            starts = range(exact, exact + 1) if exact in starts else range(0)
        if pin is not None and pin.not_before is not None:
            starts = range(max(starts.start, wall(meeting, pin.not_before)), starts.stop)
        if len(starts):
            return slot.day
    if pin is not None and pin.exact is not None:
        return pin.exact.date()
    return min(meeting.problem.days)


def wall(meeting: Meeting, moment: Any) -> int:
    from zoneinfo import ZoneInfo

    return minute(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(meeting.tz)))
