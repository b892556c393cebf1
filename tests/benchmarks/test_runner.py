"""The runner of instance sets, on tiny instances of our own in the shape of the real ones."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scheduler.timetable.files import read
from tests.benchmarks import catalogue, peers, running, tables
from tests.benchmarks.__main__ import main
from tests.benchmarks.catalogue import NotFound, asked

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


def meetings(count: int = 3, *, seats: int = 4) -> dict[str, Any]:
    """Meetings of one hour on two mornings; all want the same person to attend."""
    clocks = [*range(480, 720, 15), *range(780, 1_020, 15)]
    return {
        "name": "tiny",
        "days": ["2030-01-07", "2030-01-08"],
        "grains": [{"day": d, "minute": m} for d in (0, 1) for m in clocks],
        "rooms": [{"name": "R 1", "capacity": seats}, {"name": "R 2", "capacity": seats}],
        "persons": [f"Person {n}" for n in range(count + 1)],
        "meetings": [
            {"topic": f"M{n}", "dur": 4, "required": [n], "preferred": [count]}
            for n in range(count)
        ],
    }


def papers() -> dict[str, Any]:
    """Two tracks of two submissions, one of which would rather not be in the first session."""
    weights = [
        *("tracks_sessions", "tracks_rooms", "sessions_rooms", "similar_tracks"),
        *("submissions_timezones", "submissions_sessions", "submissions_rooms"),
    ]
    kinds = ("track_session", "track_room", "session_room", "track_track")
    ones = ("num_rooms_per_track", "parallel_tracks", "consecutive_tracks", "submissions_order")
    conflicts = ("presenters", "attendees", "chairs")
    timed = [f"{who}_conflicts_timeslot_level" for who in conflicts[:2]]
    return {
        "name": "tiny",
        "weights": {
            **{f"{name}_penalty_weight": 1 for name in weights},
            **{f"{name}_weight": 1 for name in ones},
            **{f"{who}_conflicts_weight": 1 for who in conflicts},
            **{f"{name}_weight": 1 for name in timed},
        },
        "sessions": [
            {"name": f"S{n}", "slots": 2, "date": "2030-01-07", "start": start, "end": ""}
            for n, start in enumerate(("09:00", "11:00"))
        ],
        "rooms": ["A"],
        "tracks": [{"name": name, "chairs": [], "chair_conflicts": []} for name in "XY"],
        "submissions": [
            {
                "name": f"P{n}",
                "track": n // 2,
                "slots": 1,
                "order": 0,
                "presenters": [],
                "attendees": [],
                "presenter_conflicts": [],
                "attendee_conflicts": [],
            }
            for n in range(4)
        ],
        "penalties": {
            **{kind: {} for kind in (*kinds, "sub_room", "sub_timezone")},
            "sub_session": {"0": {"0": 7}, "2": {"0": 7, "1": 5}},
        },
    }


def asked_rooms() -> dict[str, Any]:
    """Two groups at once and two rooms, one of them too small for either."""
    times = [{"day": "2030-01-07", "slot": "09:00"}]
    return {
        "rooms": [{"name": "Big", "capacity": 30}, {"name": "Small", "capacity": 5}],
        "slots": [{"date": "2030-01-07", "start": "09:00", "end": "10:30"}],
        "sessions": [
            {"number": n, "title": f"G{n}", "groups": [f"G{n}"], "capacity": 10, "times": times}
            for n in (1, 2)
        ],
    }


def groups() -> dict[str, Any]:
    """Two groups that should not meet at once, in two slots of one room and one of another."""
    penalties = ("session_requires_trim", "sessions_out_of_order", "timerange", "bethere")
    of = ("time_relation", "wg_adjacent", "chair_conflict", "key_participant", "tech_overlap")
    return {
        "penalties": dict.fromkeys((*penalties, *of), 10),
        "timeslots": [
            {"type": "regular", "start": start, "minutes": 60, "room": room, "capacity": 50}
            for start, room in (("2030-01-07T09:00", "A"), ("2030-01-07T11:00", "B"))
        ],
        "sessions": [
            {"id": n, "group": g, "attendees": 20, "minutes": 60, "joint_with": []}
            for n, g in enumerate("ab")
        ],
        "constraints": [{"type": "chair_conflict", "source": "a", "target": "b"}],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in the shape of the shared one, with other names in it."""
    folder = tmp_path / "data"
    for name, content in {
        "optaplanner/3meetings-64timegrains-2rooms": meetings(),
        "optaplanner/4meetings-64timegrains-2rooms": meetings(4),
        "cosplib/TINY": papers(),
        "w3c/tpac2099": asked_rooms(),
        "ietf/ietf999": groups(),
        "ietf/other": groups(),
    }.items():
        path = folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def names_of(folder: Path, monkeypatch: pytest.MonkeyPatch, *said: str) -> list[str]:
    monkeypatch.setenv("ROLLGRID_DATA", str(folder))
    return [one.name for name in said for one in asked(name)]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("ietf999", ["ietf999"]),
        ("ietf:999", ["ietf:999"]),
        ("ietf:other", ["ietf:other"]),
        ("ietf", ["ietf999", "ietf:other"]),
        ("tpac2099", ["tpac2099"]),
        ("tpac", ["tpac2099"]),
        ("optaplanner", ["optaplanner:3", "optaplanner:4"]),
        ("optaplanner:4", ["optaplanner:4"]),
        ("optaplanner:4meetings-64timegrains-2rooms", None),
        ("cosplib", ["cosplib:TINY"]),
        ("cosplib:hard", ["cosplib:TINY:hard"]),
        ("cosplib:TINY:hard", ["cosplib:TINY:hard"]),
        ("overrun:optaplanner4", ["overrun:optaplanner4"]),
        ("overrun:ietf999", ["overrun:ietf999"]),
        ("scale:70:3", ["scale:70:3"]),
        ("scenario:csp11", ["scenario:csp11"]),
        ("startup", [f"startup:{command}" for command in catalogue.STARTUP]),
    ],
)
def test_a_name_stands_for_an_instance_or_for_all_of_a_family(
    said: str, names: list[str] | None, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert names_of(data, monkeypatch, said) == (names or [said])


def test_every_name_that_a_family_gives_stands_for_that_instance_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLLGRID_DATA", str(data))
    for family in ("ietf", "tpac", "cosplib", "cosplib:hard", "optaplanner"):
        for one in asked(family):
            assert asked(one.name) == [one]


def test_two_files_with_as_many_meetings_have_to_be_told_apart(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = data / "optaplanner" / "3meetings-32timegrains-2rooms.json"
    other.write_text(json.dumps(meetings()), encoding="utf-8")
    names = names_of(data, monkeypatch, "optaplanner")
    assert names[:2] == [
        "optaplanner:3meetings-32timegrains-2rooms",
        "optaplanner:3meetings-64timegrains-2rooms",
    ]
    with pytest.raises(NotFound, match="3meetings-32timegrains-2rooms or 3meetings-64"):
        asked("optaplanner:3")


@pytest.mark.parametrize(
    "said",
    ["nothing", "cosplib:NOTHING", "optaplanner:5", "cosplib:TINY:harder", "fosdem", "overrun:x"],
)
def test_an_unknown_name_is_answered_with_what_there_is(
    said: str, data: Path, capsys: Capture
) -> None:
    assert main(["scale:50", said, "--data", str(data)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    for name in (said.partition(":")[0], "ietf999", "cosplib:TINY", "optaplanner:3", "tpac2099"):
        assert name in told.err


@pytest.mark.parametrize(
    ("said", "words"),
    [("scale:0", "scale:SESSIONS"), ("scenario:x", "csp11"), ("startup:x", "check")],
)
def test_sets_that_need_no_data_say_how_they_are_named(
    said: str, words: str, capsys: Capture
) -> None:
    assert main([said]) == 2
    assert words in capsys.readouterr().err


def test_without_a_folder_of_data_there_is_a_message_and_no_trace(
    tmp_path: Path, capsys: Capture
) -> None:
    assert main(["ietf106", "--data", str(tmp_path / "none")]) == 2
    told = capsys.readouterr().err
    assert "There is no data in" in told
    assert "--data DIR" in told
    assert "Traceback" not in told


@pytest.fixture(autouse=True)
def _environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--data`` names the folder to the processes of the runs as well."""
    monkeypatch.setenv("ROLLGRID_DATA", os.environ.get("ROLLGRID_DATA", "nowhere"))


def runner(data: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *argv, "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Every family once, and two instances of which nothing can come."""
    folder = tmp_path_factory.mktemp("runs")
    data = folder / "data"
    files = {
        "optaplanner/3meetings-64timegrains-2rooms": meetings(),
        "optaplanner/9meetings-64timegrains-2rooms": meetings(9, seats=1),
        "cosplib/BROKEN": {"name": "BROKEN"},
        "cosplib/TINY": papers(),
        "w3c/tpac2099": asked_rooms(),
        "ietf/ietf999": groups(),
    }
    for name, content in files.items():
        path = data / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    names = [
        "cosplib",
        "optaplanner",
        "tpac",
        "ietf",
        "scenario:csp11",
        "scenario:infeasible_chair",
    ]
    done = runner(data, *names, "--seconds", "10", "--json")
    return done, json.loads(done.stdout)


@pytest.mark.ci
def test_each_run_is_an_object_with_these_keys_and_no_others(run_once: Any) -> None:
    _, runs = run_once
    for run in runs:
        assert tuple(key for key in run if key != "error") == running.KEYS
        assert ("error" in run) == (run["status"] == "failed")
    assert [r["name"] for r in runs][:3] == ["cosplib:BROKEN", "cosplib:TINY", "optaplanner:3"]


@pytest.mark.ci
def test_what_fails_says_why_and_stops_no_other_run(run_once: Any) -> None:
    done, runs = run_once
    failed = {run["name"]: run["error"] for run in runs if run["status"] == "failed"}
    assert done.returncode == 1
    assert set(failed) == {"cosplib:BROKEN", "optaplanner:9"}
    assert failed["cosplib:BROKEN"].startswith("KeyError")
    assert failed["optaplanner:9"].startswith("Infeasible")  # nobody has a seat
    assert "Traceback" not in done.stderr
    assert {r["name"] for r in runs if r["status"] == "optimal"} == {
        "cosplib:TINY",
        "optaplanner:3",
        "tpac2099",
        "ietf999",
        "scenario:csp11",
    }


@pytest.mark.ci
def test_a_scenario_that_is_to_be_impossible_is_no_failure(run_once: Any) -> None:
    _, runs = run_once
    assert (runs[-1]["name"], runs[-1]["status"]) == ("scenario:infeasible_chair", "infeasible")
    assert runs[-1]["score"] is None
    assert "| scenario:infeasible_chair | 1 | – | – | – | – |" in tables.table(runs)


@pytest.mark.ci
def test_scores_and_bounds_are_in_the_words_of_the_instance(run_once: Any) -> None:
    _, runs = run_once
    of = {run["name"]: run for run in runs}
    assert of["optaplanner:3"]["score"]["medium"] == of["optaplanner:3"]["bound"] == 0
    assert of["cosplib:TINY"]["score"]["total"] == of["cosplib:TINY"]["bound"] == 7
    assert of["ietf999"]["score"]["total"] == of["ietf999"]["bound"] == 0
    assert of["tpac2099"]["score"]["small"] == 1
    # seats are warned of, and bound in our own terms
    assert of["tpac2099"]["bound"] == of["tpac2099"]["score"]["charged"]


@pytest.mark.ci
def test_the_timetable_of_a_run_is_written_and_can_be_read(run_once: Any) -> None:
    _, runs = run_once
    good = [run for run in runs if run["status"] == "optimal"]
    paths = [Path(run["timetable"]) for run in good]
    assert len(set(paths)) == len(good) == 5
    assert all(read(path).sittings for path in paths)


@pytest.mark.ci
def test_figures_of_a_run_are_in_order(run_once: Any) -> None:
    _, runs = run_once
    for run in (r for r in runs if r["status"] == "optimal"):
        assert 0 < run["first"] <= run["best"] <= run["total"] <= run["limit"]
        assert run["cpu"] > 0
        assert run["peak_mb"] > 20
        assert run["strategy"] == "exact"
        assert set(run["versions"]) == {"python", "rollgrid", "ortools"}
        assert run["load"] >= 0


@pytest.mark.ci
def test_stderr_tells_which_run_it_is(run_once: Any) -> None:
    done, _ = run_once
    assert "1 of 8: cosplib:BROKEN, seed 1, up to 10 s" in done.stderr
    assert "7 of 8: scenario:csp11, seed 1, up to 10 s" in done.stderr


@pytest.mark.ci
def test_without_json_there_is_a_table_of_medians(data: Path) -> None:
    done = runner(data, "cosplib:TINY", "--seeds", "1,2", "--seconds", "10")
    rows = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(rows) == 3
    assert rows[2].startswith("| cosplib:TINY | 2 | 7 | 7 | 0 % | 2 of 2 |")


def test_a_table_has_the_median_with_the_least_and_the_most_and_names_what_failed() -> None:
    def of(seed: int, total: int | None, by: str = "exact") -> dict[str, Any]:
        return {
            **dict.fromkeys(running.KEYS, 1.5),
            "name": "x",
            "seed": seed,
            "strategy": by,
            "bound": 8,
            "peak_mb": 90,
            "score": {"total": total, "unplaced": 0},
            "status": "feasible",
        }

    lost = {**of(4, None), "score": None, "status": "failed", "error": "out of memory"}
    peer = {**of(1, 70, "peer: other"), "score": {"total": 70, "hard": 3}, "bound": None}
    rows = tables.table([of(1, 16), of(2, 10), of(3, 32), lost, peer]).splitlines()
    cells = [cell.strip() for cell in rows[2].strip("|").split("|")]
    assert cells[:6] == ["x", "3 of 4", "16 (10–32)", "8", "50 (20–75) %", "0 of 4"]
    assert rows[3].startswith("| x | 1 | 70, 3 hard | – | – | 0 of 1 |")
    assert rows[-1] == "x, seed 4: failed, out of memory"


def test_a_part_of_a_timetable_is_not_the_first() -> None:
    from scheduler.search.progress import Progress

    told: list[str] = []
    watch = running.Watch("x, seed 1", told.append)
    for seconds, phase, cost in ((1.0, "times", 9), (2.0, "rooms", 9), (8.0, "", 5), (9.0, "", 5)):
        watch(Progress("preferences", cost, 0, seconds, "s", phase))
    assert (watch.first, watch.best) == (2.0, 8.0)
    assert watch.curve(0.5) == [[2.5, 9], [8.5, 5]]
    assert told == [
        "  x, seed 1: 1 s · s: times · cost 9 · at least 0 · gap 100 %",
        "  x, seed 1: 8 s · s · cost 5 · at least 0 · gap 100 %",
    ]


def test_the_primal_integral_is_what_is_lost_by_coming_late_and_by_being_dear() -> None:
    run = {"curve": [[2.0, 20], [5.0, 10]], "total": 8.0}
    assert tables.integral(run, 10) == 2 + 3 * 0.5
    assert tables.integral(run, 5) == 2 + 3 * 0.75 + 3 * 0.5
    assert tables.integral({"curve": [[2.0, 0]], "total": 2.0}, 0) == 2
    assert tables.integral({"total": 8.0}, 10) is None


def test_steps_of_a_replan_are_runs_with_the_same_keys(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests import benchmarks

    def runs(name: str, *, seed: int) -> list[dict[str, Any]]:
        figures = {"moved": 3, "additional": 2, "cost": {"rooms": 3}, "bound": {"rooms": 1}}
        first = {"name": f"{name} 1", "status": "feasible", "seconds": 0.7, **figures}
        return [first, {"name": f"{name} 2", "status": "failed", "error": f"seed {seed}"}]

    module = SimpleNamespace(runs=runs)
    monkeypatch.setitem(sys.modules, "tests.benchmarks.replans", module)
    monkeypatch.setattr(benchmarks, "replans", module, raising=False)
    monkeypatch.setenv("ROLLGRID_DATA", str(data))
    found = running.run(asked("overrun:ietf999")[0], running.How(5, 7, 1, tmp_path))
    assert [row["name"] for row in found] == ["overrun:ietf999 1", "overrun:ietf999 2"]
    assert [tuple(row) for row in found] == [running.KEYS, (*running.KEYS, "error")]
    assert (found[0]["total"], found[0]["score"]["total"]) == (0.7, 2)
    assert round(tables.gap_of(found[0]) or 0) == 67
    assert [row["seed"] for row in found] == [7, 7]
    assert found[1]["error"] == "seed 7"


def test_peers_that_are_not_installed_are_named_with_how_to_install_them(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda _: None)
    assert main(["talks:9", "--peers"]) == 2
    assert "uv run --group peers" in capsys.readouterr().err
    assert main(["talks:9", "--peers", "nobody"]) == 2
    assert "timefold" in capsys.readouterr().err
