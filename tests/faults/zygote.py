"""
A process that has the whole program loaded and forks one child for each command.

So a run that is killed costs no start-up, and begins with the same memory each time: what it asks
of the system comes in the same order. Jobs are lines of JSON on stdin, answers on stdout::

    {"folder": ..., "argv": [...], "clock": "2030-03-04T12:00:00+00:00", "said": ...}
    {"pid": 123}    once the child is there; it stands still until it is sent SIGCONT
    {"code": 0}     what it ended with; -9 if it was killed

A job that is ``warm`` is done by this process itself: what is made ready at the first use of a
command is there for every child then, and no child writes compiled modules::

    {"folder": ..., "argv": [...], "clock": ..., "said": ..., "warm": true}
    {"code": 0}
"""

import gc
import json
import os
import resource
import signal
import sys
import time
from datetime import datetime
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import cli
from scheduler.vocabulary.clock import telling

LAZY = ("scheduler.replanning.replan", "scheduler.search.solve", "scheduler.scenario", "_strptime")
"""Loaded by commands only when they need it."""
TICK = 1e-6
"""Seconds from one look at the clock to the next: what a run writes down is the same each time."""


def load() -> None:
    """
    Everything that any command would load.

    How long a search took is told by a clock of ours. A sweep's jobs are worked at here: its
    workers, which write nothing, would be three more processes to start.
    """
    ticks = count()
    time.monotonic = time.perf_counter = time.process_time = lambda: next(ticks) * TICK
    for command, _ in (*cli.COMMANDS, *cli.IMPORTS):
        import_module(f"scheduler.commands.{command.partition(':')[0]}")
    for name in LAZY:
        import_module(name)
    processes = import_module("scheduler.sweeps.processes")
    processes.Processes.run = lambda self, jobs: (
        (job, processes.attempt(job, self.work)) for job in jobs
    )
    _settle()


def _settle() -> None:
    """What is there stays: no child looks through it for garbage."""
    gc.collect()
    gc.freeze()


def serve() -> None:
    sys.dont_write_bytecode = True
    load()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        if job.get("warm"):
            print(json.dumps({"code": _warm(job)}), flush=True)
            continue
        child = os.fork()
        if child == 0:
            _carry_out(job)
        os.waitpid(child, os.WUNTRACED)  # until it stands still
        print(json.dumps({"pid": child}), flush=True)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)


def _warm(job: dict[str, Any]) -> int:
    """Here and now, and not in a child; the exit code."""
    kept, here = [os.dup(number) for number in (1, 2)], Path.cwd()
    try:
        _begin(job)
        with telling(lambda: datetime.fromisoformat(job["clock"])):
            code = cli.main(job["argv"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os.chdir(here)
        for number, copy in zip((1, 2), kept, strict=True):
            os.dup2(copy, number)
            os.close(copy)
    _settle()
    return code


def _begin(job: dict[str, Any]) -> None:
    """In its folder, with what it says going to its file."""
    os.chdir(job["folder"])
    said = os.open(job["said"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(said, number)
    os.close(said)


def _carry_out(job: dict[str, Any]) -> None:
    """In the child: never returns."""
    code = 71
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _begin(job)
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
        moment = datetime.fromisoformat(job["clock"])
        os.kill(os.getpid(), signal.SIGSTOP)
        with telling(lambda: moment):
            code = cli.main(job["argv"])
        sys.stdout.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
