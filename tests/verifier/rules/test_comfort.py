"""Hours of remote office holders: what is past is past only if all that is to come is in them."""

from scheduler.timetable import Timetable
from scheduler.verifier.reading import read
from scheduler.verifier.rules import comfort
from tests.conftest import At, Stand, Tiny


def test_a_night_to_come_counts_beside_one_that_is_over(tiny: Tiny, at: At, stand: Stand) -> None:
    """In Zurich ada presides from ten to eleven and from two on: in Auckland it is night."""
    ada = {
        "id": "ada",
        "remote": True,
        "timezone": "Pacific/Auckland",
        "comfort": ["08:00", "22:30"],
    }
    session = {"id": "wg1", "minutes": 80, "split": {}, "chairs": ["ada"]}
    parts = (
        at("wg1", "A", "10:00", "11:00", parts=2),
        at("wg1", "A", "14:00", "14:20", part=2, parts=2),
    )
    for now, history, past in (("09:00", 0, False), ("12:00", 1, False), ("15:00", 2, True)):
        situation = stand(now, published=parts, history=parts[:history], minutes={"wg1": 80})
        problem = tiny(people=[ada], sessions=[session])
        problem = problem.model_copy(update={"situation": situation})
        (breach,) = comfort.breaches(read(problem, Timetable.of(parts)))
        assert (breach.amount, breach.past) == (50, past)
