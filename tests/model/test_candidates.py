"""Where somebody could be who leaves the published place."""

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.model.candidates import FreeSet, keep_near
from tests.twins import tiny


def elsewhere(now: str) -> list[str]:
    """The slots that are open to b, which lasts half an hour."""
    slots = [
        {"id": "am", "start": "00:00", "end": "00:30"},
        {"id": "noon", "start": "01:00", "end": "01:20"},
        {"id": "pm", "start": "02:00", "end": "03:00"},
        {"id": "eve", "start": "03:00", "end": "03:40"},
    ]
    shut = [{"from": f"{tiny.DAY} 02:10", "to": f"{tiny.DAY} 02:50"}]
    rooms = [{"id": "A", "unavailable": shut}]
    rows = tiny.sessions({"minutes": 10}, {"minutes": 30})
    published = [tiny.sitting("a", "01:00", "01:10"), tiny.sitting("b", "00:00", "00:30")]
    base = tiny.problem(slots=slots, rooms=rooms, sessions=rows)
    instance = compile(tiny.replanned(now, published, base))
    left = models.prune(instance)
    keep_near(instance, left, FreeSet(frozenset({0}), may_leave=True))
    return [instance.slots[k].template for k in sorted(left.elsewhere[1])]


def test_a_slot_is_open_that_is_long_enough_and_not_past_in_a_room_that_is_open() -> None:
    assert elsewhere("00:00") == ["am", "eve"]
    assert elsewhere("00:10") == ["eve"]
