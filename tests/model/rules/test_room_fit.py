"""What no room of a slot suits has no place in it."""

from scheduler import model as models
from scheduler.instance.compile import compile
from tests.twins import tiny


def test_a_slot_without_a_room_is_none_of_the_slots_of_a_session() -> None:
    rows = tiny.sessions({"attendance": 30}, {"attendance": 300})
    instance = compile(tiny.problem(rooms=tiny.TWO_ROOMS, sessions=rows))
    left = models.prune(instance)
    assert left.slots == [{0, 1}, set()]
    assert left.rooms[0, 0] == {0}
    assert left.rooms[1, 0] == set()
