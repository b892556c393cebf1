"""
docs/reference/codes.md, made from the codes of ``check``, so that it cannot drift.

    python -m tests.docs.codes_page > docs/reference/codes.md
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.scenario.codes.cautions import CAUTIONS, DEEP
from scheduler.scenario.codes.meaning import MEANING
from scheduler.scenario.codes.unreadable import BESIDE, READING, Code

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "codes.md"
HEAD = """\
# The codes of check

Made from the codes by `python -m tests.docs.codes_page > docs/reference/codes.md`; a test fails
when it is stale. `rollgrid check --explain S003` says the same of one. Codes with S are errors: the
scenario cannot be solved (exit 3). Codes with W are warnings.
"""
PARTS = (
    ("Files that cannot be read, fields that are wrong", READING),
    ("Fields that do not fit together", MEANING),
    ("Files that are read beside the scenario", BESIDE),
    ("Errors that `check --deep` finds", DEEP),
    ("Warnings", CAUTIONS),
)


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for title, codes in PARTS:
        parts += [f"## {title}\n", *_entries(codes)]
    return "\n".join(parts)


def every_code() -> list[str]:
    """In the order of the page."""
    return [code.code for _, codes in PARTS for code in sorted(codes, key=lambda one: one.code)]


def _entries(codes: Sequence[Code]) -> Iterator[str]:
    for code in sorted(codes, key=lambda one: one.code):
        title = f"{code.title[:1].upper()}{code.title[1:]}"
        yield f"### {code.code}\n\n**{title}.** {code.explanation}\n"
        if code.wrong or code.right:
            rows = [(wrong, "wrong") for wrong in code.wrong.splitlines()]
            rows += [(right, "right") for right in code.right.splitlines()]
            width = max(len(text) for text, _ in rows)
            lines = [f"{text:<{width}}   # {which}" for text, which in rows]
            yield "\n".join(["```", *lines, "```", ""])


if __name__ == "__main__":
    sys.stdout.write(page())
