"""
Spreadsheets and CSV files as cells, each with its row and column, both from 1.

Complaints name row and column and never what stands there: the same reader reads the registrations
of people.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from scheduler.errors import did_you_mean
from scheduler.scenario.diagnostics import FaultsError, Located, RefusedError
from scheduler.scenario.yaml.parsing import CONTROL

ROW_CAP, COLUMN_CAP = 20_000, 200
UNPACKED_CAP, BYTES_A_ROW = 40_000_000, 500
"""Bytes of a spreadsheet when unzipped, at least; 20,000 rows of 30 columns take 33 million."""
CELLS_A_ROW = 10
"""So many cells are read for each row that is, on the average."""
CALCULATES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
"""What an apostrophe is put in front of when a CSV file is written."""
OLD = b"\xd0\xcf\x11\xe0"
"""How old .xls files begin, and new ones with a password."""
SHEETS_TOLD = 20
SPREADSHEETS = (".xlsx", ".xlsm")
DELIMITERS = ",;\t"
SEPARATOR = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)
"""The first line of some CSV files: it is for Excel, and no row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row and column, as text."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are not empty, the headings first; cells that are not empty, by column."""

    file: str
    rows: tuple[dict[int, Cell], ...]


def read_table(
    data: bytes,
    name: str,
    sheet: str | None = None,
    *,
    most: int = ROW_CAP,
    prefer: str | None = None,
) -> Table:
    """
    The cells of a CSV file or of one sheet of a spreadsheet (the first, unless named).

    ``prefer``: the sheet that is read if none is named and there is one that is called so.
    ``most``: so many rows are read, and more are refused. RefusedError with the first complaint, if
    nothing can be read at all; FaultsError with every cell that cannot be read.
    """
    spreadsheet = Path(name).suffix.lower() in SPREADSHEETS
    if data.startswith(OLD):
        reason = "an old .xls file, or one with a password: save it as .xlsx without a password"
        raise refusal(name, reason)
    rows = _of_csv(data, name)
    if spreadsheet:
        _measure(data, name, max(UNPACKED_CAP, most * BYTES_A_ROW))
        rows = _of_spreadsheet(data, name, sheet, prefer)
    filled, faults = _filled(rows, name, most)
    if faults:
        raise FaultsError(tuple(faults))
    if not filled:
        raise refusal(name, "no row has anything in it")
    return Table(name, tuple(filled))


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that calculates: what it shows is not in the file for certain."""


Text = str | Formula


def refusal(name: str, reason: str, row: int = 1, column: int = 1) -> RefusedError:
    return RefusedError(Located("S056", row, column, reason, name))


def _filled(
    rows: Iterator[tuple[int, Sequence[Text]]], name: str, most: int
) -> tuple[list[dict[int, Cell]], list[Located]]:
    """The cells of each row that has some, and every cell that cannot be read."""
    filled: list[dict[int, Cell]] = []
    faults: list[Located] = []
    cells_left = most * CELLS_A_ROW
    for number, texts in rows:
        if len(filled) >= most and any(texts):
            raise refusal(name, f"more than {most:,} rows", number)
        if len(texts) > COLUMN_CAP and any(texts[COLUMN_CAP:]):
            raise refusal(name, f"more than {COLUMN_CAP} columns", number)
        cells = {}
        for column, text in enumerate(texts[:COLUMN_CAP], start=1):
            fault = _fault(text)
            if fault is not None:
                faults.append(Located("S056", number, column, fault, name))
            elif isinstance(text, str) and text.strip():
                cells[column] = Cell(number, column, text.strip())
        if cells:
            filled.append(cells)
        cells_left -= len(cells)
        if cells_left < 0:
            raise refusal(name, f"more than {most * CELLS_A_ROW:,} cells", number)
    return filled, faults


def _fault(text: Text) -> str | None:
    if isinstance(text, Formula):
        return "a formula: put its value in its place"
    odd = CONTROL.search(text)
    if odd is None:
        return None
    return f"holds the control character U+{ord(odd.group()):04X}"


def _of_csv(data: bytes, name: str) -> Iterator[tuple[int, Sequence[Text]]]:
    """Each row with its number."""
    if data.startswith(b"PK\x03\x04"):
        raise refusal(name, "a spreadsheet or archive, not a CSV file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal(name, "the file is UTF-16: save it as CSV UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise refusal(name, "not UTF-8 text: save it as CSV UTF-8", row) from None
    if "\x00" in text:
        raise refusal(
            name, "no text: it holds zero bytes", text.count("\n", 0, text.index("\0")) + 1
        )
    first, _, rest = text.partition("\n")
    told = SEPARATOR.fullmatch(first.strip())
    delimiter = told[1] if told else max(DELIMITERS, key=first.count)
    read = 1 if told else 0
    reader = csv.reader(
        StringIO(rest if told else text, newline=""), strict=True, delimiter=delimiter
    )
    try:
        for texts in reader:
            read += 1
            yield read, [_unguarded(cell) for cell in texts]
    except csv.Error as error:
        long = f"a cell of more than {csv.field_size_limit():,} characters"
        reason = long if "limit" in str(error) else "quotation marks that do not match"
        raise refusal(name, reason, read + 1) from None


def _unguarded(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from calculating; one line."""
    shown = re.sub(r"\s*[\r\n]+\s*", " ", text)
    return shown[1:] if shown.startswith("'") and shown[1:].startswith(CALCULATES) else shown


def _of_spreadsheet(
    data: bytes, name: str, sheet: str | None, prefer: str | None
) -> Iterator[tuple[int, Sequence[Text]]]:
    """Each row with its number; those that are only formatted come as empty ones."""
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and lists that nobody here reads
            book = load_workbook(BytesIO(data), read_only=True, data_only=False)
            shown = [s for s in book.worksheets if s.sheet_state == "visible"]
            usual = next((s for s in shown if sheet is None and s.title == prefer), None)
            wanted = usual or next((s for s in shown if sheet is None or s.title == sheet), None)
            if wanted is None:
                raise refusal(name, _no_sheet(sheet, [s.title for s in shown]))
            wanted.reset_dimensions()
            for number, row in enumerate(wanted.iter_rows(), start=1):
                yield number, [Formula() if c.data_type == "f" else _text(c.value) for c in row]
    except RefusedError:
        raise
    except Exception:  # openpyxl lets anything out on a broken file, with pieces of it
        raise refusal(name, "a spreadsheet that cannot be read: broken, or not .xlsx") from None


def _no_sheet(wanted: str | None, there: Sequence[str]) -> str:
    """The sheets are named only to who named one: of registrations nobody does."""
    if wanted is None or not there:
        return "no visible sheet"
    more = f", and {len(there) - SHEETS_TOLD} more" if len(there) > SHEETS_TOLD else ""
    listed = ", ".join(map(repr, there[:SHEETS_TOLD]))
    return f"no sheet is called {wanted!r}{did_you_mean(wanted, there)} (sheets: {listed}{more})"


def _measure(data: bytes, name: str, cap: int) -> None:
    try:
        size = sum(entry.file_size for entry in ZipFile(BytesIO(data)).infolist())
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise refusal(name, "no spreadsheet: broken, or not .xlsx") from None
    if size > cap:
        raise refusal(name, f"more than {cap:,} bytes when unpacked")


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
