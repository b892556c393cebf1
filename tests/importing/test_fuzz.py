"""Broken files of every kind: refused in words, never with a traceback, never half read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import SchedulerError
from scheduler.importing.busy_calendars import read_busy
from scheduler.importing.placed_table import placed_rows
from scheduler.importing.programmes import read_json, read_xml
from scheduler.importing.registration_rows import read_registrations
from scheduler.importing.session_list import Imported, read, sessions_of
from scheduler.render.formats import ExportRequest, export
from tests.render.annexes import PRINTED, meeting, record

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:1\r
DTSTART;TZID=Europe/Zurich:20250106T090000\r
DTEND;TZID=Europe/Zurich:20250106T093000\r
RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260227T080000Z\r
EXDATE;TZID=Europe/Zurich:20250225T090000\r
END:VEVENT\r
END:VCALENDAR\r
"""
TABLE = b"id,minutes,chairs,features,tbc\na,90,ada;bo,booths=2,yes\nb,60,,,\n"
PEOPLE = b"Name,Country,Gender,WGTU\nX,France,f,yes\nY,Kenya,m,no\n"


def spreadsheet() -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((["id", "minutes"], ["a", 90], ["b", 60])):
            sheet.write_row(row, 0, cells)
    return data.getvalue()


def damaged(data: bytes, cuts: list[tuple[float, bytes]]) -> bytes:
    """The bytes with some of them replaced, at shares of the length."""
    for share, more in cuts:
        at = int(share * len(data))
        data = data[:at] + more + data[at + len(more) :]
    return data


CUTS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), max_size=4
)
ODD = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(
            [b";", b",", b"\n", b'"', b":", b"=", b"0", b"99999999999", b"Z", b"<", b"-"]
        ),
    ),
    max_size=4,
)


def read_sessions(path: Path) -> Imported:
    return sessions_of(path, read(path))


FILES: dict[str, tuple[bytes, Callable[[Path], Any]]] = {
    "s.csv": (TABLE, read_sessions),
    "s.xlsx": (spreadsheet(), read_sessions),
    "programme.csv": (
        export("csv", meeting(), record(*PRINTED), ExportRequest()),
        lambda path: placed_rows(read(path)) or read_sessions(path),
    ),
    "people.csv": (PEOPLE, lambda path: read_registrations(path, meeting())),
    "busy.ics": (CALENDAR, lambda path: read_busy(path, meeting())),
    "schedule.xml": (export("xml", meeting(), record(*PRINTED), ExportRequest()), read_xml),
    "schedule.json": (
        export("json", meeting(), record(*PRINTED), ExportRequest(profile="voc")),
        read_json,
    ),
}


@pytest.mark.parametrize("name", FILES)
@given(cuts=st.one_of(CUTS, ODD))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_read_or_refused(
    name: str, cuts: list[tuple[float, bytes]], tmp_path: Path
) -> None:
    whole, read = FILES[name]
    path = tmp_path / name
    path.write_bytes(damaged(whole, cuts))
    refused = str(path)
    try:
        read(path)
    except SchedulerError as error:
        refused = str(error)
    assert refused.startswith(str(path))
    assert "an unknown reason" not in refused


@pytest.mark.parametrize("name", FILES)
def test_the_whole_file_is_read(name: str, tmp_path: Path) -> None:
    whole, read = FILES[name]
    (tmp_path / name).write_bytes(whole)
    assert read(tmp_path / name) is not None


@pytest.mark.parametrize("name", FILES)
def test_a_folder_or_nothing_is_refused(name: str, tmp_path: Path) -> None:
    _, read = FILES[name]
    (tmp_path / name).mkdir()
    with pytest.raises(SchedulerError):
        read(tmp_path / name)
    with pytest.raises(SchedulerError):
        read(tmp_path / "missing" / name)
