"""From ticks and indices back to a timetable in the planner's words."""

from collections.abc import Iterable, Iterator, Mapping

from scheduler.instance.instance import Instance
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable, Unplaced


def decode(
    instance: Instance,
    sittings: Iterable[tuple[int, int, int, int]],
    unplaced: Iterable[int],
    *,
    chairs: Mapping[int, tuple[str, ...]] | None = None,
    teams: Mapping[tuple[int, int], str] | None = None,
) -> Timetable:
    """
    The timetable of sittings (i, r, start, end) in ticks, and of sessions i left out.

    ``chairs``: who presides over session i, where a deputy does. ``teams``: who interprets,
    by session and start. What has begun keeps both.
    """
    chairs, teams, begun = chairs or {}, teams or {}, _begun(instance)
    by_session: dict[int, list[tuple[int, int, int]]] = {}
    for i, r, start, end in sittings:
        by_session.setdefault(i, []).append((start, end, r))
    named = [
        Sitting(
            session=instance.sessions[i].id,
            part=part,
            parts=len(parts),
            room=instance.rooms[r],
            start=instance.grid.clock(start),
            end=instance.grid.clock(end),
            chairs=begun[i, start].chairs if (i, start) in begun else chairs.get(i, ()),
            team=begun[i, start].team if (i, start) in begun else teams.get((i, start)),
        )
        for i, parts in by_session.items()
        for part, (start, end, r) in enumerate(sorted(parts), start=1)
    ]
    reason = "no place is left for it within the policy"
    return Timetable.of(
        [*named, *_history_of_cancelled(instance.problem)],
        [Unplaced(session=instance.sessions[i].id, reason=reason) for i in unplaced],
    )


def _begun(instance: Instance) -> dict[tuple[int, int], Sitting]:
    """The sittings that have begun, by session and start in ticks."""
    situation = instance.problem.situation
    begun = () if situation is None else (*situation.history, *situation.running)
    return {
        (instance.index[s.session], instance.grid.floor(s.start)): s
        for s in begun
        if s.session in instance.index
    }


def _history_of_cancelled(problem: Problem) -> Iterator[Sitting]:
    situation = problem.situation
    if situation is not None:
        yield from (s for s in situation.history if s.session in situation.cancelled)
