"""Where a window is merely wished, anything may start at the first tick of the meeting."""

from tests.model import solved
from tests.twins import tiny


def test_a_session_may_start_at_the_very_beginning() -> None:
    for levels in ([], [{"rule": "window", "level": "soft", "weight": 2}]):
        rows = tiny.sessions({"after": f"{tiny.DAY} 00:10"}, {})
        problem = tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows, levels=levels)
        a, b = tiny.sitting("a", "00:00", "00:20", room="B"), tiny.sitting("b", "00:00", "00:20")
        late = tiny.sitting("a", "00:10", "00:30", room="B")
        assert solved.agreed(problem, late, b) == {}
        assert solved.agreed(problem, a, b) == ({"preferences": 2} if levels else None)
