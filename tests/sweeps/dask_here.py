"""A dask cluster on this machine: a scheduler and workers as processes (docs/howto/sweeps.md)."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
UP = 120.0
"""Seconds within which it is there, or the machine is broken."""


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
    return port


@dataclass
class DaskHere:
    """
    ``tls``: options of certificates for both; ``folder``: for what they write.
    """

    folder: Path
    tls: Sequence[str] = ()
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{'tls' if self.tls else 'tcp'}://127.0.0.1:{self.port}"

    def scheduler(self) -> subprocess.Popen[bytes]:
        """A scheduler that listens when this comes back."""
        where = ["--host", self.address.rpartition(":")[0], "--port", str(self.port)]
        process = self._begun("scheduler", *where, "--no-dashboard", *self.tls)
        self.await_scheduler()
        return process

    def await_scheduler(self) -> None:
        until = time.monotonic() + UP
        while time.monotonic() < until:
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the dask scheduler does not listen")

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        """A worker process with one thread."""
        usual = ["--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
        usual += ["--local-directory", str(self.folder), "--death-timeout", str(int(UP))]
        return self._begun("worker", self.address, *usual, *self.tls, *options)

    def await_workers(self, count: int) -> None:
        """Until so many workers have told the scheduler of themselves."""
        from distributed import Client, Security

        words = dict(zip(self.tls[::2], self.tls[1::2], strict=True))
        security = None
        if words:
            security = Security(
                tls_ca_file=words["--tls-ca-file"],
                tls_client_cert=words["--tls-cert"],
                tls_client_key=words["--tls-key"],
                require_encryption=True,
            )
        with Client(self.address, security=security, timeout=UP, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=UP)

    def _begun(self, kind: str, *words: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{kind}-{len(self.processes)}.log").open("wb")
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, cwd=self.folder, stdout=log, stderr=log, env=environment
        )
        log.close()
        self.processes.append(process)
        return process

    def end(self) -> None:
        """All that was begun here."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()
