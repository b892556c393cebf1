"""Minutes that bodies lose are counted as what is planned less what is held."""

from tests.model import solved
from tests.twins import tiny


def test_who_is_trimmed_loses_what_is_not_held() -> None:
    rule = {"rule": "fairness", "share": "lost-minutes", "each": ["a", "b"], "weight": 7}
    trimmed = {"minutes": {"least": 10, "likely": 30}}
    problem = tiny.problem(sessions=tiny.sessions(trimmed, {}), rules=[rule])
    b, prices = tiny.sitting("b", "01:00", "01:20"), []
    for end in ("00:30", "00:20", "00:10"):
        found = solved.agreed(problem, tiny.sitting("a", "00:00", end), b)
        assert found is not None
        prices.append(found.get("preferences", 0))
    assert prices[0] == 0
    assert prices[2] == 2 * prices[1] > 0
