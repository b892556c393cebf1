"""An explanation, for people and for scripts: one idea a line, the place in the file first."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from scheduler.render.terminal.answer import BAD, GOOD, QUIET, WEAK, Line, counted, say, to_json
from scheduler.render.words import printable
from scheduler.timetable.wording import Wording

if TYPE_CHECKING:
    from scheduler.explanation import Claim, Conflict, Explanation

Place = Callable[["Claim"], str]
NAMED = 4
"""Sessions of a conflict that are named in its first line."""


def as_lines(explanation: "Explanation", place: Place, wording: Wording) -> list[Line]:
    """The conflicts, each with its ways out, in titles; how sure all of it is."""
    if explanation.feasible:
        return [say("A timetable that obeys every hard rule is possible.", GOOD, indent=0)]
    if explanation.feasible is None:
        return [say("Not decided in the time given; try more --seconds.", WEAK, indent=0)]
    lines: list[Line] = []
    count = len(explanation.conflicts)
    for n, conflict in enumerate(explanation.conflicts, start=1):
        which = f"Conflict {n} of {count}. " if count > 1 else ""
        smallest = explanation.smallest
        lines += [*_conflict(conflict, which, place, wording, smallest=smallest), Line()]
    return [*lines, say(_certainty(explanation), QUIET, indent=0)]


def _conflict(
    conflict: "Conflict", which: str, place: Place, wording: Wording, *, smallest: bool
) -> list[Line]:
    count = len(conflict.claims)
    rest = f"any {count - 1} of them can" if smallest else "fewer of them may be in conflict"
    alone = f"{which}With {_sessions([wording.of(id) for id in conflict.sessions])} alone,"
    head = f"{alone} these {count} cannot all hold; {rest}:"
    head = head if count > 1 else f"{alone} this cannot hold:"
    placed = [(place(claim), wording.word(claim.says)) for claim in _in_order(conflict, place)]
    width = max(len(where) for where, _ in placed)
    lines = [say(head, BAD, indent=0)]
    lines += [Line(f"  {printable(where):<{width}}  {printable(says)}") for where, says in placed]
    if not conflict.repairs:
        return [*lines, say("No single change was found that helps.", WEAK, indent=0)]
    lines.append(say("What helps (each one was tried; the cheapest first):", indent=0))
    ways = (wording.word(repair.says) for repair in conflict.repairs)
    return [*lines, *(say(f"{n}. {way}") for n, way in enumerate(ways, start=1))]


def _sessions(titles: Sequence[str]) -> str:
    """``A, B and C``; of many the first, and how many more."""
    named = [printable(title) for title in titles]
    if len(named) > NAMED:
        return f"{', '.join(named[:NAMED])} and {len(named) - NAMED} more"
    return " and ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)


def _in_order(conflict: "Conflict", place: Place) -> list["Claim"]:
    """As they stand in the file."""

    def key(claim: "Claim") -> tuple[int, int]:
        _, line, column = place(claim).rsplit(":", 2)
        return int(line), int(column)

    return sorted(conflict.claims, key=key)


def _certainty(explanation: "Explanation") -> str:
    sure = all(conflict.confirmed for conflict in explanation.conflicts)
    parts = [
        "confirmed by a second run" if sure else "not confirmed: the second run ran out of time",
        *([] if explanation.smallest else ["the time ran out: fewer of them may be in conflict"]),
        f"{counted(explanation.asked, 'question')} in {explanation.seconds:.1f} s",
    ]
    return " · ".join(parts)


def as_json(explanation: "Explanation", place: Place) -> bytes:
    """The same as one object."""
    content = {
        "feasible": explanation.feasible,
        "smallest": explanation.smallest,
        "conflicts": [
            {
                "confirmed": conflict.confirmed,
                "sessions": list(conflict.sessions),
                "claims": [
                    {"place": place(c), "kind": c.kind, "says": c.says}
                    for c in _in_order(conflict, place)
                ],
                "repairs": [{"says": r.says, "price": r.price} for r in conflict.repairs],
            }
            for conflict in explanation.conflicts
        ],
    }
    return to_json(content)
