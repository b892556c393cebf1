"""What is slow to load is loaded only where it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.annexes import PRINTED, record

ROOT = Path(__file__).parents[1]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
SLOW = {"ortools", "pandas", "numpy", "networkx"}
LOADED = """
import sys
import cli
code = cli.main(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
raise SystemExit(code)
"""


@pytest.fixture
def timetable(tmp_path: Path) -> str:
    """The annex of CSP11, as solve would have stored it."""
    from scheduler.records import to_bytes, write

    path = tmp_path / "csp11.json"
    write(path, to_bytes(record(*PRINTED)))
    return str(path)


def modules_of(*argv: str) -> set[str]:
    command = [sys.executable, "-c", LOADED, *argv]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "argv",
    [
        ["check", CSP11],
        ["schema"],
        ["diff", "T", "T"],
        ["export", "md", CSP11, "T"],
        ["show", "T", "--scenario", CSP11],
        ["verify", CSP11, "T"],
    ],
    ids=lambda argv: argv[0],
)
def test_what_solves_nothing_loads_no_solver(argv: list[str], timetable: str) -> None:
    assert not modules_of(*[timetable if word == "T" else word for word in argv]) & SLOW


def test_a_diff_without_a_scenario_reads_no_yaml(timetable: str) -> None:
    assert "ruamel" not in modules_of("diff", timetable, timetable)


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["solve", "--help"]])
def test_help_loads_next_to_nothing(argv: list[str]) -> None:
    assert not modules_of(*argv) & (SLOW | {"pydantic", "ruamel", "jinja2", "docx"})
