"""
Spreadsheets and CSV files as cells, each with its row and column, both from 1.

Complaints name row and column and never what stands there: the same reader reads the registrations
of people.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from scheduler.errors import did_you_mean
from scheduler.scenario.diagnostics import FaultsError, Located, RefusedError
from scheduler.scenario.yaml.parsing import CONTROL

ROW_CAP, COLUMN_CAP = 20_000, 200
UNPACKED_CAP = 100_000_000
"""Bytes of a spreadsheet when unzipped; 20,000 rows of 30 columns take a third of it."""
CALCULATES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
"""What an apostrophe is put in front of when a CSV file is written."""
OLD = b"\xd0\xcf\x11\xe0"
"""How old .xls files begin, and new ones with a password."""
SHEETS_TOLD = 20
SPREADSHEETS = (".xlsx", ".xlsm")
DELIMITERS = ",;\t"


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


def read_table(data: bytes, name: str, sheet: str | None = None, *, most: int = ROW_CAP) -> Table:
    """
    The cells of a CSV file or of one sheet of a spreadsheet (the first, unless named).

    ``most``: so many rows are read, and more are refused. RefusedError with the first complaint, if
    nothing can be read at all; FaultsError with every cell that cannot be read.
    """
    spreadsheet = Path(name).suffix.lower() in SPREADSHEETS
    if data.startswith(OLD):
        reason = "an old .xls file, or one with a password: save it as .xlsx without a password"
        raise refusal(name, reason)
    rows = _of_spreadsheet(data, name, sheet) if spreadsheet else _of_csv(data, name)
    filled: list[dict[int, Cell]] = []
    faults: list[Located] = []
    for number, texts in enumerate(rows, start=1):
        if number > most:
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


def _fault(text: Text) -> str | None:
    if isinstance(text, Formula):
        return "a formula: put its value in its place"
    odd = CONTROL.search(text)
    if odd is None:
        return None
    return f"holds the control character U+{ord(odd.group()):04X}"


def _of_csv(data: bytes, name: str) -> Iterator[Sequence[Text]]:
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
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    read = 0
    try:
        for texts in reader:
            read += 1
            yield [_unguarded(cell) for cell in texts]
    except csv.Error:
        raise refusal(name, "quotation marks that do not match", read + 1) from None


def _unguarded(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from calculating; one line."""
    shown = re.sub(r"\s*[\r\n]+\s*", " ", text)
    return shown[1:] if shown.startswith("'") and shown[1:].startswith(CALCULATES) else shown


def _of_spreadsheet(data: bytes, name: str, sheet: str | None) -> Iterator[Sequence[Text]]:
    _measure(data, name)
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and lists that nobody here reads
            book = load_workbook(BytesIO(data), read_only=True, data_only=False)
            shown = [s for s in book.worksheets if s.sheet_state == "visible"]
            wanted = next((s for s in shown if sheet is None or s.title == sheet), None)
            if wanted is None:
                raise refusal(name, _no_sheet(sheet, [s.title for s in shown]))
            wanted.reset_dimensions()
            for row in wanted.iter_rows():
                yield [Formula() if c.data_type == "f" else _text(c.value) for c in row]
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


def _measure(data: bytes, name: str) -> None:
    try:
        size = sum(entry.file_size for entry in ZipFile(BytesIO(data)).infolist())
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise refusal(name, "no spreadsheet: broken, or not .xlsx") from None
    if size > UNPACKED_CAP:
        raise refusal(name, f"more than {UNPACKED_CAP:,} bytes when unpacked")


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
    return re.sub(r"\s*[\r\n]+\s*", " ", str(value))
