"""What the doctor says of a store, and where a store should not lie."""

from datetime import timedelta
from pathlib import Path

import pytest

from scheduler import store as stores
from scheduler.commands.inputs.store_location import beside_scenario
from scheduler.errors import StoreError
from scheduler.store import integrity
from scheduler.store.location import file_system, is_network
from tests.store.conftest import NOON, ticking
from tests.store.saying import issued, kept

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /home nfs4 rw,vers=4.2 0 0
//server/share /mnt/The\040share cifs rw 0 0
me@server: /home/me/remote fuse.sshfs rw 0 0
/dev/sdb1 /mnt/disk vfat rw 0 0
none /mnt/disk 9p rw 0 0
""".lstrip()


@pytest.mark.parametrize(
    ("path", "kind", "remote"),
    [
        ("/meetings/csp11", "ext4", False),
        ("/tmp/csp11", "tmpfs", False),
        ("/home/me", "nfs4", True),
        ("/home/me/remote/csp11", "fuse.sshfs", True),
        ("/mnt/The share/csp11", "cifs", True),
        ("/mnt/The", "ext4", False),
        ("/mnt/disk", "9p", True),
    ],
)
def test_the_type_of_a_drive_is_that_of_the_deepest_and_latest_mount(
    path: str, kind: str, remote: bool
) -> None:
    assert file_system(Path(path), MOUNTS) == kind
    assert is_network(kind) is remote


def test_the_store_of_a_scenario_lies_beside_it() -> None:
    assert beside_scenario(Path("week/meeting.yaml")) == Path("week/meeting.db")


def test_a_sound_store_is_said_to_be_sound_in_every_respect(file: Path) -> None:
    with stores.opened(file, clock=ticking()) as store:
        issued(store, None, "a")
        kept(store, 0)
    found = stores.doctor(file, clock=ticking(NOON + timedelta(hours=1)))
    assert [f.topic for f in found] == [
        *("folder", "disk space", "drive", "file", "version", "chain", "clock")
    ]
    told = {f.topic: f.sentence for f in found if f.level == "ok"}
    assert told["folder"] == f"{file.parent} can be written to"
    assert told["file"] == "meeting.db is intact"
    assert told["version"] == "store version 3, the newest"
    assert told["chain"] == "2 revisions, 1 of them published: every link holds"
    assert told["clock"] == "the clock says 2025-02-25 13:00:00 UTC"


def test_a_sound_store_on_a_server_is_said_to_be_sound(postgres: str) -> None:
    with stores.opened(postgres, clock=ticking()) as store:
        issued(store, None, "a")
    found = stores.doctor(postgres, clock=ticking())
    assert [(f.level, f.topic) for f in found] == [
        *(("ok", "version"), ("ok", "chain"), ("ok", "clock"))
    ]


def test_the_doctor_makes_no_store(file: Path, postgres: str) -> None:
    assert "there is no store yet" in stores.doctor(file)[-1].sentence
    assert not file.exists()
    assert stores.doctor(postgres)[-1].level == "warning"
    with pytest.raises(StoreError, match="a store is a file"):
        stores.doctor("mysql://host/name")


def test_a_clock_behind_the_last_entry_is_said(file: Path) -> None:
    with stores.opened(file, clock=ticking()) as store:
        kept(store)
    found = stores.doctor(file, clock=ticking(NOON - timedelta(days=1)))[-1]
    assert (found.level, found.topic) == ("warning", "clock")
    assert found.sentence == (
        "the last entry was at 2025-02-25 12:00:01 UTC, the clock says 2025-02-24 "
        "12:00:00 UTC: set the clock; until then, entries get the later time"
    )


def test_a_network_drive_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "file_system", lambda folder: "cifs")
    [found] = [f for f in stores.doctor(file) if f.topic == "drive"]
    assert (found.level, found.sentence) == (
        "error",
        f"{file.parent} is a network drive (cifs): two computers may damage the store: keep it "
        "on a local disk, or use PostgreSQL",
    )


def test_a_torn_file_is_said(file: Path) -> None:
    with stores.opened(file) as store:
        for _ in range(30):
            kept(store)
    data = bytearray(file.read_bytes())
    third = len(data) // 3
    data[third : 2 * third] = bytes(third)
    file.write_bytes(data)
    errors = [f for f in stores.doctor(file) if f.level == "error"]
    assert errors
    assert all("damaged" in f.sentence for f in errors if f.topic in ("file", "store"))


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "meeting.db"
    assert stores.doctor(gone)[0].sentence == f"there is no folder {gone.parent}"
