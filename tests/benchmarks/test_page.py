"""The page of benchmarks is made of the runs that were kept, and the plot shows what they say."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.benchmarks import growth, page, plot
from tests.benchmarks.elsewhere import TARGETS
from tests.benchmarks.running import KEYS, keep

PAGE = """# Words
<!-- table: ietf106 cosplib:* optaplanner -->
old
<!-- end -->
<!-- beside: ietf106 cosplib:N2OR -->
<!-- end -->
<!-- lost -->
<!-- end -->
<!-- peers -->
<!-- end -->
The end.
"""


def run(name: str, figure: int = 0, seed: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(KEYS, 1.0),
        "name": name,
        "seed": seed,
        "strategy": "exact",
        "versions": {"rollgrid": "0.1.0"},
        "score": {"total": figure},
        "bound": 0,
        "status": "optimal",
        "timetable": "/somewhere/t.json",
        **changes,
    }


def test_the_page_is_what_its_runs_make_of_it() -> None:
    made = page.filled(page.PAGE.read_text("utf-8"), page.read(sorted(page.KEPT.glob("*.json"))))
    assert made == page.PAGE.read_text("utf-8"), "python -m tests.benchmarks.page --write"


def test_runs_that_are_kept_name_no_file_of_this_machine(tmp_path: Path) -> None:
    for path in page.KEPT.glob("*.json"):
        assert all(r["timetable"] is None for r in json.loads(path.read_text("utf-8"))), path
    keep([run("ietf106")], tmp_path / "new" / "ietf.json")
    assert "somewhere" not in (tmp_path / "new" / "ietf.json").read_text("utf-8")


def test_tables_have_what_was_run_and_say_what_was_not() -> None:
    made = page.filled(PAGE, [run("ietf106"), run("cosplib:N2OR", 1), run("cosplib:N2OR:hard", 2)])
    assert made.startswith("# Words\n")
    assert made.endswith("The end.\n")
    assert "old" not in made
    assert "| ietf106 | 1 | 0 |" in made
    assert "| cosplib:N2OR | 1 | 1 |" in made
    assert "not measured: optaplanner\n" in made
    assert "| ietf106 | 0 (of 1) | 0 | 166,000 after 600 s" in made
    assert page.filled(made, []) != made
    assert page.filled(made, [run("ietf106")]).count("<!-- end -->") == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, None),
        ({"status": "feasible"}, "ietf106: 1 of 1 not proved"),
        ({"score": {"total": 40_000}}, "ietf106: 40,000 instead of at most 0"),
        ({"score": {"total": 0, "unplaced": 1}}, "ietf106: not all placed"),
        ({"total": 11.5}, "ietf106: 1 of 1 runs took more than 10 s"),
        ({"status": "failed", "score": None}, "ietf106: 1 of 1 runs failed"),
    ],
    ids=str,
)
def test_what_we_lose_is_told_with_the_reason(changes: dict[str, Any], words: str | None) -> None:
    told = page.filled(PAGE, [run("ietf106", **changes)])
    lost = told.partition("<!-- lost -->")[2].partition("<!-- end -->")[0]
    assert (f"- {words}" in lost) if words else ("- ietf106" not in lost)
    assert "- not measured: " in lost
    assert "cosplib:OR60F" in lost


def test_steps_of_a_replan_are_measured_by_the_target_of_all() -> None:
    steps = [
        run("fosdem 1", score={"total": 0, "proved": True}, status="feasible"),
        run("fosdem 2", score={"total": 4, "proved": True}),
        run("fosdem:free 1", score={"total": 0, "proved": False}),
    ]
    words = "<!-- table: fosdem -->\n<!-- end -->\n<!-- lost -->\n<!-- end -->\n"
    told = page.filled(words, steps)
    assert "| fosdem 1 | 1 | 0 | 0 | 0 % | 1 of 1 |" in told
    assert "| fosdem:free 1 | 1 | 0 |" in told
    assert "- fosdem 2: 4 instead of at most 0" in told
    assert "- fosdem 1" not in told
    assert ", fosdem" not in told.partition("not measured: ")[2]


def test_of_several_runs_of_one_seed_the_last_one_counts(tmp_path: Path) -> None:
    keep([run("ietf106", 9), run("ietf106", 8, seed=2)], tmp_path / "1.json")
    keep([run("ietf106", 7)], tmp_path / "2.json")
    found = page.read([tmp_path / "1.json", tmp_path / "2.json"])
    assert sorted(r["score"]["total"] for r in found) == [7, 8]


def test_peers_are_told_beside_our_runs_of_the_same_seed() -> None:
    peer = run("optaplanner:50", 300, strategy="peer: timefold", status="broken")
    ours = [run("optaplanner:50", 150, seed=seed) for seed in (1, 2)]
    told = page.filled(PAGE, [*ours, peer]).partition("<!-- peers -->")[2]
    assert "| optaplanner:50 | 1 | 150 |" in told
    assert "| optaplanner:50 | 1 | 300 |" in told


def test_every_target_is_on_the_page() -> None:
    words = page.PAGE.read_text("utf-8")
    assert [name for name in TARGETS if name not in words] == []


@pytest.mark.parametrize("power", [0.5, 1.0, 1.3])
def test_the_exponent_of_a_power_is_found(power: float) -> None:
    found = growth.exponent([(n, 3 * n**power) for n in (50, 200, 1_000, 10_000)])
    assert found == pytest.approx((power, 3))


def test_one_size_has_no_exponent_and_nothing_has_no_logarithm() -> None:
    assert growth.exponent([(50, 1), (50, 2)]) is None
    assert growth.exponent([(50, 1), (100, 2), (200, 0)]) == pytest.approx((1, 0.02))


def sizes() -> list[dict[str, Any]]:
    return [
        run(f"scale:{n}", n, seed=s, first=n * s / 100, bound=n // 2, peak_mb=n)
        for n in (50, 100, 1_000)
        for s in (1, 2, 3)
    ]


def test_growth_takes_the_median_over_seeds_and_draws_it(tmp_path: Path) -> None:
    keep([*sizes(), run("ietf106")], tmp_path / "runs.json")
    to = tmp_path / "growth.svg"
    assert growth.main(["--from", str(tmp_path / "runs.json"), "--to", str(to)]) == 1
    assert growth.points(sizes(), "first") == [(50, 1), (100, 2), (1_000, 20)]
    assert [round(y) for _, y in growth.points(sizes(), "gap")] == [50, 50, 50]
    tree = ElementTree.fromstring(to.read_text("utf-8"))
    words = [t.text for t in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "first timetable, n^1.00" in words
    assert {"10", "100", "1,000"} <= set(words)


def test_growth_without_a_run_that_came_to_anything_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep([run("scale:50", status="failed", score=None)], tmp_path / "runs.json")
    assert growth.main(["--from", str(tmp_path / "runs.json")]) == 2
    assert "nothing to plot" in capsys.readouterr().err


def test_a_power_of_ten_is_as_far_from_the_next_as_from_the_one_before() -> None:
    axis = plot.Axis(0, 3, 10, 300)
    assert [axis.at(10.0**n) for n in axis.ticks()] == [10, 110, 210, 310]
