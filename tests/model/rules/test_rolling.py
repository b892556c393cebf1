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


def test_minutes_that_make_too_short_a_part_wait_although_longer_ones_need_not() -> None:
    """
    Twenty minutes are left of the first slot, and no part is shorter than that.

    Forty minutes are cut in two there; thirty are not, and wait for the second slot.
    """
    least = {"least": 20, "likely": 40}
    rows = tiny.sessions({"minutes": 10}, {"minutes": least, "split": {"least_part": 20}}, {})
    slots = [
        {"id": "am", "start": "00:00", "end": "00:30"},
        {"id": "pm", "start": "01:00", "end": "01:40"},
        {"id": "eve", "start": "02:00", "end": "02:30"},
    ]
    problem = tiny.problem(slots=slots, sessions=rows, rolling=tiny.ROLLING)
    a, c = tiny.sitting("a", "00:00", "00:10"), tiny.sitting("c", "02:00", "02:20")
    assert solved.agreed(problem, a, tiny.sitting("b", "01:00", "01:30"), c) is not None
    assert solved.agreed(problem, a, tiny.sitting("b", "01:00", "01:40"), c) is None
    assert solved.agreed(problem, a, tiny.sitting("b", "01:00", "01:20"), c) is None


def test_what_runs_in_the_room_is_why_it_is_idle() -> None:
    """c, in no order, runs until 00:20; b starts then, and not before or after."""
    base = tiny.problem(
        sessions=tiny.sessions({}, {"minutes": 10}), rolling=[{"room": "A", "order": ["b"]}]
    )
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:20", "00:30")
    problem = tiny.replanned("00:10", [a, b], base, running=[a])
    assert solved.agreed(problem, a, b) == {}
    assert solved.agreed(problem, a, tiny.sitting("b", "01:00", "01:10")) is None


def test_where_the_holder_presides_the_deputy_need_not_have_begun() -> None:
    """ada comes at 00:20; c, in no order, could be in the room as well."""
    away = [{"from": f"{tiny.DAY} 00:00", "to": f"{tiny.DAY} 00:20"}]
    problem = tiny.problem(
        people=[{"id": "ada", "deputies": [{"id": "bo"}], "unavailable": away}, {"id": "bo"}],
        sessions=tiny.sessions({"minutes": 10, "chairs": ["ada"]}, {"minutes": 10}),
        rolling=[{"room": "A", "order": ["a"]}],
    )
    late, b = tiny.sitting("a", "00:20", "00:30"), tiny.sitting("b", "01:00", "01:10")
    early = tiny.sitting("a", "00:00", "00:10").model_copy(update={"chairs": ("bo",)})
    assert solved.agreed(problem, late, b) == {}
    assert solved.agreed(problem, early, b) == {"preferences": 1}
    deputised = late.model_copy(update={"chairs": ("bo",)})
    assert solved.agreed(problem, deputised, b) is None
