"""Who is next in a rolling order begins, though it costs the place of somebody behind."""

from tests.replanning.test_printed_hours import basis, played, problem
from tests.twins import tiny


def test_who_waited_begins_before_those_behind_who_then_have_no_place() -> None:
    """c, in no rolling order, overran; a minute of a is left for the afternoon, b's last chance."""
    of = problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "pm", "start": "03:00", "end": "03:20"},
        ],
        sessions=tiny.sessions({"minutes": 11, "split": {}}, {"minutes": 20}, {"minutes": 10}),
        rolling=[{"room": "A", "order": ["a", "b"]}],
        rooms=[{"id": "A"}],
    )
    published = (
        tiny.sitting("c", "00:00", "00:10"),
        tiny.sitting("a", "00:10", "00:21"),
        tiny.sitting("b", "03:00", "03:20"),
    )
    known = basis(of, published, "overrun c 7m")
    assert played(known, "00:21")["a"] == [("00:20", "00:30")]


def test_nobody_waits_for_who_was_added_and_has_no_place() -> None:
    """Twenty minutes are left of the day when a, which takes thirty, is added before b."""
    of = problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "pm", "start": "03:00", "end": "03:20"},
        ],
        sessions=tiny.sessions({"minutes": 30}, {"minutes": 20}, {"minutes": 10}),
        rolling=[{"room": "A", "order": ["a", "b"]}],
        rooms=[{"id": "A"}],
    )
    published = (tiny.sitting("c", "00:00", "00:10"), tiny.sitting("b", "03:00", "03:20"))
    known = basis(of, published, f"added a at {tiny.DAY} 02:00")
    held = played(known, "03:05")
    assert (held["b"], held.get("a", [])) == ([("03:00", "03:20")], [])
