"""Impossible statements: they contradict themselves or one another, or are about too little."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from scheduler import problem
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.draft import Draft


def check_statements(draft: Draft) -> Iterator[Finding]:
    """Each statement on its own."""
    for i, rule in draft.rules:
        contradiction = _contradiction(draft, rule)
        if contradiction is not None:
            code, field, message = contradiction
            yield Finding(code, ("rules", i, field), message)


def _contradiction(draft: Draft, rule: problem.Statement) -> tuple[str, str, str] | None:
    """(code, field, what is wrong) of a statement that cannot be meant."""
    match rule:
        case problem.Adjacency() if rule.first == rule.then:
            return "S054", "then", f"{rule.first!r} cannot be next to itself"
        case problem.DaysApart() if rule.sessions[0] == rule.sessions[1]:
            return "S054", "sessions", f"{rule.sessions[0]!r} is always on one day with itself"
        case problem.DaysApart() if rule.most is not None and rule.least > rule.most:
            return "S047", "least", f"least {rule.least} is more than most {rule.most}"
        case problem.Conflict() if _pairs(draft, rule) == 0:
            return "S054", "of", "expected at least two sessions: one session cannot be in parallel"
        case problem.Together() if len(draft.chosen(rule.of)) < 2:
            return "S054", "of", "expected at least two sessions: one session is always together"
        case problem.Position():
            among = {*draft.chosen(rule.of), rule.session}
            if rule.at > len(among):
                return "S047", "at", f"there is no place {rule.at} among {len(among)} sessions"
    return None


def _pairs(draft: Draft, rule: problem.Conflict) -> int:
    one = draft.chosen(rule.of)
    other = one if rule.against is None else draft.chosen(rule.against)
    return 2 if len({*one, *other}) > 1 and one and other else 0


def check_exclusions(draft: Draft) -> Iterator[Finding]:
    """Hard statements two by two; of those that name many sessions the plainest cases only."""
    hard = [(i, rule) for i, rule in draft.rules if rule.level_in_force == "hard"]
    yield from _days(draft, hard)
    yield from _positions(hard)
    yield from _places(draft, hard)


Numbered = Sequence[tuple[int, problem.Statement]]


def _days(draft: Draft, hard: Numbered) -> Iterator[Finding]:
    """On one day together, and on different days."""
    apart = [
        (i, r)
        for i, r in hard
        if isinstance(r, problem.DaysApart) and (r.least > 0 or 0 in r.never)
    ]
    spread = [(i, r) for i, r in hard if isinstance(r, problem.Spread)]
    for _, rule in hard:
        if not isinstance(rule, problem.Together) or rule.same == "room":
            continue
        ids = set(draft.chosen(rule.of))
        for j, other in apart:
            if set(other.sessions) <= ids:
                a, b = other.sessions
                message = f"{a!r} and {b!r} must be on different days, but also in one {rule.same}"
                yield Finding("S048", ("rules", j, "sessions"), message)
        for j, limit in spread:
            for name, body in draft.bodies(limit):
                both = ids & set(body)
                if len(both) > limit.most:
                    message = (
                        f"{len(both)} sessions of {name} must be in one {rule.same}, but "
                        f"at most {limit.most} on a day"
                    )
                    yield Finding("S048", ("rules", j), message)


def _positions(hard: Numbered) -> Iterator[Finding]:
    """Two sessions in one place of an order, or one in two."""
    positions = [(i, r) for i, r in hard if isinstance(r, problem.Position)]
    for (_, a), (j, b) in combinations(positions, 2):
        if a.of == b.of and (a.at == b.at) != (a.session == b.session):
            message = (
                f"{b.session!r} must be number {b.at}, but {a.session!r} must be number {a.at}"
            )
            yield Finding("S048", ("rules", j, "at"), message)


def _places(draft: Draft, hard: Numbered) -> Iterator[Finding]:
    """No place is left that is wished for and not to be avoided."""
    wishes = [(i, r) for i, r in hard if isinstance(r, problem.Preference) and r.hours is None]
    chosen = [(i, r, frozenset(draft.chosen(r.of))) for i, r in wishes]
    kinds = {session.id: session.kind for _, session in draft.sessions}
    blamed: set[int] = set()
    for id in sorted({id for _, _, ids in chosen for id in ids}):
        mine = [(i, r) for i, r, ids in chosen if id in ids]
        last = max(i for i, _ in mine)
        spans = [span for span in draft.calendar if span.slot.serves(kinds[id])]
        rooms = [room.id for _, room in draft.rooms]
        if last in blamed or not spans or not rooms:
            continue
        if not any(_allows(mine, s.id, str(s.day), room) for s in spans for room in rooms):
            blamed.add(last)
            rules = ", ".join(f"rules[{i}]" for i, _ in mine)
            yield Finding("S048", ("rules", last), f"{rules} leave {id!r} no slot and room")


def _allows(rules: list[tuple[int, problem.Preference]], slot: str, day: str, room: str) -> bool:
    for _, rule in rules:
        inside = (
            (rule.slots is None or slot in rule.slots or slot.partition("/")[2] in rule.slots)
            and (rule.days is None or day in map(str, rule.days))
            and (rule.rooms is None or room in rule.rooms)
        )
        if inside != (rule.rule == "prefer"):
            return False
    return True
