"""Who interprets a sitting, if its team is not named."""

import pytest

from scheduler.verifier.reading import team_of
from tests.conftest import At, Tiny


@pytest.mark.parametrize(
    ("teams", "languages", "team"),
    [
        ([["en"]], ["en"], "t0"),
        ([["en"], ["fr"]], ["fr"], "t1"),
        ([["en"], ["en", "fr"]], ["en"], None),
        ([["en"]], ["fr"], None),
        ([["en"]], [], None),
    ],
)
def test_it_is_the_only_one_with_its_languages(
    tiny: Tiny, at: At, teams: list[list[str]], languages: list[str], team: str | None
) -> None:
    offered = [{"id": f"t{n}", "languages": known} for n, known in enumerate(teams)]
    session = {"id": "wg1", "minutes": 25, "languages": languages}
    problem = tiny(sessions=[session], interpretation={"teams": offered, "minutes": 180})
    sitting = at("wg1", "A", "10:00", "10:25")
    assert team_of(problem, sitting, problem.session("wg1")) == team
    named = sitting.model_copy(update={"team": "t0"})
    assert team_of(problem, named, problem.session("wg1")) == "t0"
    assert team_of(problem, sitting, None) is None
