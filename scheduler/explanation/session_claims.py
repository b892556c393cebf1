"""What a planner states of one session."""

from collections.abc import Iterator

from scheduler.explanation.claim import Change, Claim, changed, when
from scheduler.problem import Pin, Problem, Session, Split, Waiver


def claims_of(i: int, session: Session, problem: Problem) -> Iterator[Claim]:
    """
    The claims of the i-th session of the file: what it needs, how long it takes, when it is, who
    chairs.
    """
    yield from _needs(i, session)
    yield from _cuts(i, session)
    yield from _length(i, session, problem)
    if session.decides:
        say = "decides, and needs a quorum"
        yield _claim(i, session, "decides", say, "quorum", decides=False)
    yield from _times(i, session)
    if session.kind == "side-event":
        yield _apart_from_its_group(i, session)
    for j, chair in enumerate(session.chairs):
        say, change = f"{session.id} is chaired by {chair}", _unchaired(session.id, chair)
        yield Claim(("sessions", i, "chairs", j), say, change, "chair", session.id)


def claim_held(i: int, session: Session) -> Claim:
    """The claim that it takes place at all."""
    change = changed("sessions", session.id, rank=1)
    return Claim(("sessions", i), f"{session.id} must be held", change, "held", session.id)


def _claim(i: int, session: Session, field: str, say: str, kind: str, **changes: object) -> Claim:
    change = changed("sessions", session.id, **changes)
    return Claim(("sessions", i, field), f"{session.id} {say}", change, kind, session.id)


def _needs(i: int, session: Session) -> Iterator[Claim]:
    if session.features:
        say = f"needs {', '.join(sorted(session.features))}"
        yield _claim(i, session, "features", say, "fit", features={})
    if session.attendance > 0:
        say = f"expects {session.attendance} people"
        yield _claim(i, session, "attendance", say, "fit", attendance=0)
    if session.rooms is not None:
        say = f"may use only {' or '.join(session.rooms)}"
        yield _claim(i, session, "rooms", say, "fit", rooms=None)


def _cuts(i: int, session: Session) -> Iterator[Claim]:
    if session.split is None:
        yield _claim(i, session, "minutes", "may not be split", "split", split=Split())
    elif session.split != Split():
        say = f"may be split only like this: {_cut(session.split)}"
        yield _claim(i, session, "split", say, "split", split=Split())


def _length(i: int, session: Session, problem: Problem) -> Iterator[Claim]:
    """
    Without it, a minute will do.

    What was published or told is the ground where the policy trims nobody.
    """
    planned = session.minutes
    if problem.means.trims:
        minutes = planned.model_copy(update={"least": 1})
        say = f"takes at least {planned.least} minutes"
        yield _claim(i, session, "minutes", say, "minutes", minutes=minutes)
    elif problem.situation is None:
        minutes = planned.model_copy(update={"least": 1, "likely": 1})
        say = f"takes {planned.likely} minutes"
        yield _claim(i, session, "minutes", say, "minutes", minutes=minutes)


def _times(i: int, session: Session) -> Iterator[Claim]:
    for field in ("slots", "days"):
        names = getattr(session, field)
        if names is not None:
            say = f"may be held only on {', '.join(map(str, names))}"
            yield _claim(i, session, field, say, "window", **{field: None})
    if session.after is not None:
        say = f"starts after {when(session.after)}"
        yield _claim(i, session, "after", say, "window", after=None)
    if session.deadline is not None:
        say = f"must end by {when(session.deadline)}"
        yield _claim(i, session, "deadline", say, "deadline", deadline=None)
    if session.pin is not None:
        yield _claim(i, session, "pin", f"is pinned: {_pinned(session.pin)}", "pin", pin=None)


def _apart_from_its_group(i: int, session: Session) -> Claim:
    id = session.id
    scope = Waiver(
        rule="side_event", sessions=(f"session:{id}",), against=("all",), reason="taken back"
    )

    def change(problem: Problem) -> Problem:
        return problem.model_copy(update={"waive": (*problem.waive, scope)})

    say = f"{id} is a side event and cannot overlap with the sessions of {session.group}"
    return Claim(("sessions", i, "group"), say, change, "side", id)


def _cut(split: Split) -> str:
    parts = [f"no part shorter than {split.least_part} minutes"] if split.least_part > 1 else []
    parts += [f"at most {split.most_parts} parts"] if split.most_parts is not None else []
    days = {"any": [], "same": ["parts on one day"], "different": ["parts on different days"]}
    return ", ".join(parts + days[split.days])


def _pinned(pin: Pin) -> str:
    parts = [f"at {when(pin.exact)}"] if pin.exact is not None else []
    parts += [f"not before {when(pin.not_before)}"] if pin.not_before is not None else []
    parts += [f"in {pin.room}"] if pin.room is not None else []
    return " ".join(parts)


def _unchaired(session: str, chair: str) -> Change:
    def change(problem: Problem) -> Problem:
        chairs = tuple(c for c in problem.session(session).chairs if c != chair)
        return changed("sessions", session, chairs=chairs)(problem)

    return change
