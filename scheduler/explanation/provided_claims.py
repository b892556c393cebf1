"""What a planner states of people, rooms, groups, slots, interpreters and documents."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from scheduler.explanation.claim import Change, Claim, changed, changed_interpretation, when
from scheduler.problem import Group, Interpretation, Person, Problem, Room, Window
from scheduler.vocabulary.calendar import end_clock

LIMITLESS = 100_000


def of_person(i: int, person: Person) -> Iterator[Claim]:
    if person.state == "vacant":
        say = f"{person.id} is vacant" + (f", and {person.acting} acts" if person.acting else "")
        change = changed("people", person.id, state="confirmed")
        yield Claim(("people", i, "state"), say, change, "vacant", person.id)
    yield from of_hours("people", i, person)


def of_room(i: int, room: Room) -> Iterator[Claim]:
    if room.combines:
        say = f"{room.id} is made of {', '.join(room.combines)}"
        change = changed("rooms", room.id, combines=())
        yield Claim(("rooms", i, "combines"), say, change, "combined", room.id)
    yield from of_hours("rooms", i, room)


def of_hours(collection: str, i: int, owner: Person | Room | Group) -> Iterator[Claim]:
    """When somebody or something is there, and when it is not."""
    if owner.available:
        say = f"{owner.id} is available only {'; '.join(map(_window, owner.available))}"
        change = changed(collection, owner.id, available=())
        yield Claim((collection, i, "available"), say, change, "hours", owner.id)
    for j, window in enumerate(owner.unavailable):
        say = f"{owner.id} is not available {_window(window)}"
        change = _present(collection, owner.id, window)
        yield Claim((collection, i, "unavailable", j), say, change, "hours", owner.id)


def _present(collection: str, id: str, window: Window) -> Change:
    """One absence less."""

    def change(problem: Problem) -> Problem:
        owner = next(o for o in getattr(problem, collection) if o.id == id)
        left = tuple(w for w in owner.unavailable if w is not window)
        return changed(collection, id, unavailable=left)(problem)

    return change


def _window(window: Window) -> str:
    if window.daily is not None:
        return f"daily {window.daily[0]:%H:%M} to {end_clock(window.daily[1])}"
    assert window.start is not None
    assert window.end is not None
    return f"{when(window.start)} to {when(window.end)}"


def of_slots(problem: Problem) -> Iterator[Claim]:
    for k, slot in enumerate(problem.slots):
        if slot.aligned:
            change = changed("slots", slot.id, aligned=False)
            say = f"sessions in {slot.id} start at {slot.start:%H:%M} only"
            yield Claim(("slots", k, "aligned"), say, change, "aligned", slot.id)
    if problem.travel.minutes > 0 or problem.travel.between:
        nothing = problem.travel.model_copy(update={"minutes": 0, "between": ()})
        at_once = partial(Problem.model_copy, update={"travel": nothing})
        yield Claim(("travel",), "walks between rooms take time", at_once, "travel")


def of_documents(whole: Problem, part: Problem) -> Iterator[Claim]:
    """When papers are ready that these sessions take up, where somebody has made that hard."""
    if not any(entry.rule == "documents" and entry.level == "hard" for entry in part.levels):
        return
    there = {paper.id for paper in part.documents}
    for i, paper in enumerate(whole.documents):
        days = [d for d in (paper.out, *paper.languages.values()) if d is not None]
        if paper.id in there and days and part.chosen(paper.sessions):
            ready = max(days) + timedelta(days=paper.reading_days)
            change = _without_document(paper.id)
            yield Claim(
                ("documents", i), f"{paper.id} is ready on {ready}", change, "document", paper.id
            )


def _without_document(id: str) -> Change:
    def change(problem: Problem) -> Problem:
        left = tuple(paper for paper in problem.documents if paper.id != id)
        return problem.model_copy(update={"documents": left})

    return change


def of_interpretation(part: Problem, index: dict[str, int]) -> Iterator[Claim]:
    """What the teams may do and when, and which sessions are interpreted."""
    offered = part.interpretation
    if offered is None or not any(session.languages for session in part.sessions):
        return
    yield from _of_limits(offered)
    for t, team in enumerate(offered.teams):
        if team.available or team.unavailable:
            say, change = f"{team.id} cannot work at all times", _always_there(team.id)
            yield Claim(("interpretation", "teams", t), say, change, "hours", team.id)
    for s in part.sessions:
        if s.languages:
            say = f"{s.id} is interpreted into {', '.join(sorted(s.languages))}"
            change = changed("sessions", s.id, languages=frozenset())
            yield Claim(("sessions", index[s.id], "languages"), say, change, "languages", s.id)


def _always_there(team: str) -> Change:
    def change(problem: Problem) -> Problem:
        teams = problem.interpretation.teams if problem.interpretation is not None else ()
        free = {"available": (), "unavailable": ()}
        changed = tuple(t.model_copy(update=free) if t.id == team else t for t in teams)
        return changed_interpretation(teams=changed)(problem)

    return change


def _of_limits(offered: Interpretation) -> Iterator[Claim]:
    limits: dict[str, tuple[str, object]] = {
        "per_day": (f"a team has at most {offered.per_day} sittings a day", LIMITLESS),
        "minutes": (f"a team works at most {offered.minutes} minutes without a break", LIMITLESS),
        "between": (f"a team has a break of {offered.between} minutes between two sittings", 0),
    }
    if offered.caps:
        caps = ", ".join(f"{c.most} in {c.days} days" for c in offered.caps)
        limits["caps"] = (f"a team has at most {caps}", ())
    for field, (say, nothing) in limits.items():
        change = changed_interpretation(**{field: nothing})
        yield Claim(("interpretation", field), say, change, "interpretation", field)
