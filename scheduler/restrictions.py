"""
What hard rules forbid a session before any search: who may preside, where, when, after whom.

Only what is asked for at level hard gets here; the rest is priced or reported, and restricts
nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import combinations, pairwise, product
from zoneinfo import ZoneInfo

from scheduler.grid import Grid, at, spans
from scheduler.instance import After, Bench, SlotTicks, Span
from scheduler.levels import Levels, of_statement
from scheduler.problem import Person, Problem, Session, Sitting, Window
from scheduler.rules import Closing, Conflict, NothingAfter, Opening, Precedence, Preference

FAR = 10_000_000
"""Ticks beyond every horizon (19 years of minutes)."""
ALWAYS: Span = (-FAR, FAR)


def merge(found: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, disjoint spans that cover the same ticks."""
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def closed(
    problem: Problem,
    grid: Grid,
    available: tuple[Window, ...],
    unavailable: tuple[Window, ...],
    zone: ZoneInfo,
) -> Iterator[Span]:
    """Ticks outside all available windows (if any) or inside an unavailable one."""
    for start, end in spans(unavailable, zone, problem.days):
        yield grid.floor(start), grid.ceil(end)
    if available:
        inside = merge(
            (grid.ceil(start), grid.floor(end))
            for start, end in spans(available, zone, problem.days)
        )
        bounds = [(-FAR, -FAR), *inside, (FAR, FAR)]
        yield from ((a[1], b[0]) for a, b in pairwise(bounds))


def acting(people: Mapping[str, Person], office: str) -> str:
    """Who acts for an office: another where it is vacant and somebody does."""
    person = people[office]
    return person.acting if person.state == "vacant" and person.acting is not None else office


def holders(problem: Problem, session: Session) -> tuple[str, ...]:
    """The holders of a session's offices, as acting where they are vacant."""
    people = {person.id: person for person in problem.people}
    return tuple(acting(people, office) for office in session.chairs)


def hours(problem: Problem, grid: Grid) -> dict[str, tuple[Span, ...]]:
    """Spans in which each person is not available."""
    found = {}
    for person in problem.people:
        own = ZoneInfo(person.timezone) if person.timezone is not None else grid.zone
        found[person.id] = merge(closed(problem, grid, person.available, person.unavailable, own))
    return found


def group_hours(problem: Problem, grid: Grid) -> dict[str, tuple[Span, ...]]:
    """Spans in which each group is not available."""
    return {
        g.id: merge(closed(problem, grid, g.available, g.unavailable, grid.zone))
        for g in problem.groups
    }


def benches(
    problem: Problem,
    levels: Levels,
    away: Mapping[str, tuple[Span, ...]],
    shut: Mapping[str, tuple[Span, ...]],
) -> tuple[tuple[Bench, ...], ...]:
    """Who may preside over each held session, the office holders first; shape (n,)."""
    people = {person.id: person for person in problem.people}

    def bench(session: Session, chosen: tuple[tuple[str, int], ...]) -> Bench:
        names = tuple(name for name, _ in chosen)
        asked = [
            span
            for name in sorted(set(names))
            if levels.of("availability", (session.id,), people=(name,)).hard
            for span in away[name]
        ]
        if levels.of("availability", (session.id,)).hard:
            asked += [span for g in session.groups for span in shut.get(g, ())]
        return Bench(
            chairs=names,
            people=frozenset(names),
            price=sum(price for _, price in chosen),
            away=merge(asked),
            vacant=any(people[name].state == "vacant" for name in names),
        )

    return tuple(
        tuple(bench(session, chosen) for chosen in _choices(problem, people, session))
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


def hard_statements(problem: Problem, *kinds: type) -> Iterator[object]:
    """The entries of ``rules`` of these types that must be obeyed."""
    for rule in problem.rules:
        if isinstance(rule, kinds) and of_statement(rule, rule.rule).hard:
            yield rule


def others(problem: Problem, rule: Opening | Closing) -> tuple[str, ...]:
    """The sessions that an opening or closing is about, itself left out."""
    if rule.of is None:
        chosen = tuple(s.id for s in problem.held if s.kind != "side-event")
    else:
        chosen = problem.chosen(rule.of)
    return tuple(id for id in chosen if id != rule.session)


def pairs_in_order(
    problem: Problem, rule: Precedence | Opening | Closing
) -> Iterator[tuple[str, str]]:
    """(first, then) for each pair that a statement puts in order."""
    held = {session.id for session in problem.held}
    if isinstance(rule, Precedence):
        for first, then in product(problem.chosen(rule.first), problem.chosen(rule.then)):
            if first != then:
                yield first, then
    elif rule.session in held:
        for other in others(problem, rule):
            yield (rule.session, other) if isinstance(rule, Opening) else (other, rule.session)


def afters(
    problem: Problem,
    grid: Grid,
    slots: tuple[SlotTicks, ...],
    serving: Mapping[int, tuple[int, ...]],
) -> tuple[After, ...]:
    """Precedence that must be obeyed."""
    index = {session.id: i for i, session in enumerate(problem.held)}
    return tuple(
        after(problem, grid, slots, serving, rule, index[first], index[then])
        for rule in hard_statements(problem, Precedence, Opening, Closing)
        if isinstance(rule, Precedence | Opening | Closing)
        for first, then in pairs_in_order(problem, rule)
    )


def after(
    problem: Problem,
    grid: Grid,
    slots: tuple[SlotTicks, ...],
    serving: Mapping[int, tuple[int, ...]],
    rule: Precedence | Opening | Closing,
    a: int,
    b: int,
) -> After:
    """One pair of a statement, whatever its level, in ticks."""
    if not isinstance(rule, Precedence):
        return After(a, b, 0)
    steps: list[tuple[int, int]] = []
    if rule.slots:
        begins = [slots[k].start for k in serving[b]]
        edges = [-FAR, *sorted(set(begins))]
        for e, _ in pairwise([*edges, FAR]):
            later = [t for t in begins if t > e]
            steps.append((e, later[rule.slots - 1] if len(later) >= rule.slots else FAR))
    if rule.days:
        first, last = problem.days[0], problem.days[-1] + timedelta(days=3)
        day = first
        while day <= last:
            # a session that ends at midnight is over on the day that begins then
            steps.append(
                (_midnight(grid, day) - 1, _midnight(grid, day + timedelta(days=rule.days)))
            )
            day += timedelta(days=1)
    return After(a, b, rule.lag // grid.tick, tuple(sorted(steps)))


def _midnight(grid: Grid, day: date) -> int:
    return grid.ceil(at(day, time(0), grid.zone))


def foes(problem: Problem, levels: Levels) -> tuple[frozenset[int], ...]:
    """Sessions that may not meet at once, whatever the room: conflicts, and side events."""
    index = {session.id: i for i, session in enumerate(problem.held)}
    found: defaultdict[int, set[int]] = defaultdict(set)

    def oppose(a: str, b: str) -> None:
        found[index[a]].add(index[b])
        found[index[b]].add(index[a])

    for rule in hard_statements(problem, Conflict):
        if isinstance(rule, Conflict) and rule.count != "slots":
            for a, b in conflicting(problem, rule):
                oppose(a, b)
    for a, b in side_events(problem):
        if levels.of("side_event", (a, b)).hard:
            oppose(a, b)
    return tuple(frozenset(found[i]) for i in range(len(problem.held)))


def side_events(problem: Problem) -> Iterator[tuple[str, str]]:
    """Pairs of sessions of one group of which one is a side event."""
    groups: defaultdict[str, list[Session]] = defaultdict(list)
    for session in problem.held:
        if session.group is not None:
            groups[session.group].append(session)
    for sessions in groups.values():
        if any(session.kind == "side-event" for session in sessions):
            for a, b in combinations(sessions, 2):
                if "side-event" in (a.kind, b.kind):
                    yield a.id, b.id


def conflicting(problem: Problem, rule: Conflict) -> tuple[tuple[str, str], ...]:
    """The pairs of sessions of a conflict, each once, in the planner's order."""
    concerned = problem.chosen((*rule.of, *(rule.against or ())))  # of 10,000 sessions, a few
    position = {id: n for n, id in enumerate(concerned)}
    one = problem.chosen(rule.of)
    other = one if rule.against is None else _against(problem, rule.against, rule.one_way)
    found = {(a, b) if position[a] < position[b] else (b, a) for a in one for b in other if a != b}
    return tuple(sorted(found, key=lambda pair: (position[pair[0]], position[pair[1]])))


def _against(problem: Problem, names: tuple[str, ...], one_way: bool) -> tuple[str, ...]:
    chosen = problem.chosen(names)
    if not one_way:
        return chosen
    known = {session.id: session for session in problem.held}
    plain = {name.removeprefix("group:") for name in names}
    exact = {name.removeprefix("session:") for name in names}
    kinds = {name.removeprefix("kind:") for name in names if name.startswith("kind:")}
    return tuple(
        id
        for id in chosen
        if "all" in names or id in exact or known[id].kind in kinds or known[id].group in plain
    )


def papers(problem: Problem, grid: Grid, levels: Levels) -> tuple[int, ...]:
    """First tick at which each session may start as regards its documents, where asked for."""
    found = []
    for session in problem.held:
        asked = bool(problem.documents) and levels.of("documents", (session.id,)).hard
        days = [document_ready(problem, d.id, session.id) for d in problem.documents if asked]
        found.append(max((_midnight(grid, day) for day in days if day is not None), default=0))
    return tuple(found)


def quorate(problem: Problem, grid: Grid, levels: Levels) -> tuple[int, ...]:
    """First tick at which each session may start as regards its quorum, where asked for."""
    if problem.quorum is None:
        return (0,) * len(problem.held)
    moment = quorum_ready(problem, grid)
    release = FAR if moment is None else max(0, moment)
    return tuple(
        release if session.decides and levels.of("quorum", (session.id,)).hard else 0
        for session in problem.held
    )


def document_ready(problem: Problem, document: str, session: str) -> date | None:
    """The day on which a document may be taken up by a session; None if it is not concerned."""
    paper = next(d for d in problem.documents if d.id == document)
    out = [*([paper.out] if paper.out is not None else []), *paper.languages.values()]
    if not out or session not in problem.chosen(paper.sessions):
        return None
    return max(out) + timedelta(days=paper.reading_days)


def quorum_ready(problem: Problem, grid: Grid) -> int | None:
    """The first tick with enough delegations registered; None if there never are."""
    if problem.quorum is None:
        return None
    moments = [
        grid.ceil(entry.at.replace(tzinfo=grid.zone))
        for entry in problem.quorum.registered
        if entry.delegations >= problem.quorum.needed
    ]
    return min(moments, default=None)


def banned(
    problem: Problem,
    grid: Grid,
    slots: tuple[SlotTicks, ...],
    serving: Mapping[int, tuple[int, ...]],
) -> dict[tuple[int, int, int], tuple[Span, ...]]:
    """By (session, slot, room): spans that hard statements forbid the session there."""
    index = {session.id: i for i, session in enumerate(problem.held)}
    found: defaultdict[tuple[int, int, int], list[Span]] = defaultdict(list)
    for rule in hard_statements(problem, Preference, NothingAfter):
        assert isinstance(rule, Preference | NothingAfter)
        for id in problem.chosen(rule.of):
            i = index[id]
            for k in serving[i]:
                for r, room in enumerate(problem.rooms):
                    found[i, k, r] += unwanted(problem, grid, slots[k], rule, room.id)
    return {key: merge(spans) for key, spans in found.items() if spans}


def unwanted(
    problem: Problem, grid: Grid, slot: SlotTicks, rule: Preference | NothingAfter, room: str
) -> list[Span]:
    """Spans of a slot that a statement does not want its sessions to touch in a room."""
    day = problem.days[0] + timedelta(days=slot.day)

    def clock(hour: time) -> int:
        return grid.ceil(at(day, hour, grid.zone))

    if isinstance(rule, NothingAfter):
        return [(clock(rule.after), FAR)]
    template = slot.id.partition("/")[2]
    inside = (
        (rule.slots is None or template in rule.slots or slot.id in rule.slots)
        and (rule.days is None or day in rule.days)
        and (rule.rooms is None or room in rule.rooms)
    )
    hours = None if rule.hours is None else (clock(rule.hours[0]), clock(rule.hours[1]))
    if rule.rule == "avoid":
        return [] if not inside else [ALWAYS if hours is None else hours]
    if not inside:
        return [ALWAYS]
    return [] if hours is None else [(-FAR, hours[0]), (hours[1], FAR)]


def team_of(problem: Problem, session: Session, sitting: Sitting) -> str | None:
    """Who interprets a sitting that has begun; if nobody is named, the only team that can."""
    offered = problem.interpretation
    if sitting.team is not None or offered is None or not session.languages:
        return sitting.team
    able = [team.id for team in offered.teams if session.languages <= team.languages]
    return able[0] if len(able) == 1 else None


def alike(problem: Problem) -> tuple[frozenset[int], ...]:
    """Rooms that share a part with each room, itself included."""
    parts = [frozenset((room.id, *room.combines)) for room in problem.rooms]
    return tuple(frozenset(s for s, other in enumerate(parts) if own & other) for own in parts)


def travel(problem: Problem, grid: Grid) -> dict[tuple[int, int], int]:
    """Ticks from room to room, where there are any."""
    index = {room.id: r for r, room in enumerate(problem.rooms)}
    minutes = {
        (r, s): problem.travel.minutes for r, s in product(range(len(index)), repeat=2) if r != s
    }
    for walk in problem.travel.between:
        r, s = (index[room] for room in walk.rooms)
        minutes[r, s] = minutes[s, r] = walk.minutes
    return {pair: m // grid.tick for pair, m in minutes.items() if m > 0 and pair[0] != pair[1]}


def moments(problem: Problem) -> Iterator[datetime]:
    """Every moment at which a rule of this module begins or ends to hold."""
    zone = ZoneInfo(problem.meeting.timezone)
    for group in problem.groups:
        for span in spans((*group.available, *group.unavailable), zone, problem.days):
            yield from span
    for team in problem.interpretation.teams if problem.interpretation is not None else ():
        for span in spans((*team.available, *team.unavailable), zone, problem.days):
            yield from span
    for rule in problem.rules:
        hours: tuple[time, ...] = ()
        if isinstance(rule, NothingAfter):
            hours = (rule.after,)
        elif isinstance(rule, Preference) and rule.hours is not None:
            hours = rule.hours
        yield from (at(day, hour, zone) for day in problem.days for hour in hours)
    if problem.quorum is not None:
        yield from (r.at.replace(tzinfo=zone) for r in problem.quorum.registered)
    for person in problem.people:
        if person.remote:
            own = zone if person.timezone is None else ZoneInfo(person.timezone)
            daily = Window.model_construct(daily=person.comfort)
            for span in spans((daily,), own, problem.days):
                yield from span


def durations(problem: Problem) -> Iterator[int]:
    """Every number of minutes that a rule of this module counts in."""
    for rule in problem.rules:
        if isinstance(rule, Precedence):
            yield rule.lag
        elif isinstance(rule, Closing):
            yield rule.reserve
    yield problem.travel.minutes
    yield from (walk.minutes for walk in problem.travel.between)
    offered = problem.interpretation
    if offered is not None:
        yield from (offered.minutes, offered.between)
        yield from [offered.overtime.minutes] if offered.overtime is not None else []
