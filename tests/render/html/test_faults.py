"""axe-core finds nothing wrong with any view of any scenario, in light, in dark and on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load
from scheduler.vocabulary.printing import ViewName
from tests.render.html.browsing import DESK, PHONE, browsing, faults, page_of
from tests.render.reading.drawn import of_scenario

SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))
VIEWS: tuple[ViewName, ...] = get_args(ViewName)
LOOKS = ((DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark"))
TURNS = [
    pytest.param(path, VIEWS[turn % len(VIEWS)], LOOKS[turn // 2 % len(LOOKS)], id=path.stem)
    for turn, path in enumerate(SCENARIOS)
]
"""Each scenario once, all views and looks in turn: these are what CI has time for."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.mark.ci
@pytest.mark.parametrize(("path", "view", "look"), TURNS)
def test_nothing_keeps_anybody_from_reading_a_view(
    browser: Browser, tmp_path: Path, path: Path, view: ViewName, look: tuple[dict[str, int], str]
) -> None:
    require_no_fault(browser, tmp_path, path, view, *look)


@pytest.mark.long
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_nothing_keeps_anybody_from_reading_any_view(
    browser: Browser, tmp_path: Path, path: Path
) -> None:
    for view in VIEWS:
        for viewport, scheme in LOOKS:
            require_no_fault(browser, tmp_path, path, view, viewport, scheme)


def require_no_fault(
    browser: Browser, folder: Path, path: Path, view: ViewName, size: dict[str, int], scheme: str
) -> None:
    issues = of_scenario(load(path).problem)
    problem = issues.problem
    if view == "programme" and who_of(problem) is None:
        return  # there is nobody who could have one
    request = ExportRequest(
        before=issues.first.timetable,
        view=view,
        of=who_of(problem) if view == "programme" else None,
        rooms=(problem.rooms[0].id,) if view == "sign" else None,
    )
    data = export("html", problem, issues.revised, request)
    now = f"{problem.days[0]}T10:40:00Z"
    with page_of(browser, data, folder, now=now, viewport=size, color_scheme=scheme) as page:
        assert faults(page) == [], f"{view}, {size['width']} pixels wide, {scheme}"


def who_of(problem: Problem) -> str | None:
    """Somebody who has a programme: an office, else a body."""
    people = (chair for session in problem.sessions for chair in session.chairs)
    bodies = (session.group for session in problem.sessions if session.group is not None)
    return next(people, None) or next(bodies, None)
