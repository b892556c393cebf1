"""
Who is in the way of whom: for each two bodies, what their sittings at once cost.

The cost is that of the verifier: minutes in which somebody is wanted twice, conflicts that were
stated, delegations too small for two rooms. Bodies that sit at once and cost nothing are grey.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from scheduler.render.languages.language import PictureWords
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Entry
from scheduler.render.pictures.canvas import LEFT, Canvas, begin
from scheduler.render.pictures.svg import INK, QUIET, Rect, TextStyle, fit_text, shade, width
from scheduler.timetable import Charge

RULES = frozenset({"attendee_clash", "person_clash", "conflict", "small_delegation"})
LIGHT, DARK = (254, 224, 210), (165, 15, 21)
APART, AT_ONCE = "#f7f9fb", "#d5dce4"
LABEL_CAP = 170.0
NOTE = TextStyle(size=9.5, fill=QUIET)
MOST = 60
"""Bodies that are drawn; of more, those with the highest costs."""

Pair = tuple[str, str]


def draw(layout: Layout, charges: Sequence[Charge]) -> str:
    """A square for each two bodies, above and below the diagonal alike."""
    words = layout.language.pictures
    canvas = begin(layout, words.clashes)
    entries = layout.entries
    body_of = {e.session: e.group or e.name for e in entries}
    at_once = _at_once(entries, body_of)
    costs = _costs(entries, charges, body_of)
    bodies = _bodies(layout, body_of, costs)
    size = 44.0 if len(bodies) <= 14 else 28.0 if len(bodies) <= 34 else 19.0
    label = min(LABEL_CAP, max([20.0, *(width(b, 10) for b in bodies)]) + 10)
    left, top = LEFT + label, canvas.y + label
    most = max(costs.values(), default=0)
    for i, body in enumerate(bodies):
        name, middle = fit_text(body, label - 8, 10), i * size + size / 2 + 4
        canvas.text(left - 6, top + middle, name, TextStyle(size=10, anchor="end"))
        canvas.text(left + middle, top - 6, name, TextStyle(size=10, turned=True))
        for j, other in enumerate(bodies):
            pair = _pair(body, other)
            cost, minutes = costs.get(pair, 0), at_once.get(pair, 0)
            fill = AT_ONCE if minutes else APART
            if cost:
                fill = shade(cost / most, LIGHT, DARK)
            tooltip = words.pair.format(one=body, other=other, minutes=minutes, cost=cost)
            x, y = left + j * size, top + i * size
            canvas.box(Rect(x, y, size, size), fill=fill, line="#ffffff", title=tooltip)
            amount = f"{cost}" if cost < 10_000 else f"{round(cost / 1_000)}k"
            amount = amount if cost and size > 20 else ""
            ink = "#ffffff" if most and cost / most > 0.5 else INK
            look = TextStyle(size=9.5, fill=ink, anchor="middle")
            canvas.text(x + size / 2, y + size / 2 + 4, amount, look)
    _legend(canvas, top + len(bodies) * size + 24, most, words)
    return canvas.finished(layout.title, words.clashes)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _at_once(entries: Sequence[Entry], body_of: dict[str, str]) -> Counter[Pair]:
    """Minutes in which both sit; entries sorted, so that only neighbours in time are looked at."""
    minutes: Counter[Pair] = Counter()
    running: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.start, e.session)):
        running = [other for other in running if other.end > entry.start]
        for other in running:
            shared = min(entry.end, other.end) - entry.start
            pair = _pair(body_of[entry.session], body_of[other.session])
            minutes[pair] += int(shared.total_seconds()) // 60
        running.append(entry)
    return minutes


def _costs(
    entries: Sequence[Entry], charges: Sequence[Charge], body_of: dict[str, str]
) -> Counter[Pair]:
    """A charge of several sessions is shared by those two that really sit at once."""
    times: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        times[entry.session].append(entry)
    costs: Counter[Pair] = Counter()
    for charge in charges:
        sessions = sorted({s for s in charge.sessions if s in body_of})
        pairs = [p for p in combinations(sessions, 2) if _meet(times[p[0]], times[p[1]])]
        if charge.rule in RULES and pairs:
            for one, other in pairs:
                costs[_pair(body_of[one], body_of[other])] += max(1, charge.amount // len(pairs))
    return costs


def _meet(one: Sequence[Entry], other: Sequence[Entry]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one for b in other)


def _bodies(layout: Layout, body_of: dict[str, str], costs: Counter[Pair]) -> list[str]:
    """In the planner's order, then what has no body."""
    every = [*(g for g in layout.groups if g in body_of.values())]
    every += [name for name in dict.fromkeys(body_of.values()) if name not in every]
    if len(every) <= MOST:
        return every
    of: Counter[str] = Counter()
    for (one, other), cost in costs.items():
        of[one] += cost
        of[other] += cost
    costliest = set(sorted(every, key=lambda body: (-of[body], every.index(body)))[:MOST])
    return [body for body in every if body in costliest]


def _legend(canvas: Canvas, y: float, most: int, words: PictureWords) -> None:
    labels = ((APART, words.never), (AT_ONCE, words.free))
    x = float(LEFT)
    for fill, label in labels:
        canvas.box(Rect(x, y - 9, 14, 12), fill=fill)
        canvas.text(x + 20, y + 1, label, NOTE)
        x += 30 + width(label, 9.5)
    if most:
        for number in range(6):
            canvas.box(
                Rect(x + number * 14, y - 9, 14, 12), fill=shade(number / 5, LIGHT, DARK), line=None
            )
        canvas.text(x + 92, y + 1, words.most.format(cost=f"{most:,}"), NOTE)
    else:
        canvas.text(x, y + 1, words.nothing, NOTE)
