"""
``docs/developers/reliability.md``: what was tried, what came of it, and how to do it again.

Made from what the suites write down themselves::

    uv run python -m tests.faults.reliability_page > docs/developers/reliability.md
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.faults.records import Line, recorded

HEAD = """# Reliability

What has been tried against the promise that nothing which was confirmed is lost, and nothing is
half there. The tables are made from the records of the suites themselves
(`uv run python -m tests.faults.reliability_page > docs/developers/reliability.md`).

A fault is a call to the operating system, or a statement to a database server, at which a command
is killed or refused. Every call of a command that changes a file, its name or its mode is counted
first; then the command is given once for each of them and for each answer that the system may give.
Afterwards the store opens, every link of its chain holds, all that the command confirmed is there,
whatever else is there is there whole, no other file is left, and the same command given again
works.

*before*: as if the command had not been given. *after*: all of it is there. *in part*: of a command
that keeps several things (drafts of a choice, notices), each whole, some are. *said to be unsure*:
the command failed, and says that something may be kept, or is.

The tables count what has been tried so far, drawn from all points; the suite of hours tries each.
"""
AGAIN = """
## How to repeat it

```
uv run pytest -m ci tests/faults      # a few faults of each command
uv run pytest -m long tests/faults    # all of them; goes on where it stopped
```

It needs `strace` and, for the server, `postgresql`; both are Debian's packages. The records are
lines of `.pytest_cache/faults.jsonl`, or of the file that `ROLLGRID_FAULTS` names.
"""
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


def page(lines: Iterable[Line]) -> str:
    """The page from the last record of each fault."""
    tried = list({one.key: one for one in lines}.values())
    return "\n".join([HEAD, *_tables(tried), AGAIN.lstrip("\n")])


def _tables(tried: Sequence[Line]) -> Iterable[str]:
    for database in sorted({one.database for one in tried}):
        of = [one for one in tried if one.database == database]
        points = {(one.command, one.point) for one in of}
        yield f"## {database}\n"
        yield f"{len(of):,} runs at {len(points):,} points.\n"
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


if __name__ == "__main__":
    print(page(recorded()), end="")
