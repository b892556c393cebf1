"""
Every write was once the last: each call that changes a file kills the command, or is refused.

A few in every ``ci``; all of them in the suite of hours, which goes on where it stopped.
"""

import random
from collections.abc import Iterator

import pytest

from tests.draws import SHARES
from tests.faults.injecting import Laboratory
from tests.faults.records import passed, record
from tests.faults.tracing import Fault, runner
from tests.faults.writing_commands import COMMANDS, Writing

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
@pytest.mark.parametrize("share", SHARES)
def test_a_fault_at_every_write_of_every_command_loses_nothing(
    laboratory: Laboratory, share: int
) -> None:
    done = passed()
    failed: list[str] = []
    for command in COMMANDS:
        for fault in [*laboratory.faults(command)][share :: len(SHARES)]:
            if _key(command, fault) not in done:
                failed += _tried(laboratory, command, fault)
    assert not failed, "\n".join(failed)


def _tried(laboratory: Laboratory, command: Writing, fault: Fault) -> list[str]:
    """What was wrong after a fault, which is written down in any case."""
    key = _key(command, fault)
    try:
        made = laboratory.inject(command, fault)
    except Exception as error:
        record(key, "wrong", -1, f"{type(error).__name__}: {error}"[:2_000])
        return [f"{' '.join(key)}: {error}"]
    record(key, made.place, made.code, None)
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
