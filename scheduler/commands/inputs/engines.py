"""Where jobs run: processes of this machine, or a cluster."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.options.sweeping import ClusterOptions, SweepOptions
from scheduler.errors import UsageError
from scheduler.render.terminal.console import remind
from scheduler.sweeps.engines import Engine
from scheduler.sweeps.processes import Processes

if TYPE_CHECKING:
    from scheduler.sweeps.cluster import Cluster, Tls

MOST_PROCESSES = 8
"""Unless more are asked for."""


def engine_of(running: SweepOptions) -> Engine:
    """The engine that was asked for; UsageError for a cluster that cannot be used."""
    cluster = cluster_of(running)
    if cluster is None:
        return processes(running.workers)
    if running.workers is not None:
        raise UsageError("--workers counts processes on this machine: leave it out with --cluster")
    return cluster


def processes(workers: int | None = None) -> Processes:
    """Processes of this machine: as many as there are cores, unless told."""
    cores = min(MOST_PROCESSES, os.cpu_count() or 1)
    return Processes(workers if workers is not None else cores)


def cluster_of(options: ClusterOptions) -> "Cluster | None":
    """The cluster that was asked for; UsageError if it cannot be meant, or dask is not here."""
    given = (options.tls_ca, options.tls_cert, options.tls_key)
    address = options.cluster
    if address is None or not address.startswith("tls://"):
        if any(path is not None for path in given):
            raise UsageError("--tls-ca, --tls-cert and --tls-key need --cluster tls://host:8786")
        if address is None:
            return None
    if not address.startswith(("tcp://", "tls://")):
        raise UsageError(f"--cluster {address}: expected tcp://host:8786 or tls://host:8786")
    try:
        from scheduler.sweeps.cluster import Cluster, Tls  # dask: 0.5 s, and not always here
    except ModuleNotFoundError:
        raise UsageError("--cluster needs dask: install rollgrid[cluster]") from None
    return Cluster(address, _tls(Tls, *given) if address.startswith("tls://") else None, remind)


def _tls(made: "type[Tls]", ca: Path | None, cert: Path | None, key: Path | None) -> "Tls":
    if ca is None or cert is None or key is None:
        raise UsageError("tls:// needs certificates: --tls-ca, --tls-cert and --tls-key")
    for path in (ca, cert, key):
        if not path.is_file():
            raise UsageError(f"{path}: file not found")
    return made(ca, cert, key)
