"""Where a session that was cut goes on: the next slot that it may use, and none that is past."""

from datetime import timedelta

from scheduler.timetable import Timetable
from scheduler.verifier.continuation import Remainder, next_slot
from scheduler.verifier.reading import read
from tests.conftest import At, Stand, Tiny, moment


def test_a_slot_that_began_before_now_is_past(tiny: Tiny, at: At, stand: Stand) -> None:
    session = {"id": "wg1", "minutes": 80, "split": {}}
    part = at("wg1", "A", "10:00", "11:00", parts=2)
    for now, next_one in (("14:00", "afternoon"), ("14:01", "morning")):
        situation = stand(now, history=(part,), published=(part,), minutes={"wg1": 80})
        problem = tiny(sessions=[session]).model_copy(update={"situation": situation})
        reading = read(problem, Timetable.of([part]))
        rest = Remainder(timedelta(minutes=20), moment("11:00"), "A", frozenset())
        slot = next_slot(reading, problem.session("wg1"), rest, None)
        assert slot is not None
        assert slot.template.id == next_one
