"""
Names: each given once, and every reference finds one.

Read off the text and not off the types, so that a fault in one field of a session does not hide
an unknown chair in another.
"""

from collections.abc import Iterator

from scheduler.scenario.draft import ODD_ZONES, zone_of
from scheduler.scenario.findings import Finding, Loc, guess, quoted
from scheduler.scenario.tree import Node, Pattern, walk

KINDS = {
    "slots": "slot",
    "rooms": "room",
    "people": "person",
    "sessions": "session",
}
REFERENCES = (
    (("people", "*", "acting"), "people", "S017"),
    (("sessions", "*", "chairs", "*"), "people", "S017"),
    (("sessions", "*", "attendees", "*"), "people", "S017"),
    (("sessions", "*", "rooms", "*"), "rooms", "S018"),
    (("sessions", "*", "pin", "room"), "rooms", "S018"),
    (("rolling", "*", "room"), "rooms", "S018"),
    (("rolling", "*", "substitutes", "*"), "rooms", "S018"),
    (("rolling", "*", "order", "*"), "sessions", "S022"),
    (("rules", "*", "first"), "sessions", "S022"),
    (("rules", "*", "then"), "sessions", "S022"),
)
ZONES = (
    ("meeting", "timezone"),
    ("people", "*", "timezone"),
    *(
        (kind, "*", which, "*", "timezone")
        for kind in ("rooms", "people")
        for which in ("available", "unavailable")
    ),
)


def check_names(root: Node) -> Iterator[Finding]:
    """Everything about names that the text alone tells."""
    yield from _doubles(root)
    yield from _unknown(root)
    yield from _unknown_days(root)
    yield from _unknown_slots(root)
    yield from _twice_in_orders(root)
    yield from _unknown_zones(root)


def _texts(root: Node, pattern: Pattern) -> Iterator[tuple[Loc, str]]:
    """Places and names; a number counts as the name it was written as."""
    for loc, node in walk(root, pattern):
        if isinstance(node.value, str | int) and not isinstance(node.value, bool):
            yield loc, str(node.value)


def _known(root: Node, collection: str) -> dict[str, Loc] | None:
    """The names of a collection; None if some of them cannot be read."""
    named = list(_texts(root, (collection, "*", "id")))
    if len(named) < sum(1 for _ in walk(root, (collection, "*"))):
        return None
    listed = root.child(collection)
    if not named and not (collection == "people" and (listed is None or listed.value == ())):
        return None
    return {name: loc for loc, name in reversed(named)}


def _doubles(root: Node) -> Iterator[Finding]:
    for collection in KINDS:
        first: dict[str, Loc] = {}
        for loc, name in _texts(root, (collection, "*", "id")):
            if name in first:
                where = f"{collection}[{first[name][1]}]"
                message = f"{quoted(name)} names two {collection}; the first is {where}"
                yield Finding("S016", loc, message)
            first.setdefault(name, loc)


def _unknown(root: Node) -> Iterator[Finding]:
    known = {collection: _known(root, collection) for collection in KINDS}
    for pattern, collection, code in REFERENCES:
        names = known[collection]
        for loc, name in _texts(root, pattern):
            if names is not None and name not in names:
                who = "nobody" if collection == "people" else f"no {KINDS[collection]}"
                yield Finding(code, loc, f"{who} is called {quoted(name)}{guess(name, names)}")


def _days(root: Node) -> dict[str, Loc]:
    return {name: loc for loc, name in _texts(root, ("days", "*"))}


def _unknown_days(root: Node) -> Iterator[Finding]:
    days = _days(root)
    for pattern in (("slots", "*", "days", "*"), ("sessions", "*", "days", "*")):
        for loc, day in _texts(root, pattern):
            if days and day not in days:
                yield Finding("S020", loc, _not_a_day(day, days))


def _not_a_day(day: str, days: dict[str, Loc]) -> str:
    return f"{quoted(day)} is not a day of the meeting{guess(day, days)}"


def _unknown_slots(root: Node) -> Iterator[Finding]:
    """``morning`` is a slot; ``2025-02-25/morning`` is one that is held on that day."""
    known, days = _known(root, "slots"), _days(root)
    if known is None:
        return
    held: dict[str | int, set[str]] = {}
    for loc, day in _texts(root, ("slots", "*", "days", "*")):
        held.setdefault(loc[1], set()).add(day)
    for loc, name in _texts(root, ("sessions", "*", "slots", "*")):
        day, slash, slot = name.rpartition("/")
        if slot not in known:
            yield Finding("S019", loc, f"no slot is called {quoted(slot)}{guess(slot, known)}")
        elif slash and days and day not in days:
            yield Finding("S020", loc, _not_a_day(day, days))
        elif slash and day not in held.get(known[slot][1], {day}):
            yield Finding("S019", loc, f"slot {quoted(slot)} is not held on {day}")


def _twice_in_orders(root: Node) -> Iterator[Finding]:
    """A session is held once: it cannot stand twice in the rolling orders."""
    first: dict[str, Loc] = {}
    for loc, name in _texts(root, ("rolling", "*", "order", "*")):
        if name in first:
            where = "this order" if first[name][1] == loc[1] else f"rolling[{first[name][1]}]"
            yield Finding("S023", loc, f"session {quoted(name)} stands already in {where}")
        first.setdefault(name, loc)


def _unknown_zones(root: Node) -> Iterator[Finding]:
    for pattern in ZONES:
        for loc, name in _texts(root, pattern):
            if zone_of(name) is None:
                yield Finding("S024", loc, f"no time zone is called {quoted(name)}{_zone(name)}")


def _zone(name: str) -> str:
    from zoneinfo import available_timezones  # reads a directory tree: only when one is wrong

    zones = {zone for zone in available_timezones() if not zone.startswith(ODD_ZONES)}
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
    if name.replace(" ", "_").title() in cities:
        return f" - did you mean {cities[name.replace(' ', '_').title()]!r}?"
    return guess(name, zones)
