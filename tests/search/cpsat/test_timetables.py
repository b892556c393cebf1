"""A timetable as a hint says of each sitting when and where it is."""

from ortools.sat.python.cp_model import IntVar

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.search.cpsat.timetables import hint_at
from scheduler.timetable import Timetable
from tests.twins import tiny


def test_a_hint_has_the_start_the_end_the_slot_and_the_room_of_each_sitting() -> None:
    model = models.build(compile(tiny.problem(rooms=tiny.TWO_ROOMS)))
    a, b = tiny.sitting("a", "00:10", "00:30"), tiny.sitting("b", "01:00", "01:30", room="B")
    hint_at(model, Timetable.of([a, b]))
    hint = model.cp.proto.solution_hint
    value = dict(zip(hint.vars, hint.values, strict=True))
    floor, rooms = model.instance.grid.floor, model.instance.rooms
    for (part,), sitting in zip(model.var.parts, (a, b), strict=True):
        for moment, tick in ((part.start, sitting.start), (part.end, sitting.end)):
            assert isinstance(moment, IntVar)
            assert value[moment.index] == floor(tick)
        assert {rooms[r]: value[x.index] for r, x in part.rooms.items()} == {
            room: room == sitting.room for room in rooms
        }
        assert {k: value[x.index] for k, x in part.slots.items()} == {
            k: (k == 1) == (sitting is b) for k in (0, 1)
        }
