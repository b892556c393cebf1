"""
Mutated inputs, tried in a process that may use so much memory and time and no more.

``python -m tests.hostile.child SURFACE FIRST COUNT FOLDER`` prints a line of JSON for each input
that it begins with, and one for each that failed. What kills it, it was trying.
"""

import gc
import json
import os
import random
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

MEMORY = 1 << 30
"""Bytes of address space."""
SECONDS = 10
"""CPU seconds of each input."""
ROOT = Path(__file__).parents[2]


def failures(surface: str, first: int, count: int, folder: Path) -> Iterator[str]:
    """What went wrong with so many inputs; a process that was killed is followed by another."""
    end = first + count
    while first < end:
        words = [sys.executable, "-m", "tests.hostile.child", surface, str(first), str(end - first)]
        ran = subprocess.run(
            [*words, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        said = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
        yield from (f"input {one['failed']}:\n{one['error']}" for one in said if "failed" in one)
        tried = [one["tried"] for one in said if "tried" in one]
        if ran.returncode == 0:
            return
        last = tried[-1] if tried else first
        yield f"input {last}: exit {ran.returncode} of the process\n{ran.stderr[-2_000:]}"
        first = last + 1


def main(surface: str, first: int, count: int, folder: Path) -> None:
    from tests.hostile.remembering import remember
    from tests.hostile.surfaces import HEARD, SURFACES

    attempt = SURFACES[surface]
    remember(surface)
    gc.set_threshold(50_000, 20, 50)  # as the program has it
    gc.freeze()
    os.chdir(folder)
    setattr(os, "fsync", lambda _: None)  # noqa: B010  # nobody pulls the plug
    out = os.fdopen(os.dup(1), "w", buffering=1)
    for number in range(first, first + count):
        print(json.dumps({"tried": number}), file=out)
        HEARD.clear()
        limit_time()
        try:
            attempt(random.Random(f"{surface} {number}"), folder)
        except Exception:  # whatever it is, it is a finding, and the next input is tried
            error = traceback.format_exc(limit=-6)[-3_000:]
            print(json.dumps({"failed": number, "error": error}), file=out)


def limit_time() -> None:
    """The next ten seconds of CPU are for the next input."""
    until = int(time.process_time()) + 1 + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
