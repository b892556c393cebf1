"""The table of registered women and men by body, which the letter of invitation asks for."""

import csv
from collections.abc import Sequence
from io import StringIO

from scheduler.importing.disclosure_control import LEAST, Counts, Shown, protect
from scheduler.importing.registration_counts import Counted
from scheduler.importing.yaml_text import Value, document, listed, mapped

HIDDEN = "·"
EVERYBODY = "Everybody, each person once"
NOTE = (
    f"{HIDDEN} fewer than {LEAST}, or withheld so that no such number can be calculated. People "
    "may be registered for several bodies."
)
TWO = "People who are registered as neither, or did not say, are not in this table."


def titles(counted: Counted) -> tuple[str, ...]:
    """The headings; a third gender has a column where that gives nobody away."""
    third = ("other or not stated",) if _has_third(counted) else ()
    return ("body", "women", "men", *third, "total")


def rows(counted: Counted) -> tuple[tuple[str, Shown], ...]:
    """Each body in the scenario's order, then everybody; None is withheld."""
    columns = 3 if _has_third(counted) else 2
    bodies: Sequence[Counts] = [body.counts[:columns] for body in counted.bodies]
    made = protect(bodies, counted.everybody[:columns])
    names = (*(body.name for body in counted.bodies), EVERYBODY)
    return tuple(zip(names, (*made.rows, made.everybody), strict=True))


def _has_third(counted: Counted) -> bool:
    """Whether those who are neither are many enough in every body; mostly they are not."""
    return bool(counted.bodies) and all(body.counts[2] >= LEAST for body in counted.bodies)


def as_markdown(counted: Counted) -> bytes:
    """A table for the letter."""
    heads = titles(counted)
    lines = [_line(heads), _line(["---", *(["---:"] * (len(heads) - 1))])]
    lines += [_line([_escaped(name), *map(_number, shown)]) for name, shown in rows(counted)]
    return ("\n".join([*lines, "", *_notes(counted)]) + "\n").encode()


def as_csv(counted: Counted) -> bytes:
    """The same for a spreadsheet."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(titles(counted))
    for name, shown in rows(counted):
        safe = f"'{name}" if name[:1] in "=+-@'＝＋－＠" else name
        writer.writerow([safe, *map(_number, shown)])
    for note in _notes(counted):
        writer.writerow([note])
    return text.getvalue().encode("utf-8-sig")


def _notes(counted: Counted) -> list[str]:
    return [NOTE] if _has_third(counted) else [f"{NOTE} {TWO}"]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>|~&#$" else c for c in text)


def _number(shown: int | None) -> str:
    return HIDDEN if shown is None else str(shown)


def as_part(counted: Counted, source: str) -> bytes:
    """Delegations and expected attendance, for a file that a scenario includes."""
    delegations: list[Value] = [
        {"id": name, "people": people, "follows": list(follows)}
        for name, people, follows in counted.delegations
        if follows
    ]
    return document(
        [
            f"# Counted from {source}; a scenario reads it with 'include: [this file]'.",
            "# For planning: sizes of delegations are not rounded, so do not publish this file.",
        ],
        listed("delegations", delegations),
        mapped("attendance", counted.attendance),
    )
