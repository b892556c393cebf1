"""The slots in which sessions may start, those before and after them heeded."""

from scheduler.instance.compile import compile
from scheduler.search.time_then_rooms.overlap_moments import _slots
from tests.twins import tiny


def test_who_comes_after_another_starts_where_both_find_room() -> None:
    """After a long one b would not end with the first slot; after a short one it does."""
    for minutes, slots in ((20, [{0, 1}, {1}]), (10, [{0, 1}, {0, 1}])):
        problem = tiny.problem(
            rooms=tiny.TWO_ROOMS,
            sessions=tiny.sessions({"minutes": minutes}, {"minutes": 20}),
            rules=[{"rule": "precedence", "first": "a", "then": "b"}],
        )
        assert _slots(compile(problem)) == slots
