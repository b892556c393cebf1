"""Random facts in words, as they stand on the command line, told at random moments."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

from scheduler.problem import Policy, Problem, Sitting
from scheduler.problem.day_slots import MINUTE, day_slots

POLICIES: tuple[Policy, ...] = get_args(Policy)
FREEZES = ("0", "0", "0", "30m", "1h30", "24h", "999h59")
ODD_MINUTES = ("0", "0m", "1", "1m", "59m", "1h60", "1h00", "999h59m", "9999m", "10000", "-5m", "x")
ODD_MOMENTS = (
    "0001-01-01 00:00",
    "0001-01-01",
    "9999-12-31 23:59",
    "9999-12-31",
    "1899-12-31 23:59",
    "2200-01-01 00:00",
    "0000-01-01 00:00",
    "2030-02-29 10:00",
    "2030-13-01",
    "yesterday",
    "24:00",
    "10:00",
    "2030-03-04T24:00",
    "2030-03-04 10:00:30",
    "2030-03-04 10:00:00.000001",
    "2030-03-04 10:00Z",
    "2030-03-04 10:00+05:30",
    "2030-03-04 10:00+23:59",
    "2030-03-04 10:00-23:59:59",
    "0001-01-01 00:00+14:00",
    "2030-W10-1 10:00",
    "20300304 10:00",
    "２０３０-03-04 10:00",
)
"""Years in which a time zone leaves the calendar, seconds, other zones, what is no moment."""
ODD_NAMES = (
    "",
    "nobody",
    "all",
    "S0",
    "s0 ",
    "kind:session",
    "group:G",
    "é",
    "s\u200b0",
    "{}",
    "at",
)
ODD_JSON = (
    "{",
    "[]",
    "null",
    "{}",
    '{"minutes": 5}',
    '{"id": "other"}',
    '{"title": NaN}',
    '{"title": "\\ud800"}',
    '{"title": "\\u0000"}',
    '{"follows": 3}',
    '{"follows": null}',
    '{"follows": "nobody"}',
    '{"chairs": ["nobody"]}',
    '{"attendees": ["nobody"]}',
    '{"rooms": ["nowhere"]}',
    '{"rooms": []}',
    '{"slots": ["never"]}',
    '{"slots": ["2030-03-04/never"]}',
    '{"slots": []}',
    '{"days": ["1999-01-01"]}',
    '{"days": []}',
    '{"days": ["9999-12-31"]}',
    '{"pin": {"exact": "9999-12-31 23:59"}}',
    '{"pin": {"exact": "0001-01-01 00:00"}}',
    '{"pin": {"room": "nowhere"}}',
    '{"after": "9999-12-31 23:59"}',
    '{"deadline": "0001-01-01 00:00"}',
    '{"after": "2030-03-04 12:00", "deadline": "2030-03-04 11:00"}',
    '{"kind": "side-event"}',
    '{"kind": "plenary"}',
    '{"kind": "side-event", "follows": "s0"}',
    '{"languages": ["xx"]}',
    '{"features": {"moat": 1}}',
    '{"attendance": 1000000}',
    '{"rank": 100000}',
    '{"split": {"least_part": 100000}}',
    '{"split": {"most_parts": 2, "days": "different"}}',
    '{"decides": true}',
    '{"tbc": true, "kind": "side-event", "group": "G"}',
    '{"group": "G", "joint": ["H", "nobody"]}',
    '{"title": "a at 2030-03-04 10:00"}',
    '{"title": "' + "x" * 2_001 + '"}',
    "[" * 3_000,
    '{"unknown": 1}',
)


class Asked(NamedTuple):
    """
    What a planner says: facts, and how the rest is to be replanned.

    Attributes
    ----------
    told
        Facts in words, in the order told.
    now, freeze
        As on the command line.
    undone
        How many of the facts that are published are taken back, from the last one on.
    """

    told: tuple[str, ...]
    now: str | None
    policy: Policy | None
    freeze: str
    undone: int = 0


class Talk:
    """What may be said about a meeting, and when."""

    def __init__(self, rng: Random, problem: Problem, published: Sequence[Sitting]) -> None:
        self.rng, self.problem, self.zone = rng, problem, problem.zone
        self.edges = edges(problem, published)
        self.odd = False
        self._published = sorted(published, key=lambda sitting: sitting.start)

    def asked(self) -> Asked:
        """One to six facts, mostly one or two, about one moment or about any."""
        rng = self.rng
        now = rng.choice(self.edges) if rng.random() < 0.9 else None
        told = [self.fact(now) for _ in range(rng.choice((1, 1, 1, 1, 2, 2, 3, 6)))]
        if rng.random() < 0.05:
            told.append(rng.choice(told))
        said = None if now is None else self.words(now)
        if rng.random() < 0.02:
            said = rng.choice(ODD_MOMENTS)
        policy = rng.choice((None, *POLICIES))
        return Asked(tuple(told), said, policy, rng.choice(FREEZES), rng.choice((0, 0, 0, 1, 2)))

    def words(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f"{local:%Y-%m-%d %H:%M}"

    def moment(self, now: datetime | None) -> str:
        """Any moment in words, often the one at which it is told."""
        rng = self.rng
        if self.is_odd():
            return rng.choice(ODD_MOMENTS)
        chosen = now if now is not None and rng.random() < 0.4 else rng.choice(self.edges)
        if self.is_odd():
            return self.words(chosen) + rng.choice(("Z", "+01:00", "-11:00", ":30", ":00"))
        return self.words(chosen)

    def fact(self, now: datetime | None) -> str:
        """A fact; one in ten is odd in one word or another, and most of those cannot be meant."""
        rng = self.rng
        self.odd = rng.random() < 0.1
        kind = rng.choice(sorted(KINDS if self.odd else self._kinds()))
        words = KINDS[kind](self, now)
        stamped = 1.0 if kind == "speakers" and not self.is_odd() else 0.3
        if rng.random() < 0.1:
            kind = rng.choice((kind.upper(), *SPELLED.get(kind, (f" {kind}  ",))))
        elif self.is_odd():
            kind += "x"
        stamp = f" at {self.told(now)}" if rng.random() < stamped else ""
        return f"{kind} {words}{stamp}"

    def is_odd(self) -> bool:
        """Whether this word is to be odd, now that the fact is."""
        return self.odd and self.rng.random() < 0.4

    def _kinds(self) -> set[str]:
        """Kinds that the meeting knows."""
        problem = self.problem
        gone = set() if problem.quorum is not None else {"quorum-missed"}
        if problem.interpretation is None:
            gone |= {"interpretation-lost", "interpretation-cut"}
        return KINDS.keys() - gone

    def told(self, now: datetime | None) -> str:
        """When a fact is told: mostly now, or earlier."""
        before = [edge for edge in self.edges if now is None or edge <= now]
        chance = self.rng.random()
        if self.is_odd() or chance < 0.1 or not before:
            return self.moment(now)
        return self.words(now if now is not None and chance < 0.6 else self.rng.choice(before))

    def name(self, names: Sequence[str]) -> str:
        if not names or self.is_odd():
            return self.rng.choice(ODD_NAMES)
        return self.rng.choice(names)

    def session(self, now: datetime | None, *, begun: bool | None = None) -> str:
        """One that is published, mostly; ``begun``: and had begun by now, or had not."""
        sittings = [s for s in self._published if now is None or (s.start < now) is begun]
        near = sorted({s.session for s in (sittings if begun is not None else self._published)})
        ids = [s.id for s in self.problem.sessions]
        return self.name(near if near and self.rng.random() < 0.9 else [*ids, "new"])

    def near(self, now: datetime | None) -> str:
        """One that is on, or the next or last but a few."""
        if now is None or self.rng.random() < 0.3 or not self._published:
            return self.session(now)
        before = [s for s in self._published if s.start <= now]
        few = [*before[-3:], *self._published[len(before) : len(before) + 3]]
        return self.name([s.session for s in few])

    def minutes(self, most: int = 10_000) -> str:
        rng, grid = self.rng, self.problem.meeting.grid
        if self.is_odd():
            return rng.choice(ODD_MINUTES)
        choices = (1, 2, grid - 1, grid, grid + 1, 2 * grid, 45, 60, 90, 240, 600)
        chosen = rng.choice([m for m in choices if m <= most] or [1])
        return rng.choice((f"{chosen}m", f"{chosen}", f"{chosen // 60}h{chosen % 60:02}"))

    def later(self, now: datetime | None) -> str:
        """Mostly a moment after now."""
        after = [edge for edge in self.edges if now is None or edge > now]
        if not after or self.rng.random() < 0.1:
            return self.moment(None)
        return self.words(self.rng.choice(after))

    def window(self, now: datetime | None) -> str:
        """In one of its shapes, of which some end before they start."""
        rng = self.rng
        a, b = sorted((self.moment(now), self.later(now)))
        if self.is_odd():
            a, b = b, a
        return rng.choice(
            (
                "",
                a,
                a.partition(" ")[0],
                f"{a} to {b}",
                f"from {a} to {b}",
                f"{a} - {b}",
                f"{a} to {b.partition(' ')[2] or b}",
                f"{a.partition(' ')[0]} to {b.partition(' ')[0]}",
                f"until {b}",
                f"to {b}",
            )
        )

    def about_session(self, now: datetime | None) -> str:
        return f"{self.near(now)} {self.minutes()}"

    def early(self, now: datetime | None) -> str:
        """By less than it lasts, mostly."""
        id = self.near(now)
        lengths = [(s.end - s.start) // MINUTE for s in self._published if s.session == id]
        return f"{id} {self.minutes(sum(lengths) - self.rng.choice((-1, 0, 1, 1, 1, 1)))}"

    def cancelled(self, now: datetime | None) -> str:
        return self.session(now, begun=self.is_odd()) + (" too" if self.is_odd() else "")

    def speakers(self, now: datetime | None) -> str:
        left, limit = (
            self.rng.choice(("0", "1", "3", "3", "14")),
            self.rng.choice(("1m", "3m", "10")),
        )
        if self.is_odd():
            left = self.rng.choice(("9999", "-1", "12345", "all"))
        if self.is_odd():
            limit = self.rng.choice(("0m", "999h", "9999"))
        begun = self.session(now, begun=True) if self.rng.random() < 0.3 else self.near(now)
        return f"{begun} {left} {limit}"

    def added(self, now: datetime | None) -> str:
        rng = self.rng
        id = rng.choice(("new", "new", "newer", "newest", self.session(now)))
        if rng.random() < 0.1:
            return id
        more = self.more() if rng.random() < 0.6 else ""
        return f"{id} {self.minutes()} {more}".rstrip()

    def more(self) -> str:
        """What is said of an added session."""
        rng, problem = self.rng, self.problem
        if self.is_odd():
            return rng.choice(ODD_JSON)
        ids, rooms = [s.id for s in problem.sessions], [r.id for r in problem.rooms]
        people = [p.id for p in problem.people] or ["nobody"]
        days = [str(day) for day in problem.days]
        slot = rng.choice(problem.slots).id
        fields = {
            "follows": rng.choice((*ids, "new")),
            "chairs": rng.sample(people, 1),
            "attendees": rng.sample(people, 1),
            "group": rng.choice(("G", "Z")),
            "rooms": rng.sample(rooms, 1),
            "days": rng.sample(days, 1),
            "slots": [rng.choice((slot, f"{rng.choice(days)}/{slot}"))],
            "split": {"least_part": rng.choice((1, 10, 45))},
            "pin": {rng.choice(("exact", "not_before")): self.words(rng.choice(self.edges))},
            "after": self.words(rng.choice(self.edges)),
            "deadline": self.words(rng.choice(self.edges)),
            "rank": rng.choice((1, 3)),
            "attendance": rng.choice((10, 100)),
            "languages": rng.choice((["en"], ["fr", "en"])),
            "kind": rng.choice(("session", "side-event")),
            "decides": True,
        }
        chosen = rng.sample(sorted(fields), rng.choice((1, 1, 2, 3)))
        return json.dumps({name: fields[name] for name in chosen})

    def absent(self, now: datetime | None) -> str:
        return f"{self.name([p.id for p in self.problem.people])} {self.window(now)}".rstrip()

    def room_lost(self, now: datetime | None) -> str:
        return f"{self.name([r.id for r in self.problem.rooms])} {self.window(now)}".rstrip()

    def team_lost(self, now: datetime | None) -> str:
        offered = self.problem.interpretation
        teams = [] if offered is None else [team.id for team in offered.teams]
        return f"{self.name(teams)} {self.window(now)}".rstrip()

    def cut(self, now: datetime | None) -> str:
        return self.minutes()

    def documents(self, now: datetime | None) -> str:
        papers = [d.id for d in self.problem.documents]
        which = self.name(papers) if papers and self.rng.random() < 0.6 else self.session(now)
        return f"{which} {self.moment(now).partition(' ')[0]}"

    def quorum(self, now: datetime | None) -> str:
        return self.rng.choice(("", f"until {self.moment(None)}", f"to {self.moment(now)}"))


KINDS = {
    "overrun": Talk.about_session,
    "early": Talk.early,
    "late": Talk.about_session,
    "speakers": Talk.speakers,
    "cancelled": Talk.cancelled,
    "added": Talk.added,
    "absent": Talk.absent,
    "room-lost": Talk.room_lost,
    "interpretation-lost": Talk.team_lost,
    "interpretation-cut": Talk.cut,
    "documents": Talk.documents,
    "quorum-missed": Talk.quorum,
}
"""How each of the twelve kinds is told."""
SPELLED = {
    "early": ("early finish", "early-finish", "EARLY"),
    "late": ("late start", "late-start"),
    "cancelled": ("cancel", "canceled"),
    "added": ("add",),
    "room-lost": ("room lost", "Room  Lost"),
    "interpretation-lost": ("interpretation lost",),
    "interpretation-cut": ("interpretation cut",),
    "documents": ("documents late",),
    "quorum-missed": ("quorum missed", "quorum"),
}


def edges(problem: Problem, published: Sequence[Sitting]) -> list[datetime]:
    """Moments in UTC, at which something starts, ends or turns, and a minute before and after."""
    zone = problem.zone
    spans = [(one.start, one.end) for one in published]
    spans += [(slot.start, slot.end) for slot in day_slots(problem)]
    found = {moment.astimezone(UTC) for span in spans for moment in span}
    first, last = min(problem.days), max(problem.days)
    touched = (first - timedelta(days=1), *problem.days, last + timedelta(days=1))
    found |= {midnight(day, zone) for day in touched}
    found |= {a.astimezone(UTC) + (b - a) / 2 // MINUTE * MINUTE for a, b in spans}
    return sorted(m + by * MINUTE for m in found for by in (-1, 0, 0, 1))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)
