"""
A year of a secretariat: many meetings, each with its store, facts, drafts, publications, notices.

    uv run python -m tests.store.year --folder year --to year.jsonl     # goes on where it stopped
    uv run python -m tests.store.year --from year.jsonl --plot year.svg

The records and the picture of the docs are docs/developers/benchmarks/year.jsonl and
docs/pictures/year.svg; ``--meetings 3`` holds the first three meetings alone.

What the commands confirmed is counted beside the store; at the end of a meeting the store has to
say the same, to pass the doctor, and to come back from its archive row by row.
"""

import argparse
import contextlib
import io
import json
import random
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import cli
from scheduler import store as stores
from scheduler.store.archive import archive, restore
from tests.benchmarks.plot import Panel, Series, svg
from tests.draws import ROOT

SCENARIOS = ("csp10", "csp11", "csp12")
MEETINGS, FACTS = 50, 40
"""2,000 facts, and after each two replans, most of which find a timetable: 3,000 revisions."""
POLICIES = ("roll", "hold", "extend", "reorder")
CONFIRMED = 0
OUTCOMES = (0, 1, 2, 4, 5, 6)
"""
Confirmed, nothing to publish, refused, impossible, no timetable in time, made from what is no
longer in force.
"""


@dataclass(slots=True)
class Kept:
    """What a meeting came to: counts of confirmed commands, sizes and times as it grew."""

    seed: int
    scenario: str
    confirmed: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    sizes: list[int] = field(default_factory=list)
    """Bytes of the store after each fact."""
    seconds: dict[str, list[float]] = field(default_factory=dict)
    """CPU seconds of each command, by its name."""
    lost: list[str] = field(default_factory=list)
    """What the store does not say as it was confirmed; none, or it is a fault."""


class Meeting:
    """One meeting, told as ``seed`` has it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.draws = random.Random(seed)
        self.kept = Kept(seed, SCENARIOS[seed % len(SCENARIOS)])
        self.scenario = folder / f"meeting{seed}.yaml"
        text = (ROOT / "scenarios" / f"{self.kept.scenario}.yaml").read_text(encoding="utf-8")
        self.scenario.write_text(text, encoding="utf-8")
        self.store = self.scenario.with_suffix(".db")
        self.done: Counter[str] = Counter()

    def held(self, facts: int = FACTS) -> Kept:
        """The meeting from its first timetable to its last day."""
        self.command("solve", self.scenario, "--save", "--workers", "1")
        self.command("publish", "--yes", "--store", self.store)
        with stores.opened(self.store) as store:
            problem = stores.revisions(store)[0].record
        starts = sorted(sitting.start for sitting in problem.sittings)
        first, last = starts[0], max(sitting.end for sitting in problem.sittings)
        ends = {s.session: s.end for s in sorted(problem.sittings, key=lambda s: s.end)}
        for number in range(facts):
            now = first + (last - first) * (number + self.draws.random()) / facts
            # nobody tells much of a session that is long over
            ids = sorted(id for id, end in ends.items() if end > now) or [*ends][-1:]
            self._told(ids, now.replace(second=0, microsecond=0, tzinfo=None), number)
            self.kept.sizes.append(self.store.stat().st_size)
        self.kept.confirmed = dict(self.done)
        self.kept.lost = [*self._lost()]
        return self.kept

    def _told(self, ids: list[str], now: datetime, number: int) -> None:
        at = f"{now:%Y-%m-%d %H:%M}"
        for _ in range(20):
            if self.command("report", *self._fact(ids), "--at", at, "--store", self.store):
                break
        policies = self.draws.sample(POLICIES, 2)
        options = ("--now", at, "--workers", "1", "--seconds", "10", "--store", self.store)
        made = [self.command("replan", "--policy", policy, *options) for policy in policies]
        if not any(made):  # it cannot be: the chair gives way, or was misunderstood
            fact = self.done["report"]
            why = ("--reason", "no timetable", "--at", at, "--store", self.store)
            self.command("report", "--undo", fact, *why)
            return
        self.command("publish", "--yes", "--store", self.store)
        if number % 4 == 0:
            outbox = self.scenario.with_suffix(".outbox")
            self.command("notices", "write", "--to", outbox, "--store", self.store)

    def _fact(self, ids: list[str]) -> list[str]:
        session, minutes = self.draws.choice(ids), 5 * self.draws.randint(1, 9)
        kinds = (["overrun", session, f"{minutes}m"], ["late", session, f"{minutes}m"])
        number = self.draws.randint(1, max(1, self.done["report"]))
        others = (["early", session], ["--undo", str(number), "--reason", "no"])
        return self.draws.choice([*kinds, *kinds, *others])

    def command(self, *words: object) -> bool:
        """Whether a command was confirmed; AssertionError for what no command may end in."""
        name, began = str(words[0]), process_time()
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main([str(word) for word in words])
        assert code in OUTCOMES, f"seed {self.kept.seed}: {words} ended with {code}"
        self.kept.seconds.setdefault(name, []).append(round(process_time() - began, 4))
        self.done[name] += code == CONFIRMED
        self.kept.refused += code != CONFIRMED
        return code == CONFIRMED

    def _lost(self) -> Any:
        with stores.opened(self.store) as store:
            there = {
                "report": len(stores.facts(store, undone=True)),
                "solve": 1,
                "replan": len(stores.revisions(store)) - 1,
                "publish": sum(r.published is not None for r in stores.revisions(store)),
            }
            data = archive(store)
        for name, count in there.items():
            if count != self.done[name]:
                yield f"{name}: {self.done[name]} confirmed, {count} there"
        for found in stores.doctor(self.store):
            if found.level == "error":
                yield found.sentence
        again = self.scenario.with_suffix(".again.db")
        restore(again, data, "archive")
        with stores.opened(again) as store:
            if archive(store) != data:
                yield "the archive does not come back as it was"
        again.unlink()


def drawn(meetings: list[Kept]) -> str:
    """Size of a store and time of a command against the number of facts."""
    facts = range(1, min(len(kept.sizes) for kept in meetings) + 1)
    sizes = [(float(n), median(kept.sizes[n - 1] for kept in meetings) / 1e6) for n in facts]
    panels = [Panel("megabytes of the store", [Series("median of the meetings", sizes, None)])]
    times = [
        Series(name, points, None)
        for name in ("report", "replan", "publish")
        if (points := _along(meetings, name))
    ]
    panels.append(Panel("CPU seconds of a command", times))
    return svg("A year of meetings, as each goes on", "facts told", panels)


def _along(meetings: list[Kept], name: str) -> list[tuple[float, float]]:
    """Medians of tenths of a meeting: (facts told, CPU seconds)."""
    points = []
    for part in range(10):
        values = []
        for kept in meetings:
            seconds = kept.seconds.get(name, [])
            values += seconds[len(seconds) * part // 10 : len(seconds) * (part + 1) // 10]
        if values:
            points.append(((part + 0.5) * FACTS / 10, max(median(values), 1e-3)))
    return points


def told(meetings: list[Kept]) -> list[str]:
    """The figures, a line each."""
    total: Counter[str] = Counter()
    for kept in meetings:
        total.update(kept.confirmed)
    size = [kept.sizes[-1] for kept in meetings]
    return [
        f"{len(meetings)} meetings: {total['report']:,} facts, "
        f"{total['solve'] + total['replan']:,} revisions, {total['publish']:,} of them published",
        f"{sum(kept.refused for kept in meetings):,} commands refused or without a timetable",
        f"{sum(len(kept.lost) for kept in meetings)} lost",
        f"a store at its end: {median(size) / 1e6:.1f} MB (median), at most {max(size) / 1e6:.1f}",
    ]


def read(path: Path) -> list[Kept]:
    if not path.exists():
        return []
    return [Kept(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def main(argv: list[str] | None = None) -> int:
    """Hold the meetings that are not yet recorded; plot; exit 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.year", description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the stores go")
    parser.add_argument("--to", type=Path, help="records, a line for each meeting")
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="the first so many")
    parser.add_argument("--from", dest="source", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args(argv)
    records = options.source or options.to
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
        there = {kept.seed for kept in read(records)}
        for seed in sorted(set(range(1, options.meetings + 1)) - there):
            kept = Meeting(options.folder, seed).held()
            with records.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(kept)) + "\n")
    meetings = read(records)
    if options.plot is not None:
        options.plot.write_text(drawn(meetings), encoding="utf-8")
    print("\n".join(told(meetings)))
    return int(any(kept.lost for kept in meetings))


if __name__ == "__main__":
    sys.exit(main())
