"""
Sessions that went on in a rolling order until their slot closed, and where the rest was held.

A session that is reported to last longer went on, whatever would have ended it, but only until its
slot closed: its rest is held where the rules allow it. Sessions behind it wait for that, even if it
has no place before somebody replans (docs/developers/facts.md).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from scheduler.errors import Infeasible
from scheduler.problem import Problem
from scheduler.replanning.as_told import as_told, begun_and_told, stopped, until_closing
from scheduler.replanning.durations import PublishedBasis, length
from scheduler.replanning.in_order import behind, held_back
from scheduler.replanning.printed_hours import rolling_sessions
from scheduler.timetable import Timetable


@dataclass(frozen=True, slots=True)
class GoingOn:
    """What is known of a meeting that goes on until ``now``; ``solve`` places what is to come."""

    known: PublishedBasis
    now: datetime
    solve: Callable[[Problem], Timetable]

    def held(self, then: Problem) -> Timetable:
        """
        What was held if ``then`` is how it stood at a moment; what comes after ``now`` is no plan.

        Infeasible if nothing could have been held.
        """
        cut, found = self._told(then, split=True), self._unless_nothing(then, ())
        if found is None or self._puts_off_others(then, found):
            over, until = self._as_far_as_possible(then, cut, found)
        else:
            over = stopped(then, found, cut) | self._at_told_starts(then, found, cut)
            until = self._placed(then, over) if over else found
        return self._rests(then, over, until)

    def _told(self, then: Problem, *, split: bool) -> set[str]:
        """Sessions with a fact about when or how long; whether they may be split is given."""
        told = begun_and_told(self.known, self.now) & rolling_sessions(then)
        return {s.id for s in then.held if s.id in told and (s.split is not None) == split}

    def _placed(self, then: Problem, over: Collection[str]) -> Timetable:
        """``over``: sessions that go on until their slot closes, without what is left then."""
        begun = (s for s in self.known.published.sittings if s.start < self.now)
        alone = {s.session for s in begun} - rolling_sessions(then)
        regardless = {*over} & self._told(then, split=True) | self._told(then, split=False)
        return self.solve(as_told(_without_rests(then, over), regardless, alone))

    def _unless_nothing(self, then: Problem, over: Collection[str]) -> Timetable | None:
        try:
            return self._placed(then, over)
        except Infeasible:
            return None

    def _puts_off_others(self, then: Problem, found: Timetable) -> bool:
        """Whether a session outside rolling orders that should begin before now has no place."""
        now, rolling = self.now.astimezone(then.zone).replace(tzinfo=None), rolling_sessions(then)
        return any(
            session.pin is not None
            and session.pin.exact is not None
            and session.pin.exact < now
            and not found.of_session(session.id)
            for session in then.held
            if session.id not in rolling
        )

    def _as_far_as_possible(
        self, then: Problem, cut: Collection[str], found: Timetable | None
    ) -> tuple[set[str], Timetable]:
        """
        The sessions that go on until their slot closes, if not all can: those that are on come
        first.
        """
        assert then.situation is not None
        past = {s.session for s in then.situation.history}
        begun = past | {s.session for s in then.situation.running}
        on, rolling = {*cut} - past, rolling_sessions(then)
        left = {s.id for s in then.held if s.split is not None and s.id in begun & rolling}
        for over in filter(None, (on, left | {*cut})):
            until = self._unless_nothing(then, over)
            if until is not None and not self._puts_off_others(then, until):
                return over, until
            if found is None and until is not None:
                return over, until
        return set(), found or self._placed(then, ())

    def _at_told_starts(self, then: Problem, found: Timetable, cut: Collection[str]) -> set[str]:
        """
        Sessions that could begin as reported, but were put off because their rest has no place.
        """
        assert then.situation is not None
        starts = {id: at for id, at in then.situation.starts.items() if id in cut}
        late = {id for id, at in starts.items() if at < self.now and _begins(found, id) != at}
        until = self._unless_nothing(then, late) if late else None
        if until is None:
            return set()
        return {id for id in late if _begins(until, id) == starts[id]}

    def _rests(self, then: Problem, over: Collection[str], until: Timetable) -> Timetable:
        """``until`` is what was held without the rests of those that are ``over``; then with."""
        situation = then.situation
        assert situation is not None
        ends = {id: _end_of_part(then, until, id) for id in over if _is_left(then, until, id)}
        later = [end for end in ends.values() if situation.now < end < self.now]
        if later:
            return self.held(_at(then, until, min(later)))
        nowhere = {id for id, end in ends.items() if end <= situation.now}
        return self.held(_without_rests(then, nowhere)) if nowhere else until


def _without_rests(then: Problem, over: Collection[str]) -> Problem:
    """The same with these held only until their slot closes; those that follow wait."""
    situation = then.situation
    assert situation is not None
    minutes = dict(situation.minutes)
    cut = set()
    for id in over:
        until = max(1, until_closing(then, id))
        if until < minutes.get(id, 0):
            minutes[id] = until
            cut.add(id)
    then = then.model_copy(update={"situation": situation.model_copy(update={"minutes": minutes})})
    return held_back(then, behind(then, cut)) if cut else then


def _begins(found: Timetable, id: str) -> datetime | None:
    return next((s.start for s in found.of_session(id)), None)


def _end_of_part(then: Problem, until: Timetable, id: str) -> datetime:
    """The end of what went on, or of the last part that is over."""
    assert then.situation is not None
    over = sum(s.session == id for s in then.situation.history)
    return until.of_session(id)[: over + 1][-1].end


def _is_left(then: Problem, until: Timetable, id: str) -> bool:
    assert then.situation is not None
    held = sum(map(length, until.of_session(id)))
    return 0 < held < then.situation.minutes.get(id, 0)


def _at(then: Problem, until: Timetable, at: datetime) -> Problem:
    """The problem at a later moment, until when that was held."""
    assert then.situation is not None
    begun = [s for s in until.sittings if s.start < at]
    update = {
        "now": at,
        "freeze_until": at,
        "history": tuple(s for s in begun if s.end <= at),
        "running": tuple(s for s in begun if s.end > at),
    }
    return then.model_copy(update={"situation": then.situation.model_copy(update=update)})
