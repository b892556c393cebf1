"""Where jobs are worked at: processes of this machine."""

import os

from scheduler.commands.options.sweeping import SweepOptions
from scheduler.sweeps.engines import Engine
from scheduler.sweeps.processes import Processes

MOST_PROCESSES = 8
"""Unless more are asked for."""


def engine_of(running: SweepOptions) -> Engine:
    """The engine that was asked for."""
    cores = min(MOST_PROCESSES, os.cpu_count() or 1)
    return Processes(running.workers if running.workers is not None else cores)
