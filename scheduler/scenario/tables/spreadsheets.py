"""
One sheet of a spreadsheet, as rows.

Its size is judged before anything of it is parsed: a file of 100 kB can hold a million cells, or
names, or styles, and each of them costs.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

from scheduler.errors import did_you_mean
from scheduler.scenario.diagnostics import RefusedError
from scheduler.scenario.tables.raw_rows import Formula, RawRow, Text, most_cells, refusal

UNPACKED_CAP, BYTES_A_ROW = 40_000_000, 500
"""Bytes of a spreadsheet when unzipped, at least; 20,000 rows of 30 columns take 33 million."""
TAGS_A_ROW = 100
"""Tags of one part of the file for each row that is read: 10 cells have 40, as many texts too, and
a cell that is only formatted has one."""
FEW = {"xl/workbook.xml": 10_000, "xl/styles.xml": 100_000}
"""Tags of what is read slowly: the names of sheets and ranges, the formats."""
PARTS_CAP = 5_000
"""Files in a spreadsheet; a sheet has some five."""
PARSED = (".xml", ".rels")
CHUNK = 1 << 20
SHEETS_TOLD = 20
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(
    data: bytes, name: str, sheet: str | None, prefer: str | None, most: int
) -> Iterator[RawRow]:
    """
    The rows of the sheet that is named, else of ``prefer``, else of the first that is visible.

    ``most``: of its rows are read. RefusedError if it is broken, or larger than that.
    """
    _judge(data, name, most)
    try:
        yield from _rows(data, name, sheet, prefer)
    except RefusedError:
        raise
    except Exception:  # openpyxl lets anything out on a broken file, with pieces of it
        raise refusal(name, "a spreadsheet that cannot be read: broken, or not .xlsx") from None


def _rows(data: bytes, name: str, sheet: str | None, prefer: str | None) -> Iterator[RawRow]:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and lists that nobody here reads
        book = load_workbook(BytesIO(data), read_only=True, data_only=False)
        shown = [s for s in book.worksheets if s.sheet_state == "visible"]
        usual = next((s for s in shown if sheet is None and s.title == prefer), None)
        wanted = usual or next((s for s in shown if sheet is None or s.title == sheet), None)
        if wanted is None:
            raise refusal(name, _no_sheet(sheet, [s.title for s in shown]))
        before = 0
        for number, cells in _filled_cells(book, wanted):
            if number > before:  # a number that stands there twice is of the first
                yield number, cells
                before = number


def _filled_cells(book: Any, sheet: Any) -> Iterator[RawRow]:
    """
    The rows that the file has, each with the cells that it has.

    The iterator of openpyxl puts an empty cell for each that is missing: 16,384 in a row of which
    only the last one has a colour, and goes on to what stands behind the cells.
    """
    from xml.etree.ElementTree import iterparse

    from openpyxl.worksheet._reader import WorkSheetParser

    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=False,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, element in iterparse(source):
            if element.tag == f"{MAIN}row":
                number, cells = parser.parse_row(element)
                element.clear()
                yield number, [(c["column"], _cell(c)) for c in cells if c["value"] is not None]
            elif element.tag == f"{MAIN}sheetData":
                return


def _cell(cell: dict[str, Any]) -> Text:
    return Formula() if cell["data_type"] == "f" else _text(cell["value"])


def _judge(data: bytes, name: str, most: int) -> None:
    """RefusedError if there is more in it than could be meant."""
    cap = max(UNPACKED_CAP, most * BYTES_A_ROW)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > cap:
                raise refusal(name, f"more than {cap:,} bytes when unpacked")
            if len(parts) > PARTS_CAP:
                raise refusal(name, f"more than {PARTS_CAP:,} files in it")
            for part in parts:
                if part.filename.endswith(PARSED):
                    _judge_part(archive, part, name, most)
    except RefusedError:
        raise
    except Exception:  # zipfile lets out what its decompressors do
        raise refusal(name, "no spreadsheet: broken, or not .xlsx") from None


def _judge_part(archive: ZipFile, part: ZipInfo, name: str, most: int) -> None:
    cells = tags = 0
    tags_cap = min(most * TAGS_A_ROW, FEW.get(part.filename, most * TAGS_A_ROW))
    with archive.open(part) as file:
        for chunk in _chunks(file):
            cells += chunk.count(b"</c>") + chunk.count(b":c>")
            tags += chunk.count(b"<")
            if b"<!DOCTYPE" in chunk:  # entities are declared in one
                raise refusal(name, "a DOCTYPE, which no spreadsheet needs")
            if cells > most_cells(most):
                raise refusal(name, f"more than {most_cells(most):,} cells")
            if tags > tags_cap:
                reason = f"more than {tags_cap:,} tags in its {part.filename.rpartition('/')[2]}"
                raise refusal(name, reason)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a file, nothing that is looked for cut in two."""
    rest = b""
    while chunk := file.read(CHUNK):
        whole, mark, rest_of = (rest + chunk).rpartition(b"<")
        yield whole
        rest = mark + rest_of
    yield rest


def _no_sheet(wanted: str | None, there: Sequence[str]) -> str:
    """The sheets are named only to who named one: of registrations nobody does."""
    if wanted is None or not there:
        return "no visible sheet"
    more = f", and {len(there) - SHEETS_TOLD} more" if len(there) > SHEETS_TOLD else ""
    listed = ", ".join(map(repr, there[:SHEETS_TOLD]))
    return f"no sheet is called {wanted!r}{did_you_mean(wanted, there)} (sheets: {listed}{more})"


def _text(value: object) -> str:
    """A value as a planner would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case timedelta():  # a clock time of 24:00 and more, or minutes
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02d}"
    return re.sub(r"\s*[\r\n]+\s*", " ", str(value))
