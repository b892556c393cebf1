"""A session sits in its slots, on its days, after this and before that, and starts as pinned."""

from typing import Any

import pytest

from scheduler.verifier.rules import rolling, window
from tests.conftest import TUESDAY, At, Broken, Stand, Tiny, moment


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"slots": ["morning"]}, None),
        ({"slots": ["2030-03-04/morning"]}, None),
        ({"slots": ["afternoon"]}, "it may only sit in afternoon"),
        ({"slots": ["2030-03-05/morning"]}, "it may only sit in 2030-03-05/morning"),
        ({"slots": []}, "it may only sit in no slot at all"),
        ({"days": ["2030-03-04"]}, None),
        ({"days": ["2030-03-05"]}, "it may only sit on 2030-03-05"),
        ({"after": "2030-03-04 10:00"}, None),
        ({"after": "2030-03-04 10:01"}, "it may not sit before Mon 2030-03-04 10:01"),
        ({"deadline": "2030-03-04 10:25"}, None),
        ({"deadline": "2030-03-04 10:24"}, "its deadline is Mon 2030-03-04 10:24"),
        ({"pin": {"exact": "2030-03-04 10:00"}}, None),
        ({"pin": {"exact": "2030-03-04 10:10"}}, "it is pinned to Mon 2030-03-04 10:10"),
        ({"pin": {"not_before": "2030-03-04 10:00"}}, None),
        (
            {"pin": {"not_before": "2030-03-04 10:10"}},
            "it may not start before Mon 2030-03-04 10:10",
        ),
        ({"pin": {"room": "B"}}, None),
    ],
)
def test_a_time_is_right_or_the_reason_is_told(
    tiny: Tiny, at: At, broken: Broken, wish: dict[str, Any], why: str | None
) -> None:
    problem = tiny(sessions=[{"id": "wg1", "minutes": 25, **wish}])
    found = broken(window, problem, at("wg1", "A", "10:00", "10:25"))
    where = "wg1 (Mon 2030-03-04 10:00-10:25, A)"
    assert found == ([] if why is None else [f"{where} is at a wrong time: {why}."])


def test_a_pin_binds_the_first_of_three_parts_and_a_deadline_the_last(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    pinned = {
        "id": "wg1",
        "minutes": 130,
        "split": {},
        "pin": {"exact": "2030-03-04 10:00"},
        "deadline": "2030-03-05 10:00",
    }
    sittings = [at("wg1", "A", "10:00", "11:00"), at("wg1", "A", "14:00", "15:00")]
    last = at("wg1", "A", "10:00", "10:10", day=TUESDAY)
    assert broken(window, tiny(sessions=[pinned]), *sittings) == []
    assert broken(window, tiny(sessions=[pinned]), *sittings, last) == [
        "wg1 (Tue 2030-03-05 10:00-10:10, A) is at a wrong time: "
        "its deadline is Tue 2030-03-05 10:00."
    ]


def test_a_told_start_takes_the_place_of_the_pin(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    problem = tiny(
        sessions=[{"id": "wg1", "minutes": 25, "pin": {"exact": "2030-03-04 10:00"}}],
        situation=stand("10:00", starts={"wg1": moment("10:07")}),
    )
    assert broken(window, problem, at("wg1", "A", "10:07", "10:32")) == []
    assert broken(window, problem, at("wg1", "A", "10:10", "10:35")) == []
    assert broken(window, problem, at("wg1", "A", "10:00", "10:25")) == [
        (
            "wg1 (Mon 2030-03-04 10:00-10:25, A) is at a wrong time: its real start is Mon "
            "2030-03-04 10:07 at the earliest."
        )
    ]


def test_what_has_begun_is_not_judged_and_what_follows_of_it_is(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    begun = at("wg1", "A", "10:00", "11:00")
    sessions = [{"id": "wg1", "minutes": 80, "split": {}, "days": ["2030-03-05"]}]
    problem = tiny(sessions=sessions, situation=stand("10:10", running=(begun,)))
    assert broken(window, problem, begun, at("wg1", "A", "10:00", "10:20", day=TUESDAY)) == []
    assert len(broken(window, problem, begun, at("wg1", "A", "14:00", "14:20"))) == 1


def test_in_a_rolling_order_nobody_has_to_begin_where_a_statement_forbids_it(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    order = {"rolling": [{"room": "A", "order": ["wg1", "wg2"]}]}
    sittings = [at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "14:00", "14:20")]
    assert len(broken(rolling, tiny(**order), *sittings)) == 1
    for rule in (
        {"rule": "avoid", "of": ["wg2"], "slots": ["morning"], "level": "hard"},
        {"rule": "prefer", "of": ["wg2"], "slots": ["afternoon"], "level": "hard"},
    ):
        assert broken(rolling, tiny(**order, rules=[rule]), *sittings) == []
        soft = rule | {"level": "soft"}
        assert len(broken(rolling, tiny(**order, rules=[soft]), *sittings)) == 1
