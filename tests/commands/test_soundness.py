"""doctor judges what was published: by the rules, and by what it claims."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler import store as stores
from scheduler.timetable import Record

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "csp11.yaml"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Record:
    out = tmp_path_factory.mktemp("first") / "first.json"
    assert cli.main(["solve", str(SCENARIO), "--out", str(out), "--workers", "1"]) == 0
    return Record.model_validate_json(out.read_bytes())


def examined(capsys: Any, folder: Path, *records: Record) -> tuple[int, list[tuple[str, str]]]:
    """What doctor says of the timetables in a store in which these were published in a row."""
    shutil.copy(SCENARIO, folder / "meeting.yaml")
    with stores.opened(folder / "meeting.db") as store:
        for parent, record in zip((None, *range(len(records))), records, strict=False):
            origin = stores.Origin(parent=parent, author="planner", cause="as it was")
            kept = stores.draft(store, record, SCENARIO.read_bytes(), origin)
            stores.publish(store, kept.draft, parent, author="planner")
    capsys.readouterr()
    code = cli.main(["doctor", "--store", str(folder / "meeting.db"), "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return code, [(f["level"], f["sentence"]) for f in findings if f["topic"] == "timetables"]


def test_what_is_sound_is_told(capsys: Any, tmp_path: Path, first: Record) -> None:
    code, said = examined(capsys, tmp_path, first)
    assert code == 0
    assert said == [("ok", "1 published revision: rules kept, claims true")]


def test_a_false_claim_and_a_broken_rule_are_found(
    capsys: Any, tmp_path: Path, first: Record
) -> None:
    tiers = (first.tiers[0].model_copy(update={"cost": 7, "bound": 7}), *first.tiers[1:])
    false = first.model_copy(update={"tiers": tiers})
    short = first.model_copy(update={"sittings": first.sittings[:-1]})
    code, said = examined(capsys, tmp_path, false, short)
    assert code == 1
    assert said[0] == (
        "error",
        "Rev.0 (r1): false claim, tiers: The file says that tier unplaced costs 7; it costs 0.",
    )
    assert any("Rev.1 (r2): placement: " in sentence for _, sentence in said)
    assert {level for level, _ in said} == {"error"}


def test_what_another_version_published_is_a_warning(
    capsys: Any, tmp_path: Path, first: Record
) -> None:
    assert first.run is not None
    run = first.run.model_copy(update={"rollgrid": "0.0.9"})
    old = first.model_copy(update={"sittings": first.sittings[:-1], "run": run})
    code, said = examined(capsys, tmp_path, old)
    assert code == 0
    assert {level for level, _ in said} == {"warning"}
