"""Options of sweeps: where its jobs run."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterOptions:
    """Which cluster, and the certificates that it is spoken to with."""

    cluster: Annotated[
        str | None,
        Parameter(help="Address of a dask scheduler: tcp://host:8786 or tls://host:8786."),
    ] = None
    tls_ca: Annotated[
        Path | None, Parameter(help="With tls://: the certificate of the authority (PEM).")
    ] = None
    tls_cert: Annotated[
        Path | None, Parameter(help="With tls://: the certificate of this machine (PEM).")
    ] = None
    tls_key: Annotated[
        Path | None, Parameter(help="With tls://: the key of that certificate (PEM).")
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOptions(ClusterOptions):
    """How many processes here, or which cluster."""

    workers: Annotated[
        int | None,
        Parameter(
            validator=from_to(1, 256),
            help="Number of processes (default: one per core, at most 8).",
        ),
    ] = None
    verbose: Annotated[
        bool, Parameter(negative=(), help="Show progress even without a terminal.")
    ] = False
