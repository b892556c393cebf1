"""Where a store lies: a file beside the scenario, or a database server; and on what disk."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from scheduler.errors import StoreError

NETWORK = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs", "fuse.glusterfs")
"""How the types of file systems begin that lie on another machine."""
MISTYPED = re.compile(
    r"^(?:postgres|psql|pgsql|sqlite)\w*[+:/]|^(?![a-z]:[\\/])[^:]*:[^\s]*@|\bpassword=",
    re.IGNORECASE,
)
"""What is meant as a URL and is none: it may hold a password, so it is neither opened nor shown.

The colon of a drive of Windows begins no password."""
UNREADABLE = (
    "the store's URL cannot be read: postgresql://user@host/name; in a password %40 stands for @ "
    "and %2F for /"
)
MOUNTS = Path("/proc/mounts")


@dataclass(frozen=True, slots=True)
class Place:
    """
    A store by its address.

    ``name``: how messages call it; without a password. ``path``: the file, if it is one.
    """

    name: str
    url: URL
    path: Path | None


def place_of(where: Path | str) -> Place:
    """A file, a ``sqlite:///`` URL of one, or a ``postgresql://`` URL; StoreError otherwise."""
    if isinstance(where, Path) or "://" not in where:
        if isinstance(where, str) and MISTYPED.search(where) and not os.path.lexists(where):
            raise StoreError(UNREADABLE)
        return _file(Path(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise StoreError(UNREADABLE) from None
    if "@" in f"{url.host}{url.database}":  # the rest of a password that holds @ or /
        raise StoreError(UNREADABLE)
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database not in (None, "", ":memory:"):
        return _file(Path(str(url.database)))
    if kind in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
        shown = url.set(drivername="postgresql", query={})
        return Place(shown.render_as_string(hide_password=True), url, None)
    raise StoreError(f"{kind}: a store is a file or a postgresql:// URL")


def at_file(place: Place, path: Path) -> Place:
    """The same place, of which another file is opened: a copy, or one that is being made."""
    return replace(place, url=URL.create("sqlite+pysqlite", database=str(path.absolute())))


def _file(path: Path) -> Place:
    target = path.absolute()
    return Place(str(path), URL.create("sqlite+pysqlite", database=str(target)), target)


def file_system(path: Path, mounts: str | None = None) -> str | None:
    """The type of the file system that holds a path, such as ``ext4``; None if unknown."""
    if mounts is None:
        try:
            mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
    target = path.resolve()
    holding = [
        (len(point.parts), kind) for point, kind in _mounted(mounts) if target.is_relative_to(point)
    ]
    # of two mounts at one point the later lies on top
    deepest = max((depth for depth, _ in holding), default=0)
    return next((kind for depth, kind in reversed(holding) if depth == deepest), None)


def _mounted(mounts: str) -> Iterable[tuple[Path, str]]:
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1])
            yield Path(point), fields[2]


def is_network(kind: str) -> bool:
    return kind.startswith(NETWORK)
