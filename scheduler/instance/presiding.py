"""Who may preside over a session, alone or together."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from scheduler.instance.levels import Levels
from scheduler.instance.records import Panel, Span
from scheduler.problem import Person, Problem, Session, Sitting
from scheduler.vocabulary.spans import merge


def acting(people: Mapping[str, Person], office: str) -> str:
    """Who serves for an office: whoever is acting where it is vacant, else its holder."""
    person = people[office]
    return person.acting if person.state == "vacant" and person.acting is not None else office


def holders(people: Mapping[str, Person], session: Session) -> tuple[str, ...]:
    """The holders of a session's offices, as acting where they are vacant."""
    return tuple(acting(people, office) for office in session.chairs)


def panels(
    problem: Problem,
    levels: Levels,
    away: Mapping[str, tuple[Span, ...]],
    shut: Mapping[str, tuple[Span, ...]],
) -> tuple[tuple[Panel, ...], ...]:
    """Who may preside over each held session, the office holders first; shape (n,)."""
    people = {person.id: person for person in problem.people}
    situation = problem.situation
    sittings = () if situation is None else (*situation.history, *situation.running)
    begun = {sitting.session for sitting in sittings}

    def panel(session: Session, chosen: tuple[tuple[str, int], ...]) -> Panel:
        names = tuple(name for name, _ in chosen)
        away_spans = [
            span
            for name in sorted(set(names))
            if levels.of("availability", (session.id,), people=(name,)).hard
            for span in away[name]
        ]
        if levels.of("availability", (session.id,)).hard:
            away_spans += [span for g in session.groups for span in shut.get(g, ())]
        return Panel(
            chairs=names,
            people=frozenset(names),
            price=sum(price for _, price in chosen),
            away=merge(away_spans),
            vacant=any(people[name].state == "vacant" for name in names),
        )

    return tuple(
        tuple(
            panel(session, chosen)
            for chosen in _choices(people, session, to_come=_may_come(session, begun))
        )
        for session in problem.held
    )


def _choices(
    people: Mapping[str, Person], session: Session, *, to_come: bool
) -> Iterator[tuple[tuple[str, int], ...]]:
    """(who presides, price) per chair, over sittings that have not begun, if any may be."""
    if not to_come:
        yield tuple((acting(people, office), 0) for office in session.chairs)
        return
    options = [
        [(acting(people, office), 0), *((d.id, d.price) for d in people[office].deputies)]
        for office in session.chairs
    ]
    yield from dict.fromkeys(product(*(dict.fromkeys(option) for option in options)))


def _may_come(session: Session, begun: Collection[str]) -> bool:
    """Whether a session may have sittings to come, given those that have begun."""
    return session.split is not None or session.id not in begun


def price_of(problem: Problem, session: Session, chairs: tuple[str, ...]) -> int:
    """The price of the deputies among those who preside over a sitting that has begun."""
    people = {person.id: person for person in problem.people}
    return sum(
        next((d.price for d in people[office].deputies if d.id == who), 0)
        for office, who in zip(session.chairs, chairs, strict=False)
        if who != acting(people, office)
    )


def team_of(problem: Problem, session: Session, sitting: Sitting) -> str | None:
    """Who interprets a sitting that has begun; if nobody is named, the only team that can."""
    offered = problem.interpretation
    if sitting.team is not None or offered is None or not session.languages:
        return sitting.team
    able = [team.id for team in offered.teams if session.languages <= team.languages]
    return able[0] if len(able) == 1 else None
