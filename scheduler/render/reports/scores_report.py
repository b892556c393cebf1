"""Figures of one timetable, or of two side by side with the difference."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from scheduler.insight.scoring import Load, Score, Share, Use
from scheduler.render.reports.replan_report import DEAREST, charges
from scheduler.render.terminal.answer import BAD, QUIET, WIDTH, Line, counted, say, to_json
from scheduler.render.terminal.figures import fit_table
from scheduler.render.words import day_of, printable, weekday
from scheduler.timetable.wording import Wording

TOP = 10
"""Sessions, groups and people that are told without ``--all``."""
Pairs = Sequence[tuple[str, int]]
Row = tuple[str, ...]


class Table(NamedTuple):
    """Heads and rows, and how many rows are left out."""

    rows: Sequence[Row]
    more: int


Figures = TypeVar("Figures", Share, Use, Load)


def lines(
    names: Sequence[str],
    scores: Sequence[Score],
    wording: Wording,
    *,
    width: int = WIDTH,
    every: bool = False,
) -> list[Line]:
    """
    Cost by tier, rule and session; then fairness, fullness and load; then the lines.

    ``width``: columns that no table passes.
    """
    scores = [_titled(score, wording) for score in scores]
    lines = [*_broken(names, scores)]
    for table in _tables(names, scores, None if every else TOP):
        lines += _drawn(table, width)
    for name, score in zip(names, scores, strict=True):
        lines += _charges(name, score, wording, every=every)
    return lines[1:] if lines and not lines[0].plain else lines


def _tables(names: Sequence[str], scores: Sequence[Score], most: int | None) -> list[Table]:
    return [
        _amounts("tier", names, [s.tiers for s in scores]),
        _amounts("rule", names, [s.rules for s in scores]),
        _amounts("session", names, [s.sessions for s in scores], most),
        _shares("group", [s.groups for s in scores], most),
        _shares("region", [s.regions for s in scores]),
        _uses("room", [s.rooms for s in scores]),
        _uses("day", [s.days for s in scores]),
        _loads([s.people for s in scores], most),
    ]


def _titled(score: Score, wording: Wording) -> Score:
    """The figures under titles; where two share one, the id tells them apart."""
    return replace(
        score,
        sessions=tuple(
            (name, amount)
            for name, (_, amount) in zip(
                _apart([id for id, _ in score.sessions], wording), score.sessions, strict=True
            )
        ),
        groups=_renamed(score.groups, wording),
        rooms=_renamed(score.rooms, wording),
        days=tuple(replace(d, name=_day(d.name)) for d in score.days),
        people=_renamed(score.people, wording),
    )


def _renamed(things: Sequence[Figures], wording: Wording) -> tuple[Figures, ...]:
    names = _apart([thing.name for thing in things], wording)
    return tuple(replace(thing, name=name) for thing, name in zip(things, names, strict=True))


def _apart(ids: Sequence[str], wording: Wording) -> list[str]:
    shared = Counter(wording.titles.values())
    titles = ((id, wording.of(id)) for id in ids)
    return [f"{title} ({id})" if shared[title] > 1 else title for id, title in titles]


def _day(day: str) -> str:
    """``Tue 5 March``"""
    moment = date.fromisoformat(day)
    return f"{weekday(moment)[:3]} {day_of(moment)}"


def _broken(names: Sequence[str], scores: Sequence[Score]) -> list[Line]:
    return [
        say(
            f"{name} breaks {'at least ' if s.more else ''}"
            f"{counted(s.violations, 'hard rule')}: see verify",
            BAD,
        )
        for name, s in zip(names, scores, strict=True)
        if s.violations
    ]


def _amounts(
    head: str, names: Sequence[str], sides: Sequence[Pairs], most: int | None = None
) -> Table:
    """One amount a line for each side, and what the second has more."""
    amounts = [dict(side) for side in sides]
    longest = sorted(sides, key=len, reverse=True)
    all_names = list(dict.fromkeys(name for side in longest for name, _ in side))
    if head != "tier":
        all_names.sort(key=lambda n: (-max(side.get(n, 0) for side in amounts), n))
    rows = [
        (name, *_sides([side.get(name, 0) for side in amounts]))
        for name in all_names[: most or len(all_names)]
    ]
    columns = (
        head,
        *(names if len(names) > 1 else ("cost",)),
        *(["more"] if len(names) > 1 else []),
    )
    return Table((columns, *rows), len(all_names) - len(rows))


def _sides(amounts: Sequence[int]) -> tuple[str, ...]:
    """``120``; of two ``120  90  -30``, with nothing where they are equal."""
    figures = tuple(f"{amount:,}" for amount in amounts)
    if len(amounts) < 2:
        return figures
    more = amounts[1] - amounts[0]
    return (*figures, f"{more:+,}" if more else "")


def _figures(
    head: str,
    sides: Sequence[Sequence[Any]],
    columns: Sequence[tuple[str, Callable[[Any], int]]],
    most: int | None = None,
) -> Table:
    """Several figures a line; of two sides ``120 > 90``, or ``120`` where they are equal."""
    by_name = [{thing.name: thing for thing in side} for side in sides]
    all_names = list(dict.fromkeys(name for side in by_name for name in side))
    rows = [
        (name, *(_figure([side.get(name) for side in by_name], of) for _, of in columns))
        for name in all_names[: most or len(all_names)]
    ]
    heads = (head, *(title for title, _ in columns))
    return Table((heads, *rows), len(all_names) - len(rows))


def _figure(things: Sequence[Any], of: Callable[[Any], int]) -> str:
    figures = [f"{of(thing):,}" if thing is not None else "-" for thing in things]
    return " > ".join(dict.fromkeys(figures)) if len(set(figures)) > 1 else figures[0]


def _shares(head: str, sides: Sequence[Sequence[Share]], most: int | None = None) -> Table:
    """Where there are too many to tell all, those that fare worst come first."""
    columns: list[tuple[str, Callable[[Share], int]]] = [
        ("sessions", lambda s: s.sessions),
        ("sittings", lambda s: s.sittings),
        ("minutes", lambda s: s.minutes),
        ("lost", lambda s: s.lost),
        ("last slot", lambda s: s.last),
        ("evening", lambda s: s.evening),
    ]
    if most is not None and any(len(side) > most for side in sides):
        sides = [sorted(side, key=lambda s: (-s.lost, -s.last - s.evening)) for side in sides]
    return _figures(head, sides, columns, most)


def _uses(head: str, sides: Sequence[Sequence[Use]]) -> Table:
    columns: list[tuple[str, Callable[[Use], int]]] = [
        ("minutes used", lambda u: u.used),
        ("offered", lambda u: u.offered),
        ("percent", lambda u: 100 * u.used // u.offered if u.offered else 0),
    ]
    return _figures(head, sides, columns)


def _loads(sides: Sequence[Sequence[Load]], most: int | None) -> Table:
    columns: list[tuple[str, Callable[[Load], int]]] = [
        ("sittings", lambda load: load.sittings),
        ("minutes", lambda load: load.minutes),
        ("longest day", lambda load: load.longest),
    ]
    return _figures("presiding", sides, columns, most)


def _charges(name: str, score: Score, wording: Wording, *, every: bool) -> list[Line]:
    if not score.charges:
        return []
    head = [Line(), say(f"{name}: {counted(len(score.charges), 'charge')}", QUIET)]
    return [*head, *charges(score.charges, wording, len(score.charges) if every else DEAREST)]


def _drawn(table: Table, width: int) -> list[Line]:
    """A blank line, the heads, the rows; numbers to the right. Nothing if there are no rows."""
    if len(table.rows) < 2:
        return []
    heads, *rows = fit_table([tuple(map(printable, row)) for row in table.rows], width)
    lines = [Line(), *(Line(text, QUIET) for text in heads)]
    lines += [Line(text) for row in rows for text in row]
    return [*lines, say(f"and {table.more} more: --all", QUIET)] if table.more > 0 else lines


def as_json(names: Sequence[str], scores: Sequence[Score]) -> bytes:
    """One object with everything of each timetable, by the name of its file."""
    listed = [
        {"timetable": name, **_plain(score)} for name, score in zip(names, scores, strict=True)
    ]
    return to_json({"scores": listed})


def _plain(score: Score) -> dict[str, Any]:
    return {
        "violations": score.violations,
        "more": score.more,
        "tiers": dict(score.tiers),
        "rules": dict(score.rules),
        "sessions": dict(score.sessions),
        **{
            field: [asdict(thing) for thing in getattr(score, field)]
            for field in ("groups", "regions", "rooms", "days", "people")
        },
        "charges": [charge.model_dump() for charge in score.charges],
    }
