"""
A case for the oracle: a scenario, perhaps what is published, and what is told, as plain data.

What fails is shrunk: whatever can be left out while it still fails in the same way is left out, and
the rest is printed as a scenario, a timetable and the facts, to be looked at by a person.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import scheduler
from scheduler.interface.plan import plan_of
from scheduler.problem import Place, Policy, Problem
from scheduler.timetable import files
from tests.oracle.drawing import Data
from tests.oracle.meeting import Meeting, Sit, local
from tests.oracle.standing import Fact, Told

SECONDS = 20.0
"""Of the program's search; no small meeting takes so long."""
PATIENCE = 90.0
"""Seconds of shrinking."""


class Disagreement(AssertionError):
    """The program and the page differ; ``kind`` says in what."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


class Useless(Exception):
    """The reader refuses the scenario, or it is too large to count."""


@dataclass(frozen=True)
class Case:
    """
    Attributes
    ----------
    scenario
        As it stands in the file.
    rows, unplaced
        Of what is published: sittings as in a timetable file.
    facts, now, policy, freeze
        What is told, and how the rest is planned; ``now`` is ISO 8601.
    """

    scenario: Data
    rows: tuple[Data, ...] = ()
    unplaced: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    now: str = ""
    policy: Policy | None = None
    freeze: int = 0
    pins: tuple[Place, ...] = ()
    bans: tuple[Place, ...] = ()
    more: Data = field(default_factory=dict)

    def load(self) -> scheduler.Scenario:
        return loaded(json.dumps(self.scenario))

    def plan(self) -> scheduler.Plan:
        """What is published, as a hand-made timetable."""
        scenario = self.load()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "published.json"
            path.write_text(json.dumps(self.timetable(scenario.problem)), encoding="utf-8")
            return plan_of(scenario, files.read(path), name="published.json")

    def under(self, policy: Policy) -> "Case":
        """The same under another policy."""
        return replace(self, policy=policy)

    def write(self, folder: Path) -> tuple[Path, Path]:
        """The scenario and what is published, as files."""
        scenario, published = folder / "scenario.yaml", folder / "published.json"
        scenario.write_text(json.dumps(self.scenario), encoding="utf-8")
        timetable = self.timetable(self.load().problem)
        published.write_text(json.dumps(timetable), encoding="utf-8")
        return scenario, published

    def timetable(self, problem: Problem) -> Data:
        return {
            "format_version": 1,
            "meeting": problem.meeting.id,
            "scenario_sha256": "0" * 64,
            "timezone": problem.meeting.timezone,
            "sittings": list(self.rows),
            "unplaced": [{"session": id, "reason": "none"} for id in self.unplaced],
            **self.more.get("file", {}),
        }

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.now)

    @property
    def words(self) -> list[str]:
        return [fact.words() for fact in self.facts]

    @property
    def told(self) -> Told:
        policy = self.policy or "roll"
        return Told(self.facts, self.moment, policy, self.freeze, self.pins, self.bans)

    def __str__(self) -> str:
        data = {k: v for k, v in asdict(self).items() if v not in ((), "", None, {})}
        for kind in ("pins", "bans"):
            if kind in data:
                data[kind] = [place.model_dump(mode="json") for place in data[kind]]
        return json.dumps(data, default=str)

    @classmethod
    def read(cls, text: str) -> "Case":
        """What ``str`` wrote."""
        data = json.loads(text)
        data["rows"] = tuple(data.get("rows", ()))
        data["unplaced"] = tuple(data.get("unplaced", ()))
        data["facts"] = tuple(_fact(f) for f in data.get("facts", ()))
        for kind in ("pins", "bans"):
            data[kind] = tuple(map(Place.model_validate, data.get(kind, ())))
        return cls(**data)


@lru_cache(maxsize=64)
def loaded(text: str) -> scheduler.Scenario:
    """A scenario, read once; Useless if the reader refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            return scheduler.load(path)
        except scheduler.ScenarioError as error:
            raise Useless(str(error)) from error


def _fact(data: Data) -> Fact:
    found = dict(data)
    for name in ("start", "end", "told"):
        found[name] = datetime.fromisoformat(found[name]) if found.get(name) else None
    found["day"] = date.fromisoformat(found["day"]) if found["day"] else None
    return Fact(**found)


def rows(problem: Problem, sits: Any) -> tuple[Data, ...]:
    """Sittings as rows of a timetable file."""
    zone = problem.meeting.timezone
    by: dict[str, list[Sit]] = {}
    for sit in sorted(sits, key=lambda s: (s.start, s.room)):
        by.setdefault(sit.session, []).append(sit)
    found = []
    for own in by.values():
        for n, sit in enumerate(own):
            row: Data = {"session": sit.session, "part": n + 1, "parts": len(own)}
            row["room"] = sit.room
            row["start"], row["end"] = (local(m, zone).isoformat() for m in (sit.start, sit.end))
            if sit.chairs:
                row["chairs"] = list(sit.chairs)
            if sit.team is not None:
                row["team"] = sit.team
            found.append(row)
    return tuple(found)


def told(meeting: Meeting, sits: Any) -> str:
    """Sittings in a line, for people."""
    return " ".join(
        f"{s.session}@{s.room} {local(s.start, meeting.tz):%d %H:%M}-"
        f"{local(s.end, meeting.tz):%H:%M}{','.join(s.chairs)}{s.team or ''}"
        for s in sorted(sits, key=lambda s: (s.start, s.room))
    )


# --- shrinking -----------------------------------------------------------------------------------


def agree(case: Case, check: Callable[[Case], object], seed: object) -> None:
    """Check a case; if it fails, fail with the seed and a small case that fails alike."""
    try:
        check(case)
    except Disagreement as error:
        small, said = shrunk(case, check, error)
        raise Disagreement(error.kind, f"seed {seed}\n{said}\n{small}") from None


def shrunk(
    case: Case, check: Callable[[Case], object], error: Disagreement
) -> tuple[Case, Disagreement]:
    until = time.monotonic() + PATIENCE
    smaller = True
    while smaller:
        smaller = False
        for candidate in simpler(case):
            if time.monotonic() > until:
                return case, error
            said = fails(candidate, check)
            if said is not None and said.kind == error.kind:
                case, error, smaller = candidate, said, True
                break
    return case, error


def fails(case: Case, check: Callable[[Case], object]) -> Disagreement | None:
    try:
        check(case)
    except Disagreement as error:
        return error
    except Exception:  # no disagreement, so not the case that is made smaller
        return None
    return None


def simpler(case: Case) -> Iterator[Case]:
    for session in case.scenario["sessions"]:
        if len(case.scenario["sessions"]) > 1:
            yield without(case, session["id"])
    for n in range(len(case.facts)):
        yield replace(case, facts=case.facts[:n] + case.facts[n + 1 :])
    for kind in ("pins", "bans"):
        for n, _ in enumerate(getattr(case, kind)):
            yield replace(case, **{kind: getattr(case, kind)[:n] + getattr(case, kind)[n + 1 :]})
    if case.freeze:
        yield replace(case, freeze=0)
    for n in range(len(case.rows)):
        for key in ("chairs", "team"):
            if key in case.rows[n]:
                row = {k: v for k, v in case.rows[n].items() if k != key}
                yield replace(case, rows=(*case.rows[:n], row, *case.rows[n + 1 :]))
    for path in paths(case.scenario):
        yield replace(case, scenario=cut(case.scenario, path))


def without(case: Case, id: str) -> Case:
    """Without a session, and all that is about it."""
    data = deepcopy(case.scenario)
    data["sessions"] = [s for s in data["sessions"] if s["id"] != id]
    for order in data.get("rolling", ()):
        order["order"] = [other for other in order["order"] if other != id]
    data["rolling"] = [o for o in data.get("rolling", ()) if o["order"]]
    data["rules"] = [r for r in data.get("rules", ()) if f'"{id}"' not in json.dumps(r)]
    return replace(
        case,
        scenario=data,
        rows=tuple(r for r in case.rows if r["session"] != id),
        unplaced=tuple(u for u in case.unplaced if u != id),
        facts=tuple(f for f in case.facts if f.about != id),
        pins=tuple(p for p in case.pins if p.session != id),
        bans=tuple(p for p in case.bans if p.session != id),
    )


Path_ = tuple[str | int, ...]


def paths(data: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Everything in a scenario that may perhaps be left out, the largest first."""
    items = list(data.items() if isinstance(data, dict) else enumerate(data))
    for key, _ in reversed(items):
        if (*at, key) not in (("meeting",), ("days",), ("slots",), ("rooms",), ("sessions",)):
            yield *at, key
    for key, value in items:
        if isinstance(value, dict | list):
            yield from paths(value, (*at, key))


def cut(data: Data, path: Path_) -> Data:
    found = deepcopy(data)
    where: Any = found
    for key in path[:-1]:
        where = where[key]
    del where[path[-1]]
    return found
