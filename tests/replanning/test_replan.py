"""What happened, and what it moves: the consequences worked by hand, and the promises."""

from datetime import datetime
from pathlib import Path

import pytest

from scheduler import verifier
from scheduler.errors import FactError, Infeasible, TimetableError
from scheduler.problem import Leveled, Problem
from scheduler.replanning.alternatives import alternatives
from scheduler.replanning.next_problem import as_recorded
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import load
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from scheduler.timetable.diff import cell_changes
from scheduler.vocabulary.policies import Policy
from tests.draws import sampled
from tests.twins import tiny

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TUESDAY_EVENING = datetime(2025, 2, 25, 17, 55)
WEDNESDAY = datetime(2025, 2, 26, 10, 20)


@pytest.fixture(scope="module")
def csp11() -> Problem:
    return load(SCENARIOS / "csp11.yaml").problem


@pytest.fixture(scope="module")
def published(csp11: Problem) -> Record:
    return record(solve(csp11), sha256="")


def stored(found: Replanned, before: Record) -> Record:
    return record_replan(found, before, sha256="")


def ends(found: Replanned) -> dict[str, str]:
    return {s.session: f"{s.end:%a %H:%M}" for s in found.outcome.timetable.sittings}


def cells(found: Replanned, before: Record) -> dict[str, tuple[str, ...]]:
    changed = cell_changes(found.outcome.problem, before.timetable, found.outcome.timetable)
    return {change.slot[5:]: change.after for change in changed}


def additional(found: Replanned) -> int:
    return sum(tier.cost - tier.bound for tier in found.outcome.tiers)


ROWS = [
    (
        "overrun enip 30m",
        {"02-26/morning": ("enip", "cei"), "02-28/morning": ("wgtu", "wgtr")},
        {"enip": "Wed 10:30", "cei": "Thu 12:00", "wgtu": "Fri 10:30", "wgtr": "Fri 18:30"},
    ),
    (
        "overrun enip 90m",
        {
            "02-26/morning": ("enip", "cei"),
            "02-27/morning": ("cei",),
            "02-28/morning": ("wgtu", "wgtr"),
        },
        {"enip": "Wed 11:30", "cei": "Thu 13:00", "wgtu": "Fri 11:30", "wgtr": "Fri 19:30"},
    ),
    (
        "early wgtu 45m",
        {"02-27/afternoon": ("wgtu", "wgtr")},
        {"enip": "Tue 18:00", "cei": "Thu 11:30", "wgtu": "Thu 17:15", "wgtr": "Fri 17:15"},
    ),
]


@pytest.mark.parametrize(("fact", "changed", "closes"), ROWS)
def test_the_consequences_worked_by_hand(
    csp11: Problem,
    published: Record,
    fact: str,
    changed: dict[str, tuple[str, ...]],
    closes: dict[str, str],
) -> None:
    found = replan(ReplanRequest(csp11, published, [fact], policy="roll"))
    assert cells(found, published) == changed
    assert ends(found) == closes
    assert found.outcome.status == "optimal"
    assert additional(found) == 0


def test_without_facts_nothing_changes(csp11: Problem, published: Record) -> None:
    for now in (None, TUESDAY_EVENING, WEDNESDAY, datetime(2025, 3, 1, 12, 0)):
        found = replan(ReplanRequest(csp11, published, [], now=now))
        assert found.outcome.timetable == published.timetable
        assert found.changes == ()


@pytest.mark.parametrize("policy", ["roll", "hold", "extend"])
@pytest.mark.parametrize(
    ("facts", "now"),
    sampled(
        [
            (["overrun enip 30m"], TUESDAY_EVENING),
            (["overrun enip 30m"], WEDNESDAY),
            (["overrun enip 40m", "early wgtu 45m"], None),
            (["late cei 20m"], None),
            (["cancelled wgtu"], None),
            (["absent wgtr-chair 2025-02-28 10:00 to 11:00"], None),
        ],
        2,
    ),
)
def test_replanning_twice_equals_once(
    csp11: Problem, published: Record, facts: list[str], now: datetime | None, policy: Policy
) -> None:
    once = replan(ReplanRequest(csp11, published, facts, now=now, policy=policy))
    kept = stored(once, published)
    twice = replan(ReplanRequest(csp11, kept, facts, now=now, policy=policy))
    assert twice.outcome.timetable == once.outcome.timetable
    assert twice.changes == ()
    assert twice.facts == once.facts


def test_extend_with_overtime_on_tuesday_changes_no_cell(csp11: Problem, published: Record) -> None:
    found = replan(
        ReplanRequest(csp11, published, ["overrun enip 30m"], now=TUESDAY_EVENING, policy="extend")
    )
    assert cells(found, published) == {}
    assert ends(found)["enip"] == "Tue 18:30"
    assert [change.session for change in found.changes] == ["enip"]


def test_hold_trims_thirty_minutes_and_lengthens_no_slot(csp11: Problem, published: Record) -> None:
    found = replan(
        ReplanRequest(csp11, published, ["overrun enip 30m"], now=TUESDAY_EVENING, policy="hold")
    )
    held = {s.id: 0 for s in csp11.sessions}
    for s in found.outcome.timetable.sittings:
        held[s.session] += int((s.end - s.start).total_seconds()) // 60
        assert f"{s.end:%H:%M}" <= "18:00"
    planned = {"enip": 390} | {s.id: s.minutes.likely for s in csp11.sessions if s.id != "enip"}
    assert sum(planned.values()) - sum(held.values()) == 30
    assert all(held[s.id] >= s.minutes.least for s in csp11.sessions)
    assert ends(found)["wgtr"] == "Fri 18:00"


def test_a_running_session_keeps_room_and_start(csp11: Problem, published: Record) -> None:
    found = replan(
        ReplanRequest(csp11, published, ["overrun cei 30m"], now=datetime(2025, 2, 26, 15, 30))
    )
    running = [s for s in published.sittings if f"{s.start:%d %H:%M}" == "26 15:00"]
    kept = {(s.session, s.room, s.start) for s in found.outcome.timetable.sittings}
    assert all((s.session, s.room, s.start) in kept for s in running)


def test_the_past_is_untouched(csp11: Problem, published: Record) -> None:
    found = replan(
        ReplanRequest(csp11, published, ["early cei 90m"], now=datetime(2025, 2, 27, 9, 0))
    )
    past = [s for s in published.sittings if s.end <= found.now]
    again = {(s.session, s.room, s.start, s.end) for s in found.outcome.timetable.sittings}
    assert past
    assert {(s.session, s.room, s.start, s.end) for s in past} <= again


def test_every_change_has_a_sentence_and_is_forced_or_not(
    csp11: Problem, published: Record
) -> None:
    found = replan(ReplanRequest(csp11, published, ["overrun enip 30m"], now=WEDNESDAY))
    assert {change.session for change in found.changes} == {"enip", "cei", "wgtu", "wgtr"}
    assert all(change.forced for change in found.changes)
    assert all(change.reason for change in found.changes)


def test_a_pinned_session_waits_when_others_end_early(csp11: Problem, published: Record) -> None:
    rows = [
        s.model_copy(
            update={
                "pin": type(s)
                .model_validate(
                    {"id": "x", "minutes": 1, "pin": {"not_before": "2025-02-28 10:00"}}
                )
                .pin
            }
        )
        if s.id == "wgtr"
        else s
        for s in csp11.sessions
    ]
    pinned = csp11.model_copy(update={"sessions": tuple(rows)})
    found = replan(ReplanRequest(pinned, published, ["early wgtu 45m"]))
    assert cells(found, published) == {}
    assert ends(found)["wgtr"] == "Fri 18:00"


def test_a_least_part_longer_than_what_is_left_keeps_the_session_on_friday(
    csp11: Problem, published: Record
) -> None:
    rows = [
        s.model_copy(update={"split": s.split.model_copy(update={"least_part": 60})})
        if s.id == "wgtr" and s.split is not None
        else s
        for s in csp11.sessions
    ]
    found = replan(
        ReplanRequest(
            csp11.model_copy(update={"sessions": tuple(rows)}), published, ["early wgtu 45m"]
        )
    )
    assert cells(found, published) == {}


def test_an_overrun_off_the_grid_is_kept_and_what_follows_starts_on_the_next_tick(
    csp11: Problem, published: Record
) -> None:
    found = replan(
        ReplanRequest(csp11, published, ["overrun cei 17m"], now=datetime(2025, 2, 27, 11, 0))
    )
    assert ends(found)["cei"] == "Thu 11:47"
    first = found.outcome.timetable.of_session("wgtu")[0]
    assert f"{first.start:%a %H:%M}" == "Thu 12:00"


def test_a_lost_room_is_replaced_for_as_long_as_it_is_lost(
    csp11: Problem, published: Record
) -> None:
    lost = ["room-lost plenary 2025-02-27"]
    plenary = next(room for room in csp11.rooms if room.id == "plenary")
    spare = plenary.model_copy(update={"id": "hall"})
    two = csp11.model_copy(update={"rooms": (*csp11.rooms, spare)})
    found = replan(ReplanRequest(two, published, lost, now=datetime(2025, 2, 26, 19, 0)))
    rooms = {f"{s.start:%d}": s.room for s in found.outcome.timetable.sittings}
    assert rooms["26"] == rooms["28"] == "plenary"
    assert rooms["27"] == "hall"
    assert {change.kind for change in found.changes} == {"room"}


def test_a_session_that_finds_no_place_is_unplaced_with_its_reason(
    csp11: Problem, published: Record
) -> None:
    found = replan(ReplanRequest(csp11, published, ["overrun enip 300m"], policy="roll"))
    unplaced = found.outcome.timetable.unplaced
    assert unplaced
    assert all(left.reason for left in unplaced)
    assert found.outcome.tiers[0].cost == found.outcome.tiers[0].bound > 0


def test_a_room_lost_under_a_running_session_is_a_warning_if_that_is_allowed() -> None:
    problem = load(SCENARIOS / "vacant_chair.yaml").problem
    stays = Leveled(rule="availability", level="soft", rooms=("plenary",))
    problem = problem.model_copy(update={"levels": (*problem.levels, stays)})
    before = record(solve(problem), sha256="")
    now = datetime(2025, 2, 24, 10, 24)
    found = replan(ReplanRequest(problem, before, ["room-lost plenary"], now=now))
    assert "W203" in {warning.code for warning in found.outcome.warnings}


@pytest.mark.ci
def test_a_session_left_without_a_place_keeps_its_minutes_when_replanned_again(
    csp11: Problem, published: Record
) -> None:
    now = datetime(2025, 2, 20, 9, 0)
    once = replan(ReplanRequest(csp11, published, ["overrun wgtr 300m"], now=now))
    assert [left.session for left in once.outcome.timetable.unplaced] == ["wgtr"]
    kept = stored(once, published)
    for facts in ([], ["overrun wgtr 300m"]):
        twice = replan(ReplanRequest(csp11, kept, facts, now=now))
        assert twice.outcome.timetable == once.outcome.timetable


def test_an_absence_told_after_the_meeting_changes_nothing(
    csp11: Problem, published: Record
) -> None:
    for fact in ("absent wgtr-chair", "room-lost plenary"):
        found = replan(ReplanRequest(csp11, published, [fact], now=datetime(2025, 3, 6, 2, 7)))
        assert found.changes == ()


def test_what_starts_inside_the_freeze_stays_if_nothing_forces_it() -> None:
    problem = load(SCENARIOS / "free_sessions.yaml").problem
    before = record(solve(problem), sha256="")
    opening = min(s.start for s in before.sittings)
    found = replan(ReplanRequest(problem, before, [], now=opening, freeze_minutes=24 * 60))
    assert found.outcome.timetable == before.timetable


@pytest.mark.parametrize(("freeze", "moved"), [(0, "a"), (30, "b")])
def test_what_starts_inside_the_freeze_stays_though_another_one_is_dearer_to_move(
    freeze: int, moved: str
) -> None:
    """a lasts longer and overlaps with b, whom many more attend; either could meet later."""
    problem = tiny.problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "01:00"},
            {"id": "pm", "start": "02:00", "end": "02:40"},
        ],
        sessions=tiny.sessions({}, {"attendance": 40}, {"attendance": 40}),
        notice={"audience": 10},
    )
    sittings = (
        tiny.sitting("a", "00:00", "00:20"),
        tiny.sitting("b", "00:20", "00:40"),
        tiny.sitting("c", "00:40", "01:00"),
    )
    before = record(solve(problem), sha256="").model_copy(update={"sittings": sittings})
    now = datetime(2030, 3, 3, 23, 50)
    found = replan(
        ReplanRequest(problem, before, ["overrun a 10m"], now=now, freeze_minutes=freeze)
    )
    assert {change.session for change in found.changes if change.kind == "moved"} == {moved}


def test_a_stored_replan_is_judged_with_its_situation(csp11: Problem, published: Record) -> None:
    found = replan(ReplanRequest(csp11, published, ["overrun enip 30m"], now=WEDNESDAY))
    kept = stored(found, published)
    assert verifier.violations(as_recorded(csp11, kept), kept.timetable) == []
    assert verifier.violations(csp11, kept.timetable), "the plain scenario knows no overrun"


def test_alternatives_differ_and_say_what_became_of_the_others(
    csp11: Problem, published: Record
) -> None:
    found = alternatives(ReplanRequest(csp11, published, ["overrun enip 30m"], now=TUESDAY_EVENING))
    assert [way.policy for way in found] == ["extend", "hold", "roll"]
    assert len({way.outcome.timetable for way in found}) == 3
    assert "the same" not in " ".join(found[0].notes)
    same = alternatives(ReplanRequest(csp11, published, ["early wgtu 45m"]))
    assert len(same) == 1
    assert any("gives the same timetable" in note for note in same[0].notes)


@pytest.mark.ci
def test_a_policy_that_allows_no_timetable_is_named(csp11: Problem, published: Record) -> None:
    rows = tuple(
        s.model_copy(update={"minutes": s.minutes.model_copy(update={"least": s.minutes.likely})})
        for s in csp11.sessions
    )
    stiff = csp11.model_copy(update={"sessions": rows, "last_close": None})
    found = alternatives(ReplanRequest(stiff, published, ["overrun enip 30m"], now=TUESDAY_EVENING))
    assert found[0].policy == "extend"


@pytest.mark.parametrize(
    ("fact", "complaint"),
    [
        ("overun enip 30m", "did you mean 'overrun'?"),
        ("room-lost Room 3 thursday", "no room is called 'Room' - did you mean 'Room 2'?"),
        ("overrun enpi 30m", "no session is called 'enpi' - did you mean 'enip'?"),
        ("overrun enip", "expected only a number of minutes"),
        ("overrun enip soon", "'soon' is not a duration"),
        ("early enip 900m", "was to last 360 minutes"),
        ("absent nobody", "nobody is called 'nobody'"),
        ("absent wgtu-chair 2025-02-27 15:00 to 14:00", "not after it starts"),
        ("room-lost cellar", "no room is called 'cellar'"),
        ("cancelled enip tomorrow", "is not expected after"),
        ("overrun enip 1h75", "is not a duration"),
        ("", "it is empty"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_by_name(
    csp11: Problem, published: Record, fact: str, complaint: str
) -> None:
    with pytest.raises(FactError, match=complaint.replace("?", r"\?")):
        replan(ReplanRequest(csp11, published, [fact]))


def test_complaints_about_facts_come_all_at_once(csp11: Problem, published: Record) -> None:
    with pytest.raises(FactError) as told:
        replan(ReplanRequest(csp11, published, ["overun enip 30m", "absent nobody"]))
    assert len(str(told.value).splitlines()) == 2


def test_a_late_start_off_the_grid_goes_on_and_nothing_is_lost(
    csp11: Problem, published: Record
) -> None:
    found = replan(
        ReplanRequest(csp11, published, ["late enip 7m"], now=datetime(2025, 2, 25, 10, 20))
    )
    assert found.outcome.timetable.unplaced == ()
    first = found.outcome.timetable.of_session("enip")[0]
    assert f"{first.start:%a %H:%M}" == "Tue 10:07"
    assert ends(found)["enip"] == "Wed 10:07"


def test_a_late_start_that_an_overrun_makes_later_still_follows(
    csp11: Problem, published: Record
) -> None:
    found = replan(ReplanRequest(csp11, published, ["late cei 20m", "overrun enip 30m"]))
    assert f"{found.outcome.timetable.of_session('cei')[0].start:%a %H:%M}" == "Wed 10:30"


def test_hold_does_not_take_the_overtime_that_rolling_on_would(
    csp11: Problem, published: Record
) -> None:
    now = datetime(2025, 2, 27, 17, 55)
    found = replan(ReplanRequest(csp11, published, ["overrun wgtu 30m"], now=now, policy="hold"))
    assert ends(found)["wgtr"] == "Fri 18:00"
    assert {c.rule for c in found.outcome.charges} >= {"trimming"}
    assert not any(c.rule == "overtime" for c in found.outcome.charges)


def test_a_second_overrun_like_the_first_is_told_apart_by_its_moment(
    csp11: Problem, published: Record
) -> None:
    first = replan(ReplanRequest(csp11, published, ["overrun enip 30m"], now=WEDNESDAY))
    kept = stored(first, published)
    again = replan(
        ReplanRequest(csp11, kept, ["overrun enip 30m"], now=datetime(2025, 2, 26, 10, 25))
    )
    assert again.changes == ()
    assert "part of the published timetable already" in again.notes[0]
    second = ["overrun enip 30m at 2025-02-26 10:25"]
    more = replan(ReplanRequest(csp11, kept, second, now=datetime(2025, 2, 26, 10, 25)))
    assert ends(more)["enip"] == "Wed 11:00"


@pytest.mark.parametrize(
    ("fact", "now"),
    [
        ("cancelled enip", datetime(2025, 2, 26, 9, 20)),
        ("early enip 30m", datetime(2025, 2, 27, 12, 0)),
    ],
)
def test_no_fact_rewrites_what_is_over(
    csp11: Problem, published: Record, fact: str, now: datetime
) -> None:
    with pytest.raises(FactError, match=r"report early instead|would change what is past"):
        replan(ReplanRequest(csp11, published, [fact], now=now))


def test_a_timetable_of_another_meeting_is_refused(csp11: Problem, published: Record) -> None:
    other = published.model_copy(update={"meeting": "csp12"})
    with pytest.raises(TimetableError, match="csp12"):
        replan(ReplanRequest(csp11, other, []))


@pytest.mark.ci
def test_a_scenario_without_a_timetable_names_the_rules_involved() -> None:
    problem = load(SCENARIOS / "infeasible_chair.yaml").problem
    with pytest.raises(Infeasible) as told:
        solve(problem)
    assert "availability" in told.value.rules
    with pytest.raises(Infeasible) as unnamed:
        solve(problem, naming_rules=False)
    assert unnamed.value.rules == ()


def test_who_has_nobody_to_preside_has_no_place_whoever_deputises_for_another_chair() -> None:
    problem = tiny.problem(
        people=[
            {"id": "ada", "state": "vacant"},
            {"id": "bo", "deputies": [{"id": "cy"}]},
            {"id": "cy"},
        ],
        sessions=tiny.sessions({"chairs": ["ada", "bo"], "rank": 1}, {}),
    )
    first = solve(problem, Budget(workers=1))
    assert [left.session for left in first.timetable.unplaced] == ["a"]
    again = replan(ReplanRequest(problem, record(first, sha256=""), budget=Budget(workers=1)))
    assert [left.session for left in again.outcome.timetable.unplaced] == ["a"]
