"""No form of what is not published can be taken for an issue."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.render.formats import Draft, ExportRequest, export
from scheduler.vocabulary.printing import LanguageCode
from tests.render.annexes import AFTER_AN_OVERRUN, meeting, record
from tests.render.reading import forms
from tests.render.reading.forms import Paper
from tests.render.reading.promised import plain, words
from tests.render.reading.test_reading import CODES, READERS

SHOWN = ExportRequest(draft=Draft("r3"))
MADE = record(*AFTER_AN_OVERRUN, revision=1, as_of="2025-02-25 17:55")


def read(format: str, request: ExportRequest, folder: Path) -> Paper:
    data = export(format, meeting(), MADE, request)
    return forms.paper(data, folder) if format == "pdf" else READERS[format](data)


@pytest.mark.parametrize("format", [*READERS, "pdf"])
@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (Draft("r3"), "Draft r3 of Rev.1"),
        (Draft("r3", overtaken=2), "Draft r3, overtaken by Rev.2"),
        (Draft(), "Draft of Rev.1"),
    ],
)
def test_every_form_says_what_a_draft_is_with_its_title_and_at_its_foot(
    format: str, draft: Draft, told: str, tmp_path: Path
) -> None:
    paper = read(format, replace(SHOWN, draft=draft), tmp_path)
    assert paper.foot
    assert all(told in foot for foot in paper.foot)
    assert told in paper.text
    for text in (paper.text, *paper.foot):
        assert text.count("Rev.") == text.count(told), "an issue stands alone"


@pytest.mark.parametrize("language", CODES)
def test_a_draft_is_called_so_in_every_language(language: LanguageCode, tmp_path: Path) -> None:
    said = words(language)
    number = said["revision"].format(number=1)
    told = plain(said["draft_of"].format(name="r3", issue=number))
    assert told in read("md", replace(SHOWN, language=language), tmp_path).text
    both = read("md", replace(SHOWN, language="en", second=language), tmp_path)
    assert told in both.text
    assert "Draft r3 of Rev.1" in both.text


def test_a_draft_of_the_first_issue_says_so(tmp_path: Path) -> None:
    data = export("md", meeting(), record(*AFTER_AN_OVERRUN), SHOWN)
    assert forms.markdown(data).foot == ["Draft r3"]
    assert "(Draft r3)" in data.decode().splitlines()[0]
