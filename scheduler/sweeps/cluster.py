"""
Jobs on a dask cluster (``distributed``): the same jobs, the same results, the same store.

No more jobs are handed in than the workers can soon begin. If a worker is killed, dask begins its
jobs again elsewhere; if the dask scheduler is killed, all jobs that had not come back are handed in
again once it answers.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from distributed import Client, Future, KilledWorker, Security

from scheduler.errors import UsageError
from scheduler.sweeps.engines import Ending, Failure, attempt
from scheduler.sweeps.jobs import Job, Versions
from scheduler.sweeps.results import Result

CONNECTING = 10.0
"""Seconds within which a scheduler answers, or there is none."""
PATIENCE = 300.0
"""Seconds for which a cluster that was there may be away, without a scheduler or workers."""
TICK = 1.0
"""Seconds after which the cluster is checked again."""
AHEAD = 2
"""Jobs on their way for each thread of the workers: one that is worked at, and the next."""
LOST = (OSError, TimeoutError)
"""What is raised where a connection breaks: dask's own errors of that are such."""


class _LostError(Exception):
    """The cluster is not what it was: what has not come back has to be handed in again."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Certificates (PEM): of who signs, of this machine, and the key of that."""

    ca: Path
    cert: Path
    key: Path


def work(job: Job, wanted: Versions) -> Result | Failure | Versions:
    """What a worker does: the result, what went wrong, or its versions if they are others."""
    here = Versions.here()
    return attempt(job) if here == wanted else here


@dataclass(slots=True)
class Cluster:
    """
    Workers of a dask scheduler.

    Attributes
    ----------
    address
        ``tcp://host:8786``, or ``tls://host:8786`` with ``tls``.
    remark
        Told what a person should know: workers that are refused, a cluster that is away.
    """

    address: str
    tls: Tls | None = None
    remark: Callable[[str], None] = lambda _: None
    patience: float = PATIENCE
    refused: dict[str, str] = field(default_factory=dict)
    sessions: Iterator[int] = field(default_factory=count)

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        """Each job once, as it ends. UsageError if the cluster cannot be reached, or stays away."""
        left = {job.number: job for job in jobs}
        away_since: float | None = None
        while left:
            try:
                with self.connected() as client:
                    for job, ending in _Session(self, client).run(list(left.values())):
                        away_since = None
                        del left[job.number]
                        yield job, ending
            except (_LostError, UsageError) as error:
                if isinstance(error, UsageError) and away_since is None:
                    raise
                now = time.monotonic()
                if away_since is None:
                    away_since = now
                    self.remark(f"the cluster at {self.address} does not answer: waiting for it")
                if now - away_since > self.patience:
                    raise UsageError(f"the cluster at {self.address} is gone: {error}") from None
                time.sleep(TICK)

    @contextmanager
    def connected(self) -> Iterator[Client]:
        """A client of the cluster; UsageError if nobody answers."""
        try:
            client = Client(
                self.address,
                security=_security(self.tls),
                timeout=CONNECTING,
                set_as_default=False,
                name="rollgrid",
            )
        except (*LOST, ValueError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise UsageError(f"no dask scheduler answers at {self.address}: {reason}") from None
        try:
            yield client
        finally:
            with suppress(Exception):  # the other end may be gone
                client.close(timeout=2)

    def workers(self, client: Client) -> dict[str, int]:
        """Threads of each worker of our versions, by address; others are refused by name."""
        wanted = Versions.here()
        try:
            told: dict[str, Any] = client.run(Versions.here, on_error="return")
            known = client.scheduler_info(n_workers=-1)["workers"]
        except LOST as error:
            raise _LostError(str(error)) from None
        for address, versions in told.items():
            if versions != wanted:
                self.refuse(address, versions)
        return {
            address: int(known[address]["nthreads"])
            for address, versions in told.items()
            if versions == wanted and address in known
        }

    def threads(self) -> int:
        """How many jobs the cluster can do at once; UsageError if none."""
        with self.connected() as client:
            return sum(_Session(self, client).await_workers().values())

    def refuse(self, address: str, versions: object) -> None:
        """Tell once of a worker that it gets no jobs."""
        has = str(versions) if isinstance(versions, Versions) else "no rollgrid that can do this"
        if self.refused.get(address) != has:
            self.refused[address] = has
            wanted = Versions.here()
            self.remark(f"worker {address} has {has}, not {wanted}: it gets no jobs")


@dataclass(slots=True)
class _Session:
    """Jobs handed in by one client, as long as its scheduler lives."""

    cluster: Cluster
    client: Client
    ended: "Queue[Future[Any]]" = field(default_factory=Queue)
    running: dict[Any, tuple[Job, "Future[Any]"]] = field(default_factory=dict)

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        waiting, number = deque(jobs), next(self.cluster.sessions)
        workers = self.await_workers()
        refusing = bool(self.cluster.refused)
        try:
            while waiting or self.running:
                while waiting and len(self.running) < AHEAD * sum(workers.values()) + 1:
                    self._hand_in(waiting.popleft(), number, list(workers) if refusing else None)
                try:
                    future = self.ended.get(timeout=TICK)
                except Empty:
                    self._look(workers)
                    continue
                job, _ = self.running.pop(future.key)
                yield job, self._ending(future)
        finally:
            with suppress(Exception):  # what is still on its way is not wanted any more
                self.client.cancel([future for _, future in self.running.values()], force=True)

    def await_workers(self) -> dict[str, int]:
        """Threads of workers that may do the jobs; UsageError if there are none."""
        workers = self.cluster.workers(self.client)
        if workers:
            return workers
        if self.cluster.refused:
            told = "; ".join(f"{a} has {has}" for a, has in self.cluster.refused.items())
            wanted = Versions.here()
            raise UsageError(f"no worker at {self.cluster.address} has {wanted}: {told}")
        raise UsageError(f"there are no workers at {self.cluster.address}: start dask worker")

    def _hand_in(self, job: Job, number: int, workers: list[str] | None) -> None:
        key = f"rollgrid-{job.key[:16]}-{job.number}-{number}"
        try:
            future = self.client.submit(
                work, job, Versions.here(), key=key, pure=False, workers=workers
            )
        except Exception as error:  # dask has no class for what a closed client raises
            if self.client.status == "running" and not isinstance(error, LOST):
                raise
            raise _LostError(str(error)) from None
        self.running[key] = job, future
        future.add_done_callback(self.ended.put)

    def _ending(self, future: "Future[Any]") -> Result | Failure:
        if future.status in ("cancelled", "lost"):
            raise _LostError("its scheduler was lost")
        try:
            made = future.result(timeout=CONNECTING)
        except KilledWorker as error:
            return Failure(f"its workers were killed: {error}")
        except LOST as error:
            raise _LostError(str(error)) from None
        except Exception as error:  # of this job: told by it, and the others go on
            return Failure(f"{type(error).__name__}: {error}")
        if isinstance(made, Versions):  # a worker that came later
            self.cluster.refuse(f"of {self.cluster.address}", made)
            raise _LostError("a worker of another version was given a job")
        assert isinstance(made, Result | Failure)
        return made

    def _look(self, workers: dict[str, int]) -> None:
        """_LostError where the scheduler is away, or no worker is left that may do the jobs."""
        if self.client.status != "running":
            raise _LostError("its scheduler does not answer")
        if self.cluster.refused:
            try:
                there = self.client.scheduler_info(n_workers=-1)["workers"]
            except Exception:  # whatever it is, the scheduler is asked again at the next tick
                return
            if not set(workers) <= set(there):
                raise _LostError("a worker has left")


def _security(tls: Tls | None) -> Security | None:
    if tls is None:
        return None
    return Security(
        tls_ca_file=str(tls.ca),
        tls_client_cert=str(tls.cert),
        tls_client_key=str(tls.key),
        require_encryption=True,
    )
