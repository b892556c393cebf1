"""
Names: each given once, and every reference finds one.

Read off the text and not off the types, so that a fault in one field of a session does not hide
an unknown chair in another.
"""

from collections.abc import Collection, Iterator

from scheduler.errors import did_you_mean
from scheduler.scenario.checks.field_values import WINDOWED
from scheduler.scenario.diagnostics import Finding, quoted
from scheduler.scenario.draft import ODD_ZONES, zone_of
from scheduler.scenario.yaml.tree import Node, Pattern, walk
from scheduler.vocabulary.locations import Loc, dotted

KINDS = {"slots": "slot", "rooms": "room", "people": "person", "sessions": "session"}
LISTED: tuple[Pattern, ...] = (
    *((collection,) for collection in KINDS),
    ("groups",),
    ("delegations",),
    ("documents",),
    ("deadlines",),
    ("interpretation", "teams"),
)
"""Lists whose entries have a name of their own each."""
REFERENCES = (
    (("people", "*", "acting"), "people", "S017"),
    (("sessions", "*", "chairs", "*"), "people", "S017"),
    (("sessions", "*", "attendees", "*"), "people", "S017"),
    (("sessions", "*", "rooms", "*"), "rooms", "S018"),
    (("sessions", "*", "pin", "room"), "rooms", "S018"),
    (("people", "*", "deputies", "*", "id"), "people", "S017"),
    (("rooms", "*", "combines", "*"), "rooms", "S018"),
    (("travel", "between", "*", "rooms", "*"), "rooms", "S018"),
    (("rules", "*", "among", "*"), "rooms", "S018"),
    (("rules", "*", "rooms", "*"), "rooms", "S018"),
    (("levels", "*", "rooms", "*"), "rooms", "S018"),
    (("waive", "*", "rooms", "*"), "rooms", "S018"),
    (("rolling", "*", "room"), "rooms", "S018"),
    (("rolling", "*", "substitutes", "*"), "rooms", "S018"),
    (("rolling", "*", "order", "*"), "sessions", "S022"),
    (("rules", "*", "session"), "sessions", "S022"),
    (("rules", "*", "sessions", "*"), "sessions", "S022"),
)
NAMED: tuple[Pattern, ...] = tuple(
    (*owner, *more)
    for owner in (
        *(("rules", "*", field) for field in ("of", "each", "against", "first", "then")),
        *(
            (scope, "*", field)
            for scope in ("levels", "waive")
            for field in ("sessions", "against")
        ),
        ("delegations", "*", "follows"),
        ("documents", "*", "sessions"),
    )
    for more in ((), ("*",))
)
"""Where names stand for sessions: a session, a group, a kind or all; alone or in a list."""
SCOPED: tuple[Pattern, ...] = (("levels", "*", "people", "*"), ("waive", "*", "people", "*"))
"""Where people, teams of interpreters and delegations may be named."""
DAYS: tuple[Pattern, ...] = (
    ("slots", "*", "days", "*"),
    ("sessions", "*", "days", "*"),
    ("rules", "*", "days", "*"),
)
SLOTS: tuple[Pattern, ...] = (("sessions", "*", "slots", "*"), ("rules", "*", "slots", "*"))
ZONES = (
    ("meeting", "timezone"),
    ("people", "*", "timezone"),
    *(
        (*owner, which, "*", "timezone")
        for owner in WINDOWED
        for which in ("available", "unavailable")
    ),
)


def check_names(root: Node) -> Iterator[Finding]:
    """Everything about names that the text alone tells."""
    yield from _doubles(root)
    yield from _unknown(root)
    yield from _unknown_scoped(root)
    yield from check_chosen(root)
    yield from _unknown_days(root)
    yield from _unknown_slots(root)
    yield from _twice_in_orders(root)
    yield from _unknown_zones(root)


def _texts(root: Node, pattern: Pattern) -> Iterator[tuple[Loc, str]]:
    """Places and names; a number counts as the name it was written as."""
    for loc, node in walk(root, pattern):
        if isinstance(node.value, str | int) and not isinstance(node.value, bool):
            yield loc, str(node.value)


def _names_of(root: Node, collection: str) -> dict[str, Loc] | None:
    """The names of a collection; None if some of them cannot be read."""
    named = list(_texts(root, (collection, "*", "id")))
    if len(named) < sum(1 for _ in walk(root, (collection, "*"))):
        return None
    listed = root.child(collection)
    if not named and not (collection == "people" and (listed is None or listed.value == ())):
        return None
    return {name: loc for loc, name in reversed(named)}


def _doubles(root: Node) -> Iterator[Finding]:
    for listed in LISTED:
        first: dict[str, Loc] = {}
        for loc, name in _texts(root, (*listed, "*", "id")):
            if name in first:
                where = dotted(first[name][:-1])
                message = f"{quoted(name)} is the id of two {listed[-1]}; the first is {where}"
                yield Finding("S016", loc, message)
            first.setdefault(name, loc)


def _unknown(root: Node) -> Iterator[Finding]:
    names_of = {collection: _names_of(root, collection) for collection in KINDS}
    for pattern, collection, code in REFERENCES:
        names = names_of[collection]
        for loc, name in _texts(root, pattern):
            if names is not None and name not in names:
                who = "nobody" if collection == "people" else f"no {KINDS[collection]}"
                hint = did_you_mean(name, names)
                yield Finding(code, loc, f"{who} is called {quoted(name)}{hint}")


def _unknown_scoped(root: Node) -> Iterator[Finding]:
    people = _names_of(root, "people")
    if people is None:
        return
    others = (("interpretation", "teams", "*", "id"), ("delegations", "*", "id"))
    names = {*people, *(name for pattern in others for _, name in _texts(root, pattern))}
    for loc, name in (text for pattern in SCOPED for text in _texts(root, pattern)):
        if name not in names:
            who = "no person, team or delegation"
            message = f"{who} is called {quoted(name)}{did_you_mean(name, names)}"
            yield Finding("S017", loc, message)


def check_chosen(root: Node) -> Iterator[Finding]:
    """Names stand for sessions, and for the same ones to every reader."""
    sessions, adjacent = _names_of(root, "sessions"), _adjacent(root)
    if sessions is None:
        return
    groups = _groups(root)
    kinds = {name for _, name in _texts(root, ("sessions", "*", "kind"))} | {"session"}
    choices = {"all", *sessions, *groups, *(f"kind:{kind}" for kind in kinds)}
    for loc, name in (text for pattern in NAMED for text in _texts(root, pattern)):
        if loc[:2] in adjacent:
            if name not in sessions:
                message = f"no session is called {quoted(name)}{did_you_mean(name, sessions)}"
                yield Finding("S022", loc, message)
        elif not _stands_for_some(name, sessions, groups, kinds):
            which = "no session, group or kind"
            message = f"{which} is called {quoted(name)}{did_you_mean(name, choices)}"
            yield Finding("S022", loc, message)
        elif name in sessions and groups.get(name, set()) - {name}:
            message = (
                f"{quoted(name)} is a session and also a group of other sessions: write "
                f"'session:{name}' or 'group:{name}'"
            )
            yield Finding("S046", loc, message)


def _adjacent(root: Node) -> set[Loc]:
    """Rules whose ``first`` and ``then`` are one session each."""
    rules = walk(root, ("rules", "*", "rule"))
    return {loc[:2] for loc, node in rules if node.text == "adjacency"}


def _groups(root: Node) -> dict[str, set[str]]:
    """The sessions of each group that has any."""
    ids = {loc[1]: name for loc, name in _texts(root, ("sessions", "*", "id"))}
    members: dict[str, set[str]] = {}
    for pattern in (("sessions", "*", "group"), ("sessions", "*", "joint", "*")):
        for loc, name in _texts(root, pattern):
            members.setdefault(name, set()).add(ids.get(loc[1], ""))
    return members


def _stands_for_some(
    name: str, sessions: dict[str, Loc], groups: dict[str, set[str]], kinds: set[str]
) -> bool:
    prefix, colon, rest = name.partition(":")
    names: dict[str, Collection[str]] = {"session": sessions, "group": groups, "kind": kinds}
    if colon and prefix in names and rest in names[prefix]:
        return True
    return name == "all" or name in sessions or name in groups


def _days(root: Node) -> dict[str, Loc]:
    return {name: loc for loc, name in _texts(root, ("days", "*"))}


def _unknown_days(root: Node) -> Iterator[Finding]:
    days = _days(root)
    for pattern in DAYS:
        for loc, day in _texts(root, pattern):
            if days and day not in days:
                yield Finding("S020", loc, _not_a_day(day, days))


def _not_a_day(day: str, days: dict[str, Loc]) -> str:
    return f"{quoted(day)} is not a day of the meeting{did_you_mean(day, days)}"


def _unknown_slots(root: Node) -> Iterator[Finding]:
    """``morning`` is a slot; ``2025-02-25/morning`` is one that is held on that day."""
    slots, days = _names_of(root, "slots"), _days(root)
    if slots is None:
        return
    days_of: dict[str | int, set[str]] = {}
    for loc, day in _texts(root, ("slots", "*", "days", "*")):
        days_of.setdefault(loc[1], set()).add(day)
    for loc, name in (text for pattern in SLOTS for text in _texts(root, pattern)):
        day, slash, slot = name.rpartition("/")
        if slot not in slots:
            hint = did_you_mean(slot, slots)
            yield Finding("S019", loc, f"no slot is called {quoted(slot)}{hint}")
        elif slash and days and day not in days:
            yield Finding("S020", loc, _not_a_day(day, days))
        elif slash and day not in days_of.get(slots[slot][1], {day}):
            yield Finding("S019", loc, f"slot {quoted(slot)} is not held on {day}")


def _twice_in_orders(root: Node) -> Iterator[Finding]:
    """A session is held once: it cannot stand twice in the rolling orders."""
    first: dict[str, Loc] = {}
    for loc, name in _texts(root, ("rolling", "*", "order", "*")):
        if name in first:
            where = "this order" if first[name][1] == loc[1] else f"rolling[{first[name][1]}]"
            yield Finding("S023", loc, f"session {quoted(name)} is already in {where}")
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
    return did_you_mean(cities.get(name.replace(" ", "_").title(), name), zones)
