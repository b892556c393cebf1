"""What the families of stated rules share: which sessions are meant, and where they sit."""

from collections.abc import Collection, Iterable

from scheduler.verifier.reading import Reading, Stay


def placed(reading: Reading, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of the sessions that are placed."""
    return tuple(id for id in ids if reading.placed(id))


def stays(reading: Reading, ids: Iterable[str]) -> tuple[Stay, ...]:
    """The sittings of those of the sessions that are placed, in order of time."""
    sittings = [stay for id in placed(reading, ids) for stay in reading.stays_of[id]]
    return tuple(sorted(sittings, key=lambda s: (s.start, s.end, s.session)))


def past(sittings: Collection[Stay]) -> bool:
    """Whether all sittings that make up an amount have begun; what none makes up is judged."""
    return bool(sittings) and all(stay.begun for stay in sittings)


def slot_of(stay: Stay) -> str | None:
    """The id of the day slot in which a sitting starts."""
    return None if stay.slot is None else stay.slot.id


def named(slot: str, names: Iterable[str] | None) -> bool:
    """Whether a day slot is among slots named ``morning`` or ``2025-02-25/morning``."""
    return names is None or slot in names or slot.partition("/")[2] in names


def sessions_of(sittings: Iterable[Stay]) -> tuple[str, ...]:
    """The sessions of sittings, each once, in order of time."""
    return tuple(dict.fromkeys(stay.session for stay in sittings))


def many(count: int, thing: str) -> str:
    """``1 room``, ``2 rooms``."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
