"""
Every form of a timetable is read back, and says of every sitting what docs/reference/annex.md
promises.

The reader knows the timetable file, the names of the scenario and that page, not the renderer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from scheduler.problem import Problem, Sitting
from scheduler.render.calendars.entries import carry_over
from scheduler.render.calendars.ics_writer import Issue, write
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load, load_bytes
from scheduler.timetable import Record
from scheduler.vocabulary.printing import LanguageCode, ViewName
from tests.draws import SHARES, rounds, sampled
from tests.render import late_nights
from tests.render.reading import calendars, forms
from tests.render.reading.calendars import Appointment
from tests.render.reading.contents import contents, listed
from tests.render.reading.drawn import (
    LARGE,
    Issues,
    draw,
    in_other_words,
    named_in,
    of_scenario,
)
from tests.render.reading.forms import Paper
from tests.render.reading.promised import Cell, Content, Promises, issue, plain
from tests.render.reading.stubbed import with_stubs
from tests.render.reading.understood import Reader, differences

SCENARIOS = Path(__file__).parents[3] / "scenarios"
FEW = ("csp11", "two_rooms")
MANY = sorted(path.stem for path in SCENARIOS.glob("*.yaml") if path.stem not in FEW)
READERS: dict[str, Callable[[bytes], Paper]] = {
    "docx": forms.word,
    "html": forms.page,
    "md": forms.markdown,
    "svg": forms.picture,
    "xlsx": forms.workbook,
}
FIRST_HYPHEN = 43
"""In its PDF a word is parted in italics before one with a hyphen of its own is printed."""
CODES: tuple[LanguageCode, ...] = ("en", "fr", "es", "ru", "zh", "ar")
PUBLISHED = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", sampled([*FEW, *MANY], always=len(FEW)))
def test_every_form_of_a_scenario_says_what_is_promised(name: str, tmp_path: Path) -> None:
    require_read_back(of_scenario(load(SCENARIOS / f"{name}.yaml").problem), tmp_path)


@pytest.mark.parametrize("seed", sampled([*range(20), FIRST_HYPHEN], always=2))
def test_every_form_of_a_random_meeting_says_what_is_promised(seed: int, tmp_path: Path) -> None:
    require_read_back(draw(seed), tmp_path)


@pytest.mark.ci
def test_every_form_says_when_something_ends_at_midnight(tmp_path: Path) -> None:
    first = late_nights.record()
    later = first.model_copy(update={"revision": 1, "as_of": "2030-03-05 08:00"})
    problem = load_bytes(tmp_path / "late.yaml", late_nights.SCENARIO.encode()).problem
    require_read_back(Issues(problem, first, later), tmp_path)


@pytest.mark.parametrize("seed", sampled(range(6), always=0))
def test_every_form_keeps_the_stubs_of_what_moved(seed: int, tmp_path: Path) -> None:
    wrong = _stubs_told(draw(seed), tmp_path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("seed", sampled(range(6), always=1))
def test_every_form_marks_what_is_printed_in_other_words(seed: int, tmp_path: Path) -> None:
    """None of them counts in the tier of cells: the sittings are the same."""
    wrong = _words_told(draw(seed), tmp_path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("seed", sampled(range(8), always=0))
def test_an_annex_in_two_languages_says_in_both_what_is_promised(seed: int, tmp_path: Path) -> None:
    wrong = _both_told(draw(seed), seed, tmp_path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_forms_for_hours(share: int, tmp_path: Path) -> None:
    def read_back(seed: int) -> None:
        issues = draw(seed)
        require_read_back(issues, tmp_path)
        wrong = [*_stubs_told(issues, tmp_path), *_both_told(issues, seed, tmp_path)]
        assert not wrong, "\n".join(wrong)

    rounds("forms read back", range(200), share, read_back)


def test_a_reader_finds_what_is_wrong() -> None:
    """Other hours, another room, a missing mark: each is a difference."""
    issues = draw(8)
    promised = contents(issues.problem, issues.revised, issues.first, "en")
    unmarked = contents(issues.problem, issues.revised, None, "en")
    earlier = contents(issues.problem, issues.first, None, "en")
    assert not differences(promised, promised)
    assert differences(promised, unmarked)
    assert differences(unmarked, earlier)


def require_read_back(issues: Issues, folder: Path) -> None:
    wrong = [
        *_issue_told(issues.problem, issues.first, None, folder),
        *_issue_told(issues.problem, issues.revised, issues.first, folder),
        *_list_told(issues.problem, issues.first, None),
        *_list_told(issues.problem, issues.revised, issues.first),
        *_times_told(issues.problem, issues.revised, issues.first),
        *_app_told(issues.problem, issues.revised),
        *_calendar_told(issues),
    ]
    assert not wrong, "\n".join(wrong)


def _issue_told(problem: Problem, record: Record, before: Record | None, folder: Path) -> list[str]:
    wrong = []
    for format in (*READERS, "pdf"):
        language = _language(problem, format)
        day = _only_day(problem, record) if format == "pdf" else None
        request = ExportRequest(
            before=before.timetable if before is not None else None, language=language, day=day
        )
        data = export(format, problem, record, request)
        paper = forms.paper(data, folder) if format == "pdf" else READERS[format](data)
        asked = Asked(problem, record, before, language, format, day)
        told = _paper_told(asked, paper)
        wrong += [f"{format}, issue {record.revision}: {line}" for line in told]
    return wrong


def _stubs_told(issues: Issues, folder: Path) -> list[str]:
    """Revised with stubs: spreadsheet and page without other marks, the others with them."""
    problem, before = issues.problem, issues.first
    wrong = []
    for format in (*READERS, "pdf"):
        language, clean = _language(problem, format), format in ("xlsx", "html")
        day = _only_day(problem, issues.revised) if format == "pdf" else None
        request = ExportRequest(
            before=before.timetable, language=language, stubs=True, clean=clean, day=day
        )
        data = export(format, problem, issues.revised, request)
        paper = forms.paper(data, folder) if format == "pdf" else READERS[format](data)
        promised = with_stubs(problem, issues.revised, before, language, clean=clean)
        promised = _of_day(promised, day)
        told = _cells_told(problem, promised, paper, language, picture=format == "svg")
        wrong += [f"{format}, with stubs: {line}" for line in told]
    return wrong


def _words_told(issues: Issues, folder: Path) -> list[str]:
    """The revision, of which the first issue was worded otherwise: tables, and a list."""
    problem, before, earlier = issues.problem, issues.first, in_other_words(issues)
    wrong = []
    for format in (*READERS, "pdf", "list"):
        form, language = "md" if format == "list" else format, _language(problem, format)
        day = _only_day(problem, issues.revised) if format == "pdf" else None
        view: ViewName = "list" if format == "list" else "days"
        asked = ExportRequest(before=before.timetable, earlier=earlier, language=language)
        data = export(form, problem, issues.revised, replace(asked, day=day, view=view))
        paper = forms.paper(data, folder) if format == "pdf" else READERS[form](data)
        if format == "list":
            found = sorted(map(str, Reader(problem, language).rows(paper)))
            rows = listed(problem, issues.revised, before, language, earlier=earlier)
            told = [str(row) for row in sorted({*found} ^ {*map(str, rows)})]
        else:
            promised = contents(problem, issues.revised, before, language, earlier=earlier)
            promised = _of_day(promised, day)
            told = _cells_told(problem, promised, paper, language, picture=format == "svg")
        wrong += [f"{format}, in other words: {line}" for line in told]
    return wrong


def _both_told(issues: Issues, seed: int, folder: Path) -> list[str]:
    """Revised, in two languages: a table in each form that has pages, and a list."""
    rng, wrong = Random(f"two languages {seed}"), []
    for format in ("docx", "html", "md", "pdf", "list"):
        codes = [code for code in CODES if format != "pdf" or code != "ar"]
        first, second = rng.sample(codes, 2)
        named = named_in(second, issues)
        problem, before = named.problem, named.first
        request = ExportRequest(before=before.timetable, language=first, second=second)
        pair, form = f"{first},{second}", format
        if format == "list":
            form, request = "md", replace(request, view="list")
        data = export(form, problem, named.revised, request)
        paper = forms.paper(data, folder) if form == "pdf" else READERS[form](data)
        if format == "list":
            found = sorted(map(str, Reader(problem, pair).rows(paper)))
            promised = sorted(map(str, listed(problem, named.revised, before, pair)))
            told = [str(row) for row in sorted({*found} ^ {*promised})]
        else:
            told = _paper_told(Asked(problem, named.revised, before, pair, form), paper)
        wrong += [f"{format} in {pair}: {line}" for line in told]
    return wrong


def _list_told(problem: Problem, record: Record, before: Record | None) -> list[str]:
    language = problem.annex.language
    promised = sorted(map(str, listed(problem, record, before, language)))
    wrong = []
    for format in ("md", "xlsx"):
        old = before.timetable if before is not None else None
        data = export(format, problem, record, ExportRequest(before=old, view="list"))
        found = sorted(map(str, Reader(problem, language).rows(READERS[format](data))))
        if found != promised:
            lines = sorted({*found} ^ {*promised})
            wrong.append(f"list as {format}, issue {record.revision}: {lines}")
    return wrong


def _app_told(problem: Problem, record: Record) -> list[str]:
    """schedule.xml, in English: every sitting at its moment, as long as it is, in its room."""
    root = etree.fromstring(export("xml", problem, record, ExportRequest(profile="voc")))
    found = [
        (
            datetime.fromisoformat(talk.findtext("date")).astimezone(UTC),
            talk.findtext("duration"),
            plain(talk.findtext("room")),
            plain(talk.findtext("title")),
        )
        for talk in root.findall("day/room/event")
    ]
    promises = Promises(problem, record.sittings, "en")
    promised = [
        (
            held.sitting.start.astimezone(UTC),
            f"{datetime.min + (held.sitting.end - held.sitting.start):%H:%M}",
            promises.room(held.sitting.room),
            promises.titled(held, continued=True),
        )
        for held in promises.held
    ]
    return [f"xml, issue {record.revision}: {talk}" for talk in {*found} ^ {*promised}]


def _language(problem: Problem, format: str) -> LanguageCode:
    """The tags of a PDF give Arabic letters in the order in which they are seen."""
    language = problem.annex.language
    return "en" if format == "pdf" and language == "ar" else language


def _only_day(problem: Problem, record: Record) -> date | None:
    """
    The day of a large meeting whose PDF is read, the first with a sitting; None for all days.

    To read the tags of a page takes the square of what is on it.
    """
    if len(problem.sessions) <= LARGE:
        return None
    return min(sitting.start for sitting in record.sittings).astimezone(problem.zone).date()


@dataclass(frozen=True)
class Asked:
    """What was exported."""

    problem: Problem
    record: Record
    before: Record | None
    language: str
    format: str
    day: date | None = None
    times: bool = False


def _paper_told(asked: Asked, paper: Paper) -> list[str]:
    problem, record, language = asked.problem, asked.record, asked.language
    promised = contents(problem, record, asked.before, language, times=asked.times)
    promised = _of_day(promised, asked.day)
    told = _cells_told(problem, promised, paper, language, picture=asked.format == "svg")
    alone = _only_room(promised)
    if alone is not None and len(problem.rooms) > 1:
        told += [] if alone in " ".join([paper.text, *paper.foot]) else [f"no room {alone}"]
    number = issue(record, language)
    if number is not None:
        told += [f"no {number} in {foot!r}" for foot in paper.foot if number not in foot]
    return told


def _of_day(promised: dict[Cell, Content], day: date | None) -> dict[Cell, Content]:
    return {cell: held for cell, held in promised.items() if day in (None, cell.day)}


def _cells_told(
    problem: Problem,
    promised: dict[Cell, Content],
    paper: Paper,
    language: str,
    *,
    picture: bool,
) -> list[str]:
    found = Reader(problem, language).read(paper, _only_room(promised))
    return list(differences(promised, found, picture=picture))


def _only_room(promised: dict[Cell, Content]) -> str | None:
    rooms = {cell.room for cell in promised if cell.room is not None}
    return rooms.pop() if len(rooms) == 1 else None


def _times_told(problem: Problem, record: Record, before: Record) -> list[str]:
    """With the hours expected of rolling sessions, in a table and in a list: no other marks."""
    language = problem.annex.language
    old = before.timetable
    data = export("md", problem, record, ExportRequest(before=old, times=True))
    asked = Asked(problem, record, before, language, "md", times=True)
    wrong = [f"md with times: {line}" for line in _paper_told(asked, forms.markdown(data))]
    data = export("md", problem, record, ExportRequest(before=old, times=True, view="list"))
    found = sorted(map(str, Reader(problem, language).rows(forms.markdown(data))))
    promised = sorted(map(str, listed(problem, record, before, language, times=True)))
    return [*wrong, *(f"list with times: {row}" for row in sorted({*found} ^ {*promised}))]


def _calendar_told(issues: Issues) -> list[str]:
    """Every sitting is an entry with its hours and room; its number goes up where they change."""
    problem = issues.problem
    revisions = (issues.first.sittings, issues.revised.sittings)
    data = write(problem, carry_over(revisions), revisions[-1], Issue(PUBLISHED, 1))
    old, new = (_entries(problem, sittings) for sittings in revisions)
    if not {*old, *new}:
        return []
    found = calendars.by_icalendar(data)
    wrong = [] if calendars.by_vobject(data) == found else ["ics: two libraries read otherwise"]
    wrong += [] if calendars.revision(data) == 1 else ["ics: not Rev.1"]
    for uid in sorted({*old, *new, *found}):
        there = new.get(uid) or old.get(uid)
        sequence = int(uid in old and new.get(uid) != old[uid])
        promised = None if there is None else replace(there, sequence=sequence)
        if promised is not None and uid not in new:
            promised = replace(promised, cancelled=True)
        if promised != found.get(uid):
            wrong.append(f"ics: {uid}\n  promised {promised}\n  written  {found.get(uid)}")
    return wrong


def _entries(problem: Problem, sittings: Sequence[Sitting]) -> dict[str, Appointment]:
    promises = Promises(problem, sittings, problem.annex.language)
    venue = problem.meeting.venue
    return {
        f"{held.session.id}.{held.sitting.part}@{problem.meeting.id}.rollgrid": Appointment(
            held.sitting.start.astimezone(UTC),
            held.sitting.end.astimezone(UTC),
            ", ".join(filter(None, [promises.head(held.sitting.room), venue])),
            promises.titled(held, continued=True),
            0,
            cancelled=False,
        )
        for held in promises.held
    }
