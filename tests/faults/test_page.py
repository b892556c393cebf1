"""The page of reliability is made of records: each kind of them has its table."""

from dataclasses import replace

from tests.draws import Round
from tests.faults.kept import Records, pack, read
from tests.faults.records import Line
from tests.faults.reliability_page import page
from tests.store.tallies import Tally

FAULT = Line("SQLite and files", "pin", "KILL", "rename 1", "before", -9, None, "", "", "d1")
TALLY = Tally("kills", "SQLite", 250, 0, "tests/store/test_store_killed.py", "", "")


def test_the_last_record_of_a_fault_counts_and_equal_disks_count_once() -> None:
    mended = [replace(FAULT, error="lost"), FAULT, replace(FAULT, kind="EIO")]
    said = page(mended, [], [])
    assert "2 runs at 1 points, 1 different disks." in said
    assert "| pin | 1 | 2 | 0 |" in said


def test_suites_of_a_kind_are_counted_together_with_what_they_lost() -> None:
    said = page([], [TALLY, replace(TALLY, lost=1)], [])
    assert "| kills | SQLite | 500 | 1 | `tests/store/test_store_killed.py` |" in said


def test_steps_that_disagreed_are_told() -> None:
    rounds = [Round("simulated team", seed, "", "") for seed in (1, 2, 2)]
    assert "500 steps" in page([], [], rounds)
    wrong = Round("simulated team", 2, "", "", "lists differ")
    assert "disagreed: 1." in page([], [], [*rounds, wrong])


def test_records_are_kept_as_they_are_and_later_ones_count() -> None:
    team, other = Round("simulated team", 1, "", ""), Round("explain", 1, "", "")
    first = Records.of([FAULT], [TALLY, TALLY], [team, other])
    assert read(pack(first)) == first == Records((FAULT,), (TALLY,), (team,))
    mended, lost = replace(FAULT, error="lost"), replace(TALLY, at="later")
    assert first.with_later(Records((mended,), (lost,), ())) == Records(
        (mended,), (TALLY, lost), (team,)
    )
