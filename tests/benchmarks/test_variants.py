"""Instances of a shape by whatever names, in other zones, on other grids; traces of other names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.search import solve
from scheduler.search.budget import Budget
from tests.benchmarks import replans
from tests.benchmarks.catalogue import Asked, asked
from tests.benchmarks.naming import handles, numbered_handles, short_handles
from tests.benchmarks.sets import case
from tests.benchmarks.test_runner import asked_rooms, groups, meetings, papers

Data = Any


def with_blanks(data: Data) -> Data:
    """Rooms, tracks, sessions and submissions with blanks and colons in their names."""
    for kind in ("rooms", "tracks", "sessions", "submissions"):
        for n, thing in enumerate(data.get(kind, ())):
            if isinstance(thing, str):
                data[kind][n] = f"Room: {n} / {thing}"
            elif "name" in thing:
                thing["name"] = f"The  {thing['name']}: {n}"
    for slot in data.get("timeslots", ()):
        slot["room"] = f"Room {slot['room']}: 1"
    for session in data["sessions"] if "timeslots" in data else ():
        session["group"] = f"{session['group']} wg"
    for c in data.get("constraints", ()):
        c |= {"source": f"{c['source']} wg", "target": f"{c['target']} wg"}
    return data


def alike(data: Data) -> Data:
    """All rooms by one name."""
    data["rooms"] = [
        "Hall" if isinstance(room, str) else room | {"name": "Hall"} for room in data["rooms"]
    ]
    return data


def in_tokyo(data: Data) -> Data:
    return data | {"timezone": "Asia/Tokyo"}


def on_another_grid(data: Data) -> Data:
    """Grains of twenty minutes from six on; room slots at odd minutes."""
    grains = data.get("grains", ())
    for n, grain in enumerate(grains):
        grain["minute"] = 360 + 20 * (n % (len(grains) // 2))
    for slot in data.get("timeslots", ()):
        slot |= {"start": slot["start"][:-2] + "07", "minutes": 63}
    return data


CASES = [
    ("optaplanner", meetings, with_blanks),
    ("optaplanner", meetings, alike),
    ("optaplanner", meetings, on_another_grid),
    ("cosplib", papers, with_blanks),
    ("cosplib", papers, alike),
    ("tpac", asked_rooms, with_blanks),
    ("tpac", asked_rooms, in_tokyo),
    ("ietf", groups, with_blanks),
    ("ietf", groups, in_tokyo),
    ("ietf", groups, on_another_grid),
]


@pytest.mark.parametrize(("kind", "make", "vary"), CASES)
def test_a_variant_comes_to_what_the_instance_comes_to(
    kind: str, make: Callable[[], Data], vary: Callable[[Data], Data], tmp_path: Path
) -> None:
    scores = []
    for data in (make(), vary(make())):
        path = tmp_path / "with blanks.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        made = case(Asked(f"{kind}:x", kind, path))
        outcome = solve.solve(made.problem, Budget(seconds=600, workers=1))
        scores.append(dict(made.score(outcome.timetable)))
    for figure in ("total", "unplaced", "broken", "strays", "small"):
        assert scores[0].get(figure) == scores[1].get(figure)


def test_handles_are_ids_and_differ() -> None:
    names = ["A b", "A-b", "A:b", "C", "x" * 90]
    made = handles(names)
    assert made["A-b"] == "A-b"
    assert made["C"] == "C"
    assert len(set(made.values())) == len(names)
    assert all(" " not in id and ":" not in id and len(id) <= 80 for id in made.values())
    assert len(set(numbered_handles(["Hall", "Hall", "Hall"]))) == 3
    assert short_handles(["H.1 (one)", "Room A", "Room B"]) == {
        "H.1 (one)": "H.1",
        "Room A": "Room-A",
        "Room B": "Room-B",
    }


def talk(id: str, start: int, minutes: int = 30) -> dict[str, Any]:
    told = {"id": id, "day": "2030-02-02", "room": "Aula Magna", "start": start}
    return told | {"minutes": minutes, "track": "Main", "title": id, "persons": [f"of {id}"]}


def trace() -> list[dict[str, Any]]:
    """A talk is added, then a step without a moment, then one is cancelled."""
    base = [talk("talk 1", 600), talk("talk 2", 660)]
    added = {"added": [talk("talk 3", 720)], "changed": [], "removed": []}
    return [
        {"date": "2030-01-01T12:00:00+03:00", "base": base},
        {"date": "2030-01-02T12:00:00+03:00", **added},
        {"date": "the day after", "added": [], "changed": [], "removed": []},
        {"date": "2030-01-04T12:00:00+03:00", "added": [], "changed": [], "removed": ["talk 2"]},
    ]


def test_a_trace_may_have_any_name_and_a_step_that_fails_loses_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLLGRID_DATA", str(tmp_path))
    (tmp_path / "fosdem").mkdir()
    (tmp_path / "fosdem" / "our days.json").write_text(json.dumps(trace()), encoding="utf-8")
    assert [one.name for one in asked("fosdem")] == ["fosdem"]
    rows = replans.runs("fosdem", seconds=600, workers=1)
    assert [row["name"] for row in rows] == ["fosdem 1", "fosdem 2", "fosdem 3"]
    assert rows[0]["moved"] == rows[0]["unplaced"] == 0
    assert rows[0]["verified"]
    assert rows[1]["status"] == "failed"
    assert "ValueError" in rows[1]["error"]
    assert rows[2]["verified"]
