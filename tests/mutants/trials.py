"""
Mutants are tried one after the other in a copy of the project, by the tests that concern them.

Which lines each test runs is measured once for each file of tests. Of the tests that run a line
those that stand nearest and cost least come first, and the first that fails kills the mutant. One
that no test fails survives. Tests are added up until ``seconds`` of CPU; those marked ``ci`` come
after the others, with as many seconds of their own.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.draws import fingerprint
from tests.mutants.mutations import ROOT, Mutation

COPIED = ("scheduler", "scenarios", "tests", "docs", "cli.py", "pyproject.toml", "README.md")
MARKS = {"": "not ci and not long", "ci": "ci and not long"}
ROUNDS = (8, 40, 200)
"""Tests that a fork collects at a time; most mutants need no more than the first few."""
PATIENCE, FACTOR = 15, 10
"""A test hangs after so many seconds of CPU, and so many times those that it needs."""
MEASURED_IN = 3600
"""Seconds of CPU that a whole file of tests may need."""
FAR = {"benchmarks", "desk", "docs", "files", "importing", "letter", "mutants", "notices"}
FAR |= {"old_files", "render", "store"}
"""Tests that run much of the rooms that are changed, and look at little of what they do."""
ANYWHERE = ("tests/twins/", "tests/oracle/")
"""Tests that compare whole timetables, and so notice most changes."""


@dataclass(frozen=True)
class Trial:
    """
    What became of a mutant.

    ``outcome`` is ``killed`` by a test, ``hung`` if its tests did not end, ``survived``, or
    ``not run`` by any test. ``code`` stands for the file that was changed and ``told`` for the
    tests: a trial counts as long as the first is as it was, a survivor as long as both are.
    """

    code: str
    told: str
    mutation: Mutation
    outcome: str
    tests: int
    killer: str | None = None


@dataclass(frozen=True)
class Tested:
    """A test: what it costs in seconds of CPU, and the lines that it runs, by file, as bits."""

    name: str
    file: str
    seconds: float
    mark: str
    lines: dict[str, int]


class Copy:
    """The project once more, for one worker alone, with the process that runs tests in it."""

    def __init__(self, worker: int) -> None:
        self.folder = place() / f"copy-{worker}-{fingerprint()}"
        for old in place().glob(f"copy-{worker}-*"):
            if old != self.folder:
                shutil.rmtree(old)
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self.folder / name, dirs_exist_ok=True)
            else:
                shutil.copy2(source, self.folder / name)
        self._sound: dict[str, bool] = {}

    def __enter__(self) -> "Copy":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._warm.terminate()
        self._warm.wait()

    @cached_property
    def _warm(self) -> "subprocess.Popen[str]":
        bare = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-m", "tests.mutants.warm"]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=self.folder, stdin=pipe, stdout=pipe, text=True, env=bare
        )

    def run(self, rounds: Sequence[Sequence[str]], **order: Any) -> dict[str, Any]:
        """The answer of the process; see ``tests.mutants.warm``."""
        sent, answers = self._warm.stdin, self._warm.stdout
        assert sent is not None
        assert answers is not None
        whole = {"rounds": rounds, "limit": MEASURED_IN, "limits": {}, "measure": False} | order
        sent.write(f"{json.dumps(whole)}\n")
        sent.flush()
        answer: dict[str, Any] = json.loads(answers.readline())
        return answer

    def outcome(self, mutation: Mutation, tests: Sequence[Tested]) -> tuple[str, str | None]:
        """What becomes of the mutant, and the test that fails."""
        left = list(tests)
        while left:
            answer = self._changed(mutation, left)
            if "died" in answer:
                return ("hung", None) if answer["died"] else ("killed", "the process ended")
            bad = [name for name, outcome in answer["bad"].items() if outcome == "failed"]
            if not bad:
                return "survived", None
            if self._is_sound(bad[0]):
                return "killed", bad[0]
            left = [test for test in left if test.name != bad[0]]
        return "not run", None

    def _changed(self, mutation: Mutation, tests: Sequence[Tested]) -> dict[str, Any]:
        target = self.folder / mutation.path
        source, of = target.read_bytes(), target.stat()
        target.write_text(mutation.applied(source.decode()), encoding="utf-8")
        # Bytecode is told apart by time and size alone: every mutant has a time of its own.
        own = int(sha256(mutation.id.encode()).hexdigest()[:7], 16)
        os.utime(target, (own, own))
        limits = {test.name: PATIENCE + FACTOR * test.seconds for test in tests}
        limit = round(2 * PATIENCE + FACTOR * sum(test.seconds for test in tests))
        try:
            return self.run(_rounds(tests), limit=limit, limits=limits)
        finally:
            target.write_bytes(source)
            os.utime(target, ns=(of.st_atime_ns, of.st_mtime_ns))

    def _is_sound(self, test: str) -> bool:
        """Whether a test that killed a mutant passes alone, with no change."""
        if test not in self._sound:
            alone = [] if "::" not in test else [[test]]
            self._sound[test] = not self.run(alone).get("bad")
        return self._sound[test]


def _rounds(tests: Sequence[Tested]) -> list[list[str]]:
    bounds = [0, *accumulate(ROUNDS), len(tests)]
    parts = [tests[a:b] for a, b in pairwise(bounds)]
    return [[test.name for test in part] for part in parts if part]


def place() -> Path:
    """The folder of what is known of mutants so far."""
    return Path(os.environ.get("ROLLGRID_MUTANTS") or ROOT / ".pytest_cache" / "mutants")


def recorded() -> dict[str, Trial]:
    """The last trial of each mutant, by its id, of files that are as they were."""
    file = place() / "trials.jsonl"
    found: dict[str, Trial] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        fields = json.loads(line)
        trial = Trial(**{**fields, "mutation": Mutation(**fields["mutation"])})
        path = ROOT / trial.mutation.path
        if path.exists() and trial.code == digest(path):
            found[trial.mutation.id] = trial
    return found


def digest(path: Path) -> str:
    """Of a file of the project."""
    return sha256(path.read_bytes()).hexdigest()[:12]


class Concern:
    """Which tests concern a mutant."""

    def __init__(self, tests: Iterable[Tested], seconds: float) -> None:
        self.tests = list(tests)
        self.seconds = seconds
        self.digests = {test.file: digest(ROOT / test.file) for test in self.tests}

    def of(self, mutation: Mutation) -> list[Tested]:
        """
        The tests that a mutant is tried with, in order.

        They run its lines; where none does, as on import or in a thread of the solver, they run
        something of its file.
        """
        lines = (2 << mutation.last) - (1 << mutation.line)
        of_file = [test for test in self.tests if mutation.path in test.lines]
        running = [test for test in of_file if test.lines[mutation.path] & lines] or of_file
        return [test for mark in MARKS for test in self._affordable(mutation, running, mark)]

    def _affordable(self, mutation: Mutation, tests: Sequence[Tested], mark: str) -> list[Tested]:
        """What fits into the seconds; tests of the module itself have as many more."""
        marked = [test for test in tests if test.mark == mark]
        chosen: list[Tested] = []
        left = {True: 2 * self.seconds, False: self.seconds}
        for test in sorted(marked, key=lambda t: (t.seconds / _nearness(t, mutation), t.name)):
            nearest = _nearness(test, mutation) == NEAREST
            if test.seconds <= left[nearest] or not chosen:
                chosen.append(test)
                left[nearest] -= test.seconds
        return chosen

    def told(self, tests: Sequence[Tested]) -> str:
        files = sorted({f"{test.file} {self.digests[test.file]}" for test in tests})
        return sha256("\n".join(files).encode()).hexdigest()[:12]


NEAREST = 10


def _nearness(test: Tested, mutation: Mutation) -> int:
    """How much more a test is worth than one from somewhere else at the same cost."""
    _, room, *_, module = Path(mutation.path).with_suffix("").parts
    if f"test_{module}." in test.file:
        return NEAREST
    return 3 if test.file.startswith((f"tests/{room}/", *ANYWHERE)) else 1


def try_out(mutation: Mutation, concern: Concern, copy: Copy) -> Trial:
    """Try one mutant, and record what became of it."""
    tests = concern.of(mutation)
    outcome, killer = copy.outcome(mutation, tests)
    code, told = digest(copy.folder / mutation.path), concern.told(tests)
    trial = Trial(code, told, mutation, outcome, len(tests), killer)
    with (place() / "trials.jsonl").open("ab", buffering=0) as file:
        file.write(f"{json.dumps(asdict(trial))}\n".encode())
    return trial


def measured(copy: Copy, marks: Sequence[str]) -> Iterator[Tested]:
    """All tests that pass; each file of them is measured once for each version of the code."""
    folder = place() / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT).as_posix()
        for mark in marks if name.split("/")[1] not in FAR else ():
            known = folder / f"{name.replace('/', '.')}-{mark}-{digest(path)}-{fingerprint()}.json"
            if not known.exists():
                words = [name, "-m", MARKS[mark]]
                known.write_text(json.dumps(copy.run([words], measure=True)))
                print(f"measured {name} {mark}", flush=True)
            yield from _tests(name, mark, json.loads(known.read_text()))


def _tests(file: str, mark: str, answer: dict[str, Any]) -> Iterator[Tested]:
    for name, lines in answer.get("lines", {}).items():
        if name and name not in answer["bad"]:
            of = {path: sum(1 << n for n in set(numbers)) for path, numbers in lines.items()}
            yield Tested(name, file, answer["seconds"][name], mark, of)
