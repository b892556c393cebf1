"""``why SESSION --at`` and ``suggest SESSION`` beside all timetables of a small meeting."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import scheduler
from scheduler.problem import Problem, Situation
from scheduler.timetable import Timetable
from tests.oracle import changes, tiers
from tests.oracle.case import SECONDS, Case, Disagreement, Useless, told
from tests.oracle.judge import judge as families
from tests.oracle.listing import Listed, TooMany, every_timetable, options
from tests.oracle.meeting import Meeting, Sit, Table, local, minute
from tests.oracle.standing import agreed


@dataclass(frozen=True)
class Asked:
    """A valid timetable, a session of it, and the place that is asked about."""

    plan: scheduler.Plan
    meeting: Meeting
    session: str
    at: str = ""

    @property
    def problem(self) -> Problem:
        return self.plan.problem

    @property
    def before(self) -> tuple[Sit, ...]:
        return tuple(map(Sit.of, self.plan.record.sittings))

    @property
    def unplaced(self) -> frozenset[str]:
        return frozenset(u.session for u in self.plan.unplaced)

    def is_there(self, sits: Iterable[Sit]) -> bool:
        """Whether the first sitting starts in the slot, and in the room if one is named."""
        own = sorted((s.start, s) for s in sits if s.session == self.session)
        if not own:
            return False
        name, _, room = self.at.partition(":")
        slot = self.meeting.slot_of(own[0][1])
        return self.meeting.means_slot([name], slot) and room in ("", own[0][1].room)

    def __str__(self) -> str:
        return f"{self.session} at {self.at}: {told(self.meeting, self.before)}"


def asked(case: Case) -> Asked:
    plan = case.plan()
    if families(plan.problem, plan.record.sittings, case.unplaced):
        raise Useless("what is published is no timetable")
    meeting = Meeting(plan.problem)
    if case.more["session"] not in meeting.sessions:
        raise Useless("no such session")
    return Asked(plan, meeting, case.more["session"], case.more.get("at", ""))


def count(problem: Problem) -> list[Listed]:
    try:
        return every_timetable(problem)
    except TooMany as error:
        raise Useless(str(error)) from error


# --- why SESSION --at ----------------------------------------------------------------------------


def why_at(case: Case) -> None:
    """Every claim of an answer: accepted, priced, nothing broken, nobody, no timetable, closest."""
    one = asked(case)
    try:
        answer = scheduler.why(one.plan, one.session, at=one.at, seconds=SECONDS, workers=1)
    except scheduler.VerificationError as error:  # a bug of the program, no useless draw
        raise Disagreement("why crash", str(error)) from error
    except scheduler.SchedulerError as error:
        raise Useless(str(error)) from error
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("why crash", f"{one}\n{type(error).__name__}: {error}") from error
    one = in_question(one)
    alone = list(by_itself(one))
    if answer.timetable is None:
        nobody_has_it_there(one, answer, alone)
        return
    is_accepted(one, answer.timetable, answer.difference, "why")
    if not one.is_there(map(Sit.of, answer.timetable.sittings)):
        raise Disagreement("why elsewhere", f"{one}\nprogram {shown(one, answer.timetable)}")
    same_changes(one, answer)
    if answer.for_good:
        raise Disagreement("why nobody could, and shows how", f"{one}")
    if not answer.refusals:
        nothing_is_broken(one, answer, alone)
    else:
        others_make_way(one, answer, alone)


def in_question(one: Asked) -> Asked:
    """In a rolling order the question is that of the policy ``reorder``."""
    if one.session not in one.meeting.orders:
        return one
    problem = before_the_opening(one).model_copy(update={"in_force": "reorder"})
    return replace(one, plan=replace(one.plan, problem=problem), meeting=Meeting(problem))


def nobody_has_it_there(one: Asked, answer: Any, alone: list[Listed]) -> None:
    if alone:
        raise Disagreement(
            "why not, with all others where they are", f"{one}\npage {shown(one, alone[0])}"
        )
    if answer.for_good:
        left = lonely(one)
        free = [o for o in options_there(one, left) if not broken_by(left, Table(left, o))]
        if free:
            raise Disagreement("why nobody could clear the way", f"{one}\npage {free[0]}")
    if answer.proved:
        for other in those_there(one, one.problem):
            raise Disagreement("why no timetable", f"{one}\npage {shown(one, other)}")


def those_there(one: Asked, problem: Problem) -> Iterator[Listed]:
    """The timetables with the session there; who has no rank stays, as nothing is published."""
    ranked = {s.id for s in one.meeting.held if s.rank is not None}
    for found in count(problem):
        if one.is_there(found.sits) and found.unplaced <= ranked:
            yield found


def nothing_is_broken(one: Asked, answer: Any, alone: list[Listed]) -> None:
    after = Timetable.of(answer.timetable.sittings, answer.timetable.unplaced)
    for sits in (sorted(others(one, one.before)), sorted(others(one, shown_sits(after)))):
        if sits != sorted(others(one, one.before)):
            raise Disagreement("why nobody moves", f"{one}\nprogram {shown(one, after)}")
    mine = tuple(tiers.costs(one.meeting, table_of(one, after)).values())
    priced = [replace(t, meeting=one.meeting) for t in alone]
    least = min(priced, key=lambda t: tuple(t.costs.values()), default=None)
    if least is None:
        raise Disagreement("why nothing broken", f"{one}\nprogram {shown(one, after)}")
    if answer.priced == answer.places and tuple(least.costs.values()) < mine:
        raise Disagreement(
            "why not the cheapest",
            f"{one}\nprogram {shown(one, after)} {mine}\npage {shown(one, least)} {least.costs}",
        )


def others_make_way(one: Asked, answer: Any, alone: list[Listed]) -> None:
    if alone:
        raise Disagreement(
            "why others need not make way",
            f"{one}\nprogram {shown(one, answer.timetable)} {answer.refusals}\n"
            f"page {shown(one, alone[0])}",
        )
    if not answer.proved:
        return
    problem = one.problem if one.problem.situation else before_the_opening(one)
    meeting = Meeting(problem)
    after = table_of(one, answer.timetable)
    own = tiers.costs(meeting, Table(meeting, after.sits, after.unplaced))
    for other in those_there(one, problem):
        if less(other.costs, own):
            raise Disagreement(
                "why changes less",
                f"{one}\nprogram {shown(one, answer.timetable)} {own}\n"
                f"page {shown(one, other)} {other.costs}",
            )


def less(a: tiers.Costs, b: tiers.Costs) -> bool:
    """Whether one timetable changes less than another: in the tiers about what is published."""
    names = [n for n in a if n not in ("preferences", "warnings")]
    return tuple(a[n] for n in names) < tuple(b[n] for n in names)


def before_the_opening(one: Asked) -> Problem:
    """A replan before the opening, in which every change has its price."""
    problem, zone = one.problem, one.meeting.tz
    first = min(s.start for s in one.meeting.slots)
    now = local(first, zone) - timedelta(days=7)
    sits = one.before
    minutes = {id: sum(s.end - s.start for s in sits if s.session == id) for id in ids(sits)}
    situation = Situation(
        now=now,
        freeze_until=now,
        published=tuple(one.plan.record.sittings),
        minutes=minutes,
        overtime=agreed(problem, sits),
    )
    return problem.model_copy(update={"situation": situation})


def ids(sits: Iterable[Sit]) -> list[str]:
    return list(dict.fromkeys(s.session for s in sits))


def same_changes(one: Asked, answer: Any) -> None:
    after = shown_sits(answer.timetable)
    mine = set(changes.between(one.meeting, one.before, after))
    theirs = {changes.Change(c.session, c.kind) for c in answer.changes}
    if mine != theirs:
        raise Disagreement(
            "why changes",
            f"{one}\nprogram {sorted(theirs)} {shown(one, answer.timetable)}\npage {sorted(mine)}",
        )
    lost = frozenset(u.session for u in answer.timetable.unplaced) - one.unplaced
    if lost != set(answer.dropped):
        raise Disagreement("why dropped", f"{one}\nprogram {answer.dropped}\npage {sorted(lost)}")


# --- suggest -------------------------------------------------------------------------------------


def suggest(case: Case) -> None:
    """Each place is accepted by the page with the others as told, and costs what is told."""
    one = asked(case)
    try:
        answer = scheduler.suggest(one.plan, one.session, top=20)
    except scheduler.VerificationError as error:  # a bug of the program, no useless draw
        raise Disagreement("suggest crash", str(error)) from error
    except scheduler.SchedulerError as error:
        raise Useless(str(error)) from error
    except Exception as error:  # whatever it is, the program crashed
        raise Disagreement("suggest crash", f"{one}\n{type(error).__name__}: {error}") from error
    for option in answer.found:
        is_accepted(one, option.timetable, option.difference, "suggest")
        sits = shown_sits(option.timetable)
        at = Asked(one.plan, one.meeting, one.session, f"{option.place.slot}:{option.place.room}")
        if not at.is_there(sits):
            raise Disagreement("suggest elsewhere", f"{at}\n{shown(one, option.timetable)}")
        moved = {
            id
            for id in {*ids(one.before), *ids(sits)} - {one.session}
            if own(id, one.before) != own(id, sits)
        }
        if moved != set(option.followers):
            raise Disagreement("suggest followers", f"{at}\nprogram {option.followers}\n{moved}")
        for room in option.also:
            also_there(one, option, room)
    if answer.tried == answer.places:
        there_is_no_other(one, answer)


def there_is_no_other(one: Asked, answer: Any) -> None:
    """With all others where they are, so many other places are free, and no more."""
    now = own(one.session, one.before)
    free: dict[tuple[int, str], Listed] = {}
    for slot in one.meeting.slots:
        for other in by_itself(replace(one, at=slot.id)):
            first = own(one.session, other.sits)[0]
            if not now or (first.start, first.room) != (now[0].start, now[0].room):
                free.setdefault((first.start, first.room), other)
    if len(free) != answer.free:
        page = "; ".join(shown(one, other) for other in free.values())
        raise Disagreement("suggest free", f"{one}\nprogram {answer.free}\npage {page}")


def also_there(one: Asked, option: Any, room: str) -> None:
    """Other rooms of the slot in which nothing else is different."""
    sits = [
        s._replace(room=room) if s.session == one.session else s
        for s in shown_sits(option.timetable)
    ]
    unplaced = {u.session for u in option.timetable.unplaced}
    table = Table(one.meeting, sits, unplaced)
    broken = broken_by(one.meeting, table)
    before = tiers.costs(one.meeting, Table(one.meeting, one.before, one.unplaced))
    now = tiers.costs(one.meeting, table)
    more = {n: now[n] - before[n] for n in now if now[n] != before[n]}
    if broken:
        raise Disagreement("suggest also rejected", f"{one} {room}: {broken}")
    if more != by_tier(option.difference):
        raise Disagreement("suggest also priced", f"{one} {room}: page {more}")


# --- what both show ------------------------------------------------------------------------------


def is_accepted(one: Asked, timetable: Timetable, difference: Any, what: str) -> None:
    unplaced = [u.session for u in timetable.unplaced]
    broken = families(one.problem, timetable.sittings, unplaced)
    if broken:
        raise Disagreement(
            f"{what} shows rejected", f"{one}\nprogram {shown(one, timetable)}: {broken}"
        )
    before = tiers.costs(one.meeting, Table(one.meeting, one.before, one.unplaced))
    after = tiers.costs(one.meeting, table_of(one, timetable))
    mine = {n: after[n] - before[n] for n in after if after[n] != before[n]}
    if mine != by_tier(difference):
        raise Disagreement(
            f"{what} price",
            f"{one}\nprogram {shown(one, timetable)} {by_tier(difference)}\npage {mine}",
        )


def by_tier(difference: Any) -> dict[str, int]:
    pairs = zip(difference.tiers, difference.by_tier, strict=True)
    return {name: amount for name, amount in pairs if amount}


def table_of(one: Asked, timetable: Timetable) -> Table:
    return Table(one.meeting, shown_sits(timetable), {u.session for u in timetable.unplaced})


def shown_sits(timetable: Timetable) -> tuple[Sit, ...]:
    return tuple(map(Sit.of, timetable.sittings))


def shown(one: Asked, timetable: Timetable | Listed) -> str:
    if isinstance(timetable, Listed):
        return f"{told(one.meeting, timetable.sits)} without {sorted(timetable.unplaced)}"
    out = sorted(u.session for u in timetable.unplaced)
    return f"{told(one.meeting, shown_sits(timetable))} without {out}"


def own(id: str, sits: Iterable[Sit]) -> list[Sit]:
    return sorted(s for s in sits if s.session == id)


def others(one: Asked, sits: Iterable[Sit]) -> list[Sit]:
    return [s for s in sits if s.session != one.session]


def broken_by(meeting: Meeting, table: Table) -> list[str]:
    from tests.oracle.judge import breaches

    return sorted({family for family, _ in breaches(meeting, table)})


def options_there(one: Asked, meeting: Meeting) -> Iterator[tuple[Sit, ...]]:
    """All that the session may do by itself there, however long and whoever presides."""
    for option in options(meeting, meeting.sessions[one.session]):
        if option is not None and one.is_there(option):
            yield option


def lonely(one: Asked) -> Meeting:
    """The meeting with all other sessions taken out."""
    problem = one.problem
    session = one.meeting.sessions[one.session]
    rolling = tuple(
        order.model_copy(update={"order": (one.session,)})
        for order in problem.rolling
        if one.session in order.order
    )
    return Meeting(problem.model_copy(update={"sessions": (session,), "rolling": rolling}))


def by_itself(one: Asked) -> Iterator[Listed]:
    """The timetables in which the session is there, and all others where they are."""
    rest = others(one, one.before)
    unplaced = one.unplaced - {one.session}
    for option in dict.fromkeys(options_there(one, one.meeting)):
        for sits in staffed(one, option, rest):
            table = Table(one.meeting, [*rest, *sits], unplaced)
            if not broken_by(one.meeting, table):
                yield Listed(one.meeting, tuple(table.sits), unplaced)


def staffed(one: Asked, option: Sequence[Sit], rest: Sequence[Sit]) -> Iterator[list[Sit]]:
    """With every team that may interpret it."""
    from tests.oracle.listing import teams

    for sits in teams(one.meeting, list(option)):
        yield [s for s in sits if s not in rest]


__all__ = ["Asked", "minute", "suggest", "why_at"]
