"""What was really held by now, where facts are told after they took effect."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scheduler.problem import Policy, Problem
from scheduler.problem.meeting import RollingOrder, Session
from tests.oracle.case import Useless
from tests.oracle.judge import clashes, listed_sequence, next_slot, nominal
from tests.oracle.meeting import Meeting, Sit, Table
from tests.oracle.standing import (
    Fact,
    Refused,
    agreed,
    amended,
    by_session,
    in_force,
    takes_effect,
)

LOSSES = ("absent", "room-lost", "interpretation-lost")
"""Kinds of facts from some moment on; here never one before now (``telling.window``)."""


def replay(
    problem: Problem, sits: Sequence[Sit], facts: Sequence[Fact], now: int, policy: Policy
) -> list[Sit]:
    """
    The sittings as the meeting went on by itself until now, and would go on.

    Only those that begin before now are what was held; the others are as published, or nowhere.
    """
    published = by_session(sits)
    play = Play(problem, published, facts, policy, now)
    late = [f for f in facts if play.effect(f) < now + (f.kind == "early")]
    if not late:
        for id in play.cancelled:
            play.not_begun(id, published[id])
        play.refuse()
        return list(sits)
    found = play.through()
    refuse_rewritten(problem, sits, found, facts, now)
    return found


def leaves_nothing(
    problem: Problem, sits: Sequence[Sit], facts: Sequence[Fact], now: int, policy: Policy
) -> bool:
    """Whether a session that has begun could not have been held as long as the facts say."""
    play = Play(problem, by_session(sits), facts, policy, now)
    play.lenient = True
    play.through()
    return bool(play.wanting)


def refuse_rewritten(
    problem: Problem, sits: Sequence[Sit], held: Sequence[Sit], facts: Sequence[Fact], now: int
) -> None:
    """No fact rewrites what was over when it was told, but for what it is about."""
    zone, about = problem.meeting.timezone, {f.about for f in facts}
    own = [f for f in facts if f.kind in ("overrun", "early", "late")]
    told = min(now, max((f.moment(now, zone) for f in own), default=now))
    for sit in sits:
        if own and sit.end < told and sit.session not in about and sit not in held:
            raise Refused(f"{sit.session} was over when it was told")


def resolved(
    problem: Problem, sits: Sequence[Sit], facts: Sequence[Fact], now: int, policy: Policy
) -> list[Fact]:
    """Facts with lists of speakers as what they come to, the older ones first."""
    zone, found = problem.meeting.timezone, list(facts)
    lists = [n for n, fact in enumerate(facts) if fact.kind == "speakers"]
    for n in sorted(lists, key=lambda n: facts[n].moment(0, zone)):
        found[n] = speaking(problem, sits, found, facts[n], policy)
    return found


def speaking(
    problem: Problem, sits: Sequence[Sit], facts: Sequence[Fact], fact: Fact, policy: Policy
) -> Fact:
    zone = problem.meeting.timezone
    told = fact.moment(0, zone)
    never = told + 1  # what is told now is decided after that
    others = [
        f
        for f in facts
        if f is not fact and (f.kind not in ("cancelled", "added") or f.moment(never, zone) <= told)
    ]
    held = by_session(replay(problem, sits, others, told, policy)).get(fact.about, [])
    begun = [s for s in held if s.start < told]
    if not begun:
        raise Refused(f"{fact.about} has not begun by then")
    minutes = sum(min(s.end, told) - s.start for s in begun)
    last, play = begun[-1], Play(problem, by_session(sits), (), policy, told)
    play.longer = {fact.about}
    if last == held[-1]:
        minutes += max(0, min(told, play.limit(last)) - last.end)
    more = minutes + fact.left * fact.minutes
    more -= sum(s.end - s.start for s in sits if s.session == fact.about)
    return replace(fact, kind="overrun" if more >= 0 else "early", minutes=abs(more))


class Play:
    """One meeting played through."""

    def __init__(
        self,
        problem: Problem,
        published: dict[str, list[Sit]],
        facts: Sequence[Fact],
        policy: Policy,
        now: int,
    ) -> None:
        # what is lost from now on, or later, was there until now
        so_far = [f for f in facts if f.kind not in LOSSES]
        told = amended(problem, so_far).model_copy(update={"in_force": policy})
        self.meeting = Meeting(told)
        self.published = published
        self.policy, self.now = policy, now
        self.added = {f.about for f in facts if f.kind == "added"}
        self.minutes = in_force(published, facts)
        self.minutes |= {id: self.meeting.sessions[id].minutes.likely for id in self.added}
        self.cancelled = {f.about for f in facts if f.kind == "cancelled"}
        self.meeting.settled = frozenset(f.about for f in facts if f.kind in ("overrun", "early"))
        self.changed = {
            f.about: self.effect(f)
            for f in facts
            if f.kind in ("overrun", "early", "late", "cancelled", "added")
        }
        self.longer = {f.about for f in facts if f.kind == "overrun"}
        self.shorter = {f.about for f in facts if f.kind == "early"} - self.cancelled
        self.starts: dict[str, int] = {}
        for fact in facts:
            if fact.kind == "late":
                begin = self.starts.get(fact.about, published[fact.about][0].start)
                self.starts[fact.about] = begin + fact.minutes
        self.meeting.starts = dict(self.starts)
        every = [s for own in published.values() for s in own]
        self.meeting.agreed = agreed(problem, every)
        self.seen = dict(published)
        self.first = min(self.changed.values(), default=now)
        self.lenient = False
        self.wanting: set[str] = set()
        self.refused: set[str] = set()

    def through(self) -> list[Sit]:
        """What all of them held; who waits for whom is looked at again until nothing changes."""
        alone = [id for id in self.published if id not in self.meeting.orders]
        held = self.rooms(alone, {})
        for _ in range(12):
            self.seen = self.published | held
            found: dict[str, list[Sit]] = {}
            self.refused.clear()
            for order in self.meeting.problem.rolling:
                found |= self.order(order)
            found |= self.rooms(alone, found)
            if found == held:
                break
            held = found
        else:
            raise Useless("they wait for one another for ever")
        for id in self.cancelled & {*alone}:
            self.not_begun(id, held[id])
        self.refuse()
        return [s for id, own in held.items() if id not in self.cancelled for s in own]

    def effect(self, fact: Fact) -> int:
        decided = fact.moment(self.now, self.meeting.tz)
        return takes_effect(self.published, fact, self.minutes, decided)

    def not_begun(self, id: str, held: Sequence[Sit]) -> None:
        """What had begun when it was told is not cancelled, once it is known what was held."""
        if held and held[0].start < self.changed[id] and not self.lenient:
            self.refused.add(id)

    def refuse(self) -> None:
        if self.refused:
            raise Refused(f"{' '.join(sorted(self.refused))} had begun")

    def order(self, order: RollingOrder) -> dict[str, list[Sit]]:
        """What the sessions of a rolling order held, one after the other."""
        ids = listed_sequence(self.meeting, order)
        came = [id for id in ids if id not in self.added]
        for id in sorted(self.added & {*ids}, key=lambda id: (self.changed[id], ids.index(id))):
            ahead = [came.index(other) + 1 for other in ids[: ids.index(id)] if other in came]
            came.insert(max(ahead, default=0), id)
            came = self.comes_next(order, came, id)
        return self.in_turn(order, came)

    def comes_next(self, order: RollingOrder, ids: list[str], new: str) -> list[str]:
        """A sequence with a new session behind all that had begun when it was told."""
        told, without = self.changed[new], [id for id in ids if id != new]
        held = self.in_turn(order, without, until=told)
        begun = [id for id in without if any(s.start < told for s in held.get(id, ()))]
        if any(s.start >= told for id in begun for s in held[id]):
            raise Useless("the new session comes before the rest of one that has begun")
        place = max([ids.index(new), *(without.index(id) + 1 for id in begun)])
        return [*without[:place], new, *without[place:]]

    def in_turn(
        self, order: RollingOrder, ids: list[str], until: int = 10**12
    ) -> dict[str, list[Sit]]:
        """``until``: what is cancelled after that is not known."""
        held: dict[str, list[Sit]] = {}
        cancelled = {id for id in self.cancelled if self.changed[id] <= until}
        known = {*self.changed} - (self.cancelled - cancelled)
        otherwise, stuck, effect, ready = False, False, -(10**12), -(10**12)
        for id in ids:
            own = self.published.get(id, [])
            if not own and id not in self.added:
                continue
            if id in self.added:
                effect = max(effect, self.changed[id])
            if otherwise or not own or self.waits(order, own):
                found = self.rolled(order, id, max(ready, effect), held)
                begins = self.starts.get(id, own[0].start) if own else self.now
                if not (found or stuck) and begins < self.now and not self.waits(order, own):
                    raise Useless(f"{id} had begun before it was told how long it is")
            elif id in known and id not in cancelled:
                found = self.by_itself(id) or self.rolled(order, id, self.starts[id], held)
            else:
                found = self.makes_way(order, own, max(ready, effect), held) or list(own)
            if id in cancelled:
                self.not_begun(id, found)
                otherwise, effect = True, max(effect, self.changed[id])
                continue
            otherwise = otherwise or found != own
            held[id] = found
            if found:
                ready = max(s.end for s in found) + order.changeover
            elif id not in self.added:
                ready = 10**12
            if found and self.has_no_place_for_all(id, found):
                otherwise = stuck = True
                ready = 10**12
        return held

    def has_no_place_for_all(self, id: str, found: list[Sit]) -> bool:
        """Whether its rest is to be held before those behind it, and nobody knows when."""
        split = self.meeting.sessions[id].split is not None
        return split and sum(s.end - s.start for s in found) < self.minutes[id]

    def rolled(
        self, order: RollingOrder, id: str, ready: int, ahead: dict[str, list[Sit]]
    ) -> list[Sit]:
        """A session that starts when it can, those ahead of it being otherwise than printed."""
        session, own = self.meeting.sessions[id], self.template(order, id)
        foreseen = sum(s.end - s.start for s in own) or self.minutes[id]
        as_long = own[0]._replace(end=own[0].start + foreseen)
        told = self.starts.get(id)
        for slot in self.meeting.slots:
            for moment in range(max(slot.start, ready), slot.end):
                if not (self.meeting.on_grid(moment) or moment == told):
                    continue
                others = self.others(order, moment)
                before = [s for own in ahead.values() for s in own]
                table = Table(self.meeting, [*others, *before, as_long])
                if self.could_start(table, order, session, moment) or (
                    id in self.published
                    and moment == (own[0].start if told is None else told)
                    and not clashes(self.meeting, Table(self.meeting, others), own[0])
                ):
                    return self.laid_out(order, own[0], moment, self.minutes[id])
        return []

    def could_start(self, table: Table, order: RollingOrder, session: Session, moment: int) -> bool:
        """As planned: that a fact settles its minutes, and frees its parts, is known later."""
        settled = self.meeting.settled
        self.meeting.settled = settled - {session.id}
        found = nominal(self.meeting, table, order, session, moment)
        self.meeting.settled = settled
        return found

    def others(self, order: RollingOrder, moment: int) -> list[Sit]:
        """Who sits elsewhere, as it is known then: what is cancelled later is not cancelled yet."""
        return [
            s
            for id, own in self.seen.items()
            if id not in order.order and (id not in self.cancelled or moment < self.changed[id])
            for s in own
        ]

    def waits(self, order: RollingOrder, own: list[Sit]) -> bool:
        """Whether somebody outside the order sits otherwise than printed, and is in the way."""
        printed = {s for sits in self.published.values() for s in sits}
        first, orders = own[0], self.meeting.orders
        others = [
            s
            for s in self.others(order, first.start)
            if s not in printed
            and (
                s.session not in orders
                or s.session in self.starts
                or self.seen[s.session][0].start < first.start
            )
        ]
        return clashes(self.meeting, Table(self.meeting, others), first, but=order.order)

    def makes_way(
        self, order: RollingOrder, own: list[Sit], ready: int, ahead: dict[str, list[Sit]]
    ) -> list[Sit]:
        """Earlier than printed, where a session outside the order made it wait; else nothing."""
        gone = (self.cancelled | self.shorter | {*self.starts}) - {*order.order}
        moments = {self.changed[id] for id in gone}
        for id, sits in self.published.items():
            if id not in order.order and self.seen[id][:1] != sits[:1]:
                moments.add(self.first)
        for told in sorted(moments):
            found = self.rolled(order, own[0].session, max(ready, told), ahead)
            if told < own[0].start and found and found[0].start < own[0].start:
                return found
        return []

    def template(self, order: RollingOrder, id: str) -> list[Sit]:
        return self.published.get(id) or [Sit(id, order.room, 0, 0)]

    def by_itself(self, id: str) -> list[Sit]:
        """A session of an order with a fact of its own, and nothing before it that is otherwise."""
        order, own, left = self.meeting.orders[id], self.published[id], self.minutes[id]
        if id in self.starts:
            return self.laid_out(order, own[0], self.starts[id], left)
        found: list[Sit] = []
        for n, sit in enumerate(own):
            if left <= 0:
                break
            end = min(sit.start + left, sit.end)
            if n == len(own) - 1:
                end = min(sit.start + left, max(sit.end, self.limit(sit)))
            found.append(sit._replace(end=end))
            left -= end - sit.start
        if left > 0:
            found += self.rest(order, found, own[-1], left)
        return found

    def limit(self, sit: Sit) -> int:
        """How long a part may go on before anybody decides: as long as its slot is open to it."""
        slot = self.meeting.slot_of(sit)
        if slot is None:
            return sit.end
        if self.policy == "extend" and not slot.last and sit.session not in self.longer:
            return slot.end + self.meeting.agreed.get(slot.id, 0)
        return slot.end + self.meeting.allowed(slot)

    def laid_out(self, order: RollingOrder, like: Sit, start: int, left: int) -> list[Sit]:
        """From a start; where that is in no slot it is held nowhere."""
        sit = like._replace(start=start, end=start)
        end = min(start + left, max(start, self.limit(sit)))
        if end == start:
            return []
        first = sit._replace(end=end)
        return [first, *self.rest(order, [first], like, left - (end - start))]

    def rest(self, order: RollingOrder, before: list[Sit], like: Sit, left: int) -> list[Sit]:
        """In the next slots that it may use; who waits in another order makes way."""
        session = self.meeting.sessions[like.session]
        found: list[Sit] = []
        while left > 0 and session.split is not None:
            end = (found or before)[-1].end
            others = [
                s
                for s in self.others(order, end)
                if s.session not in self.meeting.orders or self.seen[s.session][0].start < end
            ]
            table = Table(self.meeting, others)
            slot = next_slot(self.meeting, table, session, [*before, *found], left, like)
            if slot is None:
                break
            sit = like._replace(start=slot.start, end=min(slot.start + left, slot.end))
            found.append(sit)
            left -= sit.end - sit.start
        if left > 0 and before[0].start < self.now:
            self.wanting.add(session.id)
        return found

    # --- outside rolling orders ------------------------------------------------------------------

    def rooms(self, ids: Iterable[str], rolled: dict[str, list[Sit]]) -> dict[str, list[Sit]]:
        """What is held as it is printed, or when its room is free; and nowhere else."""
        found: dict[str, list[Sit]] = {id: [] for id in ids}
        left = {id: self.minutes[id] for id in found}
        every = {(s.start, id, n): s for id in found for n, s in enumerate(self.published[id])}
        for (_, id, n), sit in sorted(every.items()):
            start = self.starts.get(id, sit.start) if n == 0 else sit.start
            printed, start = start, self.once_free(sit, start, rolled, found)
            slot = self.meeting.slot_of(sit)
            if start > printed and slot is not None and start >= slot.end:
                continue
            is_last = n == len(self.published[id]) - 1
            until = max(sit.end, self.limit(sit)) if is_last else sit.end
            end = min(start + left[id], until)
            if start < end:
                found[id].append(sit._replace(start=start, end=end))
                left[id] -= end - start
        return found

    def once_free(
        self, sit: Sit, start: int, rolled: dict[str, list[Sit]], found: dict[str, list[Sit]]
    ) -> int:
        """When its room, and who presides, are left by whoever sits otherwise than printed."""
        printed = {s for sits in self.published.values() for s in sits}
        before = [s for id, own in found.items() if id not in self.cancelled for s in own]
        ordered = [s for own in rolled.values() for s in own]
        while ends := [
            self.leaves(s, sit)
            for others in (before, ordered)
            for s in others
            if s.session != sit.session
            and s not in printed
            and self.leaves(s, sit) > start
            and (others is before or s.start <= start)
        ]:
            start = max(ends)
            while not self.meeting.on_grid(start):
                start += 1
        return start

    def leaves(self, other: Sit, sit: Sit) -> int:
        """From when on a sitting is no longer in the way of another one."""
        meeting, pair = self.meeting, (other.session, sit.session)
        found = [other.end] if meeting.shares(other.room, sit.room) else []
        for who in {*meeting.presiding(other)} & {*meeting.presiding(sit)}:
            if meeting.hard("person_clash", pair, (who,)):
                found.append(other.end + meeting.walk(other.room, sit.room))
        return max(found, default=-(10**12))
