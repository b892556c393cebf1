"""A letter's annex read as a scenario: what it says, what is inferred, and back again."""

import subprocess
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

import cli
from scheduler.letter import choose, choose_all, guess, open_letter, skeleton
from scheduler.letter.cell_names import sessions_in
from scheduler.letter.clock_hours import hours_of
from scheduler.letter.written_dates import dates_in, day_of
from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import diagnose_text, load
from scheduler.search import outcome as outcomes
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.vocabulary.printing import LanguageCode
from tests import needed
from tests.letter.letters import CSP11_ROWS, ROLLING, Rows, letter
from tests.render.annexes import CEI, ENIP, FOOTNOTE, PRINTED, TITLE, meeting, record, with_lunches

PLAIN: Rows = [[cell if cell != "^" else ENIP for cell in row] for row in CSP11_ROWS]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def text_of(data: bytes, first: date | None = None, timezone: str | None = None) -> str:
    path = Path("letter.docx")
    path.write_bytes(data)
    tables = choose_all(open_letter(path))
    return skeleton(tables, guess(tables, first=first), timezone=timezone)


def read(data: bytes, first: date | None = None) -> Problem:
    path = Path("imported.yaml")
    path.write_text(text_of(data, first), encoding="utf-8")
    return load(path).problem


def table(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(BytesIO(data)).tables[0].rows]


def again(data: bytes) -> list[list[str]]:
    """Imported, solved, and exported."""
    problem = read(data)
    outcome = solve.solve(problem, Budget(seconds=30, seed=1, workers=1))
    made = outcomes.record(outcome, sha256="0" * 64)
    return table(export("docx", outcome.problem, made, ExportRequest()))


def test_csp11_is_read_with_the_minutes_that_its_scenario_has() -> None:
    found = read(letter(CSP11_ROWS))
    assert [(s.title, s.minutes.likely) for s in found.sessions] == [
        (ENIP, 360),
        (CEI, 450),
        ("WGTU", 270),
        ("WGTR", 360),
    ]
    assert found.days == tuple(date(2025, 2, day) for day in (25, 26, 27, 28))
    assert [(s.id, s.start, s.end) for s in found.slots] == [
        ("morning", time(10), time(13)),
        ("afternoon", time(15), time(18)),
    ]
    assert [order.order for order in found.rolling] == [tuple(s.id for s in found.sessions)]
    assert (found.annex.title, found.annex.side_events) == (TITLE, "tbc")
    assert found.annex.footnotes == (ROLLING,)
    assert (found.meeting.timezone, found.meeting.grid) == ("Europe/Zurich", 15)


def test_what_the_letter_does_not_say_is_marked_as_inferred() -> None:
    lines = text_of(letter(CSP11_ROWS)).splitlines()
    for field in ("minutes:", "split:", "timezone:", "group:", "- {id: plenary}"):
        told = [line for line in lines if line.strip().startswith(field)]
        assert told
        assert all("# inferred" in line for line in told)
    assert any("90 of 2025-02-27 morning" in line for line in lines)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
def test_csp11_goes_out_comes_in_is_solved_and_goes_out_the_same(
    language: LanguageCode,
) -> None:
    titled = {
        "fr": "CALENDRIER : 25-28 FÉVRIER 2025*",
        "es": "CALENDARIO: 25-28 de febrero de 2025*",
    }
    annex = {**meeting().annex.model_dump(exclude_none=True), "titles": titled}
    made = export("docx", meeting(annex=annex), record(*PRINTED), ExportRequest(language=language))
    assert again(made) == table(made)


def test_side_events_come_back_with_their_hours_and_rooms() -> None:
    lines = (*PRINTED, "launch 26 13:15-14:45 annex", "briefing 27 13:20-14:00")
    made = export("docx", with_lunches(), record(*lines), ExportRequest())
    found = read(made)
    side = {s.title: (s.pin, s.minutes.likely) for s in found.sessions if s.kind == "side-event"}
    pin, minutes = side["Launch of the handbook"]
    assert pin is not None
    assert (str(pin.exact), pin.room, minutes) == ("2025-02-26 13:15:00", "room-3", 90)
    assert again(made) == table(made)


def test_what_is_to_be_confirmed_comes_back_as_such() -> None:
    lines = (*PRINTED, "briefing 26 13:15-14:45", "launch 27 13:15-14:45")
    made = export("docx", with_lunches(), record(*lines), ExportRequest())
    assert {s.title: s.tbc for s in read(made).sessions if s.kind == "side-event"} == {
        "Briefing on the reporting templates": True,
        "Launch of the handbook": False,
    }
    italic = letter([[f"/{c}/" if c == "WGTR" else c for c in row] for row in PLAIN])
    assert [s.tbc for s in read(italic).sessions] == [False, False, False, True]


def test_a_session_that_goes_on_says_so_again() -> None:
    annex = {**meeting().annex.model_dump(exclude_none=True), "continued": True}
    made = export("docx", meeting(annex=annex), record(*PRINTED), ExportRequest())
    assert read(made).annex.continued
    assert again(made) == table(made)


def test_an_empty_slot_before_a_session_keeps_it_where_it_is() -> None:
    rows = [list(row) for row in PLAIN]
    rows[1][2] = rows[2][2] = ""
    found = read(letter(rows))
    pinned = [(s.title, str(s.pin.not_before)) for s in found.sessions if s.pin is not None]
    assert pinned == [(CEI, "2025-02-27 10:00:00")]
    assert again(letter(rows))[1:3] == [
        ["10:00 – 13:00", ENIP, "", f"{CEI}\nWGTU", "WGTR", "10:00 – 13:00"],
        ["15:00 – 18:00", ENIP, "", "WGTU", "WGTR", "15:00 – 18:00"],
    ]


def test_without_a_rolling_basis_every_session_keeps_its_slots() -> None:
    data = letter(PLAIN, note="* Subject to change.")
    found = read(data)
    assert found.rolling == ()
    assert found.sessions[2].slots == ("2025-02-27/morning", "2025-02-27/afternoon")
    shared = f"10:00 – 11:30 {CEI}\n11:30 – 13:00 WGTU"
    printed = [[cell.replace(".00", ":00") for cell in PLAIN[row]] for row in (1, 2)]
    printed[0][3] = shared
    assert again(data)[1:3] == printed


def test_hours_in_a_cell_are_those_of_its_sessions() -> None:
    rows = [list(row) for row in PLAIN]
    rows[1][2], rows[1][4] = f"10:00 – 12:00 {CEI}", "11.30-12.15 WGTR (until 13:30)"
    rows[1][3] = "WGTU\n12:00 – 12:30 Vote\nClosing"
    found = read(letter(rows, note="* Subject to change."))
    held = {s.title: (str(s.pin.exact), s.minutes.likely) for s in found.sessions if s.pin}
    assert held["Vote"] == ("2025-02-27 12:00:00", 30)
    assert held["Closing"] == ("2025-02-27 12:30:00", 30)
    assert [s.title for s in found.sessions].count("WGTR") == 1
    assert again(letter(rows, note="* Subject to change."))[1][3] == (
        "10:00 – 12:00 WGTU\n12:00 – 12:30 Vote\n12:30 – 13:00 Closing"
    )


def test_the_same_name_after_another_is_another_session() -> None:
    rows = [list(row) for row in PLAIN]
    rows[2][4] = ENIP
    ids = [(s.id, s.title) for s in read(letter(rows)).sessions]
    assert ids[-1][1] == ENIP
    assert len({id for id, _ in ids}) == len(ids) == 5


@pytest.mark.parametrize(
    "heads",
    [
        ("Tuesday 25 February", "Wednesday 26 February", "Thursday 27", "Friday 28"),
        ("Tue, 25 Feb.", "Wed, 26 Feb.", "Thu, 27 Feb.", "Fri, 28 Feb."),
        ("Mardi\n25 février 2025", "Mercredi", "Jeudi", "Vendredi"),
        ("martes 25 de febrero", "miércoles", "jueves", "viernes 28 de febrero"),
        ("25 February 2025", "26 February 2025", "27 February 2025", "28 February 2025"),
    ],
)
def test_days_are_read_as_people_write_them(heads: tuple[str, ...]) -> None:
    rows = [("Time", *heads), *(row[:5] for row in PLAIN[1:])]
    assert [d.day for d in read(letter(rows)).days] == [25, 26, 27, 28]


def test_the_hours_may_stand_in_the_last_column_only() -> None:
    found = read(letter([row[1:] for row in PLAIN]))
    assert [s.minutes.likely for s in found.sessions] == [360, 450, 270, 360]


def test_mornings_without_hours_are_inferred() -> None:
    named = {"10.00 – 13.00": "Morning", "15.00 – 18.00": "Afternoon"}
    text = text_of(letter([[named.get(cell, cell) for cell in row] for row in PLAIN]))
    assert '{id: morning, start: "10:00", end: "13:00"}  # inferred' in text


def test_dates_that_stand_nowhere_are_asked_for() -> None:
    data = letter(PLAIN, titles=("Schedule",))
    with pytest.raises(
        ValueError, match=r"the dates of these days are not clear: Tuesday, Wednesday.*--first-day"
    ):
        text_of(data)
    assert read(data, date(2026, 3, 3)).days[0] == date(2026, 3, 3)
    with pytest.raises(ValueError, match="do not follow Wednesday"):
        text_of(data, date(2026, 3, 4))


def test_the_date_of_the_letter_is_not_that_of_the_meeting() -> None:
    data = letter(PLAIN, titles=("Schedule",), place="Geneva, Tuesday 21 January 2025")
    with pytest.raises(ValueError, match=r"are not clear.*dates found"):
        text_of(data)


@pytest.mark.parametrize(
    ("place", "year"), [("Geneva, 20 January 2025", 2025), ("Geneva, 12 December 2025", 2026)]
)
def test_the_year_is_that_in_which_the_letter_looks_ahead(place: str, year: int) -> None:
    heads = ("", "25 February", "26 February", "27 February", "28 February", "")
    data = letter([heads, *PLAIN[1:]], titles=("Schedule",), place=place)
    assert read(data).days[0] == date(year, 2, 25)


def test_a_date_that_is_one_of_the_columns_says_the_year_of_all() -> None:
    heads = ("", "25 February", "26 February", "27 February", "28 February", "")
    data = letter([heads, *PLAIN[1:]], titles=("Schedule",), place="The vote: 27 February 2025")
    assert read(data).days[0] == date(2025, 2, 25)


def test_a_row_without_hours_is_left_out_and_said_to_be() -> None:
    rows = [*PLAIN[:2], ("Coffee", "Lounge", "<", "<", "<", "Coffee"), *PLAIN[2:]]
    text = text_of(letter(rows))
    assert "# row 3, 'Coffee': left out: it has no hours" in text
    assert "Lounge" not in text


def test_weekdays_may_have_their_dates_in_a_row_of_their_own() -> None:
    dates = ("", "25 February", "26 February", "27 February", "28 February 2025", "")
    found = read(letter([PLAIN[0], dates, *PLAIN[1:]], titles=("Schedule",)))
    assert [d.day for d in found.days] == [25, 26, 27, 28]
    assert [s.minutes.likely for s in found.sessions] == [360, 450, 270, 360]


def test_a_line_broken_by_hand_is_a_name_where_it_is_one_elsewhere() -> None:
    rows = [list(row) for row in PLAIN]
    rows[1][1] = ENIP.replace(" on exchange", "|on exchange")
    rows[1][3] = f"{CEI.replace(' emerging', '|emerging')}|WGTU"
    found = read(letter(rows))
    assert [(s.title, s.minutes.likely) for s in found.sessions] == [
        (ENIP, 360),
        (CEI, 450),
        ("WGTU", 270),
        ("WGTR", 360),
    ]


def test_lines_between_empty_lines_are_one_name() -> None:
    rows = [list(row) for row in PLAIN]
    rows[1][3] = "WGETI Sub-working Group\non current issues\n\nWGTU"
    path = Path("letter.docx")
    path.write_bytes(letter(rows))
    annex = choose(open_letter(path)).annex
    assert sessions_in(annex.spots[2].cell) == (
        "WGETI Sub-working Group on current issues",
        "WGTU",
    )


@pytest.mark.parametrize(
    "name",
    [
        'a "quoted" title: with # and {braces}',
        "- item\\n",
        "*alias &anchor !tag",
        "x" * 10_000,
        "\u202eturned\u202c",
        "yes",
        "2025-02-25",
    ],
)
def test_hostile_names_are_only_text(name: str) -> None:
    rows = [list(row) for row in PLAIN]
    rows[1][4] = rows[2][4] = name
    text = text_of(letter(rows))
    assert not [d for d in diagnose_text(Path("x.yaml"), text.encode()) if d.severity == "error"]
    assert read(letter(rows)).sessions[-1].title[:6] == name.replace("\u202e", "")[:6]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10:00 – 13:00", "10:00", "13:00"),
        ("10.00-13.00", "10:00", "13:00"),
        ("10 a.m. to 1 p.m.", "10:00", "13:00"),
        ("3-6 p.m.", "15:00", "18:00"),
        ("10 h 30 à 13 h", "10:30", "13:00"),
        ("de 10 a 13 horas", "10:00", "13:00"),
        ("10/00 – 13/00", "10:00", "13:00"),
        ("9.30 a.m.–12.30 p.m.", "09:30", "12:30"),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, start: str, end: str) -> None:
    found = hours_of(text)
    assert found is not None
    assert [f"{clock:%H:%M}" for clock in found] == [start, end]


@pytest.mark.parametrize("text", ["25-28", "SIDE EVENTS", "13:00 – 10:00", "10:00 – 25:00", ""])
def test_what_are_no_hours_is_not_taken_for_hours(text: str) -> None:
    assert hours_of(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("25-28 FEBRUARY 2025*", "2025-02-25", "2025-02-28"),
        ("February 25-28, 2025", "2025-02-25", "2025-02-28"),
        ("du 28 février au 3 mars 2025", "2025-02-28", "2025-03-03"),
        ("du 1er au 4 mars 2025", "2025-03-01", "2025-03-04"),
        ("del 25 al 28 de febrero de 2025", "2025-02-25", "2025-02-28"),
        ("30 December 2024 – 2 January 2025", "2024-12-30", "2025-01-02"),
        ("25-28 февраля 2025 г.", "2025-02-25", "2025-02-28"),
        ("2025年2月25日至28日", "2025-02-25", "2025-02-28"),
        ("25-28 شباط/فبراير 2025", "2025-02-25", "2025-02-28"),
        ("2025-02-25", "2025-02-25", "2025-02-25"),
        ("25 and 26 February 2025", "2025-02-25", "2025-02-26"),
        ("25, 26 et 27 février 2025", "2025-02-25", "2025-02-27"),
        ("25 y 26 de febrero de 2025", "2025-02-25", "2025-02-26"),
        ("28 февраля и 1 марта 2025 г.", "2025-02-28", "2025-03-01"),
        ("2025年2月25日和26日", "2025-02-25", "2025-02-26"),
        ("25 و26 شباط/فبراير 2025", "2025-02-25", "2025-02-26"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, first: str, last: str) -> None:
    found = list(dates_in(text))
    assert (str(found[0]), str(found[-1])) == (first, last)


@pytest.mark.parametrize("text", ["WGTR", "Time", "31 February 2025", "Room 5"])
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    found = day_of(text)
    assert found is None or found.day is None or found.month is None or "February" in text


def test_the_command_writes_a_file_that_can_be_solved(capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter.docx").write_bytes(letter(CSP11_ROWS))
    assert cli.main(["import", "docx", "letter.docx", "--to", "meeting.yaml"]) == 0
    said = capsys.readouterr().err
    assert "4 sessions on 4 days from 2025-02-25; their minutes are inferred" in said
    assert cli.main(["solve", "meeting.yaml", "--out", "m.json"]) == 0
    assert cli.main(["export", "docx", "meeting.yaml", "m.json", "--into", "letter.docx"]) == 0
    assert "has this content already" in capsys.readouterr().err


def test_a_file_that_is_there_is_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter.docx").write_bytes(letter(CSP11_ROWS))
    Path("meeting.yaml").write_text("mine")
    assert cli.main(["import", "docx", "letter.docx", "--to", "meeting.yaml"]) == 2
    assert "meeting.yaml exists already" in capsys.readouterr().err
    assert Path("meeting.yaml").read_text() == "mine"


@pytest.mark.ci
def test_a_letter_that_went_through_another_word_processor_is_read_the_same() -> None:
    soffice = needed.tool("soffice")
    Path("mine.docx").write_bytes(letter(CSP11_ROWS))
    Path("out").mkdir()
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run([*command, "--outdir", "out", "mine.docx"], check=True, capture_output=True)
    assert text_of(Path("out/mine.docx").read_bytes()) == text_of(Path("mine.docx").read_bytes())


def test_a_footnote_keeps_its_bold_words() -> None:
    made = export("docx", meeting(), record(*PRINTED), ExportRequest())
    assert read(made).annex.footnotes == (FOOTNOTE,)
