"""Pins and waivers of a planner, as the store keeps them in words, and as answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from scheduler.errors import FactError, StoreError, UsageError, did_you_mean
from scheduler.problem import Place, Problem, Waiver
from scheduler.problem.spoken_names import (
    spoken_bodies,
    spoken_people,
    spoken_rooms,
    spoken_sessions,
    unknown,
)
from scheduler.render.reports import log_report
from scheduler.render.reports.log_report import Entry
from scheduler.render.terminal.answer import GOOD, OK, Answer, say
from scheduler.timetable.wording import Wording, wording_of
from scheduler.vocabulary.command_lines import on_store
from scheduler.vocabulary.moments import MeetingCalendar, parse_moment

if TYPE_CHECKING:
    from scheduler.store import Pin, Store

PLACE = re.compile(
    r"(?P<when>\d{4}-\d\d-\d\d \d\d:\d\d)?(?: ?in (?P<room>\S+))?(?: until Rev\.(?P<until>\d+))?",
    re.ASCII,
)
SCOPE = ("sessions", "against", "people", "rooms")
EVERYWHERE = "everywhere"
WAIVABLE: tuple[str, ...] = get_args(Waiver.model_fields["rule"].annotation)
"""Rules that can be waived: those that no statement of the scenario spells out."""


@dataclass(frozen=True, slots=True)
class Orders:
    """
    What a planner wants besides the scenario, for now.

    ``by_hand``: the sessions that were moved by hand, and are pinned until that is published.
    """

    pins: tuple[Place, ...] = ()
    waive: tuple[Waiver, ...] = ()
    by_hand: frozenset[str] = frozenset()

    @property
    def standing(self) -> tuple[Place, ...]:
        """The pins that hold for what is published too: none of a draft that is not."""
        return tuple(pin for pin in self.pins if pin.session not in self.by_hand)


def orders_of(store: "Store", zone: ZoneInfo) -> Orders:
    """Pins and waivers in force."""
    from scheduler import store as stores  # SQLAlchemy, which a scenario alone needs not

    pins = pins_in_force(store)
    return Orders(
        pins=tuple(place_of(pin.session, pin.place, zone) for pin in pins),
        waive=tuple(waiver_of(w.rule, w.subject, w.reason) for w in stores.waivers(store)),
        by_hand=frozenset(pin.session for pin in pins if _until(pin) is not None),
    )


def pins_in_force(store: "Store") -> "tuple[Pin, ...]":
    """The pins in the order set; one that was set by hand holds until the next publication."""
    from scheduler import store as stores  # SQLAlchemy, which a scenario alone needs not

    head = stores.head(store)
    number = head.published.number if head is not None and head.published is not None else -1
    limits = ((pin, _until(pin)) for pin in stores.pins(store))
    return tuple(pin for pin, until in limits if until is None or number < until)


def _until(pin: "Pin") -> int | None:
    """The number of the publication with which a pin lapses."""
    match = PLACE.fullmatch(pin.place)
    return None if match is None or match["until"] is None else int(match["until"])


def word_place(start: datetime | None, room: str | None, until: int | None = None) -> str:
    """``2025-02-28 15:00 in plenary until Rev.1``; ``start`` is local."""
    parts = [f"{start:%Y-%m-%d %H:%M}"] if start is not None else []
    parts += [f"in {room}"] if room is not None else []
    return " ".join([*parts, *([f"until Rev.{until}"] if until is not None else [])])


def place_of(session: str, place: str, zone: ZoneInfo) -> Place:
    """What was kept in words; StoreError if nobody can read it."""
    match = PLACE.fullmatch(place)
    if match is None or (match["when"] is None and match["room"] is None):
        raise StoreError(
            f"the pin of {session}, {place!r}, cannot be read: remove it with "
            f"'rollgrid unpin {session}'"
        )
    when = match["when"]
    start = None if when is None else parse_moment(when, MeetingCalendar(zone)).replace(tzinfo=zone)
    return Place(session=session, start=start, room=match["room"])


def word_scope(names: Mapping[str, tuple[str, ...]]) -> str:
    """``sessions wgtu,wgtr; people wgtu-chair``, or that it is meant everywhere."""
    parts = [f"{key} {','.join(names[key])}" for key in SCOPE if names.get(key)]
    return "; ".join(parts) or EVERYWHERE


def waiver_of(rule: str, subject: str, reason: str) -> Waiver:
    """What was kept in words; UsageError if there is no such rule or scope."""
    if rule not in WAIVABLE:
        hint = did_you_mean(rule, WAIVABLE) or f": expected {', '.join(WAIVABLE)}"
        raise UsageError(f"{rule!r} is not a rule that can be waived{hint}")
    content: dict[str, object] = {"rule": rule, "reason": reason}
    for part in subject.split("; ") if subject != EVERYWHERE else ():
        key, _, names = part.partition(" ")
        content[key] = tuple(names.split(","))
    try:
        return Waiver.model_validate(content)
    except ValidationError as error:
        message = error.errors(include_url=False)[0]["msg"]
        raise UsageError(f"waive {rule}: {message.removeprefix('Value error, ')}") from None


def refuse_unknown(problem: Problem, scope: Mapping[str, Sequence[str]]) -> None:
    """FactError for a waiver of what the scenario does not know; ``scope``: its names by field."""
    teams = problem.interpretation.teams if problem.interpretation is not None else ()
    people = {**spoken_people(problem), **{team.id: () for team in teams}}
    rooms, business = spoken_rooms(problem), spoken_sessions(problem) | spoken_bodies(problem)
    strange = [unknown("no room", n, rooms) for n in scope.get("rooms", ()) if n not in rooms]
    strange += [unknown("nobody", n, people) for n in scope.get("people", ()) if n not in people]
    strange += [
        unknown("no session and no body", name, business)
        for name in (*scope.get("sessions", ()), *scope.get("against", ()))
        if not problem.chosen((name,))
    ]
    if strange:
        raise FactError("; ".join(dict.fromkeys(strange)))


def show_recorded(entries: Sequence[Entry], problem: Problem, *, as_json: bool) -> Answer:
    """An order that was given, or withdrawn."""
    if as_json:
        return Answer(OK, log_report.as_json(entries, problem.zone))
    word = wording_of(problem).word
    next_step = f"it counts in every later solve: {on_store('replan')}"
    lines = [say(f"{entry.name}: {word(entry.words)}", GOOD) for entry in entries]
    return Answer(OK, lines, [f"warning: {e.remark}" for e in entries if e.remark] + [next_step])


def show_listed(
    entries: Sequence[Entry], zone: ZoneInfo, wording: Wording, none: str, *, as_json: bool
) -> Answer:
    """What is in force; ``none`` says that nothing is."""
    if as_json:
        return Answer(OK, log_report.as_json(entries, zone))
    return Answer(OK, log_report.lines(entries, zone, wording) if entries else [say(none)])
