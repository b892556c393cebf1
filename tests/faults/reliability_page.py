"""
``docs/developers/reliability.md``: what was tried, what came of it, and how to do it again.

Made from what the suites write down themselves::

    uv run python -m tests.faults.reliability_page > docs/developers/reliability.md

The records of this machine count beside those that are kept with the page; ``--keep`` keeps them.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence

from tests import draws
from tests.draws import ROOT
from tests.faults import kept
from tests.faults.kept import Records
from tests.faults.records import Line, recorded
from tests.store import year
from tests.store.simulated_team import STEPS
from tests.store.tallies import Tally, tallies

HEAD = """# Reliability

What has been tried against the promise that nothing which was confirmed is lost, and nothing is
half there. The tables are made from the records of the suites themselves
(`uv run python -m tests.faults.reliability_page > docs/developers/reliability.md`).

A fault is a call to the operating system, or a statement to a database server, at which a command
is killed or refused. Every call of a command that changes a file, its name or its mode is counted
first; then the command is given once for each of them and for each answer that the system may give.
Afterwards the store opens, every link of its chain holds, all that the command confirmed is there,
whatever else is there is there whole, no other file is left, and the same command given again
works. What is on the disk byte for byte the same as after another fault of the command is looked
into once; the *different disks* are what was.

*before*: as if the command had not been given. *after*: all of it is there. *in part*: of a command
that keeps several things (drafts of a choice, notices), each whole, some are. *said to be unsure*:
the command failed, and says that something may be kept, or is.

The tables count what has been tried so far; the suite of hours tries every fault at every point.
"""
AGAIN = """
## Elsewhere

- Windows: names in the outbox are none that Windows keeps for itself, end with no dot, and differ
  where capitals are not told apart; `C:\\Users\\me@work` is a path and no URL; SQLite and files are
  all that a single planner needs there. Tried here only by name
  (`tests/store/test_store_outbox.py`), as no test runs on Windows.
- A machine in another time zone says and writes the same (`tests/commands/test_machine_zone.py`,
  and for the installed wheel `tests/test_package.py`).
- sdist and wheel are built, installed in a clean environment and run (`tests/test_package.py`).
- A store is copied and put back while others write (`tests/store/test_store_archive.py`).

## How to repeat it

```
uv run pytest -m ci tests/faults tests/store      # a few of each
uv run pytest -m long tests/faults tests/store    # all of them; goes on where it stopped
uv run python -m tests.store.year --folder year --to docs/developers/benchmarks/year.jsonl
```

It needs `strace` and, for the server, `postgresql`; both are Debian's packages. The records are
lines of `faults.jsonl`, `tallies.jsonl` and `draws.jsonl` in `.pytest_cache`, or of the files that
`ROLLGRID_FAULTS`, `ROLLGRID_TALLIES` and `ROLLGRID_DRAWS` name. Those of earlier machines are kept
in `docs/developers/benchmarks/reliability.jsonl.xz`; `--keep` adds the new ones.
"""
YEAR = ROOT / "docs" / "developers" / "benchmarks" / "year.jsonl"
KINDS = {
    "KILL": "killed just there",
    "EIO": "input/output error",
    "ENOSPC": "disk full, from there on",
    "EACCES": "not allowed",
    "EPERM": "not permitted",
    "CUT BEFORE": "connection cut before the statement",
    "CUT AFTER": "connection cut after the statement",
    "SERVER KILLED": "server killed at the statement",
}


def page(lines: Iterable[Line], counted: Iterable[Tally], simulated: Iterable[draws.Round]) -> str:
    """The page from the last record of each fault, all tallies, and all rounds of the team."""
    tried = list({one.key: one for one in lines}.values())
    parts = [*_tables(tried), *_tallies([*counted]), *_simulated([*simulated]), *_year()]
    return "\n".join([HEAD, *parts, AGAIN.lstrip("\n")])


def _tallies(counted: Sequence[Tally]) -> Iterable[str]:
    """Each kind of suite with all its runs together."""
    if not counted:
        return
    yield "## Killed at random, and raced\n"
    yield "| what | database | runs | suites with a loss | repeat it with |"
    yield "|---|---|---:|---:|---|"
    for what, database, repeat in sorted({(t.what, t.database, t.repeat) for t in counted}):
        of = [t for t in counted if (t.what, t.database) == (what, database)]
        runs, lost = sum(t.runs for t in of), sum(t.lost for t in of)
        yield f"| {what} | {database} | {runs:,} | {lost} | `{repeat}` |"
    yield ""


def _simulated(rounds: Sequence[draws.Round]) -> Iterable[str]:
    mine = [one for one in rounds if one.draws == "simulated team"]
    if not mine:
        return
    last = {one.seed: one for one in mine}.values()
    wrong = sum(one.error is not None for one in last)
    yield "## A simulated team\n"
    yield f"{len(last) * STEPS:,} steps of two planners, whose clocks jump and whose statements"
    yield f"break; meetings in which the store and a plain list disagreed: {wrong}. A million is"
    yield "the suite of hours (`tests/store/test_simulated_team.py`): it goes on where it was.\n"


def _year() -> Iterable[str]:
    meetings = year.read(YEAR)
    if not meetings:
        return
    yield "## A year of meetings\n"
    yield f"Held so far, of {year.MEETINGS}:\n"
    yield from (f"- {line}" for line in year.told(meetings))
    yield "\n![size of the store and time of a command](../pictures/year.svg)\n"


def _tables(tried: Sequence[Line]) -> Iterable[str]:
    for database in sorted({one.database for one in tried}):
        of = [one for one in tried if one.database == database]
        points = {(one.command, one.point) for one in of}
        yield f"## {database}\n"
        disks = len({(one.command, one.disk) for one in of if one.disk is not None})
        looked = f", {disks:,} different disks" if disks else ""
        yield f"{len(of):,} runs at {len(points):,} points{looked}.\n"
        yield "| fault | runs | lost or half | before | in part | after | said to be unsure |"
        yield "|---|---:|---:|---:|---:|---:|---:|"
        for kind in sorted({one.kind for one in of}, key=list(KINDS).index):
            yield _row(KINDS[kind], [one for one in of if one.kind == kind])
        yield ""
        yield "| command | points | runs | lost or half |"
        yield "|---|---:|---:|---:|"
        for command in sorted({one.command for one in of}):
            mine = [one for one in of if one.command == command]
            wrong = sum(one.error is not None for one in mine)
            yield f"| {command} | {len({o.point for o in mine})} | {len(mine)} | {wrong} |"
        yield ""


def _row(name: str, of: Sequence[Line]) -> str:
    wrong = sum(one.error is not None for one in of)
    places = Counter(one.place.partition(",")[0] for one in of if "unsure" not in one.place)
    unsure = sum("unsure" in one.place for one in of)
    counts = [len(of), wrong, places["before"], places["part"], places["after"], unsure]
    return f"| {name} | {' | '.join(f'{count:,}' for count in counts)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.reliability_page")
    parser.add_argument("--keep", action="store_true", help="keep the records of this machine")
    records = kept.kept().with_later(Records.of(recorded(), tallies(), draws.recorded()))
    if parser.parse_args().keep:
        kept.PLACE.write_bytes(kept.pack(records))
    print(page(records.faults, records.tallies, records.rounds), end="")


if __name__ == "__main__":
    main()
