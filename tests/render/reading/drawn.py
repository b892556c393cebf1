"""
Random meetings with timetables and revisions of them, laid out without a solver.

They hold what a page must get right: rolling orders that wait and run over, sessions in none,
side events, several rooms and weeks, clocks that change, sittings past midnight, six languages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from scheduler.problem import Problem, Session, Sitting
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots, localised
from scheduler.problem.fields import InLanguages
from scheduler.timetable import Expected, Record, Timetable, Unplaced
from scheduler.vocabulary.printing import LanguageCode
from tests.random_facts import publishing
from tests.random_facts.meetings import PLACES, Data

GRID = 15
LARGE = 40
"""Sessions."""
LANGUAGES = ("en", "en", "fr", "es", "ru", "zh", "ar")
SUBJECTS = (
    "Opening of the meeting",
    "Contact group on mitigation and adaptation",
    "Rules of procedure",
    "Review of the financial mechanism, second reading",
    "Draft report: capacity-building",
    "Broken square [brackets] and *stars*",
    "Working Group on Effective Treaty Implementation and its exchange of national practices",
    "Fish & <chips> | pipes",
)
SLOTS = (
    ("night", 60, 210),
    ("early", 480, 570),
    ("morning", 600, 780),
    ("noon", 795, 885),
    ("afternoon", 900, 1_080),
    ("evening", 1_110, 1_200),
    ("late", 1_260, 1_425),
)
"""Name, start and end in minutes since midnight; side events sit at noon."""


@dataclass(frozen=True)
class Issues:
    """A scenario with its first issue and a revision of it."""

    problem: Problem
    first: Record
    revised: Record


def draw(seed: int) -> Issues:
    """Equal seeds give equal issues."""
    rng = Random(seed)
    scenario = _scenario(rng)
    if seed % 2:
        _tell_more(Random(f"details {seed}"), scenario)
    problem = Problem.model_validate(scenario)
    sheet = Sheet(rng, problem)
    sheet.lay_out()
    return _issues(rng, sheet)


def named_in(language: LanguageCode, issues: Issues) -> Issues:
    """The same; most sessions and rooms have a name in a language besides."""
    rng, problem = Random(f"names {language}"), issues.problem

    def named(text: InLanguages | None, id: str) -> InLanguages:
        kept = text or InLanguages()
        return kept.model_copy(
            update={language: f"{id} ({language})"} if rng.random() < 0.6 else {}
        )

    sessions = [s.model_copy(update={"titles": named(s.titles, s.id)}) for s in problem.sessions]
    rooms = [r.model_copy(update={"names": named(r.names, r.id)}) for r in problem.rooms]
    update = {"sessions": tuple(sessions), "rooms": tuple(rooms)}
    return replace(issues, problem=problem.model_copy(update=update))


def in_other_words(issues: Issues) -> Problem:
    """The scenario of the first issue, had some of it been worded otherwise then."""
    rng, problem = Random(f"words {len(issues.first.sittings)}"), issues.problem

    def session(now: Session) -> Session:
        changes: list[Data] = [
            {"title": f"{now.title}, as it was called"},
            {"closed": not now.closed},
            {"webcast": not now.webcast},
            {"tbc": not now.tbc},
            {"items": ("1", *now.items)},
            {"description": f"{now.description} as it was told"},
        ]
        return now.model_copy(update=rng.choice(changes) if rng.random() < 0.5 else {})

    return problem.model_copy(update={"sessions": tuple(map(session, problem.sessions))})


def of_scenario(problem: Problem) -> Issues:
    """
    A scenario laid out by hand, and changed in a few places.

    A large one is laid out wherever there is room: to obey its rules takes seconds.
    """
    rng = Random(problem.meeting.id)
    sheet = Sheet(rng, problem)
    if len(problem.sessions) > LARGE:
        sheet.lay_out()
    else:
        sheet.hold(publishing.lay_out(rng, problem))
    return _issues(rng, sheet)


def _issues(rng: Random, sheet: "Sheet") -> Issues:
    first = sheet.record(0)
    for _ in range(rng.choice((1, 2, 4))):
        sheet.revise()
    problem, revised = sheet.problem, sheet.record(1)
    return Issues(problem, _awaited(problem, first), _awaited(problem, revised))


def _awaited(problem: Problem, record: Record) -> Record:
    """Half of what rolls is not expected before some moment, half of these near its start."""
    rng, expected = (
        Random(f"expected {problem.meeting.id} {len(record.sittings)}"),
        list[Expected](),
    )
    ordered = {id for order in problem.rolling for id in order.order}
    for id in sorted(ordered & {s.session for s in record.sittings}):
        if rng.random() < 0.5:
            start = rng.choice(record.timetable.of_session(id)).start
            if rng.random() < 0.5:
                start = rng.choice(record.sittings).start
            start += timedelta(minutes=problem.meeting.grid * rng.randint(-3, 3))
            expected.append(Expected(session=id, start=start, chance=0.01, alpha=0.05))
    return record.model_copy(update={"expected": tuple(expected)})


def _scenario(rng: Random) -> Data:
    zone, first = rng.choice(PLACES)
    days = _days(rng, date.fromisoformat(first))
    chosen = {*rng.sample(SLOTS, rng.choice((2, 3, 4))), SLOTS[1]}
    slots = [_slot(rng, *slot) for slot in sorted(chosen, key=lambda slot: slot[1])]
    rooms = [{"id": f"r{n}", "name": f"Hall {n + 1}"} for n in range(rng.choice((1, 1, 2, 3, 5)))]
    sessions = [_session(rng, n, slots) for n in range(rng.choice((3, 6, 9, 14)))]
    return {
        "meeting": {"id": "m", "title": "Meeting of the parties", "timezone": zone, "grid": GRID},
        "days": days,
        "slots": slots,
        "rooms": rooms,
        "sessions": sessions,
        "rolling": _orders(rng, rooms, sessions),
        "annex": {"language": rng.choice(LANGUAGES), "continued": rng.random() < 0.3},
    }


def _tell_more(rng: Random, scenario: Data) -> None:
    """What a scenario may say besides, of some of its rooms, bodies and sessions."""
    for n, room in enumerate(scenario["rooms"]):
        if rng.random() < 0.5:
            room |= {"floor": f"floor {n // 2}", "floors": {"fr": f"étage {n // 2}"}}
    scenario["groups"] = [
        {"id": f"Body {n}"} | ({"meetings": rng.choice((1, 2, 21))} if rng.random() < 0.5 else {})
        for n in range(1, 5)
    ]
    more: list[Data] = [
        {"closed": True},
        {"webcast": True},
        {"items": ["4(a)", "5"]},
        {"items": ["2"], "organiser": "Friends of the treaty"},
        {"description": "A look at what was decided", "descriptions": {"fr": "Un bilan"}},
        {"languages": ["en"]},
        {"languages": ["en", "fr"]},
    ]
    for session in scenario["sessions"]:
        for fields in rng.sample(more, rng.choice((0, 0, 1, 3))):
            session |= fields
    if rng.random() < 0.5:
        scenario["interpretation"] = {"teams": [{"id": "team", "languages": ["en", "fr"]}]}
    told = [session["id"] for session in scenario["sessions"]]
    scenario["documents"] = [
        {
            "id": "d1",
            "title": "Draft report",
            "symbol": "CONF/1",
            "sessions": told[:2],
            "out": FIRST,
        },
        {"id": "d2", "url": "https://example.org/2", "sessions": told[1:3], "out": FIRST},
        {"id": "d3", "title": "Not to be printed", "sessions": told[:1], "out": FIRST},
    ]


def _days(rng: Random, day: date) -> list[date]:
    found = [day]
    for _ in range(rng.choice((0, 1, 2, 3, 5, 8))):
        found.append(found[-1] + timedelta(days=rng.choice((1, 1, 1, 1, 3))))
    return found


def _slot(rng: Random, name: str, start: int, end: int) -> Data:
    slot: Data = {"id": name, "start": _clock(start), "end": _clock(end)}
    if name == "noon":
        slot["only"] = ["side-event"]
    elif rng.random() < 0.6:
        slot["overtime"] = {"minutes": 30 if name != "late" else 75}
    return slot


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _session(rng: Random, n: int, slots: list[Data]) -> Data:
    """Titles are told apart by their numbers."""
    subject = SUBJECTS[n % len(SUBJECTS)]
    session: Data = {"id": f"s{n}", "title": f"{subject} no. {n + 1}", "minutes": 60}
    session["group"] = f"Body {n % 4 + 1}"
    if any("only" in slot for slot in slots) and rng.random() < 0.2:
        session["kind"] = "side-event"
    if rng.random() < 0.1:
        session["tbc"] = True
    return session


def _orders(rng: Random, rooms: list[Data], sessions: list[Data]) -> list[Data]:
    """None, one, or one for each of two rooms; what is in none is held beside them."""
    free = [s["id"] for s in sessions if "kind" not in s]
    orders = []
    for room in rooms[: rng.choice((0, 1, 1, 2))]:
        count = rng.choice((1, 3, 5))
        order, free = free[:count], free[count:]
        if order:
            orders.append({"room": room["id"], "order": order})
            if rng.random() < 0.2:
                orders[-1]["changeover"] = rng.choice((5, 15))
    return orders


FIRST = date(2024, 1, 1)
KINDS = ("session", "side-event")
Span = tuple[datetime, datetime]


class Sheet:
    """The timetable as it fills; all moments in UTC, by true time where clocks change."""

    def __init__(self, rng: Random, problem: Problem) -> None:
        self._rng, self.problem = rng, problem
        self._slots = {
            side: [slot for slot in day_slots(problem) if slot.template.serves(KINDS[side])]
            for side in (True, False)
        }
        self._held: dict[str, tuple[str, list[Span]]] = {}
        """Session -> its room, and its spans."""

    def hold(self, record: Record) -> None:
        """What a timetable holds."""
        for sitting in record.sittings:
            _, spans = self._held.setdefault(sitting.session, (sitting.room, []))
            spans.append((sitting.start.astimezone(UTC), sitting.end.astimezone(UTC)))

    def lay_out(self) -> None:
        rolled = {id for order in self.problem.rolling for id in order.order}
        for order in self.problem.rolling:
            self._roll(order.room, order.order, order.changeover * MINUTE)
        for session in self.problem.sessions:
            if session.id not in rolled:
                self._hold(session.id, side=session.kind == "side-event")

    def _roll(self, room: str, order: Sequence[str], changeover: timedelta) -> None:
        """One after the other; some wait, some end late, some go on in the next slot."""
        slots = self._slots[False]
        at, n = slots[0].start, 0
        for id in order:
            left, spans = self._rng.choice((45, 90, 150, 240)) * MINUTE, list[Span]()
            while left > timedelta(0) and n < len(slots):
                start = self._start(slots[n], at)
                if start is None:
                    n += 1
                    continue
                over = self._rng.choice((0, 0, slots[n].limit)) * MINUTE
                end = start + min(left, slots[n].end + over - start)
                spans.append((start, end))
                left, at = left - (end - start), end + changeover
            if spans:
                self._clear(room, spans)
                self._held[id] = (room, spans)

    def _clear(self, room: str, spans: list[Span]) -> None:
        """The room is the rolling order's; who is in its way is left out."""
        taken = [
            id
            for id, (where, held) in self._held.items()
            if where == room
            and any(begin < end and start < stop for begin, stop in held for start, end in spans)
        ]
        for id in taken:
            del self._held[id]

    def _start(self, slot: DaySlot, free: datetime) -> datetime | None:
        """When the next may start in a slot; now and then it waits without a reason."""
        after = max(slot.start, free)
        start = after + -(after - slot.start) % (GRID * MINUTE)
        start += self._rng.choice((0, 0, 0, 0, 0, 30)) * MINUTE
        return start if start < slot.end else None

    def _hold(self, id: str, side: bool) -> None:
        """Somewhere where the room is free; nowhere, if a few tries find nothing."""
        for _ in range(4):
            slot = self._rng.choice(self._slots[side])
            room = self._rng.choice(self.problem.rooms).id
            start = slot.start + self._rng.choice((0, 0, 0, 15, 75)) * MINUTE
            last = slot.end + slot.limit * MINUTE
            end = self._rng.choice((slot.end, slot.end, start + 60 * MINUTE, last))
            if start < slot.end and start < end <= last and self._is_free(id, room, start, end):
                self._held[id] = (room, [(start, end)])
                return

    def _is_free(self, id: str, room: str, start: datetime, end: datetime) -> bool:
        return not any(
            begin < end and start < stop
            for other, (where, spans) in self._held.items()
            if other != id and where == room
            for begin, stop in spans
        )

    def revise(self) -> None:
        """One session goes, comes, moves or lasts longer."""
        rng, session = self._rng, self._rng.choice(self.problem.sessions)
        rolled = any(session.id in order.order for order in self.problem.rolling)
        kind = rng.choice(("go", "move", "move", "last", "roll"))
        if kind == "go":
            self._held.pop(session.id, None)
        elif kind == "last":
            self._lengthen(session.id)
        elif kind == "move" and not rolled:
            self._hold(session.id, side=session.kind == "side-event")
        elif self.problem.rolling:
            order = rng.choice(self.problem.rolling)
            for id in order.order:
                self._held.pop(id, None)
            self._roll(order.room, order.order, order.changeover * MINUTE)

    def _lengthen(self, id: str) -> None:
        room, spans = self._held.get(id, ("", []))
        if spans:
            start, end = spans[-1]
            later = end + 30 * MINUTE
            is_side = self.problem.session(id).kind == "side-event"
            into_next = any(end <= slot.start < later for slot in self._slots[is_side])
            if not into_next and self._is_free(id, room, start, later):
                self._held[id] = (room, [*spans[:-1], (start, later)])

    def record(self, revision: int) -> Record:
        zone = self.problem.zone
        sittings = [
            Sitting(
                session=id,
                part=n,
                parts=len(spans),
                room=room,
                start=localised(start, zone),
                end=localised(end, zone),
            )
            for id, (room, spans) in self._held.items()
            for n, (start, end) in enumerate(spans, 1)
        ]
        missing = [s.id for s in self.problem.sessions if s.id not in self._held]
        timetable = Timetable.of(sittings, [Unplaced(session=id, reason="-") for id in missing])
        return Record(
            meeting=self.problem.meeting.id,
            scenario_sha256="",
            timezone=self.problem.meeting.timezone,
            sittings=timetable.sittings,
            unplaced=timetable.unplaced,
            revision=revision,
            as_of=f"{self.problem.days[0]} 08:00" if revision else None,
        )
