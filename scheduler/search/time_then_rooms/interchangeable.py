"""
Sessions that may stand for one another in a set of sessions on at once: see ``overlap_bound``.

Two are interchangeable if the same statements count them and the same others exclude them: then
each set with one of them costs the same with the other.
"""

from collections import defaultdict
from collections.abc import Iterable

from scheduler.search.time_then_rooms.overlap_moments import Moments, Set


def interchangeable(moments: Moments) -> tuple[tuple[int, ...], ...]:
    """All sessions in groups of which any may stand for any other, in the same classes of slots."""
    counted = [
        (kind, tuple(c for c, (those, _) in enumerate(moments.classes) if i in those))
        for i, kind in enumerate(_counted(moments))
    ]
    closed = _closed(moments)
    groups: list[list[int]] = []
    alone: list[int] = []
    for group in _grouped((i, (kind, closed[i])) for i, kind in enumerate(counted)):
        if len(group) > 1:
            groups.append(group)
        else:
            alone += group
    groups += _grouped((i, (counted[i], closed[i] - {i})) for i in alone)
    return tuple(map(tuple, groups))


def exclusive(moments: Moments, those: Set) -> tuple[tuple[int, ...], ...]:
    """Some sessions in groups of which any may stand for any other, and no two are on at once."""
    counted, closed = _counted(moments), _closed(moments)
    groups = _grouped((i, (counted[i], closed[i])) for i in sorted(those))
    return tuple(map(tuple, groups))


def _grouped(keyed: Iterable[tuple[int, object]]) -> list[list[int]]:
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for i, key in keyed:
        groups[key].append(i)
    return list(groups.values())


def _counted(moments: Moments) -> list[tuple[int, ...]]:
    """The statements that count each session, as numbers."""
    counting = [
        *(those for those, _ in moments.soft_conflicts),
        *(delegation.follows for delegation in moments.delegations),
        *(those for those, _ in moments.most),
    ]
    own: list[list[int]] = [[] for _ in moments.needs]
    for n, those in enumerate(counting):
        for i in those:
            own[i].append(n)
    return list(map(tuple, own))


def _closed(moments: Moments) -> tuple[Set, ...]:
    """Each session with all that exclude it."""
    near: list[set[int]] = [{i} for i in range(len(moments.needs))]
    for i, j in moments.hard_conflicts:
        near[i].add(j)
        near[j].add(i)
    return tuple(map(frozenset, near))
