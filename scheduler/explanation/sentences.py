"""Entries of ``rules`` in one sentence each."""

from scheduler.problem import (
    Adjacency,
    Closing,
    Concurrency,
    Conflict,
    Contiguous,
    DaysApart,
    Exclusive,
    Fairness,
    NothingAfter,
    Opening,
    Parallel,
    Pool,
    Position,
    Precedence,
    Preference,
    Reserve,
    RoomStability,
    Spread,
    Statement,
    Together,
)


def about(rule: Statement) -> str:
    """What a statement says, in the planner's words, without a full stop."""
    match rule:
        case Precedence():
            lag = [f"{rule.lag} minutes"] if rule.lag else []
            lag += [f"{rule.slots} slots"] if rule.slots else []
            lag += [f"{rule.days} days"] if rule.days else []
            later = f", {' and '.join(lag)} later" if lag else ""
            return f"{_names(rule.then)} starts when {_names(rule.first)} is over{later}"
        case Conflict():
            other = _names(rule.against) if rule.against is not None else "one another"
            return f"{_names(rule.of)} and {other} are not in parallel"
        case Adjacency():
            return f"{rule.then} follows {rule.first} within {rule.within} minutes"
        case Together():
            return f"{_names(rule.of)} are in one {rule.same}"
        case DaysApart():
            a, b = rule.sessions
            return f"{a} and {b} are {_days(rule)} days apart"
        case Concurrency():
            return f"at most {rule.most} of {_names(rule.of)} are held at once"
        case NothingAfter():
            return f"nothing of {_names(rule.of)} goes on after {rule.after:%H:%M}"
        case Opening():
            return f"{rule.session} is over before any other starts"
        case Closing():
            first = f"{rule.session} starts when all others are over" if rule.session else ""
            kept = f"{rule.reserve} minutes are kept free at the end" if rule.reserve else ""
            return ", and ".join(filter(None, (first, kept)))
        case Reserve():
            return f"{rule.rooms} rooms are kept free"
        case Preference():
            verb = "sits only" if rule.rule == "prefer" else "does not sit"
            return f"{_names(rule.of)} {verb} {_place(rule)}"
        case Position():
            return f"{rule.session} is number {rule.at} of {_names(rule.of)}"
        case Spread():
            return f"at most {rule.most} sittings of {_pool(rule)} are on a day"
        case RoomStability():
            return f"{_pool(rule)} keeps its room"
        case Fairness():
            return f"what is unwelcome is shared evenly among {_pool(rule)}"
        case Exclusive():
            return f"{_pool(rule)} has a room slot for itself"
        case Contiguous():
            return f"{_pool(rule)} sits in slots that follow one another"
        case Parallel():
            return f"{_pool(rule)} sits in one room at a time"
    raise TypeError(f"no words for {type(rule).__name__}")


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _pool(pool: Pool) -> str:
    if pool.of is not None:
        return _names(pool.of)
    return f"each of {_names(pool.each)}" if pool.each is not None else "every group"


def _days(rule: DaysApart) -> str:
    parts = [f"at least {rule.least}"] if rule.least else []
    parts += [f"at most {rule.most}"] if rule.most is not None else []
    parts += [f"not {' or '.join(map(str, rule.never))}"] if rule.never else []
    return ", ".join(parts)


def _place(rule: Preference) -> str:
    parts = [f"in {', '.join(rule.slots)}"] if rule.slots is not None else []
    parts += [f"on {', '.join(map(str, rule.days))}"] if rule.days is not None else []
    parts += [f"in {', '.join(rule.rooms)}"] if rule.rooms is not None else []
    if rule.hours is not None:
        parts.append(f"from {rule.hours[0]:%H:%M} to {rule.hours[1]:%H:%M}")
    parts += ["(each room slot once)"] if rule.count == "room-slots" else []
    return " ".join(parts)
