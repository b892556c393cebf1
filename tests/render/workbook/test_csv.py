"""The CSV of a timetable, read back with the standard reader."""

import csv
from io import StringIO
from typing import Any

import pytest

from scheduler.render.formats import export
from scheduler.render.workbook.sittings_csv import CALCULATES, COLUMNS, guarded
from tests.render.annexes import PRINTED, meeting, record, titled


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_is_a_sitting() -> None:
    made = record(*PRINTED)
    rows = read(export("csv", meeting(), made))
    assert tuple(rows[0]) == COLUMNS
    told = [(r["session"], int(r["part"]), r["room"], f"{r['day']} {r['start']}") for r in rows]
    assert told == [(s.session, s.part, s.room, f"{s.start:%Y-%m-%d %H:%M}") for s in made.sittings]
    assert [int(r["minutes"]) for r in rows] == [180, 180, 180, 180, 90, 90, 180, 180, 180]


def test_what_has_no_place_is_there_with_its_reason() -> None:
    made = record(*PRINTED[:-2], unplaced=[{"session": "wgtr", "reason": "no room"}])
    last = read(export("csv", meeting(), made))[-1]
    assert (last["session"], last["unplaced"], last["day"]) == ("wgtr", "no room", "")


@pytest.mark.parametrize("sign", [*CALCULATES, "'"])
def test_nothing_calculates(sign: str) -> None:
    title = f"{sign}cmd|' /C calc'!A0"
    assert guarded(title) == f"'{title}"
    for row in read(export("csv", titled(title), record(*PRINTED))):
        assert not any(cell.startswith(CALCULATES) for cell in row.values())


def test_equal_records_give_equal_bytes() -> None:
    made: Any = record(*PRINTED)
    shuffled = made.model_copy(update={"sittings": made.sittings[::-1]})
    assert export("csv", meeting(), made) == export("csv", meeting(), shuffled)
