"""Drafts, publications and the chain they make."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler import store as stores
from scheduler.errors import StaleBase, StoreError
from scheduler.store import Store
from scheduler.store.chain import INSTANT
from scheduler.timetable import Run, Tier, files
from tests.store.conftest import NOON, ticking
from tests.store.saying import CHAIR, SCENARIO, faults, issued, kept, letters, record

RUN = Run(rollgrid="0.1.0", ortools="9.15", seed=7, workers=1, seconds=0.3, strategy="exact")
TIERS = (Tier(name="unplaced", cost=0, bound=0), Tier(name="preferences", cost=12, bound=9))


def test_a_draft_keeps_the_timetable_byte_for_byte_and_all_that_made_it(store: Store) -> None:
    made = record(run=RUN, tiers=TIERS)
    found = stores.draft(
        store,
        made,
        SCENARIO,
        stores.Origin(
            parent=None,
            author="planner",
            cause="first issue",
            command="rollgrid solve meeting.yaml",
        ),
    )
    assert found == stores.revision(store, 1)
    assert (found.draft, found.state, found.parent) == (1, "draft", None)
    assert found.meeting == made.meeting
    assert found.timetable == files.to_bytes(made)
    assert found.record == made
    assert stores.scenario_of(store, found.scenario) == SCENARIO
    assert (found.seed, found.versions) == (7, {"rollgrid": "0.1.0", "ortools": "9.15"})
    assert found.costs == {"unplaced": 0, "preferences": 12}
    assert found.bounds == {"unplaced": 0, "preferences": 9}
    assert (found.author, found.cause) == ("planner", "first issue")
    assert (found.command, found.remark) == ("rollgrid solve meeting.yaml", "")


def test_published_revisions_are_numbered_from_0_without_gaps_whatever_the_drafts(
    store: Store,
) -> None:
    assert stores.head(store) is None
    first, second, third = kept(store), kept(store), kept(store)
    assert stores.publish(store, second.draft, None, author="bureau").record.revision == 0
    fourth = kept(store, 0)
    issue = stores.publish(store, fourth.draft, 0, author="bureau")
    assert issue.published is not None
    assert (issue.draft, issue.published.number, issue.record.revision) == (4, 1, 1)
    assert (issue.author, issue.published.author) == ("planner", "bureau")
    assert stores.head(store) == issue == stores.published(store, 1)
    states = [(r.draft, r.state) for r in stores.revisions(store)]
    assert states == [(1, "draft"), (2, "published"), (3, "draft"), (4, "published")]
    assert first.sha256 != third.sha256


def test_who_publishes_second_is_told_what_is_published_and_keeps_the_draft(store: Store) -> None:
    mine, theirs = kept(store), kept(store)
    stores.publish(store, theirs.draft, None, author="bureau")
    with pytest.raises(StaleBase) as told:
        stores.publish(store, mine.draft, None, author="planner", notices=letters(CHAIR))
    assert str(told.value) == (
        f"{store.name}: Rev.0 is published (by bureau, 2025-02-25 13:00), not nothing as you "
        "expected; draft r1 is kept. To return to its timetable as far as the facts since allow: "
        "rollgrid revert r1 --reason WHY, then rollgrid publish. For a new one: rollgrid replan"
    )
    assert stores.revision(store, mine.draft) == mine
    assert stores.notices(store) == ()


def test_a_draft_made_from_an_older_revision_is_stale_whatever_the_planner_expects(
    store: Store,
) -> None:
    issued(store)
    old = kept(store, 0)
    issued(store, 0)
    with pytest.raises(StaleBase, match=r"Rev\.1 is published .* draft r2 was made from Rev\.0"):
        stores.publish(store, old.draft, 1, author="planner")
    with pytest.raises(StaleBase, match=r"not Rev\.0 as you expected; draft r2 is kept"):
        stores.publish(store, old.draft, 0, author="planner")


def test_a_revision_is_published_once(store: Store) -> None:
    draft = issued(store).draft
    with pytest.raises(StoreError, match=r"draft r1 was published before, as Rev\.0"):
        stores.publish(store, draft, 0, author="planner")


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda store: stores.publish(store, 7, None, author="p"), "there is no draft r7"),
        (lambda store: stores.revision(store, 7), "there is no draft r7"),
        (lambda store: stores.published(store, 7), r"there is no Rev\.7"),
        (lambda store: kept(store, 3), r"Rev\.3 was never published"),
        (lambda store: kept(store, scenario_sha256="0" * 64), "the scenario was edited"),
        (lambda store: stores.scenario_of(store, "0" * 64), "holds no scenario 000000000000"),
    ],
)
def test_what_is_not_there_is_said(store: Store, ask: Callable[[Store], object], told: str) -> None:
    with pytest.raises(StoreError, match=told):
        ask(store)
    assert stores.revisions(store) == ()


def test_a_store_holds_one_meeting(store: Store) -> None:
    kept(store)
    with pytest.raises(StoreError, match="holds the meeting att-csp11-wg; other needs a store"):
        kept(store, meeting="other")
    assert len(stores.revisions(store)) == 1


@pytest.mark.parametrize("text", ["half \ud800", "zero \x00"])
def test_text_that_no_database_keeps_is_refused_before_anything_is_written(
    store: Store, text: str
) -> None:
    with pytest.raises(StoreError, match=r"cause: .*nothing was written"):
        stores.draft(
            store, record(), SCENARIO, stores.Origin(parent=None, author="planner", cause=text)
        )
    assert stores.revisions(store) == ()


def test_notices_are_kept_with_the_publication_that_they_are_about(store: Store) -> None:
    issued(store, None, "b", "a")
    issued(store, 0, "a")
    found = stores.notices(store)
    assert [(posted.publication, posted.notice.recipient) for posted in found] == [
        *((0, "a"), (0, "b"), (1, "a"))
    ]
    assert found[2].notice == stores.Notice(
        "a", "Rev.1 at 12:00:04 for a, after Rev.0", b"mail\x00\xff", b"BEGIN:VCALENDAR"
    )
    issue = stores.published(store, 1).published
    assert issue is not None
    assert f"{issue.at:%H:%M:%S}" == "12:00:04"


def test_nothing_is_published_if_its_notices_cannot_be_written(store: Store) -> None:
    draft = kept(store).draft

    def fail(*_: object) -> Iterator[stores.Notice]:
        yield stores.Notice("a", "text")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stores.publish(store, draft, None, author="planner", notices=fail)
    with pytest.raises(StoreError, match=r"a has two notices of Rev\.0"):
        stores.publish(store, draft, None, author="planner", notices=letters("a", "a"))
    assert stores.head(store) is None
    assert stores.notices(store) == ()
    assert stores.revision(store, draft).state == "draft"


def test_a_notice_is_due_then_written_then_sent_each_once(store: Store) -> None:
    issued(store, None, "a", "b")
    assert [posted.state for posted in stores.notices(store)] == ["due", "due"]
    assert stores.mark(store, 0, "a", "written", author="planner")
    assert stores.mark(store, 0, "a", "sent", author="planner")
    assert not stores.mark(store, 0, "a", "sent", author="planner")
    found = stores.notices(store)[0]
    assert (found.written, found.sent) == (NOON + timedelta(seconds=3), NOON + timedelta(seconds=4))
    assert [p.notice.recipient for p in stores.notices(store, state="due")] == ["b"]
    assert [p.notice.recipient for p in stores.notices(store, 0, "sent")] == ["a"]
    assert stores.notices(store, 1) == ()


def test_only_a_notice_that_is_there_is_marked(store: Store) -> None:
    issued(store, None, "a")
    with pytest.raises(StoreError, match=r"Rev\.0 has no notice to c"):
        stores.mark(store, 0, "c", "sent", author="planner")
    with pytest.raises(
        StoreError, match="'lost' is not a mark of a notice: expected written or sent"
    ):
        stores.mark(store, 0, "a", "lost", author="planner")  # type: ignore[arg-type]  # what is tested


def test_a_clock_that_jumps_back_loses_nothing_and_is_remarked_on(where: Path | str) -> None:
    with stores.opened(where, clock=ticking()) as store:
        issued(store)
    with stores.opened(where, clock=ticking(NOON - timedelta(hours=1))) as store:
        later = issued(store, 0)
    assert later.published is not None
    assert later.at == NOON + timedelta(seconds=2) + INSTANT
    assert later.published.at == later.at + INSTANT
    assert later.remark == (
        "the clock said 2025-02-25 11:00:00 UTC, which is before the last entry; the time "
        "of that entry, 2025-02-25 12:00:02 UTC, was used"
    )
    assert later.published.remark.startswith("the clock said 2025-02-25 11:00:01 UTC, which")
    assert faults(where) == []


def test_what_is_published_was_not_published_before_it_was_made(where: Path | str) -> None:
    with stores.opened(where, clock=ticking()) as store:
        draft = kept(store)
    with stores.opened(where, clock=ticking(NOON - timedelta(days=1))) as store:
        issue = stores.publish(store, draft.draft, None, author="planner").published
    assert issue is not None
    assert issue.at == draft.at + INSTANT
    assert issue.remark != ""
