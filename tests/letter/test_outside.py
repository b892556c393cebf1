"""Annexes as others write them: tracked changes, struck and hidden text, odd rows, many rooms."""

import re
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest

import cli
from scheduler.letter import choose_all, guess, open_letter, skeleton
from scheduler.letter.annex_rows import Left
from scheduler.letter.clock_hours import hours_of, label_span
from scheduler.letter.printed_marks import without_marks
from scheduler.letter.written_dates import day_of
from scheduler.problem import Problem, Session
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load, load_bytes
from tests.importing.filled import filled
from tests.letter.letters import Rows, letter, retexted

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
HEAD = ("", "Monday 3 March", "Tuesday 4 March", "")
TITLE = "PROGRAMME: GENEVA, 3-4 MARCH 2025"
MORNING = ("10:00 – 13:00", "Budget", "Trade", "10:00 – 13:00")
AFTERNOON = ("15:00 – 18:00", "Tariffs", "Closure", "15:00 – 18:00")
NOTE = "* Subject to change."


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def programme(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> bytes:
    return letter((head, *rows), titles=(TITLE,), note=NOTE)


def imported(data: bytes, table: str | None = None) -> tuple[Problem, list[Left], list[str]]:
    """The scenario, what was left out, and what was remarked."""
    Path("letter.docx").write_bytes(data)
    tables = choose_all(open_letter(Path("letter.docx")), wanted=table)
    guessed = guess(tables)
    Path("m.yaml").write_text(skeleton(tables, guessed), encoding="utf-8")
    return load(Path("m.yaml")).problem, list(guessed.left), list(guessed.remarks)


def placed(problem: Problem) -> dict[str, str]:
    """``3 10:00 180`` by title: day of the month, start, minutes."""
    return {s.title: f"{_start(s):%-d %H:%M} {s.minutes.likely}" for s in problem.sessions}


def _start(session: Session) -> date:
    assert session.pin is not None
    assert session.pin.exact is not None
    return session.pin.exact


def run(text: str, look: str) -> bytes:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>".encode()


def with_run(data: bytes, after: str, xml: bytes) -> bytes:
    """The letter with more XML right behind the run that says ``after``."""
    said = rf"<w:r>(?:(?!</w:r>).)*<w:t>{after}</w:t></w:r>"
    return _inserted(data, said.encode(), xml)


def _inserted(data: bytes, pattern: bytes, xml: bytes) -> bytes:
    from tests.letter.letters import parts

    match = re.search(pattern, parts(data)["word/document.xml"], re.DOTALL)
    assert match is not None
    return retexted(data, (match[0], match[0] + xml), once=True)


@pytest.mark.parametrize(
    "more",
    [
        run("1", '<w:vertAlign w:val="superscript"/>'),
        run("*", '<w:vertAlign w:val="superscript"/>'),
        run(" for our eyes only", "<w:vanish/>"),
        b'<w:del w:id="1"><w:r><w:delText> (room tbc)</w:delText></w:r></w:del>',
        b'<w:moveFrom w:id="2"><w:r><w:t> and Fisheries</w:t></w:r></w:moveFrom>',
    ],
)
def test_what_a_reader_does_not_see_is_no_part_of_a_name(more: bytes) -> None:
    data = with_run(programme(MORNING, AFTERNOON), "Tariffs", more)
    problem, left, _ = imported(data)
    assert placed(problem)["Tariffs"] == "3 15:00 180"
    assert left == []


def test_looks_may_come_from_a_style() -> None:
    hidden = run(" (internal)", '<w:rStyle w:val="Inwards"/>')
    style = b'<w:style w:type="character" w:styleId="Inwards"><w:rPr><w:vanish/></w:rPr></w:style>'
    based = (
        b'<w:style w:type="character" w:styleId="Mark"><w:basedOn w:val="Raised"/></w:style>'
        b'<w:style w:type="character" w:styleId="Raised"><w:rPr>'
        b'<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    data = with_run(programme(MORNING, AFTERNOON), "Tariffs", hidden)
    data = with_run(data, "Trade", run("2", '<w:rStyle w:val="Mark"/>'))
    data = with_styles(data, style + based)
    assert {"Tariffs", "Trade"} <= placed(imported(data)[0]).keys()


def with_styles(data: bytes, more: bytes) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/styles.xml":
                part = part.replace(b"</w:styles>", more + b"</w:styles>")
            new.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("text", "said"), [("1st reading", "1st reading"), ("Review of 2025¹", "Review of 2025¹")]
)
def test_ordinals_and_years_keep_their_figures(text: str, said: str) -> None:
    assert said in placed(imported(programme(MORNING, ("15:00 – 18:00", text, "", "")))[0])


def test_what_was_moved_in_is_read_and_what_was_moved_out_is_not() -> None:
    moved = b'<w:moveTo w:id="5"><w:r><w:br/><w:t>FISH</w:t></w:r></w:moveTo>'
    data = with_run(programme(MORNING, AFTERNOON), "Tariffs", moved)
    assert placed(imported(data)[0])["FISH"] == "3 16:30 90"


def test_what_is_struck_through_is_left_out_and_named() -> None:
    struck = run(" and Fisheries", "<w:strike/>")
    problem, left, _ = imported(with_run(programme(MORNING, AFTERNOON), "Tariffs", struck))
    assert placed(problem)["Tariffs"] == "3 15:00 180"
    assert left == [Left("row 3, 'Monday 3 March'", "and Fisheries", "it is struck through")]


@pytest.mark.parametrize(
    ("row", "left"),
    [
        (("", "Drafting", "Experts", ""), ("row 3", "Drafting, Experts", "it has no hours")),
        (("Foyer", "Posters", "<", ""), ("row 3", "Foyer", "it has no hours")),
        (
            ("10:00 – 1:00", "Reception", "", ""),
            ("row 3", "10:00 – 1:00", "it ends before it starts, or more than 12 hours later"),
        ),
        (
            ("04:00 – 24:00", "Reception", "", ""),
            ("row 3", "04:00 – 24:00", "it is longer than 18 hours"),
        ),
    ],
)
def test_a_row_that_is_not_read_is_named(row: tuple[str, ...], left: tuple[str, str, str]) -> None:
    _, found, _ = imported(programme(MORNING, row, AFTERNOON))
    assert [(one.place, one.name) for one in found] == [left[:2]]
    assert found[0].why.startswith(left[2])


def test_a_column_that_is_not_read_is_named() -> None:
    rows = (("", "Monday 3 March", "Interpretation", ""), ("10 h – 13 h", "Budget", "E/F/S", ""))
    _, left, _ = imported(letter(rows, titles=("PROGRAMME: 3 MARCH 2025",), note=NOTE))
    assert left == [Left("column 3", "Interpretation", "its head names no day")]


def test_rows_of_the_same_hours_are_held_in_parallel() -> None:
    again = ("15:00 – 18:00", "Experts", "", "15:00 – 18:00")
    problem, left, remarks = imported(programme(MORNING, AFTERNOON, again))
    assert [slot.id for slot in problem.slots] == ["morning", "afternoon"]
    assert placed(problem)["Experts"] == "3 15:00 180"
    assert {s.title: s.rooms for s in problem.sessions}["Experts"] == ("room-2",)
    assert left == []
    assert remarks == ["rows 3 and 4 have the same hours, 15:00 – 18:00: read as parallel"]


def test_an_hour_cell_over_two_rows_is_that_of_both_and_a_session_over_both_is_one() -> None:
    rows = (
        MORNING,
        ("15:00 – 18:00", "Tariffs", "Closure", "15:00 – 18:00"),
        ("^", "^", "Vote", "^"),
    )
    problem, _, _ = imported(programme(*rows))
    assert [s.title for s in problem.sessions].count("Tariffs") == 1
    assert placed(problem)["Vote"] == "4 15:00 180"


def test_rows_whose_hours_overlap_do_not_stop_the_meeting() -> None:
    fair = ("09:00 – 18:00", "Fair", "Fair", "")
    problem, _, _ = imported(programme(fair, MORNING, AFTERNOON))
    main = ("session",)
    own = {slot.id: slot.only for slot in problem.slots}
    assert own == {"morning": ("parallel",), "morning-2": main, "afternoon": main}
    assert placed(problem)["Fair"] == "3 09:00 1080"
    assert {s.title: s.kind for s in problem.sessions}["Trade"] == "session"
    assert cli.main(["check", "m.yaml"]) == 0


def test_more_lines_than_steps_share_the_minutes_there_are() -> None:
    lines = "Opening\nElections\nAgenda\nCredentials"
    problem, left, _ = imported(programme(("10:00 – 10:25", lines, "", ""), AFTERNOON))
    assert problem.meeting.grid == 5
    assert {k: v for k, v in placed(problem).items() if v.startswith("3 10")} == {
        "Opening": "3 10:00 10",
        "Elections": "3 10:10 5",
        "Agenda": "3 10:15 5",
        "Credentials": "3 10:20 5",
    }
    assert left == []


def test_lines_for_which_no_minute_is_left_are_named() -> None:
    lines = "\n".join(f"Point {n}" for n in range(1, 8))
    _, left, _ = imported(programme(("10:00 – 10:05", lines, "", ""), AFTERNOON))
    assert [one.name for one in left] == ["Point 6", "Point 7"]
    assert {one.why for one in left} == {"the slot has no minutes left for it"}


@pytest.mark.parametrize(
    ("cell", "starts"),
    [
        ("10:00 – 11:00 Budget", {"Budget": "3 10:00 60"}),
        ("Budget (10.30 a.m. to noon)", {"Budget": "3 10:30 90"}),
        (
            "10:00 – 11:00\nBudget\n11:00 – 13:00\nRules",
            {"Budget": "3 10:00 60", "Rules": "3 11:00 120"},
        ),
        ("10:00 Opening\n10:30 Rules", {"Opening": "3 10:00 30", "Rules": "3 10:30 150"}),
        ("10h Opening\nRules\n12h Vote", {"Rules": "3 11:00 60", "Vote": "3 12:00 60"}),
        (
            "10:00 – 11:00 Budget\n11:00 – 11:15 Coffee break\n11:15 – 13:00 Rules",
            {"Budget": "3 10:00 60", "Rules": "3 11:15 105"},
        ),
        ("Budget\nPause café\nRules", {"Budget": "3 10:00 90", "Rules": "3 11:30 90"}),
    ],
)
def test_hours_inside_a_cell_are_those_of_its_names(cell: str, starts: dict[str, str]) -> None:
    row = ("10:00 – 13:00", cell, "", "10:00 – 13:00")
    found = placed(imported(programme(row, AFTERNOON))[0])
    assert {title: found.get(title) for title in starts} == starts
    assert not {"Coffee break", "Pause café"} & found.keys()


def test_hours_in_a_cell_that_cannot_be_meant_are_told() -> None:
    row = ("19:00 – 21:00", "20:00 – 09:00 Reception", "Gala (until late)", "")
    problem, _, remarks = imported(programme(MORNING, row))
    assert placed(problem)["Reception"] == "3 19:00 120"
    assert remarks == ["'Reception': 20:00 – 09:00 is not read"]


@pytest.mark.parametrize(
    ("label", "end", "minutes"),
    [
        ("22:00 – 01:00", time(1), 180),
        ("from 8 p.m. until midnight", time(), 240),
        ("22:00 – 24:00", time(), 120),
    ],
)
def test_a_row_may_end_at_midnight_or_after_it(label: str, end: time, minutes: int) -> None:
    problem, left, _ = imported(programme(MORNING, (label, "23:00 – 24:00 Ball", "Gala", "")))
    evening = problem.slots[-1]
    assert (evening.end, left) == (end, [])
    assert placed(problem)["Gala"].endswith(f" {minutes}")
    assert placed(problem)["Ball"] == "3 23:00 60"
    assert cli.main(["check", "m.yaml"]) == 0


@pytest.mark.parametrize("title", ["31 December 9999", "9999-12-31", "31.12.9999", "1.1.0001"])
def test_a_year_in_which_nobody_meets_is_no_date(title: str) -> None:
    heads = ("", "Monday", "Tuesday", "")
    data = letter((heads, MORNING), titles=(title,), note=NOTE, place="Geneva")
    with pytest.raises(ValueError, match="the dates of these days are not clear"):
        imported(data)


def test_hours_that_are_not_of_their_row_are_told() -> None:
    _, _, remarks = imported(
        programme(("10:00 – 13:00", "08:00 – 09:00 Budget", "", ""), AFTERNOON)
    )
    assert remarks == ["row 2, 'Budget': its hours are not within 10:00 – 13:00"]


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("13:00 – 15:00", "Lunch break"),
        ("13:00 – 15:00 Almuerzo", ""),
        ("13 h – 15 h", "Pause déjeuner"),
        ("13:00 – 15:00", "перерыв на обед"),
        ("13:00 – 15:00", "午餐"),
        ("13:00 – 15:00", "استراحة الغداء"),
    ],
)
def test_lunch_is_a_break(label: str, cell: str) -> None:
    problem, left, remarks = imported(programme(MORNING, (label, cell, "<", label), AFTERNOON))
    assert [slot.id for slot in problem.slots] == ["morning", "afternoon"]
    assert left == []
    assert remarks == [f"row 3, {label!r}: read as a break"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10:00\n13:00", (600, 780)),
        ("10.00\na\n13.00", (600, 780)),
        ("from 15:00 until 18:00", (900, 1080)),
        ("1000 – 1300", (600, 780)),
        ("15h-18h", (900, 1080)),
        ("de 10 heures à midi", (600, 720)),
        ("desde las 10.00 hasta las 13.00", (600, 780)),
        ("с 10 ч. до 13 ч. 30 мин.", (600, 810)),
        ("上午10时30分至下午1时", (630, 780)),
        ("下午3时半至6时", (930, 1080)),
        ("من ١٠:٠٠ إلى ١٣:٠٠", (600, 780)),
        ("3.00 – 6.00 م", (900, 1080)),
        ("3.30 p.m. – 6", (930, 1080)),
        ("22:00 – 24:00", (1320, 1440)),
        ("22:00 – 01:30", (1320, 1530)),
        ("2024 – 2025", None),
        ("10:00 – 25:00", None),
        ("Room 10 – 13", None),
        ("11 h 15", None),  # a start alone, and not from eleven to fifteen
        ("11 ч 15", None),
        ("10 h\n13", (600, 780)),
        ("10 h 13 h", (600, 780)),
    ],
)
def test_hours_of_a_row_are_read_as_people_write_them(
    text: str, span: tuple[int, int] | None
) -> None:
    assert label_span(text.split("\n")) == span
    inside = hours_of(text.replace("\n", " "))
    assert inside is None or (inside[0].hour * 60 + inside[0].minute) == (span or (0,))[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25.02.2025", (25, 2, 2025)),
        ("25/2/25", (25, 2, 2025)),
        ("Tue 02/25/2025", (25, 2, 2025)),
        ("Tuesday 4/3/2025", (4, 3, 2025)),
        ("Monday 3/4/2025", (3, 4, 2025)),
        ("٢٥/٠٢/٢٠٢٥", (25, 2, 2025)),
        ("2月25日 星期二", (25, 2, None)),
        ("Tue 25/02", (25, 2, None)),
        ("25.02.", (25, 2, None)),
    ],
)
def test_days_in_figures_are_read(text: str, day: tuple[int, int, int | None]) -> None:
    found = day_of(text)
    assert found is not None
    assert (found.day, found.month, found.year) == day


def test_rows_that_only_say_when_they_begin_end_when_the_next_begins() -> None:
    rows = (
        ("10:00", "Budget", "", ""),
        ("11:30", "Rules", "", ""),
        ("13:00 – 14:00", "Vote", "", ""),
    )
    problem, _, _ = imported(programme(*rows, ("16:00", "Farewell", "", "")))
    assert placed(problem) == {
        "Budget": "3 10:00 90",
        "Rules": "3 11:30 90",
        "Vote": "3 13:00 60",
    }


def test_a_head_over_two_columns_is_that_of_both_with_their_rooms() -> None:
    rows: Rows = (
        ("", "Monday 3 March", "<", "Tuesday 4 March", "<"),
        ("", "Hall", "Annex", "Hall", "Annex"),
        ("10:00 – 13:00", "Budget", "Trade", "Vote", "<"),
    )
    problem, left, _ = imported(letter(rows, titles=(TITLE,), note=NOTE))
    assert {(s.title, s.rooms) for s in problem.sessions} == {
        ("Budget", ("hall",)),
        ("Trade", ("annex",)),
        ("Vote", ("hall",)),
    }
    assert left == []


def test_rooms_down_and_hours_across_are_read_with_the_day_above() -> None:
    rows: Rows = (
        ("Room", "10:00 – 13:00", "13:00 – 15:00", "15:00 – 18:00"),
        ("Hall", "Budget", "Lunch", "Trade"),
        ("Annex", "Experts", "Lunch", ""),
    )
    problem, left, _ = imported(letter(rows, titles=("Tuesday 4 March 2025",), note=NOTE))
    assert placed(problem) == {
        "Budget": "4 10:00 180",
        "Trade": "4 15:00 180",
        "Experts": "4 10:00 180",
    }
    assert [(room.id, room.name) for room in problem.rooms] == [
        ("hall", "Hall"),
        ("annex", "Annex"),
    ]
    assert left == []


def test_an_import_ends_with_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter.docx").write_bytes(programme(MORNING, ("", "Drafting", "", ""), AFTERNOON))
    assert cli.main(["import", "docx", "letter.docx", "--to", "n.yaml"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[1:3] == [
        "row 3, 'Drafting': left out: it has no hours",
        "letter.docx: 4 sessions read, 1 left out",
    ]
    assert cli.main(["solve", "n.yaml", "--out", "n.json"]) == 0
    assert cli.main(["export", "docx", "n.yaml", "n.json", "--into", "letter.docx"]) == 0
    told = capsys.readouterr().err
    assert "has this content already, as far as it could be read: nothing was changed" in told
    assert "not compared and not changed: row 3, 'Drafting'" in told


def test_several_tables_of_others_are_one_annex_only_if_asked_for() -> None:
    second = (("", "Wednesday 5 March", "Thursday 6 March", ""), MORNING)
    data = letter(
        (HEAD, MORNING), second, titles=(TITLE, "PROGRAMME: GENEVA, 5-6 MARCH 2025"), note=NOTE
    )
    problem, _, _ = imported(data, "all")
    assert [day.day for day in problem.days] == [3, 4, 5, 6]


def test_what_is_printed_after_a_name_is_no_part_of_it() -> None:
    row = ("10:00 – 13:00", "WGTU, 3rd meeting (closed) [webcast]", "Trade (English only)", "")
    problem, _, remarks = imported(programme(row, ("15:00 – 18:00", "WGTU, 4th meeting", "", "")))
    wgtu, trade = problem.sessions
    assert (wgtu.title, wgtu.minutes.likely, wgtu.closed, wgtu.webcast) == ("WGTU", 360, True, True)
    assert trade.title == "Trade"
    assert [(group.id, group.meetings) for group in problem.groups] == [("WGTU", 3)]
    assert remarks == []


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("WGTU, 2e séance (séance privée)", "WGTU", 2),
        ("WGTU, 3ª sesión (sesión privada)", "WGTU", 3),
        ("WGTU, 3-е заседание (закрытое заседание)", "WGTU", 3),
        ("WGTU，第3次会议（非公开）", "WGTU", 3),
        ("WGTU، الجلسة 3 (جلسة مغلقة)", "WGTU", 3),
        ("Budget (part 2)", "Budget (part 2)", None),
        ("(closed)", "(closed)", None),
    ],
)
def test_marks_are_known_in_six_languages(text: str, name: str, number: int | None) -> None:
    bare, marks = without_marks(text)
    assert (bare, marks.number) == (name, number)
    assert marks.closed == (number is not None)


def printed(problem: Problem, seed: int) -> None:
    """Titles, rooms, days and hours of an annex that we print come back from it."""
    made = filled(problem, seed)
    Path("annex.docx").write_bytes(export("docx", problem, made, ExportRequest()))
    tables = choose_all(open_letter(Path("annex.docx")))
    guessed = guess(tables)
    found = load_bytes(Path("m.yaml"), skeleton(tables, guessed).encode()).problem
    titles = {session.id: session.printed for session in problem.sessions}
    rooms = {room.id: room.name or room.id for room in problem.rooms}
    own = {room.id: room.name or room.id for room in found.rooms}
    several = len({s.room for s in made.sittings if s.session not in side(problem)}) > 1
    assert Counter(
        (titles[s.session], f"{s.start:%Y-%m-%d}", rooms[s.room] if several else "plenary")
        for s in made.sittings
        if s.session not in side(problem)
    ) == Counter(
        (s.title, f"{share.day}", own[(s.rooms or ("plenary",))[0]] if several else "plenary")
        for s in found.sessions
        for share in next(one.shares for one in guessed.sessions if one.id == s.id)
        if s.kind != "side-event"
    )
    rolling = {id for order in problem.rolling for id in order.order}
    hours = {
        (titles[s.session], f"{s.start:%Y-%m-%d %H:%M}")
        for s in made.sittings
        if s.session not in rolling
    }
    starts = {
        (s.title, f"{share.begins:%Y-%m-%d %H:%M}") for s in guessed.sessions for share in s.shares
    }
    assert hours <= starts
    assert guessed.left == ()


def side(problem: Problem) -> set[str]:
    return {session.id for session in problem.sessions if session.kind == "side-event"}


@pytest.mark.ci
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_table_of_an_annex_that_we_print_comes_back(path: Path) -> None:
    printed(load_bytes(path, path.read_bytes()).problem, 1)
