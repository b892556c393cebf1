"""What is slow to load is loaded only where it is used."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import cli
from tests.draws import sampled
from tests.render.annexes import PRINTED, record

ROOT = Path(__file__).parents[1]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
SOLVING = {"ortools", "pandas", "numpy", "networkx"}
PUBLISHING = {"docx", "jinja2", "lxml", "typst"}
COLOUR = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""With these in the environment, rich is wanted everywhere."""
LOADED = """
import sys
import cli
import shlex
code = max(cli.main(shlex.split(line)) for line in sys.argv[1].splitlines())
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
raise SystemExit(code)
"""


@pytest.fixture
def timetable(tmp_path: Path) -> str:
    """The annex of CSP11, as solve would have stored it."""
    from scheduler.files import write
    from scheduler.timetable.files import to_bytes

    path = tmp_path / "csp11.json"
    write(path, to_bytes(record(*PRINTED)))
    return str(path)


def modules_of(*commands: Sequence[str]) -> set[str]:
    """What is loaded by a process that carries out these commands, one after the other."""
    lines = "\n".join(shlex.join(words) for words in commands)
    command = [sys.executable, "-c", LOADED, lines]
    bare = {name: value for name, value in os.environ.items() if name not in COLOUR}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=bare)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("argv", "more"),
    sampled(
        [
            (["export", "md", CSP11, "T"], {"rich"}),
            (["show", "T", "--scenario", CSP11], set()),
            (["check", CSP11], {"rich", "ruamel"}),
            (["schema"], {"rich"}),
            (["diff", "T", "T"], {"rich", "ruamel"}),
            (["verify", CSP11, "T"], {"rich"}),
        ],
        2,
    ),
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_solves_nothing_loads_no_solver_and_plain_lines_need_no_rich(
    argv: list[str], more: set[str], timetable: str
) -> None:
    loaded = modules_of([timetable if word == "T" else word for word in argv])
    assert not loaded & (SOLVING | PUBLISHING | more)


def test_chances_of_a_file_need_no_solver_and_no_store(timetable: str) -> None:
    loaded = modules_of(["risk", timetable, "--scenario", CSP11, "--samples", "50"])
    assert not loaded & {"ortools", "sqlalchemy", "typst", "docx"}


def test_a_store_is_loaded_only_where_one_is_used_and_a_fact_needs_no_solver(
    tmp_path: Path,
) -> None:
    store = ["--store", str(tmp_path / "m.db")]
    solve = ["solve", CSP11, "--workers", "1"]
    assert "sqlalchemy" not in modules_of(solve)
    assert cli.main([*solve, *store]) == 0
    told = ["report", "overrun", "enip", "30m", "--at", "2025-02-25 17:55"]
    loaded = modules_of(["publish", *store], [*told, *store], ["log", *store])
    assert "sqlalchemy" in loaded
    assert not loaded & (SOLVING | PUBLISHING)


@pytest.mark.parametrize(
    "argv", sampled([["--help"], ["solve", "--help"], ["--version"], ["report", "--help"]], 2)
)
def test_help_loads_next_to_nothing(argv: list[str]) -> None:
    assert not modules_of(argv) & (SOLVING | PUBLISHING | {"pydantic", "ruamel"})
