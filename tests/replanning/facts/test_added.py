"""Sessions that were added: what they name is known to the meeting, or they are refused."""

from pathlib import Path

import pytest

from scheduler.errors import FactError
from scheduler.replanning.facts import parse
from scheduler.scenario import load

CSP11 = load(Path(__file__).parents[3] / "scenarios" / "csp11.yaml").problem


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('{"chairs": ["nobody"]}', "added x: nobody is called 'nobody'"),
        ('{"attendees": ["wgtu-chiar"]}', "did you mean 'wgtu-chair'"),
        ('{"rooms": ["plenery"]}', "no room is called 'plenery' - did you mean 'plenary'"),
        ('{"pin": {"room": "attic"}}', "no room is called 'attic'"),
        ('{"slots": ["2025-02-25/never"]}', "no slot is called '2025-02-25/never'"),
        ('{"slots": ["1999-01-01/morning"]}', "no slot is called '1999-01-01/morning'"),
        ('{"days": ["2025-03-01"]}', "2025-03-01 is not a day of the meeting"),
        ('{"languages": ["tlh"]}', "no team interprets into tlh"),
        ('{"deadline": "0001-01-01 00:00"}', "the year must lie within 1970 to 2199"),
        ('{"pin": {"exact": "9999-12-31 23:59"}}', "the year must lie within 1970 to 2199"),
        ('{"after": "2025-02-25 12:00", "deadline": "2025-02-25 11:00"}', "deadline is not after"),
        ('{"title": NaN}', "NaN is not a number in JSON"),
        ('{"title": "\\ud800"}', "holds half a character"),
        ("[" * 5_000, "nested too deeply"),
    ],
)
def test_what_the_meeting_does_not_have_is_told_by_name(more: str, told: str) -> None:
    with pytest.raises(FactError, match=told):
        parse(CSP11, [f"added x 30m {more}"])


def test_all_that_is_unknown_is_told_at_once() -> None:
    with pytest.raises(FactError) as raised:
        parse(CSP11, ['added x 30m {"chairs": ["a"], "rooms": ["b"]}'])
    assert "nobody is called 'a'" in str(raised.value)
    assert "no room is called 'b'" in str(raised.value)


def test_slots_may_be_named_with_or_without_their_day() -> None:
    more = '{"slots": ["morning", "2025-02-26/afternoon"], "days": ["2025-02-26"]}'
    (fact,) = parse(CSP11, [f"added x 30m {more}"])
    assert fact.session.slots == ("morning", "2025-02-26/afternoon")


def test_a_side_event_needs_slots_for_side_events() -> None:
    own = tuple(slot for slot in CSP11.slots if slot.serves("session"))
    without = CSP11.model_copy(update={"slots": own})
    with pytest.raises(FactError, match="no slot is for sessions of the kind 'side-event'"):
        parse(without, ['added x 30m {"kind": "side-event"}'])
