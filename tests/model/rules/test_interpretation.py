"""A team that has worked since the slot began has worked all that time."""

import pytest

from tests.model import solved
from tests.twins import tiny


@pytest.mark.parametrize(("minutes", "price"), [(60, {}), (40, {"minutes": 60})])
def test_what_is_over_counts_with_what_runs(minutes: int, price: dict[str, int]) -> None:
    """a from 00:00, b from 00:30 to 01:00 in one room: an hour, of which some is overtime."""
    base = tiny.problem(
        slots=[{"id": "day", "start": "00:00", "end": "01:00"}],
        interpretation={
            "teams": [{"id": "t", "languages": ["en"]}],
            "minutes": minutes,
            "overtime": {"minutes": 30, "price": 3},
        },
        sessions=tiny.sessions({"languages": ["en"]}, {"minutes": 30, "languages": ["en"]}),
    )
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:30", "01:00")
    a, b = (s.model_copy(update={"team": "t"}) for s in (a, b))
    problem = tiny.replanned("00:40", [a, b], base, history=[a], running=[b])
    assert solved.agreed(problem, a, b) == price
