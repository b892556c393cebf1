"""
The published timetable, mended by hand: the result of a replan that is short of time.

Everybody stays where they were published, if they can; whoever cannot takes the nearest free place.
In a rolling order whoever is next begins. Nobody who had a place is left out, and no model is made:
a timetable comes within moments, or none. It need not be the least change, and nothing is claimed.
"""

from collections.abc import Sequence

from scheduler import verifier
from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.search.by_hand.following import in_orders
from scheduler.search.by_hand.rows import Layout, Leg, Rows
from scheduler.search.proofs import Answer, claim_nothing

NAME = "as published, mended"
ROUNDS = 4
"""So often those whom the verifier objects to are given another place, too."""


def applies(instance: Instance) -> bool:
    """Whether it is a replan in which what is cut is in a rolling order, as far as it is held."""
    return instance.replanning and all(
        len({begun.room for begun in instance.begun[i]}) < 2
        and (i in instance.order_of or (session.split is None and len(instance.begun[i]) < 2))
        for i, session in enumerate(instance.sessions)
    )


def mend(instance: Instance) -> Answer | None:
    """What comes of it, as the verifier accepts it; None if nothing does."""
    if not applies(instance):
        return None
    # orders give way to the others, who stay where they are; or the others to the orders
    for orders_last in (True, False) if instance.orders else (True,):
        answer = _accepted(instance, orders_last=orders_last)
        if answer is not None:
            return answer
    return None


def _accepted(instance: Instance, *, orders_last: bool) -> Answer | None:
    problem, moved = instance.problem, frozenset[int]()
    for _ in range(ROUNDS):
        layouts = _laid_out(instance, moved, orders_last=orders_last)
        if layouts is None:
            return None
        sittings = [(own.i, own.r, start, end) for own in layouts for _, start, end in own.legs]
        placed = {own.i for own in layouts}
        left_out = [i for i in range(len(instance.sessions)) if i not in placed]
        timetable = decode(instance, sittings, left_out)
        broken = verifier.violations(problem, timetable)
        if not broken:
            return claim_nothing(verifier.tier_costs(problem, timetable), timetable)
        named = {instance.index[id] for v in broken for id in v.sessions if id in instance.index}
        if named - instance.order_of.keys() <= moved:
            return None
        moved |= named
    return None


def _laid_out(
    instance: Instance, moved: frozenset[int], *, orders_last: bool
) -> list[Layout] | None:
    """``moved``: who takes another place than the published one; None if somebody finds none."""
    rows = Rows(instance)
    layouts = _begun(instance, rows)
    if layouts is None:
        return None
    settled = instance.order_of.keys() | {layout.i for layout in layouts}
    free = [i for i in range(len(instance.sessions)) if i not in settled]
    staying = _stay(instance, rows, free, moved) if orders_last else []
    following = _follow(instance, rows)
    if following is None:
        return None
    staying = staying if orders_last else _stay(instance, rows, free, moved)
    layouts += [*following, *staying]
    placed = {layout.i for layout in layouts}
    homeless = [i for i in free if i in instance.published and i not in placed]
    new = [i for i in free if i not in instance.published]
    for i in [*sorted(homeless, key=lambda i: -instance.planned[i]), *new]:
        nearest = _nearest(instance, rows, i, away=i in moved)
        if nearest is not None:
            layouts.append(nearest)
            rows.put(nearest)
        elif i in instance.published:
            return None
    return layouts


def _begun(instance: Instance, rows: Rows) -> list[Layout] | None:
    """The sessions that have begun, with their part to come; None if that finds no place."""
    held = [_held(instance, i) for i in range(len(instance.sessions))]
    for i, legs in enumerate(held):  # nobody goes on where somebody else is running
        if legs:
            rows.put(Layout(i, instance.begun[i][0].room, legs))
    layouts = []
    for i, legs in enumerate(held):
        if legs:
            whole = rows.rest_of(i, instance.begun[i][0].room, legs)
            if whole is None and instance.sessions[i].split is not None:
                return None
            layouts.append(whole or Layout(i, instance.begun[i][0].room, legs))
            rows.put(layouts[-1])
    return layouts


def _held(instance: Instance, i: int) -> tuple[Leg, ...]:
    """What has begun of a session, the last part for as long as it takes or until it must end."""
    legs: list[Leg] = []
    for begun in instance.begun[i]:
        rest = instance.planned[i] - sum(end - start for _, start, end in legs)
        end = min(begun.last, begun.start + rest) if begun.end is None else begun.end
        legs.append((begun.slot, begun.start, end))
    return tuple(legs)


def _follow(instance: Instance, rows: Rows) -> list[Layout] | None:
    """Whoever is next in a rolling order begins; of two who could, who was published first."""
    layouts, nowhere = in_orders(rows, lambda i: (_was_at(instance, i),))
    return layouts if nowhere is None else None


def _was_at(instance: Instance, i: int) -> int:
    published = instance.published.get(i)
    return instance.horizon if published is None else published.sittings[0][2]


def _stay(
    instance: Instance, rows: Rows, free: Sequence[int], moved: frozenset[int]
) -> list[Layout]:
    """Sessions outside rolling orders that stay where they were published, as far as they can."""
    layouts = []
    published = [i for i in free if i in instance.published and i not in moved]
    for i in sorted(published, key=lambda i: _was_at(instance, i)):
        k, r, t = instance.published[i].sittings[0]
        end = t + instance.planned[i]
        closes = instance.slots[k].end + instance.slots[k].agreed
        if end <= closes and rows.is_free(i, k, r, t, end):
            layouts.append(Layout(i, r, ((k, t, end),)))
            rows.put(layouts[-1])
    return layouts


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
