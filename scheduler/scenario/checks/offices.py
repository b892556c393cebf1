"""Office holders: who acts for whom, who is still awaited."""

from collections.abc import Iterator

from scheduler.problem import Person
from scheduler.scenario.draft import Draft
from scheduler.scenario.findings import Finding


def check_acting(draft: Draft) -> Iterator[Finding]:
    """Who acts for a vacant office is somebody else, and is there."""
    people = {person.id: person for _, person in draft.people}
    for i, person in draft.people:
        deputy = people.get(person.acting) if person.acting is not None else None
        loc = ("people", i, "acting")
        if person.acting == person.id:
            yield Finding("S043", loc, f"{person.id!r} cannot act for itself")
        elif deputy is not None and deputy.state == "vacant":
            yield Finding("S044", loc, f"{deputy.id!r} cannot act: that office is vacant itself")


def check_offices(draft: Draft) -> Iterator[Finding]:
    """Warn of offices that are not, or not yet, filled."""
    chaired: dict[str, list[str]] = {}
    for _, session in draft.sessions:
        for chair in dict.fromkeys(session.chairs):
            chaired.setdefault(chair, []).append(session.id)
    for i, person in draft.people:
        found = _remark(person, ", ".join(chaired.get(person.id, ())))
        if found is not None:
            yield Finding(found[0], ("people", i, "state"), found[1])


def _remark(person: Person, chaired: str) -> tuple[str, str] | None:
    name = person.title or person.id
    if person.state == "pending" and chaired:
        return "W101", f"{name} ({chaired}) awaits formal confirmation"
    if person.state != "vacant":
        return None
    if not chaired:
        return "W104", f"{name} is vacant; no session here needs it"
    if person.acting is not None:
        return "W102", f"{name} ({chaired}) is vacant; {person.acting!r} acts"
    return "W103", f"{name} is vacant and nobody acts: {chaired} cannot be held"
