"""
Every write was once the last: each call that changes a file kills the command, or is refused.

A few in every ``ci``; all of them in the suite of hours, which goes on where it stopped.
"""

import random
from collections.abc import Iterator

import pytest

import cli
from tests.faults.injecting import Laboratory
from tests.faults.records import passed, record
from tests.faults.tracing import Fault, runner
from tests.faults.writing_commands import (
    COMMANDS,
    LIKE,
    READING,
    Writing,
    command_of,
    words_of,
)
from tests.files.test_commands import ALIKE, WRITTEN

DRAWN = 6
"""Commands that are tried in ``ci``, with one fault each."""


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    place = tmp_path_factory.mktemp("faults")
    with runner(place) as running:
        yield Laboratory(running, place)


@pytest.mark.ci
def test_a_fault_at_a_write_loses_nothing_and_leaves_nothing_half(laboratory: Laboratory) -> None:
    draw = random.Random(19)
    for command in draw.sample(COMMANDS, DRAWN):
        faults = list(laboratory.faults(command))
        assert len(faults) > 20, command
        laboratory.inject(command, draw.choice(faults))


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_a_fault_at_every_write_of_a_command_loses_nothing(
    laboratory: Laboratory, command: Writing
) -> None:
    done = passed()
    failed: list[str] = []
    for fault in laboratory.faults(command):
        if _key(command, fault) not in done:
            failed += _tried(laboratory, command, fault)
    assert not failed, "\n".join(failed)


def _tried(laboratory: Laboratory, command: Writing, fault: Fault) -> list[str]:
    """What was wrong after a fault, which is written down in any case."""
    key = _key(command, fault)
    try:
        made = laboratory.inject(command, fault)
    except Exception as error:  # whatever it is, it is a finding
        record(key, "wrong", -1, f"{type(error).__name__}: {error}"[:2_000])
        return [f"{' '.join(key)}: {error}"]
    record(key, made.place, made.code, None, made.disk)
    return []


def _key(command: Writing, fault: Fault) -> tuple[str, str, str, str]:
    point = f"{fault.point.call} {fault.point.number}"
    return "SQLite and files", command.name, fault.kind, point


def test_the_faults_are_those_that_a_system_gives() -> None:
    """What is injected is named as strace names it, once or from then on."""
    from tests.faults.tracing import CALLS, REFUSALS, Point

    assert set(REFUSALS) == set(CALLS)
    assert Fault("KILL", Point("rename", 2)).injection == "inject=rename:signal=KILL:when=2"
    assert Fault("EIO", Point("fsync", 1)).injection == "inject=fsync:error=EIO:when=1"
    assert Fault("ENOSPC", Point("write", 3)).injection == "inject=write:error=ENOSPC:when=3+"


def test_every_command_and_option_that_writes_has_its_faults_or_a_reason() -> None:
    groups = {name: commands for name, (_, commands, _) in cli.GROUPS.items()}
    groups[""] = cli.COMMANDS
    full = {
        path.rpartition(":")[2]: f"{group}-{_spoken(path)}" if group else _spoken(path)
        for group in ("", "durations", "import")
        for path, _ in groups[group]
    }
    full |= {f"store {name}": f"store-{name}" for name in ("export", "restore")}
    tried = {command_of(words_of(command)) for command in COMMANDS}
    told = {line.partition(" ")[0] for line in LIKE}
    assert set(full.values()) <= tried | told | READING
    assert not READING & (tried | told)
    for command, option in {*WRITTEN, *ALIKE}:
        named = f"{full[command]} --{option}"
        assert named in LIKE or full[command] in LIKE or _is_tried(named), named


def _spoken(path: str) -> str:
    return path.rpartition(":")[2].replace("_", "-")


def _is_tried(named: str) -> bool:
    name, _, option = named.partition(" ")
    every = [words_of(command) for command in COMMANDS]
    return any(command_of(words) == name and option in words for words in every)
