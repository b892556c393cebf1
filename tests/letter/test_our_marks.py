"""What our own annex prints of changes and of interpretation is known where it is read back."""

from pathlib import Path

import pytest

from scheduler.letter import choose_all, guess, open_letter, skeleton
from scheduler.letter.printed_marks import is_change_mark, without_marks
from scheduler.render.formats import ExportRequest, export
from scheduler.render.languages.languages import LANGUAGES
from scheduler.scenario import load
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    CSP11,
    ENIP,
    PRINTED,
    meeting,
    record,
    timetable,
)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_we_print_of_interpretation_and_of_changes_is_known_in_every_language(
    code: str,
) -> None:
    """It is no text that was not read; the scenario says beside the session what is printed."""
    language = LANGUAGES[code]
    six = language.comma.join(["English", "French", "Arabic", "Chinese", "Russian", "Spanish"])
    for pattern in (language.uninterpreted, language.only, language.interpretation):
        mark = pattern.format(languages=six)
        space = "" if mark.startswith("（") else " "
        bare, marks = without_marks(f"Trade{space}{mark}")
        assert (bare, marks.interpretation, marks.unread) == ("Trade", mark, ())
    assert is_change_mark(language.changed)
    assert is_change_mark(f"{LANGUAGES['en'].changed} / {language.changed}")
    assert not is_change_mark(f"{language.changed} WGTU")


def test_an_annex_that_we_print_with_marks_comes_back_without_a_remark(
    tmp_path: Path,
) -> None:
    first, *others = ({**session, "languages": ["en"]} for session in CSP11["sessions"])
    team = {"teams": [{"id": "one", "languages": ["en"]}]}
    problem = meeting(sessions=[{**first, "languages": []}, *others], interpretation=team)
    path, scenario = tmp_path / "annex.docx", tmp_path / "m.yaml"
    request = ExportRequest(before=timetable(*PRINTED))
    path.write_bytes(export("docx", problem, record(*AFTER_AN_OVERRUN), request))
    tables = choose_all(open_letter(path))
    guessed = guess(tables)
    assert (guessed.left, guessed.remarks) == ((), ())
    text = skeleton(tables, guessed)
    assert text.count("# printed (no interpretation): languages, here and in") == 1
    scenario.write_text(text, encoding="utf-8")
    titles = [session.title for session in load(scenario).problem.sessions]
    assert titles == [ENIP, CEI, "WGTU", "WGTR"]
