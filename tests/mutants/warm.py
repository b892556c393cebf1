"""
A process that has loaded the libraries and runs tests in forks of itself, one order a line.

    python -m tests.mutants.warm   # in a copy of the project

Loading the solver, pytest and the rooms below those that are changed takes two seconds; a fork
has them at once. None of the rooms that are changed is loaded before the fork.
"""

import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from tests.mutants.mutations import ROOMS

LIBRARIES = (
    "babel.dates cyclopts docx hypothesis icalendar jinja2 lazy_loader lxml.etree networkx numpy "
    "openpyxl ortools.sat.python.cp_model pydantic pytest_benchmark.plugin rich.console "
    "ruamel.yaml sqlalchemy syrupy xdist.plugin zoneinfo scheduler.files.run scheduler.problem "
    "scheduler.scenario scheduler.timetable.files scheduler.instance.compile scheduler.store"
)
OPTIONS = (
    *("-q", "-x", "-n0", "-o", "addopts=", "-o", "console_output_style=classic"),
    *("-p", "no:cacheprovider", "--benchmark-disable", "--no-header", "--tb=no"),
)
WALL = 1800
"""Seconds by the clock after which a fork hangs, whatever it has computed."""


class Watch:
    """What each test cost, and how it ended; the context of the coverage, where it is measured."""

    def __init__(self, limits: Mapping[str, float], coverage: Coverage | None) -> None:
        self.limits = limits
        self.coverage = coverage
        self.seconds: dict[str, float] = {}
        self.bad: dict[str, str] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        if self.coverage is not None:
            self.coverage.switch_context(item.nodeid)
        begin = _computed()
        signal.setitimer(signal.ITIMER_PROF, self.limits.get(item.nodeid, 0))  # 0: none
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.seconds[item.nodeid] = _computed() - begin

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.bad[report.nodeid] = report.outcome

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.bad[report.nodeid or "collection"] = "failed"


def _computed() -> float:
    """Seconds of CPU of this process and those that it has waited for."""
    return sum(os.times()[:4])


def serve() -> None:
    """Carry out the orders of standard input until it ends."""
    for name in LIBRARIES.split():
        importlib.import_module(name)
    loaded = [name for room in ROOMS if (name := f"scheduler.{room}") in sys.modules]
    assert not loaded, f"{loaded} are loaded before the fork"
    sys.path.insert(0, str(Path.cwd()))
    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)


def _forked(order: dict[str, Any]) -> dict[str, Any]:
    """
    Run tests in a fork.

    ``order`` has the ``rounds`` of words for pytest, the first of which that fails is the last,
    the ``limit`` in seconds of CPU and the ``limits`` of single tests, and whether to ``measure``
    the lines that each test runs. The answer has the ``seconds`` of each test, the ``bad`` ones,
    and the ``lines``; it has ``died`` alone where the fork did not come to its end.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer"
        child = os.fork()
        if child == 0:
            try:
                os.setsid()
                resource.setrlimit(resource.RLIMIT_CPU, (order["limit"], order["limit"] + 10))
                _silence()
                coverage = _coverage() if order["measure"] else None
                watch = Watch(order["limits"], coverage)
                answer.write_text(json.dumps(_tested(order["rounds"], watch)))
            finally:
                os._exit(0)
        status = _waited(child)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        found: dict[str, Any]
        found = json.loads(answer.read_text()) if answer.exists() else {"died": status}
        return found


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)


def _waited(child: int) -> int:
    """The status of the child; it is killed after ``WALL`` seconds."""
    last = time.monotonic() + WALL
    pause = 0.005
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > last:
            os.killpg(child, signal.SIGKILL)
        time.sleep(pause)
        pause = min(0.1, 1.2 * pause)


def _tested(rounds: Sequence[Sequence[str]], watch: Watch) -> dict[str, Any]:
    options = OPTIONS if watch.coverage is None else [word for word in OPTIONS if word != "-x"]
    for words in rounds:
        code = pytest.main([*options, *words], plugins=[watch])
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            watch.bad = watch.bad or {"collection": "failed"}
            break
    lines = {} if watch.coverage is None else _lines(watch.coverage)
    return {"seconds": watch.seconds, "bad": watch.bad, "lines": lines}


def _coverage() -> Coverage:
    rooms = [str(Path("scheduler", room).resolve() / "*") for room in ROOMS]
    coverage = Coverage(data_file=None, branch=False, include=rooms, config_file=False)
    coverage.start()
    return coverage


def _lines(coverage: Coverage) -> dict[str, dict[str, list[int]]]:
    """Of each test the lines that it runs, by file; of the empty one those that run on import."""
    coverage.stop()
    data = coverage.get_data()
    found: dict[str, dict[str, list[int]]] = {}
    for path in data.measured_files():
        name = Path(path).relative_to(Path.cwd()).as_posix()
        for line, tests in data.contexts_by_lineno(path).items():
            for test in tests:
                found.setdefault(test, {}).setdefault(name, []).append(line)
    return found


if __name__ == "__main__":
    serve()
