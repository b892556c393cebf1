"""
Spreadsheets and CSV files as cells, each with its row and column, both from 1.

Complaints name row and column and never what stands there: the same reader reads the registrations
of people.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

from scheduler.scenario.diagnostics import FaultsError, Located
from scheduler.scenario.tables.raw_rows import (
    COLUMN_CAP,
    ROW_CAP,
    Formula,
    RawRow,
    Text,
    most_cells,
    refusal,
)
from scheduler.scenario.tables.spreadsheets import rows_of
from scheduler.scenario.yaml.parsing import CONTROL
from scheduler.vocabulary.command_lines import STANDARD_INPUT

LINE_CAP, WIDTH_CAP = 1_048_576, 16_384
"""Rows and columns of a CSV file, empty ones too: so many has a sheet."""
CALCULATES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
"""What an apostrophe is put in front of when a CSV file is written."""
OLD = b"\xd0\xcf\x11\xe0"
"""How old .xls files begin, and new ones with a password."""
ARCHIVE = b"PK"
"""How an .xlsx file begins."""
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
    unnamed = name == STANDARD_INPUT and data.startswith(ARCHIVE)
    spreadsheet = unnamed or Path(name).suffix.lower() in SPREADSHEETS
    if data.startswith(OLD):
        reason = "an old .xls file, or one with a password: save it as .xlsx without a password"
        raise refusal(name, reason)
    rows = rows_of(data, name, sheet, prefer, most) if spreadsheet else _of_csv(data, name, most)
    filled, faults = _filled(rows, name, most)
    if faults:
        raise FaultsError(tuple(faults))
    if not filled:
        raise refusal(name, "no row has anything in it")
    return Table(name, tuple(filled))


def _filled(
    rows: Iterator[RawRow], name: str, most: int
) -> tuple[list[dict[int, Cell]], list[Located]]:
    """The cells of each row that has some, and every cell that cannot be read."""
    filled: list[dict[int, Cell]] = []
    faults: list[Located] = []
    cells_left = most_cells(most)
    for number, texts in rows:
        cells = {}
        for column, text in texts:
            if not text:
                continue
            if len(filled) >= most:
                raise refusal(name, f"more than {most:,} rows", number)
            if column > COLUMN_CAP:
                raise refusal(name, f"more than {COLUMN_CAP} columns", number)
            fault = _fault(text)
            if fault is not None:
                faults.append(Located("S056", number, column, fault, name))
            elif isinstance(text, str) and text.strip():
                cells[column] = Cell(number, column, text.strip())
        if cells:
            filled.append(cells)
        cells_left -= len(cells)
        if cells_left < 0:
            raise refusal(name, f"more than {most_cells(most):,} cells", number)
    return filled, faults


def _fault(text: Text) -> str | None:
    if isinstance(text, Formula):
        return "a formula: put its value in its place"
    odd = CONTROL.search(text)
    if odd is None:
        return None
    return f"holds the control character U+{ord(odd.group()):04X}"


def _of_csv(data: bytes, name: str, most: int) -> Iterator[RawRow]:
    """Each row with its number; how many there are is judged before any becomes cells."""
    body, delimiter, before = _csv_body(data, name)
    rows = filled = cells = 0
    for rows, texts in _csv_rows(body, delimiter, before, name):
        wide = sum(map(bool, texts))
        filled, cells = filled + bool(wide), cells + wide
        if rows > LINE_CAP or len(texts) > WIDTH_CAP:
            much = f"{LINE_CAP:,} rows" if rows > LINE_CAP else f"{WIDTH_CAP:,} columns"
            raise refusal(name, f"more than {much}, empty ones counted", rows)
        if wide > COLUMN_CAP or filled > most or cells > most_cells(most):
            break  # it is refused with the place where it becomes too much
    for number, texts in _csv_rows(body, delimiter, before, name):
        yield number, ((at, _unguarded(cell)) for at, cell in enumerate(texts, start=1) if cell)


def _csv_body(data: bytes, name: str) -> tuple[bytes, str, int]:
    """What is UTF-8 text, what stands between its cells, and how many lines are no rows."""
    if data.startswith(b"PK\x03\x04"):
        raise refusal(name, "a spreadsheet or archive, not a CSV file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal(name, "the file is UTF-16: save it as CSV UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise refusal(name, "not UTF-8 text: save it as CSV UTF-8", row) from None
    if b"\0" in data:
        row = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise refusal(name, "no text: it holds zero bytes", row)
    first, _, rest = data.partition(b"\n")
    line = first.decode("utf-8")
    told = SEPARATOR.fullmatch(line.strip())
    delimiter = told[1] if told else max(DELIMITERS, key=line.count)
    return rest if told else data, delimiter, 1 if told else 0


def _csv_rows(
    body: bytes, delimiter: str, before: int, name: str
) -> Iterator[tuple[int, list[str]]]:
    read = before
    # read as it comes: a file of 60 MB in one piece would take four times that
    lines = TextIOWrapper(BytesIO(body), encoding="utf-8", newline="")
    try:
        for texts in csv.reader(lines, strict=True, delimiter=delimiter):
            read += 1
            yield read, texts
    except csv.Error as error:
        long = f"a cell of more than {csv.field_size_limit():,} characters"
        reason = long if "limit" in str(error) else "quotation marks that do not match"
        raise refusal(name, reason, read + 1) from None


def _unguarded(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from calculating; one line."""
    shown = re.sub(r"\s*[\r\n]+\s*", " ", text)
    return shown[1:] if shown.startswith("'") and shown[1:].startswith(CALCULATES) else shown
