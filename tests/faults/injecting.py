"""One fault in one command, and the record of what came of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.faults.aftermath import Clean, State, check_next, outcome, state_of
from tests.faults.records import Faulted
from tests.faults.tracing import Fault, Point, Runner, faults_at
from tests.faults.writing_commands import Bases, Writing, words_of


class Laboratory:
    """Runs commands with faults, each in a folder of its own."""

    def __init__(self, runner: Runner, place: Path) -> None:
        self._runner = runner
        self._place = place
        self._bases = Bases(place / "bases")
        self._clean: dict[str, tuple[Clean, tuple[Point, ...]]] = {}

    def clean(self, command: Writing) -> tuple[Clean, tuple[Point, ...]]:
        """The command without a fault, and every point at which one may come."""
        if command.name not in self._clean:
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
            now = state_of(folder)
            place = outcome(command, clean, now, ended)
            again = self._runner.run(folder, words_of(command), traced=False)
            check_next(command, clean, place, self._state(folder), again)
        return Faulted(command.name, fault, place, ended.code)

    def _state(self, folder: Path) -> State:
        return state_of(folder)

    def _folder(self, command: Writing) -> "_Folder":
        return _Folder(self._bases, command.base, self._place / "here")


class _Folder:
    """A copy of a base, under the same name each time, so that the calls are the same too."""

    def __init__(self, bases: Bases, base: str, target: Path) -> None:
        self._bases, self._base, self._target = bases, base, target

    def __enter__(self) -> Path:
        shutil.rmtree(self._target, ignore_errors=True)
        return self._bases.copy(self._base, self._target)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._target, ignore_errors=True)
