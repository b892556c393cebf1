"""The same facts on the command line: exit 0, or a refusal in words, and never a bug."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import cli
from scheduler.files import write
from scheduler.render.terminal.answer import INFEASIBLE, OK, TIMEOUT, USAGE
from scheduler.timetable import Record
from scheduler.timetable.files import read, to_bytes
from tests.random_facts.asking import Stand
from tests.random_facts.telling import Asked

SEVERAL = 3
"""Alternatives; asked for whenever so many facts are told, or twice as many."""


def commanded(stand: Stand, asked: Asked, seconds: float = 20.0) -> Record | None:
    """The timetable that ``replan`` stores, if it does; alternatives are not published on."""
    with TemporaryDirectory() as folder:
        scenario, published, out = (
            Path(folder) / name for name in ("meeting.yaml", "published.json", "new.json")
        )
        scenario.write_text(json.dumps(stand.data), encoding="utf-8")
        write(published, to_bytes(stand.published))
        words = ["replan", str(scenario), "--published", str(published), "--out", str(out)]
        words += ["--freeze", asked.freeze, "--seconds", str(seconds), "--workers", "1"]
        words += [word for fact in asked.told for word in ("--fact", fact)]
        words += ["--now", asked.now] if asked.now is not None else []
        if len(asked.told) % SEVERAL == 0:
            words += ["--alternatives", str(SEVERAL)]
        elif asked.policy is not None:
            words += ["--policy", asked.policy]
        code, complaint = _exit_of(words)
        assert code in (OK, USAGE, INFEASIBLE, TIMEOUT), f"exit {code}: {complaint}"
        assert code == OK or complaint.strip(), f"exit {code} without a word"
        return read(out) if out.exists() else None


def _exit_of(words: list[str]) -> tuple[int, str]:
    out, complaints = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(complaints):
        code = cli.main(words)
    return code, complaints.getvalue()
