"""No option is dropped in silence because of another: it does something, or is refused."""

import json
import shlex
from pathlib import Path

import pytest

import cli
from scheduler.files import write
from scheduler.render.terminal.answer import OK, USAGE
from scheduler.timetable.files import to_bytes
from tests.render.annexes import PRINTED, record

ROOT = Path(__file__).parents[2]
CSP11 = ROOT / "scenarios" / "csp11.yaml"
FILES = "annex.json --scenario csp11.yaml"
REFUSED = [
    f"show {FILES} --json --day nonsense",
    f"show {FILES} --json --day wednesday",
    f"show {FILES} --json --view rooms",
    f"show {FILES} --json --room plenary",
    f"show {FILES} --json --times",
    f"show {FILES} --json --clean",
    f"show {FILES} --json --before annex.json",
    f"show {FILES} --json --list",
    f"show {FILES} --json --width 80",
    "solve csp11.yaml --json --day wednesday",
    "solve csp11.yaml --json --ascii",
    "replan csp11.yaml --published annex.json --json --view list",
    "replan csp11.yaml --published annex.json --store other.db",
    "replan csp11.yaml --published annex.json --by chair",
    "now --timetable annex.json --scenario csp11.yaml --json --width 80",
    "contingency --timetable annex.json --scenario csp11.yaml --json --list",
    "diff annex.json annex.json --scenario csp11.yaml --json --by person",
    "check --explain S003 --deep",
    "check csp11.yaml --explain S003",
    "notices mark-sent --all",
    "notices mark-sent --to folder",
    "notices list --to folder",
    "notices write --revision 1",
    "notices write --all",
    "notices list --json --width 80",
    "waive --person wgtu-chair",
    "waive --reason because",
    "waive --withdraw 1 --reason because --session wgtu",
    "waive --withdraw 1 --reason because --until '2025-02-28 10:00'",
    "pin --room plenary",
    "pin --reason because",
    f"why wgtu --timetable {FILES} --seconds 5",
    f"why wgtu --timetable {FILES} --seed 2",
    f"suggest wgtu --timetable {FILES} --seconds 5",
    f"suggest wgtu --timetable {FILES} --workers 1 --verbose",
    "report list --at '2025-02-25 17:55'",
    "report list --title Extra",
    "report list --reason because",
    "report overrun enip 30m --all",
    "report overrun enip 30m --reason because",
    "report --undo 1 --reason because --title Extra",
    "report --undo 1 --reason because --all",
]


@pytest.mark.parametrize("command", REFUSED)
def test_an_option_of_no_use_beside_another_is_refused(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROLLGRID_STORE", raising=False)
    Path("csp11.yaml").write_bytes(CSP11.read_bytes())
    write(Path("annex.json"), to_bytes(record(*PRINTED, scenario_sha256="")))
    assert cli.main(shlex.split(command)) == USAGE
    said = capsys.readouterr()
    if "--json" in command:
        assert "not possible with" in json.loads(said.out)["error"]["message"]
    else:
        assert said.out == ""
        assert "not possible with" in said.err
    assert {path.name for path in tmp_path.iterdir()} <= {"csp11.yaml", "annex.json"}


def test_the_meaning_of_a_code_is_one_object_for_scripts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["check", "--explain", "S003", "--json"]) == OK
    told = json.loads(capsys.readouterr().out)
    assert told["format_version"] == 1
    assert told["code"] == "S003"
    assert told["meaning"]
