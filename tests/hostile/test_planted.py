"""
Names, addresses and numbers of people in everything that an import reads and does not keep.

Nothing that is printed or written may have one: not a complaint about the very line, not a
comparison with a scenario, not the scenario, its timetable or what is exported of it.
"""

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from docx import Document

from scheduler.vocabulary.request_form import COLUMNS
from tests.hostile.captured import run_captured
from tests.letter.letters import CSP11_ROWS, annex, saved
from tests.letter.test_bad import ROOT

MARK = "ZZMARK"
"""Is in every personal value; who has it has given somebody away."""
WHO, MAIL, PHONE = f"{MARK} Ada", f"{MARK}.ada@example.org", f"+41 22 {MARK}"
CSP11 = ROOT / "scenarios" / "csp11.yaml"
TALK = {
    "id": 7,
    "guid": f"{MARK}-guid",
    "date": "2025-02-25T10:00:00+01:00",
    "start": "10:00",
    "duration": "01:00",
    "title": "Bees",
    "url": f"https://example.org/{MARK}",
    "abstract": f"Write to {MAIL}",
    "do_not_record": MARK,
    "persons": [{"id": 3, "name": WHO, "public_name": WHO, "email": MAIL, "biography": PHONE}],
    "answers": [{"question": "Phone", "answer": PHONE}],
}


def in_json(**changes: object) -> bytes:
    day = {"date": "2025-02-25", "rooms": {"Barn": [TALK | changes, TALK | {"id": 8}]}}
    conference = {"title": "Farm", "time_zone_name": "Rome", "days": [day], "owner": MAIL}
    return json.dumps({"schedule": {"version": MARK, "conference": conference}}).encode()


def in_xml(duration: str = "01:00", person: str = WHO) -> bytes:
    people = f'<person id="3" email="{MAIL}">{person}</person>'
    talk = (
        f"<date>2025-02-25T10:00:00+01:00</date><duration>{duration}</duration><title>Bees</title>"
        f"<url>https://example.org/{MARK}</url><logo>{MARK}</logo><persons>{people}</persons>"
        f"<abstract>{MAIL}</abstract><feedback_url>{MARK}</feedback_url>"
    )
    events = "".join(f'<event id="{n}" guid="{MARK}">{talk}</event>' for n in (7, 8))
    head = f"<generator name='{MARK}'/><conference><title>Farm</title></conference>"
    day = f'<day date="2025-02-25"><room name="Barn">{events}</room></day>'
    return f"<schedule>{head}{day}</schedule>".encode()


def in_ics(
    *lines: str,
    start: str = "DTSTART:20250225T100000Z",
    title: str = f"Lunch with {WHO}",
    place: str = f"At {WHO}'s",
) -> bytes:
    own = (
        *(f"UID:{MARK}-1@example.org", start, "DURATION:PT1H", f"SUMMARY:{title}"),
        *(f"LOCATION:{place}", f"DESCRIPTION:{PHONE}", f"ORGANIZER;CN={WHO}:mailto:{MAIL}"),
        *(f"ATTENDEE;CN={WHO};PARTSTAT=ACCEPTED:mailto:{MAIL}", f"CONTACT:{PHONE}"),
        *(f"COMMENT:{WHO}", f"X-ALT-DESC:{WHO}", f"URL:https://example.org/{MARK}", *lines),
    )
    event = "\r\n".join(("BEGIN:VEVENT", *own, "END:VEVENT"))
    head = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{MARK}\r\nX-WR-CALNAME:{MAIL}\r\n"
    return f"{head}{event}\r\nEND:VCALENDAR\r\n".encode()


SITTINGS = (
    ("Date", "Start", "End", "Room", "Title", "Contact e-mail", "Mobile", "Staff in charge"),
    ("2025-02-25", "10:00", "13:00", "Room 2", "Budget", MAIL, PHONE, WHO),
    ("2025-02-26", "soon", "13:00", "Room 2", "Vote", MAIL, PHONE, WHO),
    ("2025-02-26", "10:00", "13:00", "Room 2", "", MAIL, PHONE, WHO),
    ("", "", "", "", "", MAIL, PHONE, WHO),
)
SESSIONS = (("id", "minutes", "Contact e-mail"), ("a", "90", MAIL), ("b", "x", PHONE))
FORM = (
    (*(column.heading for column in COLUMNS), "Contact person", "E-mail", "Telephone"),
    (*("Launch", "Kenya", "", "2025-02-26", "", "13:15", "60"), *[""] * 8, WHO, MAIL, PHONE),
    (*("", "Kenya", "", "2025-02-26", "", "13:15", "60"), *[""] * 8, WHO, MAIL, PHONE),
)
BAD_FORM = (FORM[0], ("Launch", "Kenya", "", "soon", *[""] * 11, WHO, MAIL, PHONE))
Rows = tuple[tuple[str, ...], ...]


def in_csv(rows: Rows) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def in_xlsx(rows: Rows) -> bytes:
    """With remarks at cells, a hidden sheet, and the name of who made it."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"author": WHO, "manager": WHO, "comments": MAIL, "company": MARK})
        sheet = book.add_worksheet("Requests")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        sheet.write_comment(1, 1, f"{WHO} asked for it", {"author": WHO})
        hidden = book.add_worksheet(MARK)
        hidden.write(0, 0, MAIL)
        hidden.hide()
    return made.getvalue()


def in_docx(rows: Sequence[Sequence[str]] = CSP11_ROWS) -> bytes:
    """To somebody, from somebody, changed and commented on by somebody."""
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = WHO
    document.sections[0].footer.paragraphs[0].text = PHONE
    for text in (f"Dear {WHO},", f"Please write to {MAIL}.", "DRAFT SCHEDULE: 25-28 FEBRUARY 2025"):
        document.add_paragraph(text)
    table = annex(document, rows)
    document.add_paragraph(f"Yours sincerely, {WHO}, {PHONE}")
    document.add_comment(table.cell(0, 0).paragraphs[0].runs, MAIL, author=WHO)
    data = saved(document)
    with ZipFile(BytesIO(data)) as archive:
        assert sum(MARK.encode() in archive.read(name) for name in archive.namelist()) > 2
    return data


ODD_ROWS = [[*CSP11_ROWS[0]], *[["", *row[1:]] for row in CSP11_ROWS[1:]]]
PLANTED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "talks": ("schedule.json", in_json),
    "talks without hours": ("schedule.json", lambda: in_json(duration=PHONE, date=WHO)),
    "talks cut off": ("schedule.json", lambda: in_json()[:-20]),
    "programme": ("schedule.xml", in_xml),
    "programme without hours": ("schedule.xml", lambda: in_xml(PHONE)),
    "programme that is no XML": ("schedule.xml", lambda: in_xml(person=f"{WHO} <{MAIL}>")),
    "calendar": ("chair.ics", in_ics),
    "calendar with odd lines": (
        "chair.ics",
        lambda: in_ics(f"RRULE:{MARK}", f"EXDATE:{MARK}", f"RECURRENCE-ID:{MARK}", f"{MARK}"),
    ),
    "calendar without hours": ("chair.ics", lambda: in_ics(start=f"DTSTART;TZID={MARK}:{MARK}")),
    "meeting as calendar": (
        "meeting.ics",
        lambda: in_ics(f"RRULE:{MARK}", title="Budget", place="Room 2"),
    ),
    "rows": ("rows.csv", lambda: in_csv(SITTINGS)),
    "sheet": ("rows.xlsx", lambda: in_xlsx(SITTINGS)),
    "sessions": ("sessions.csv", lambda: in_csv(SESSIONS)),
    "sheet of sessions": ("sessions.xlsx", lambda: in_xlsx(SESSIONS)),
    "form": ("form.csv", lambda: in_csv(FORM)),
    "form in a sheet": ("form.xlsx", lambda: in_xlsx(FORM)),
    "form with errors": ("form.xlsx", lambda: in_xlsx(BAD_FORM)),
    "letter": ("letter.docx", in_docx),
    "letter without hours": ("letter.docx", lambda: in_docx(ODD_ROWS)),
    "letter cut off": ("letter.docx", lambda: in_docx()[:-200]),
}


def commands(kind: str, file: Path, out: Path) -> list[list[str]]:
    """All that can be done with a file; what is written comes to lie in ``out``."""
    form, scenario, whole = file.suffix[1:], str(out / "csp11.yaml"), str(out / "whole.yaml")
    if kind.startswith("form"):
        wanted = ["import", "side-events", str(file), "--scenario", scenario]
        return [wanted, [*wanted, "--to", str(out / "part.yaml")]]
    wanted, times = ["import", form, str(file)], str(out / "times.json")
    compared = [[*wanted, "--against", scenario, *more] for more in ([], ["--json"], ["--apply"])]
    if form == "ics":
        own = [*wanted, "--scenario", scenario, "--of", "wgtu-chair"]
        return compared if "meeting" in kind else [own, [*own, "--to", str(out / "part.yaml")]]
    more = [] if form == "docx" else ["--timetable", times]
    table = ["--whole"] if form in ("csv", "xlsx") else []
    made = [[*wanted, "--to", whole, *more, *table], ["check", whole], ["verify", whole, times]]
    return [wanted, *made, ["export", "md", whole, times], *compared]


@pytest.mark.parametrize("kind", PLANTED)
@pytest.mark.ci
def test_nobody_is_found_in_anything_that_comes_of_a_file(kind: str, tmp_path: Path) -> None:
    name, made = PLANTED[kind]
    file, out = tmp_path / "in" / name, tmp_path / "out"
    for folder in (file.parent, out):
        folder.mkdir()
    file.write_bytes(made())
    (out / "csp11.yaml").write_bytes(CSP11.read_bytes())
    codes = []
    for words in commands(kind, file, out):
        code, said = run_captured(words)
        codes.append(code)
        assert MARK not in said, f"{words}: {said}"
        assert code in (0, 1, 2, 3)
    assert (0 in codes) or not kind.endswith(("talks", "programme", "calendar", "letter", "sheet"))
    for written in out.iterdir():
        assert MARK.encode() not in written.read_bytes(), written.name
