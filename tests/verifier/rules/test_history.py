"""What has happened stays, what runs keeps room and start, nothing else starts before now."""

from scheduler.verifier.rules import history
from tests.conftest import At, Broken, Stand, Tiny


def test_without_a_situation_nothing_is_asked(tiny: Tiny, at: At, broken: Broken) -> None:
    assert broken(history, tiny(), at("wg1", "A", "10:00", "10:25")) == []


def test_history_stays_to_the_minute_whatever_its_parts_are_called(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    over = at("wg1", "A", "10:00", "10:17")
    problem = tiny(situation=stand("10:17", history=(over,)))
    assert broken(history, problem, at("wg1", "A", "10:00", "10:17", part=1, parts=2)) == []
    missed = "wg1 (Mon 2030-03-04 10:00-10:17, A) is over, but is not in the timetable as it was."
    assert broken(history, problem, at("wg1", "A", "10:00", "10:16")) == [missed]
    assert broken(history, problem, at("wg1", "B", "10:00", "10:17")) == [
        missed,
        "wg1 (Mon 2030-03-04 10:00-10:17, B) starts before now, Mon 2030-03-04 10:17, "
        "but has not begun.",
    ]


def test_what_runs_may_end_now_or_later_but_not_before(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    problem = tiny(situation=stand("10:10", running=(at("wg1", "A", "10:00", "10:25"),)))
    assert broken(history, problem, at("wg1", "A", "10:00", "10:11")) == []
    assert broken(history, problem, at("wg1", "A", "10:00", "10:10")) == []
    assert broken(history, problem, at("wg1", "A", "10:00", "10:09")) == [
        "wg1 has run in A since Mon 2030-03-04 10:00, but ends Mon 2030-03-04 10:09, "
        "before now, Mon 2030-03-04 10:10."
    ]
    assert broken(history, problem, at("wg1", "A", "10:10", "10:35")) == [
        "wg1 has run in A since Mon 2030-03-04 10:00, but is not in the timetable as it began."
    ]


def test_another_sitting_may_start_now_but_not_before(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    problem = tiny(situation=stand("10:10"))
    assert broken(history, problem, at("wg1", "A", "10:10", "10:35")) == []
    assert broken(history, problem, at("wg1", "A", "10:00", "10:25")) == [
        "wg1 (Mon 2030-03-04 10:00-10:25, A) starts before now, Mon 2030-03-04 10:10, "
        "but has not begun."
    ]


def test_three_of_history_may_have_been_at_once(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    past = [at(id, "A", "10:00", "10:20") for id in ("wg1", "wg2", "wg3")]
    problem = tiny(situation=stand("10:30", history=tuple(past)))
    assert broken(history, problem, *past) == []
    assert len(broken(history, problem, *past[:2])) == 1
