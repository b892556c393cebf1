"""A dask cluster on this machine: sweeps, solves, versions, certificates, no answer."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from tests import needed
from tests.sweeps.dask_here import DaskHere, free_port
from tests.sweeps.small import SWEEP, written

OLD = "import scheduler\nscheduler.__version__ = '0.0.9'\n"
"""What makes a worker one of another version."""


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[DaskHere]:
    folder = tmp_path / "dask"
    folder.mkdir()
    here = DaskHere(folder)
    yield here
    here.end()


@pytest.mark.ci
def test_a_sweep_and_a_solve_on_workers_of_our_version_alone(
    tmp_path: Path, dask: DaskHere, capfd: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old.py"
    old.write_text(OLD, encoding="utf-8")
    dask.scheduler()
    dask.worker("--no-nanny", "--preload", str(old))
    dask.worker("--no-nanny")
    dask.await_workers(2)
    path = written(tmp_path, SWEEP)
    assert cli.main(["sweep", str(path), "--cluster", dask.address, "--json"]) == 0
    said = capfd.readouterr()
    assert [job["result"] for job in json.loads(said.out)["jobs"]] == [
        *("optimal", "optimal", "infeasible", "infeasible"),
        *("optimal", "optimal", "infeasible", "infeasible"),
    ]
    remarks = " ".join(said.err.split())  # as wide as a screen where there is none
    assert "has rollgrid 0.0.9 with OR-Tools" in remarks
    assert "it gets no jobs" in remarks
    assert "note: 4 jobs are infeasible by a worker's claim" in remarks
    solve = ["solve", str(tmp_path / "meeting.yaml"), "--cluster", dask.address, "--json"]
    assert cli.main(solve) == 0
    said = capfd.readouterr()
    made = json.loads(said.out)
    assert (made["status"], made["run"]["strategy"]) == ("optimal", "side by side")
    assert "the best of 1 searches, verified here" in said.err


@pytest.mark.ci
def test_a_worker_that_leaves_is_noticed_where_others_are_refused() -> None:
    """Jobs are for named workers then: without this they would wait for one that never comes."""
    from scheduler.sweeps.cluster import Cluster, _LostError, _Session  # dask takes a second

    class Client:
        status = "running"

        def scheduler_info(self, n_workers: int) -> dict[str, object]:
            return {"workers": {"tcp://b": {}}}

    cluster = Cluster("tcp://here", refused={"tcp://b": "an old one"})
    session = _Session(cluster, Client())  # type: ignore[arg-type]  # all that is asked of one
    session._look({"tcp://b": 1})
    with pytest.raises(_LostError, match="a worker has left"):
        session._look({"tcp://a": 1})


@pytest.mark.long
def test_where_every_worker_is_of_another_version_nothing_is_begun(
    tmp_path: Path, dask: DaskHere, capfd: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old.py"
    old.write_text(OLD, encoding="utf-8")
    dask.scheduler()
    dask.worker("--no-nanny", "--preload", str(old))
    dask.await_workers(1)
    path = written(tmp_path, SWEEP)
    assert cli.main(["sweep", str(path), "--cluster", dask.address]) == 2
    assert "no worker at" in capfd.readouterr().err


def certificate(path: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, as docs/howto/sweeps.md makes it, and its key."""
    key = path.with_suffix(".key")
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=rollgrid"]
    made = [needed.tool("openssl"), *words, "-keyout", str(key), "-out", str(path)]
    subprocess.run(made, check=True, capture_output=True)
    return path, key


@pytest.mark.long
def test_a_cluster_is_spoken_to_with_certificates_and_lets_nobody_else_in(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    cert, key = certificate(tmp_path / "cert.pem")
    folder = tmp_path / "dask"
    folder.mkdir()
    words = ("--tls-ca-file", str(cert), "--tls-cert", str(cert), "--tls-key", str(key))
    dask = DaskHere(folder, words)
    try:
        dask.scheduler()
        dask.worker("--no-nanny")
        dask.await_workers(1)
        path = written(tmp_path, SWEEP)
        ours = ["--tls-ca", str(cert), "--tls-cert", str(cert), "--tls-key", str(key)]
        assert cli.main(["sweep", str(path), "--cluster", dask.address, *ours]) == 0
        plain = dask.address.replace("tls://", "tcp://")
        assert cli.main(["sweep", str(path), "--cluster", plain, "--store", str(folder / "x")]) == 2
        assert "no dask scheduler answers" in capfd.readouterr().err
        strange, its_key = certificate(tmp_path / "strange.pem")
        theirs = ["--tls-ca", str(cert), "--tls-cert", str(strange), "--tls-key", str(its_key)]
        again = ["sweep", str(path), "--cluster", dask.address, "--store", str(folder / "y")]
        assert cli.main([*again, *theirs]) == 2
        said = capfd.readouterr().err
        assert "no dask scheduler answers" in said
        assert "Traceback" not in said
    finally:
        dask.end()


@pytest.mark.ci
def test_a_cluster_that_cannot_be_reached_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.sweeps.cluster.CONNECTING", 0.5)
    path, address = written(tmp_path, SWEEP), f"tcp://127.0.0.1:{free_port()}"
    assert cli.main(["sweep", str(path), "--cluster", address]) == 2
    said = capsys.readouterr().err
    assert f"no dask scheduler answers at {address}" in said
    assert "0 of 8 results are stored; the same command goes on" in said
    assert cli.main(["solve", str(tmp_path / "meeting.yaml"), "--cluster", address]) == 2
    assert f"no dask scheduler answers at {address}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--cluster", "host"], "--cluster host: expected tcp://host:8786 or tls://host:8786"),
        (["--cluster", "tls://h:1"], "tls:// needs certificates: --tls-ca, --tls-cert"),
        (["--tls-ca", "ca.pem"], "--tls-key need --cluster tls://host:8786"),
        (["--cluster", "tcp://h:1", "--workers", "2"], "leave it out with --cluster"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, SWEEP)
    for command in (["sweep", str(path)], ["solve", str(tmp_path / "meeting.yaml")]):
        assert cli.main([*command, *words]) == 2
        assert message in capsys.readouterr().err
