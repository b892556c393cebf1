"""
Records of the suites of hours, kept beside the page that is made of them.

Each run adds to files of the machine that it runs on; what is kept here outlives that machine, so
that the page counts all that was ever tried. One line of JSON for each record, packed.
"""

import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tests.draws import ROOT, Round
from tests.faults.records import Line
from tests.store.tallies import Tally

PLACE = ROOT / "docs" / "developers" / "benchmarks" / "reliability.jsonl.xz"
TEAM = "simulated team"
KINDS: dict[str, type[Line] | type[Tally] | type[Round]] = {
    "fault": Line,
    "tally": Tally,
    "round": Round,
}


@dataclass(frozen=True)
class Records:
    """The last record of each fault and of each meeting of the team, and every tally once."""

    faults: tuple[Line, ...]
    tallies: tuple[Tally, ...]
    rounds: tuple[Round, ...]

    @classmethod
    def of(
        cls, faults: Iterable[Line], tallies: Iterable[Tally], rounds: Iterable[Round]
    ) -> "Records":
        """In order: later ones count."""
        team = {one.seed: one for one in rounds if one.draws == TEAM}
        return cls(
            tuple({one.key: one for one in faults}.values()),
            tuple(dict.fromkeys(tallies)),
            tuple(team.values()),
        )

    def with_later(self, later: "Records") -> "Records":
        return Records.of(
            (*self.faults, *later.faults),
            (*self.tallies, *later.tallies),
            (*self.rounds, *later.rounds),
        )


def read(data: bytes) -> Records:
    """What ``pack`` packed."""
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for line in lzma.decompress(data).decode().splitlines():
        ((kind, fields),) = json.loads(line).items()
        found[kind].append(KINDS[kind](**fields))
    return Records.of(found["fault"], found["tally"], found["round"])


def pack(records: Records) -> bytes:
    """Equal records give equal bytes."""
    lines = [json.dumps(line) for line in _lines(records)]
    return lzma.compress("".join(f"{line}\n" for line in lines).encode(), preset=9)


def _lines(records: Records) -> Iterator[dict[str, Any]]:
    yield from ({"fault": asdict(one)} for one in records.faults)
    yield from ({"tally": asdict(one)} for one in records.tallies)
    yield from ({"round": asdict(one)} for one in records.rounds)


def kept() -> Records:
    """What is kept so far; nothing if nothing is."""
    return read(PLACE.read_bytes()) if PLACE.exists() else Records((), (), ())
