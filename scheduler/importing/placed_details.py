"""Fields of a session that a row of a table gives besides when and where it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from scheduler.importing.person_names import PersonNames, several
from scheduler.importing.placed_table import Placed, PlacedRows, sessions_of
from scheduler.scenario.tables.papers import papers_in
from scheduler.scenario.tables.sessions import WORDS, slug

Entry = dict[str, Any]
SIDE = "side-event"
SWITCHES = ("tbc", "closed", "webcast")
OPEN = (
    *("open", "open to all", "public", "ouvert", "ouverte", "publique", "abierta", "abierto"),
    *("publica", "publico", "открытое", "открыто", "открытая", "公开", "مفتوح", "مفتوحة"),
)
CLOSED = (
    *("closed", "closed meeting", "private", "ferme", "fermé", "fermée", "privé", "privée"),
    *("à huis clos", "cerrada", "cerrado", "privada", "privado", "закрытое", "закрыто"),
    *("закрытая", "非公开", "闭门", "مغلق", "مغلقة"),
)
ACCESS = {**dict.fromkeys(OPEN, False), **dict.fromkeys(CLOSED, True)}
"""Besides yes and no, what may stand in a column of what is open or closed."""
LONGEST = 2_000
PERSONAL = ("description", "organiser")


def described(row: Placed) -> Entry:
    """What it says of its session, as the fields of one; what it says no to is there as False."""
    fields = row.fields
    made: Entry = {f: fields[f] for f in ("label", "group", *PERSONAL) if f in fields}
    if "kind" in fields and slug(fields["kind"]) != "session":
        made["kind"] = slug(fields["kind"])
    for name in ("joint", "chairs", "items"):
        words = [word.strip() for word in fields.get(name, "").split(";") if word.strip()]
        made |= {name: words} if words else {}
    number = fields.get("attendance", "")
    if number.isascii() and number.isdecimal() and 0 < len(number) < 7 and int(number):
        made["attendance"] = int(number)
    return made | switches(fields)


def switches(fields: Mapping[str, str]) -> dict[str, bool]:
    """To be confirmed, closed, webcast: as far as a row says yes or no."""
    said = {name: fields[name].casefold().strip() for name in SWITCHES if name in fields}
    words = {name: WORDS | (ACCESS if name == "closed" else {}) for name in said}
    return {name: words[name][word] for name, word in said.items() if word in words[name]}


def speakers(rows: Sequence[Placed]) -> dict[int, list[str]]:
    """Numbers for the persons that each row names: ``person-1``, for a scenario holds no names."""
    number = count(1)
    ids: dict[str, str] = {}
    made = {}
    for row in rows:
        names = several(row.fields.get("speakers", ""))
        for name in names:
            if name.casefold() not in ids:
                ids[name.casefold()] = f"person-{next(number)}"
        made[row.row] = list(dict.fromkeys(ids[name.casefold()] for name in names))
    return made


def tidy(placed: PlacedRows) -> None:
    """
    Leaves out of the rows what a scenario cannot have, and says so in ``placed.remarks``.

    Texts that name a speaker, texts that are too long, words that mean neither yes nor no.
    """
    names = PersonNames.of(n for r in placed.rows for n in several(r.fields.get("speakers", "")))
    for at, row in enumerate(placed.rows):
        fields = dict(row.fields)
        for name in PERSONAL:
            if names.are_in(fields.get(name, "")):
                del fields[name]
                placed.remarks.append(f"row {row.row}: the {name} names a person, and is left out")
            elif len(fields.get(name, "")) > LONGEST:
                fields[name] = f"{fields[name][: LONGEST - 4].rsplit(' ', 1)[0]} ..."
                placed.remarks.append(f"row {row.row}: the {name} is cut to {LONGEST:,} letters")
        for name in SWITCHES:
            if name in fields and name not in switches(fields):
                said = fields.pop(name)[:40]
                placed.remarks.append(f"row {row.row}: {name}: {said!r} is neither yes nor no")
        placed.rows[at] = row.with_fields(fields)


def documents(placed: PlacedRows) -> Iterator[Entry]:
    """Each paper once, with all sessions that take it up."""
    papers: dict[str, Entry] = {}
    for id, parts in sessions_of(placed):
        for paper in papers_in(parts[0].fields.get("documents", "")):
            entry: Entry = {"id": slug(paper.symbol), "symbol": paper.symbol}
            entry |= {"url": paper.url} if paper.url else {}
            papers.setdefault(entry["id"], {**entry, "sessions": []})["sessions"].append(id)
    yield from papers.values()


def bodies(placed: PlacedRows, known: Iterable[str] = ()) -> list[Entry]:
    """
    The bodies whose meetings are counted, with the number of their first one here.

    ``known``: bodies that the scenario has already. Numbers that do not follow one another are
    not taken, and that is said in ``placed.remarks``.
    """
    of_body: defaultdict[str, list[Placed]] = defaultdict(list)
    for row in placed.rows:
        if "group" in row.fields and slug(row.fields.get("kind", "")) != SIDE:
            of_body[row.fields["group"]].append(row)
    made = []
    for body, rows in of_body.items():
        rows.sort(key=lambda row: (row.start, row.room, row.id))
        numbers = [_number(row.fields.get("meeting_number", "")) for row in rows]
        first = numbers[0] or 0
        if not any(numbers) or body in known:
            continue
        if numbers == [*range(first, first + len(rows))]:
            made.append({"id": body, "meetings": first})
        else:
            said = f"the numbers of the meetings of {body[:60]} do not count them all in order"
            placed.remarks.append(f"{said}: not taken over")
    return made


def _number(text: str) -> int | None:
    """``3``, ``3rd meeting``, ``第3次会议``"""
    digits = "".join(c if c.isascii() and c.isdecimal() else " " for c in text).split()
    return int(digits[0]) if len(digits) == 1 and len(digits[0]) < 6 and int(digits[0]) else None
