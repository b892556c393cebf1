"""What is counted of rooms and slots: side events run over as others do, and fill nothing."""

from scheduler.timetable import Timetable
from scheduler.timetable.utilisation import fill, overtime
from tests.twins import tiny


def test_a_side_event_runs_over_its_slot_and_fills_no_regular_one() -> None:
    problem = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:30", "only": ["session", "side-event"]}],
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions({"kind": "side-event", "group": "G"}, {}),
    )
    side = tiny.sitting("a", "00:10", "00:40")
    timetable = Timetable.of([side, tiny.sitting("b", "00:00", "00:33", room="B")])
    assert dict(overtime(problem, timetable)) == {
        (f"{tiny.DAY}/am", "A"): 10,
        (f"{tiny.DAY}/am", "B"): 3,
    }
    assert fill(problem, timetable).over == 3
