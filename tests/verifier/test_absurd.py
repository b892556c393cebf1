"""No timetable is too absurd to be judged: the verifier reports, it never raises."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import verifier
from scheduler.problem import Problem, Sitting, Situation
from scheduler.timetable import Timetable, Unplaced
from tests.conftest import At, Tiny

NAMES = st.sampled_from(["wg1", "wg2", "se", "nobody"])
ROOMS = st.sampled_from(["A", "B", "nowhere"])
MOMENTS = st.one_of(
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14))])),
    st.integers(0, 48 * 6).map(
        lambda k: datetime(2025, 3, 29, 8, tzinfo=UTC) + timedelta(minutes=10 * k)
    ),
)
SITTINGS = st.builds(
    Sitting,
    session=NAMES,
    room=ROOMS,
    part=st.integers(1, 3),
    parts=st.integers(1, 3),
    start=MOMENTS,
    end=MOMENTS,
)
MANY = st.lists(SITTINGS, max_size=6).map(tuple)
SOME = st.frozensets(NAMES, max_size=2)
TIMETABLES = st.builds(
    lambda sittings, names: Timetable(
        sittings=sittings, unplaced=tuple(Unplaced(session=n, reason="") for n in sorted(names))
    ),
    MANY,
    SOME,
)
SITUATIONS = st.none() | st.builds(
    Situation,
    now=MOMENTS,
    freeze_until=MOMENTS,
    published=MANY,
    minutes=st.dictionaries(NAMES, st.integers(1, 300), max_size=2),
    settled=SOME,
    history=MANY,
    running=MANY,
    starts=st.dictionaries(NAMES, MOMENTS, max_size=2),
    cancelled=SOME,
    overtime=st.just({"2025-03-30/night": 20, "no/slot": 3}),
)


def scenario(situation: Situation | None) -> dict[str, Any]:
    return {
        "meeting": {"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": 10},
        "days": ["2025-03-29", "2025-03-30"],
        "slots": [
            {"id": "night", "start": "01:00", "end": "04:00"},
            {"id": "late", "start": "20:00", "end": "22:00", "overtime": {"minutes": 20}},
            {"id": "side", "start": "12:00", "end": "13:00", "only": ["side-event"]},
        ],
        "rooms": [{"id": "A", "unavailable": [{"daily": ["21:00", "22:00"]}]}, {"id": "B"}],
        "people": [{"id": "ada", "available": [{"daily": ["00:00", "23:00"]}]}],
        "sessions": [
            {"id": "wg1", "minutes": 200, "chairs": ["ada", "unknown"], "split": {}, "group": "G"},
            {"id": "wg2", "minutes": 40, "attendees": ["ada"], "pin": {"room": "nowhere"}},
            {"id": "se", "minutes": 30, "kind": "side-event", "group": "G"},
        ],
        "rolling": [{"room": "A", "order": ["wg1", "wg2", "nobody"], "substitutes": ["B", "no"]}],
        "rules": [{"rule": "precedence", "first": "nobody", "then": "wg2", "lag": 1_000_000}],
        "situation": situation,
    }


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(situation=SITUATIONS, timetable=TIMETABLES)
def test_any_timetable_in_any_situation_is_judged(
    situation: Situation | None, timetable: Timetable
) -> None:
    problem = Problem.model_validate(scenario(situation))
    found = verifier.violations(problem, timetable)
    assert all(v.message.endswith(".") and v.sessions for v in found)
    assert all(c.amount > 0 for c in verifier.charges(problem, timetable))


def test_no_sittings_at_all_leave_every_session_out(tiny: Tiny) -> None:
    found = verifier.violations(tiny(), Timetable(sittings=()))
    assert [(v.rule, v.sessions) for v in found] == [("placement", (id,)) for id in ("wg1", "wg2")]


def test_the_same_sitting_twice_is_reported(tiny: Tiny, at: At) -> None:
    sittings = 2 * [at("wg1", "A", "10:00", "10:25")]
    found = verifier.violations(tiny(), Timetable.of(sittings))
    assert {v.rule for v in found} == {"placement", "split"}


def test_a_good_timetable_has_nothing_against_it(tiny: Tiny, at: At) -> None:
    sittings = [at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")]
    problem = tiny(rolling=[{"room": "A", "order": ["wg1", "wg2"]}])
    assert verifier.violations(problem, Timetable.of(sittings)) == []
    assert verifier.charges(problem, Timetable.of(sittings)) == []


@pytest.mark.parametrize("module", sorted(Path(verifier.__file__).parent.rglob("*.py")))
def test_the_second_voice_has_never_heard_the_first(module: Path) -> None:
    words = ("problem", "timetable", "verifier")
    ours = tuple(f"scheduler.{word}" for word in words)
    lines = [line.split() for line in module.read_text().splitlines()]
    named = [words[1] for words in lines if words[:1] in (["from"], ["import"])]
    for name in named:
        assert not name.startswith(("ortools", "networkx", "pydantic"))
        assert not name.startswith("scheduler") or name.startswith(ours)
