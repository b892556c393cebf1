"""A command run in this process, and what it says where a terminal would show it."""

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper

import cli


def run_captured(words: Sequence[str]) -> tuple[int, str]:
    """The exit code, and stdout and stderr in one text; both are streams of bytes, as they are."""
    printed, complained = BytesIO(), BytesIO()
    out = TextIOWrapper(printed, "utf-8", write_through=True)
    complaints = TextIOWrapper(complained, "utf-8", "backslashreplace", write_through=True)
    with redirect_stdout(out), redirect_stderr(complaints):
        code = cli.main(words)
    return code, (printed.getvalue() + complained.getvalue()).decode("utf-8", "replace")
