"""One fault in one command, and the record of what came of it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.faults.aftermath import Clean, State, check_next, outcome, state_of
from tests.faults.records import Faulted
from tests.faults.tracing import Ended, Fault, Point, Runner, faults_at
from tests.faults.writing_commands import Bases, Writing, words_of


@dataclass(frozen=True)
class Afterwards:
    """What a disk was found to hold, what the next command said, and what it left."""

    now: State
    again: Ended
    then: State


class Laboratory:
    """
    Runs commands with faults, each in a folder of its own.

    What follows from a disk is found out once: the next command, on the same bytes and by the same
    clock, does the same.
    """

    def __init__(self, runner: Runner, place: Path) -> None:
        self._runner = runner
        self._place = place
        self._bases = Bases(place / "bases")
        self._clean: dict[str, tuple[Clean, tuple[Point, ...]]] = {}
        self._seen: dict[tuple[str, str], Afterwards] = {}

    def clean(self, command: Writing) -> tuple[Clean, tuple[Point, ...]]:
        """The command without a fault, and every point at which one may come."""
        if command.name not in self._clean:
            with self._folder(command) as folder:
                ended = self._runner.warm(folder, words_of(command))
                assert ended.code == 0, ended.said
            with self._folder(command) as folder:
                before = state_of(folder)
                ended = self._runner.run(folder, words_of(command))
                assert ended.code == 0, ended.said
                after = state_of(folder)
                again = self._runner.run(folder, words_of(command), traced=False)
                assert again.code in (0, *command.again), again.said
                lines = frozenset(line for line in ended.said.splitlines() if len(line) > 8)
                clean = Clean(before, after, state_of(folder), ended.said, lines)
            self._clean[command.name] = clean, ended.points
        return self._clean[command.name]

    def faults(self, command: Writing) -> Iterator[Fault]:
        """Every fault at every point of a command."""
        for point in self.clean(command)[1]:
            yield from faults_at(point)

    def inject(self, command: Writing, fault: Fault) -> Faulted:
        """AssertionError if anything is lost, half there, denied or left behind."""
        clean, _ = self.clean(command)
        with self._folder(command) as folder:
            ended = self._runner.run(folder, words_of(command), fault)
            assert ended.hit, "the fault did not come: the calls differ from run to run"
            disk = on_disk(folder)
            seen = self._seen.get((command.name, disk))
            now = state_of(folder) if seen is None else seen.now
            place = outcome(command, clean, now, ended, fault)
            if seen is None:
                again = self._runner.run(folder, words_of(command), traced=False)
                seen = Afterwards(now, again, state_of(folder))
        check_next(command, clean, place, seen.then, seen.again)
        self._seen[command.name, disk] = seen
        return Faulted(command.name, fault, place, ended.code, disk)

    def _folder(self, command: Writing) -> "_Folder":
        return _Folder(self._bases, command.base, self._place / "here")


def on_disk(folder: Path) -> str:
    """
    A digest of every name, mode and byte in a folder, but for what says nothing.

    That is: what SQLite draws by lot for its log, and the sums that follow from it; and its shared
    memory, which whoever opens a store alone makes anew.
    """
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        data = b"" if path.is_dir() or path.name.endswith("-shm") else path.read_bytes()
        data = _without_lots(data) if path.name.endswith("-wal") else data
        mode = path.stat().st_mode
        digest.update(f"{path.relative_to(folder)}\0{mode}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]


def _without_lots(log: bytes) -> bytes:
    """A write-ahead log without its salts and sums: of its head, and of the head of each frame."""
    data = bytearray(log)
    size = int.from_bytes(log[8:12], "big") or len(log)
    for start, end in ((16, 32), *((at + 8, at + 24) for at in range(32, len(log), 24 + size))):
        data[start:end] = bytes(len(data[start:end]))
    return bytes(data)


class _Folder:
    """A copy of a base, under the same name each time, so that the calls are the same too."""

    def __init__(self, bases: Bases, base: str, target: Path) -> None:
        self._bases, self._base, self._target = bases, base, target

    def __enter__(self) -> Path:
        shutil.rmtree(self._target, ignore_errors=True)
        return self._bases.copy(self._base, self._target)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._target, ignore_errors=True)
