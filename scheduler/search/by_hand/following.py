"""
Sessions of rolling orders laid out in order of time: of all orders, whoever can start first does.

So nobody could have started sooner, whatever people the orders share, and no minute is idle.
"""

from collections.abc import Callable

from scheduler.search.by_hand.rows import Layout, Rows


def in_orders(
    rows: Rows, rank: Callable[[int], tuple[float, ...]]
) -> tuple[list[Layout], int | None]:
    """
    The layouts of all that have not begun, which are put; and who finds no place, if somebody does.

    ``rank``: of two sessions of different orders that can start at the same time, the one with less
    comes first. What has begun has been put before.
    """
    instance = rows.instance
    queues = {
        o: [i for i in order.sessions if not instance.begun[i]]
        for o, order in enumerate(instance.orders)
    }
    ready = {o: _after_begun(rows, o) for o in queues}
    layouts: list[Layout] = []
    while any(queues.values()):
        options = []
        for o, queue in queues.items():
            if queue:
                i = queue[0]
                since = max(ready[o], rows.ready.get(i, 0))
                layout = next(rows.layouts(i, instance.orders[o].room, since), None)
                if layout is None:
                    return layouts, i
                options.append((layout.start, rank(i), o, layout))
        *_, o, layout = min(options)
        rows.put(layout)
        layouts.append(layout)
        queues[o].pop(0)
        ready[o] = layout.end + instance.orders[o].changeover
    return layouts, None


def _after_begun(rows: Rows, o: int) -> int:
    """When the first of those to come may start: what has begun is over, and the changeover."""
    order = rows.instance.orders[o]
    ends = [end for i in order.sessions for _, end in rows.spans.get(i, ())]
    return max([rows.instance.now, *(end + order.changeover for end in ends)], default=0)
