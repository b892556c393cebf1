"""Which table of a letter is the annex: the only one that looks like it, or the one asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from scheduler.errors import LetterError
from scheduler.letter.annex import Annex, annex_of
from scheduler.letter.annex_of_rooms import annex_of_rooms
from scheduler.letter.annex_rows import is_side
from scheduler.letter.folding import plain
from scheduler.letter.merged_cells import Table, table_caption, table_of
from scheduler.letter.package import Letter, refuse
from scheduler.letter.table_bytes import TableSpan, tables_of
from scheduler.letter.written_dates import dates_in, day_of

ALL = "all"
"""Asks for every annex of a letter."""
NEAR = 3
"""A title stands at most so many paragraphs above its table."""
SHOWN = 60
"""Letters of a title that a complaint quotes."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    The table, where it stands, and the annex in it; ``number`` counts from 1.

    ``texts``: all that the letter says outside its tables.
    """

    letter: Letter
    number: int
    span: TableSpan
    annex: Annex
    texts: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        return self.annex.table

    @property
    def titles(self) -> tuple[str, ...]:
        """What may be its title: in the table first, then upwards."""
        above = [paragraph.text for paragraph in reversed(self.span.above)]
        return tuple(text for text in (self.annex.title, *above) if text)


def choose(letter: Letter, *, wanted: str | None = None, title: str = "") -> Chosen:
    """
    The annex of a letter.

    Parameters
    ----------
    wanted
        The table asked for: its number, its bookmark, or words of its title.
    title
        The title of the meeting's annex, which decides between several that look like one.

    LetterError if there is no table, none that looks like an annex, or several that do; or the one
    asked for is not there, or cannot be read.
    """
    tables = _tables(letter)
    numbers = _numbers_meant(letter, tables, wanted) if wanted is not None else range(len(tables))
    annexes = _annexes(letter, tables, numbers)
    titled = [one for one in annexes if title and _has_title(one.span, one.annex.title, title)]
    fitting = titled if len(titled) == 1 else annexes
    if len(fitting) > 1:
        _several(letter, [(one.number, one.span) for one in fitting])
    return fitting[0]


def choose_all(letter: Letter, *, wanted: str | None = None) -> tuple[Chosen, ...]:
    """
    The tables that are the annex of a letter, also with rooms down and hours across.

    Several are one annex if rollgrid wrote them, or if ``wanted`` is ``all``: a table for each
    week, day or room. LetterError as of ``choose``.
    """
    tables = _tables(letter)
    one = wanted is not None and wanted != ALL
    numbers = _numbers_meant(letter, tables, wanted or "") if one else range(len(tables))
    annexes = _annexes(letter, tables, numbers, rooms=True)
    ours = all(table_caption(chosen.table) for chosen in annexes)
    if len(annexes) > 1 and not ours and wanted != ALL:
        _several(letter, [(chosen.number, chosen.span) for chosen in annexes], more=", or all")
    if len(annexes) == 1 and not ours:
        return tuple(annexes)
    return tuple(_with_room(chosen, annexes[0]) for chosen in annexes)


def _tables(letter: Letter) -> tuple[TableSpan, ...]:
    tables = tables_of(letter)
    if not tables:
        refuse(letter.path, "has no table")
    return tables


def _annexes(
    letter: Letter, tables: Sequence[TableSpan], numbers: Sequence[int], *, rooms: bool = False
) -> list[Chosen]:
    """The tables that are an annex; LetterError if none is."""
    read = [(number, *_read(letter, tables[number], rooms=rooms)) for number in numbers]
    annexes = [
        Chosen(letter, number + 1, tables[number], annex, _texts(tables))
        for number, annex, _ in read
        if annex is not None
    ]
    if not annexes:
        complaints = (complaint for _, _, complaint in read if complaint is not None)
        listed = "; ".join(_called(number + 1, tables[number]) for number in numbers)
        none = f"no table has days across and hours down. Found: {listed}"
        raise LetterError(next(complaints, f"{letter.path}: {none}"))
    return annexes


def _with_room(chosen: Chosen, first: Chosen) -> Chosen:
    """With the room that stands above the table: neither a title, nor a date, nor side events."""
    caption = table_caption(chosen.table) or next(iter(chosen.titles), "")
    title = first.span.above[0].text if first.span.above else ""
    room = caption.split(" · ")[0].strip()
    named = any(dates_in(caption)) or day_of(caption) is not None
    if not room or (named and " · " not in caption) or is_side(room):
        return chosen
    if plain(room).rstrip("* ") == plain(title).rstrip("* "):
        return chosen
    annex = chosen.annex
    spots = tuple(replace(spot, room=spot.room or room) for spot in annex.spots)
    return replace(chosen, annex=replace(annex, spots=spots))


def _texts(tables: Sequence[TableSpan]) -> tuple[str, ...]:
    paragraphs = (*(p for span in tables for p in span.above), *tables[-1].below)
    return tuple(paragraph.text for paragraph in paragraphs)


def _numbers_meant(letter: Letter, tables: Sequence[TableSpan], wanted: str) -> list[int]:
    """Numbers, from 0, of the tables that may be meant."""
    if wanted.isdecimal():
        if not 1 <= int(wanted) <= len(tables):
            count = "there is 1" if len(tables) == 1 else f"there are {len(tables)}"
            refuse(letter.path, f"there is no table {wanted}; {count}")
        return [int(wanted) - 1]
    marked = [i for i, span in enumerate(tables) if wanted in span.bookmarks]
    numbers = marked or [i for i, t in enumerate(tables) if _is_called(letter, t, wanted)]
    if not numbers:
        listed = "; ".join(_called(i + 1, span) for i, span in enumerate(tables))
        refuse(letter.path, f"no table has the title or bookmark {wanted!r}. Found: {listed}")
    if len(numbers) > 1:
        _several(letter, [(i + 1, tables[i]) for i in numbers])
    return numbers


def _is_called(letter: Letter, span: TableSpan, wanted: str) -> bool:
    try:
        first = " ".join(cell.text for cell in dict.fromkeys(table_of(letter, span).cells[0]))
    except LetterError:
        first = ""
    return _has_title(span, first, wanted)


def _has_title(span: TableSpan, within: str, title: str) -> bool:
    near = [paragraph.text for paragraph in span.above[-NEAR:]]
    return any(plain(title).strip("* ") in plain(text) for text in (within, *near))


def _read(letter: Letter, span: TableSpan, *, rooms: bool) -> tuple[Annex | None, str | None]:
    """The annex in a table; or why the table cannot be read."""
    try:
        table = table_of(letter, span)
        annex = annex_of(table)
        if annex is None and rooms:
            above = [paragraph.text for paragraph in reversed(span.above)]
            annex = annex_of_rooms(table, above[:NEAR])
        return annex, None
    except LetterError as error:
        return None, str(error)


def _several(
    letter: Letter, tables: Sequence[tuple[int, TableSpan]], *, more: str = ""
) -> NoReturn:
    listed = "; ".join(_called(number, span) for number, span in tables)
    how = f"the letter has several tables: add --table with a number or a title{more}"
    refuse(letter.path, f"{how}. Found: {listed}")


def _called(number: int, span: TableSpan) -> str:
    title = span.above[-1].text if span.above else ""
    if not title:
        return f"{number}"
    cut = title if len(title) <= SHOWN else f"{title[:SHOWN].rstrip()}…"
    return f"{number} under {cut!r}"
