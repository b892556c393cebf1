"""The results of two problems compared: which is better, and whether that is proved."""

from scheduler.sweeps.results import Result

Price = tuple[int, ...]


def price(result: Result) -> Price:
    """Less is better: possible at all, sessions without a place, then each tier in its turn."""
    if result.figures is None:
        return (1,)
    costs = [cost for name, cost, _ in result.tiers if name != "warnings"]
    return (0, *costs)


def fits(result: Result, now: Result) -> bool:
    """Whether there is a timetable that leaves out no more sessions than there are now."""
    if result.figures is None:
        return False
    return now.figures is None or result.figures.unplaced <= now.figures.unplaced


def is_beyond(result: Result, of: Result) -> bool:
    """Whether a result is better than anything that is possible for another problem."""
    if of.state == "infeasible":
        return result.figures is not None
    if of.figures is None or result.figures is None:
        return False
    bounds = {name: bound for name, _, bound in of.tiers}
    for name, cost, _ in result.tiers:
        if name != "warnings" and cost != bounds.get(name, 0):
            return cost < bounds.get(name, 0)
    return False


def is_dearer(result: Result, than: Result) -> bool:
    """Whether every timetable of the one problem costs more than that of the other."""
    if result.state == "infeasible":
        return True
    costs = {name: cost for name, cost, _ in than.tiers}
    for name, _, bound in result.tiers:
        if name != "warnings" and bound != costs.get(name, 0):
            return bound > costs.get(name, 0)
    return False
