"""What a meeting provides: offices, combined rooms, interpreters, titles, documents, a quorum."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from scheduler.problem import LEVELS, InLanguages, Person, Session
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.draft import Draft


def check_acting(draft: Draft) -> Iterator[Finding]:
    """Who acts for a vacant office is somebody else, and is there."""
    people = {person.id: person for _, person in draft.people}
    for i, person in draft.people:
        deputy = people.get(person.acting) if person.acting is not None else None
        loc = ("people", i, "acting")
        if person.acting == person.id:
            yield Finding("S043", loc, f"{person.id!r} cannot act for itself")
        elif deputy is not None and deputy.state == "vacant":
            yield Finding("S044", loc, f"{deputy.id!r} cannot act: that office is vacant too")


def check_offices(draft: Draft) -> Iterator[Finding]:
    """Warn of offices that are not, or not yet, filled."""
    chaired: dict[str, list[str]] = {}
    for _, session in draft.sessions:
        for chair in dict.fromkeys(session.chairs):
            chaired.setdefault(chair, []).append(session.printed)
    titles = {person.id: person.title for _, person in draft.people if person.title}
    for i, person in draft.people:
        remark = _remark(person, ", ".join(chaired.get(person.id, ())), titles)
        if remark is not None:
            yield Finding(remark[0], ("people", i, "state"), remark[1])


def _remark(person: Person, chaired: str, titles: Mapping[str, str]) -> tuple[str, str] | None:
    name = person.title or person.id
    # an office that names its session already need not name it twice
    of = "" if chaired in name else f" ({chaired})"
    if person.state == "pending" and chaired:
        return "W101", f"{name}{of} awaits formal confirmation"
    if person.state != "vacant":
        return None
    if not chaired:
        return "W104", f"{name} is vacant; no session here needs it"
    if person.acting is not None:
        acting = titles.get(person.acting, repr(person.acting))
        return "W102", f"{name}{of} is vacant; {acting} acts"
    return "W103", f"{name} is vacant and nobody acts: {chaired} cannot be held"


def check_combined(draft: Draft) -> Iterator[Finding]:
    """A combined room is made of single ones."""
    combined = {room.id for _, room in draft.rooms if room.combines}
    for i, room in draft.rooms:
        for j, part in enumerate(room.combines):
            loc = ("rooms", i, "combines", j)
            if part == room.id:
                yield Finding("S052", loc, f"{room.id!r} is not a part of itself")
            elif part in combined:
                yield Finding(
                    "S052", loc, f"{part!r} is a combined room too: give its single rooms"
                )


def check_deputies(draft: Draft) -> Iterator[Finding]:
    """A deputy is somebody else, and named once."""
    for i, person in draft.people:
        seen: set[str] = set()
        for j, deputy in enumerate(person.deputies):
            loc = ("people", i, "deputies", j, "id")
            if deputy.id == person.id:
                yield Finding("S053", loc, f"{person.id!r} cannot be its own deputy")
            elif deputy.id in seen:
                yield Finding("S053", loc, f"{deputy.id!r} is a deputy of {person.id!r} already")
            seen.add(deputy.id)


def check_languages(draft: Draft) -> Iterator[Finding]:
    """Every interpreted session has a team that can."""
    teams = draft.interpretation.teams if draft.interpretation is not None else ()
    for i, session in draft.sessions:
        loc = ("sessions", i, "languages")
        named = ", ".join(sorted(session.languages))
        if session.languages and draft.interpretation is None:
            message = f"{session.id}: {named}, but the scenario has no interpretation"
            yield Finding("W108", loc, message)
        elif session.languages and not any(session.languages <= t.languages for t in teams):
            yield Finding("S049", loc, f"{session.id}: no team interprets all of {named}")


def check_quorum(draft: Draft) -> Iterator[Finding]:
    """Where sessions decide and have to wait for a quorum, there comes a moment that has it."""
    quorum = draft.quorum
    if quorum is None or draft.is_softened("quorum"):
        return
    most = max((entry.delegations for entry in quorum.registered), default=0)
    deciding = [session.id for _, session in draft.sessions if session.decides]
    if deciding and most < quorum.needed and LEVELS["quorum"] == "hard":
        message = (
            f"{', '.join(deciding)} decide and need {quorum.needed} delegations, but "
            f"at most {most} come"
        )
        yield Finding("S050", ("quorum", "needed"), message)


def check_documents(draft: Draft) -> Iterator[Finding]:
    """A document has a date, and one that leaves its sessions a day if that is asked for."""
    last = max((day for _, day in draft.days), default=None)
    strict = any(
        e.rule == "documents" and e.level == "hard" and not _limits(e) for _, e in draft.levels
    )
    for i, paper in draft.documents:
        dates = [*([paper.out] if paper.out is not None else []), *paper.languages.values()]
        if not dates and paper.url is not None and not paper.reading_days:
            continue  # it can be read already
        if not dates:
            yield Finding("W109", ("documents", i, "id"), f"{paper.id} has no date")
            continue
        ready = max(dates) + timedelta(days=paper.reading_days)
        if strict and last is not None and ready > last and not draft.is_waived("documents"):
            names = ", ".join(draft.chosen(paper.sessions))
            message = f"{paper.id} is ready on {ready}, after the last day: {names} cannot be held"
            yield Finding("S051", ("documents", i), message)


def _limits(entry: object) -> bool:
    """Whether an entry of levels is about some occurrences only."""
    named = (getattr(entry, field) for field in ("sessions", "against", "people", "rooms"))
    return any(value is not None for value in named)


def check_titles(draft: Draft) -> Iterator[Finding]:
    """Warn of sessions that would be printed untranslated among translated ones."""
    sessions = [session for _, session in draft.sessions]
    used = [code for code in InLanguages.model_fields if any(_is_in(s, code) for s in sessions)]
    for i, session in draft.sessions:
        lacking = [code for code in used if not _is_in(session, code)]
        if lacking and not session.label:
            message = (
                f"{session.id} has no title in {', '.join(lacking)}, but other sessions have one"
            )
            yield Finding("W131", ("sessions", i, "titles"), message)


def _is_in(session: Session, code: str) -> bool:
    given = (session.titles, session.labels)
    return any(getattr(texts, code) is not None for texts in given if texts is not None)
