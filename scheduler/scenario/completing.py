"""
What a scenario says of sessions, people and rooms in another place than their own.

Imports write ``attendance`` and ``busy`` into files of their own. They are read here as if they
stood where they belong, so that no check and no rule has to know of them. So are the slots of a
kind that has some of its own.
"""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.errors import did_you_mean
from scheduler.problem.meeting import own_slots
from scheduler.scenario.diagnostics import Finding, quoted
from scheduler.scenario.yaml.tree import Node

OWNERS = {"person": "people", "room": "rooms", "group": "groups"}


def complete(root: Node) -> Node:
    """The scenario with everything where it belongs."""
    return _busy(_housed(_attended(root)))


def check_expected(root: Node) -> Iterator[Finding]:
    """Names of ``attendance`` are sessions or groups; of ``busy``, what is left finds nobody."""
    yield from _unknown_attendance(root)
    yield from _unknown_busy(root)


def _entries(root: Node, collection: str) -> tuple[Node, ...]:
    node = root.child(collection)
    return node.value if node is not None and isinstance(node.value, tuple) else ()


def _with(root: Node, collection: str, entries: tuple[Node, ...]) -> Node:
    return replace(
        root, value={**root.value, collection: replace(root.value[collection], value=entries)}
    )


def _attended(root: Node) -> Node:
    """
    Sessions with the attendance that is expected of them or their group.

    What a session itself says comes first, then its id, then the largest of its groups.
    """
    expected = root.child("attendance")
    if expected is None or not isinstance(expected.value, dict) or not _entries(root, "sessions"):
        return root
    made = tuple(_expecting(session, expected) for session in _entries(root, "sessions"))
    return _with(root, "sessions", made)


def _expecting(session: Node, expected: Node) -> Node:
    if not isinstance(session.value, dict) or "attendance" in session.value:
        return session
    own = _counts(expected, "session", _ids(session))
    of_groups = _counts(expected, "group", _groups(session))
    node = own[0] if own else max(of_groups, key=lambda node: int(node.value), default=None)
    if node is None:
        return session
    return replace(session, value={**session.value, "attendance": node})


def _housed(root: Node) -> Node:
    """
    Sessions of a kind that has slots of its own, in these.

    Unless they are told otherwise: by slots, an exact start or a rolling order.
    """
    only = [(id, _kinds(slot)) for slot in _entries(root, "slots") for id in _ids(slot)]
    if not any(kinds for _, kinds in only) or not _entries(root, "sessions"):
        return root
    orders = [order.child("order") for order in _entries(root, "rolling")]
    rolling = {node.text for order in orders if order is not None for node in _listed(order)}
    made = tuple(_in_own_slots(session, only, rolling) for session in _entries(root, "sessions"))
    return _with(root, "sessions", made)


def _in_own_slots(session: Node, only: list[tuple[str, set[str]]], rolling: set[str]) -> Node:
    kind, pin = session.child("kind"), session.child("pin")
    told = pin is not None and pin.child("exact") is not None
    if kind is None or told or "slots" in session.value or rolling.intersection(_ids(session)):
        return session
    slots = tuple(replace(kind, value=id, text=id) for id in own_slots(kind.text, only))
    if not slots:
        return session
    return replace(session, value={**session.value, "slots": replace(kind, value=slots)})


def _kinds(slot: Node) -> set[str]:
    only = slot.child("only")
    return {node.text for node in _listed(only)} if only is not None else set()


def _listed(node: Node) -> tuple[Node, ...]:
    return node.value if isinstance(node.value, tuple) else ()


def _counts(expected: Node, kind: str, names: list[str]) -> list[Node]:
    nodes = (expected.child(word) for name in names for word in (name, f"{kind}:{name}"))
    return [node for node in nodes if node is not None and isinstance(node.value, int)]


def _ids(entry: Node) -> list[str]:
    id = entry.child("id")
    return [str(id.value)] if id is not None else []


def _groups(session: Node) -> list[str]:
    joint, group = session.child("joint"), session.child("group")
    more = joint.value if joint is not None and isinstance(joint.value, tuple) else ()
    return [str(node.value) for node in (group, *more) if node is not None]


def _unknown_attendance(root: Node) -> Iterator[Finding]:
    expected = root.child("attendance")
    if expected is None or not isinstance(expected.value, dict):
        return
    sessions = _entries(root, "sessions")
    names = {name for s in sessions for name in (*_ids(s), *_groups(s))}
    for name in expected.value:
        bare = name.removeprefix("session:").removeprefix("group:")
        if bare not in names:
            message = f"no session and no group is called {quoted(bare)}{did_you_mean(bare, names)}"
            yield Finding("S022", ("attendance", name), message, key=True)


def _busy(root: Node) -> Node:
    """People, rooms and groups with the windows in which they are busy."""
    busy = root.child("busy")
    if busy is None or not isinstance(busy.value, dict):
        return root
    left = dict(busy.value)
    for kind, collection in OWNERS.items():
        made = []
        for entry in _entries(root, collection):
            for id in _ids(entry):
                for word in (id, f"{kind}:{id}"):
                    more = busy.child(word)
                    if more is not None and isinstance(more.value, tuple) and _alone(root, word):
                        entry = _unavailable(entry, more)
                        left.pop(word, None)
            made.append(entry)
        if made:
            root = _with(root, collection, tuple(made))
    return replace(root, value={**root.value, "busy": replace(busy, value=left)})


def _alone(root: Node, word: str) -> bool:
    """Whether a name without a prefix means one thing only."""
    ids = [id for c in OWNERS.values() for entry in _entries(root, c) for id in _ids(entry)]
    return ":" in word or ids.count(word) == 1


def _unavailable(entry: Node, more: Node) -> Node:
    if not isinstance(entry.value, dict):
        return entry
    own = entry.child("unavailable")
    if own is None:
        return replace(entry, value={**entry.value, "unavailable": more})
    if not isinstance(own.value, tuple):
        return entry
    joined = replace(own, value=own.value + more.value)
    return replace(entry, value={**entry.value, "unavailable": joined})


def _unknown_busy(root: Node) -> Iterator[Finding]:
    busy = root.child("busy")
    if busy is None or not isinstance(busy.value, dict):
        return
    ids = [id for c in OWNERS.values() for entry in _entries(root, c) for id in _ids(entry)]
    for name, node in busy.value.items():
        if not isinstance(node.value, tuple):
            continue
        message = f"{quoted(name)} is several things: write person:, room: or group: before it"
        if name not in ids or ids.count(name) == 1:
            message = f"no person, room or group is called {quoted(name)}{did_you_mean(name, ids)}"
        yield Finding("S017", ("busy", name), message, key=True)
