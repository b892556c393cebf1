"""
Mutants are tried one after the other in a copy of the project, by the tests that concern them.

Which tests run a line is measured once for each version of the code (coverage with the test as its
context). Of those the quickest come first, and the first that fails kills the mutant. One that no
test fails survives, and so does one on a line that no test runs.
"""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from coverage import CoverageData

from tests.draws import fingerprint
from tests.mutants.mutations import ROOT, Mutation

MOST_TESTS = 400
"""Tests that one mutant is tried with, the quickest first."""
PATIENCE = 600
"""Seconds; a mutant that makes the tests run longer is killed by that."""
COPIED = ("scheduler", "scenarios", "tests", "docs", "cli.py", "pyproject.toml", "README.md")


@dataclass(frozen=True)
class Trial:
    """What became of a mutant: ``killed`` by a test, ``survived``, or ``not run`` by any test."""

    code: str
    mutation: Mutation
    outcome: str
    tests: int
    killer: str | None = None


def place() -> Path:
    """The folder of what is known of mutants so far."""
    return Path(os.environ.get("ROLLGRID_MUTANTS") or ROOT / ".pytest_cache" / "mutants")


def recorded() -> Iterator[Trial]:
    """All trials so far of this version of the code."""
    file = place() / "trials.jsonl"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        trial = json.loads(line)
        if trial["code"] == fingerprint():
            yield Trial(**{**trial, "mutation": Mutation(**trial["mutation"])})


def try_out(mutation: Mutation, worker: int) -> Trial:
    """Try one mutant in the copy of a worker, and record what became of it."""
    tests = covering().get(mutation.path, {}).get(mutation.line, [])
    killer = _killer(mutation, tests, _copy(worker)) if tests else None
    outcome = "not run" if not tests else "survived" if killer is None else "killed"
    trial = Trial(fingerprint(), mutation, outcome, len(tests), killer)
    with (place() / "trials.jsonl").open("ab", buffering=0) as file:
        file.write(f"{json.dumps(asdict(trial))}\n".encode())
    return trial


def _killer(mutation: Mutation, tests: list[str], copy: Path) -> str | None:
    """The test that fails, ``time`` if none ends in time; None if all pass."""
    target = copy / mutation.path
    source = target.read_text(encoding="utf-8")
    target.write_text(mutation.applied(source), encoding="utf-8")
    names = copy / "tests.txt"
    names.write_text("\n".join(tests))
    command = [sys.executable, "-m", "pytest", "-x", "-n0", "-p", "no:cacheprovider", f"@{names}"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, capture_output=True, text=True, timeout=PATIENCE, env=environment
        )
    except subprocess.TimeoutExpired:
        return "time"
    finally:
        target.write_text(source, encoding="utf-8")
    if done.returncode == 0:
        return None
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" ")[1] if failed else f"exit {done.returncode}"


def covering() -> dict[str, dict[int, list[str]]]:
    """The tests that run each line of each file, the quickest first; measured once a version."""
    file = place() / f"covering-{fingerprint()}.json"
    if not file.exists():
        place().mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(_measure(_copy(0))))
    lines: dict[str, dict[str, list[str]]] = json.loads(file.read_text())
    return {path: {int(n): tests for n, tests in of.items()} for path, of in lines.items()}


def _measure(copy: Path) -> dict[str, dict[int, list[str]]]:
    times, data = copy / "times.xml", copy / ".coverage"
    command = [sys.executable, "-m", "pytest", "--cov=scheduler", "--cov-context=test"]
    subprocess.run([*command, "--cov-report=", f"--junitxml={times}"], cwd=copy, check=True)
    seconds = {
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": float(
            case.get("time", "0")
        )
        for case in ET.parse(times).iter("testcase")
    }
    measured = CoverageData(str(data))
    measured.read()
    found: dict[str, dict[int, list[str]]] = {}
    for path in measured.measured_files():
        of = {
            line: sorted(
                {name for context in contexts if (name := context.partition("|")[0])},
                key=lambda name: (seconds.get(name, 1.0), name),
            )[:MOST_TESTS]
            for line, contexts in measured.contexts_by_lineno(path).items()
        }
        found[Path(path).relative_to(copy).as_posix()] = of
    return found


def _copy(worker: int) -> Path:
    """The project once more, for one worker alone."""
    copy = place() / f"copy-{worker}-{fingerprint()}"
    if not copy.exists():
        for old in place().glob(f"copy-{worker}-*"):
            shutil.rmtree(old)
        copy.mkdir(parents=True)
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, copy / name)
    return copy
