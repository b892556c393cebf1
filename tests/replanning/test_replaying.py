"""In a rolling order how long somebody takes who came forward is known once they have begun."""

from scheduler.problem import Policy
from tests.replanning.test_printed_hours import Hours, basis, played, problem
from tests.twins import tiny

SLOTS = [
    {"id": "am", "start": "00:00", "end": "01:00", "overtime": {"minutes": 20}},
    {"id": "pm", "start": "03:00", "end": "04:00"},
]
A = tiny.sitting("a", "00:00", "00:50")


def held(*facts: str, policy: Policy, now: str) -> dict[str, Hours]:
    """When a, b and c were held, c being published behind b in the afternoon."""
    of = problem(slots=SLOTS, rolling=[{"room": "A", "order": ["a", "b", "c"]}])
    published = (A, tiny.sitting("b", "03:00", "03:20"), tiny.sitting("c", "03:20", "03:40"))
    return played(basis(of, published, *facts), now, policy)


def test_who_came_forward_began_though_it_took_longer_than_there_was_time_for() -> None:
    """Planned for twenty minutes, b could begin at half past; that it takes forty is told later."""
    found = held("early a 20m", "overrun b 20m", policy="extend", now="00:55")
    assert found["b"] == [("00:30", "01:10")]


def test_who_begins_first_is_known_to_last_longer_before_the_next_one_begins() -> None:
    facts = ("early a 45m", "overrun b 5m", "overrun c 5m")
    found = held(*facts, policy="extend", now="00:58")
    assert (found["b"], found["c"]) == ([("00:10", "00:35")], [("00:40", "01:05")])


def test_who_could_come_forward_only_with_too_short_a_part_does_not() -> None:
    """That b lasts longer, and may be cut anyhow, was known when it ended; of 35 five were left."""
    of = problem(
        days=[tiny.DAY, tiny.NEXT],
        slots=SLOTS[:1],
        sessions=tiny.sessions({}, {"minutes": 35, "split": {"least_part": 18}}),
        rolling=[{"room": "A", "order": ["a", "b"]}],
    )
    published = (A, tiny.sitting("b", "00:00", "00:35", day=tiny.NEXT))
    found = played(basis(of, published, "early a 20m", "overrun b 3m"), "00:59")
    assert (found["a"], found["b"]) == ([("00:00", "00:30")], [])


def test_who_must_wait_for_the_next_day_does_not_come_forward() -> None:
    after = [{"rule": "precedence", "first": "a", "then": "b", "days": 1}]
    of = problem(
        days=[tiny.DAY, tiny.NEXT],
        slots=SLOTS,
        rolling=[{"room": "A", "order": ["a", "b"]}],
        rules=after,
    )
    published = (A, tiny.sitting("b", "00:00", "00:20", day=tiny.NEXT))
    assert played(basis(of, published, "early a 30m"), "00:55")["b"] == []


def test_who_came_forward_began_in_a_room_that_was_lost_only_afterwards() -> None:
    of = problem(slots=SLOTS, rolling=[{"room": "A", "order": ["a", "b"]}])
    published = (A, tiny.sitting("b", "03:00", "03:20"))
    lost = f"room-lost A {tiny.DAY} 00:40 to {tiny.DAY} 02:00"
    found = played(basis(of, published, "early a 20m", lost), "00:40")
    assert found["b"][0][0] == "00:30"


def test_who_comes_behind_waits_for_a_rest_that_has_no_place_yet() -> None:
    """The rest of a is for another day, and c, in no rolling order, is printed there."""
    slots = [
        {"id": "am", "start": "00:00", "end": "00:10"},
        {"id": "pm", "start": "03:00", "end": "03:20", "days": [tiny.DAY]},
    ]
    of = problem(
        days=[tiny.DAY, tiny.NEXT],
        slots=slots,
        sessions=tiny.sessions({"minutes": 10, "split": {"days": "different"}}, {}, {"minutes": 7}),
        rolling=[{"room": "A", "order": ["a", "b"]}],
        rooms=[{"id": "A"}],
    )
    a, b = tiny.sitting("a", "00:00", "00:10"), tiny.sitting("b", "03:00", "03:20")
    c = tiny.sitting("c", "00:00", "00:07", day=tiny.NEXT)
    found = played(basis(of, (a, b, c), "overrun a 9m"), "03:10")
    assert (found["a"], found.get("b", [])) == ([("00:00", "00:10")], [])
