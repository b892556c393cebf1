"""What the solver is asked, "could it stay?", is what is asked of a timetable: "has it stayed?"."""

from collections.abc import Callable
from functools import partial
from typing import Literal

import pytest

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.replanning.unchanged import lacks, reference, stays_without
from scheduler.timetable import Change, Timetable, diff
from tests.conftest import moment
from tests.draws import sampled
from tests.model import solved
from tests.twins import tiny, tiny_begun, twins


def _two_parts() -> Problem:
    """a was published in two parts, with a deputy; it may have three, or one."""
    base = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        slots=[
            {"id": "am", "start": "00:00", "end": "00:20"},
            {"id": "noon", "start": "00:30", "end": "00:50"},
            {"id": "pm", "start": "01:00", "end": "01:20"},
        ],
        people=[{"id": "ada", "deputies": [{"id": "cy"}]}, {"id": "cy"}],
        sessions=tiny.sessions({"minutes": 30, "split": tiny.SPLIT, "chairs": ["ada"]}),
    )
    served = {"chairs": ("cy",), "parts": 2}
    first, rest = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("a", "00:30", "00:40")
    published = [s.model_copy(update=served | {"part": n}) for n, s in enumerate((first, rest), 1)]
    return tiny.replanned("00:00", published, base, minutes={"a": 30})


PROBLEMS: dict[str, tuple[Callable[[], Problem], int]] = {
    "next day": tiny.SOFT["trimming"][1],
    "two parts": (_two_parts, 10),
    "served": tiny.SOFT["served"][0],
    **{name: tiny_begun.BEGUN[name] for name in ("other room", "deputy for the rest")},
    **{name: tiny_begun.BEGUN[name] for name in ("chair leaves", "a day is over", "ends now")},
}


@pytest.mark.parametrize("name", sampled(PROBLEMS, 2))
def test_the_model_lets_a_session_stay_where_the_timetable_says_that_it_has(name: str) -> None:
    build, tick = PROBLEMS[name]
    problem = build()
    every = twins.accepted_by_verifier(problem, tick)
    assert problem.situation is not None
    published = Timetable.of(problem.situation.published)
    seen: dict[tuple[str, str], Change] = {}
    for timetable in every:
        for change in diff.changes(problem, published, timetable):
            seen.setdefault((change.session, change.kind), change)
    assert seen
    for change in seen.values():
        said = twins.accepted_by_model(problem, partial(stays_without, change=change))
        assert said == {t for t in every if lacks(problem, change, t)}, change.kind


@pytest.mark.parametrize(
    ("kind", "minutes", "may"),
    [("shortened", 20, False), ("shortened", 30, True), ("lengthened", 40, False)],
)
def test_who_lasts_another_time_in_any_case_cannot_stay_as_long(
    kind: Literal["shortened", "lengthened"], minutes: int, may: bool
) -> None:
    """It was published for half an hour, and the facts have settled how long it is."""
    slots = [{"id": "am", "start": "00:00", "end": "01:00"}]
    base = tiny.problem(slots=slots, sessions=tiny.sessions({"minutes": 30}))
    was, now = tiny.sitting("a", "00:00", "00:30"), tiny.sitting("a", "00:00", f"00:{minutes}")
    model = models.build(compile(tiny.replanned("00:00", [was], base, minutes={"a": minutes})))
    change = Change(session="a", kind=kind, before=(was,), after=(now,))
    stays = stays_without(model, change=change)
    assert (solved.at_least(model, [], stays) is not None) == may


def test_what_began_late_and_is_running_is_as_published_if_it_lasts_as_long() -> None:
    """Its end follows from when it really began: no timetable could have it end as printed."""
    printed = tiny.sitting("a", "00:00", "00:20")
    late = printed.model_copy(update={"start": moment("00:05"), "end": moment("00:30")})
    problem = tiny.replanned("00:10", [printed], tiny.problem())
    assert problem.situation is not None
    situation = problem.situation.model_copy(update={"running": (late,), "history": ()})
    problem = problem.model_copy(update={"situation": situation})
    change = Change(session="a", kind="moved", before=(printed,), after=(late,), reason="late")
    (known,) = reference(problem, change).sittings
    assert (known.start, known.end) == (moment("00:05"), moment("00:25"))
