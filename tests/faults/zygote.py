"""
A process that has the whole program loaded and forks one child for each command.

So a run that is killed costs no start-up, and begins with the same memory each time: what it asks
of the system comes in the same order. Jobs are lines of JSON on stdin, answers on stdout::

    {"folder": ..., "argv": [...], "clock": "2030-03-04T12:00:00+00:00", "said": ...}
    {"pid": 123}    once the child is there; it stands still until it is sent SIGCONT
    {"code": 0}     what it ended with; -9 if it was killed
"""

import gc
import json
import os
import resource
import signal
import sys
from datetime import datetime
from importlib import import_module
from typing import Any

import cli
from scheduler.vocabulary.clock import telling

LAZY = ("scheduler.replanning.replan", "scheduler.search.solve", "scheduler.scenario", "_strptime")
"""Loaded by commands only when they need it."""


def load() -> None:
    """Everything that any command would load."""
    for command, _ in (*cli.COMMANDS, *cli.IMPORTS):
        import_module(f"scheduler.commands.{command.partition(':')[0]}")
    for name in LAZY:
        import_module(name)
    gc.collect()
    gc.freeze()


def serve() -> None:
    load()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            _carry_out(job)
        os.waitpid(child, os.WUNTRACED)  # until it stands still
        print(json.dumps({"pid": child}), flush=True)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)


def _carry_out(job: dict[str, Any]) -> None:
    """In the child: never returns."""
    code = 71
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(job["folder"])
        said = os.open(job["said"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        for number in (1, 2):
            os.dup2(said, number)
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
