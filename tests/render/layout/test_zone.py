"""The zone is said in the words of the scenario, with what its clocks are called then."""

from datetime import date

import pytest

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.render.languages.languages import language_of
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.zone import zone_in_words
from tests.render.annexes import CSP11, PRINTED, meeting, record


def zoned(name: str, zone: str = "Europe/Zurich", **changes: object) -> Problem:
    details = {**CSP11["meeting"], "zone_name": name, "timezone": zone}
    return meeting(meeting={**details, "zone_names": {"fr": "heure de Genève"}}, **changes)


def said(problem: Problem, code: str = "en") -> str:
    return zone_in_words(problem, language_of(code))


def test_a_zone_without_a_name_is_told_by_its_id() -> None:
    assert said(meeting()) == "Europe/Zurich"


def test_a_zone_is_told_by_its_name_and_its_abbreviation_in_each_language() -> None:
    assert said(zoned("Geneva time")) == "Geneva time, CET"
    assert said(zoned("Geneva time"), "fr") == "heure de Genève, CET"
    assert said(zoned("Geneva time"), "zh") == "Geneva time，CET"


def test_in_summer_the_abbreviation_is_another() -> None:
    assert said(zoned("Geneva time", days=[date(2025, 7, 1)])) == "Geneva time, CEST"


def test_both_abbreviations_are_told_where_the_clocks_change_in_the_meeting() -> None:
    both = [date(2025, 3, 28), date(2025, 3, 31)]
    assert said(zoned("Geneva time", days=both)) == "Geneva time, CET/CEST"
    night = [{"id": "night", "start": "01:00", "end": "05:00"}]
    assert said(zoned("Geneva time", days=[date(2025, 3, 30)], slots=night)).endswith("CET/CEST")


@pytest.mark.parametrize(
    ("zone", "distance"),
    [("America/Sao_Paulo", "UTC-3"), ("Asia/Kathmandu", "UTC+5:45"), ("Asia/Kolkata", "IST")],
)
def test_a_zone_without_an_abbreviation_is_told_by_its_distance(zone: str, distance: str) -> None:
    assert said(zoned("Local time", zone)) == f"Local time, {distance}"


def test_the_heading_and_the_page_name_the_zone_in_words() -> None:
    problem = zoned("Geneva time")
    assert lay_out(problem, record(*PRINTED)).heading.endswith("· Geneva time, CET")
    page = export("html", problem, record(*PRINTED), ExportRequest()).decode()
    assert "of the meeting (Geneva time, CET)" in page
    assert 'data-zone="Europe/Zurich"' in page
