"""
Claims: what a planner states and could take back, each at its place in the file.

Taking a claim back gives a problem that asks for less. What stays in any case (days, slots, rooms
as such, that two sittings cannot share a room) is the ground on which the claims stand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.explanation.editing import (
    changed_group,
    changed_person,
    changed_room,
    changed_session,
    changed_teams,
)
from scheduler.problem import LEVELS, Group, Person, Problem, Room, Session, Split, Waiver, Window

Loc = tuple[str | int, ...]
Change = Callable[[Problem], Problem]
LIMITLESS = 100_000


@dataclass(frozen=True, eq=False)
class Claim:
    """
    Attributes
    ----------
    loc
        Where it stands in the scenario: ``("sessions", 4, "chairs", 0)``.
    says
        One sentence in the planner's words, without a full stop.
    taken_back
        The problem without it.
    kind, subject
        What sort of claim it is, and of what: repairs look at these.
    """

    loc: Loc
    says: str
    taken_back: Change
    kind: str
    subject: str = ""


def claims(whole: Problem, part: Problem) -> tuple[Claim, ...]:
    """
    What the planner states about the sessions of ``part``, which is ``whole`` or less of it.

    Those that a planner would rather not hear come first: they are dropped first.
    """
    people = {id for s in part.sessions for id in s.chairs}
    people |= {d.id for p in part.people if p.id in people for d in p.deputies}
    people |= {p.acting for p in part.people if p.id in people and p.acting is not None}
    groups = {g for s in part.sessions for g in s.groups}
    index = {s.id: i for i, s in enumerate(whole.sessions)}
    found = [
        *(c for s in part.sessions for c in _of_session(index[s.id], s)),
        *(c for i, r in enumerate(whole.rooms) for c in _of_room(i, r)),
        *_of_slots(whole),
        *_of_interpretation(part, index),
        *(c for i, g in enumerate(whole.groups) if g.id in groups for c in _of_group(i, g)),
        *(c for i, p in enumerate(whole.people) if p.id in people for c in _of_person(i, p)),
        *_of_levels(whole),
        *_of_orders(whole, part),
        *_of_rules(whole, part),
        *(_held(index[s.id], s) for s in part.sessions),
    ]
    return tuple(found)


def _held(i: int, session: Session) -> Claim:
    loc: Loc = ("sessions", i)
    say = f"{session.id} is to be held"
    return Claim(loc, say, changed_session(session.id, rank=1), "held", session.id)


def _of_session(i: int, session: Session) -> Iterator[Claim]:
    id, minutes = session.id, session.minutes

    def claim(field: str, say: str, kind: str, **changes: object) -> Claim:
        return Claim(
            ("sessions", i, field), f"{id} {say}", changed_session(id, **changes), kind, id
        )

    if session.features:
        yield claim("features", f"needs {', '.join(sorted(session.features))}", "fit", features={})
    if session.attendance > 0:
        yield claim("attendance", f"expects {session.attendance} people", "fit", attendance=0)
    if session.rooms is not None:
        yield claim("rooms", f"may use {' or '.join(session.rooms)} only", "fit", rooms=None)
    if session.split is None:
        yield claim("minutes", "may not be cut", "split", split=Split())
    elif session.split != Split():
        yield claim("split", f"may be cut only so: {_cut(session.split)}", "split", split=Split())
    yield claim(
        "minutes",
        f"takes at least {minutes.least} minutes",
        "minutes",
        minutes=minutes.model_copy(update={"least": 1}),
    )
    if session.decides:
        yield claim("decides", "decides, and needs a quorum", "quorum", decides=False)
    for field in ("slots", "days"):
        names = getattr(session, field)
        if names is not None:
            say = f"may be held only on {', '.join(map(str, names))}"
            yield claim(field, say, "window", **{field: None})
    if session.after is not None:
        yield claim("after", f"starts after {_say(session.after)}", "window", after=None)
    if session.deadline is not None:
        say = f"is over by {_say(session.deadline)}"
        yield claim("deadline", say, "deadline", deadline=None)
    if session.pin is not None:
        yield claim("pin", f"is pinned: {_pinned(session)}", "pin", pin=None)
    if session.kind == "side-event":
        scope = Waiver(
            rule="side_event", sessions=(f"session:{id}",), against=("all",), reason="taken back"
        )

        def unbound(problem: Problem) -> Problem:
            return problem.model_copy(update={"waive": (*problem.waive, scope)})

        say = f"{id} is a side event, and keeps clear of the sessions of {session.group}"
        yield Claim(("sessions", i, "group"), say, unbound, "side", id)
    for j, chair in enumerate(session.chairs):
        loc: Loc = ("sessions", i, "chairs", j)
        yield Claim(loc, f"{id} is chaired by {chair}", _unchaired(id, chair), "chair", id)


def _cut(split: Split) -> str:
    parts = [f"no part shorter than {split.least_part} minutes"] if split.least_part > 1 else []
    parts += [f"into {split.most_parts} parts at most"] if split.most_parts is not None else []
    parts += [f"parts on {'one day' if split.days == 'same' else 'different days'}"] * (
        split.days != "any"
    )
    return ", ".join(parts)


def _pinned(session: Session) -> str:
    pin = session.pin
    if pin is None:
        return ""
    parts = [f"at {_say(pin.exact)}"] if pin.exact is not None else []
    parts += [f"not before {_say(pin.not_before)}"] if pin.not_before is not None else []
    parts += [f"in {pin.room}"] if pin.room is not None else []
    return " ".join(parts)


def _say(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _unchaired(session: str, chair: str) -> Change:
    def change(problem: Problem) -> Problem:
        found = next(s for s in problem.sessions if s.id == session)
        chairs = tuple(c for c in found.chairs if c != chair)
        return changed_session(session, chairs=chairs)(problem)

    return change


def _of_person(i: int, person: Person) -> Iterator[Claim]:
    if person.state == "vacant":
        say = f"{person.id} is vacant" + (f", {person.acting} acts" if person.acting else "")
        change = changed_person(person.id, state="confirmed")
        yield Claim(("people", i, "state"), say, change, "vacant", person.id)
    yield from _hours("people", i, person, changed_person)


def _of_room(i: int, room: Room) -> Iterator[Claim]:
    if room.combines:
        say = f"{room.id} is made of {', '.join(room.combines)}"
        change = changed_room(room.id, combines=())
        yield Claim(("rooms", i, "combines"), say, change, "combined", room.id)
    yield from _hours("rooms", i, room, changed_room)


def _of_group(i: int, group: Group) -> Iterator[Claim]:
    yield from _hours("groups", i, group, changed_group)


def _hours(
    collection: str, i: int, owner: Person | Room | Group, changed: Callable[..., Change]
) -> Iterator[Claim]:
    """When somebody or something is there, and when it is not."""
    if owner.available:
        say = f"{owner.id} is available only {'; '.join(map(_window, owner.available))}"
        loc: Loc = (collection, i, "available")
        yield Claim(loc, say, changed(owner.id, available=()), "hours", owner.id)
    for j, window in enumerate(owner.unavailable):
        say = f"{owner.id} is not available {_window(window)}"
        yield Claim(
            (collection, i, "unavailable", j),
            say,
            _present(collection, owner.id, window),
            "hours",
            owner.id,
        )


def _present(collection: str, id: str, window: Window) -> Change:
    """One absence less."""

    def change(problem: Problem) -> Problem:
        changed = {"people": changed_person, "rooms": changed_room, "groups": changed_group}
        owner = next(o for o in getattr(problem, collection) if o.id == id)
        left = tuple(w for w in owner.unavailable if w is not window)
        return changed[collection](id, unavailable=left)(problem)

    return change


def _window(window: Window) -> str:
    if window.daily is not None:
        return f"daily {window.daily[0]:%H:%M} to {window.daily[1]:%H:%M}"
    assert window.start is not None
    assert window.end is not None
    return f"{_say(window.start)} to {_say(window.end)}"


def _of_slots(problem: Problem) -> Iterator[Claim]:
    for k, slot in enumerate(problem.slots):
        if slot.aligned:
            free = slot.model_copy(update={"aligned": False})

            def change(p: Problem, id: str = slot.id, free: object = free) -> Problem:
                slots = tuple(free if s.id == id else s for s in p.slots)
                return p.model_copy(update={"slots": slots})

            say = f"sessions in {slot.id} start at {slot.start:%H:%M} only"
            yield Claim(("slots", k, "aligned"), say, change, "aligned", slot.id)
    if problem.travel.minutes > 0 or problem.travel.between:
        nothing = problem.travel.model_copy(update={"minutes": 0, "between": ()})

        def at_once(p: Problem) -> Problem:
            return p.model_copy(update={"travel": nothing})

        yield Claim(("travel",), "walks between rooms take time", at_once, "travel")


def _of_interpretation(part: Problem, index: dict[str, int]) -> Iterator[Claim]:
    offered = part.interpretation
    if offered is None or not any(session.languages for session in part.sessions):
        return

    def without(**changes: object) -> Change:
        def change(p: Problem) -> Problem:
            if p.interpretation is None:
                return p
            changed = p.interpretation.model_copy(update=changes)
            return p.model_copy(update={"interpretation": changed})

        return change

    says = {
        "per_day": f"a team has at most {offered.per_day} sittings a day",
        "minutes": f"a team works at most {offered.minutes} minutes on end",
        "between": f"a team rests {offered.between} minutes between two sittings",
    }
    for field, say in says.items():
        change = without(**{field: 0 if field == "between" else LIMITLESS})
        yield Claim(("interpretation", field), say, change, "interpretation", field)
    if offered.caps:
        say = "a team has at most " + ", ".join(f"{c.most} in {c.days} days" for c in offered.caps)
        yield Claim(("interpretation", "caps"), say, without(caps=()), "interpretation", "caps")
    for t, team in enumerate(offered.teams):
        if team.available or team.unavailable:
            loc: Loc = ("interpretation", "teams", t)
            change = changed_teams(team.id, available=(), unavailable=())
            yield Claim(loc, f"{team.id} is not always available", change, "hours", team.id)
    for s in part.sessions:
        if s.languages:
            loc = ("sessions", index[s.id], "languages")
            say = f"{s.id} is interpreted into {', '.join(sorted(s.languages))}"
            change = changed_session(s.id, languages=frozenset())
            yield Claim(loc, say, change, "languages", s.id)


def _of_levels(whole: Problem) -> Iterator[Claim]:
    """Rules that a planner has made hard though they are not by themselves."""
    for i, entry in enumerate(whole.levels):
        if entry.level == "hard" and LEVELS[entry.rule] != "hard":

            def change(p: Problem, dropped: object = entry) -> Problem:
                return p.model_copy(
                    update={"levels": tuple(e for e in p.levels if e is not dropped)}
                )

            yield Claim(("levels", i), f"{entry.rule} is hard", change, "level", entry.rule)


def _of_orders(whole: Problem, part: Problem) -> Iterator[Claim]:
    held = {session.id for session in part.sessions}
    for i, order in enumerate(whole.rolling):
        if held & {*order.order}:

            def change(p: Problem, first: frozenset[str] = frozenset(order.order)) -> Problem:
                left = tuple(o for o in p.rolling if not first & {*o.order})
                return p.model_copy(update={"rolling": left})

            named = ", ".join(id for id in order.order if id in held)
            say = f"{named}: one after the other in {order.room}, with no idle time"
            yield Claim(("rolling", i, "order"), say, change, "rolling", order.room)


def _of_rules(whole: Problem, part: Problem) -> Iterator[Claim]:
    kept = {id(rule) for rule in part.rules}
    for i, rule in enumerate(whole.rules):
        hard = rule.waive is None and (rule.level or LEVELS[rule.rule]) == "hard"
        if hard and id(rule) in kept:

            def change(p: Problem, dropped: object = rule) -> Problem:
                return p.model_copy(update={"rules": tuple(r for r in p.rules if r is not dropped)})

            yield Claim(("rules", i), rule.sentence(), change, "rule", str(i))
