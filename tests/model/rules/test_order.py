"""Who has begun has begun, whatever the planner would have of it now."""

from tests.model import solved
from tests.twins import tiny


def test_what_began_before_its_pin_has_changed_places() -> None:
    """b is pinned to 01:10 by now, and began at 00:00; a, published before it, comes at 01:00."""
    rows = tiny.sessions(
        {"minutes": 10, "pin": {"exact": f"{tiny.DAY} 01:00"}},
        {"minutes": 10, "pin": {"exact": f"{tiny.DAY} 01:10"}},
    )
    base = tiny.problem(sessions=rows)
    began, a = tiny.sitting("b", "00:00", "00:10"), tiny.sitting("a", "01:00", "01:10")
    published = [tiny.sitting("a", "00:00", "00:10"), tiny.sitting("b", "00:10", "00:20")]
    problem = tiny.replanned("00:20", published, base, history=[began])
    prices = solved.agreed(problem, a, began)
    assert prices is not None
    assert prices["order"] == base.notice.weight
