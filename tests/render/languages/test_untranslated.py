"""What a print in another language leaves as it was written is told, once."""

from pathlib import Path

import pytest

import cli
from scheduler.files import write
from scheduler.render.languages.languages import untranslated
from scheduler.render.terminal import answer
from scheduler.timetable.files import to_bytes
from tests.draws import sampled
from tests.render.annexes import CSP11 as MEETING
from tests.render.annexes import PRINTED, meeting, record

ROOT = Path(__file__).parents[3]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
CSP11_SESSIONS = MEETING["sessions"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def annex(tmp_path: Path) -> str:
    path = tmp_path / "r0.json"
    write(path, to_bytes(record(*PRINTED, scenario_sha256="")))
    return str(path)


@pytest.mark.parametrize("format", ["docx", "html", "md", "pdf", "xlsx", "svg"])
@pytest.mark.parametrize(("language", "named"), sampled([("ar", "Arabic"), ("fr", "French")], 1))
def test_texts_without_a_translation_are_told_once_by_every_format(
    format: str, language: str, named: str, annex: str, tmp_path: Path, capsys: Capture
) -> None:
    """An Arabic PDF had English titles in it, and nothing said so."""
    to = str(tmp_path / f"a.{format}")
    argv = ["export", format, CSP11, annex, "--to", to]
    assert cli.main([*argv, "--language", language]) == answer.OK
    told = " ".join(capsys.readouterr().err.split())
    assert told.count("note: ") == 1
    assert f"texts have no {named} in the scenario, printed as written: '" in told
    assert "'CSP11 Working Group Meetings'" in told
    for others in ([], ["--language", "en"]):
        assert cli.main([*argv, *others]) == answer.OK
        assert "note: " not in capsys.readouterr().err


def test_into_a_letter_and_in_a_calendar_too(annex: str, tmp_path: Path, capsys: Capture) -> None:
    letter = str(tmp_path / "letter.docx")
    assert cli.main(["export", "docx", CSP11, annex, "--to", letter]) == answer.OK
    argv = ["export", "docx", CSP11, annex, "--into", letter, "--language", "ru"]
    assert cli.main([*argv, "--to", str(tmp_path / "out.docx")]) == answer.OK
    assert "texts have no Russian" in capsys.readouterr().err
    argv = ["export", "ics", CSP11, annex, "--published-at", "2025-02-10 09:00"]
    assert cli.main([*argv, "--language", "zh"]) == answer.OK
    assert "texts have no Chinese" in capsys.readouterr().err


def told(**changes: object) -> list[str]:
    return untranslated(meeting(**changes), record(*PRINTED), "fr")


def test_what_is_said_in_the_language_and_names_of_one_word_are_not_told() -> None:
    own = meeting().meeting.model_dump() | {"titles": {"fr": "Réunions"}, "venues": {"fr": "CICG"}}
    sessions = [
        s.model_dump() | {"titles": {"fr": s.title}} if s.title != "WGTU" else s.model_dump()
        for s in meeting().sessions
    ]
    annex = {"title": "A", "titles": {"fr": "B"}, "notes": {"fr": ["C"]}, "footnotes": ["D d"]}
    assert told(meeting=own, sessions=sessions, annex=annex) == []
    annex.pop("notes")
    (note,) = told(meeting=own, sessions=sessions, annex=annex)
    assert note == "note: 1 text has no French in the scenario, printed as written: 'D d'"


def test_a_long_list_is_counted_and_its_first_are_named() -> None:
    sessions = [
        s.model_dump() | {"title": f"Séance {'x' * 60} {i}", "label": None, "titles": None}
        for i, s in enumerate(meeting().sessions)
    ]
    (note,) = told(sessions=sessions)
    assert len(note) < 300
    assert note.endswith(" more")


def test_what_a_list_tells_below_a_session_counts_where_it_is_printed() -> None:
    launch = {"id": "launch", "kind": "side-event", "minutes": 90, "organiser": "Control Arms"}
    paper = {"id": "p", "symbol": "CSP11/2", "title": "Draft report", "sessions": ["wgtu"]}
    uncited = {"id": "q", "title": "Notes of the chair", "sessions": ["wgtu"]}
    problem = meeting(sessions=[*CSP11_SESSIONS, launch], documents=[paper, uncited])
    made = record(*PRINTED, "launch 26 13:15-14:45 annex")
    (without,) = untranslated(problem, made, "fr")
    (detailed,) = untranslated(problem, made, "fr", details=True)
    assert number(detailed) == number(without) + 2
    told = problem.model_copy(update={"documents": (problem.documents[1],)})
    (less,) = untranslated(told, made, "fr", details=True)
    assert number(less) == number(without) + 1


def number(note: str) -> int:
    """Of the texts that a note counts."""
    return int(note.split()[1])
