"""
docs/reference/exit-codes.md, made from the codes of the program, so that it cannot drift.

    python -m tests.docs.exit_codes_page > docs/reference/exit-codes.md
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import cli
from scheduler.render.terminal.json_answers import KINDS
from tests.docs.command_values import CODES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "exit-codes.md"
HEAD = """\
# Exit codes

Made from the program by `python -m tests.docs.exit_codes_page > docs/reference/exit-codes.md`; a
test fails when it is stale. With `--json` an error is an object with the code and its kind
([json.md](json.md)). In Python the same is an exception ([python.md](python.md)).
"""
MEANINGS: Mapping[int, str] = {
    0: "Done.",
    1: "The answer is no: a rule is broken, a claim is false, nothing was found or changed; or, "
    "with `--exit-code`, there are differences.",
    2: "Wrong use: no such command, option, fact or day; a file that cannot or must not be "
    "written; a store that cannot be used.",
    3: "A scenario, a timetable, a letter or a table cannot be read, or two do not belong "
    "together.",
    4: "Infeasible, by arithmetic (with the line of the scenario) or confirmed by a second run. "
    "The rules that cannot all hold are named.",
    5: "No timetable within the time given: more `--seconds` may find one.",
    6: "Somebody published first, or another process holds the store for too long. Nothing is "
    "lost.",
    70: "A bug in rollgrid: the verifier disagrees with the solver, or the program broke. Nothing "
    "wrong is stored.",
    130: "Interrupted. The best timetable found, if any, was printed and stored.",
}
"""Each code in a sentence."""


def page() -> str:
    """The whole page."""
    rows = ["| code | kind in JSON | meaning | errors in Python |", "|---|---|---|---|"]
    for code, meaning in MEANINGS.items():
        errors = ", ".join(f"`{kind.__name__}`" for kind, own in cli.EXIT_CODES if own == code)
        kind = f"`{KINDS[code]}`" if code in KINDS else ""
        rows.append(f"| {code} | {kind} | {meaning} | {errors} |")
    ends = ["| command | may end with |", "|---|---|"]
    ends += [
        f"| `{name}` | {', '.join(map(str, sorted({*codes})))} |" for name, codes in CODES.items()
    ]
    return "\n".join([HEAD, *rows, "", "## By command", "", *ends, ""])


if __name__ == "__main__":
    sys.stdout.write(page())
