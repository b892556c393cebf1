"""Every command that writes, with the folder that it starts from, and what may be left of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import cli
from scheduler.vocabulary.clock import telling
from tests.faults.tracing import CLOCK
from tests.store.every_command import SCENARIO

ROOT = Path(__file__).parents[2]
OLD = ROOT / "tests" / "old_files" / "0.1.0"
TALKS = "id,title,likely\nfigs,Figs,30\n"
SWEEP = "base: meeting.yaml\naxes: [{axis: seed, seeds: 2}]\n"
HEADS = "Delegation,Gender,Groups\nFrance,f,apples\n"


@dataclass(frozen=True)
class Writing:
    """
    A command that writes.

    Attributes
    ----------
    base
        The folder that it starts from, see ``BASES``.
    again
        Exit codes of the same command given once more after it was done.
    stepwise
        Whether it keeps several things, each whole: a kill may leave the first few of them.
    """

    name: str
    base: str
    words: str
    again: tuple[int, ...] = (0,)
    stepwise: bool = False


AT = "--at 2030-03-05T09:20"
OF = "--scenario meeting.yaml"
COMMANDS = (
    Writing("init", "nothing", "init new --json", again=(2,), stepwise=True),
    Writing("solve", "scenario", "solve meeting.yaml --save --workers 1", stepwise=True),
    Writing("report", "published", f"report early pears 5m {AT}", again=(2,)),
    Writing("report --undo", "published", "report --undo 1 --reason misheard", again=(2,)),
    Writing("replan", "published", "replan --workers 1", stepwise=True),
    Writing(
        "replan --alternatives", "published", "replan --alternatives 3 --workers 1", stepwise=True
    ),
    Writing("replan --out", "published", "replan --workers 1 --out new.json", stepwise=True),
    Writing("revert", "revised", "revert Rev.0 --reason back --workers 1", stepwise=True),
    Writing("swap", "issued", "swap pears plums --workers 1", stepwise=True),
    Writing("move", "issued", "move plums tuesday 14:00 --workers 1", stepwise=True),
    Writing("split", "divisible", "split pears 30 30 --workers 1", stepwise=True),
    Writing("publish", "published", "publish r2 --yes", again=(2,)),
    Writing("notices write", "published", "notices write", stepwise=True),
    Writing("notices mark-sent", "written", "notices mark-sent", stepwise=True),
    Writing("notices withhold", "published", "notices withhold person:ada --reason told"),
    Writing("pin", "published", "pin apples --reason minister", again=(2,)),
    Writing("unpin", "published", "unpin plums", again=(2,)),
    Writing("lock", "published", "lock apples", again=(2,)),
    Writing("unlock", "published", "unlock plums", again=(2,)),
    Writing("waive", "published", "waive room_fit --reason agreed"),
    Writing("waive --withdraw", "published", "waive --withdraw 1 --reason over", again=(2,)),
    Writing("acknowledge", "published", "acknowledge W101 --reason known"),
    Writing("export --to", "published", "export md head --to annex.md"),
    Writing("export --to, over another", "exported", "export md head --to annex.md"),
    Writing("import --to", "published", "import csv talks.csv --to talks.yaml"),
    Writing("export --into", "lettered", "export docx head --into letter.docx --to new.docx"),
    Writing("solve --out", "scenario", "solve meeting.yaml --workers 1 --out new.json"),
    Writing("deadlines --to", "scenario", "deadlines meeting.yaml --at 2030-01-01 --to d.ics"),
    Writing("risk --to", "published", "risk --samples 5 --to late.svg"),
    Writing("sweep", "sweeping", "sweep what-if.yaml --workers 1 --to new.csv", stepwise=True),
    Writing("store export", "published", "store export --to meeting.jsonl"),
    Writing("store restore", "archived", "store restore meeting.jsonl --store meeting.db", (2,)),
    Writing("import docx --to", "sent", "import docx letter.docx --to new.yaml", (2,)),
    Writing("import ics --to", "sent", f"import ics feed.ics {OF} --of ada --to new.yaml"),
    Writing(
        "import xml --to --timetable",
        "sent",
        "import xml programme.xml --to new.yaml --timetable new.json",
        again=(2,),
        stepwise=True,
    ),
    Writing(
        "import registrations --to --table",
        "sent",
        f"import registrations heads.csv {OF} --to new.yaml --table new.md",
        stepwise=True,
    ),
    Writing("import side-events --form", "sent", f"import side-events {OF} --form new.xlsx"),
    Writing("import --apply", "published", "import csv changed.csv --against meeting.yaml --apply"),
    Writing(
        "report, an older store",
        "old",
        "report late wgtr 10m --at 2025-02-27T09:00",
        again=(2,),
        stepwise=True,
    ),
)


READING = {
    *("check", "schema", "explain", "verify", "diff", "show", "why", "suggest", "score", "concede"),
    *("now", "log", "reproduce", "doctor", "durations-learn", "completion"),
}
"""They write nothing but what they print."""
LIKE = {
    "demo": "each of its steps is a command of this list, in a process of its own",
    "contingency --to": "a card goes the way of deadlines --to",
    "import-xlsx --to": "the same lines as import csv",
    "import-xlsx --timetable": "the same lines as import xml",
    "import-csv --timetable": "the same lines as import xml",
    "import-json --to": "the same lines as import xml",
    "import-json --timetable": "the same lines as import xml",
    "import-side-events --to": "the same lines as import ics --to",
    "move --out": "the same lines as replan --out",
    "swap --out": "the same lines as replan --out",
    "split --out": "the same lines as replan --out",
    "notices --to": "another name for the folder of notices write",
}
"""Ways to write that have no entry, and why."""


def command_of(words: list[str]) -> str:
    """``import-csv`` of ``import csv ...``."""
    return "-".join(words[: 1 + (words[0] in cli.GROUPS)])


def words_of(command: Writing) -> list[str]:
    return command.words.split()


def _given(folder: Path, *commands: str) -> None:
    """Commands in a folder, each of which must be done."""
    import os
    from datetime import datetime

    here = Path.cwd()
    os.chdir(folder)
    try:
        for command in commands:
            with telling(lambda: datetime.fromisoformat(CLOCK)):
                assert cli.main(command.split()) == 0, command
    finally:
        os.chdir(here)


def _scenario(folder: Path) -> None:
    (folder / "meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "talks.csv").write_text(TALKS, encoding="utf-8")
    changed = "id,title,likely\napples,Apples,50\n"
    (folder / "changed.csv").write_text(changed, encoding="utf-8")


def _published(folder: Path) -> None:
    _scenario(folder)
    _given(
        folder,
        "solve meeting.yaml --save --workers 1",
        "publish",
        "report overrun apples 10m --at 2030-03-05T09:10",
        "replan --workers 1",
        "pin plums --reason minister",
        "waive availability --reason agreed",
    )


def _issued(folder: Path) -> None:
    _scenario(folder)
    _given(folder, "solve meeting.yaml --save --workers 1", "publish")


def _divisible(folder: Path) -> None:
    _scenario(folder)
    text = SCENARIO.replace("chairs: [bo]", "chairs: [bo], split: {least_part: 30}")
    (folder / "meeting.yaml").write_text(text, encoding="utf-8")
    _given(folder, "solve meeting.yaml --save --workers 1", "publish")


def _sent(folder: Path) -> None:
    """What others send: a letter, a calendar, a programme, a list of who comes."""
    _issued(folder)
    _given(folder, "export docx --to letter.docx", "export ics --to feed.ics")
    _given(folder, "export xml --to programme.xml")
    (folder / "heads.csv").write_text(HEADS, encoding="utf-8")


def _sweeping(folder: Path) -> None:
    _scenario(folder)
    (folder / "what-if.yaml").write_text(SWEEP, encoding="utf-8")


def _archived(folder: Path) -> None:
    _published(folder)
    _given(folder, "store export --to meeting.jsonl")
    (folder / "meeting.db").unlink()


def _lettered(folder: Path) -> None:
    _published(folder)
    _given(folder, "export docx --to letter.docx")


def _revised(folder: Path) -> None:
    _published(folder)
    _given(folder, "publish r2")


def _written(folder: Path) -> None:
    _published(folder)
    _given(folder, "notices write")


def _exported(folder: Path) -> None:
    _published(folder)
    (folder / "annex.md").write_text("an older page\n", encoding="utf-8")


def _old(folder: Path) -> None:
    for name in ("meeting.db", "meeting.yaml"):
        (folder / name).write_bytes((OLD / name).read_bytes())


BASES: dict[str, Callable[[Path], None]] = {
    "nothing": lambda folder: None,
    "scenario": _scenario,
    "issued": _issued,
    "published": _published,
    "revised": _revised,
    "written": _written,
    "exported": _exported,
    "old": _old,
    "divisible": _divisible,
    "sent": _sent,
    "sweeping": _sweeping,
    "archived": _archived,
    "lettered": _lettered,
}


class Bases:
    """The folders that commands start from, each made once."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def copy(self, name: str, target: Path) -> Path:
        """A folder as it is before a command."""
        base = self._place / name
        if not base.exists():
            base.mkdir(parents=True)
            BASES[name](base)
        return Path(copytree(base, target))
