"""
Fill the tables of docs/developers/benchmarks.md from runs that were kept as JSON.

    uv run python -m tests.benchmarks ietf106 --seeds 1,2,3,4,5 \\
        --save docs/developers/benchmarks/ietf.json
    uv run python -m tests.benchmarks.page docs/developers/benchmarks/*.json --write

The words of the page are written by hand; between ``<!-- table: NAMES -->`` (or ``replans``) and
``<!-- end -->`` is what this puts there. A name may be a set or a family; what has not been
measured is said so. Of several runs of one set, solver and seed the last one counts.
"""

import argparse
import json
import re
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.elsewhere import TARGETS, target_of
from tests.benchmarks.tables import NOTHING, Run, grouped, replans, table, total_of, who

DOCS = Path(__file__).resolve().parents[2] / "docs" / "developers"
PAGE, KEPT = DOCS / "benchmarks.md", DOCS / "benchmarks"
BLOCK = re.compile(
    r"<!-- (table|replans|beside|peers|plot|lost|measured):? ?(.*?) ?-->\n.*?<!-- end -->",
    re.DOTALL,
)
UNKNOWN = "not measured"


def main(argv: list[str] | None = None) -> int:
    """Print the page with its tables filled, or write it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.page",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", type=Path, nargs="*", help="default: all that are kept")
    parser.add_argument("--write", action="store_true", help="change the page, print nothing")
    options = parser.parse_args(argv)
    before = PAGE.read_text(encoding="utf-8")
    after = filled(before, read(options.files or sorted(KEPT.glob("*.json"))))
    if options.write:
        PAGE.write_text(after, encoding="utf-8")
    else:
        print(after, end="")
    return 0


def read(paths: Sequence[Path]) -> list[Run]:
    """The runs of all files; of one set, solver and seed the last one."""
    found: dict[tuple[str, str, int], Run] = {}
    for path in paths:
        for run in json.loads(path.read_text(encoding="utf-8")):
            found[run["name"], who(run), run["seed"]] = run
    return list(found.values())


def filled(page: str, runs: list[Run]) -> str:
    """The page with its blocks made anew."""

    def block(found: re.Match[str]) -> str:
        kind, names = found[1], found[2].split()
        head = f"<!-- {kind}{': ' if names else ''}{' '.join(names)} -->"
        write: dict[str, Callable[[], str]] = {
            "table": lambda: _table(runs, names),
            "replans": lambda: _table(runs, names, replans),
            "beside": lambda: _beside(runs, names),
            "plot": _plot,
            "peers": lambda: _paired(runs),
            "lost": lambda: "\n".join(_lost(runs)),
            "measured": lambda: _measured(runs),
        }
        return f"{head}\n{write[kind]()}\n<!-- end -->"

    return BLOCK.sub(block, page)


def _of(runs: list[Run], name: str) -> list[Run]:
    """A set, or all of a family; in ``cosplib:*:hard`` the star is any instance."""
    pattern = re.escape(name).replace(r"\*", "[^:]+")
    return [run for run in runs if re.fullmatch(rf"{pattern}(:[^:]+)?( \d+)?", run["name"])]


def _table(runs: list[Run], names: list[str], made: Callable[[list[Run]], str] = table) -> str:
    """Ours; and under it the names of which there is nothing."""
    exact = {run["name"] for run in runs}
    chosen: list[Run] = []
    missing = []
    for name in names:
        own = [run for run in runs if run["name"] == name] if name in exact else _of(runs, name)
        chosen += [run for run in own if run not in chosen and not who(run)]
        missing += [] if own else [name]
    parts = [made(chosen)] if chosen else []
    parts += [f"{UNKNOWN}: {', '.join(missing)}"] if missing else []
    return "\n\n".join(parts)


def _beside(runs: list[Run], names: list[str]) -> str:
    """Ours, what others have reached by their own account, and the target."""
    lines = ["| set | ours | target | elsewhere |", "|---|---|---|---|"]
    for name in names:
        target = target_of(name)
        ours = [r for r in runs if r["name"] == name and not who(r) and r["status"] != "failed"]
        told = _middle(ours)
        at_most = NOTHING if target is None or target.at_most is None else f"{target.at_most:,.0f}"
        elsewhere = NOTHING if target is None else target.elsewhere or NOTHING
        lines.append(f"| {name} | {told} | {at_most} | {elsewhere} |")
    return "\n".join(lines)


def _paired(runs: list[Run]) -> str:
    """Whatever a peer has run here, with our runs of the same seeds."""
    tried = {(run["name"], run["seed"]) for run in runs if who(run)}
    chosen = [run for run in runs if (run["name"], run["seed"]) in tried]
    return table(sorted(chosen, key=lambda run: run["name"])) if chosen else UNKNOWN


def _plot() -> str:
    """The picture of growth, if it has been drawn."""
    words = "![time, gap and memory against the number of sessions](../pictures/growth.svg)"
    return words if (DOCS.parent / "pictures" / "growth.svg").is_file() else UNKNOWN


def _middle(runs: list[Run]) -> str:
    scores = [total for run in runs if (total := total_of(run)) is not None]
    return f"{statistics.median(scores):,.0f} (of {len(scores)})" if scores else UNKNOWN


def _lost(runs: list[Run]) -> Iterator[str]:
    """Sets that miss their target, and those that nobody has measured."""
    groups = {name: of for (name, by), of in grouped(runs).items() if not by}
    for name, of in groups.items():
        target = target_of(name)
        good = [run for run in of if run["status"] != "failed"]
        scores = [total for run in good if (total := total_of(run)) is not None]
        if len(good) < len(of):
            yield f"- {name}: {len(of) - len(good)} of {len(of)} runs failed"
        if target is not None and scores:
            missed = target.missed(good, statistics.median(scores))
            if missed is not None:
                yield f"- {name}: {missed} ({target.elsewhere or 'our own target'})"
    unmeasured = [name for name in TARGETS if not _of(runs, name)]
    if unmeasured:
        yield f"- {UNKNOWN}: {', '.join(unmeasured)}"


def _measured(runs: list[Run]) -> str:
    """With what, and how busy the machine was."""
    if not runs:
        return f"{UNKNOWN} yet"
    versions = sorted({f"{k} {v}" for run in runs for k, v in (run["versions"] or {}).items()})
    loads = [run["load"] for run in runs if run["load"] is not None]
    return (
        f"{len(runs)} runs; {', '.join(versions)}; load average at the start of a run "
        f"{min(loads):.2f} to {max(loads):.2f}, median {statistics.median(loads):.2f}."
    )


if __name__ == "__main__":
    sys.exit(main())
