"""
The published timetable, mended by hand: what a replan comes to that is short of time.

Everybody stays where they were published, if they can; whoever cannot takes the nearest place that
is free. Nobody is left out who had a place, and no model is made: a timetable comes of it within
moments, or none. It need not be the least change, and nothing is claimed.
"""

from collections.abc import Iterator

from scheduler import verifier
from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.search.by_hand.rows import Layout, Rows
from scheduler.search.proofs import Answer, claim_nothing

NAME = "as published, mended"
ROUNDS = 4
"""So often those whom the verifier objects to are given another place, too."""


def applies(instance: Instance) -> bool:
    """Whether it is a replan of whole sessions outside rolling orders, each in one place."""
    return (
        instance.replanning
        and not instance.orders
        and all(session.split is None for session in instance.sessions)
        and all(len(begun) < 2 for begun in instance.begun)
    )


def mend(instance: Instance) -> Answer | None:
    """What comes of it, as the verifier accepts it; None if nothing does."""
    if not applies(instance):
        return None
    problem, moved = instance.problem, frozenset[int]()
    for _ in range(ROUNDS):
        layouts = _laid_out(instance, moved)
        if layouts is None:
            return None
        sittings = [(own.i, own.r, own.start, own.end) for own in layouts]
        placed = {own.i for own in layouts}
        left_out = [i for i in range(len(instance.sessions)) if i not in placed]
        timetable = decode(instance, sittings, left_out)
        broken = verifier.violations(problem, timetable)
        if not broken:
            return claim_nothing(verifier.tier_costs(problem, timetable), timetable)
        named = {instance.index[id] for v in broken for id in v.sessions if id in instance.index}
        if named <= moved:
            return None
        moved |= named
    return None


def _laid_out(instance: Instance, moved: frozenset[int]) -> list[Layout] | None:
    """``moved``: who takes another place than the published one; None if somebody finds none."""
    rows = Rows(instance)
    layouts = list(_begun(instance))
    for layout in layouts:
        rows.put(layout)
    homeless = []
    begun = dict.fromkeys(layout.i for layout in layouts)
    for i, published in sorted(instance.published.items(), key=lambda pair: pair[1].sittings[0][2]):
        if i in begun:
            continue
        k, r, t = published.sittings[0]
        end = t + instance.planned[i]
        closes = instance.slots[k].end + instance.slots[k].agreed
        if i not in moved and end <= closes and rows.is_free(i, k, r, t, end):
            layouts.append(Layout(i, r, ((k, t, end),)))
            rows.put(layouts[-1])
        else:
            homeless.append(i)
    new = [i for i in range(len(instance.sessions)) if i not in instance.published | begun]
    for i in [*sorted(homeless, key=lambda i: -instance.planned[i]), *new]:
        nearest = _nearest(instance, rows, i, away=i in moved)
        if nearest is not None:
            layouts.append(nearest)
            rows.put(nearest)
        elif i in instance.published:
            return None
    return layouts


def _begun(instance: Instance) -> Iterator[Layout]:
    """Those that have begun, for as long as they take, or until they must end."""
    for i, sittings in enumerate(instance.begun):
        for begun in sittings:
            end = begun.end
            if end is None:
                end = min(begun.last, begun.start + instance.planned[i])
            yield Layout(i, begun.room, ((begun.slot, begun.start, end),))


def _nearest(instance: Instance, rows: Rows, i: int, *, away: bool) -> Layout | None:
    """
    The free place of session i that is nearest to where it was, the first one if it was nowhere.

    ``away``: not where it was.
    """
    published = instance.published.get(i)
    slot, was, at = (0, -1, 0) if published is None else published.sittings[0]
    options = (
        layout
        for r in instance.fitting(i)
        for layout in rows.layouts(i, r, instance.now)
        if not (away and (layout.r, layout.start) == (was, at))
    )

    def distance(layout: Layout) -> tuple[bool, int, bool, int, int]:
        day = instance.slots[layout.legs[0][0]].day
        other_day = published is not None and day != instance.slots[slot].day
        return other_day, abs(layout.start - at), layout.r != was, layout.start, layout.r

    return min(options, key=distance, default=None)
