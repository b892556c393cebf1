"""Who may be trimmed starts where its minutes fit, whatever others would."""

from tests.model import solved
from tests.twins import tiny


def test_a_longer_one_waits_for_the_slot_in_which_it_fits() -> None:
    """b starts at 00:10 with up to twenty minutes; with thirty it waits for 01:00."""
    rows = tiny.sessions({"minutes": 10}, {"minutes": {"least": 10, "likely": 30}})
    problem = tiny.problem(sessions=rows, rolling=tiny.ROLLING)
    a = tiny.sitting("a", "00:00", "00:10")
    for start, end, priced in (
        ("00:10", "00:20", True),
        ("00:10", "00:30", True),
        ("01:00", "01:20", None),
        ("01:00", "01:30", False),
    ):
        prices = solved.agreed(problem, a, tiny.sitting("b", start, end))
        assert (None if prices is None else bool(prices)) == priced
