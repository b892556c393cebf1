"""What was really held by now, where facts are told after they took effect."""

from collections.abc import Iterable, Sequence

from scheduler.problem import Policy, Problem
from scheduler.problem.meeting import RollingOrder, Session
from tests.oracle.judge import listed_sequence, next_slot, nominal
from tests.oracle.meeting import Meeting, Sit, Table
from tests.oracle.standing import (
    Fact,
    amended,
    by_session,
    in_force,
    published_sequence,
    takes_effect,
)


def replay(
    problem: Problem, sits: Sequence[Sit], facts: Sequence[Fact], now: int, policy: Policy
) -> list[Sit]:
    """
    The sittings as the meeting went on by itself until now, and would go on.

    Only those that begin before now are what was held; the others are as published, or nowhere.
    """
    published = by_session(sits)
    minutes = in_force(published, facts)
    late = [f for f in facts if takes_effect(published, f, minutes) < now + (f.kind == "early")]
    if not late:
        return list(sits)
    play = Play(problem, published, facts, minutes, policy, now)
    held: dict[str, list[Sit]] = {}
    for order in problem.rolling:
        held |= play.order(order)
    alone = [id for id in published if id not in play.meeting.orders]
    held |= play.rooms(alone, held)
    return [s for own in held.values() for s in own]


class Play:
    """One meeting played through."""

    def __init__(
        self,
        problem: Problem,
        published: dict[str, list[Sit]],
        facts: Sequence[Fact],
        minutes: dict[str, int],
        policy: Policy,
        now: int,
    ) -> None:
        told = amended(problem, facts).model_copy(update={"in_force": policy})
        self.meeting = Meeting(told)
        self.published = published
        self.minutes = minutes
        self.policy, self.now = policy, now
        self.cancelled = {f.about for f in facts if f.kind == "cancelled"}
        self.meeting.settled = frozenset(f.about for f in facts if f.kind in ("overrun", "early"))
        self.changed = {
            f.about: takes_effect(published, f, minutes)
            for f in facts
            if f.kind in ("overrun", "early", "late", "cancelled")
        }
        self.longer = {f.about for f in facts if f.kind == "overrun"}
        self.starts: dict[str, int] = {}
        for fact in facts:
            if fact.kind == "late":
                begin = self.starts.get(fact.about, published[fact.about][0].start)
                self.starts[fact.about] = begin + fact.minutes
        self.meeting.starts = dict(self.starts)
        self.sequence = list(published_sequence(problem, published))

    def order(self, order: RollingOrder) -> dict[str, list[Sit]]:
        ids = [id for id in self.sequence if id in order.order] or listed_sequence(
            self.meeting, order
        )
        held: dict[str, list[Sit]] = {}
        otherwise, effect, ready = False, -(10**12), -(10**12)
        for id in ids:
            if id not in self.published:
                continue
            own = self.published[id]
            if id in self.changed:
                effect = max(effect, self.changed[id])
            if id in self.cancelled:
                otherwise = True
                continue
            if otherwise:
                found = self.rolled(order, id, max(ready, effect))
            elif id in self.changed:
                found = self.by_itself(id)
            else:
                found = list(own)
            otherwise = otherwise or found != own
            held[id] = found
            ready = max(s.end for s in found) + order.changeover if found else 10**12
        return held

    def rolled(self, order: RollingOrder, id: str, ready: int) -> list[Sit]:
        """A session that starts when it can, those before it being otherwise than printed."""
        session, own = self.meeting.sessions[id], self.published[id]
        others = [
            s
            for other, sits in self.published.items()
            if other not in order.order and other not in self.cancelled
            for s in sits
        ]
        table = Table(self.meeting, [*others, *self.as_long(id)])
        told = self.starts.get(id)
        for slot in self.meeting.slots:
            for moment in range(max(slot.start, ready), slot.end):
                if (self.meeting.on_grid(moment) or moment == told) and nominal(
                    self.meeting, table, order, session, moment
                ):
                    return self.laid_out(session, own[0], moment, self.minutes[id])
        return []

    def as_long(self, id: str) -> list[Sit]:
        """Its sittings, as long as it is to last now."""
        own = self.published[id]
        return [own[0]._replace(end=own[0].start + self.minutes[id])]

    def by_itself(self, id: str) -> list[Sit]:
        """A session with a fact of its own, and nothing before it that is otherwise."""
        session, own, left = self.meeting.sessions[id], self.published[id], self.minutes[id]
        if id in self.starts:
            return self.laid_out(session, own[0], self.starts[id], left)
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
            found += self.rest(session, found, own[-1], left)
        return found

    def limit(self, sit: Sit) -> int:
        """How long a part may go on before anybody decides."""
        slot = self.meeting.slot_of(sit)
        if slot is None:
            return sit.end
        used = self.policy == "extend" and sit.session in self.longer
        return slot.end + (self.meeting.allowed(slot) if used else 0)

    def laid_out(self, session: Session, like: Sit, start: int, left: int) -> list[Sit]:
        sit = like._replace(start=start, end=start)
        end = min(start + left, max(start, self.limit(sit)))
        first = sit._replace(end=end)
        return [first, *self.rest(session, [first], like, left - (end - start))]

    def rest(self, session: Session, before: list[Sit], like: Sit, left: int) -> list[Sit]:
        found: list[Sit] = []
        while left > 0 and session.split is not None:
            slot = next_slot(self.meeting, None, session, [*before, *found], left, like)
            if slot is None:
                break
            sit = like._replace(start=slot.start, end=min(slot.start + left, slot.end))
            found.append(sit)
            left -= sit.end - sit.start
        return found

    # --- outside rolling orders ------------------------------------------------------------------

    def rooms(self, ids: Iterable[str], held: dict[str, list[Sit]]) -> dict[str, list[Sit]]:
        found: dict[str, list[Sit]] = {}
        for id in sorted(ids, key=lambda id: self.published[id][0].start):
            if id in self.cancelled:
                continue
            own = self.published[id]
            sits = self.by_itself(id) if id in self.changed else list(own)
            before = [s for other in (held, found) for sits in other.values() for s in sits]
            first = sits[0]
            behind = [
                s.end
                for s in before
                if self.meeting.shares(s.room, first.room)
                and s.start <= first.start < s.end
                and s.end not in {o.end for o in self.published[s.session]}
            ]
            if behind:
                start = max(behind)
                while not self.meeting.on_grid(start):
                    start += 1
                session = self.meeting.sessions[id]
                sits = self.laid_out(session, first, start, self.minutes[id])
            found[id] = sits
        return found
