"""verify --bounds: what a file proves by prices is checked; tampered prices are refused."""

import json
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler.render.terminal import answer
from scheduler.scenario import load
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.search.time_then_rooms import when_then_where
from scheduler.timetable import PatternCertificate
from scheduler.timetable.files import read, to_bytes

QUARTERS = "\n".join(
    f'  - {{id: q{n}, start: "{9 + n:02}:00", end: "{9 + n:02}:40", aligned: true}}'
    for n in range(6)
)
SESSIONS = "\n".join(
    f"  - {{id: {group}{n}, title: Business {group}{n}, minutes: 40, group: {group}}}"
    for group in ("one", "two")
    for n in range(5)
)
SCENARIO = f"""format: 1
meeting: {{id: study, title: Two working parties, timezone: Europe/Zurich, grid: 20}}
days: [2030-03-04]
slots:
{QUARTERS}
rooms: [{{id: a}}, {{id: b}}, {{id: c}}, {{id: d}}]
groups: [{{id: one}}, {{id: two}}]
sessions:
  - {{id: opens-one, title: Opening one, minutes: 40}}
  - {{id: opens-two, title: Opening two, minutes: 40}}
{SESSIONS}
rules:
  - {{rule: conflict, of: [opens-one, opens-two], level: hard, count: pairs}}
  - {{rule: opening, session: opens-one, of: [one]}}
  - {{rule: opening, session: opens-two, of: [two]}}
  - {{rule: conflict, of: [one], count: pairs, weight: 3}}
  - {{rule: conflict, of: [two], count: pairs, weight: 3}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A scenario, and a timetable of it that carries a certificate."""
    folder = tmp_path_factory.mktemp("bounds")
    scenario, timetable = folder / "study.yaml", folder / "study.json"
    scenario.write_text(SCENARIO, encoding="utf-8")
    loaded = load(scenario)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(when_then_where, "suits", lambda _: True)
        outcome = solve(loaded.problem, Budget(seconds=60.0, workers=1))
    assert outcome.status == "optimal"
    assert [tier.cost for tier in outcome.tiers] == [0, 3]
    timetable.write_bytes(to_bytes(record(outcome, sha256=loaded.sha256)))
    return scenario, timetable


Capture = pytest.CaptureFixture[str]


def verify(*words: object) -> int:
    return cli.main(["verify", *map(str, words)])


def test_a_bound_is_checked_by_its_certificate(files: tuple[Path, Path], capsys: Capture) -> None:
    (certificate,) = read(files[1]).certificates
    assert (certificate.tier, certificate.bound) == ("preferences", 3)
    assert verify(*files, "--bounds") == answer.OK
    assert "tier preferences costs at least 3: checked, by its certificate" in (
        capsys.readouterr().out
    )
    assert verify(*files, "--bounds", "--json") == answer.OK
    assert json.loads(capsys.readouterr().out)["bounds"] == {"preferences": 3}


def test_tampered_prices_are_refused(
    files: tuple[Path, Path], tmp_path: Path, capsys: Capture
) -> None:
    raw: dict[str, Any] = json.loads(files[1].read_text(encoding="utf-8"))
    for leaf in raw["certificates"][0]["leaves"]:
        for row in leaf["priced"]:
            row["prices"] = [[g, 3 * price] for g, price in row["prices"]]
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps(raw), encoding="utf-8")
    assert verify(files[0], forged) == answer.OK, "nobody asked"
    capsys.readouterr()
    assert verify(files[0], forged, "--bounds") == answer.NO
    said = " ".join(capsys.readouterr().out.split())
    assert "false claim, bounds: A certificate says that tier preferences costs at least 3" in said


def test_what_is_not_known_of_a_certificate_is_said(
    files: tuple[Path, Path], tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "other.json"
    prices = (PatternCertificate(tier="preferences", bound=3),)
    other.write_bytes(to_bytes(read(files[1]).model_copy(update={"certificates": prices})))
    assert verify(files[0], other, "--bounds") == answer.OK
    assert "costs at least 3: not checked: no rule gives each room slot to one body" in (
        capsys.readouterr().out
    )


def test_what_has_no_certificate_is_said_to_have_none(
    files: tuple[Path, Path], tmp_path: Path, capsys: Capture
) -> None:
    bare = tmp_path / "bare.json"
    bare.write_bytes(to_bytes(read(files[1]).model_copy(update={"certificates": ()})))
    assert verify(files[0], bare, "--bounds") == answer.OK
    assert "not checked, because it has no certificate" in capsys.readouterr().out
