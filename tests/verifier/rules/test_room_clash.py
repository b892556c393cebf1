"""Two sittings of different sessions in one room do not overlap."""

from scheduler.verifier.rules import room_clash
from tests.conftest import At, Broken, Stand, Tiny


def test_back_to_back_from_the_first_tick_is_allowed(tiny: Tiny, at: At, broken: Broken) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:25", "10:45")
    assert broken(room_clash, tiny(), *sittings) == []


def test_five_minutes_of_an_off_grid_end_clash(tiny: Tiny, at: At, broken: Broken) -> None:
    sittings = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:20", "10:40")
    assert broken(room_clash, tiny(), *sittings) == [
        "wg1 and wg2 are both in A: Mon 2030-03-04 10:00-10:25 and Mon 2030-03-04 10:20-10:40."
    ]


def test_one_that_lies_inside_another_and_three_at_once_are_all_told(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    sessions = [{"id": id, "minutes": 20} for id in ("wg1", "wg2", "wg3")]
    sittings = [
        at("wg1", "A", "10:00", "11:00"),
        at("wg2", "A", "10:10", "10:30"),
        at("wg3", "A", "10:20", "10:40"),
    ]
    assert len(broken(room_clash, tiny(sessions=sessions), *sittings)) == 3


def test_other_rooms_and_parts_of_one_session_never_clash(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    apart = at("wg1", "A", "10:00", "10:25"), at("wg2", "B", "10:00", "10:20")
    assert broken(room_clash, tiny(), *apart) == []
    same = at("wg1", "A", "10:00", "10:25"), at("wg1", "A", "10:10", "10:20")
    assert broken(room_clash, tiny(), *same) == []


def test_in_the_night_with_two_o_clock_twice_the_clock_face_deceives(
    tiny: Tiny, at: At, broken: Broken
) -> None:
    first = at("wg1", "A", "02:30+02:00", "02:50+02:00", day="2025-10-26")
    later = at("wg2", "A", "02:30+01:00", "02:50+01:00", day="2025-10-26")
    assert broken(room_clash, tiny(), first, later) == []
    over_both = at("wg1", "A", "02:30+02:00", "02:40+01:00", day="2025-10-26")
    assert broken(room_clash, tiny(), over_both, later) == [
        "wg1 and wg2 are both in A: Sun 2025-10-26 02:30+0200-02:40+0100 and "
        "Sun 2025-10-26 02:30+0100-02:50+0100."
    ]


def test_two_that_have_begun_are_not_judged_but_one_and_a_fresh_one_are(
    tiny: Tiny, at: At, stand: Stand, broken: Broken
) -> None:
    a, b = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:20", "10:40")
    both = tiny(situation=stand("10:22", running=(a, b)))
    assert broken(room_clash, both, a, b) == []
    one = tiny(situation=stand("10:10", running=(a,)))
    assert len(broken(room_clash, one, a, b)) == 1
