"""Who may preside over a session, alone or together."""

from collections.abc import Iterator, Mapping
from itertools import product

from scheduler.instance.closed_spans import merge
from scheduler.instance.levels import Levels
from scheduler.instance.records import Panel, Span
from scheduler.problem import Person, Problem, Session, Sitting


def acting(people: Mapping[str, Person], office: str) -> str:
    """Who acts for an office: another where it is vacant and somebody does."""
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
        tuple(panel(session, chosen) for chosen in _choices(problem, people, session))
        for session in problem.held
    )


def _choices(
    problem: Problem, people: Mapping[str, Person], session: Session
) -> Iterator[tuple[tuple[str, int], ...]]:
    """(who presides, price) per chair; a session that has begun keeps those it began with."""
    begun = _begun_chairs(problem, session)
    options = [
        [(acting(people, office), 0), *((d.id, d.price) for d in people[office].deputies)]
        for office in session.chairs
    ]
    if begun is not None:
        wanted = begun or tuple(holder[0][0] for holder in options)
        yield tuple(
            (name, next((price for who, price in option if who == name), 0))
            for name, option in zip(wanted, options, strict=False)
        )
        return
    yield from dict.fromkeys(product(*(dict.fromkeys(option) for option in options)))


def _begun_chairs(problem: Problem, session: Session) -> tuple[str, ...] | None:
    situation = problem.situation
    begun = () if situation is None else (*situation.history, *situation.running)
    first = min((s for s in begun if s.session == session.id), key=lambda s: s.start, default=None)
    return None if first is None else first.chairs


def team_of(problem: Problem, session: Session, sitting: Sitting) -> str | None:
    """Who interprets a sitting that has begun; if nobody is named, the only team that can."""
    offered = problem.interpretation
    if sitting.team is not None or offered is None or not session.languages:
        return sitting.team
    able = [team.id for team in offered.teams if session.languages <= team.languages]
    return able[0] if len(able) == 1 else None
