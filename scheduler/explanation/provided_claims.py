"""What a planner states of people, rooms, groups, slots and interpreters."""

from collections.abc import Callable, Iterator

from scheduler.explanation.claim import Claim, Loc, when
from scheduler.explanation.editing import (
    Change,
    changed_group,
    changed_interpretation,
    changed_person,
    changed_room,
    changed_session,
    changed_teams,
)
from scheduler.problem import Group, Interpretation, Person, Problem, Room, Window

LIMITLESS = 100_000


def of_person(i: int, person: Person) -> Iterator[Claim]:
    if person.state == "vacant":
        say = f"{person.id} is vacant" + (f", {person.acting} acts" if person.acting else "")
        change = changed_person(person.id, state="confirmed")
        yield Claim(("people", i, "state"), say, change, "vacant", person.id)
    yield from _hours("people", i, person, changed_person)


def of_room(i: int, room: Room) -> Iterator[Claim]:
    if room.combines:
        say = f"{room.id} is made of {', '.join(room.combines)}"
        change = changed_room(room.id, combines=())
        yield Claim(("rooms", i, "combines"), say, change, "combined", room.id)
    yield from _hours("rooms", i, room, changed_room)


def of_group(i: int, group: Group) -> Iterator[Claim]:
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
    return f"{when(window.start)} to {when(window.end)}"


def of_slots(problem: Problem) -> Iterator[Claim]:
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


def of_interpretation(part: Problem, index: dict[str, int]) -> Iterator[Claim]:
    """What the teams may do and when, and which sessions are interpreted."""
    offered = part.interpretation
    if offered is None or not any(session.languages for session in part.sessions):
        return
    yield from _of_limits(offered)
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


def _of_limits(offered: Interpretation) -> Iterator[Claim]:
    limits: dict[str, tuple[str, object]] = {
        "per_day": (f"a team has at most {offered.per_day} sittings a day", LIMITLESS),
        "minutes": (f"a team works at most {offered.minutes} minutes on end", LIMITLESS),
        "between": (f"a team rests {offered.between} minutes between two sittings", 0),
    }
    if offered.caps:
        caps = ", ".join(f"{c.most} in {c.days} days" for c in offered.caps)
        limits["caps"] = (f"a team has at most {caps}", ())
    for field, (say, nothing) in limits.items():
        loc: Loc = ("interpretation", field)
        change = changed_interpretation(**{field: nothing})
        yield Claim(loc, say, change, "interpretation", field)
