"""How late sessions may be, read back from every form that prints it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from scheduler.letter import choose, open_letter
from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.risk.figures import Chance, Mean, SessionRisk
from scheduler.timetable import Record
from scheduler.vocabulary.printing import LanguageCode
from tests.render.annexes import GENEVA, PRINTED, TITLE, meeting, record
from tests.render.reading import forms
from tests.render.reading.forms import Paper, Table

READERS: dict[str, Callable[[bytes], Paper]] = {
    "docx": forms.word,
    "html": forms.page,
    "md": forms.markdown,
}
CAPTIONS: dict[LanguageCode, str] = {
    "en": "How late, and how likely",
    "fr": "Retards possibles et leur probabilité",
    "es": "Retrasos posibles y su probabilidad",
    "ru": "Возможные задержки и их вероятность",
    "zh": "可能的延误及其概率",
    "ar": "التأخير المحتمل ومدى احتماله",
}


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2025-02-{day} {clock}").replace(tzinfo=GENEVA)


def chance(value: float, half: float = 0.0) -> Chance:
    return Chance(value, value - half, value + half)


def risk(session: str, start: tuple[datetime, ...], end: tuple[datetime, ...]) -> SessionRisk:
    """Late by chances that tell start and end apart; ``start``, ``end``: printed, and by 90 %."""
    nobody_knows = len(end) < 2
    return SessionRisk(
        session=session,
        room="plenary",
        printed_start=start[0],
        printed_end=end[0],
        starts=(start[0], start[0], start[1]),
        ends=(end[0], end[0], None if nobody_knows else end[1]),
        starts_later=chance(0.25),
        starts_earlier=chance(0.1),
        ends_later=chance(0.5, half=0.09),
        late=Mean(3.0),
        undecided=chance(0.002),
        is_on=False,
    )


CHANCES = (
    risk("wgtr", (at(28, "10:00"), at(28, "11:45")), (at(28, "18:00"),)),
    risk("wgtu", (at(27, "11:30"), at(27, "15:10")), (at(27, "18:00"), at(28, "11:30"))),
)
"""Not in the order of the week, and not of every session."""


def papers(
    form: str, problem: Problem, held: Record, folder: Path, **asked: object
) -> tuple[Paper, Paper]:
    """Without chances, and with them."""
    requests = (ExportRequest(**asked, chances=known) for known in ((), CHANCES))  # type: ignore[arg-type]  # fields by name
    made = (export(form, problem, held, request) for request in requests)
    read = (forms.paper(data, folder) if form == "pdf" else READERS[form](data) for data in made)
    return next(read), next(read)


def cells(table: Table) -> list[list[str]]:
    return [[" ".join(box.lines) for box in row] for row in table.rows[table.heads :]]


ROWS = [
    ["WGTU", "Thu 11:30", "25 %", "Thu 15:10", "Thu 18:00", "50 ± 9 %", "Fri 11:30", "< 1 %"],
    ["WGTR", "Fri 10:00", "25 %", "Fri 11:45", "Fri 18:00", "50 ± 9 %", "–", "< 1 %"],
]


@pytest.mark.parametrize(
    "form", [*READERS, pytest.param("pdf", marks=pytest.mark.ci(reason="typst"))]
)
def test_the_annex_is_as_it_was_and_a_table_of_chances_comes_after_it(
    form: str, tmp_path: Path
) -> None:
    bare, told = papers(form, meeting(), record(*PRINTED), tmp_path)
    assert told.tables[:-1] == bare.tables
    assert told.tables[-1].caption == CAPTIONS["en"]
    assert cells(told.tables[-1]) == ROWS


@pytest.mark.parametrize("language", CAPTIONS)
def test_it_is_told_in_every_language(language: LanguageCode, tmp_path: Path) -> None:
    bare, told = papers("md", meeting(), record(*PRINTED), tmp_path, language=language)
    assert told.tables[:-1] == bare.tables
    assert told.tables[-1].caption == CAPTIONS[language]
    found = cells(told.tables[-1])
    assert [row[2] for row in found] == ["25 %", "25 %"]
    assert [row[3].split()[-1] for row in found] == ["15:10", "11:45"]


def test_a_reader_of_the_page_has_the_hours_by_her_own_clock() -> None:
    request = ExportRequest(chances=CHANCES)
    page = export("html", meeting(), record(*PRINTED), request).decode()
    moment = at(28, "11:45").isoformat()
    assert f'Fri <span class="h dated" data-at="{moment}">11:45</span>' in page


def test_two_languages_say_each_figure_once_and_each_day_in_both(tmp_path: Path) -> None:
    _, told = papers("md", meeting(), record(*PRINTED), tmp_path, language="fr", second="zh")
    table = told.tables[-1]
    assert table.caption == f"{CAPTIONS['fr']} / {CAPTIONS['zh']}"
    [wgtu, _] = table.rows[table.heads :]
    assert [box.lines for box in wgtu[1:3]] == [["jeu. 11:30", "周四 11:30"], ["25 %"]]


def test_only_what_is_printed_is_told_of(tmp_path: Path) -> None:
    """Of a day, and of a room in which nothing is held."""
    _, friday = papers("md", meeting(), record(*PRINTED), tmp_path, day=at(28, "10:00").date())
    assert cells(friday.tables[-1]) == ROWS[1:]
    bare, told = papers("md", meeting(), record(*PRINTED), tmp_path, rooms=("annex",))
    assert told.tables == bare.tables


def test_a_list_has_a_column_of_chances(tmp_path: Path) -> None:
    bare, told = papers("docx", meeting(), record(*PRINTED), tmp_path, view="list")
    assert [row[:-1] for table in told.tables for row in table.rows] == [
        row for table in bare.tables for row in table.rows
    ]
    last = [row[-1].lines for table in told.tables for row in table.rows[table.heads :]]
    start, end = ["Start: 25 %"], ["End: 50 ± 9 %"]
    assert last == [[], [], [], [], [], start, end, start, end]


def test_a_letter_with_chances_is_read_as_its_annex_alone(tmp_path: Path) -> None:
    path = tmp_path / "annex.docx"
    path.write_bytes(export("docx", meeting(), record(*PRINTED), ExportRequest(chances=CHANCES)))
    assert choose(open_letter(path), title=TITLE).number == 1


def test_a_meeting_with_two_of_a_weekday_says_the_date(tmp_path: Path) -> None:
    days = [at(day, "10:00").date() for day in (20, 21, 24, 25, 26, 27, 28)]
    _, told = papers("md", meeting(days=days), record(*PRINTED), tmp_path)
    assert [row[1] for row in cells(told.tables[-1])] == [
        "Thu 27 February 11:30",
        "Fri 28 February 10:00",
    ]
