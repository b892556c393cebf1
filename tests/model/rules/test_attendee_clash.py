"""Who presides over both of two sittings at once is charged once, as somebody who presides."""

from tests.model import solved
from tests.twins import tiny


def test_a_deputy_in_both_is_not_charged_as_somebody_who_attends() -> None:
    people = [
        {"id": "ada", "deputies": [{"id": "cy"}]},
        {"id": "bo", "deputies": [{"id": "cy"}]},
        {"id": "cy"},
    ]
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        slots=[{"id": "am", "start": "00:00", "end": "00:20"}],
        people=people,
        sessions=tiny.sessions({"chairs": ["ada"]}, {"chairs": ["bo"]}),
        levels=[{"rule": "person_clash", "level": "soft", "weight": 1}],
        weights={"attendee_clash": 7},
    )
    a, b = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:00", "00:20", room="B")
    a, b = (s.model_copy(update={"chairs": ("cy",)}) for s in (a, b))
    assert solved.agreed(problem, a, b) == {"preferences": 20 + 2}  # two deputies beside
