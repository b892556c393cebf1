"""Changes of trees, lines and characters, as a slip, another program or malice makes them."""

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 10**18, 10**40, 0.5, 1e300, float("inf"), float("nan")),
    *("", " ", "~", "null", "yes", "0", "-1", "1e3", "9" * 500, "1h30", "90m", "24:00", "25:61"),
    *("00:00", "2025-02-30", "0001-01-01", "9999-12-31", "2025-02-25", "2025-02-25 10:00"),
    *("2025-03-30 02:30", "2025-02-25T10:00:00+23:59", "2025-02-25T10:00:00Z", "P1D", "PT0S"),
    *("a", "all", "group:", "kind:session", "plenary", "x" * 2_001, "a/b:c", "*", "&x", "{}", "%s"),
    *(
        "é",
        "\u202e",
        "\x7f",
        "\ud800",
        "\x00",
        "a\nb",
        "\u2028",
        "中",
        "'",
        '"',
        "\\",
        "<b>",
        "&amp;",
    ),
    *([], {}, [[]], [{}], {"id": "a"}, ["a", "a"], {"": None}),
)
CHARACTERS = ":;,-+=/\\\"'<>[]{}()&*!|#%@`~?. \t\n\r0159aTZé\x7f\u2028\U0001f600"
"""What means something in one format or another, and some that mean nothing in any."""


def bent_tree(tree: Any, rng: Random) -> Any:
    """Plain data with one to four of its values replaced, dropped, doubled or moved."""
    made = copy.deepcopy(tree)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        places = [*_places(made)]
        if not places:
            return rng.choice(ODD)
        _bend(made, rng.choice(places), rng)
    return made


Place = tuple[Any, Any]
"""What holds a value, and its name or number in it."""


def _places(value: Any) -> Iterator[Place]:
    if isinstance(value, dict):
        names: Sequence[Any] = [*value]
    else:
        names = range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from _places(value[name])


def _bend(tree: Any, place: Place, rng: Random) -> None:
    holder, name = place
    value = holder[name]
    kind = rng.choice(("odd", "odd", "text", "other", "drop", "double", "wrap", "name", "swap"))
    if kind == "text" and isinstance(value, str | int):
        holder[name] = bent_text(str(value), rng)
    elif kind == "other":
        other, at = rng.choice([*_places(tree)])
        holder[name] = copy.deepcopy(other[at])
    elif kind == "drop":
        del holder[name]
    elif kind == "double" and isinstance(holder, list):
        holder.insert(rng.randrange(len(holder) + 1), copy.deepcopy(value))
    elif kind == "wrap":
        holder[name] = rng.choice(([value], {"id": value}, [value, value]))
    elif kind == "name" and isinstance(holder, dict):
        other, at = rng.choice([*_places(tree)])
        holder[at if isinstance(at, str) else bent_text(str(name), rng)] = holder.pop(name)
    elif kind == "swap" and isinstance(holder, list):
        at = rng.randrange(len(holder))
        holder[name], holder[at] = holder[at], holder[name]
    else:
        holder[name] = copy.deepcopy(rng.choice(ODD))


def bent_text(text: str, rng: Random) -> str:
    """A text with some characters dropped, doubled or replaced."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(text) + 1)
        until = at + rng.choice((0, 0, 1, 1, 3, 8))
        more = rng.choice((rng.choice(CHARACTERS), "", text[at:until] * 2, str(rng.choice(ODD))))
        text = text[:at] + more + text[until:]
    return text


def bent_lines(lines: Sequence[str], rng: Random) -> list[str]:
    """Lines with some dropped, doubled, moved or bent."""
    made = [*lines]
    for _ in range(rng.choice((1, 1, 2, 4))):
        if not made:
            return [str(rng.choice(ODD))]
        at, to = rng.randrange(len(made)), rng.randrange(len(made))
        kind = rng.choice(("text", "text", "text", "drop", "double", "move", "odd"))
        if kind == "text":
            made[at] = bent_text(made[at], rng)
        elif kind == "odd":
            head, mark, _ = made[at].partition(rng.choice((":", "=", " ", ",")))
            made[at] = head + mark + str(rng.choice(ODD))
        else:
            line = made[at] if kind == "double" else made.pop(at)
            made[to:to] = [] if kind == "drop" else [line]
    return made


def as_bytes(text: str) -> bytes:
    """In UTF-8, with half characters as they are."""
    return text.encode("utf-8", "surrogatepass")
