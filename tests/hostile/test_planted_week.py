"""
A whole week on what was imported: names, addresses, numbers of people are nowhere in it.

The calendar of a chair, registrations, requests and a changed sheet go into a scenario, which is
solved, published, replanned, told of, exported in every form, and tried in what-ifs. So are the
name of whoever sits at the machine, and of the folder in which she works.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest

from tests.hostile.captured import run_captured
from tests.hostile.test_planted import FORM, MAIL, MARK, PHONE, WHO, in_csv, in_ics, in_xlsx
from tests.scenario.texts import SOUND

PEOPLE = (
    ("Given name", "Family name", "E-mail", "Mobile", "Country", "Gender", "Working groups"),
    *(
        (WHO, f"{MARK}{n}", MAIL, PHONE, ("Kenya", "Peru")[n % 2], "FM"[n // 2 % 2], "a; b")
        for n in range(24)
    ),
)
CHANGED = (
    ("Date", "Start", "End", "Room", "Id", "Title", "Contact person", "E-mail", "Telephone"),
    ("2025-02-26", "15:00", "16:15", "annex", "c", "Credentials", WHO, MAIL, PHONE),
)
SWEEP = """
base: meeting.yaml
seconds: 2
axes:
  - axis: credentials
    options: [as it is, {more: {of: c, minutes: 15}}]
"""
IMPORTS = (
    "import registrations people.csv --scenario meeting.yaml --to people.yaml --table table.md",
    "import ics chair.ics --scenario meeting.yaml --of ada --to busy.yaml",
    "import side-events form.xlsx --scenario meeting.yaml --to requests.yaml",
)
WEEK = (
    "import csv changed.csv --against meeting.yaml --apply",
    "check meeting.yaml --deep",
    "solve meeting.yaml --save --workers 1 --seconds 5 --out first.json",
    "score meeting.yaml first.json --all",
    "suggest c",
    "publish",
    "export html --to first.html",
    "risk --samples 50",
    "report overrun a 30m --at 2025-02-25T11:00",
    "replan --now 2025-02-25T11:00 --workers 1 --alternatives 2",
    "publish r2 --yes",
    "notices list",
    "notices list --json",
    "notices write --to outbox",
    "contingency b --to card.docx",
    "now --at 2025-02-25T12:00",
    "log",
    "log --json",
    "diff Rev.0 Rev.1",
    *(f"export {form} --to annex.{form}" for form in ("docx", "xlsx", "xml", "json", "csv", "md")),
    "export ics --of ada --to ada.ics",
    "deadlines meeting.yaml --at 2025-02-20",
    "sweep what-if.yaml --workers 1 --to what-if.csv",
    "sweep show what-if.yaml",
    "concede meeting.yaml --give c --minutes 15 --most 2 --workers 1 --seconds 2",
    "durations learn meeting.db",
    "store export --to meeting.jsonl --store meeting.db",
    "store restore meeting.jsonl --store again.db",
    "doctor --store again.db",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a person's name, at the machine of a person."""
    folder = tmp_path / f"{MARK}-home"
    folder.mkdir()
    for variable in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "EMAIL", "HOME"):
        monkeypatch.setenv(variable, str(folder) if variable == "HOME" else MARK)
    monkeypatch.chdir(folder)
    return folder


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and of the files that it is made of."""
    data = path.read_bytes()
    yield data
    try:
        with ZipFile(BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())
    except BadZipFile:
        return


@pytest.mark.ci
def test_nobody_is_found_in_a_week_on_what_was_imported(home: Path) -> None:
    given = {
        "people.csv": in_csv(PEOPLE),
        "chair.ics": in_ics(start="DTSTART:20250226T160000Z"),
        "form.xlsx": in_xlsx(FORM),
        "changed.csv": in_csv(CHANGED),
    }
    for name, data in given.items():
        Path(name).write_bytes(data)
    Path("meeting.yaml").write_text(SOUND, encoding="utf-8")
    Path("what-if.yaml").write_text(SWEEP, encoding="utf-8")
    told = [run_captured(words.split()) for words in IMPORTS]
    parts = "include: [people.yaml, busy.yaml, requests.yaml]\n"
    Path("meeting.yaml").write_text(SOUND + parts, encoding="utf-8")
    told += [run_captured(words.split()) for words in WEEK]
    for words, (code, said) in zip((*IMPORTS, *WEEK), told, strict=True):
        assert code == 0, f"{words}: {said}"
        # where the store lies is what doctor is asked for
        shown = said.replace(str(home), "") if words.startswith("doctor") else said
        assert MARK not in shown, f"{words}: {said}"
    written = [path for path in home.rglob("*") if path.is_file() and path.name not in given]
    assert {path.suffix for path in written} >= {".db", ".jsonl", ".docx", ".xlsx", ".ics", ".eml"}
    for path in written:
        assert MARK not in str(path.relative_to(home))
        assert all(MARK.encode() not in part for part in contents(path)), path.name
