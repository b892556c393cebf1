"""Facts, pins and waivers: said, taken back, never struck out."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scheduler import store as stores
from scheduler.errors import StoreError
from scheduler.store import Store
from scheduler.store.chain import INSTANT
from tests.store.conftest import NOON, ticking
from tests.store.saying import faults


def test_a_fact_is_kept_as_the_planner_said_it(store: Store) -> None:
    said = "overrun enip 30m at 2025-02-25 17:55 – “délégués attendent”"
    fact = stores.add_fact(store, "overrun", said, author="planner")
    assert stores.facts(store) == (fact,)
    assert (fact.number, fact.kind, fact.text, fact.author) == (1, "overrun", said, "planner")
    assert (fact.at, fact.remark) == (NOON + timedelta(seconds=1), "")
    assert (fact.undoes, fact.undone_by) == (None, None)


def test_a_fact_is_undone_by_another_and_both_stay(store: Store) -> None:
    for text in ("overrun enip 30m", "absent wgtu-chair"):
        stores.add_fact(store, text.partition(" ")[0], text, author="planner")
    undo = stores.undo_fact(store, 1, author="bureau", reason="misheard")
    assert (undo.number, undo.kind, undo.text, undo.undoes) == (3, "undo", "misheard", 1)
    assert [fact.text for fact in stores.facts(store)] == ["absent wgtu-chair"]
    told = [(f.number, f.undoes, f.undone_by) for f in stores.facts(store, undone=True)]
    assert told == [(1, None, 3), (2, None, None), (3, 1, None)]


def test_only_what_stands_is_undone(store: Store) -> None:
    stores.add_fact(store, "overrun", "overrun enip 30m", author="planner")
    stores.undo_fact(store, 1, author="planner", reason="misheard")
    with pytest.raises(StoreError, match="fact 1 is undone already, by fact 2"):
        stores.undo_fact(store, 1, author="planner", reason="again")
    with pytest.raises(StoreError, match="fact 2 undoes fact 1; say that one again"):
        stores.undo_fact(store, 2, author="planner", reason="after all")
    with pytest.raises(StoreError, match="there is no fact 9"):
        stores.undo_fact(store, 9, author="planner", reason="what?")
    assert len(stores.facts(store, undone=True)) == 2


def test_a_fact_told_earlier_than_the_last_is_kept_with_its_time_and_a_remark(
    store: Store,
) -> None:
    stores.add_fact(store, "late", "late cei 10m", author="planner", at=NOON)
    earlier = NOON - timedelta(hours=2)
    fact = stores.add_fact(store, "late", "late cei 20m", author="planner", at=earlier)
    assert fact.at == NOON + INSTANT
    assert fact.remark == (
        "the clock said 2025-02-25 10:00:00 UTC, which is before the last entry; the time "
        "of that entry, 2025-02-25 12:00:00 UTC, was used"
    )
    assert [f.text for f in stores.facts(store)] == ["late cei 10m", "late cei 20m"]


def test_a_time_without_a_zone_is_no_time(store: Store) -> None:
    wall = datetime(2025, 2, 25, 12)
    with pytest.raises(StoreError, match="2025-02-25 12:00:00 has no time zone"):
        stores.add_fact(store, "late", "late cei 10m", author="planner", at=wall)


def test_a_pin_stands_until_it_is_lifted(store: Store) -> None:
    pin = stores.pin(store, "cei", "2025-02-26 10:00 plenary", author="planner", reason="Minister")
    assert stores.pins(store) == (pin,)
    lifted = stores.unpin(store, pin.number, author="planner", reason="comes on Thursday")
    assert (lifted.session, lifted.place, lifted.undoes) == ("cei", pin.place, 1)
    assert stores.pins(store) == ()
    assert [p.undone_by for p in stores.pins(store, undone=True)] == [2, None]
    with pytest.raises(StoreError, match="pin 1 is undone already"):
        stores.unpin(store, 1, author="planner")


def test_a_waiver_keeps_its_reason_and_ends_when_it_said(store: Store) -> None:
    noon_tomorrow = NOON + timedelta(days=1)
    always = stores.waive(store, "room_fit", "wgtu in annex", author="bureau", reason="agreed")
    passing = stores.waive(
        store, "documents", "cei", author="bureau", reason="in session", until=noon_tomorrow
    )
    assert stores.waivers(store) == (always, passing)
    assert passing.until == noon_tomorrow
    just_before = noon_tomorrow - timedelta(microseconds=1)
    assert stores.waivers(store, at=just_before) == (always, passing)
    assert stores.waivers(store, at=noon_tomorrow) == (always,)
    assert stores.waivers(store, at=noon_tomorrow, undone=True) == (always, passing)
    stores.withdraw(store, always.number, author="bureau", reason="objection")
    assert stores.waivers(store) == (passing,)


def test_a_waiver_needs_a_reason_and_a_future(store: Store) -> None:
    with pytest.raises(StoreError, match="to waive room_fit for wgtu needs a reason"):
        stores.waive(store, "room_fit", "wgtu", author="bureau", reason=" ")
    with pytest.raises(StoreError, match=r"until 2025-02-25 12:00 UTC ends before it begins"):
        stores.waive(store, "room_fit", "wgtu", author="bureau", reason="yes", until=NOON)
    assert stores.waivers(store, undone=True) == ()


def test_all_that_was_said_is_there_when_the_store_is_opened_again(where: Path | str) -> None:
    with stores.opened(where, clock=ticking()) as store:
        fact = stores.add_fact(store, "cancelled", "cancelled wgtr", author="planner")
        pin = stores.pin(store, "cei", "plenary", author="planner")
        waiver = stores.waive(store, "room_fit", "cei", author="planner", reason="agreed")
    with stores.opened(where, create=False) as store:
        assert stores.facts(store) == (fact,)
        assert stores.pins(store) == (pin,)
        assert stores.waivers(store) == (waiver,)
    assert faults(where) == []
