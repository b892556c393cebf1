"""Command lines that work, in a folder with a store, with words dropped, doubled, bent or added."""

import os
import shlex
import shutil
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from tests.hostile.captured import run_captured
from tests.hostile.mutations import ODD, bent_text
from tests.scenario.texts import SOUND

DOCUMENTED = (0, 1, 2, 3, 4, 5, 6)
"""All but 70, which is our bug, and 130, for nobody interrupts."""
LINES = """\
check meeting.yaml
check meeting.yaml --json --deep
schema
solve meeting.yaml --workers 1 --seconds 2 --out new.json
solve meeting.yaml --workers 1 --seconds 2 --seed 3 --save
verify meeting.yaml t.json --json
show Rev.0 --day wednesday --width 60
show r1 --ascii
score Rev.0 r1 --all
explain meeting.yaml --seconds 2
why b --scenario meeting.yaml --seconds 2
why c --at 2025-02-26/morning:annex --seconds 2
suggest c --top 2
export md Rev.0 --to out.md
export csv meeting.yaml t.json --to out.csv
export ics --to out
export xml Rev.0 --to out.xml
export json Rev.0 --profile voc
export svg Rev.0 --to out.svg
report overrun a 30m --at "2025-02-25 12:50"
report absent ben 2025-02-26 --at "2025-02-25 09:00"
report added e 60m --at "2025-02-25 09:00"
replan --freeze 30m --policy roll --workers 1 --seconds 2
replan meeting.yaml --published t.json --fact "cancelled d" --now "2025-02-25 09:00" --seconds 2
contingency a --seconds 2
publish r1 --json
log --json
diff Rev.0 r1 --only time
diff Rev.0 r1 --by person --exit-code
pin c --at "2025-02-26 10:00" --reason "she speaks then"
unpin c
lock c wednesday 15:00 annex
waive availability --person ada --reason "she comes"
notices list --json
notices write --to box
notices mark-sent
move c wednesday afternoon --seconds 2
swap a b --seconds 2
split a 90 90 --seconds 5
revert Rev.0 --reason x --seconds 2
reproduce r1 --seconds 2
doctor --json
deadlines meeting.yaml --at 2025-02-10
init other
import csv rows.csv --whole --to whole.yaml
import csv rows.csv --against meeting.yaml --apply
import ics chair.ics --scenario meeting.yaml --of ada
import side-events --scenario meeting.yaml --form form.csv
import xml missing.xml --timetable p.json --pin
"""
ROWS = (
    "Date,Start,End,Room,Title\n2025-02-25,10:00,12:00,plenary,A\n2025-02-26,15:00,16:00,annex,C\n"
)
CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20250225T090000Z\nDURATION:PT1H\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)
FILES = {"meeting.yaml": SOUND, "rows.csv": ROWS, "chair.ics": CALENDAR}
ENDLESS = ("--watch",)


@cache
def lines() -> list[list[str]]:
    return [shlex.split(line) for line in LINES.splitlines()]


@cache
def words_of_all() -> list[str]:
    return sorted({word for line in lines() for word in line})


@cache
def template() -> Path:
    """A folder with a scenario, what others sent, a timetable, and a store with one published."""
    folder, here = Path(mkdtemp(prefix="rollgrid-hostile-")), Path.cwd()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    os.chdir(folder)
    for line in (
        "solve meeting.yaml --out t.json --save --workers 1",
        "publish r1",
        "log",
    ):
        code, said = run_captured(shlex.split(line))
        assert code == 0, said
    os.chdir(here)
    return folder


def command_line(rng: Random, folder: Path) -> None:
    """It ends with a code that is documented, and in a word where that is not 0."""
    inside = folder / "work"
    shutil.rmtree(inside, ignore_errors=True)
    shutil.copytree(template(), inside)
    os.chdir(inside)
    words = [*rng.choice(lines())]
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        _change(words, rng)
    words = [_inside(word) for word in words if word not in ENDLESS]
    code, said = run_captured(words)
    os.chdir(folder)
    shown = shlex.join(words)
    assert code in DOCUMENTED, f"{shown}: exit {code}: {said}"
    assert "Traceback" not in said, f"{shown}: {said}"
    assert code == 0 or said.strip(), f"{shown}: exit {code} without a word"


def _change(words: list[str], rng: Random) -> None:
    """One word bent, replaced, dropped, doubled or added; the command itself seldom."""
    if not words:
        return
    at = rng.randrange(0 if rng.random() < 0.05 else min(1, len(words) - 1), len(words))
    kind = rng.choice(("bend", "odd", "other", "other", "drop", "double", "add", "add"))
    if kind == "bend":
        words[at] = bent_text(words[at], rng)
    elif kind == "odd":
        words[at] = str(rng.choice(ODD))
    elif kind == "other":
        words[at] = rng.choice(words_of_all())
    elif kind == "drop":
        del words[at]
    elif kind == "double":
        words.insert(at, words[at])
    else:
        words.insert(rng.randrange(1, len(words) + 1), rng.choice(words_of_all()))


def _inside(word: str) -> str:
    """No path that leads out of the folder, no server, and no search that goes on for long."""
    outside = word.startswith(("/", "~", "..")) or "://" in word or "/.." in word
    return word.replace("/", ":") if outside else word
