"""What a timetable file claims is judged: what is false is named, and nothing is demanded."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting, Situation
from scheduler.timetable import Change, Charge, Record, Tier, Warning_
from tests.conftest import At, Stand, Tiny

DRAWN = {"rule": "prefer", "of": ["wg1"], "rooms": ["B"], "weight": 3}
Claims = Callable[..., list[str]]


@pytest.fixture
def claims(tiny: Tiny, at: At) -> Claims:
    """The false claims of a file of two sittings at a cost of 3, with changes; as sentences."""

    def judge(problem: Problem | None = None, **fields: Any) -> list[str]:
        problem = problem or tiny(rules=[DRAWN])
        sittings = (at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50"))
        record = Record.model_validate(
            {
                "meeting": "m",
                "scenario_sha256": "",
                "timezone": "Europe/Zurich",
                "sittings": sittings,
                **fields,
            }
        )
        return [f"{c.claim}: {c.message}" for c in verifier.false_claims(problem, record)]

    return judge


def tiers(*costs: tuple[str, int, int]) -> tuple[Tier, ...]:
    return tuple(Tier(name=name, cost=cost, bound=bound) for name, cost, bound in costs)


CHARGE = Charge(rule="prefer", tier="preferences", sessions=("wg1",), amount=3, message="as it is")
WHOLE: dict[str, Any] = {
    "status": "optimal",
    "tiers": tiers(("unplaced", 0, 0), ("preferences", 3, 3)),
    "charges": (CHARGE,),
}


def test_nothing_is_demanded_that_is_not_claimed(claims: Claims) -> None:
    assert claims() == []
    assert claims(charges=(), waived=(), warnings=()) == []
    assert claims(**WHOLE) == []


@pytest.mark.parametrize(
    ("fields", "false"),
    [
        (
            {"timezone": "Asia/Tokyo"},
            "timezone: The file says that its time zone is Asia/Tokyo; it is Europe/Zurich.",
        ),
        ({"meeting": "n"}, "meeting: The file says that it is of meeting n; the scenario is of m."),
        (
            {"tiers": tiers(("unplaced", 0, 0), ("preferences", 2, 2))},
            "tiers: The file says that tier preferences costs 2; it costs 3.",
        ),
        (
            {"tiers": tiers(("unplaced", 0, 0), ("preferences", 3, 4))},
            "tiers: The file says that tier preferences costs at least 4; the cost that it gives",
        ),
        (
            {"tiers": tiers(("unplaced", 0, -7), ("preferences", 3, 3))},
            "status: The file says that it is optimal; tier unplaced costs 0, and at least -7 is",
        ),
        (
            {"tiers": tiers(("unplaced", 0, 0))},
            "tiers: The file has no tier preferences; there is one.",
        ),
        (
            {"tiers": (*WHOLE["tiers"], *tiers(("preferences", 3, 3)))},
            "tiers: The file has tier preferences 2 times; each tier is there once.",
        ),
        (
            {"tiers": WHOLE["tiers"][::-1]},
            "tiers: The file has the tiers in another order; they are unplaced, then preferences.",
        ),
        (
            {"tiers": (*WHOLE["tiers"], *tiers(("comfort", 0, 0)))},
            "tiers: The file has a tier comfort; the tiers are unplaced, preferences.",
        ),
        ({"tiers": ()}, "status: The file says that it is optimal; it has no tiers that show it."),
        (
            {"charges": ()},
            "charges: The file lists no charge of rule prefer (3 in tier preferences, wg1); there",
        ),
        (
            {"charges": (CHARGE, CHARGE)},
            "charges: The file lists 2 charges of rule prefer (3 in tier preferences, wg1); there",
        ),
        (
            {"waived": ("room_clash: both. Waived: agreed",)},
            "waived: The file lists 1 waived breach of rule room_clash (agreed); there is none.",
        ),
        (
            {"warnings": (Warning_(code="W110", message="prefer: elsewhere"),)},
            "warnings: The file lists 1 warning of rule prefer; there is none.",
        ),
    ],
)
def test_a_false_claim_is_named(claims: Claims, fields: dict[str, Any], false: str) -> None:
    (found,) = claims(**(WHOLE | fields))
    assert found.startswith(false)


def test_what_a_waiver_amounts_to_is_listed(tiny: Tiny, claims: Claims) -> None:
    problem = tiny(rules=[DRAWN | {"level": "hard", "waive": "no other room"}])
    costs = tiers(("unplaced", 0, 0), ("preferences", 0, 0))
    line = "prefer: it should sit elsewhere. Waived: no other room"
    assert claims(problem, tiers=costs, waived=(line,)) == []
    assert claims(problem, tiers=costs, waived=()) == [
        "waived: The file lists no waived breach of rule prefer (no other room); there is 1."
    ]


def test_what_is_warned_of_is_listed(tiny: Tiny, claims: Claims) -> None:
    problem = tiny(rules=[DRAWN | {"level": "warn"}])
    whole = {
        "tiers": tiers(("unplaced", 0, 0), ("preferences", 0, 0), ("warnings", 3, 3)),
        "charges": (CHARGE.model_copy(update={"tier": "warnings"}),),
    }
    warning = Warning_(code="W110", message="prefer: it should sit elsewhere.")
    other = Warning_(code="W101", message="a chair is not confirmed")
    assert claims(problem, **whole, warnings=(other, warning)) == []
    assert claims(problem, **whole, warnings=(other,)) == [
        "warnings: The file lists no warning of rule prefer; there is 1."
    ]


@pytest.fixture
def standing(tiny: Tiny, at: At, stand: Stand, claims: Claims) -> Claims:
    """The false claims about where the meeting stood at 10:00."""

    def judge(
        facts: tuple[str, ...] = (), record: dict[str, Any] | None = None, **said: Any
    ) -> Any:
        published = (at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50"))
        minutes = {"wg1": 25, "wg2": 20} | said.pop("minutes", {})
        base = {"published": published, "minutes": minutes}
        situation = stand(said.pop("now", "10:00"), **(base | said))
        problem = tiny().model_copy(update={"situation": situation})
        fields = {"situation": situation, "revision": 1, "facts": facts} | (record or {})
        return claims(problem, **fields)

    return judge


def moment(clock: str) -> datetime:
    return datetime.fromisoformat(f"2030-03-04T{clock}+01:00")


@pytest.mark.parametrize(
    ("said", "fact", "false"),
    [
        (
            {"cancelled": ["wg1"]},
            "cancelled wg1",
            "situation.cancelled: The file says that wg1 is cancelled; no fact says so.",
        ),
        (
            {"starts": {"wg1": moment("10:07")}},
            "late wg1 7m",
            "situation.starts: The file says that wg1 starts late, Mon 2030-03-04 10:07; no fact",
        ),
        (
            {"settled": ["wg2"]},
            "overrun wg2 5m",
            "situation.settled: The file says that a fact settles how long wg2 lasts; no fact says",
        ),
        (
            {"minutes": {"wg2": 40}},
            "overrun wg2 20m",
            "situation.minutes: The file says that wg2 lasts 40 minutes; it was published with 20,",
        ),
        (
            {"overtime": {"2030-03-04/morning": 30}},
            None,
            "situation.overtime: The file says that 30 minutes of overtime are agreed for",
        ),
    ],
)
def test_what_the_situation_says_has_a_fact_behind_it(
    standing: Claims, said: dict[str, Any], fact: str | None, false: str
) -> None:
    (found,) = standing(**said)
    assert found.startswith(false)
    (found,) = standing(("overrun other 20m",), **said)
    assert found.startswith(false)
    if fact is not None:
        assert standing((fact,), **said) == []


def test_what_was_published_or_held_needs_no_fact(standing: Claims, at: At) -> None:
    late = at("wg1", "A", "10:07", "10:32")
    published = (late, at("wg2", "A", "10:40", "11:10"))
    assert standing(starts={"wg1": late.start}, published=published, minutes={"wg2": 30}) == []
    assert standing(published=published, overtime={"2030-03-04/morning": 10}) == []
    held = (at("wg1", "A", "09:00", "09:40"),)
    assert standing(history=held, minutes={"wg1": 40}) == []


def test_what_has_begun_lies_before_now(standing: Claims, at: At) -> None:
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    assert standing(now="10:25", history=(wg1,)) == []
    assert standing(now="10:24", history=(wg1,)) == [
        "situation.history: The file says that wg1 is over at Mon 2030-03-04 10:24; "
        "it ends Mon 2030-03-04 10:25."
    ]
    assert standing(now="10:26", history=(wg1,), running=(wg2,)) == [
        "situation.running: The file says that wg2 is running at Mon 2030-03-04 10:26; "
        "it starts Mon 2030-03-04 10:30."
    ]


def test_a_replan_is_no_first_issue(standing: Claims) -> None:
    assert standing(record={"revision": 0}) == [
        "revision: The file says that it is the first issue (revision 0); it was replanned."
    ]


def test_the_sequence_is_the_published_one(
    tiny: Tiny, at: At, stand: Stand, claims: Claims
) -> None:
    published = (at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50"))
    for sequence, false in ((("wg1", "wg2"), 0), (("wg2", "wg1"), 1)):
        situation = stand("10:00", published=published, minutes={}, sequence=sequence)
        problem = tiny(rolling=[{"room": "A", "order": ["wg1", "wg2"]}])
        problem = problem.model_copy(update={"situation": situation})
        assert len(claims(problem, situation=situation, revision=1)) == false


def shifted(sitting: Sitting, minutes: int) -> Sitting:
    by = timedelta(minutes=minutes)
    return sitting.model_copy(update={"start": sitting.start + by, "end": sitting.end + by})


@pytest.fixture
def changed(tiny: Tiny, at: At, stand: Stand, claims: Claims) -> Claims:
    """The false claims of a file in which wg2 was published ten minutes earlier."""

    def judge(*changes: Change) -> list[str]:
        wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
        published = (wg1, shifted(wg2, -10))
        minutes = {"wg1": 25, "wg2": 20}
        situation: Situation = stand("09:00", published=published, minutes=minutes)
        problem = tiny().model_copy(update={"situation": situation})
        return claims(problem, situation=situation, revision=1, changes=changes)

    return judge


def test_the_changes_are_those_that_there_are(changed: Claims, at: At) -> None:
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    moved = Change(session="wg2", kind="moved", before=(shifted(wg2, -10),), after=(wg2,))
    assert changed() == [], "no change is claimed"
    assert changed(moved) == []
    for update, false in (
        ({"kind": "room"}, "changes: The file says that wg2 has another room; its 'before' and"),
        (
            {"after": (shifted(wg2, 10),)},
            "changes: The file says that wg2 has changed to Mon 2030-03-04 10:40-11:00 in A; "
            "its sittings are Mon 2030-03-04 10:30-10:50 in A.",
        ),
        (
            {"before": (wg2,)},
            "changes: The file says that wg2 has moved; its 'before' and 'after' do not",
        ),
    ):
        assert changed(moved.model_copy(update=update))[0].startswith(false)
    other = Change(session="wg1", kind="moved", before=(wg1,), after=(wg1,))
    assert changed(other) == [
        "changes: The file says that wg1 has moved; its 'before' and 'after' do not show that.",
        "changes: The file does not say that wg2 has moved; against what was published, "
        "that is so.",
    ]


def test_what_was_held_of_a_session_that_is_cancelled_is_no_change(
    tiny: Tiny, at: At, stand: Stand, claims: Claims
) -> None:
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    situation = stand(
        "10:55",
        published=(shifted(wg1, -10), wg2),
        history=(wg1, wg2),
        minutes={"wg1": 25},
        cancelled={"wg2"},
    )
    problem = tiny().model_copy(update={"situation": situation})
    moved = Change(session="wg1", kind="moved", before=(shifted(wg1, -10),), after=(wg1,))
    found = claims(problem, situation=situation, revision=1, changes=(moved,))
    assert [claim for claim in found if claim.startswith("changes")] == []


def test_changes_against_something_else_are_judged_by_what_was_published(
    tiny: Tiny, at: At, stand: Stand
) -> None:
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    # gone back to a revision in which wg2 began at 10:30; what is published has it at 10:50
    head = shifted(wg2, 20)
    situation = stand("09:00", published=(wg1, wg2), minutes={"wg1": 25, "wg2": 20})
    problem = tiny().model_copy(update={"situation": situation})
    change = Change(session="wg2", kind="moved", before=(head,), after=(wg2,))
    record = Record(
        meeting="m",
        scenario_sha256="",
        timezone="Europe/Zurich",
        sittings=(wg1, wg2),
        revision=2,
        situation=situation,
        changes=(change,),
    )
    assert verifier.false_claims(problem, record) == []
    published = record.timetable.model_copy(update={"sittings": (wg1, head)})
    assert verifier.false_claims(problem, record, published) == []
    other = record.timetable.model_copy(update={"sittings": (shifted(wg1, 20), head)})
    (found,) = verifier.false_claims(problem, record, other)
    assert found.message == (
        "The file does not say that wg1 has moved; against what was published, that is so."
    )


def test_one_part_in_another_room_is_a_change_of_room(tiny: Tiny, at: At, stand: Stand) -> None:
    wg1 = (
        at("wg1", "A", "10:00", "11:00", parts=2),
        at("wg1", "A", "14:00", "14:20", part=2, parts=2),
    )
    wg2 = at("wg2", "A", "10:30", "10:50", day="2030-03-05")
    situation = stand("09:00", published=(*wg1, wg2), minutes={"wg1": 80, "wg2": 20})
    sessions = [{"id": "wg1", "minutes": 80, "split": {}}, {"id": "wg2", "minutes": 20}]
    problem = tiny(sessions=sessions).model_copy(update={"situation": situation})
    later = shifted(wg2, -10)
    moved = Change(session="wg2", kind="moved", before=(wg2,), after=(later,))
    record = Record(
        meeting="m",
        scenario_sha256="",
        timezone="Europe/Zurich",
        sittings=(wg1[0], wg1[1].model_copy(update={"room": "B"}), later),
        revision=1,
        situation=situation,
        changes=(moved,),
    )
    messages = [found.message for found in verifier.false_claims(problem, record)]
    assert messages == [
        "The file does not say that wg1 has another room; against what was published, that is so."
    ]


@pytest.mark.parametrize(("presides", "false"), [("bo", 0), ("ada", 1)])
def test_it_is_a_change_if_a_deputy_presides_and_none_if_the_holder_is_named(
    tiny: Tiny, at: At, stand: Stand, presides: str, false: int
) -> None:
    """Nor is it one that a session is gone which is cancelled."""
    people = [{"id": "ada", "deputies": [{"id": "bo"}]}, {"id": "bo"}]
    sessions = [{"id": "wg1", "minutes": 25, "chairs": ["ada"]}, {"id": "wg2", "minutes": 20}]
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    situation = stand("09:00", published=(wg1, wg2), minutes={"wg1": 25}, cancelled={"wg2"})
    problem = tiny(people=people, sessions=sessions).model_copy(update={"situation": situation})
    now = wg1.model_copy(update={"chairs": (presides,)})
    record = Record(
        meeting="m",
        scenario_sha256="",
        timezone="Europe/Zurich",
        sittings=(now,),
        revision=1,
        situation=situation,
        changes=(Change(session="wg1", kind="chairs", before=(wg1,), after=(now,)),),
    )
    claims = [found.claim for found in verifier.false_claims(problem, record)]
    assert claims.count("changes") == false
