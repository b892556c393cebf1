"""A few facts of one meeting of the year; the whole year is run by hand (``tests.store.year``)."""

from pathlib import Path

import pytest

from tests.store.year import Kept, Meeting, drawn, told


@pytest.mark.ci
def test_a_meeting_of_the_year_loses_nothing(tmp_path: Path) -> None:
    kept = Meeting(tmp_path, 1).held(facts=4)
    assert kept.lost == []
    assert kept.confirmed["report"] > 0
    assert kept.confirmed["publish"] > 1
    assert "0 lost" in told([kept])


def test_what_is_lost_is_counted_and_the_plot_is_drawn() -> None:
    kept = Kept(1, "csp11", {"report": 2}, 1, [10_000, 20_000], {"report": [0.1, 0.2]}, ["a fact"])
    assert "1 lost" in told([kept])
    assert "megabytes of the store" in drawn([kept])
