"""Small meetings and timetables, each test changing one line of them."""

import os
import sys
from collections.abc import Callable, Generator, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting, Situation
from scheduler.timetable import Charge, Timetable, Unplaced

Tiny = Callable[..., Problem]
At = Callable[..., Sitting]
Stand = Callable[..., Situation]
Broken = Callable[..., list[str]]
Priced = Callable[..., list[Charge]]

MONDAY, TUESDAY = "2030-03-04", "2030-03-05"
ZURICH = ZoneInfo("Europe/Zurich")
ROOT = Path(__file__).parents[1]
MOST_WORKERS = 8

# What is printed is as wide as it is where nobody reads it on a terminal.
os.environ.pop("COLUMNS", None)
if sys.dont_write_bytecode:
    # Containers often write no bytecode. Each worker would compile everything again, and each
    # program that a test starts as well, which costs more than most tests: it goes here instead.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(ROOT / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """The cores there are, eight at the most; no other process where only files are named."""
    found = yield
    only_files = all(Path(arg.partition("::")[0]).is_file() for arg in config.args)
    return 0 if only_files else min(found, MOST_WORKERS)


@pytest.fixture
def tiny() -> Tiny:
    """Two sessions, two rooms, one shared chair; two days of two slots of six ticks.

    wg1 lasts 25 minutes on a 10-minute grid: it ends off the grid.
    """

    def build(**changes: Any) -> Problem:
        base: dict[str, Any] = {
            "meeting": {"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": 10},
            "days": [MONDAY, TUESDAY],
            "slots": [
                {"id": "morning", "start": "10:00", "end": "11:00"},
                {"id": "afternoon", "start": "14:00", "end": "15:00"},
            ],
            "rooms": [{"id": "A", "seats": 50}, {"id": "B", "seats": 20}],
            "people": [{"id": "ada"}, {"id": "bo"}],
            "sessions": [
                {"id": "wg1", "minutes": 25, "chairs": ["ada"]},
                {"id": "wg2", "minutes": 20, "chairs": ["ada", "bo"]},
            ],
        }
        return Problem.model_validate(base | changes)

    return build


@pytest.fixture
def at() -> At:
    """``at("wg1", "A", "10:00", "10:25")``: Monday in Zurich, unless day or offset say more."""

    def sit(
        session: str,
        room: str,
        start: str,
        end: str,
        *,
        day: str = MONDAY,
        part: int = 1,
        parts: int = 1,
    ) -> Sitting:
        return Sitting(
            session=session,
            room=room,
            part=part,
            parts=parts,
            start=moment(start, day),
            end=moment(end, day),
        )

    return sit


def moment(text: str, day: str = MONDAY) -> datetime:
    """``10:00``, ``10:00+01:00`` or ``2030-03-05T10:00``, local to Zurich without an offset."""
    found = datetime.fromisoformat(text if "T" in text else f"{day}T{text}")
    return found if found.tzinfo is not None else found.replace(tzinfo=ZURICH)


@pytest.fixture
def stand() -> Stand:
    """Where the meeting stands at a moment: nothing published or told, unless said."""

    def build(now: str, *, freeze_until: str | None = None, **changes: Any) -> Situation:
        base: dict[str, Any] = {
            "now": moment(now),
            "freeze_until": moment(now if freeze_until is None else freeze_until),
            "published": (),
            "minutes": {},
        }
        return Situation.model_validate(base | changes)

    return build


@pytest.fixture
def broken() -> Broken:
    """The sentences in which one family complains of a timetable, and of no other rule."""

    def judge(
        family: ModuleType, problem: Problem, *sittings: Sitting, unplaced: Sequence[str] = ()
    ) -> list[str]:
        found = verifier.violations(problem, _timetable(sittings, unplaced), (family,))
        rule = family.__name__.rpartition(".")[2]
        assert {v.rule for v in found} <= {rule}
        return [v.message for v in found]

    return judge


@pytest.fixture
def priced() -> Priced:
    """What one family charges for a timetable."""

    def price(
        family: ModuleType, problem: Problem, *sittings: Sitting, unplaced: Sequence[str] = ()
    ) -> list[Charge]:
        found = verifier.charges(problem, _timetable(sittings, unplaced), (family,))
        rule = family.__name__.rpartition(".")[2]
        assert {c.rule for c in found} <= {rule}
        assert all(c.amount > 0 for c in found)
        return found

    return price


def _timetable(sittings: Sequence[Sitting], unplaced: Sequence[str]) -> Timetable:
    return Timetable.of(sittings, [Unplaced(session=id, reason="no room") for id in unplaced])
